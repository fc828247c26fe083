// try beside a process that is the node's kubelet: its flags are followed, and its variables and working directory are given to
// the provider. The process has the kubelet's name and flags, in namespaces of its own.

import assert from 'node:assert/strict';
import { chmodSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXECUTABLE } from '../support/executable.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';
import { checkMachine } from './machine.ts';

const unavailable = await checkMachine().catch((error: unknown) => {
  if (error instanceof Unavailable) return error;
  throw error;
});

test('the provider gets what the process of the kubelet has', {
  skip: unavailable?.message,
}, async (context) => {
  const folder = temporaryFolder(context, '/run');
  chmodSync(folder.path, 0o755);
  const kubelet = join(folder.path, 'kubelet');
  copyFileSync('/bin/bash', kubelet);
  const provider = {
    name: 'vendor',
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    matchImages: ['reg.example'],
    defaultCacheDuration: '12h',
    env: [{ name: 'OWN', value: 'entry' }],
  };
  const config = folder.write(
    'providers.json',
    JSON.stringify({
      apiVersion: 'kubelet.config.k8s.io/v1',
      kind: 'CredentialProviderConfig',
      providers: [provider],
    }),
  );
  folder.write('bin/vendor', '#!/bin/sh\necho "$FROM $OWN $API_TOKEN $(pwd)" >&2\nexit 1\n', 0o755);
  const flags = [
    `--image-credential-provider-config=${config}`,
    `--image-credential-provider-bin-dir=${folder.path}/bin`,
  ].join(' ');
  const script = `
    cd ${folder.path}
    env -i PATH=/usr/bin:/bin FROM=kubelet API_TOKEN=canary-of-kubelet ${kubelet} -c 'sleep 60; :' ${flags} &
    until grep -q kubelet /proc/$!/cmdline; do sleep 0.05; done
    cd /
    FROM=shell ${EXECUTABLE} try reg.example/app --provider vendor --output json || test $? = 1`;
  const namespaces = ['--mount', '--pid', '--fork', '--mount-proc', '--kill-child', '--'];
  const text = await runProgram('unshare', [...namespaces, 'bash', '-c', script], process.env, 30_000);
  assert.doesNotMatch(text, /canary/);
  const report = JSON.parse(text);
  assert.match(report.environment, /^of the kubelet, process \d+$/);
  assert.match(report.kubelet.source, /by the flags of the running kubelet/);
  assert.deepEqual(report.providers[0].run.stderr, [`kubelet entry [redacted] ${folder.path}`]);
});
