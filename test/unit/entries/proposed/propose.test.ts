// The rules that are proposed for real entries of the vendors' plugins: each file of kubelet/ has its proposal in golden/
// (RCP_WRITE_GOLDEN=1 writes them), which is loaded, checked, and held against the images that the entry was for.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { checkNode } from '../../../../src/commands/check.ts';
import { generateKubeletConfig } from '../../../../src/commands/generate.ts';
import type { Rule } from '../../../../src/config/config.ts';
import { parseConfig } from '../../../../src/config/load.ts';
import { proposeConfig } from '../../../../src/entries/proposed/propose.ts';
import { ProviderError } from '../../../../src/errors.ts';
import type { CheckReport } from '../../../../src/generated/check-report-types.ts';
import { coversPattern } from '../../../../src/image/overlap.ts';
import { matchesPattern } from '../../../../src/image/pattern.ts';
import { loadKubeletConfig, loadKubeletConfigText } from '../../../../src/kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../../../../src/kubelet/release.ts';
import { createAuthority } from '../../../clouds/authority.ts';
import { argumentsOf } from '../../../support/arguments.ts';
import fc from '../../../support/property.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { worldOf } from '../../../support/world.ts';

const FOLDER = join(import.meta.dirname, 'kubelet');
const GOLDEN = join(import.meta.dirname, 'golden');
const KUBELET = { release: NEWEST_RELEASE, tokenGate: true };
const ACCOUNT = '210987654321';

