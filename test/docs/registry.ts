// A registry with one image and one user, in the place of the reader's own.
// node registry.mjs CERTIFICATE KEY IMAGE USER:PASSWORD

import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [certificate = '', key = '', image = '', user = ''] = process.argv.slice(2);
const [, repository, tag] = /^[^/]+\/(.*):(.*)$/.exec(image) ?? [];
const authorization = `Basic ${Buffer.from(user).toString('base64')}`;

createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  if (request.headers.authorization !== authorization) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="registry"' }).end();
  } else if (request.url === `/v2/${repository}/manifests/${tag}`) {
    response.writeHead(200, { 'content-type': 'application/vnd.oci.image.manifest.v1+json' }).end();
  } else {
    response.writeHead(404).end();
  }
}).listen(443, '127.0.0.1', () => console.log('ready'));
