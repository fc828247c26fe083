// Mirrors of the node's container runtime, for rules whose images they have.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mirrorsSeeCredentials } from '../../../src/check/mirror-checks.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { subjectOf } from './rule.ts';

const SUBJECT = subjectOf([
  { matchImages: ['reg.example'], static: { username: 'u', password: 'p' } },
  { matchImages: ['reg.example/team', 'other.example'], static: { username: 'u', password: 'p' } },
]);
const CERTS = 'etc/containerd/certs.d';

const said = (root: string) =>
  mirrorsSeeCredentials(SUBJECT, root).map(({ severity, what }) => `${severity}: ${what}`);

test('no file: nothing', (t) => assert.deepEqual(said(temporaryFolder(t).path), []));

test('hosts.toml of a registry that rules match, and of one that none does', (t) => {
  const folder = temporaryFolder(t);
  folder.write(`${CERTS}/reg.example/hosts.toml`, '[host."https://m.example"]\n');
  folder.write(`${CERTS}/other.example/hosts.toml`, '[host."http://n.example:5000"]\n');
  folder.write(`${CERTS}/third.example/hosts.toml`, '[host."https://m.example"]\n');
  folder.write(`${CERTS}/_default/hosts.toml`, '[host."https://d.example"]\n');
  assert.deepEqual(said(folder.path).toSorted(), [
    'note: containerd shows the credentials of rules "rule-0", "rule-1" for images of "reg.example" to https://m.example too',
    'note: containerd shows the credentials of rules "rule-0", "rule-1" for registries without a folder of their own to https://d.example too',
    'warning: containerd shows the credentials of rule "rule-1" for images of "other.example" to http://n.example:5000 too, without TLS to http://n.example:5000',
  ]);
});

test('a registry that is its own and only host', (t) => {
  const folder = temporaryFolder(t);
  folder.write(
    `${CERTS}/reg.example/hosts.toml`,
    'server = "https://reg.example"\n[host."https://reg.example"]\n',
  );
  assert.deepEqual(said(folder.path), []);
});

test('a file that cannot be read', (t) => {
  const folder = temporaryFolder(t);
  folder.write(`${CERTS}/reg.example/hosts.toml`, Buffer.from([0xff]));
  assert.match(
    said(folder.path).join(),
    /^note: which hosts see the credentials of rules .* is not known: containerd's/,
  );
});

test('registries.conf', (t) => {
  const folder = temporaryFolder(t);
  folder.write(
    'etc/containers/registries.conf',
    '[[registry]]\nlocation = "reg.example"\n[[registry.mirror]]\nlocation = "m.example/x"\n[[registry]]\nlocation = "third.example"\n[[registry.mirror]]\nlocation = "m.example"\n',
  );
  assert.deepEqual(said(folder.path), [
    'note: CRI-O asks m.example for images of "reg.example" without the credential of rules "rule-0", "rule-1"',
  ]);
});