interface Case {
  /** An image that the kubelet asked an entry about, with the backend of the rule that serves it; or what a comment names. */
  readonly images: Readonly<Record<string, Rule['backend']['kind'] | { readonly named: string }>>;
  /** Values to be filled in, which the loader refuses. */
  readonly fillIn?: readonly string[];
  /** What `check` finds once they are filled in, beside that no kubelet is known. */
  readonly findings?: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  'eks.json': {
    images: {
      [`${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/app`]: 'ecr',
      [`${ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com.cn/app`]: 'ecr',
      [`${ACCOUNT}.dkr.ecr-fips.us-gov-west-1.amazonaws.com/app`]: 'ecr',
      [`${ACCOUNT}.dkr.ecr.us-iso-east-1.c2s.ic.gov/app`]: 'ecr',
      [`${ACCOUNT}.dkr.ecr.us-isob-east-1.sc2s.sgov.gov/app`]: 'ecr',
    },
  },
  'eks-hybrid.yaml': {
    images: { [`${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/app`]: 'ecr', 'public.ecr.aws/eks/pause': 'ecr' },
  },
  // The profile is in the shared AWS files, which are not there.
  'eks-profile.yaml': {
    images: { 'public.ecr.aws/eks/pause': 'ecr' },
    findings: ['file-unreadable'],
  },
  'eks-tokens.yaml': {
    images: { [`${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/app`]: 'ecr' },
    fillIn: ['rules[0].matchServiceAccounts[0]'],
    findings: ['served-as-node'],
  },
  'eks-tokens-required.yaml': { images: { [`${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/app`]: 'ecr' } },
  'aks.yaml': {
    images: {
      'corp1.azurecr.io/app': 'acr',
      'corp1.azurecr.cn/app': 'acr',
      'corp1.azurecr.us/app': 'acr',
      'corp1.azurecr.de/app': { named: '"*.azurecr.de"' },
    },
  },
  'aks-isolated.yaml': {
    images: {
      'corp1.azurecr.io/app': 'acr',
      'mcr.microsoft.com/oss/kubernetes/pause': 'acr',
    },
  },
  'aks-identity-bindings.yaml': { images: { 'corp1.azurecr.io/app': 'acr' } },
  'aks-custom-cloud.yaml': {
    images: { 'corp1.azurecr.io/app': 'acr', 'corp1.azurecr.corp.example/app': 'acr' },
  },
  'aks-tokens.yaml': { images: { 'corp1.azurecr.io/app': 'acr' } },
  'gke.yaml': {
    images: {
      'container.cloud.google.com/app': 'google',
      'gcr.io/project/app': 'google',
      'eu.gcr.io/project/app': 'google',
      'europe-docker.pkg.dev/project/repository/app': 'google',
      'europe-maven.pkg.dev/project/repository/app': { named: '"*.pkg.dev"' },
    },
  },
  'gke-tokens.yaml': {
    images: { 'europe-docker.pkg.dev/project/repository/app': 'google' },
    fillIn: ['rules[0].matchServiceAccounts[0]'],
  },
  'gcp-docker-config.yaml': { images: { 'registry.corp.example:5000/app': 'google' } },
  'jfrog.yaml': {
    images: { 'acme.jfrog.io/docker/app': 'exchange', 'docker.acme.example/app': 'exchange' },
  },
  'jfrog-google.yaml': { images: { 'acme.jfrog.io/docker/app': 'exchange' } },
  'jfrog-aws.json': {
    images: {
      [`${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/app`]: 'ecr',
      'acme.jfrog.io/docker/app': { named: '"*.jfrog.io"' },
    },
  },
  'jfrog-azure-audience.yaml': {
    images: { 'acme.jfrog.io/docker/app': 'exchange' },
    fillIn: ['rules[0].exchange.serviceAccountTokenAudience', 'rules[0].exchange.jfrog.provider'],
  },
  'quay.yaml': {
    images: {
      'quay.io/team/app': 'exchange',
      'quay.corp.example:8443/team/app': 'exchange',
      'one.quay.corp.example/team/app': { named: '"*.quay.corp.example"' },
    },
  },
  'cloudsmith.yaml': {
    images: { 'docker.cloudsmith.io/acme/app': 'exchange', 'docker.acme.example/app': 'exchange' },
  },
  'cloudsmith-file.yaml': {
    images: { 'docker.cloudsmith.io/acme/app': 'exchange' },
    fillIn: ['rules[0].exchange.cloudsmith.organization'],
  },
  'harbor.yaml': {
    images: {
      'harbor.example.com/app': 'serviceAccountToken',
      'one.harbor.example.com/app': { named: '"*.harbor.example.com"' },
    },
  },
  'vault.yaml': { images: { 'registry.example.com/app': 'secret' } },
  'vault-annotations.yaml': {
    images: { 'registry.example.com/app': 'secret', 'one.example.com/app': 'secret' },
    fillIn: ['rules[0].secret.vault.path', 'rules[0].secret.vault.serviceAccountTokenAudience'],
  },
  'static.yaml': { images: { 'docker.io/library/nginx': 'static' } },
  'static-file.yaml': { images: { 'harbor.corp.example:8443/app': 'static' } },
  // Names that only look like a known plugin's, and one that says nothing though its argument does.
  'alike.yaml': {
    images: {
      'registry.cn-hangzhou.aliyuncs.com/app': { named: '"registry.cn-hangzhou.aliyuncs.com"' },
      'registry.example/app': { named: '"registry.example"' },
      'corp1.azurecr.io/app': 'acr',
    },
  },
  'several.yaml': {
    fillIn: [
      'rules[5].secret.vault.path',
      'rules[5].secret.vault.kubernetes.role',
      'rules[5].secret.vault.serviceAccountTokenAudience',
    ],
    images: {
      'gcr.io/team/app': 'static',
      'gcr.io/project/app': 'google',
      'registry.example/app': 'static',
      'registry.example/two/app': 'static',
      'vaulted.example/app': 'secret',
      'team1.azurecr.io/app': 'acr',
      'other.example/app': { named: '"other.example"' },
    },
  },
};

test('each file has a case', () => {
  assert.deepEqual(readdirSync(FOLDER).toSorted(), Object.keys(CASES).toSorted());
});

