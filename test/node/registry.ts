// A registry with TLS: Debian's docker-registry.
// https://distribution.github.io/distribution/about/configuration/
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import type { Authority } from './certificates.ts';
import type { Gate } from './gate.ts';
import type { Image } from './image.ts';
import type { Machine } from './machine.ts';
import type { Environment } from './program.ts';

export interface Registry {
  /** As in an image's name: host and port. */
  readonly host: string;
  /** The users to whom it gave something of the repository's images. */
  pullers(repository: string): string[];
  /** The users whose password it refused there; those whom its gate asks elsewhere are not among them. */
  refused(repository: string): string[];
  push(image: Image, repository: string): Promise<void>;
}

export async function startRegistry(
  machine: Pick<Machine, 'directory' | 'addHost' | 'start'>,
  hostName: string,
  gate: Gate,
  authority: Authority,
  env: Environment,
): Promise<Registry> {
  const directory = join(machine.directory, hostName);
  await mkdir(directory);
  await machine.addHost(hostName);
  const { certificate, key } = await authority.issue(hostName, '/CN=registry', [`DNS:${hostName}`]);
  const configuration = {
    version: '0.1',
    log: { level: 'debug', accesslog: { disabled: true } },
    // Its storage in memory takes minutes for an image as large as ours.
    storage: { filesystem: { rootdirectory: join(directory, 'storage') } },
    http: { addr: '127.0.0.1:0', tls: { certificate, key } },
    auth: await gate.configure(directory),
  };
  const file = join(directory, 'config.yml'); // JSON is YAML
  await writeFile(file, JSON.stringify(configuration));
  const program = machine.start(hostName, 'docker-registry', ['serve', file], env);
  const [, port] = await program.waitForLog(/listening on 127\.0\.0\.1:(\d+), tls/, 30_000);
  const ca = await readFile(authority.certificate);

  const send = (method: string, path: string, headers: Record<string, string>, body: Uint8Array) =>
    new Promise<string>((resolve, reject) => {
      const options = { method, headers: { host: `${hostName}:${port}`, ...headers }, ca };
      request(`https://127.0.0.1:${port}${path}`, { ...options, servername: hostName, timeout: 30_000 })
        .on('response', (response) => {
          response.resume();
          const { statusCode, headers } = response;
          if (statusCode === 201 || statusCode === 202) resolve(headers.location ?? '');
          else reject(new Error(`${hostName}: ${method} ${path}: ${statusCode}`));
        })
        .on('error', reject)
        .end(body);
    });

  return {
    host: `${hostName}:${port}`,
    // Only its debug log tells a user's name.
    pullers: (repository) =>
      matches(program.log(), `msg=GetBlob auth\\.user\\.name=(\\S+) .*/v2/${repository}/blobs/`),
    refused: (repository) =>
      matches(program.log(), `error authenticating user \\\\"(.*?)\\\\".* .*/v2/${repository}/manifests/`),
    push: async (image, repository) => {
      const authorization = gate.authorizePush(repository);
      const common: Record<string, string> = authorization === undefined ? {} : { authorization };
      for (const blob of [image.layer, image.config]) {
        const upload = await send('POST', `/v2/${repository}/blobs/uploads/`, common, new Uint8Array());
        const { pathname, search } = new URL(upload);
        const headers = { ...common, 'content-type': 'application/octet-stream' };
        await send('PUT', `${pathname}${search}&digest=${blob.digest}`, headers, blob.content);
      }
      const headers = { ...common, 'content-type': image.manifest.mediaType };
      await send('PUT', `/v2/${repository}/manifests/1`, headers, image.manifest.content);
    },
  };
}

/** What is in the parentheses of the expression, each text once. */
const matches = (text: string, expression: string): string[] => [
  ...new Set(Array.from(text.matchAll(new RegExp(expression, 'g')), ([, found = '']) => found)),
];
