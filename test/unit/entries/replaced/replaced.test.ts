// What is said of an entry that is replaced: each of its settings, with what does the same here, or that nothing does.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Rule } from '../../../../src/config/config.ts';
import { parseConfig } from '../../../../src/config/load.ts';
import { describeReplaced, isLost, judgeReplaced } from '../../../../src/entries/replaced/replaced.ts';
import { carriedVariables } from '../../../../src/entries/replaced/variables.ts';
import { planEntries } from '../../../../src/entries/wanted/plan.ts';
import { loadKubeletConfigText } from '../../../../src/kubelet/config/load.ts';

const KUBELET = { release: 37 } as const;

const config = (rules: string) =>
  parseConfig(
    '/c',
    `apiVersion: registry-credential-provider/v1alpha1\nkind: RegistryCredentialProviderConfig\nrules:\n${rules}`,
  );

const entry = (name: string, fields: object, file = '/k') => {
  const text = JSON.stringify({
    apiVersion: 'kubelet.config.k8s.io/v1',
    kind: 'CredentialProviderConfig',
    providers: [
      {
        name,
        apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
        matchImages: ['*.azurecr.io'],
        defaultCacheDuration: '10m',
        ...fields,
      },
    ],
  });
  const { providers, problems } = loadKubeletConfigText(file, text, KUBELET);
  assert.deepEqual(problems, []);
  const [provider] = providers;
  assert.ok(provider);
  return provider;
};

const ACR = '  - name: acr\n    matchImages: ["*.azurecr.io"]\n    acr: {}\n';

interface Case {
  readonly name?: string;
  readonly fields: object;
  readonly rules?: string;
  readonly tokens?: boolean;
  readonly staying?: readonly { readonly name: string; readonly matchImages: readonly string[] }[];
  /** What is lost, in the order of the entry. */
  readonly lost: readonly string[];
}

const MIRROR =
  '  - name: mcr\n    matchImages: ["mcr.microsoft.com"]\n    acr: {registry: acme1.azurecr.io}\n';

const JFROG = `  - name: jfrog
    matchImages: ["acme.jfrog.io"]
    identity: serviceAccount
    exchange:
      serviceAccountTokenAudience: acme.jfrog.io
      jfrog: { provider: cluster }
`;

const CLOUDSMITH = `  - name: cloudsmith
    matchImages: ["docker.cloudsmith.io"]
    identity: serviceAccount
    exchange:
      serviceAccountTokenAudience: cloudsmith
      cloudsmith: { organization: acme, service: puller }
`;
const CLIENT = '11111111-2222-3333-4444-555555555555';
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const BOUND = `  - name: acr
    matchImages: ["*.azurecr.io"]
    identity: serviceAccount
    acr: { identityBinding: { sniName: x.y, apiServer: "10.0.0.1", caFile: /ca.crt }, clientId: ${CLIENT}, tenantId: ${TENANT} }
`;
/** As AKS writes it. */
const IDENTITY_BINDINGS = {
  args: [
    '--ib-sni-name=x.y',
    `--ib-default-client-id=${CLIENT}`,
    '--ib-default-tenant-id',
    TENANT,
    '--ib-apiserver-ip=10.0.0.1',
  ],
  tokenAttributes: {
    serviceAccountTokenAudience: 'api://AKSIdentityBinding',
    cacheType: 'ServiceAccount',
    requireServiceAccount: false,
    optionalServiceAccountAnnotationKeys: ['kubernetes.azure.com/acr-client-id'],
  },
};

const VAULT_FLAGS = [
  '--vault-addr="https://v.example"',
  '--vault-auth-method=kubernetes',
  '--vault-auth-mount',
  'kubernetes',
  '--vault-auth-role=pull',
  '--vault-secret-mount=secret',
  '--vault-secret-path=/hub',
];
const VAULT_RULE = `  - name: hub
    matchImages: ["h.example"]
    identity: serviceAccount
    secret: {vault: {address: https://v.example, path: hub, kubernetes: {role: pull}, serviceAccountTokenAudience: v}}
`;