for (const [name, { images, fillIn = [], findings = [] }] of Object.entries(CASES)) {
  describe(name, () => {
    const kubelet = loadKubeletConfig(join(FOLDER, name), KUBELET);
    const { text: proposed, notes } = proposeConfig(kubelet);
    const text = proposed.replaceAll(FOLDER, '/etc/kubernetes');
    const filled = fill(text);

    test('is proposed as the golden file has it, whenever it is asked for', () => {
      const golden = join(GOLDEN, name.replace(/\.json$/, '.yaml'));
      if (process.env.RCP_WRITE_GOLDEN) writeFileSync(golden, text);
      assert.equal(text, readFileSync(golden, 'utf8'));
      assert.equal(proposeConfig(kubelet).text, proposed);
    });

    test('is loaded, but for what is to be filled in', () => {
      assert.deepEqual(placesRefused(text), fillIn);
      assert.deepEqual(placesRefused(filled), []);
    });

    test('is what check accepts, but for files that are not there yet', async (context) => {
      const folder = temporaryFolder(context);
      const present = filled.replaceAll(/"?(\/(?:etc|run)\/[^"\s]*)"?$/gm, (_, path: string) =>
        folder.write(path, contentOf(path)),
      );
      const report = await checked(folder.write('config.yaml', present));
      const isAboutConfig = ({ code }: CheckReport['findings'][number]) =>
        code !== 'kubelet-config-not-found';
      assert.deepEqual(
        report.findings.filter(isAboutConfig).map(({ code }) => code),
        findings,
        JSON.stringify(report.findings),
      );
      const without = await checked(folder.write('config.yaml', filled));
      for (const [, path = ''] of filled.matchAll(/File: (\/etc\/registry-credential-provider\/.*)$/gm)) {
        assert.ok(
          without.findings.some(({ severity, what }) => severity === 'error' && what.includes(path)),
          path,
        );
      }
    });

    test('serves the images that the entries were for, or says which not', () => {
      const { rules } = parseConfig('/c', filled);
      for (const [image, expected] of Object.entries(images)) {
        const asked = kubelet.providers.some(({ matchImages }) =>
          matchImages.some((pattern) => matchesPattern(pattern, image)),
        );
        assert.ok(asked, `no entry is for ${image}`);
        const rule = rules.find(({ matchImages = [] }) =>
          matchImages.some((each) => matchesPattern(each, image)),
        );
        if (typeof expected === 'string') assert.equal(rule?.backend.kind, expected, image);
        else {
          assert.equal(rule, undefined, image);
          assert.ok(text.includes(expected.named), image);
        }
      }
    });

    test('replaces the entries with the options that it names, and without a loss that it does not tell', async (context) => {
      const config = temporaryFolder(context).write('config.yaml', filled);
      const options = /install --config FILE (.*) --dry-run$/m.exec(text)?.[1]?.split(' ') ?? [];
      const merge = ['generate', 'kubelet-config', '--config', config, '--merge', join(FOLDER, name)];
      const merged = generateKubeletConfig(
        argumentsOf('generate kubelet-config', [...merge, ...options]),
        worldOf({}),
      );
      if (text.includes('--accept-loss')) await assert.rejects(merged, /this would be lost/);
      else assert.equal((await merged).exitCode, 0);
    });

    test('shows no secret', () => {
      assert.doesNotMatch([text, ...notes].join('\n'), /canary/);
    });
  });
}

const POOL = [
  '*.azurecr.io',
  'corp1.azurecr.io/team',
  'mcr.microsoft.com',
  '*.dkr.ecr.*.amazonaws.com',
  `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com`,
  `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/team`,
  '*.gcr.io',
  'gcr.io',
  'eu.gcr.io/project',
  '*.pkg.dev',
  '*.jfrog.io',
  'acme.jfrog.io',
  'quay.io',
  'quay.io/team',
  '*.quay.io',
  'docker.cloudsmith.io',
  'docker.io',
  'docker.io/team/',
  '*.example',
  'registry.example',
  'registry.*',
  'registry.example:5000',
] as const;

const IMAGES = [
  ...new Set(POOL.map((pattern) => pattern.replaceAll('*', 'europe').replace(/\/$/, ''))),
].flatMap((host) => [`${host}/app`, `${host}/team/app`]);

const NAMES = [
  'ecr-credential-provider',
  'acr-credential-provider',
  'auth-provider-gcp',
  'quay-credential-provider',
  'cloudsmith-kubernetes-credential-provider',
  'static-credential-provider',
  'credential-provider-harbor',
  'jfrog-credentials-provider',
  'vault',
  'unknown',
] as const;

