// What generate prints is taken by the kubelet's own loader and by the API server's types, and passes our own check.

import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { request, run } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import { RELEASES, whyNoHarness } from './build.ts';
import { askKubelet, EXECUTABLE, loadByKubelet } from './harness.ts';

const PROVIDER = 'projects/123456789/locations/global/workloadIdentityPools/cluster/providers/oidc';
const GOOGLE = `https://iam.googleapis.com/${PROVIDER}`;

/** Every kind of rule. `$DIR` is a folder with what they name. */
const RULES = [
  {
    name: 'payments',
    matchImages: ['210987654321.dkr.ecr.eu-west-1.amazonaws.com/payments/'],
    identity: 'serviceAccount',
    ecr: {},
  },
  {
    name: 'shared',
    matchImages: ['*.azurecr.io/shared/'],
    identity: 'serviceAccount',
    onMissingServiceAccount: 'node',
    acr: {},
  },
  {
    name: 'google',
    matchImages: ['*.pkg.dev', 'gcr.io'],
    identity: 'serviceAccount',
    google: { workloadIdentity: { provider: PROVIDER } },
  },
  {
    name: 'zot',
    matchImages: ['zot.corp.example:5000'],
    identity: 'serviceAccount',
    serviceAccountToken: { username: 'jwt', audience: 'zot.corp.example' },
  },
  {
    name: 'vendor',
    matchImages: ['vendor.example/premium/'],
    matchServiceAccounts: ['team-b/*'],
    static: { username: 'u', passwordFile: '$DIR/password' },
  },
  {
    name: 'harbor',
    matchImages: ['harbor.corp.example:8443', '[::1]:5000'],
    static: { username: 'u', passwordFile: '$DIR/password' },
  },
  { name: 'ecr', matchImages: ['*.dkr.ecr.*.amazonaws.com'], ecr: {} },
  { name: 'docker', dockerConfig: { path: '$DIR/docker.json' } },
];

const THERE = `# Written by the distribution.
apiVersion: kubelet.config.k8s.io/v1beta1
kind: CredentialProviderConfig
providers:
  # Do not touch.
  - name: ecr-credential-provider # theirs
    apiVersion: "credentialprovider.kubelet.k8s.io/v1"
    matchImages: ['*.dkr.ecr.eu-north-1.amazonaws.com']
    defaultCacheDuration: 12h
    args: [get-credentials, "yes", "0123"]
  - name: registry-credential-provider
    apiVersion: credentialprovider.kubelet.k8s.io/v1
    # By hand.
    env: [{name: HTTPS_PROXY, value: 'http://p:1'}, {name: "NO_PROXY", value: ".corp.example"}] # the way out
    matchImages: [old.example]
    defaultCacheDuration: 1h
`;

const NAMES = ['', '-ecr', '-acr', '-google', '-service-account-token', '-pods'].map(
  (suffix) => `registry-credential-provider${suffix}`,
);

interface Prepared {
  readonly folder: TemporaryFolder;
  readonly config: string;
  readonly binDir: string;
}

function prepare(context: TestContext): Prepared {
  const folder = temporaryFolder(context);
  folder.write('password', 'secret\n');
  folder.write(
    'docker.json',
    '{"auths":{"https://index.docker.io/v1/":{"auth":"dTpw"},"d.example":{"auth":"dTpw"}}}',
  );
  folder.write('bin/ecr-credential-provider', '#!/bin/sh\n', 0o755);
  const binDir = join(folder.path, 'bin');
  for (const name of NAMES) symlinkSync(EXECUTABLE, join(binDir, name));
  const rules = JSON.parse(JSON.stringify(RULES).replaceAll('$DIR', folder.path));
  return { folder, config: folder.write('config.yaml', configText(rules)), binDir };
}

async function generate(config: string, args: readonly string[]): Promise<string> {
  const { exit, stdout, stderr } = await run({ args: ['--config', config, 'generate', ...args] });
  assert.equal(exit, 0);
  // What an entry of its own had otherwise is said, and nothing else.
  assert.match(stderr, /^(?:(?:the file|entry "registry-credential-provider"): [^\n]+\n)*$/);
  return stdout;
}