const CASES: Readonly<Record<string, Case>> = {
  'a pattern that a rule has': { fields: {}, lost: [] },
  'patterns that no rule has': {
    fields: { matchImages: ['*.azurecr.io', '*.azurecr.cn', 'mcr.microsoft.com'] },
    lost: ['pattern "*.azurecr.cn"', 'pattern "mcr.microsoft.com"'],
  },
  'a pattern of which a rule has a part': {
    fields: {},
    rules: '  - name: one\n    matchImages: ["acme1.azurecr.io"]\n    acr: {}\n',
    lost: ['pattern "*.azurecr.io"'],
  },
  'a pattern with a port, with a path': {
    fields: { matchImages: ['acme1.azurecr.io:443', 'acme1.azurecr.io/team'] },
    lost: ['pattern "acme1.azurecr.io:443"'],
  },
  'a pattern that another entry has, which stays': {
    fields: { matchImages: ['quay.io/team'] },
    staying: [{ name: 'other', matchImages: ['quay.io'] }],
    lost: [],
  },
  'a pattern of a rule for some service accounts': {
    fields: {},
    rules: ACR.replace('acr: {}', 'matchServiceAccounts: [team-a/*]\n    acr: {}'),
    tokens: true,
    lost: ['pattern "*.azurecr.io"'],
  },
  'the same with a rule for all others below it': {
    fields: {},
    rules:
      ACR.replace('acr: {}', 'matchServiceAccounts: [team-a/*]\n    acr: {}') +
      ACR.replace('name: acr', 'name: all'),
    tokens: true,
    lost: [],
  },
  'a pattern of a rule that is left out without tokens': {
    fields: {},
    rules: `${ACR.replace('acr: {}', 'identity: serviceAccount\n    acr: {}')}  - name: b\n    matchImages: [b.example]\n    static: {username: u, passwordFile: /p}\n`,
    lost: ['pattern "*.azurecr.io"'],
  },
  'the registries of a cloud that was closed': {
    fields: { matchImages: ['*.azurecr.de', '*.azurecr.io'] },
    lost: [],
  },
  'all of Artifact Registry': {
    name: 'auth-provider-gcp',
    fields: { matchImages: ['*.pkg.dev', 'gcr.io'], args: ['get-credentials', '--v=3'] },
    rules: '  - name: google\n    matchImages: ["*-docker.pkg.dev", "gcr.io"]\n    google: {}\n',
    lost: [],
  },
  'a mirror that no rule has': {
    fields: { args: ['--registry-mirror=mcr.microsoft.com:acme1.azurecr.io'] },
    lost: ['argument --registry-mirror="mcr.microsoft.com:acme1.azurecr.io"'],
  },
  'two mirrors in one argument, of which a rule has one': {
    fields: { args: ['--registry-mirror', 'mcr.microsoft.com:ACME1.azurecr.io,docker.io:acme1.azurecr.io'] },
    rules: ACR + MIRROR,
    lost: ['argument --registry-mirror="docker.io:acme1.azurecr.io"'],
  },
  'a mirror that leads to another registry than the rule': {
    fields: { args: ['--registry-mirror=mcr.microsoft.com:other.azurecr.io'] },
    rules: ACR + MIRROR,
    lost: ['argument --registry-mirror="mcr.microsoft.com:other.azurecr.io"'],
  },
  "the variables of JFrog's plugin": {
    name: 'jfrog-credentials-provider',
    fields: {
      matchImages: ['acme.jfrog.io'],
      env: [
        { name: 'cloud_provider', value: 'generic' },
        { name: 'artifactory_url', value: 'acme.jfrog.io' },
        { name: 'jfrog_oidc_provider_name', value: 'cluster' },
        { name: 'jfrog_oidc_audience', value: 'acme.jfrog.io' },
      ],
    },
    rules: JFROG,
    tokens: true,
    lost: [],
  },
  "the variables of JFrog's plugin as a Google service account, and those that this plugin needs not": {
    name: 'jfrog-credentials-provider',
    fields: {
      matchImages: ['acme.jfrog.io'],
      env: [
        { name: 'cloud_provider', value: 'gcp' },
        { name: 'artifactory_url', value: 'https://acme.jfrog.io/' },
        { name: 'google_service_account_email', value: 'node@p-1.iam.gserviceaccount.com' },
        { name: 'jfrog_oidc_audience', value: 'acme.jfrog.io' },
        { name: 'jfrog_oidc_provider_name', value: 'cluster' },
        { name: 'log_level', value: 'info' },
        { name: 'http_timeout_seconds', value: '10' },
        { name: 'disable_provider_autoupdate', value: 'true' },
      ],
    },
    rules: `  - name: jfrog
    matchImages: ["acme.jfrog.io"]
    exchange:
      subject: { google: { audience: acme.jfrog.io, serviceAccount: node@p-1.iam.gserviceaccount.com } }
      jfrog: { provider: cluster }
`,
    lost: [],
  },
  "Google's flags for the Pod's token, of which a rule has two": {
    name: 'auth-provider-gcp',
    fields: {
      matchImages: ['gcr.io'],
      args: [
        'get-credentials',
        '--identity-provider=https://issuer.example',
        '--project-id=my-project',
        '--sts-audience=//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
      ],
      env: [{ name: 'KUBE_SIDECAR_CACHE_DURATION', value: '5m' }],
    },
    rules: `  - name: google
    matchImages: ["gcr.io"]
    identity: serviceAccount
    onMissingServiceAccount: node
    google: { workloadIdentity: { project: my-project, identityProvider: "https://issuer.example" } }
`,
    tokens: true,
    lost: [
      'argument --sts-audience="//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x"',
    ],
  },
  'the variables of a static plugin, with another username': {
    name: 'static-credential-provider',
    fields: {
      matchImages: ['r.example'],
      env: [
        { name: 'SCP_REGISTRY_USERNAME', value: 'other' },
        { name: 'SCP_REGISTRY_PASSWORD', value: 'p' },
        { name: 'CACHE_TYPE', value: 'Registry' },
      ],
    },
    rules: '  - name: r\n    matchImages: [r.example]\n    static: {username: u, passwordFile: /p}\n',
    lost: ['variable "SCP_REGISTRY_USERNAME"'],
  },
  'arguments of the ACR plugin under another name': {
    name: 'corp-plugin',
    fields: { args: ['/etc/kubernetes/azure.json', '--registry-mirror=mcr.microsoft.com:acme1.azurecr.io'] },
    rules: ACR.replace('acr: {}', 'acr: {azureJson: /etc/kubernetes/azure.json}') + MIRROR,
    lost: [],
  },
  "the variables of JFrog's plugin, for another platform": {
    name: 'jfrog-credentials-provider',
    fields: {
      matchImages: ['acme.jfrog.io'],
      env: [
        { name: 'cloud_provider', value: 'aws' },
        { name: 'artifactory_url', value: 'other.jfrog.io' },
        { name: 'jfrog_oidc_provider_name', value: 'other' },
        { name: 'jfrog_oidc_audience', value: 'other' },
        { name: 'secret_ttl_seconds', value: '18000' },
      ],
    },
    rules: JFROG,
    tokens: true,
    lost: [
      'variable "cloud_provider"',
      'variable "artifactory_url"',
      'variable "jfrog_oidc_provider_name"',
      'variable "jfrog_oidc_audience"',
      'variable "secret_ttl_seconds"',
    ],
  },
  "the variables of Cloudsmith's plugin": {
    name: 'cloudsmith-kubernetes-credential-provider',
    fields: {
      matchImages: ['docker.cloudsmith.io'],
      env: [
        { name: 'CLOUDSMITH_API_HOST', value: 'api.cloudsmith.io' },
        { name: 'CLOUDSMITH_ORG_SLUG', value: 'acme' },
        { name: 'CLOUDSMITH_SERVICE_SLUG', value: 'puller' },
      ],
    },
    rules: CLOUDSMITH,
    tokens: true,
    lost: [],
  },
  "the variables of Cloudsmith's plugin, for another organization": {
    name: 'cloudsmith-kubernetes-credential-provider',
    fields: {
      matchImages: ['docker.cloudsmith.io'],
      env: [
        { name: 'CLOUDSMITH_API_HOST', value: 'api.corp.example' },
        { name: 'CLOUDSMITH_ORG_SLUG', value: 'other' },
        { name: 'CLOUDSMITH_SERVICE_SLUG', value: 'other' },
        { name: 'CLOUDSMITH_INSECURE_SKIP_VERIFY', value: 'true' },
      ],
    },
    rules: CLOUDSMITH,
    tokens: true,
    lost: [
      'variable "CLOUDSMITH_API_HOST"',
      'variable "CLOUDSMITH_ORG_SLUG"',
      'variable "CLOUDSMITH_SERVICE_SLUG"',
      'variable "CLOUDSMITH_INSECURE_SKIP_VERIFY"',
    ],
  },
  'identity bindings, and a rule that has them': {
    fields: IDENTITY_BINDINGS,
    rules: BOUND,
    tokens: true,
    lost: [],
  },
  'identity bindings, and a rule that has others': {
    fields: { ...IDENTITY_BINDINGS, args: [...IDENTITY_BINDINGS.args, '--ib-other=x'] },
    rules: BOUND.replace('x.y', 'z.y').replace('10.0.0.1', '10.0.0.2').replace(CLIENT, TENANT),
    tokens: true,
    lost: [
      'argument --ib-sni-name="x.y"',
      `argument --ib-default-client-id="${CLIENT}"`,
      'argument --ib-apiserver-ip="10.0.0.1"',
      'argument --ib-other="x"',
    ],
  },
  'identity bindings, and a rule with the same client and tenant for Entra ID': {
    fields: IDENTITY_BINDINGS,
    rules: BOUND.replace(/identityBinding: \{.*?\}, /, ''),
    tokens: true,
    lost: [
      'argument --ib-sni-name="x.y"',
      `argument --ib-default-client-id="${CLIENT}"`,
      `argument --ib-default-tenant-id="${TENANT}"`,
      'argument --ib-apiserver-ip="10.0.0.1"',
      'service account tokens for "api://AKSIdentityBinding"',
    ],
  },
  'identity bindings': {
    fields: IDENTITY_BINDINGS,
    lost: [
      'argument --ib-sni-name="x.y"',
      `argument --ib-default-client-id="${CLIENT}"`,
      `argument --ib-default-tenant-id="${TENANT}"`,
      'argument --ib-apiserver-ip="10.0.0.1"',
      'service account tokens for "api://AKSIdentityBinding"',
      'the service account\'s annotation "kubernetes.azure.com/acr-client-id"',
    ],
  },
  'azure.json, and a rule without it': {
    fields: { args: ['/etc/kubernetes/azure.json'] },
    lost: ['argument "/etc/kubernetes/azure.json"'],
  },
  'azure.json, and a rule that reads it': {
    fields: { args: ['-v', '4', '/etc/kubernetes/azure.json', '--logtostderr'] },
    rules: ACR.replace('{}', '{azureJson: /etc/kubernetes/azure.json}'),
    lost: [],
  },
  'azure.json, and a rule with another identity': {
    fields: { args: ['/etc/kubernetes/azure.json'] },
    rules: ACR.replace('{}', '{managedIdentity: {clientId: 11111111-2222-3333-4444-555555555555}}'),
    lost: [],
  },
  'arguments of ECR': {
    name: 'ecr-credential-provider',
    fields: { matchImages: ['*.dkr.ecr.*.amazonaws.com'], args: ['get-credentials', '--region=x'] },
    rules: '  - name: ecr\n    matchImages: ["*.dkr.ecr.*.amazonaws.com"]\n    ecr: {}\n',
    lost: ['argument "--region" with a value that is not shown'],
  },
  'the username of Harbor, and a rule with it': {
    name: 'credential-provider-harbor',
    fields: { matchImages: ['h.example'], args: ['--username=jwt'] },
    rules:
      '  - name: harbor\n    matchImages: ["h.example"]\n    identity: serviceAccount\n    serviceAccountToken: {username: jwt, audience: h.example}\n',
    tokens: true,
    lost: [],
  },
  'the username of Harbor, and a rule with another one': {
    name: 'credential-provider-harbor',
    fields: { matchImages: ['h.example'], args: ['--username', 'robot'] },
    rules:
      '  - name: harbor\n    matchImages: ["h.example"]\n    identity: serviceAccount\n    serviceAccountToken: {username: jwt, audience: h.example}\n',
    tokens: true,
    lost: ['argument --username="robot"'],
  },
  'flags of a plugin for Vault, and a rule that says the same': {
    name: 'vault',
    fields: { matchImages: ['h.example'], args: VAULT_FLAGS },
    rules: VAULT_RULE,
    tokens: true,
    lost: [],
  },
  'flags of a plugin for Vault, and a rule with others': {
    name: 'vault',
    fields: {
      matchImages: ['h.example'],
      args: [...VAULT_FLAGS, '--vault-insecure-skip-verify', '--vault-token=hunter2'],
    },
    rules: VAULT_RULE.replace('v.example', 'w.example').replace('role: pull', 'role: other'),
    tokens: true,
    lost: [
      'argument --vault-addr',
      'argument --vault-auth-role',
      'argument --vault-insecure-skip-verify',
      'argument "--vault-token" with a value that is not shown',
    ],
  },
  'variables of plugins for Vault, and a rule that says the same': {
    name: 'vault',
    fields: {
      matchImages: ['h.example'],
      env: [
        { name: 'VAULT_ADDR', value: 'https://v.example/' },
        { name: 'VAULT_AUTH_METHOD', value: 'kubernetes' },
        { name: 'VAULT_KUBERNETES_AUTH_ROLE', value: 'pull' },
        { name: 'VAULT_SECRET_PATH', value: 'hub' },
        { name: 'VAULT_INSECURE_SKIP_VERIFY', value: 'false' },
      ],
    },
    rules: VAULT_RULE,
    tokens: true,
    lost: [],
  },
  'variables of plugins for Vault, and no such rule': {
    name: 'vault',
    fields: { matchImages: ['h.example'], env: ['VAULT_ADDR', 'VAULT_INSECURE_SKIP_VERIFY'].map(pair) },
    rules: VAULT_RULE,
    tokens: true,
    lost: ['variable "VAULT_ADDR"', 'variable "VAULT_INSECURE_SKIP_VERIFY"'],
  },
  'arguments of a program that is not known: never a value': {
    name: 'acme-provider',
    fields: { args: ['--password=hunter2', '--token', 'hunter2', 'hunter2', '--all', '/etc/acme'] },
    lost: [
      'argument "--password" with a value that is not shown',
      'argument "--token" with a value that is not shown',
      'an argument that is not shown',
      'argument "--all" with a value that is not shown',
    ],
  },
  'the dockercfg flow of Google': {
    name: 'auth-provider-gcp',
    fields: { matchImages: ['gcr.io'], args: ['get-credentials', '--authFlow=dockercfg'] },
    rules: '  - name: google\n    matchImages: ["gcr.io"]\n    google: {}\n',
    lost: ['argument --authFlow="dockercfg"'],
  },
  'tokens that an entry has': {
    fields: {
      tokenAttributes: {
        serviceAccountTokenAudience: 'api://AzureADTokenExchange',
        cacheType: 'Token',
        requireServiceAccount: true,
        requiredServiceAccountAnnotationKeys: ['azure.workload.identity/client-id', 'acme.example/x'],
      },
    },
    rules: ACR.replace('acr: {}', 'identity: serviceAccount\n    acr: {}'),
    tokens: true,
    lost: ['the service account\'s annotation "acme.example/x"'],
  },
  'variables that mean the same here': {
    fields: { env: ['HTTPS_PROXY', 'no_proxy', 'AWS_PROFILE', 'AZURE_CLIENT_ID'].map(pair) },
    lost: [],
  },
  'variables that mean nothing here': {
    fields: { env: ['GODEBUG', 'GOOGLE_APPLICATION_CREDENTIALS', 'ACME_TOKEN'].map(pair) },
    lost: ['variable "GODEBUG"', 'variable "GOOGLE_APPLICATION_CREDENTIALS"', 'variable "ACME_TOKEN"'],
  },
  'a file of Google that a rule names': {
    fields: { env: [{ name: 'GOOGLE_APPLICATION_CREDENTIALS', value: '/g.json' }] },
    rules: `${ACR}  - name: google\n    matchImages: [gcr.io]\n    google: {credentialFile: /g.json}\n`,
    lost: [],
  },
};

