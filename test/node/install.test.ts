// The DaemonSet's Pod on a real node: through the API server it puts us onto the node whose kubelet runs it, and whatever
// is wrong with a later version, that kubelet stays up and pulls as before.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { NAME } from '../deploy/render.ts';
import { Unavailable } from '../support/unavailable.ts';
import { Agents, publishAgent } from './agent-pod.ts';
import type { ApiServer } from './api-server.ts';
import { kubernetesVersion } from './build.ts';
import { type Impostors, startImpostors } from './impostors.ts';
import type { Kubelet } from './kubelet.ts';
import { type Node, startNode } from './node.ts';
import { isPullFailing, isRunning } from './pod.ts';
import { findExecutable, preparePrograms } from './prepare.ts';
import { waitFor } from './wait.ts';

const puller = { username: 'puller', password: 'may:pull' };

/** Where the kubelet's flags point, as on many a node. */
const PLACES = {
  'image-credential-provider-config': '/etc/kubernetes/credential-providers.json',
  'image-credential-provider-bin-dir': '/var/lib/kubelet/credential-provider',
};
const STATE = '/var/lib/registry-credential-provider';
const OURS = '/etc/registry-credential-provider';

/** In a pattern, it keeps the kubelet from coming up, by whatever our check does not know. */
const POISON = 'poison.corp.example';

const programs = await preparePrograms();
const skip = programs instanceof Unavailable && programs.message;

