// The chart: what each value does, by the code of Helm 3 and Helm 4, and what is refused.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { BUILT_IN_CONFIG } from '../../src/config/built-in.ts';
import { parseConfig } from '../../src/config/load.ts';
import { PROFILES } from '../../src/install/node/node-setup.ts';
import { AKS_BINDING_AUDIENCE } from '../../src/protocol/known-audiences.ts';
import { argumentsOf } from '../support/arguments.ts';
import { EXECUTABLE, ROOT, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { whyNoRenderer } from './build.ts';
import type { ClusterRole, ConfigMap, Container } from './objects.ts';
import { daemonSetOf, HELMS, IMAGE, NAME, only, type Rendered, renderChart, renderCharts } from './render.ts';

const skip = await whyNoRenderer();

const agentOf = (rendered: Rendered): Container => {
  const [container] = daemonSetOf(rendered).spec.template.spec.containers;
  assert.ok(container);
  return container;
};

const config = (...rules: readonly object[]) => ({ config: JSON.parse(configText(rules)) });
const harbor = {
  name: 'harbor',
  matchImages: ['harbor.corp.example'],
  static: { username: 'robot$puller', passwordFile: '/etc/registry-credential-provider/harbor.password' },
};

const FOLDER = '/etc/registry-credential-provider';
const SECRET = { filesSecret: 'files' };
const robot = (passwordFile: string) => ({ ...harbor, static: { username: 'r', passwordFile } });
const acrAs = (more: object) => ({ name: 'a', matchImages: ['*.azurecr.io'], ...more });
const withCa = (caFile: string) => ({
  config: JSON.parse(configText([acrAs({ acr: {} })], { caFile })),
});
const ids = { clientId: '11111111-2222-3333-4444-555555555555', tenantId: 'corp.example' };
const dead = (...patterns: string[]) => config({ ...acrAs({ acr: {} }), matchImages: patterns });

const logged = {
  config: JSON.parse(configText([acrAs({ acr: {} })], { log: { file: '/var/log/pulls.json' } })),
};
const inJournal = { config: JSON.parse(configText([acrAs({ acr: {} })], { log: { journald: true } })) };

const zot = {
  name: 'zot',
  matchImages: ['zot.corp.example'],
  identity: 'serviceAccount',
  serviceAccountToken: { username: 'jwt', audience: 'zot.corp.example' },
};

const quay = {
  name: 'quay',
  matchImages: ['quay.corp.example'],
  identity: 'serviceAccount',
  exchange: { serviceAccountTokenAudience: 'quay.corp.example', quay: {}, registry: 'quay.corp.example' },
};

const bound = {
  name: 'acr',
  matchImages: ['corp.azurecr.io'],
  identity: 'serviceAccount',
  acr: {
    identityBinding: { sniName: 'a.example', apiServer: '10.0.0.1', caFile: '/etc/kubernetes/certs/ca.crt' },
  },
};

const stored = (secret: object, more: object = {}) => ({
  name: 'hub',
  matchImages: ['docker.io'],
  ...more,
  secret,
});
const vault = (more: object) => ({ azureKeyVault: { vault: 'team', name: 'hub', ...more } });
const hashicorp = (more: object) => ({
  vault: { address: 'https://vault.example', path: 'hub', jwt: { role: 'pull' }, ...more },
});

/** What each node would refuse, said before it reaches one. */
const REFUSED_BY_NODES: readonly (readonly [name: string, values: object, why: RegExp])[] = [
  [
    'a wildcard in the path',
    dead('harbor.corp.example/*'),
    /rules\[0\]\.matchImages: the pattern "harbor\.corp\.example\/\*": it has a wildcard in the path/,
  ],
  ['the second pattern', dead('a.example', 'https://harbor.corp.example'), /it has a scheme/],
  ['a tag', dead('harbor.corp.example/team/app:1'), /it has a tag/],
  ['a digest', dead('harbor.corp.example/app@sha256:01'), /digest/],
  ['a port that is a wildcard', dead('harbor.corp.example:*'), /wildcard in the port/],
  ['upper case in the path', dead('harbor.corp.example/Team'), /upper case/],
  ['a star alone', dead('*'), /only registries without a dot/],
  ['an official image without library', dead('docker.io/nginx'), /docker\.io\/library\/NAME/],
  ["a host of Docker Hub's API", dead('index.docker.io'), /named after docker\.io/],
  ['two dots in the host', dead('a..example'), /label of its host is empty/],
  ['a label that begins with a hyphen', dead('a.-b.example'), /begins with "-"/],
  ['a blank in the host', dead('harbor corp.example'), /white space/],
  ['an umlaut in the host', dead('härbor.example'), /punycode/],
  ['an address without a port', dead('[::1]/a'), /IPv6/],
  ['a path that begins with an underscore', dead('a.example/_team'), /a part of its path begins/],
  ['two patterns in one', dead('a.example,b.example'), /comma/],
  [
    'a rule of a service account without tokens',
    config(acrAs({ acr: {}, identity: 'serviceAccount' })),
    /rules\[0\]\.identity: rule "a" needs the Pod's service account token; set serviceAccountTokens\.enabled/,
  ],
  [
    "a Pod's token as the node",
    config({ ...zot, identity: 'node' }),
    /rules\[0\]\.identity: serviceAccountToken needs the token of the Pod's service account/,
  ],
  [
    "a Pod's token, or none of the node's",
    { ...config({ ...zot, onMissingServiceAccount: 'node' }), serviceAccountTokens: { enabled: true } },
    /rules\[0\]\.onMissingServiceAccount: serviceAccountToken needs a service account token/,
  ],
  [
    "a Pod's token for hosts that are not named",
    { ...config({ ...zot, matchImages: ['*.corp.example'] }), serviceAccountTokens: { enabled: true } },
    /rules\[0\]\.matchImages: the pattern "\*\.corp\.example" has a wildcard/,
  ],
  ...[
    ['a textfile', { metrics: { textfileDirectory: '/var/lib/node_exporter' } }],
    ['a port', { metrics: { port: 9745 } }],
    ['the lines of pulls', { showPulls: true }],
    ['a port, and a log in the journal', { ...inJournal, metrics: { port: 9745 } }],
  ].map(
    ([name, values]) =>
      [`${name} without a log in a file`, values as object, /set config\.log\.file, for instance/] as [
        string,
        object,
        RegExp,
      ],
  ),
  [
    "a Pod's token without tokens",
    config(zot),
    /rule "zot" needs the Pod's service account token; set serviceAccountTokens\.enabled/,
  ],
  [
    'an audience that nodes are not granted',
    { ...config(zot), serviceAccountTokens: { enabled: true, audiences: ['sts.amazonaws.com'] } },
    /serviceAccountToken\.audience: nodes may not request tokens for "zot\.corp\.example": add it/,
  ],
  [
    'an audience of an exchange that nodes are not granted',
    { ...config(quay), serviceAccountTokens: { enabled: true, audiences: ['sts.amazonaws.com'] } },
    /exchange\.serviceAccountTokenAudience: nodes may not request tokens for "quay\.corp\.example": add it/,
  ],
  [
    'the audience of an identity binding that nodes are not granted',
    {
      ...config(bound),
      serviceAccountTokens: { enabled: true, audiences: ['api://AzureADTokenExchange'] },
    },
    new RegExp(`acr\\.identityBinding: nodes may not request tokens for "${AKS_BINDING_AUDIENCE}": add it`),
  ],
  [
    'a password of no Secret',
    config(harbor),
    /static\.passwordFile: \/etc\/\S+\/harbor\.password is not in a Secret/,
  ],
  [
    'a docker config of no Secret',
    config({ name: 'd', dockerConfig: { path: `${FOLDER}/d.json` } }),
    /dockerConfig\.path: .* is not in a Secret/,
  ],
  ['an authority of no Secret', withCa(`${FOLDER}/ca.pem`), /config\.caFile: .* is not in a Secret/],
  [
    "a client's secret of no Secret",
    config(acrAs({ acr: { servicePrincipal: { ...ids, clientSecretFile: `${FOLDER}/s` } } })),
    /acr\.servicePrincipal\.clientSecretFile: .* is not in a Secret/,
  ],
  [
    'a credential file of no Secret',
    config({ ...acrAs({}), matchImages: ['gcr.io'], google: { credentialFile: `${FOLDER}/k.json` } }),
    /google\.credentialFile: .* is not in a Secret/,
  ],
  [
    "a secret store's rule without tokens",
    config(stored(vault({}), { identity: 'serviceAccount' })),
    /rule "hub" needs the Pod's service account token; set serviceAccountTokens\.enabled/,
  ],
  [
    "the audience of a secret store's identity binding that nodes are not granted",
    {
      ...config(
        stored(vault({ identityBinding: bound.acr.identityBinding }), { identity: 'serviceAccount' }),
      ),
      serviceAccountTokens: { enabled: true, audiences: ['api://AzureADTokenExchange'] },
    },
    /secret\.azureKeyVault\.identityBinding: nodes may not request tokens for/,
  ],
  [
    'the audience of Vault that nodes are not granted',
    {
      ...config(
        stored(hashicorp({ serviceAccountTokenAudience: 'vault.example' }), { identity: 'serviceAccount' }),
      ),
      serviceAccountTokens: { enabled: true, audiences: ['sts.amazonaws.com'] },
    },
    /secret\.vault\.serviceAccountTokenAudience: nodes may not request tokens for "vault\.example": add it/,
  ],
  [
    "Vault's authority of no Secret",
    config(stored(hashicorp({ caFile: `${FOLDER}/vault.pem`, subject: { file: '/run/node.jwt' } }))),
    /secret\.vault\.caFile: .* is not in a Secret/,
  ],
  [
    'a client secret for a secret store of no Secret',
    config(stored(vault({ servicePrincipal: { ...ids, clientSecretFile: `${FOLDER}/s` } }))),
    /secret\.azureKeyVault\.servicePrincipal\.clientSecretFile: .* is not in a Secret/,
  ],
  [
    'a credential file for a secret store of no Secret',
    config(
      stored({
        googleSecretManager: { project: 'my-project', secret: 'hub', credentialFile: `${FOLDER}/k.json` },
      }),
    ),
    /secret\.googleSecretManager\.credentialFile: .* is not in a Secret/,
  ],
  [
    'a password below a folder',
    { ...config(robot(`${FOLDER}/harbor/password`)), ...SECRET },
    /is in a subfolder/,
  ],
  [
    'a password elsewhere',
    { ...config(robot('/etc/harbor.password')), ...SECRET },
    /is not in \/etc\/registry-credential-provider\//,
  ],
  ['a password elsewhere without a Secret', config(robot('/etc/harbor.password')), /add it to nodeFiles/],
  [
    'a name twice',
    config(acrAs({ acr: {} }), { ...acrAs({ acr: {} }), matchImages: ['b.example'] }),
    /rules\[1\]\.name: another rule has the name "a" too/,
  ],
  [
    'what to do without a service account, as the node',
    config(acrAs({ acr: {}, onMissingServiceAccount: 'deny' })),
    /onMissingServiceAccount has an effect only/,
  ],
  [
    'a static password as a service account',
    { ...config({ ...harbor, identity: 'serviceAccount' }), ...SECRET },
    /use no cloud identity/,
  ],
];

const TAKEN_BY_NODES: readonly (readonly [name: string, values: object])[] = [
  ['a password of the Secret', { ...config(harbor), ...SECRET }],
  [
    'a password that nodes have',
    { ...config(robot('/etc/harbor.password')), nodeFiles: ['/etc/harbor.password'] },
  ],
  [
    'a password in our folder that nodes have',
    { ...config(harbor), nodeFiles: [harbor.static.passwordFile] },
  ],
  [
    'files of the node',
    config(acrAs({ acr: { azureJson: '/etc/kubernetes/azure.json' } }), {
      name: 'd',
      dockerConfig: { path: '/var/lib/kubelet/config.json' },
    }),
  ],
  [
    'secret stores',
    {
      ...config(
        stored({ awsSecretsManager: { secretId: 'pull/hub', region: 'eu-west-1' } }),
        stored(vault({}), { name: 'b', matchImages: ['b.example'], identity: 'serviceAccount' }),
      ),
      serviceAccountTokens: { enabled: true, audiences: ['api://AzureADTokenExchange'] },
    },
  ],
  [
    'credentials of several rules, of which one runs the helpers of the node',
    {
      ...config(
        { ...harbor, continue: true, required: true, thenAnonymous: true },
        {
          name: 'logins',
          matchImages: ['harbor.corp.example'],
          dockerConfig: {
            path: '/root/.docker/config.json',
            helpers: '/usr/local/lib/docker-credential-helpers',
          },
        },
      ),
      ...SECRET,
    },
  ],
  ['an authority of the node', withCa('/etc/ssl/corp.pem')],
  [
    'tokens',
    { ...config(acrAs({ acr: {}, identity: 'serviceAccount' })), serviceAccountTokens: { enabled: true } },
  ],
  [
    "a Pod's token, with its grant",
    { ...config(zot), serviceAccountTokens: { enabled: true, audiences: ['zot.corp.example'] } },
  ],
  [
    'an identity binding',
    { ...config(bound), serviceAccountTokens: { enabled: true, audiences: [AKS_BINDING_AUDIENCE] } },
  ],
  ["a Pod's token, with your own grant", { ...config(zot), serviceAccountTokens: { enabled: true } }],
  [
    'what does without tokens',
    config(acrAs({ acr: {}, identity: 'serviceAccount', onMissingServiceAccount: 'node' })),
  ],
  [
    'rules for some service accounts, which never win without tokens',
    { ...config({ ...harbor, matchServiceAccounts: ['a/*'] }), ...SECRET },
  ],
  [
    'patterns of all forms',
    dead('*.azurecr.io', 'a.example:5000/team/', '[::1]:5000', 'localhost', 'a.example/b_c-d', 'Foo.example'),
  ],
  ['a ConfigMap of yours, which is not looked at', { existingConfigMap: 'mine', ...config(harbor) }],
];

for (const helm of HELMS) {
  describe(`Helm ${helm}`, { skip }, () => {
    const refused: readonly (readonly [name: string, values: object, why: RegExp])[] = [
      ['no image', { image: {} }, /'\/image\/digest': '' does not match pattern/],
      ['a tag', { image: { ...IMAGE, repository: 'a.example/b:1' } }, /'\/image\/repository'/],
      ['no registry', { image: { ...IMAGE, repository: 'busybox' } }, /'\/image\/repository'/],
      ['half a digest', { image: { ...IMAGE, digest: 'sha256:0123' } }, /'\/image\/digest'/],
      ['an unknown value', { conifg: {} }, /additional properties 'conifg' not allowed/],
      ['an unknown profile', { kubelet: { profile: 'gke' } }, /'\/kubelet\/profile': value must be one of/],
      [
        'a release as a number',
        { kubelet: { version: 1.3 } },
        /'\/kubelet\/version': got number, want string/,
      ],
      ['no node at a time', { maxUnavailable: 0 }, /'\/maxUnavailable': minimum: got 0, want 1/],
      ['none of a hundred', { maxUnavailable: '0%' }, /'\/maxUnavailable': '0%' does not match/],
      [
        'a rule without a backend',
        config({ matchImages: ['a'] }),
        /'\/config\/rules\/0': missing property 'ecr'/,
      ],
      [
        'a rule with two',
        config({ name: 'a', matchImages: ['a.example'], ecr: {}, acr: {} }),
        /'\/config\/rules\/0': 'oneOf' failed/,
      ],
      [
        'a misspelt setting of a rule',
        config({ ...harbor, static: { user: 'a', password: 'b' } }),
        /'\/config\/rules\/0\/static': additional properties 'user' not allowed/,
      ],
      [
        'a rule with two secret stores',
        config(
          stored({
            awsParameterStore: { name: '/pull/hub', region: 'eu-west-1' },
            ...vault({}),
          }),
        ),
        /'\/config\/rules\/0\/secret': 'oneOf' failed/,
      ],
      [
        'a deadline without a unit',
        { config: { deadline: 45 } },
        /'\/config\/deadline': got number, want string/,
      ],
    ];
    for (const [name, values, why] of [...refused, ...REFUSED_BY_NODES]) {
      test(`${name} is refused`, async () => {
        const { error, objects } = await renderChart(values, { helm });
        assert.match(error ?? '', why);
        assert.deepEqual(objects, []);
      });
    }

    for (const [name, values] of TAKEN_BY_NODES) {
      test(`${name} is not refused`, async () => {
        const { error } = await renderChart(values, { helm });
        assert.equal(error, undefined);
      });
    }

    test('without further values: the objects, and nothing that nodes or Pods are granted', async () => {
      const rendered = await renderChart({}, { helm, namespace: 'elsewhere' });
      assert.equal(rendered.error, undefined);
      assert.deepEqual(
        rendered.objects.map(({ kind, metadata: { namespace } }) => [kind, namespace]),
        [
          ['ConfigMap', 'elsewhere'],
          ['DaemonSet', 'elsewhere'],
          ['ServiceAccount', 'elsewhere'],
        ],
      );
      assert.equal(agentOf(rendered).image, `${IMAGE.repository}@${IMAGE.digest}`);
      assert.match(rendered.notes, /kubectl --namespace elsewhere rollout status daemonset\/registry-cred/);
    });

    test('as a part of another chart', async () => {
      assert.equal((await renderChart({ global: { region: 'a' } }, { helm })).error, undefined);
    });
  });
}

describe('both', { skip }, () => {
  test('make the same of all values', async () => {
    const values = [{}, ...everyValue.map(([, some]) => some), { uninstall: true }];
    const [three, four] = [
      await renderCharts(values, { helm: 'v3' }),
      await renderCharts(values, { helm: 'v4' }),
    ];
    assert.deepEqual(three, four);
  });
});

/** Values, and the arguments of the agent that they add. */
const everyValue: readonly (readonly [name: string, values: object, args: readonly string[]])[] = [
  ['a dry run', { dryRun: true }, ['--dry-run', '--dry-run-result=/dry-run/result.json']],
  ['no restart', { kubelet: { restart: false } }, ['--no-restart']],
  ['a Secret', { filesSecret: 'passwords' }, ['--files=/files']],
  ['tokens', { serviceAccountTokens: { enabled: true } }, ['--tokens']],
  [
    'tokens for other audiences',
    { serviceAccountTokens: { enabled: true, cloudAudiences: { google: 'p.svc.id.goog', ecr: 'a&b "c"' } } },
    ['--tokens', '--audience=ecr=a&b "c"', '--audience=google=p.svc.id.goog'],
  ],
  [
    'tokens for other audiences of stores',
    {
      serviceAccountTokens: {
        enabled: true,
        cloudAudiences: { 'secret.awsSecretsManager': 'a', 'secret.azureKeyVault': 'api://b' },
      },
    },
    ['--tokens', '--audience=secret.awsSecretsManager=a', '--audience=secret.azureKeyVault=api://b'],
  ],
  ['audiences, but no tokens', { serviceAccountTokens: { cloudAudiences: { google: 'a' } } }, []],
  [
    "others' entries",
    { kubelet: { replace: ['ecr-credential-provider', 'b c'] } },
    ['--replace=ecr-credential-provider', '--replace=b c'],
  ],
  ['what they did may be lost', { kubelet: { acceptLoss: true } }, ['--accept-loss']],
  ['no link in a folder of PATH', { link: 'none' }, ['--no-link']],
  ['the link in another folder', { link: '/opt/tools' }, ['--link=/opt/tools']],
  ...PROFILES.map(
    (profile) => [`profile ${profile}`, { kubelet: { profile } }, [`--profile=${profile}`]] as const,
  ),
  ['the release', { kubelet: { version: '1.34' } }, ['--kubelet-version=1.34']],
  [
    'places',
    { kubelet: { configPath: '/etc/a b.yaml', binDir: '/opt/bin' } },
    ['--kubelet-bin-dir=/opt/bin', '--kubelet-config=/etc/a b.yaml'],
  ],
  [
    'commands',
    {
      kubelet: {
        restartCommand: `sh -c "a && b" | c: 'd' # {{ x }}`,
        logCommand: 'tail -n 50 /var/log/k\\é',
      },
    },
    ['--log-command=tail -n 50 /var/log/k\\é', `--restart-command=sh -c "a && b" | c: 'd' # {{ x }}`],
  ],
  [
    'health',
    { kubelet: { healthUrl: 'http://127.0.0.1:10248/healthz', healthTimeout: '1m30s' } },
    ['--health-timeout=1m30s', '--health-url=http://127.0.0.1:10248/healthz'],
  ],
  [
    'a textfile',
    { ...logged, metrics: { textfileDirectory: '/var/lib/a b' } },
    ['--metrics-dir=/var/lib/a b'],
  ],
  ['a port', { ...logged, metrics: { port: 9745 } }, ['--metrics-listen=127.0.0.1:9745']],
  [
    'a port at another address',
    { ...logged, metrics: { port: 9745, address: '::' } },
    ['--metrics-listen=[::]:9745'],
  ],
  ['an address without a port', { metrics: { address: '0.0.0.0' } }, []],
  ['the lines of pulls', { ...logged, showPulls: true }, ['--show-pulls']],
  [
    'metrics, and a ConfigMap of your own',
    { existingConfigMap: 'mine', metrics: { port: 1 } },
    ['--metrics-listen=127.0.0.1:1'],
  ],
];

describe('arguments', { skip }, () => {
  for (const [name, values, expected] of everyValue) {
    test(`${name}: ${expected.join(' ') || 'none'}`, async () => {
      const { command, args } = agentOf(await renderChart(values));
      assert.deepEqual(command, [`/usr/local/bin/${NAME}`]);
      const always = ['install', '--host-root=/host', '--watch', '--config=/config/config.yaml'];
      assert.deepEqual(args, [...always, ...expected]);
      argumentsOf('install', args);
    });
  }

  const probeOf = (rendered: Rendered) => agentOf(rendered).readinessProbe?.exec.command ?? [];

  for (const [name, values, files] of [
    ['what is mounted', {}, undefined],
    ['and the files', { filesSecret: 'passwords' }, '/files'],
  ] as const) {
    test(`the readiness probe compares the node with ${name}`, async () => {
      const rendered = await renderChart(values);
      const [executable, ...args] = probeOf(rendered);
      const agent = argumentsOf('install', agentOf(rendered).args);
      const probe = argumentsOf('status', args);
      assert.deepEqual([executable], agentOf(rendered).command);
      assert.deepEqual([probe.hostRoot, probe.config, probe.files], [agent.hostRoot, agent.config, files]);
      assert.equal(agent.files, files);
    });
  }

  test('in a dry run it asks how that has ended, where it is written down', async () => {
    const rendered = await renderChart({ dryRun: true });
    const probe = argumentsOf('status', probeOf(rendered).slice(1));
    const agent = argumentsOf('install', agentOf(rendered).args);
    assert.deepEqual([agent.dryRun, agent.watch], [true, true]);
    assert.equal(probe.dryRunResult, agent.dryRunResult);
    const mount = agentOf(rendered).volumeMounts.find(({ mountPath }) =>
      agent.dryRunResult?.startsWith(`${mountPath}/`),
    );
    assert.equal(mount?.name, 'dry-run');
  });
});

describe('the configuration', { skip }, () => {
  const configMapOf = (rendered: Rendered) => only<ConfigMap>(rendered, 'ConfigMap');
  const mounted = (rendered: Rendered) =>
    daemonSetOf(rendered).spec.template.spec.volumes.find(({ name }) => name === 'config')?.configMap?.name;

  test('is what holds without one', async () => {
    const text = configMapOf(await renderChart({})).data['config.yaml'] ?? '';
    assert.deepEqual(parseConfig('file', text), { ...BUILT_IN_CONFIG, source: 'file' });
  });

  test('or the one in the values', async () => {
    const values = parse(readFileSync(join(ROOT, 'examples/config.yaml'), 'utf8'));
    const text =
      configMapOf(await renderChart({ config: values, ...SECRET, serviceAccountTokens: { enabled: true } }))
        .data['config.yaml'] ?? '';
    assert.deepEqual(parse(text), values);
  });

  test('has another name when it is another, and that name is in the Pods', async () => {
    const some = { ...config(harbor), ...SECRET };
    const [first, second, again] = await renderCharts([some, {}, some]);
    assert.ok(first && second && again);
    const names = [first, second, again].map((rendered) => configMapOf(rendered).metadata.name);
    assert.match(names[0] ?? '', /^registry-credential-provider-config-[0-9a-f]{10}$/);
    assert.notEqual(names[0], names[1]);
    assert.equal(names[0], names[2]);
    assert.deepEqual([first, second, again].map(mounted), names);
    assert.equal(configMapOf(first).immutable, true);
  });

  test('or is in a ConfigMap of the operator', async () => {
    const rendered = await renderChart({ existingConfigMap: 'mine' });
    assert.equal(mounted(rendered), 'mine');
    assert.deepEqual(
      rendered.objects.map(({ kind }) => kind),
      ['DaemonSet', 'ServiceAccount'],
    );
  });

  test('and Secret are mounted whole, so that they are kept up to date', async () => {
    const [{ volumeMounts }, { volumes }] = await renderChart({ filesSecret: 'passwords' }).then(
      (rendered) => [agentOf(rendered), daemonSetOf(rendered).spec.template.spec] as const,
    );
    assert.deepEqual(
      volumeMounts.map(({ name, mountPath, ...more }) => [name, mountPath, 'subPath' in more]),
      [
        ['host', '/host', false],
        ['config', '/config', false],
        ['files', '/files', false],
      ],
    );
    assert.deepEqual(volumes[2], { name: 'files', secret: { secretName: 'passwords', defaultMode: 0o400 } });
  });
});

describe('Pods', { skip }, () => {
  test('have the labels, annotations and settings that the values give them', async () => {
    const rendered = await renderChart({
      podLabels: { team: 'platform' },
      podAnnotations: { 'corp.example/page': 'platform' },
      imagePullSecrets: [{ name: 'pull' }],
      nodeSelector: { pool: 'a' },
      tolerations: [{ key: 'a', operator: 'Exists' }],
      priorityClassName: 'mine',
      resources: { limits: { memory: '1Gi' } },
      maxUnavailable: '10%',
      minReadySeconds: 60,
      terminationGracePeriodSeconds: 600,
      fullnameOverride: 'pool-a',
    });
    const { metadata, spec } = daemonSetOf(rendered);
    assert.equal(metadata.name, 'pool-a');
    assert.deepEqual(spec.updateStrategy, {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: '10%' },
    });
    assert.equal(spec.minReadySeconds, 60);
    const { template } = spec;
    assert.equal(template.metadata.labels.team, 'platform');
    assert.deepEqual(Object(template.metadata).annotations, { 'corp.example/page': 'platform' });
    const { imagePullSecrets, nodeSelector, tolerations, priorityClassName } = template.spec;
    assert.deepEqual(imagePullSecrets, [{ name: 'pull' }]);
    // Helm merges maps, and replaces lists.
    assert.deepEqual(nodeSelector, { 'kubernetes.io/os': 'linux', pool: 'a' });
    assert.deepEqual(tolerations, [{ key: 'a', operator: 'Exists' }]);
    assert.equal(priorityClassName, 'mine');
    assert.equal(template.spec.terminationGracePeriodSeconds, 600);
    assert.deepEqual(agentOf(rendered).resources, {
      requests: { cpu: '10m', memory: '64Mi' },
      limits: { memory: '1Gi' },
    });
    assert.deepEqual(
      rendered.objects.map((object) => object.metadata.name.replace(/-[0-9a-f]{10}$/, '')),
      ['pool-a-config', 'pool-a', 'pool-a'],
    );
  });

  test('ask nothing of the API server', async () => {
    const rendered = await renderChart({});
    assert.equal(daemonSetOf(rendered).spec.template.spec.automountServiceAccountToken, false);
    assert.equal(only(rendered, 'ServiceAccount').automountServiceAccountToken, false);
  });
});

