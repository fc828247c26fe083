// What to do about a docker config that has no login for an image.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  nearestKey,
  notJson,
  orCloud,
  withoutEntries,
} from '../../../../src/backend/docker-entries/advice.ts';
import { parseDockerConfig } from '../../../../src/backend/docker-entries/parse.ts';
import { ProviderError } from '../../../../src/errors.ts';

describe('the key that nearly matches', () => {
  for (const [key, image, said] of [
    ['h.example:443', 'h.example/a', /^"h\.example:443" nearly does: the port is missing/],
    ['H.example', 'h.example/a', /letter case counts; the key must be h\.example/],
    ['h.example/team/', 'h.example/a', /the image's path must begin with \/team\//],
    ['https://h.example/*', 'h.example/a', /"\*" has no meaning in a path; the key must be h\.example/],
    ['harbour.example', 'harbor.example/a', /the host differs/],
    ['pattern.example:443', 'pattern.example/a', /the image must be pattern\.example:443\/…$/],
    [
      'registry-1.docker.io',
      'docker.io/a/b',
      /write docker\.io instead of registry-1\.docker\.io as the key$/,
    ],
    ['registry.hub.docker.com', 'docker.io/a/b', /write docker\.io instead of registry\.hub\.docker\.com as/],
    ['hub.docker.com', 'docker.io/library/nginx', /write docker\.io instead of hub\.docker\.com as the key$/],
    ['*.h.example', 'h.example/a', /add h\.example as another key if it is meant$/],
    ['other.example', 'h.example/a', undefined],
  ] as const) {
    test(`${key} ${image}`, () => {
      const found = nearestKey([{ key: 'far.example.org' }, { key }], image);
      if (said === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', said);
    });
  }
});

describe('a login at a cloud', () => {
  for (const [host, backend] of [
    ['acme1.azurecr.io', 'acr'],
    ['acme1.azurecr.cn/app', 'acr'],
    ['gcr.io', 'google'],
    ['eu-docker.pkg.dev/p/i', 'google'],
    ['210987654321.dkr.ecr.eu-west-1.amazonaws.com/a', 'ecr'],
    ['public.ecr.aws/a', 'ecr'],
    ['harbor.example', undefined],
  ] as const) {
    test(host, () => {
      const said =
        backend === undefined ? '' : `write a rule with ${backend} above this one, which needs no login; or `;
      assert.equal(orCloud(host), said);
    });
  }
});

describe('a docker config that is none', () => {
  for (const [name, text, said] of [
    ['JSON in JSON', JSON.stringify('{"auths":{}}'), /it is JSON inside a string of JSON.*jq --raw-output/],
    ['a string', '"auths"', /expected an object, got a string/],
  ] as const) {
    test(name, () =>
      assert.throws(
        () => parseDockerConfig(text, 'F'),
        (error) => error instanceof ProviderError && said.test(`${error.message}; ${error.hint}`),
      ),
    );
  }

  test("a Secret's data in JSON has no entries, and is called what it is", () => {
    const { entries, wrongFile } = parseDockerConfig('{".dockerconfigjson":"e30K"}', 'F');
    assert.deepEqual(entries, []);
    assert.match(wrongFile?.problem ?? '', /the data of a Kubernetes Secret/);
  });

  for (const auth of ['\x24{AUTH}', '$AUTH', '{{ .Values.auth }}', '<base64>', ' \x24{AUTH}\n']) {
    test(`${JSON.stringify(auth)} was not filled in`, () => {
      const { entries } = parseDockerConfig(JSON.stringify({ auths: { 'h.example': { auth } } }), 'F');
      assert.match((entries[0] as { problem: string }).problem, /^auth is a placeholder/);
    });
  }
});

describe('what a file is instead of a docker config', () => {
  for (const [name, text, problem, hint] of [
    ['YAML', 'auths:\n  h.example:\n    auth: cm9ib3Q6c2VjcmV0\n', 'it is YAML, not JSON', /as JSON/],
    ['YAML after a line', '---\n"auths":\n  h.example: {}\n', 'it is YAML, not JSON', /as JSON/],
    ['the value of auth', 'cm9ib3Q6c2VjcmV0\n', 'it is base64 of user:password alone', /into an entry/],
    ['user and password', 'robot$x:secret\n', 'it is one line of the form user:password', /with static$/],
    ['JSON in quotes', `'{"auths":{}}'`, 'it is JSON in quotes', /remove the quotes/],
    ['nothing', ' \n', 'it is empty', undefined],
    ['prose', 'see the wiki', 'it is not JSON (line 1, column 1: expected a value)', undefined],
  ] as const) {
    test(`${name}, no JSON`, () => {
      const found = notJson(text);
      assert.equal(found.problem, problem);
      if (hint === undefined) assert.equal(found.hint, undefined);
      else assert.match(found.hint ?? '', hint);
      assert.doesNotMatch(`${found.problem} ${found.hint}`, /secret|cm9i/);
    });
  }

  for (const [name, text, problem] of [
    ['auth for auths', '{"auth":{"h.example":{}}}', 'its entries are not under "auths"'],
    ['one login', '{"username":"robot","password":"secret"}', 'it is a login without its registry'],
    ['one auth', '{"auth":"cm9ib3Q6c2VjcmV0"}', 'it is a login without its registry'],
    ['a key of Google', '{"type": "service_account"}', 'it is the key of a Google service account'],
    ['an empty docker config', '{"auths":{}}', undefined],
    ['settings alone', '{"HttpHeaders":{}}', undefined],
  ] as const) {
    test(`${name}, without entries`, () => assert.equal(withoutEntries(text)?.problem, problem));
  }
});