const CASES: Readonly<Record<string, { args: readonly string[]; names: readonly string[]; there?: string }>> =
  {
    'without tokens': { args: [], names: ['registry-credential-provider'] },
    'with tokens': {
      args: ['--tokens'],
      names: [...NAMES.slice(1), NAMES[0] as string],
    },
    'merged into YAML': {
      args: ['--tokens'],
      there: THERE,
      names: ['ecr-credential-provider', ...NAMES.slice(1), NAMES[0] as string],
    },
    'merged into JSON': {
      args: [],
      there: JSON.stringify({
        kind: 'CredentialProviderConfig',
        apiVersion: 'kubelet.config.k8s.io/v1',
        providers: [
          {
            name: 'ecr-credential-provider',
            matchImages: ['*.dkr.ecr.eu-north-1.amazonaws.com'],
            defaultCacheDuration: '12h0m0s',
            apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
          },
        ],
      }),
      names: ['ecr-credential-provider', 'registry-credential-provider'],
    },
  };

describe('generate kubelet-config', { skip: await whyNoHarness() }, () => {
  for (const release of RELEASES) {
    for (const [name, { args, names, there }] of Object.entries(CASES)) {
      it(`${name}, kubelet ${release}`, async (context) => {
        const { folder, config, binDir } = prepare(context);
        const version = `--kubelet-version=${release}`;
        const merge = there === undefined ? [] : ['--merge', folder.write('there.yaml', there)];
        const text = await generate(config, ['kubelet-config', version, ...args, ...merge]);
        const path = folder.write('kubelet.yaml', text);

        assert.deepEqual(await loadByKubelet(release, [{ path, binDir, gate: true }]), [
          { providers: names },
        ]);

        const checked = await run({
          args: ['check', '-o', 'json', '--kubelet-config', path, '--kubelet-bin-dir', binDir, version],
        });
        const { findings, errors } = JSON.parse(checked.stdout);
        // With no tokens in the file, the rules that need them cannot work; --tokens is what check recommends.
        const isKnown = ({ code, severity }: { code: string; severity: string }) =>
          severity === 'note' ||
          ['tokens-missing', 'rule-not-asked', 'writable-by-others'].includes(code) ||
          (code === 'provider-overlap' && there !== undefined);
        assert.deepEqual(
          findings.filter((finding: { code: string; severity: string }) => !isKnown(finding)),
          [],
        );
        if (args.includes('--tokens')) {
          const codes = findings.map(({ code }: { code: string }) => code);
          assert.ok(!codes.includes('tokens-missing') && !codes.includes('rule-not-asked'), codes.join());
        } else {
          assert.ok(errors > 0);
        }
      });
    }
  }

  it('for 1.33 has no cacheType', async (context) => {
    const { config } = prepare(context);
    const args = ['kubelet-config', '--tokens'];
    assert.match(
      await generate(config, [...args, '--kubelet-version=1.34']),
      /^ +cacheType: ServiceAccount$/m,
    );
    const text = await generate(config, [...args, '--kubelet-version=1.33']);
    assert.doesNotMatch(text, /^ +cacheType:/m);
    assert.match(text, /feature gate KubeletServiceAccountTokenForCredentialProviders/);
  });

  it('for a project of GKE that only the node knows needs to be told the audience', async (context) => {
    const { folder } = prepare(context);
    const rules = [{ name: 'google', matchImages: ['gcr.io'], identity: 'serviceAccount', google: {} }];
    const config = folder.write('google.yaml', configText(rules));
    const args = ['--config', config, 'generate', 'kubelet-config', '--tokens'];
    const { exit, stderr } = await run({ args });
    assert.equal(exit, 2);
    assert.match(
      stderr,
      /the audience that google expects in a token is not known; set --audience google=PROJECT\.svc\.id\.goog/,
    );
    const told = await run({ args: [...args, '--audience', 'google=my-project.svc.id.goog'] });
    assert.match(told.stdout, /serviceAccountTokenAudience: "my-project\.svc\.id\.goog"/);
    for (const wrong of ['google', 'google=', 'google=*', 'docker=x', 'secret.vault=x', 'sec=x', '=x']) {
      assert.match((await run({ args: [...args, '--audience', wrong] })).stderr, /expected CLOUD=AUDIENCE/);
    }
  });

  it('keeps what it does not know', async (context) => {
    const { folder, config } = prepare(context);
    const text = await generate(config, ['kubelet-config', '--merge', folder.write('there.yaml', THERE)]);
    for (const line of [
      '# Written by the distribution.',
      '  # Do not touch.',
      '    # By hand.',
      `    env: [{name: HTTPS_PROXY, value: 'http://p:1'}, {name: "NO_PROXY", value: ".corp.example"}] # the way out`,
      '  - name: ecr-credential-provider # theirs',
      `    matchImages: ['*.dkr.ecr.eu-north-1.amazonaws.com']`,
    ]) {
      assert.ok(text.includes(line), `${line}\n${text}`);
    }
    assert.match(text, /"yes", "0123"/);
    assert.doesNotMatch(text, /old\.example/);
    const merged = folder.write('again.yaml', text);
    const again = await run({ args: ['--config', config, 'generate', 'kubelet-config', '--merge', merged] });
    assert.deepEqual([again.stdout, again.stderr], [text, ''], 'a second merge changes nothing');
  });

  it('refuses what the kubelet refuses, and says where', async (context) => {
    const { folder, config } = prepare(context);
    const broken = folder.write('there.yaml', THERE.replace('12h', '1d'));
    const { exit, stdout, stderr } = await run({
      args: ['--config', config, 'generate', 'kubelet-config', '--merge', broken],
    });
    assert.deepEqual([exit, stdout], [2, '']);
    assert.match(
      stderr,
      /there\.yaml:9: providers\[0\]\.defaultCacheDuration: .*got "1d".*\[CONFIG_INVALID\]\n$/,
    );
  });
});

