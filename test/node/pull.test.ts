// The main job on a real node: a kubelet runs our executable, and containerd pulls with what it answers.
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Clouds, startClouds } from '../clouds/clouds.ts';
import { configText } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';
import { kubernetesVersion } from './build.ts';
import type { Kubelet } from './kubelet.ts';
import { type Node, startNode } from './node.ts';
import { isPullFailing, isRunning } from './pod.ts';
import { findExecutable, preparePrograms } from './prepare.ts';
import type { Registry } from './registry.ts';
import { meaningsOfLog, meaningsOfPod } from './troubleshooting.ts';

const puller = { username: 'puller', password: 'may:pull' };
/** As long as a cloud's. */
const cloudPuller = { username: '00000000-0000-0000-0000-000000000000', password: 'token'.repeat(300) };
const cloudHost = 'corp.azurecr.io';
const mirrorPuller = { username: 'mirror-puller', password: 'of the mirror' };
const secretPuller = { username: 'secret-puller', password: 'of the secret store' };
const originPuller = { username: 'origin-puller', password: 'of the origin' };

const programs = await preparePrograms();
/** On each test, not on the suite, whose tests Node would not count as skipped. */
const skip = programs instanceof Unavailable && programs.message;

describe(`kubelet ${kubernetesVersion} with containerd`, { timeout: 15 * 60_000 }, () => {
  let node: Node;
  let cloudRegistry: Registry;
  let origin: Registry;
  let mirror: Registry;
  let secretRegistry: Registry;
  let clouds: Clouds | undefined;
  let kubelet: Kubelet;

  before(async () => {
    if (programs instanceof Unavailable) return;
    const executable = findExecutable();
    node = await startNode(programs, [puller]);
    const { registry, publicRegistry } = node;
    cloudRegistry = await node.startTokenRegistry(
      cloudHost,
      ({ username, password }) => username === cloudPuller.username && password === cloudPuller.password,
    );
    secretRegistry = await node.startPasswordRegistry('passwords.corp.example', [secretPuller]);
    clouds = await startSecretStore();
    const caFile = await node.write('clouds.pem', clouds.internet.authority.certificate);
    ({ origin, mirror } = await node.startMirroredRegistry(
      { hostName: 'origin.corp.example', users: [originPuller] },
      { hostName: 'mirror.corp.example', users: [mirrorPuller] },
    ));
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
    const helperConfig = await node.write(
      'helper-config.json',
      JSON.stringify({ credHelpers: { [registry.host]: 'of-the-node' } }),
    );
    const helper = await node.write(
      'docker-credential-of-the-node',
      `#!/bin/sh
read -r server
test "$1 $server" = 'get ${registry.host}' || exit 1
echo '{"ServerURL":"'"$server"'","Username":"${puller.username}","Secret":"${puller.password}"}'
`,
      0o755,
    );
    const config = await node.write(
      'config.yaml',
      `apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
rules:
  - name: static
    matchImages: ["${registry.host}/static/"]
    static: { username: ${puller.username}, passwordFile: ${passwordFile} }
  - name: helper
    matchImages: ["${registry.host}/helper/"]
    dockerConfig: { path: ${helperConfig}, helpers: ${dirname(helper)} }
  - name: wrong-password
    matchImages: ["${registry.host}/wrong-password/"]
    static: { username: ${puller.username}, password: a former one }
  - name: cloud
    matchImages: ["${cloudHost}/good/"]
    static: { username: ${cloudPuller.username}, password: ${cloudPuller.password} }
  - name: cloud-expired
    matchImages: ["${cloudHost}/expired/"]
    static: { username: ${cloudPuller.username}, password: a former one }
  - name: origin-then-mirror
    matchImages: ["${origin.host}/mirrored/"]
    continue: true
    static: { username: ${originPuller.username}, password: ${originPuller.password} }
  - name: mirror
    matchImages: ["${origin.host}"]
    continue: true
    static: { username: ${mirrorPuller.username}, password: ${mirrorPuller.password} }
  - name: origin
    matchImages: ["${origin.host}/new/"]
    static: { username: ${originPuller.username}, password: ${originPuller.password} }
  - name: docker-config
    dockerConfig: { path: ${dockerConfig} }
`,
    );
    const secretConfig = await node.write(
      'secret.json',
      configText(
        [
          {
            name: 'secret',
            matchImages: [secretRegistry.host],
            secret: { awsSecretsManager: { secretId: 'pull/passwords', region: 'eu-west-1' } },
          },
        ],
        { caFile, cache: { directory: '/run/registry-credential-provider' } },
      ),
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
    kubelet = await node.startKubelet(executable, [
      {
        name: 'registry-credential-provider',
        matchImages: [registry.host, cloudHost, origin.host],
        args: ['--config', config],
      },
      {
        name: 'registry-credential-provider-secret',
        matchImages: [secretRegistry.host],
        args: ['--config', secretConfig],
        env: Object.entries(clouds.env).map(([name, value]) => ({ name, value })),
      },
      { name: 'broken', matchImages: [publicRegistry.host], args: ['--config', brokenConfig] },
    ]);
  });

  after(async () => {
    await node?.stop();
    await clouds?.close();
  });

  test('a static rule: the Pod runs, and the registry knows the user', { skip }, async () => {
    await kubelet.runPod('static', await node.publish(node.registry, 'static/app'));
    await kubelet.waitForContainer('static', 'running', isRunning);
    assert.deepEqual(node.registry.pullers('static/app'), [puller.username]);
  });

  test('a docker config of which only the second key is right: the Pod runs', { skip }, async () => {
    await kubelet.runPod('docker-config', await node.publish(node.registry, 'docker-config/app'));
    await kubelet.waitForContainer('docker-config', 'running', isRunning);
    assert.deepEqual(node.registry.pullers('docker-config/app'), [puller.username]);
    assert.deepEqual(node.registry.refused('docker-config/app'), ['former']);
  });

  test('a docker config with a credential helper: the Pod runs', { skip }, async () => {
    await kubelet.runPod('helper', await node.publish(node.registry, 'helper/app'));
    await kubelet.waitForContainer('helper', 'running', isRunning);
    assert.deepEqual(node.registry.pullers('helper/app'), [puller.username]);
  });

  test("two images, by one reading of a secret store as the node's role: the Pods run", {
    skip,
  }, async () => {
    for (const name of ['one', 'two']) {
      await kubelet.runPod(`secret-${name}`, await node.publish(secretRegistry, `secret/${name}`));
      await kubelet.waitForContainer(`secret-${name}`, 'running', isRunning);
      assert.deepEqual(secretRegistry.pullers(`secret/${name}`), [secretPuller.username]);
    }
    assert.deepEqual(
      clouds?.aws.requests.filter(({ service }) => service === 'secretsmanager').map(({ body }) => body),
      ['{"SecretId":"pull/passwords"}'],
    );
    assert.doesNotMatch(kubelet.log(), new RegExp(secretPuller.password));
  });

  test('an image of a mirror, whose credential is the second: the Pod runs', { skip }, async () => {
    await node.publish(mirror, 'mirrored/app');
    await kubelet.runPod('mirrored', `${origin.host}/mirrored/app:1`);
    await kubelet.waitForContainer('mirrored', 'running', isRunning);
    assert.deepEqual(mirror.pullers('mirrored/app'), [mirrorPuller.username]);
    assert.deepEqual(mirror.refused('mirrored/app'), [originPuller.username]);
    assert.deepEqual(origin.pullers('mirrored/app'), []);
  });

  test("an image that the mirror has not, and the origin's credential is the second: the Pod runs", {
    skip,
  }, async () => {
    await kubelet.runPod('new', await node.publish(origin, 'new/app'));
    await kubelet.waitForContainer('new', 'running', isRunning);
    assert.deepEqual(origin.pullers('new/app'), [originPuller.username]);
    assert.deepEqual(origin.refused('new/app'), [mirrorPuller.username]);
    assert.deepEqual(mirror.pullers('new/app'), []);
  });

  test("a wrong password: the Pod shows the registry's 401", { skip }, async () => {
    await kubelet.runPod('wrong-password', await node.publish(node.registry, 'wrong-password/app'));
    const { state } = await kubelet.waitForContainer('wrong-password', 'failing', isPullFailing);
    assert.match(state.waiting?.message ?? '', /wrong-password\/app.*401 Unauthorized/);
    assert.deepEqual(meaningsOfPod(state.waiting?.message ?? ''), [
      "there was no credential, or the registry refused it, for a registry with passwords (ECR): see the kubelet's log",
    ]);
    assert.deepEqual(meaningsOfLog(kubelet.linesWith('plugin.go', 'wrong-password/app')), [
      'the plugin was run, and gave no credential because no rule matches the image and service account, or gave one that the registry refused',
    ]);
    assert.deepEqual(node.registry.refused('wrong-password/app'), [puller.username]);
  });

  test('a registry that demands a token, under its own host name: the Pod runs', { skip }, async () => {
    await kubelet.runPod('cloud', await node.publish(cloudRegistry, 'good/app'));
    await kubelet.waitForContainer('cloud', 'running', isRunning);
    assert.deepEqual(cloudRegistry.pullers('good/app'), [cloudPuller.username]);
  });

  test("one whose token service refuses: the Pod shows the service's 401", { skip }, async () => {
    await kubelet.runPod('cloud-expired', await node.publish(cloudRegistry, 'expired/app'));
    const { state } = await kubelet.waitForContainer('cloud-expired', 'failing', isPullFailing);
    assert.match(
      state.waiting?.message ?? '',
      /expired\/app.*failed to fetch oauth token: .*401 Unauthorized/,
    );
    assert.deepEqual(meaningsOfPod(state.waiting?.message ?? ''), [
      "there was a credential, and the registry's token service refused it",
    ]);
  });

  test("a broken configuration: our line in the kubelet's log, a public image pulled", { skip }, async () => {
    await kubelet.runPod('public', await node.publish(node.publicRegistry, 'app'));
    await kubelet.waitForContainer('public', 'running', isRunning);
    const lines = kubelet.linesWith('plugin broken for image');
    assert.deepEqual(meaningsOfLog(lines), [
      "this plugin's configuration has mistakes, and no image gets a credential",
    ]);
    assert.match(
      kubelet.log(),
      /plugin broken for image public\.corp\.example:\d+\/app: exit status 2: \S+\/broken\.yaml.* \[CONFIG_INVALID\]" provider="broken"/,
    );
  });
});

/** AWS Secrets Manager, and the metadata service of a machine whose role may read the secret. */
function startSecretStore(): Promise<Clouds> {
  const role = 'arn:aws:iam::123456789012:role/node';
  return startClouds({
    aws: {
      roles: [{ arn: role, allows: ['secretsmanager:GetSecretValue'] }],
      instance: { role, region: 'eu-west-1' },
      secrets: [
        {
          name: 'pull/passwords',
          versions: [{ id: '00000000-0000-4000-8000-000000000001', text: JSON.stringify(secretPuller) }],
        },
      ],
    },
  });
}
