// The main job on a real node: a kubelet runs our executable, and containerd pulls with what it answers.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kubeletVersion } from './build.ts';
import type { Kubelet } from './kubelet.ts';
import { type Node, startNode } from './node.ts';
import type { ContainerStatus } from './pod.ts';
import { findExecutable, preparePrograms } from './prepare.ts';
import { Unavailable } from './unavailable.ts';

const puller = { username: 'puller', password: 'may:pull' };

const programs = await preparePrograms();
const skip = programs instanceof Unavailable && programs.message;

describe(`kubelet ${kubeletVersion} with containerd`, { skip, timeout: 15 * 60_000 }, () => {
  let node: Node;
  let kubelet: Kubelet;

  before(async () => {
    if (programs instanceof Unavailable) return;
    node = await startNode(programs, [puller]);
    const { registry, publicRegistry } = node;
    const base64 = (text: string) => Buffer.from(text).toString('base64');

    const passwordFile = await node.write('password', `${puller.password}\n`);
    const dockerConfig = await node.write(
      'dockerconfig.json',
      JSON.stringify({
        auths: {
          // The longer key is tried first, and refused.
          [`${registry.host}/docker-config`]: { auth: base64('former:password') },
          [registry.host]: { auth: base64(`${puller.username}:${puller.password}`) },
        },
      }),
    );
    const config = await node.write(
      'config.yaml',
      `apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
rules:
  - name: static
    matchImages: ["${registry.host}/static/"]
    static: { username: ${puller.username}, passwordFile: ${passwordFile} }
  - name: wrong-password
    matchImages: ["${registry.host}/wrong-password/"]
    static: { username: ${puller.username}, password: a former one }
  - name: docker-config
    dockerConfig: { path: ${dockerConfig} }
`,
    );
    const brokenConfig = await node.write(
      'broken.yaml',
      `apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
rules:
  - name: public
    matchImage: ["${publicRegistry.host}"]
    static: { username: ${puller.username}, passwordFile: ${passwordFile} }
`,
    );
    kubelet = await node.startKubelet(findExecutable(), [
      { name: 'registry-credential-provider', matchImages: [registry.host], args: ['--config', config] },
      { name: 'broken', matchImages: [publicRegistry.host], args: ['--config', brokenConfig] },
    ]);
  });

  after(() => node?.stop());

  test('a static rule: the Pod runs, and the registry knows the user', async () => {
    await kubelet.runPod('static', await node.publish(node.registry, 'static/app'));
    await kubelet.waitForContainer('static', 'running', isRunning);
    assert.match(node.registry.log(), authorized('static/app', puller.username));
  });

  test('a docker config of which only the second key is right: the Pod runs', async () => {
    await kubelet.runPod('docker-config', await node.publish(node.registry, 'docker-config/app'));
    await kubelet.waitForContainer('docker-config', 'running', isRunning);
    assert.match(node.registry.log(), /error authenticating user .*former/);
    assert.match(node.registry.log(), authorized('docker-config/app', puller.username));
  });

  test("a wrong password: the Pod shows the registry's 401", async () => {
    await kubelet.runPod('wrong-password', await node.publish(node.registry, 'wrong-password/app'));
    for (const reason of ['ErrImagePull', 'ImagePullBackOff']) {
      const { state } = await kubelet.waitForContainer('wrong-password', reason, isWaiting(reason));
      assert.match(state.waiting?.message ?? '', /401 Unauthorized/);
    }
  });

  test("a broken configuration: the kubelet's log has our line, and a public image is pulled", async () => {
    await kubelet.runPod('public', await node.publish(node.publicRegistry, 'app'));
    await kubelet.waitForContainer('public', 'running', isRunning);
    console.log(kubelet.log())
  });
});

const isRunning = ({ state }: ContainerStatus): boolean => state.running !== undefined;

const isWaiting =
  (reason: string) =>
  ({ state }: ContainerStatus): boolean =>
    state.waiting?.reason === reason;

/** The registry's log line for a manifest that it gave to this user. */
const authorized = (repository: string, username: string): RegExp =>
  new RegExp(`authorized request.* auth\\.user\\.name="?${username}"? .*/v2/${repository}/manifests/`);