describe('the images of the rules', { skip: await whyNoHarness() }, () => {
  it('get as far as us with what is generated', async (context) => {
    const { folder, config } = prepare(context);
    const path = folder.write('kubelet.yaml', await generate(config, ['kubelet-config']));
    for (const image of [
      'harbor.corp.example:8443/a',
      'docker.io/library/nginx',
      'd.example/x',
      '[::1]:5000/x',
    ]) {
      const { stdout } = await run({
        args: ['--config', config, 'explain', image, '-o', 'json', '--kubelet-config', path],
      });
      const { rule, kubelet } = JSON.parse(stdout);
      assert.notEqual(rule, null);
      assert.deepEqual(kubelet.refused, false);
      assert.equal(kubelet.providers[0].matched, true, image);
      const answered = await run({ args: ['--config', config], input: request(image) });
      assert.equal(answered.exit, 0);
    }
  });
});

describe('generate rbac', { skip: await whyNoHarness() }, () => {
  for (const release of RELEASES) {
    it(`is what the API server of ${release} takes`, async (context) => {
      const { config } = prepare(context);
      const text = await generate(config, ['rbac']);
      const documents = text.split(/^---$/m);
      const [role, binding] = await askKubelet(
        release,
        documents.map((document) => ({ object: document })),
      );
      assert.equal(role?.error, undefined);
      assert.equal(binding?.error, undefined);
      const { rules } = JSON.parse(role?.json ?? '');
      assert.deepEqual(
        rules.map(({ resources, verbs, apiGroups }: Record<string, string[]>) => [
          resources,
          verbs,
          apiGroups,
        ]),
        ['sts.amazonaws.com', 'api://AzureADTokenExchange', GOOGLE, 'zot.corp.example', NAMES[0]].map(
          (audience) => [[audience], ['request-serviceaccounts-token-audience'], ['']],
        ),
      );
      assert.deepEqual(JSON.parse(binding?.json ?? '').subjects, [
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:nodes' },
      ]);
    });
  }
});
