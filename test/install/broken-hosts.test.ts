// Every file by which a node is set up, damaged in each way: a set-up is found, or an error with a name.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ProviderError } from '../../src/errors.ts';
import { findNodeSetup } from '../../src/install/node/profiles/find.ts';
import { findKubelet } from '../../src/install/state/find-kubelet.ts';
import { lookAtKubelet } from '../../src/install/state/kubelet-state.ts';
import { readKubeconfig } from '../../src/kubelet/kubeconfig.ts';
import { DAMAGES } from './damage.ts';
import { copyHost, testHost } from './hosts.ts';

/** One of each kind of set-up. */
const NAMES = [
  'kubeadm-deb',
  'kubeadm-directory',
  'eks-al2023',
  'aks',
  'minikube',
  'k3s-own-paths',
  'k3s-kubelet-arg',
  'rke2-agent',
  'systemd-command-line',
  'systemd-variable',
];

describe('a node of which a file is damaged', { concurrency: 2 }, () => {
  for (const name of NAMES) {
    test(name, async (context) => {
      const root = copyHost(context, name);
      // To run a program takes longest, and none is damaged here.
      const host = { ...testHost(root), version: () => 'Kubernetes v1.34.0' };
      const files = readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((file) => !file.includes('/bin'));
      for (const file of files) {
        const whole = readFileSync(file);
        for (const [damage, apply] of DAMAGES) {
          writeFileSync(file, apply(whole));
          for (const look of [
            () => findNodeSetup(host),
            () => findKubelet(root, host),
            () => readKubeconfig(file),
          ]) {
            try {
              look();
            } catch (error) {
              assert.ok(error instanceof ProviderError, `${file} with ${damage}: ${(error as Error).stack}`);
              assert.ok(error.message.length > 10 && error.code !== 'INTERNAL');
            }
          }
          const { problems } = await lookAtKubelet(root, undefined);
          assert.ok(problems.every((problem) => problem.startsWith('the kubelet ')));
        }
        writeFileSync(file, whole);
      }
    });
  }
});
