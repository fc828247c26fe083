// A node is broken in many ways, one after the other. Each time a Pod does not start; the command that docs/troubleshooting.md
// names, run in the DaemonSet's Pod on that node, says why; what it says is done, to the letter; and the Pod runs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import type { Action } from '../clouds/aws/accounts.ts';
import { type Clouds, startClouds } from '../clouds/clouds.ts';
import { NAME } from '../deploy/render.ts';
import { ROOT } from '../support/executable.ts';
import { Unavailable } from '../support/unavailable.ts';
import { Agents, publishAgent } from './agent-pod.ts';
import type { KubernetesObject } from './api-client.ts';
import type { ApiServer } from './api-server.ts';
import { kubernetesVersion } from './build.ts';
import type { Executed } from './exec.ts';
import type { Kubelet } from './kubelet.ts';
import { type Node, startNode } from './node.ts';
import { serviceAccountObject } from './objects.ts';
import { isPullFailing, isRunning, type ServiceAccountName } from './pod.ts';
import { findExecutable, preparePrograms } from './prepare.ts';
import { waitFor } from './wait.ts';

const PLACES = {
  'image-credential-provider-config': '/etc/kubernetes/credential-providers.json',
  'image-credential-provider-bin-dir': '/var/lib/kubelet/credential-provider',
};
const CONFIG = PLACES['image-credential-provider-config'];
const BIN = PLACES['image-credential-provider-bin-dir'];
const OURS = '/etc/registry-credential-provider';
const VENDOR_ANSWER = '/etc/vendors-answer.json';

const puller = { username: 'puller', password: 'may:pull' };
const originPuller = { username: 'origin-puller', password: 'canary-origin' };
const mirrorPuller = { username: 'mirror-puller', password: 'canary-mirror' };
const vendorPuller = { username: 'vendor-puller', password: 'canary-vendor' };
const ecrPuller = { username: 'AWS', password: 'canary-role' };
const role = 'arn:aws:iam::210987654321:role/node';
const ecrHost = '210987654321.dkr.ecr.eu-west-1.amazonaws.com';
const otherEcrHost = '210987654321.dkr.ecr.eu-central-1.amazonaws.com';
const zotHost = 'zot.corp.example';
const vendorHost = 'vendor.corp.example';
const app = { namespace: 'default', name: 'app' };

const NO_CREDENTIAL = /401 Unauthorized/;

/** The commands of docs/troubleshooting.md for the Pod, by their names. */
const documented = new Map(
  Array.from(
    readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8').matchAll(
      /^kubectl --namespace registry-credential-provider exec POD -- (registry-credential-provider (\w+) .*)$/gm,
    ),
    ([, line = '', command = '']) => [command, line.split(' ')] as const,
  ),
);

const programs = await preparePrograms();
const skip = programs instanceof Unavailable && programs.message;