function pair(name: string): { name: string; value: string } {
  return { name, value: 'hunter2' };
}

describe('what nothing takes the place of', () => {
  for (const [
    title,
    { name = 'acr-credential-provider', fields, rules = ACR, tokens = false, staying = [], lost },
  ] of Object.entries(CASES)) {
    test(title, () => {
      const provider = entry(name, fields);
      const patternsOf = ({ matchImages = [] }: Rule) => matchImages;
      const plan = planEntries(config(rules), { patternsOf, tokens, audiences: new Map() });
      const env = carriedVariables([provider], '/k');
      const found = judgeReplaced([provider], { plan, patternsOf, staying, env });
      assert.deepEqual(
        found.filter(isLost).map(({ what }) => what),
        lost,
      );
      const count = provider.matchImages.length + provider.env.length;
      assert.ok(found.length >= count + 2, 'each setting is said');
      assert.doesNotMatch(found.map(describeReplaced).join('\n'), /hunter2/);
      for (const each of found.filter(isLost)) {
        assert.match(describeReplaced(each), /^replaced entry ".*": .*; counterpart: none/);
      }
    });
  }
});

describe('variables that our entries get', () => {
  const with_ = (env: readonly object[], file?: string) => entry('ecr-credential-provider', { env }, file);

  for (const [title, replaced, names] of [
    [
      'of the same file: with their secrets',
      [with_([pair('AWS_SECRET_ACCESS_KEY'), pair('HTTPS_PROXY')])],
      ['AWS_SECRET_ACCESS_KEY', 'HTTPS_PROXY'],
    ],
    [
      'of another file: none that may be a secret',
      [
        with_(
          [
            pair('AWS_SECRET_ACCESS_KEY'),
            pair('AWS_PROFILE'),
            { name: 'HTTPS_PROXY', value: 'http://u:p@proxy:1' },
            pair('AWS_WEB_IDENTITY_TOKEN_FILE'),
          ],
          '/other',
        ),
      ],
      ['AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
    ],
    ['of two entries that agree', [with_([pair('NO_PROXY')]), with_([pair('NO_PROXY')])], ['NO_PROXY']],
    [
      'of two entries that differ',
      [with_([pair('NO_PROXY')]), with_([{ name: 'NO_PROXY', value: 'x' }])],
      [],
    ],
    [
      'none that the loader or another program reads',
      [with_([pair('LD_PRELOAD'), pair('PATH'), pair('GODEBUG'), pair('NODE_OPTIONS'), pair('HOME')])],
      [],
    ],
  ] as const) {
    test(title, () => {
      assert.deepEqual(
        carriedVariables(replaced, '/k').map(({ name }) => name),
        names,
      );
    });
  }
});