describe('grants', { skip }, () => {
  const tokenRules = [
    {
      name: 'payments',
      matchImages: ['1.example/'],
      identity: 'serviceAccount',
      ecr: { registry: '210987654321.dkr.ecr.eu-west-1.amazonaws.com' },
    },
    {
      name: 'reports',
      matchImages: ['2.example/'],
      identity: 'serviceAccount',
      acr: { registry: 'corp.azurecr.io' },
    },
    zot,
    { ...harbor, matchServiceAccounts: ['team-b/*'] },
  ];
  const audiences = ['sts.amazonaws.com', 'api://AzureADTokenExchange', 'zot.corp.example', NAME];

  test('are those that generate rbac prints for the rules', async (context) => {
    const file = temporaryFolder(context).write('config.json', configText(tokenRules));
    const { stdout, exit } = await run({ args: ['--config', file, 'generate', 'rbac'] });
    assert.equal(exit, 0, `${EXECUTABLE} generate rbac`);
    const [role] = stdout.split('\n---\n').map((text) => parse(text));
    const rendered = await renderChart({
      ...config(...tokenRules),
      filesSecret: 'passwords',
      serviceAccountTokens: { enabled: true, audiences },
    });
    const ours = only<ClusterRole>(rendered, 'ClusterRole');
    assert.deepEqual([ours.metadata.name, ours.rules], [role.metadata.name, role.rules]);
    assert.deepEqual(
      only(rendered, 'ClusterRoleBinding').roleRef,
      parse(stdout.split('\n---\n')[1] ?? '').roleRef,
    );
    assert.deepEqual(
      only(rendered, 'ClusterRoleBinding').subjects,
      parse(stdout.split('\n---\n')[1] ?? '').subjects,
    );
  });

  for (const [name, values] of [
    ['tokens are off', { serviceAccountTokens: { audiences } }],
    ['no audience is named', { serviceAccountTokens: { enabled: true } }],
    ['all is taken off', { serviceAccountTokens: { enabled: true, audiences }, uninstall: true }],
  ] as const) {
    test(`are none when ${name}`, async () => {
      const { objects, error } = await renderChart(values);
      assert.equal(error, undefined);
      assert.deepEqual(
        objects.filter(({ apiVersion }) => apiVersion.startsWith('rbac')),
        [],
      );
    });
  }
});