/** The same setting in each form that the plugin's own parser takes. */
const FORMS: readonly (readonly [
  name: string,
  entry: { readonly name: string; readonly matchImages: readonly string[] },
  forms: readonly (readonly string[])[],
])[] = [
  [
    'mirrors and a log level of acr-credential-provider, whose flags have short forms',
    { name: 'acr-credential-provider', matchImages: ['*.azurecr.io', 'mcr.microsoft.com', 'docker.io'] },
    [
      ['/azure.json', '--registry-mirror=mcr.microsoft.com:corp1.azurecr.io', '--v=3'],
      ['--v', '3', '--registry-mirror', 'mcr.microsoft.com:corp1.azurecr.io', '/azure.json'],
      ['-v=3', '-r', 'mcr.microsoft.com:corp1.azurecr.io', '/azure.json'],
      ['-v3', '/azure.json', '-r=mcr.microsoft.com:corp1.azurecr.io'],
      ['-rmcr.microsoft.com:corp1.azurecr.io', '-v3', '/azure.json'],
    ],
  ],
  [
    'several mirrors',
    { name: 'acr-credential-provider', matchImages: ['mcr.microsoft.com', 'docker.io'] },
    ['--registry-mirror=', '-r='].map((flag) => [
      '/azure.json',
      `${flag}mcr.microsoft.com:corp1.azurecr.io,docker.io:corp2.azurecr.io`,
    ]),
  ],
  [
    'a flag that begins as a short form does',
    { name: 'vault-credential-provider', matchImages: ['docker.io'] },
    [
      ['-vault-auth-role', 'pull', '-vault-addr', 'https://vault.corp.example:8200'],
      ['--vault-auth-role=pull', '--vault-addr=https://vault.corp.example:8200'],
    ],
  ],
];

describe('arguments in any form make the same rules, without a loss:', () => {
  for (const [name, entry, forms] of FORMS) {
    test(name, () => {
      const [first, ...others] = forms.map((args) => {
        const provider = {
          ...entry,
          args,
          apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
          defaultCacheDuration: '0s',
        };
        const { proposed, comments } = proposedOrRefused(
          JSON.stringify({
            apiVersion: 'kubelet.config.k8s.io/v1',
            kind: 'CredentialProviderConfig',
            providers: [provider],
          }),
        );
        assert.doesNotMatch(comments, /No counterpart/);
        return proposed;
      });
      assert.match(first ?? '', /^rules:\n/m);
      for (const other of others) assert.equal(other, first);
    });
  }
});

const entries = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...NAMES),
    matchImages: fc.uniqueArray(fc.constantFrom(...POOL), { minLength: 1, maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 5, selector: ({ name }) => name },
);

test('whatever an entry is for is served by a rule, or its pattern is named in a comment', () => {
  fc.assert(
    fc.property(entries, (found) => {
      const text = JSON.stringify({
        apiVersion: 'kubelet.config.k8s.io/v1',
        kind: 'CredentialProviderConfig',
        providers: found.map(({ name, matchImages }) => ({
          name,
          matchImages,
          apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
          defaultCacheDuration: '0s',
          args: name.startsWith('acr')
            ? ['/azure.json', '--registry-mirror=mcr.microsoft.com:corp1.azurecr.io']
            : [],
          env: name.startsWith('jfrog')
            ? [
                { name: 'cloud_provider', value: 'generic' },
                { name: 'artifactory_url', value: 'acme.jfrog.io' },
              ]
            : [],
        })),
      });
      const said = proposedOrRefused(text);
      const rules = said.filled === undefined ? [] : parseConfig('/c', said.filled).rules;
      for (const image of IMAGES) {
        const serving = rules.find(({ matchImages = [] }) =>
          matchImages.some((each) => matchesPattern(each, image)),
        );
        const patterns = found.flatMap(({ matchImages }) =>
          matchImages.filter((each) => matchesPattern(each, image)),
        );
        const unnamed = patterns.filter((pattern) => !said.comments.includes(JSON.stringify(pattern)));
        assert.ok(serving !== undefined || unnamed.length === 0, `${image}: ${unnamed}`);
        const reached = reachedFor(rules, image);
        const entriesWithRule = rulesByEntry(said.proposed, rules);
        for (const [entry, ofEntry] of entriesWithRule) {
          const isFor = ofEntry.filter(
            ({ matchImages = [], matchServiceAccounts }) =>
              matchServiceAccounts === undefined && matchImages.some((each) => matchesPattern(each, image)),
          );
          assert.ok(
            isFor.length === 0 || isFor.some((rule) => reached.includes(rule)),
            `${image}: no rule of ${entry} is used, which the kubelet asked`,
          );
        }
        const wider = serving?.matchImages?.filter((each) => matchesPattern(each, image)) ?? [];
        for (const { rule, pattern } of patternsOf(rules, image).filter(({ rule }) => rule !== serving)) {
          const isNarrower = wider.every(
            (wide) => coversPattern(wide, pattern) && !coversPattern(pattern, wide),
          );
          assert.ok(!isNarrower, `${image}: the rule ${rule.name} has a narrower pattern`);
        }
      }
    }),
    { numRuns: 200 },
  );
});

