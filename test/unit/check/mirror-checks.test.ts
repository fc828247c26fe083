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

test('a prefix of CRI-O is for hosts that it would not match as a pattern of a rule', (t) => {
  const folder = temporaryFolder(t);
  const table = (prefix: string) =>
    `[[registry]]\nprefix = "${prefix}"\nlocation = "o.example"\n[[registry.mirror]]\nlocation = "m.example"\n`;
  const rulesFor = (prefix: string, ...patterns: string[]) => {
    folder.write('etc/containers/registries.conf', table(prefix));
    const rules = patterns.map((pattern) => ({
      matchImages: [pattern],
      static: { username: 'u', password: 'p' },
    }));
    const [found] = mirrorsSeeCredentials(subjectOf(rules), folder.path);
    return [...(found?.what ?? '').matchAll(/"rule-(\d)"/g)].map(([, index]) => patterns[Number(index)]);
  };
  assert.deepEqual(
    rulesFor(
      '*.corp',
      'reg.corp',
      'a.reg.corp',
      'a.reg.corp:5000/team',
      'corp.example',
      '*.*.corp',
      'reg.corp2',
    ),
    ['reg.corp', 'a.reg.corp', 'a.reg.corp:5000/team', '*.*.corp'],
  );
  assert.deepEqual(rulesFor('reg.corp', 'reg.corp:5000', 'reg.corp/team', 'a.reg.corp'), [
    'reg.corp:5000',
    'reg.corp/team',
  ]);
  assert.deepEqual(rulesFor('reg.corp/team', 'reg.corp:5000', 'reg.corp/other', 'reg.corp'), ['reg.corp']);
  assert.deepEqual(rulesFor('reg.corp:5000', 'reg.corp', 'reg.corp:5000'), ['reg.corp:5000']);
});

test('a table that a later file replaces is not said', (t) => {
  const folder = temporaryFolder(t);
  const mirrored = (mirror: string) =>
    `[[registry]]\nlocation = "reg.example"\n[[registry.mirror]]\nlocation = "${mirror}"\n`;
  folder.write('etc/containers/registries.conf', mirrored('old.example'));
  folder.write('etc/containers/registries.conf.d/1.conf', mirrored('new.example'));
  assert.deepEqual(said(folder.path), [
    'note: CRI-O asks new.example for images of "reg.example" without the credential of rules "rule-0", "rule-1"',
  ]);
});

test('the server of Docker Hub is no mirror', (t) => {
  const folder = temporaryFolder(t);
  const subject = subjectOf([{ matchImages: ['docker.io'], static: { username: 'u', password: 'p' } }]);
  for (const server of ['', 'server = "https://registry-1.docker.io"\n']) {
    folder.write(`${CERTS}/docker.io/hosts.toml`, `${server}[host."https://m.example"]\n`);
    assert.deepEqual(
      mirrorsSeeCredentials(subject, folder.path).map(({ what }) => what),
      [
        'containerd shows the credentials of rule "rule-0" for images of "docker.io" to https://m.example too',
      ],
    );
  }
});
