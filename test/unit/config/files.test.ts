// Which files a configuration names, and which of them are secret.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inspectText } from '../../../src/config/inspect.ts';
import { FILES } from '../../../src/generated/config-facts.ts';
import { ROOT } from '../../support/executable.ts';
import { configText } from '../../support/temporary.ts';

interface Node {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

/** The program makes these, and reads none of them as its configuration's. */
const WRITTEN = ['cache.directory', 'log.file'];

/** Each field of the schema whose form is that of an absolute path. */
function pathFields(): string[] {
  const schema = JSON.parse(readFileSync(join(ROOT, 'schemas/config.schema.json'), 'utf8'));
  const walk = ({ $ref, ...own }: Node, at: string): string[] => {
    const name = $ref?.replace('#/$defs/', '');
    if (name === 'absolutePath' || name === 'file') {
      return [at];
    }
    const { properties = {}, items } = name === undefined ? own : (schema.$defs[name] as Node);
    return [
      ...Object.entries(properties).flatMap(([key, node]) => walk(node, at === '' ? key : `${at}.${key}`)),
      ...(items === undefined ? [] : walk(items, `${at}[]`)),
    ];
  };
  return walk(schema, '');
}

/** Folders of programs, which are run and not read. */
const OF_PROGRAMS = ['rules[].dockerConfig.helpers'];

test('each path of the schema is a file that is read, one that the program makes, or a folder of programs', () =>
  assert.deepEqual([...FILES.keys(), ...WRITTEN, ...OF_PROGRAMS].sort(), pathFields().sort()));

const matchImages = ['a.example'];
const ID = '11111111-2222-3333-4444-555555555555';

const CONFIG = configText(
  [
    { name: 'a', matchImages, static: { username: '/x', passwordFile: '/password' } },
    { name: 'b', matchImages, static: { usernameFile: '/username', password: '/p' } },
    { name: 'c', matchImages, acr: { managedIdentity: { resourceId: '/subscriptions/s' } } },
    { name: 'd', matchImages, acr: { azureJson: '/azure.json' } },
    { name: 'e', matchImages, acr: { workloadIdentity: { tokenFile: '/token' } } },
    {
      name: 'f',
      matchImages,
      acr: { servicePrincipal: { clientId: ID, tenantId: ID, clientCertificateFile: '/certificate' } },
    },
    { name: 'g', matchImages, google: { credentialFile: '/key.json' } },
    { name: 'h', dockerConfig: { path: '/docker.json', helpers: '/helpers' } },
  ],
  { caFile: '/ca.pem', cache: { directory: '/run/cache' }, log: { file: '/log' } },
);

describe('of a configuration', () => {
  const { config, files, secrets } = inspectText('/c', CONFIG, (path) => `/here${path}`);

  test('each file, and whether it is secret', () =>
    assert.deepEqual(
      files.map(({ field, path, isSecret }) => [field.join('.'), path, isSecret]),
      [
        ['caFile', '/here/ca.pem', false],
        ['rules.0.static.passwordFile', '/here/password', true],
        ['rules.1.static.usernameFile', '/here/username', false],
        ['rules.3.acr.azureJson', '/here/azure.json', true],
        ['rules.4.acr.workloadIdentity.tokenFile', '/here/token', true],
        ['rules.5.acr.servicePrincipal.clientCertificateFile', '/here/certificate', true],
        ['rules.6.google.credentialFile', '/here/key.json', true],
        ['rules.7.dockerConfig.path', '/here/docker.json', true],
      ],
    ));

  test('what begins with a slash and is no file stays as it is', () => {
    const [first, second, third] = config?.rules ?? [];
    assert.ok(first?.backend.kind === 'static' && second?.backend.kind === 'static');
    assert.deepEqual(first.backend.username, { text: '/x' });
    assert.deepEqual(first.backend.password, { file: '/here/password' });
    assert.ok('secret' in second.backend.password);
    assert.equal(second.backend.password.secret.reveal(), '/p');
    assert.ok(third?.backend.kind === 'acr' && third.backend.node?.kind === 'managedIdentity');
    assert.equal(third.backend.node.resourceId, '/subscriptions/s');
    assert.equal(config?.cache?.directory, '/run/cache');
    assert.deepEqual(config?.log?.target.kind === 'file' && config.log.target.path, '/log');
  });

  test('the passwords that are written in it', () => assert.deepEqual([...secrets], ['/p']));
});

test('a configuration with a mistake names no files, and its passwords are known', () => {
  const rules = [{ name: 'a', matchImages, static: { username: 'u', password: 'hunter2', x: 1 } }];
  const { config, files, mistakes, secrets } = inspectText('/c', configText(rules), (path) => path);
  assert.equal(config, undefined);
  assert.deepEqual(files, []);
  assert.deepEqual(mistakes.length, 1);
  assert.deepEqual([...secrets], ['hunter2']);
});
