// Ctrl-C while `try` waits for a plugin: nothing stays behind.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { EXECUTABLE } from '../support/executable.ts';
import { ROOT_ONLY, temporaryFolder } from '../support/temporary.ts';

const NOT_ROOT = process.getuid?.() === 0 ? false : 'a plugin that is run must be in a folder of root';

describe('try, and a signal', { skip: NOT_ROOT }, () => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    test(signal, { timeout: 60_000 }, async (context) => {
      const folder = temporaryFolder(context, ROOT_ONLY);
      chmodSync(folder.path, 0o755);
      const pids = join(folder.path, 'pids');
      folder.write('bin/slow', `#!/bin/sh\nsleep 1000 &\necho "$$ $!" > ${pids}\nwait\n`, 0o755);
      const provider = { name: 'slow', matchImages: ['a.example'], defaultCacheDuration: '1m' };
      folder.write(
        'providers.json',
        JSON.stringify({
          apiVersion: 'kubelet.config.k8s.io/v1',
          kind: 'CredentialProviderConfig',
          providers: [{ ...provider, apiVersion: 'credentialprovider.kubelet.k8s.io/v1' }],
        }),
      );
      const places = ['--kubelet-config', join(folder.path, 'providers.json')];
      const child = spawn(
        EXECUTABLE,
        [
          'try',
          'a.example/app',
          ...places,
          '--kubelet-bin-dir',
          join(folder.path, 'bin'),
          '--provider',
          'slow',
        ],
        { env: { PATH: '/usr/bin:/bin' }, stdio: ['ignore', 'pipe', 'pipe'] },
      );
      let told = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          told += text;
        });
      }
      const closed = once(child, 'close');
      while (!existsSync(pids) || !readFileSync(pids, 'utf8').endsWith('\n')) await delay(10);
      child.kill(signal);
      const [exit] = await closed;
      assert.deepEqual([exit, told], [code, `try: ended by ${signal}, with what it had started\n`]);
      for (const pid of readFileSync(pids, 'utf8').trim().split(' ')) {
        const stat = `/proc/${pid}/stat`;
        while (existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8'))) await delay(10);
      }
    });
  }
});