describe(`the DaemonSet's Pod, kubelet and API server ${kubernetesVersion}`, { timeout: 15 * 60_000 }, () => {
  let node: Node;
  let apiServer: ApiServer;
  let kubelet: Kubelet;
  let agents: Agents;
  /** Of user nobody, for the whole time: with lower numbers than the kubelet's and with higher ones. */
  const impostors: Impostors[] = [];
  /** All that may be changed, as it was. */
  let asItWas: string;

  before(async () => {
    if (programs instanceof Unavailable) return;
    node = await startNode(programs, [puller]);
    const executable = findExecutable();
    await publishAgent(node, 'agent', executable);
    await publishAgent(node, 'next-agent', executable, { isNext: true });
    await publishAgent(node, 'newer-agent', executable, { forNewerNode: true });
    impostors.push(await startImpostors(node.machine, 'before'));
    apiServer = await node.startApiServer();
    const vendors = await node.write('vendors-plugin', '#!/bin/sh\nexit 1\n', 0o755);
    kubelet = await node.startKubelet(
      vendors,
      [{ name: 'vendors-plugin', matchImages: ['vendor.example'], args: [] }],
      apiServer,
      { places: PLACES },
    );
    impostors.push(await startImpostors(node.machine, 'behind'));
    agents = new Agents({ node, apiServer, kubelet });
    await agents.createSources({
      rules: rules(node.registry.host),
      files: { 'registry.password': puller.password },
    });
    // What an install on the machine that the tests run on has left is not this node's.
    await node.machine.run(`rm -rf ${STATE} ${OURS}`);
    asItWas = await contents(node);
  });

  after(() => node?.stop());

  const pullsAPrivateImage = async (name: string): Promise<void> => {
    await kubelet.runPod(name, await node.publish(node.registry, `private/${name}`));
    await kubelet.waitForContainer(name, 'running', isRunning);
    assert.deepEqual(node.registry.pullers(`private/${name}`), [puller.username]);
  };

  test('before: a private image is not pulled', { skip }, async () => {
    await kubelet.runPod('too-early', await node.publish(node.registry, 'private/too-early'));
    await kubelet.waitForContainer('too-early', 'failing', isPullFailing);
  });

  test('it installs: the kubelet is restarted once, and a private image is pulled', { skip }, async () => {
    const pid = await kubelet.pid();
    await agents.start('first', 'agent');
    await agents.waitForReadiness('first', true, /is in place/);
    const restarted = await kubelet.pid();
    assert.notEqual(restarted, pid);
    await pullsAPrivateImage('installed');
    assert.equal(await kubelet.pid(), restarted);

    const config = JSON.parse(await node.machine.run(`cat ${kubelet.credentialProviderConfig}`));
    assert.deepEqual(
      config.providers.map(({ name }: { name: string }) => name),
      ['vendors-plugin', NAME],
    );
    assert.equal(
      await node.machine.run(`stat --format '%a %U' ${OURS}/registry.password ${STATE}`),
      '600 root\n700 root\n',
    );
  });

  test('rules that change what is pulled and not what the kubelet asks: no restart', { skip }, async () => {
    const pid = await kubelet.pid();
    await agents.setRules(rules(node.registry.host, 'renamed'));
    await agents.waitForReadiness('first', true, /needed no restart/);
    assert.equal(await kubelet.pid(), pid);
    assert.match(await node.machine.run(`cat ${OURS}/config.yaml`), /name: renamed/);
    await pullsAPrivateImage('renamed');
  });

  test('rules with a mistake are refused, and the old ones stay', { skip }, async () => {
    const pid = await kubelet.pid();
    const good = await contents(node);
    await agents.setRules(rules(node.registry.host).replace('username:', 'user:'));
    const log = await agents.waitForReadiness('first', false, /CONFIG_INVALID/);
    assert.match(
      log,
      / config\.yaml:6: rules\[0\]\.static: expected exactly one of username, usernameFile; got none/,
    );
    assert.equal(await contents(node), good);
    assert.equal(await kubelet.pid(), pid);
    await pullsAPrivateImage('refused');
  });

  test('rules that keep the kubelet from coming up are put back, with its own words', { skip }, async () => {
    await agents.setRules(rules(node.registry.host, 'renamed'));
    await agents.waitForReadiness('first', true, /is in place|nothing to do/);
    const good = await contents(node);
    await kubelet.refuse(POISON);
    await agents.setRules(rules(node.registry.host, 'renamed', [POISON]));
    const log = await agents.waitForReadiness('first', false, /INSTALL_ROLLED_BACK/);
    assert.match(log, /unknown flag: --refused/);
    assert.equal(await contents(node), good);
    await pullsAPrivateImage('rolled-back');
    // Not again and again: nothing else is wanted.
    const pid = await kubelet.pid();
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    assert.equal(await kubelet.pid(), pid);
  });

  test('a version whose executable does not start on the node changes nothing', { skip }, async () => {
    await agents.setRules(rules(node.registry.host, 'renamed'));
    await agents.waitForReadiness('first', true, /is in place|nothing to do/);
    await agents.stop('first');
    const good = await contents(node);
    const pid = await kubelet.pid();
    await agents.start('newer', 'newer-agent');
    const log = await agents.waitForReadiness('newer', false, /libstdc\+\+\.so\.9/);
    assert.match(log, /libstdc\+\+\.so\.9: cannot open shared object file/);
    assert.equal(await contents(node), good);
    assert.equal(await kubelet.pid(), pid);
    await pullsAPrivateImage('newer');
    await agents.stop('newer');
  });

  test('a later executable takes the place of the earlier one', { skip }, async () => {
    const installed = `${kubelet.credentialProviderBinDir}/${NAME}`;
    const before = await node.machine.run(`sha256sum ${installed}`);
    await agents.start('next', 'next-agent');
    await agents.waitForReadiness('next', true, /is in place/);
    assert.notEqual(await node.machine.run(`sha256sum ${installed}`), before);
    await pullsAPrivateImage('upgraded');
    await agents.stop('next');
  });

  test('removal leaves nothing', { skip }, async () => {
    const pid = await kubelet.pid();
    await agents.start('last', 'agent', { uninstall: true });
    await agents.waitForReadiness('last', true, /was removed from this node/);
    assert.notEqual(await kubelet.pid(), pid);
    // The agent's own stage goes after the run in it has said so, and that may take a while on a busy machine.
    const leftovers = () => node.machine.run(`[ ! -d ${STATE} ] || find ${STATE} 2>&1 || true`);
    let left = '';
    const isGone = async () => {
      left = await leftovers();
      return left === '' ? true : undefined;
    };
    await waitFor(`end of ${STATE}`, isGone, { timeoutMs: 60_000, explain: () => left });
    assert.equal(await contents(node), asItWas);
    await kubelet.runPod('too-late', await node.publish(node.registry, 'private/too-late'));
    await kubelet.waitForContainer('too-late', 'failing', isPullFailing);
    await agents.stop('last');
  });

  test('the processes of another user that are named kubelet still run, and nothing of theirs was run or written', {
    skip,
  }, async () => {
    assert.equal(impostors.length, 2);
    for (const each of impostors) await each.assertUntouched();
  });
});

const rules = (host: string, name = 'registry', further: readonly string[] = []): string =>
  `apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
rules:
  - name: ${name}
    matchImages: [${[host, ...further].map((pattern) => JSON.stringify(pattern)).join(', ')}]
    static:
      username: ${puller.username}
      passwordFile: ${OURS}/registry.password
`;

/** Of every file that an install may touch: mode, owner, name, digest or target. The state that it keeps is its own. */
async function contents({ machine }: Node): Promise<string> {
  return machine.run(
    `for path in ${Object.values(PLACES).join(' ')} ${OURS}; do
  [ ! -e "$path" ] || find "$path" -printf '%M %u %p %l\\n' -type f -exec sha256sum '{}' ';'
done | sort
[ ! -d ${STATE} ] || echo state`,
  );
}
