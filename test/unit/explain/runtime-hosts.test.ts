// Who sees the credentials of an image, as explain says it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRuntimeHosts, hostLines, loginAdvice } from '../../../src/explain/runtime-hosts.ts';
import { parseImage } from '../../../src/image/reference.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const IMAGE = parseImage('reg.example/team/app');

test('no file of a runtime: nothing is said', (t) => {
  const { hosts, warnings } = findRuntimeHosts(IMAGE, temporaryFolder(t).path);
  assert.deepEqual([hosts, warnings], [{ containerd: null, crio: null }, []]);
  assert.deepEqual(hostLines(hosts, 1), []);
});

test('containerd shows each credential to all hosts, CRI-O to none but the own', (t) => {
  const folder = temporaryFolder(t);
  folder.write(
    'etc/containerd/certs.d/reg.example/hosts.toml',
    '[host."https://m.example"]\n[host."http://n.example"]\n',
  );
  folder.write(
    'etc/containers/registries.conf',
    '[[registry]]\nlocation = "reg.example"\n[[registry.mirror]]\nlocation = "m.example/x"\n',
  );
  const { hosts, warnings } = findRuntimeHosts(IMAGE, folder.path);
  assert.deepEqual(
    hostLines(hosts, 2).map(({ text }) => text),
    [
      'containerd shows each of them to https://m.example, http://n.example, https://reg.example (/etc/containerd/certs.d/reg.example/hosts.toml)',
      'CRI-O asks m.example without a credential, and shows each of them to reg.example only (/etc/containers/registries.conf)',
    ],
  );
  assert.deepEqual(warnings, ['containerd shows the credential to http://n.example without TLS']);
});

test('what cannot be read is a warning', (t) => {
  const folder = temporaryFolder(t);
  folder.write('etc/containerd/certs.d/reg.example/hosts.toml', 'host = {}\n');
  folder.write('etc/containers/registries.conf', Buffer.from([0xff]));
  const { warnings } = findRuntimeHosts(IMAGE, folder.path);
  assert.match(warnings[0] ?? '', /in a form that is not read here: they are shown the credential too/);
  assert.match(warnings[1] ?? '', /which hosts CRI-O asks is not known in full: CRI-O's/);
});

test('where the registry has no login, the mirrors whose login it may be are named', (t) => {
  const folder = temporaryFolder(t);
  assert.deepEqual(loginAdvice(findRuntimeHosts(IMAGE, folder.path).hosts, 'reg.example'), []);
  const file = 'etc/containerd/certs.d/reg.example/hosts.toml';
  folder.write(file, '[host."https://reg.example"]\n');
  assert.deepEqual(loginAdvice(findRuntimeHosts(IMAGE, folder.path).hosts, 'reg.example'), []);
  folder.write(file, '[host."https://m.example/v2/hub"]\n');
  assert.deepEqual(loginAdvice(findRuntimeHosts(IMAGE, folder.path).hosts, 'reg.example'), [
    `containerd asks https://m.example for it (/${file}), with the credential of reg.example: write the login of the mirror under reg.example`,
  ]);
});