function patternsOf(rules: readonly Rule[], image: string) {
  return rules.flatMap((rule) =>
    (rule.matchImages ?? [])
      .filter((each) => matchesPattern(each, image))
      .map((pattern) => ({ rule, pattern })),
  );
}

/** The rules that give a credential for the image. */
function reachedFor(rules: readonly Rule[], image: string): Rule[] {
  const matching = rules.filter(({ matchImages = [] }) =>
    matchImages.some((each) => matchesPattern(each, image)),
  );
  const last = matching.findIndex((rule) => !rule.continue);
  return last === -1 ? matching : matching.slice(0, last + 1);
}

/** As the comments above the rules say. */
function rulesByEntry(proposed: string, rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const entryOf = new Map<string, string>();
  let entry = '';
  for (const line of proposed.split('\n')) {
    entry = /^ {2}# From the entry "([^"]*)"/.exec(line)?.[1] ?? entry;
    const name = /^ {2}- name: (.*)$/.exec(line)?.[1];
    if (name !== undefined) entryOf.set(name, entry);
  }
  return Map.groupBy(rules, ({ name }) => entryOf.get(name) ?? '');
}

/** The proposal as the loader takes it, and what its comments say; all on one line. */
function proposedOrRefused(text: string): {
  proposed: string;
  filled: string | undefined;
  comments: string;
} {
  const flat = (comments: string) => comments.replaceAll(/\n *# */g, ' ');
  try {
    const { text: proposed } = proposeConfig(loadKubeletConfigText('/k', text, KUBELET));
    return { proposed, filled: fill(proposed), comments: flat(proposed.replaceAll(/^ *- ".*$/gm, '')) };
  } catch (error) {
    assert.ok(error instanceof ProviderError);
    return { proposed: '', filled: undefined, comments: (error.details ?? []).join(' ') };
  }
}

/** What a person fills in. */
function fill(text: string): string {
  return text
    .replaceAll(/"FILL IN: [^"]*such as team-a\/\*"/g, '"team-a/*"')
    .replaceAll(/"FILL IN: https URL[^"]*"/g, 'https://filled.jfrog.io')
    .replaceAll(/"FILL IN: [^"]*"/g, 'filled');
}

/** The places that the loader refuses. */
function placesRefused(text: string): string[] {
  try {
    parseConfig('/c', text);
    return [];
  } catch (error) {
    assert.ok(error instanceof ProviderError);
    return (error.details ?? []).map(
      (detail) => /^\/c:[0-9]+: ([\w.[\]]+): .*FILL IN/.exec(detail)?.[1] ?? detail,
    );
  }
}

/** Of a file that a proposal names. */
function contentOf(path: string): string {
  if (path.endsWith('azure.json'))
    return '{"useManagedIdentityExtension": true, "tenantId": "tenant.example"}';
  return path.endsWith('.crt') ? AUTHORITY.certificate : 'x\n';
}

const AUTHORITY = createAuthority();

async function checked(config: string): Promise<CheckReport> {
  const args = argumentsOf('check', ['check', '-o', 'json', '--config', config]);
  const { text } = await checkNode(args, {
    load: { flag: config, env: {} },
    surroundingsOf: () => ({
      env: {},
      network: { calls: [], send: () => Promise.reject(new Error('nobody is asked')) },
      now: () => 0,
    }),
    colour: false,
    columns: 80,
    machine: { architecture: process.arch, uid: 0 },
    ownPath: '/no/such/executable',
    running: undefined,
    passedOver: () => [],
    pathOf: (path) => path,
  });
  return JSON.parse(text) as CheckReport;
}
