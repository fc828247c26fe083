// What the chart makes, run: the Pod's own command lines, with the capabilities that it gives them and no others, on the
// root file system of a node with a stand-in kubelet (test/install/machine.ts).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { parse } from 'yaml';
import { Machine, type Pod, whyNoMachine } from '../install/machine.ts';
import { waitFor } from '../node/wait.ts';
import { argumentsOf } from '../support/arguments.ts';
import { EXECUTABLE } from '../support/executable.ts';
import { configText } from '../support/temporary.ts';
import { whyNoRenderer } from './build.ts';
import type { ConfigMap, Container } from './objects.ts';
import { daemonSetOf, NAME, only, type Rendered, renderChart } from './render.ts';

const skip = whyNoMachine() ?? (await whyNoRenderer());

const rule = {
  name: 'harbor',
  matchImages: ['harbor.corp.example'],
  static: { username: 'u', passwordFile: `/etc/${NAME}/harbor.password` },
};

/** The chart for this machine's kubelet. */
async function renderFor(machine: Machine, values: object): Promise<Rendered> {
  const { profile, kubeletConfig, kubeletBinDir, kubeletVersion, ...other } = argumentsOf('install', [
    'install',
    ...machine.options,
  ]);
  const { restartCommand, logCommand, healthUrl, healthTimeout } = other;
  const kubelet = { profile, configPath: kubeletConfig, binDir: kubeletBinDir, version: kubeletVersion };
  return renderChart({
    config: parse(configText([rule])),
    filesSecret: 'passwords',
    kubelet: { ...kubelet, restartCommand, logCommand, healthUrl, healthTimeout },
    ...values,
  });
}

/** The machine with what the kubelet mounts for a Pod. */
async function setUp(context: TestContext) {
  const machine = await Machine.make(context);
  const { data } = only<ConfigMap>(await renderFor(machine, {}), 'ConfigMap');
  const config = machine.folder.write('config/config.yaml', data['config.yaml'] ?? '');
  const password = machine.folder.write('files/harbor.password', 'canary');
  const mounts: Readonly<Record<string, string>> = {
    '--host-root=/host': `--host-root=${machine.root}`,
    '--config=/config/config.yaml': `--config=${config}`,
    '--files=/files': `--files=${join(password, '..')}`,
    '--dry-run-result=/dry-run/result.json': `--dry-run-result=${join(config, '../../result.json')}`,
  };
  const outside = (args: readonly string[]) => args.map((arg) => mounts[arg] ?? arg);
  return {
    machine,
    start: (container: Container): Pod => {
      const { capabilities } = container.securityContext as {
        capabilities: { add: string[]; drop: string[] };
      };
      assert.deepEqual(capabilities.drop, ['ALL']);
      const added = capabilities.add.map((name) => `,+${name.toLowerCase()}`).join('');
      return machine.pod(context, outside(container.args), added);
    },
    probe: (container: Container): number | null => {
      const [, ...args] = container.readinessProbe?.exec.command ?? [];
      return spawnSync(EXECUTABLE, outside(args), { env: {}, timeout: 120_000 }).status;
    },
  };
}

const containersOf = (rendered: Rendered): Container[] => {
  const { initContainers = [], containers } = daemonSetOf(rendered).spec.template.spec;
  return [...initContainers, ...containers];
};

async function waitForLine(pod: Pod, line: RegExp): Promise<void> {
  const find = () => line.test(pod.output.text) || undefined;
  await waitFor(`${line}`, find, { timeoutMs: 60_000, explain: () => pod.output.text });
}

async function end(pod: Pod): Promise<void> {
  pod.terminate();
  assert.equal(await pod.exit, 0, pod.output.text);
}

describe("the chart's Pod", { ...(skip && { skip }) }, () => {
  test('in a dry run says what it would change, stays, and changes nothing', async (context) => {
    const { machine, start, probe } = await setUp(context);
    const names = machine.names();
    const [agent] = containersOf(await renderFor(machine, { dryRun: true })) as [Container];
    assert.equal(probe(agent), 1, 'before it has ended it is not ready');
    const pod = start(agent);
    await waitForLine(pod, / waits for changes$/m);
    assert.match(pod.output.text, /harbor\.corp\.example/);
    assert.deepEqual(machine.names(), names);
    assert.equal(probe(agent), 0);
    await end(pod);
  });

  test('in a dry run is not ready where the run would be refused, and says why', async (context) => {
    const { machine, start, probe } = await setUp(context);
    // Passwords of which the Secret has none: the run refuses that after its plan.
    const missing = { ...rule, static: { username: 'u', passwordFile: `/etc/${NAME}/not-there` } };
    machine.folder.write('config/config.yaml', configText([missing]));
    const names = machine.names();
    const [agent] = containersOf(await renderFor(machine, { dryRun: true })) as [Container];
    const pod = start(agent);
    await waitForLine(pod, / waits for changes; tries again in /m);
    assert.match(pod.output.text, /not-there.* \[INSTALL_REFUSED\]$/m);
    assert.equal(probe(agent), 1);
    assert.deepEqual(machine.names(), names);
    await end(pod);
  });

  test('installs and is ready, uninstalls and stays', async (context) => {
    const { machine, start, probe } = await setUp(context);
    const names = machine.names();
    const before = machine.read('etc/kubernetes/providers.yaml');

    const [agent] = containersOf(await renderFor(machine, {})) as [Container];
    assert.equal(probe(agent), 1);
    const pod = start(agent);
    await waitForLine(pod, / waits for changes$/m);
    assert.match(machine.read('etc/kubernetes/providers.yaml'), /harbor\.corp\.example/);
    assert.equal(machine.read(`etc/${NAME}/harbor.password`), 'canary');
    assert.equal(probe(agent), 0);
    await end(pod);

    const [uninstall, stay] = containersOf(await renderFor(machine, { uninstall: true })) as [
      Container,
      Container,
    ];
    const first = start(uninstall);
    assert.equal(await first.exit, 0, first.output.text);
    assert.deepEqual(machine.names(), names);
    assert.equal(machine.read('etc/kubernetes/providers.yaml'), before);
    const second = start(stay);
    await waitForLine(second, / waits for changes$/m);
    assert.deepEqual(machine.names(), names);
    await end(second);
  });
});