describe(`a node that is broken and mended, kubelet and API server ${kubernetesVersion}`, {
  timeout: 15 * 60_000,
}, () => {
  let node: Node;
  let apiServer: ApiServer;
  let kubelet: Kubelet;
  let agents: Agents;
  let clouds: Clouds | undefined;
  let registry: string;
  let origin: string;
  /** The rules that it is installed with, and their mistake. */
  let installed: string;
  /** The Pod that is asked. */
  let agent = 'agent';
  const images = new Map<string, string>();
  const allowed: Action[] = [];

  const rule = {
    team: () => `  - name: team
    matchImages: ["${registry}/team"]
    static: { username: ${puller.username}, passwordFile: ${OURS}/team.password }`,
    logins: () => `  - name: logins
    matchImages: ["${registry}/logins"]
    dockerConfig: { path: ${OURS}/logins.json }`,
    origin: () => `  - name: origin
    matchImages: ["${origin}"]
    static: { username: ${originPuller.username}, password: ${originPuller.password} }`,
    ecr: () => `  - name: ecr
    matchImages: ["*.dkr.ecr.*.amazonaws.com"]
    ecr: {}`,
    zot: () => `  - name: zot
    matchImages: ["${zotHost}"]
    identity: serviceAccount
    serviceAccountToken: { username: jwt, audience: ${zotHost} }`,
  };
  const rules = (): string =>
    [
      'apiVersion: registry-credential-provider/v1alpha1',
      'kind: RegistryCredentialProviderConfig',
      'cache: { enabled: false }',
      `caFile: ${OURS}/clouds.pem`,
      'rules:',
      ...Object.values(rule).map((text) => text()),
      '',
    ].join('\n');

  const read = (path: string) => node.machine.run(`cat ${path}`);
  /** As root edits a file on the node. */
  const write = async (path: string, text: string): Promise<void> => {
    await node.machine.run(`cat ${await node.write('edited', text)} > ${path}`);
  };
  const edit = async (path: string, from: string, to: string): Promise<void> => {
    const text = await read(path);
    assert.ok(text.includes(from), `${path} has ${from}:\n${text}`);
    await write(path, text.replaceAll(from, to));
  };
  const editEntries = async (change: (entry: KubeletEntry) => object): Promise<void> => {
    const config = JSON.parse(await read(CONFIG));
    const providers = config.providers.map(change);
    await write(CONFIG, JSON.stringify({ ...config, providers }, undefined, 2));
  };

  const restart = async (): Promise<void> => {
    await node.machine.run(kubelet.restartCommand);
  };
  const isHealthy = () =>
    fetch(kubelet.healthUrl).then(
      ({ ok }) => ok || undefined,
      () => undefined,
    );
  const explain = () => kubelet.log().slice(-4000);
  const restartWell = async (): Promise<void> => {
    await restart();
    await waitFor('healthy kubelet', isHealthy, { timeoutMs: 60_000, explain });
  };

  /** It has no secret, and fits 80 columns, but for a word that is longer. */
  const shown = (answer: Executed): Executed => {
    assert.doesNotMatch(answer.text, SECRETS);
    const isWide = (line: string) => line.length > 80 && line.trim().split(/ +/).length > 2;
    assert.deepEqual(answer.text.split('\n').filter(isWide), []);
    return answer;
  };
  const inPod = async (words: readonly string[]): Promise<Executed> => shown(await agents.exec(agent, words));
  /** Where the kubelet is down, kubectl reaches no Pod. */
  const onNode = async (words: readonly string[]): Promise<Executed> => {
    const output = await node.machine.run(`code=0; ${words.join(' ')} 2>&1 || code=$?; echo "exit $code"`);
    const [, text = '', exit] = /^(.*)exit (\d+)\n$/s.exec(output) ?? [];
    return shown({ text, exit: Number(exit) });
  };
  /** As the page says, with further options. */
  const ask = async (command: string, image: string, ...more: readonly string[]): Promise<Executed> => {
    const words = documented.get(command);
    assert.ok(words !== undefined, `the page has ${command}`);
    return inPod([...words, ...more].map((word) => (word === 'IMAGE' ? image : word)));
  };

  const start = (pod: string, image: string, account?: ServiceAccountName) =>
    kubelet.runPod(pod, images.get(image) ?? '', account);
  const fails = async (pod: string, symptom = NO_CREDENTIAL): Promise<void> => {
    const { state } = await kubelet.waitForContainer(pod, 'failing', isPullFailing);
    assert.match(state.waiting?.reason ?? '', /^(?:ErrImagePull|ImagePullBackOff)$/);
    await apiServer.waitForEvent(pod, symptom);
  };
  const runs = (pod: string) => kubelet.waitForContainer(pod, 'running', isRunning);
  /** The next one of whoever owns it; the kubelet does not wait with its image for the one before it. */
  const startAgain = async (pod: string, image: string, account?: ServiceAccountName): Promise<void> => {
    await apiServer.deletePod(account?.namespace ?? 'default', pod);
    await start(pod, image, account);
  };
  const image = (name: string): string => images.get(name) ?? assert.fail(name);

  before(async () => {
    if (programs instanceof Unavailable) return;
    const executable = findExecutable();
    node = await startNode(programs, [puller]);
    await publishAgent(node, 'agent', executable);
    apiServer = await node.startApiServer();
    registry = node.registry.host;
    const mirrored = await node.startMirroredRegistry(
      { hostName: 'origin.corp.example', users: [originPuller] },
      { hostName: 'mirror.corp.example', users: [mirrorPuller] },
    );
    origin = mirrored.origin.host;
    const ecr = await node.startPasswordRegistry(ecrHost, [ecrPuller]);
    const otherEcr = await node.startPasswordRegistry(otherEcrHost, [ecrPuller]);
    const vendor = await node.startPasswordRegistry(vendorHost, [vendorPuller]);
    const { issuer } = apiServer;
    const zot = await node.startOidcRegistry(zotHost, {
      trusted: { issuer, keys: apiServer.jwks },
      audience: zotHost,
      allows: (user) => user === `${issuer}/system:serviceaccount:${app.namespace}:${app.name}`,
    });
    for (const name of ['port', 'password', 'labels', 'file', 'star']) {
      images.set(name, await node.publish(node.registry, `team/${name}`));
    }
    images.set('logins', await node.publish(node.registry, 'logins/app'));
    images.set('ecr', await node.publish(ecr, 'app'));
    images.set('proxy', await node.publish(ecr, 'proxy'));
    images.set('entry', await node.publish(ecr, 'entry'));
    images.set('authority', await node.publish(otherEcr, 'app'));
    images.set('vendor', await node.publish(vendor, 'app'));
    images.set('token', await zot.publish('team/app'));
    images.set('grant', await zot.publish('team/grant'));
    await node.publish(mirrored.mirror, 'mirrored/app');
    images.set('mirror', `${origin}/mirrored/app:1`);
    images.set('mode', await node.publish(node.registry, 'team/mode'));
    images.set('version', await node.publish(node.registry, 'team/version'));

    clouds = await startClouds({
      aws: {
        roles: [{ arn: role, allows: allowed }],
        instance: { role, region: 'eu-west-1' },
        passwords: { [role]: ecrPuller.password },
      },
    });
    await node.machine.run(
      `rm -rf /var/lib/${NAME} ${OURS} /etc/containerd
mkdir /etc/containerd && ln -s ${node.machine.directory}/certs.d /etc/containerd/certs.d`,
    );
    const vendors = await node.write(
      'vendors-plugin',
      `#!/bin/sh\necho "proxy $HTTPS_PROXY, in $(pwd)" >&2\ncat ${VENDOR_ANSWER}\n`,
      0o755,
    );
    kubelet = await node.startKubelet(
      vendors,
      [{ name: 'vendors-plugin', matchImages: [vendorHost], args: [] }],
      apiServer,
      { places: PLACES, env: clouds.env },
    );
    await apiServer.client.create(serviceAccountObject(app));
    agents = new Agents({ node, apiServer, kubelet });
    installed = rules().replace(`"${registry}/team"`, '"registry.corp.example/team"');
    await agents.createSources({
      rules: installed,
      files: {
        'team.password': puller.password,
        'clouds.pem': clouds.internet.authority.certificate,
        'logins.json': JSON.stringify({ auths: { [registry]: loginOf(puller) } }),
      },
    });
    await agents.start(agent, 'agent', { serviceAccountTokens: { enabled: true } });
    await agents.waitForReadiness(agent, true, /is in place/);
  });

  after(async () => {
    await node?.stop();
    await clouds?.close();
  });

  /** What is edited on the node, whole: a way that is not mended does not break those behind it. */
  const WHOLE = '/run/whole.tar';
  const keepWhole = () => node.machine.run(`tar -C / -cf ${WHOLE} etc/kubernetes${OURS.replace('/', ' ')}`);
  afterEach(async (context) => {
    if (programs instanceof Unavailable || (context as unknown as { passed: boolean }).passed) return;
    await node.machine.run(`[ ! -e ${WHOLE} ] || { tar -C / -xf ${WHOLE}; chmod 0755 ${BIN}/*; }`);
    await restartWell();
  });

  test('a pattern without the port of the image', { skip }, async () => {
    await start('port', 'port');
    await fails('port');
    const { text, exit } = await ask('explain', image('port'));
    assert.equal(exit, 0);
    const [, pattern = ''] = /nearest: team: .*?; the pattern must be (\S+)/.exec(squeezed(text)) ?? [];
    assert.equal(pattern, `${registry}/team`, text);

    const pid = await kubelet.pid();
    await agents.setRules(installed.replace('"registry.corp.example/team"', JSON.stringify(pattern)));
    const isRestarted = async () => ((await kubelet.pid()) !== pid && (await isHealthy())) || undefined;
    await waitFor('restarted kubelet', isRestarted, { timeoutMs: 120_000, explain });
    await runs('port');
  });

  test('a wrong password', { skip }, async () => {
    const setPassword = async (password: string) => {
      await agents.setFile('team.password', password);
      const isPlaced = async () => (await read(`${OURS}/team.password`)) === password || undefined;
      await waitFor('other password', isPlaced, { timeoutMs: 120_000, explain });
    };
    await setPassword('canary-former');
    await start('password', 'password');
    await fails('password');
    const { text, exit } = await ask('try', image('password'));
    assert.equal(exit, 1);
    assert.match(squeezed(text), /rule: team \(static, identity node\)/);
    assert.match(
      squeezed(text),
      /1\. user "puller" at registry\.corp\.example:\d+: the credential is refused .* to do: correct the user name and password, or the identity, of the rule/,
    );
    assert.match(squeezed(text), KEPT);
    await setPassword(puller.password);
    await restartWell();
    await runs('password');
    await isGood('password');
  });

  /** What try says of it now is what the kubelet has done. */
  const isGood = async (name: string, ...more: readonly string[]): Promise<string> => {
    const { text, exit } = await ask('try', image(name), ...more);
    assert.equal(exit, 0, text);
    assert.match(text, /Registry: the image can be pulled\./);
    return text;
  };

  test('from now on another Pod is asked, that leaves the node as it is', { skip }, async () => {
    await agents.stop(agent);
    agent = 'onlooker';
    await agents.start(agent, 'agent', { dryRun: true, serviceAccountTokens: { enabled: true } });
    await agents.waitForReadiness(agent, true, /Nothing would change/);
    await keepWhole();
  });

  test('a wildcard for two labels', { skip }, async () => {
    await edit(`${OURS}/config.yaml`, `"${registry}/team"`, `"*.example:${portOf(registry)}/team"`);
    await start('labels', 'labels');
    await fails('labels');
    const { text } = await ask('explain', image('labels'));
    const [, pattern = ''] = /nearest: team: .*?; the pattern must be (\S+), or/.exec(squeezed(text)) ?? [];
    assert.equal(pattern, `${registry}/team`, text);

    await edit(`${OURS}/config.yaml`, `"*.example:${portOf(registry)}/team"`, `"${pattern}"`);
    await startAgain('labels', 'labels');
    await runs('labels');
  });

  test('a configuration with a mistake, which concerns every image', { skip }, async () => {
    await edit(`${OURS}/config.yaml`, `"${registry}/team"`, `"${registry}/team/*"`);
    await start('star', 'star');
    await fails('star');
    const { text, exit } = await ask('try', image('star'));
    assert.equal(exit, 1);
    const [, place, got = '', meant = ''] =
      /stderr: (\S+config\.yaml:\d+): rules\[0\]\.matchImages\[0\]: .* got ("\S+"): it has a wildcard in the path; .* did you mean ("\S+")\?/.exec(
        squeezed(text),
      ) ?? [];
    assert.match(place ?? '', /^\/etc\/registry-credential-provider\/config\.yaml:\d+$/, text);
    await edit(`${OURS}/config.yaml`, got, meant);
    await startAgain('star', 'star');
    await runs('star');
  });

  test('a file with a password that is not there', { skip }, async () => {
    await node.machine.run(`mv ${OURS}/team.password ${OURS}/elsewhere`);
    await start('file', 'file');
    await fails('file');
    const { text, exit } = await ask('try', image('file'));
    assert.equal(exit, 1);
    const [, path = ''] =
      /stderr: rule "team": static: passwordFile "(\S+)" does not exist; create it or correct the path \[FILE_UNREADABLE\]/.exec(
        squeezed(text),
      ) ?? [];
    assert.equal(path, `${OURS}/team.password`, text);
    await node.machine.run(`mv ${OURS}/elsewhere ${path}`);
    await startAgain('file', 'file');
    await runs('file');
  });

  test('a docker config whose key has no port', { skip }, async () => {
    await write(
      `${OURS}/logins.json`,
      JSON.stringify({ auths: { 'registry.corp.example': loginOf(puller) } }),
    );
    await start('logins', 'logins');
    await fails('logins');
    const { text, exit } = await ask('explain', image('logins'));
    assert.equal(exit, 1);
    const [, key = ''] = /nearly does: .*; the key must be (\S+?); add one/.exec(squeezed(text)) ?? [];
    assert.equal(key, registry, text);
    await edit(`${OURS}/logins.json`, '"registry.corp.example"', JSON.stringify(key));
    await startAgain('logins', 'logins');
    await runs('logins');
  });

  test('a cloud that refuses the node', { skip }, async () => {
    await start('ecr', 'ecr');
    await fails('ecr');
    const { text, exit } = await ask('try', image('ecr'));
    assert.equal(exit, 1);
    const [, who, action = ''] =
      /GetAuthorizationToken at eu-west-1 for (\S+): access denied .* grant this identity (ecr:\w+) on .*\[BACKEND_DENIED\]/.exec(
        squeezed(text),
      ) ?? [];
    assert.match(who ?? '', /:assumed-role\/node\//, text);
    allowed.push(action as Action);
    await startAgain('ecr', 'ecr');
    await runs('ecr');
    const good = await isGood('ecr');
    assert.match(good, new RegExp(`^environment: of the kubelet, process ${await kubelet.pid()}$`, 'm'));
  });

  test('an authority that did not sign what the cloud shows', { skip }, async () => {
    const right = await read(`${OURS}/clouds.pem`);
    await write(
      `${OURS}/clouds.pem`,
      readFileSync(join(node.machine.directory, 'certificates/authority.crt'), 'utf8'),
    );
    await start('authority', 'authority');
    await fails('authority');
    const { text, exit } = await ask('try', image('authority'));
    assert.equal(exit, 1);
    assert.match(
      squeezed(text),
      /was issued by an authority that this node does not trust, "test authority" .* the authorities in ".*\/clouds\.pem" do not include this issuer: add the company's authority to that file \[TLS_FAILED\]/,
    );
    await write(`${OURS}/clouds.pem`, `${await read(`${OURS}/clouds.pem`)}${right}`);
    await startAgain('authority', 'authority');
    await runs('authority');
  });

  test('a mirror that has passwords of its own', { skip }, async () => {
    await start('mirror', 'mirror');
    await fails('mirror', /40[14]|not found/);
    const { text, exit } = await ask('try', image('mirror'));
    assert.equal(exit, 1);
    assert.match(
      squeezed(text),
      /1\. user "origin-puller" at mirror mirror\.corp\.example:\d+: the credential is refused/,
    );
    assert.match(squeezed(text), /add a rule for the same images with .* continue: true/);
    assert.match(squeezed(text), KEPT);
    const alone = rule.origin();
    await edit(
      `${OURS}/config.yaml`,
      alone,
      `${alone.replace('    static:', '    continue: true\n    static:')}
  - name: mirror
    matchImages: ["${origin}"]
    static: { username: ${mirrorPuller.username}, password: ${mirrorPuller.password} }`,
    );
    await restartWell();
    await runs('mirror');
    await isGood('mirror');
  });

  test("another plugin's answer, which the kubelet refuses without saying why", { skip }, async () => {
    const answer = {
      apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
      kind: 'CredentialProviderResponse',
      cache_key_type: 'Registry',
      auth: { [vendorHost]: vendorPuller },
    };
    await write(VENDOR_ANSWER, JSON.stringify(answer));
    await start('vendor', 'vendor');
    await fails('vendor');
    const { text, exit } = await ask('try', image('vendor'), '--provider', 'vendors-plugin');
    assert.equal(exit, 1);
    const [, wrong = '', right = ''] =
      /why: the kubelet knows no field "(\w+)", .* to do: leave it out, or write (\w+)/.exec(
        squeezed(text),
      ) ?? [];
    assert.match(squeezed(text), new RegExp(`stderr: proxy ${clouds?.env.HTTPS_PROXY}, in /`));
    await edit(VENDOR_ANSWER, wrong, right);
    await startAgain('vendor', 'vendor');
    await runs('vendor');
    await isGood('vendor', '--provider', 'vendors-plugin');
  });

  test('tokens that nodes may not request', { skip }, async () => {
    await start('grant', 'grant', app);
    await fails('grant');
    const { text, exit } = await ask('try', image('grant'), '--service-account', 'default/app');
    assert.equal(exit, 1);
    assert.match(squeezed(text), /system:node:node is not authorized to request tokens for this audience/);
    const [, manifest = ''] = /\nkubectl apply --filename - <<'END'\n(.*)END\n$/s.exec(text) ?? [];
    for (const document of parseAllDocuments(manifest)) {
      await apiServer.client.apply(document.toJS() as KubernetesObject);
    }
    const says = async () => {
      const answer = await ask('try', image('grant'), '--service-account', 'default/app');
      return answer.exit === 0 ? answer.text : undefined;
    };
    // The API server's own view of its roles follows at once, but not in the same moment.
    const good = await waitFor('a token', says, { timeoutMs: 30_000, explain: () => text });
    assert.match(
      squeezed(good),
      /token: of default\/app, audience "zot\.corp\.example", from the API server/,
    );
    await startAgain('grant', 'grant', app);
    await runs('grant');
  });

  test('a proxy that is no URL, in the entry', { skip }, async () => {
    const env = [{ name: 'HTTPS_PROXY', value: 'proxy.corp.example:3128:80' }];
    await editEntries((entry) => (entry.name === NAME ? { ...entry, env } : entry));
    await restartWell();
    await start('proxy', 'proxy');
    await fails('proxy');
    const { text, exit } = await ask('try', image('proxy'));
    assert.equal(exit, 1);
    assert.match(
      squeezed(text),
      /HTTPS_PROXY is not the URL of a proxy; set HTTPS_PROXY to http:\/\/host:port .*, or unset it \[CONFIG_INVALID\]/,
    );
    await editEntries(({ env, ...entry }) => entry);
    await restartWell();
    await runs('proxy');
    await isGood('proxy');
  });

  test("an image that the kubelet's entry does not have", { skip }, async () => {
    await editEntries((entry) => ({
      ...entry,
      matchImages: entry.matchImages.filter((pattern) => !pattern.includes('.ecr.')),
    }));
    await restartWell();
    await start('entry', 'entry');
    await fails('entry');
    const { text, exit } = await ask('try', image('entry'));
    assert.equal(exit, 1);
    const [, host, file] =
      /No such entry matches the image\. .* To do: correct the pattern, or add "(\S+)" to matchImages of the entry, in (\S+); then restart the kubelet/.exec(
        squeezed(text),
      ) ?? [];
    assert.deepEqual([host, file], [ecrHost, CONFIG], text);
    await editEntries((entry) =>
      entry.name === NAME ? { ...entry, matchImages: [...entry.matchImages, host] } : entry,
    );
    await restartWell();
    await runs('entry');
    await isGood('entry');
  });

  test('an entry without tokens for a rule that needs them', { skip }, async () => {
    await editEntries(({ tokenAttributes, ...entry }) => entry);
    await restartWell();
    await start('token', 'token', app);
    await fails('token');
    const { text, exit } = await inPod([NAME, 'check', '--host-root', '/host']);
    assert.equal(exit, 1);
    const [, command = ''] =
      /error: tokens-missing .*? do: replace the entries with those of (generate kubelet-config --tokens --merge FILE), grant the audience with generate rbac, and restart the kubelet/.exec(
        squeezed(text),
      ) ?? [];
    assert.notEqual(command, '', text);
    const config = await node.machine.run(`${BIN}/${NAME} ${command.replace('FILE', CONFIG)}`);
    await write(CONFIG, config);
    await restartWell();
    await runs('token');
    await isGood('token', '--service-account', 'default/app');
  });

  /** It is started again, and ends at once. */
  const failsToStart = async (): Promise<void> => {
    const ends = () => kubelet.log().split('kubelet-service: the kubelet has ended').length;
    const before = ends();
    await restart();
    const isFailing = () => ends() >= before + 2 || undefined;
    await waitFor('kubelet that does not start', isFailing, { timeoutMs: 60_000, explain });
    assert.equal(await isHealthy(), undefined);
  };

  test('an executable that may not be run: the kubelet does not start', { skip }, async () => {
    await node.machine.run(`chmod 0644 ${BIN}/vendors-plugin`);
    await failsToStart();
    const { text, exit } = await onNode([NAME, 'check']);
    assert.equal(exit, 1);
    const [, path = '', mode = ''] =
      /error: provider-executable .*? what: "(\S+)" is not executable; .*? do: install the executable there \(mode (\d+)\)/.exec(
        squeezed(text),
      ) ?? [];
    assert.equal(path, `${BIN}/vendors-plugin`, text);
    await node.machine.run(`chmod ${mode} ${path}`);
    await waitFor('healthy kubelet', isHealthy, { timeoutMs: 60_000, explain });
    await start('mode', 'mode');
    await runs('mode');
  });

  test('an entry of a version that the kubelet does not have: it does not start', { skip }, async () => {
    const unknown = 'credentialprovider.kubelet.k8s.io/v2';
    await editEntries((entry) => (entry.name === NAME ? { ...entry, apiVersion: unknown } : entry));
    await failsToStart();
    const { text, exit } = await onNode([NAME, 'check']);
    assert.equal(exit, 1);
    const [, version = ''] = /error: provider-api-version .*? do: write (\S+)/.exec(squeezed(text)) ?? [];
    assert.notEqual(version, '', text);
    await edit(CONFIG, unknown, version);
    await waitFor('healthy kubelet', isHealthy, { timeoutMs: 60_000, explain });
    await start('version', 'version');
    await runs('version');
  });
});

interface KubeletEntry {
  readonly name: string;
  readonly matchImages: readonly string[];
  readonly env?: unknown;
  readonly tokenAttributes?: unknown;
}

/** Of a credential that the registry refuses. */
const KEPT =
  /note: the kubelet may go on with a refused credential for up to 5m after it is corrected, .* a restart of the kubelet ends that/;

const SECRETS = /may:pull|canary|eyJ[\w-]+\.eyJ/;

function loginOf({ username, password }: typeof puller): object {
  return { auth: Buffer.from(`${username}:${password}`).toString('base64') };
}

/** Without its line breaks. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function portOf(host: string): string {
  return host.split(':')[1] ?? '';
}