describe('uninstall', { skip }, () => {
  test('takes us off before the Pod is ready, with the same restart', async () => {
    const rendered = await renderChart({
      uninstall: true,
      filesSecret: 'passwords',
      kubelet: { profile: 'k3s', restart: false, restartCommand: 'a b', replace: ['c'] },
      serviceAccountTokens: { enabled: true },
    });
    const { initContainers = [], containers, volumes } = daemonSetOf(rendered).spec.template.spec;
    const options = ['--no-restart', '--restart-command=a b'];
    const args = [...initContainers, ...containers].map((container) => container.args);
    assert.deepEqual(args, [
      ['uninstall', '--host-root=/host', ...options],
      ['uninstall', '--host-root=/host', '--watch', ...options],
    ]);
    for (const each of args) argumentsOf('uninstall', each);
    assert.deepEqual(
      volumes.map(({ name }) => name),
      ['host'],
    );
    const [first, second] = [...initContainers, ...containers].map(({ name, args, ...same }) => same);
    assert.deepEqual(first, second, 'but for their arguments the two are alike');
    assert.deepEqual(
      rendered.objects.map(({ kind }) => kind),
      ['DaemonSet', 'ServiceAccount'],
    );
    assert.match(rendered.notes, /helm --namespace \S+ uninstall/);
  });
});
