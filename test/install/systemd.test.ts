// systemd itself starts the kubelet of each node, as it is and with the flag files: what it is started with is what our
// reader of units says, and has both flags.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';

import { commandOf, findService } from '../../src/install/node/systemd/service.ts';
import { BIN_DIR_FLAG, CONFIG_FLAG, flagValues } from '../../src/kubelet/settings.ts';
import { copyHost, HOSTS, setupOf, testHost } from './hosts.ts';
import { argumentsBySystemd, whyNoSystemd } from './real-systemd.ts';

const NODES = readdirSync(HOSTS).filter((name) =>
  /^(?:kubeadm|eks|aks|k3s|rke2|kind|minikube|systemd-[cv])/.test(name),
);

const FORMS = ['as it is', 'with the flag files'] as const;

describe('systemd starts the kubelet as we think', { concurrency: 4, skip: await whyNoSystemd() }, () => {
  for (const name of NODES) {
    const forms = setupOf(join(HOSTS, name)).flagFiles.length === 0 ? FORMS.slice(0, 1) : FORMS;
    for (const form of forms) {
      test(`${name}, ${form}`, async (context) => {
        const root = copyHost(context, name);
        const setup = setupOf(root);
        if (form === 'with the flag files') {
          for (const { path, text, mode } of setup.flagFiles) {
            mkdirSync(dirname(join(root, path)), { recursive: true });
            writeFileSync(join(root, path), text, { mode });
          }
        }
        const unit = setup.restart.at(-1)?.at(-1) ?? '';
        const service = findService(testHost(root), unit);
        assert.ok(service);
        const expected = commandOf(testHost(root), service);
        const program = expected?.[0] ?? '';
        const started = await argumentsBySystemd(context, { root, unit, program });
        assert.deepEqual(started, expected);
        if (form === 'with the flag files' && unit === 'kubelet.service') {
          assert.deepEqual(flagValues(started, CONFIG_FLAG), [setup.kubeletConfig.path]);
          assert.deepEqual(flagValues(started, BIN_DIR_FLAG), [setup.binDir]);
        }
      });
    }
  }
});
