// Each code of `check`: a node on which it is found, and the same node without the mistake.

import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, describe, type TestContext, test } from 'node:test';
import { CODES, type FindingCode } from '../../../src/check/finding.ts';
import type { KnownKubelet } from '../../../src/check/known-kubelet.ts';
import type { ArgumentsOf } from '../../../src/command-line/arguments.ts';
import { type CheckOptions, checkNode } from '../../../src/commands/check.ts';
import type { CheckReport } from '../../../src/generated/check-report-types.ts';
import { validateCheckReport } from '../../../src/generated/check-report-validator.js';
import { createAuthority } from '../../clouds/authority.ts';
import { argumentsOf } from '../../support/arguments.ts';
import { ROOT_ONLY, type TemporaryFolder, temporaryFolder } from '../../support/temporary.ts';

const NAME = 'registry-credential-provider';
const EXEC = 'credentialprovider.kubelet.k8s.io/v1';
const SCRIPT = `#!/bin/sh\necho ${NAME} 1.2.3\n`;

/** What stands on a node: a sound one, of which a row changes a part. */
interface Node {
  readonly entries: readonly object[];
  readonly rules: readonly object[];
  /** Text in the place of the two files. */
  readonly kubeletText?: string;
  readonly configText?: string;
  readonly executable: string | Uint8Array;
  readonly args: readonly string[];
  readonly running?: Partial<KnownKubelet>;
  readonly passedOver?: readonly string[];
  /** Last touches. */
  readonly prepare?: (folder: TemporaryFolder) => void;
}

const ENTRY = {
  name: NAME,
  apiVersion: EXEC,
  matchImages: ['registry.example'],
  defaultCacheDuration: '0s',
  args: ['--config=$DIR/config.yaml'],
};

const RULE = {
  name: 'registry',
  matchImages: ['registry.example'],
  static: { username: 'u', passwordFile: '$DIR/password' },
};

const SOUND: Node = {
  entries: [ENTRY],
  rules: [RULE],
  executable: SCRIPT,
  args: [
    '--kubelet-config',
    '$DIR/kubelet.json',
    '--kubelet-bin-dir',
    '$DIR/bin',
    '--kubelet-version',
    '1.37',
  ],
};

const TOKENS = {
  serviceAccountTokenAudience: 'sts.amazonaws.com',
  cacheType: 'ServiceAccount',
  requireServiceAccount: true,
  optionalServiceAccountAnnotationKeys: ['eks.amazonaws.com/role-arn'],
};

/** Keys of a docker config under which no image looks, and what is said of each. */
const DEAD_KEYS: readonly (readonly [key: string, what: RegExp])[] = [
  [
    'harbor.corp.example/*',
    /docker\.json": the entry "harbor\.corp\.example\/\*" matches no image: it has a wildcard in the path/,
  ],
  ['harbor.corp.example/app:1.0', /it has a tag/],
  ['oci://harbor.corp.example', /it has a scheme/],
  ['https://harbor.corp.example/Team/', /upper case in the path/],
  [' harbor.corp.example', /white space around it/],
  ['harbor.corp.example.', /its host ends with a dot/],
  ['registry-1.docker.io', /Docker Hub's images are named after docker\.io/],
  ['hub.docker.com', /Docker Hub's images are named after docker\.io/],
];

const ECR = '*.dkr.ecr.*.amazonaws.com';
const ecrRule = (more: object = {}) => ({
  name: 'ecr',
  matchImages: [ECR],
  identity: 'serviceAccount',
  ecr: {},
  ...more,
});
const entry = (more: object) => ({ entries: [{ ...ENTRY, ...more }] });
const rule = (more: object) => ({ rules: [{ ...RULE, ...more }] });
const ecr = (entryMore: object, ruleMore: object = {}) => ({
  entries: [{ ...ENTRY, matchImages: [ECR], ...entryMore }],
  rules: [ecrRule(ruleMore)],
});
const zot = (tokens: object, more: Partial<Node> = {}) => ({
  entries: [
    {
      ...ENTRY,
      matchImages: ['zot.example'],
      tokenAttributes: {
        serviceAccountTokenAudience: 'zot.example',
        cacheType: 'Token',
        requireServiceAccount: true,
        ...tokens,
      },
    },
  ],
  rules: [
    {
      name: 'zot',
      matchImages: ['zot.example'],
      identity: 'serviceAccount',
      serviceAccountToken: { username: 'jwt', audience: 'zot.example' },
    },
  ],
  ...more,
});
const bound = (tokens: object, more: Partial<Node> = {}) => ({
  entries: [
    {
      ...ENTRY,
      matchImages: ['*.azurecr.io'],
      tokenAttributes: {
        serviceAccountTokenAudience: 'api://AKSIdentityBinding',
        cacheType: 'ServiceAccount',
        requireServiceAccount: true,
        optionalServiceAccountAnnotationKeys: ['kubernetes.azure.com/acr-client-id'],
        ...tokens,
      },
    },
  ],
  rules: [
    {
      name: 'acr',
      matchImages: ['*.azurecr.io'],
      identity: 'serviceAccount',
      acr: { identityBinding: { sniName: 'a.example', apiServer: '10.0.0.1', caFile: '$DIR/ca.crt' } },
    },
  ],
  prepare: ({ write }: TemporaryFolder) => void write('ca.crt', createAuthority('cluster').certificate),
  ...more,
});
const kubeletFile = (text: string) => ({ kubeletText: text });
const other = (more: object) => ({ entries: [ENTRY, { ...ENTRY, name: 'other', args: [], ...more }] });

function elf(machine: number, interpreter = ''): Buffer {
  const header = Buffer.alloc(64 + 56);
  header.write('\x7fELF\x02\x01\x01', 'latin1');
  header.writeUInt16LE(machine, 18);
  if (interpreter === '') return header;
  header.writeBigUInt64LE(64n, 32); // where the program headers begin,
  header.writeUInt16LE(56, 54); // how long each is,
  header.writeUInt16LE(1, 56); // and how many there are
  header.writeUInt32LE(3, 64); // PT_INTERP
  header.writeBigUInt64LE(BigInt(header.length), 64 + 8);
  header.writeBigUInt64LE(BigInt(interpreter.length + 1), 64 + 32);
  return Buffer.concat([header, Buffer.from(`${interpreter}\0`)]);
}

/** The finding's severity, where it is, and what it says. */
type Expected = readonly [
  code: FindingCode,
  severity: 'error' | 'warning' | 'note',
  place: string | undefined,
  what: RegExp,
];

/** A node, and all that is found there. */
type Row = readonly [name: string, node: Partial<Node>, ...expected: Expected[]];

const ROWS: readonly Row[] = [
  ['a sound node', {}],
  [
    'no configuration of the kubelet',
    { args: ['--kubelet-config', '$DIR/nothing', ...SOUND.args.slice(2), '--config=$DIR/config.yaml'] },
    ['kubelet-config-unreadable', 'error', 'nothing', /ENOENT/],
  ],
  [
    'a directory before 1.34',
    {
      args: [
        '--kubelet-config',
        '$DIR/bin',
        '--kubelet-version=1.33',
        '--config=$DIR/config.yaml',
        '--kubelet-bin-dir=$DIR/bin',
      ],
    },
    ['kubelet-config-unreadable', 'error', 'bin', /directory, and kubelet 1\.33 reads only a file/],
  ],
  [
    'a pattern without quotes',
    {
      ...kubeletFile('kind: CredentialProviderConfig\nproviders:\n- matchImages: [*.example]\n'),
      args: [...SOUND.args, '--config=$DIR/config.yaml'],
    },
    ['kubelet-config-syntax', 'error', 'kubelet.json:3', /begins with \* .*needs quotes/],
  ],
  [
    'our configuration in its place',
    {
      ...kubeletFile('kind: RegistryCredentialProviderConfig\n'),
      args: [...SOUND.args, '--config=$DIR/config.yaml'],
    },
    [
      'kubelet-config-kind',
      'error',
      'kubelet.json:1 kind',
      /the configuration of registry-credential-provider/,
    ],
  ],
  [
    'a misspelt field',
    entry({ arg: [] }),
    ['kubelet-config-unknown-field', 'error', 'kubelet.json:15 providers[0].arg', /did you mean args\?/],
  ],
  [
    'a misspelt field that is required says so once',
    entry({ matchImages: undefined, matchImage: ['registry.example'] }),
    [
      'kubelet-config-unknown-field',
      'error',
      'kubelet.json:12 providers[0].matchImage',
      /did you mean matchImages\?/,
    ],
    [
      'rule-not-asked',
      'warning',
      'config.yaml:8 rules[0].matchImages[0]',
      /matches an image of "registry.example"/,
    ],
  ],
  [
    'tokens before 1.33',
    { ...ecr({ tokenAttributes: TOKENS }), args: [...SOUND.args, '--kubelet-version=1.32'] },
    ['tokens-missing', 'error', 'config.yaml:10 rules[0].identity', /is denied/],
    [
      'kubelet-config-unknown-field',
      'error',
      'kubelet.json:15 providers[0].tokenAttributes',
      /unknown to kubelet 1\.32/,
    ],
  ],
  [
    'cacheType in 1.33, where the gate is on',
    {
      ...ecr({ tokenAttributes: TOKENS }),
      args: [...SOUND.args, '--kubelet-version=1.33'],
      running: { tokenGate: true },
    },
    [
      'kubelet-config-unknown-field',
      'error',
      'kubelet.json:17 providers[0].tokenAttributes.cacheType',
      /was added in 1\.34, which requires it/,
    ],
  ],
  [
    'tokens in 1.33',
    {
      ...ecr({ tokenAttributes: { ...TOKENS, cacheType: undefined } }),
      args: [...SOUND.args, '--kubelet-version=1.33'],
    },
    ['provider-token-attributes', 'error', 'kubelet.json:15 providers[0].tokenAttributes', /feature gate/],
  ],
  [
    'a field twice',
    kubeletFile(
      `{"apiVersion":"kubelet.config.k8s.io/v1","kind":"CredentialProviderConfig",\n"kind":"CredentialProviderConfig",\n"providers":[${JSON.stringify(ENTRY)}]}`,
    ),
    ['kubelet-config-repeated-field', 'error', 'kubelet.json:2 kind', /repeats the field of line 1/],
  ],
  [
    'args as text',
    entry({ args: '--config=$DIR/config.yaml' }),
    ['kubelet-config-type', 'error', 'kubelet.json:12 providers[0].args', /expected a list/],
  ],
  [
    'no entry',
    { entries: [], args: [...SOUND.args, '--config=$DIR/config.yaml'] },
    ['kubelet-config-no-providers', 'error', 'kubelet.json providers', /no entry/],
  ],
  [
    'a name with a slash',
    other({ name: 'a/b', matchImages: ['other.example'] }),
    ['provider-name', 'error', 'kubelet.json:17 providers[1].name', /slash/],
    ['provider-executable', 'error', 'kubelet.json:17 providers[1].name', /bin\/a\/b" does not exist/],
  ],
  [
    'a name twice',
    { entries: [ENTRY, { ...ENTRY, matchImages: ['registry.example/x'] }] },
    [
      'provider-name-repeated',
      'error',
      'kubelet.json:17 providers[1].name',
      /^the entry at .*kubelet\.json:6 is named /,
    ],
    ['provider-overlap', 'warning', 'kubelet.json:19 providers[1].matchImages', /^the kubelet runs both/],
  ],
  [
    'another version',
    entry({ apiVersion: 'v1' }),
    ['provider-api-version', 'error', 'kubelet.json:7 providers[0].apiVersion', /got "v1"/],
  ],
  [
    'a pattern that is no URL',
    entry({ matchImages: ['registry.example', 'other.example:*'] }),
    [
      'provider-match-images',
      'error',
      'kubelet.json:10 providers[0].matchImages[1]',
      /not the beginning of a URL/,
    ],
  ],
  [
    'a duration in days',
    entry({ defaultCacheDuration: '1d' }),
    ['provider-cache-duration', 'error', 'kubelet.json:11 providers[0].defaultCacheDuration', /got "1d"/],
  ],
  [
    'tokens without a cacheType',
    ecr({ tokenAttributes: { ...TOKENS, cacheType: undefined } }),
    [
      'provider-token-attributes',
      'error',
      'kubelet.json:15 providers[0].tokenAttributes.cacheType',
      /got none/,
    ],
  ],
  [
    'an executable that is not there',
    { prepare: ({ path }) => chmodSync(join(path, 'bin', NAME), 0o644) },
    ['provider-executable', 'error', 'kubelet.json:6 providers[0].name', /is not executable/],
  ],
  [
    'a kubelet with one flag',
    { running: { config: '/x' } },
    ['kubelet-flags', 'error', undefined, /but not --image-credential-provider-bin-dir/],
  ],
  [
    'an executable for another machine',
    { executable: elf(0xb7) },
    ['executable-architecture', 'error', `bin/${NAME}`, /for arm64, and this machine is x64/],
  ],
  [
    'an executable that is none',
    { executable: 'PK' },
    ['executable-architecture', 'error', `bin/${NAME}`, /neither an ELF file nor a script/],
  ],
  [
    'an executable of another vendor for another machine',
    {
      ...other({ matchImages: ['other.example'] }),
      prepare: ({ write }) => void write('bin/other', elf(0x16), 0o755),
    },
    ['executable-architecture', 'error', 'bin/other', /for s390x/],
  ],
  [
    'an executable that lacks a library',
    { executable: '#!/bin/sh\necho "libstdc++.so.6: not found" >&2\nexit 127\n' },
    ['executable-does-not-start', 'error', `bin/${NAME}`, /exit 127\): libstdc\+\+\.so\.6: not found/],
  ],
  [
    'an executable without its interpreter',
    { executable: '#!/no/such/shell\n' },
    [
      'executable-does-not-start',
      'error',
      `bin/${NAME}`,
      /^it is a script for "\/no\/such\/shell", which does not exist here$/,
    ],
  ],
  [
    'an executable for another C library',
    { executable: elf(0x3e, '/lib/ld-none.so.1') },
    [
      'executable-does-not-start',
      'error',
      `bin/${NAME}`,
      /^its loader "\/lib\/ld-none\.so\.1" does not exist here$/,
    ],
  ],
  [
    'an executable of another vendor for another C library',
    {
      ...other({ matchImages: ['other.example'] }),
      prepare: ({ write }) => void write('bin/other', elf(0x3e, '/lib/ld-none.so.1'), 0o755),
    },
    ['executable-architecture', 'error', 'bin/other', /^its loader "\/lib\/ld-none\.so\.1"/],
  ],
  [
    'a script of another vendor whose interpreter is missing',
    {
      ...other({ matchImages: ['other.example'] }),
      prepare: ({ write }) => void write('bin/other', '#! /no/such/python -u\n', 0o755),
    },
    ['executable-architecture', 'error', 'bin/other', /a script for "\/no\/such\/python"/],
  ],
  [
    'an executable of the right machine that is torn',
    { executable: elf(0x3e) },
    ['executable-does-not-start', 'error', `bin/${NAME}`, /"version" failed/],
  ],
  [
    'an executable that is another program',
    { executable: '#!/bin/sh\necho hello\n' },
    ['executable-does-not-start', 'error', `bin/${NAME}`, /unexpected output/],
  ],
  [
    'an executable that everybody can write, which is not run',
    { executable: '#!/bin/sh\nexit 1\n', prepare: ({ path }) => chmodSync(join(path, 'bin', NAME), 0o777) },
    ['writable-by-others', 'error', `bin/${NAME}`, /every user \(mode 777\)/],
  ],
  [
    'a folder of executables that a group can write',
    {
      prepare: ({ path }) => {
        chownSync(join(path, 'bin'), 0, 1234);
        chmodSync(join(path, 'bin'), 0o775);
      },
    },
    ['writable-by-others', 'error', 'bin', /the group 1234/],
  ],
  [
    'a folder of executables that everybody can write to, sticky or not',
    { prepare: ({ path }) => chmodSync(join(path, 'bin'), 0o1777) },
    ['writable-by-others', 'error', 'bin', /every user/],
  ],
  [
    'a configuration of another owner',
    { prepare: ({ path }) => chownSync(join(path, 'config.yaml'), 4321, 0) },
    ['writable-by-others', 'error', 'config.yaml', /its owner, user 4321,/],
  ],
  [
    "the kubelet's own configuration of another owner, which names static Pods",
    {
      running: { ownFiles: ['$DIR/kubelet.yaml'] },
      prepare: ({ path }) => {
        writeFileSync(
          join(path, 'kubelet.yaml'),
          'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n',
        );
        chownSync(join(path, 'kubelet.yaml'), 4321, 0);
      },
    },
    ['writable-by-others', 'error', 'kubelet.yaml', /its owner, user 4321,/],
  ],
  [
    "the kubelet's own configuration is not YAML",
    {
      running: { ownFiles: ['$DIR/kubelet.yaml'] },
      prepare: ({ path }) =>
        writeFileSync(join(path, 'kubelet.yaml'), 'kind: KubeletConfiguration\n\tx: 1\n'),
    },
    ['kubelet-own-config', 'error', 'kubelet.yaml:2', /^neither YAML nor JSON: /],
  ],
  [
    'a pattern that no host of its cloud matches',
    {
      entries: [{ ...ENTRY, matchImages: ['quay.io'] }],
      rules: [{ name: 'q', matchImages: ['quay.io'], ecr: {} }],
    },
    [
      'host-refused',
      'error',
      'config.yaml:8 rules[0].matchImages[0]',
      /"quay\.io" matches no registry of ecr/,
    ],
  ],
  [
    "an entry without tokens for a service account's images, which asks as the node",
    {
      entries: [
        {
          ...ENTRY,
          name: `${NAME}-ecr`,
          matchImages: [ECR],
          tokenAttributes: { ...TOKENS, requireServiceAccount: false },
        },
        { ...ENTRY, matchImages: [ECR] },
      ],
      rules: [ecrRule({ onMissingServiceAccount: 'node' })],
      prepare: ({ path }) => symlinkSync(NAME, join(path, 'bin', `${NAME}-ecr`)),
    },
    [
      'images-open',
      'warning',
      'config.yaml:10 rules[0].identity',
      /"registry-credential-provider" without tokens/,
    ],
    ['provider-overlap', 'note', 'kubelet.json:27 providers[1].matchImages', /runs both/],
  ],
  [
    'a rule for some service accounts whose images a later rule serves as the node, without tokens',
    {
      entries: [{ ...ENTRY, matchImages: [ECR] }],
      rules: [ecrRule({ matchServiceAccounts: ['team-a/*'] }), { name: 'node', matchImages: [ECR], ecr: {} }],
    },
    [
      'tokens-missing',
      'error',
      'config.yaml:10 rules[0].identity',
      /it never wins, and each pull is served by rule "node", ecr as the node/,
    ],
    ['served-as-node', 'warning', 'config.yaml:12 rules[0].matchServiceAccounts', /served by rule "node"/],
  ],
  [
    'continue behind which no rule follows',
    rule({ continue: true }),
    ['continue-without-next', 'warning', 'config.yaml:14 rules[0].continue', /no later rule matches/],
  ],
  [
    'several credentials for a registry with an IPv6 address',
    {
      ...entry({ matchImages: ['[::1]:5000'] }),
      rules: ['a', 'b'].map((name) => ({
        ...RULE,
        name,
        matchImages: ['[::1]:5000'],
        continue: name === 'a',
      })),
    },
    ['chain-order', 'note', 'config.yaml:14 rules[0].continue', /too few keys .* of rules "a", "b"/],
  ],
  [
    'a chain of which one rule needs a token, and both entries for it',
    {
      entries: [
        { ...ENTRY, name: `${NAME}-ecr`, matchImages: [ECR], tokenAttributes: TOKENS },
        { ...ENTRY, matchImages: [ECR] },
      ],
      rules: [ecrRule({ continue: true }), { name: 'node', matchImages: [ECR], ecr: {} }],
      prepare: ({ path }) => symlinkSync(NAME, join(path, 'bin', `${NAME}-ecr`)),
    },
    [
      'images-open',
      'warning',
      'config.yaml:10 rules[0].identity',
      /gives every Pod the credential of rule "node" for them, in the same chain/,
    ],
    [
      'chain-by-entries',
      'note',
      'config.yaml:12 rules[0].continue',
      /entry ".*-ecr" with a token, .* of rules "ecr", "node", and entry ".*" without one, .* of rule "node" to every Pod and asks again after a minute/,
    ],
    ['provider-overlap', 'note', 'kubelet.json:27 providers[1].matchImages', /^the kubelet runs both/],
  ],
  [
    'a role of another partition than the registries',
    {
      entries: [{ ...ENTRY, matchImages: ['*.dkr.ecr.us-gov-west-1.amazonaws.com'] }],
      rules: [
        {
          name: 'gov',
          matchImages: ['*.dkr.ecr.us-gov-west-1.amazonaws.com'],
          ecr: { roleArn: 'arn:aws:iam::210987654321:role/pull' },
        },
      ],
    },
    [
      'setting-contradicts-registry',
      'error',
      'config.yaml:11 rules[0].ecr.roleArn',
      /role\/pull is of the partition aws, and "\*\.dkr\.ecr\.us-gov-west-1\.amazonaws\.com" is not/,
    ],
  ],
  [
    'a role of another partition than the secret',
    {
      entries: [{ ...ENTRY, matchImages: ['quay.io'] }],
      rules: [
        {
          name: 'quay',
          matchImages: ['quay.io'],
          secret: {
            awsSecretsManager: {
              secretId: 'quay',
              region: 'us-gov-west-1',
              roleArn: 'arn:aws:iam::210987654321:role/pull',
            },
          },
        },
      ],
    },
    [
      'setting-contradicts-secret',
      'error',
      'config.yaml:14 rules[0].secret.awsSecretsManager.roleArn',
      /role\/pull is of the partition aws, and the secret, in us-gov-west-1, is of aws-us-gov/,
    ],
  ],
  [
    'two mistakes in our configuration',
    {
      configText:
        'apiVersion: registry-credential-provider/v1alpha1\nkind: RegistryCredentialProviderConfig\nrules:\n- name: a\n  matchImages: [registry.example/*]\n  statik: {}\n',
    },
    [
      'config-invalid',
      'error',
      'config.yaml:5 rules[0].matchImages[0]',
      /wildcard in the path.*did you mean "registry.example"/,
    ],
    ['config-invalid', 'error', 'config.yaml:6 rules[0].statik', /did you mean static/],
  ],
  [
    'no configuration of ours',
    entry({ args: ['--config=$DIR/no.yaml'] }),
    ['config-unreadable', 'error', 'no.yaml', /does not exist/],
  ],
  [
    'a password file that is not there',
    rule({ static: { username: 'u', passwordFile: '$DIR/no' } }),
    [
      'file-unreadable',
      'error',
      'config.yaml:12 rules[0].static.passwordFile',
      /rule "registry": passwordFile .*does not exist/,
    ],
  ],
  [
    'an empty password file',
    { prepare: ({ write }) => void write('password', '\n') },
    ['file-unreadable', 'error', 'config.yaml:12 rules[0].static.passwordFile', /is empty/],
  ],
  [
    'a docker config that is torn, in a rule with patterns of its own',
    {
      ...rule({ static: undefined, dockerConfig: { path: '$DIR/docker.json' } }),
      prepare: ({ write }) => void write('docker.json', '{'),
    },
    ['file-unreadable', 'error', 'config.yaml:11 rules[0].dockerConfig.path', /docker\.json/],
  ],
  [
    'a secret of a cloud that is not there',
    {
      ...entry({ matchImages: ['*.azurecr.io', 'gcr.io'] }),
      rules: [
        {
          name: 'acr',
          matchImages: ['*.azurecr.io'],
          acr: {
            servicePrincipal: {
              clientId: '11111111-2222-3333-4444-555555555555',
              tenantId: '11111111-2222-3333-4444-555555555555',
              clientSecretFile: '$DIR/no',
            },
          },
        },
        { name: 'google', matchImages: ['gcr.io'], google: { credentialFile: '$DIR/none' } },
      ],
    },
    [
      'file-unreadable',
      'error',
      'config.yaml:14 rules[0].acr.servicePrincipal.clientSecretFile',
      /clientSecretFile .*does not exist/,
    ],
    ['file-unreadable', 'error', 'config.yaml:24 rules[1].google.credentialFile', /does not exist/],
  ],
  [
    "a cloud's secret for everybody",
    {
      ...entry({ matchImages: ['*.azurecr.io'] }),
      rules: [{ name: 'acr', matchImages: ['*.azurecr.io'], acr: { azureJson: '$DIR/azure.json' } }],
      prepare: ({ write }) => void write('azure.json', '{"useManagedIdentityExtension":true}', 0o644),
    },
    ['secret-readable-by-others', 'warning', 'azure.json', /mode is 644/],
  ],
  ['an identity binding', bound({})],
  [
    'authorities of an identity binding that are not there',
    bound({}, { prepare: () => undefined }),
    [
      'file-unreadable',
      'error',
      'config.yaml:15 rules[0].acr.identityBinding.caFile',
      /caFile .*does not exist/,
    ],
  ],
  [
    'authorities of an identity binding that are no PEM',
    bound({}, { prepare: ({ write }) => void write('ca.crt', 'x') }),
    [
      'file-unreadable',
      'error',
      'config.yaml:15 rules[0].acr.identityBinding.caFile',
      /acr\.identityBinding\.caFile: certificate authorities .*: not PEM text/,
    ],
  ],
  [
    'an identity binding, and tokens for Entra ID',
    bound({ serviceAccountTokenAudience: 'api://AzureADTokenExchange' }),
    [
      'token-audience',
      'error',
      'kubelet.json:16 providers[0].tokenAttributes.serviceAccountTokenAudience',
      /rule "acr" refuses all but "api:\/\/AKSIdentityBinding": each pull of its images fails/,
    ],
  ],
  [
    'an identity binding, and no annotation that names the client',
    bound({ optionalServiceAccountAnnotationKeys: ['azure.workload.identity/tenant-id'] }),
    [
      'annotation-not-sent',
      'warning',
      'kubelet.json:19 providers[0].tokenAttributes.optionalServiceAccountAnnotationKeys',
      /kubernetes\.azure\.com\/acr-client-id or azure\.workload\.identity\/client-id, which is not listed/,
    ],
  ],
  [
    'an authority that is not there',
    {
      configText: JSON.stringify({
        apiVersion: 'registry-credential-provider/v1alpha1',
        kind: 'RegistryCredentialProviderConfig',
        caFile: '/no/ca.pem',
        rules: [RULE],
      }),
    },
    ['file-unreadable', 'error', 'config.yaml:1 caFile', /does not exist/],
  ],
  [
    'arguments that are none',
    entry({ args: ['--confg=/x'] }),
    [
      'provider-arguments',
      'error',
      'kubelet.json:12 providers[0].args',
      /unknown option "--confg" \(did you mean --config\?\)/,
    ],
  ],
  [
    'arguments of another command',
    entry({ args: ['explain', 'x'] }),
    ['provider-arguments', 'error', 'kubelet.json:12 providers[0].args', /got explain/],
  ],
  [
    'a rule that needs tokens, without any',
    ecr({}),
    ['tokens-missing', 'error', 'config.yaml:10 rules[0].identity', /is denied/],
  ],
  [
    'the same where the node may ask instead',
    ecr({}, { onMissingServiceAccount: 'node' }),
    ['tokens-missing', 'warning', 'config.yaml:10 rules[0].identity', /continues as node/],
  ],
  [
    'a rule for some service accounts, without tokens',
    rule({ matchServiceAccounts: ['team-a/*'] }),
    [
      'tokens-missing',
      'warning',
      'config.yaml:14 rules[0].matchServiceAccounts',
      /it never wins, and each pull gets no credential from this plugin/,
    ],
  ],
  [
    'a second document',
    kubeletFile(
      `apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\nproviders:\n- ${JSON.stringify(ENTRY)}\n---\nkind: Other\n`,
    ),
    ['kubelet-document-ignored', 'warning', 'kubelet.json:5', /another YAML document/],
  ],
  [
    'a pattern with a wildcard in the path',
    entry({ matchImages: ['registry.example', 'registry.example/*'] }),
    [
      'pattern-never-matches',
      'warning',
      'kubelet.json:10 providers[0].matchImages[1]',
      /wildcard in the path/,
    ],
  ],
  [
    "another vendor's plugin for the same images",
    other({ matchImages: ['*.example'] }),
    [
      'provider-overlap',
      'warning',
      'kubelet.json:19 providers[1].matchImages',
      /"registry-credential-provider" and "other"/,
    ],
  ],
  [
    'ours with and without tokens',
    {
      entries: [
        { ...ENTRY, matchImages: [ECR] },
        {
          ...ENTRY,
          name: `${NAME}-ecr`,
          matchImages: [`210987654321.dkr.ecr.eu-west-1.amazonaws.com`],
          tokenAttributes: TOKENS,
        },
      ],
      rules: [ecrRule()],
      prepare: ({ path }) => symlinkSync(NAME, join(path, 'bin', `${NAME}-ecr`)),
    },
    ['provider-overlap', 'note', 'kubelet.json:19 providers[1].matchImages', /runs both/],
  ],
  [
    'no entry that runs us',
    { entries: [{ ...ENTRY, name: 'other', args: [] }], args: [...SOUND.args, '--config=$DIR/config.yaml'] },
    ['provider-not-ours', 'warning', 'kubelet.json providers', /no entry runs/],
  ],
  [
    'a name of its own that leads to us',
    {
      entries: [{ ...ENTRY, name: 'mine' }],
      prepare: ({ path }) => symlinkSync(NAME, join(path, 'bin', 'mine')),
    },
  ],
  [
    'another configuration than the one that is checked',
    { ...entry({ args: ['--config=/etc/other.yaml'] }), args: [...SOUND.args, '--config=$DIR/config.yaml'] },
    ['provider-config-differs', 'warning', 'kubelet.json:12 providers[0].args', /"\/etc\/other\.yaml"/],
  ],
  [
    'an entry for images without a rule',
    entry({ matchImages: ['registry.example', 'gcr.io'] }),
    ['provider-without-rule', 'warning', 'kubelet.json:10 providers[0].matchImages[1]', /"gcr.io"/],
  ],
  [
    'a rule without an entry',
    { rules: [RULE, { ...RULE, name: 'more', matchImages: ['registry.example:5000'] }] },
    [
      'rule-not-asked',
      'warning',
      'config.yaml:18 rules[1].matchImages[0]',
      /rule "more".*registry\.example:5000/,
    ],
  ],
  [
    'a docker config with no other key than one that no image has',
    {
      rules: [{ name: 'docker', dockerConfig: { path: '$DIR/docker.json' } }],
      prepare: ({ write }) => void write('docker.json', '{"auths":{"registry.example/*":{"auth":"dTpw"}}}'),
    },
    [
      'file-unreadable',
      'error',
      'config.yaml:8 rules[0].dockerConfig.path',
      /"registry\.example\/\*" matches no image/,
    ],
  ],
  [
    'a docker config for other images',
    {
      rules: [RULE, { name: 'docker', dockerConfig: { path: '$DIR/docker.json' } }],
      prepare: ({ write }) =>
        void write('docker.json', '{"auths":{"a.example":{"auth":"dTpw"},"b.example":{"auth":"dTpw"}}}'),
    },
    ['rule-not-asked', 'warning', 'config.yaml:16 rules[1].name', /rule "docker".*a\.example/],
  ],
  [
    'a rule after a wider one',
    { rules: [RULE, { ...RULE, name: 'late', matchImages: ['registry.example/a', 'registry.example/b'] }] },
    ['rule-shadowed', 'warning', 'config.yaml:16 rules[1].name', /"late" never wins.*"registry"/],
  ],
  [
    'a rule after one for some service accounts only',
    {
      rules: [
        { ...RULE, matchServiceAccounts: ['a/*'] },
        { ...RULE, name: 'late' },
      ],
      entries: [{ ...ENTRY, tokenAttributes: TOKENS }],
    },
  ],
  [
    'a rule for service accounts after one for more of them',
    {
      rules: [
        { ...RULE, matchServiceAccounts: ['a/*'] },
        { ...RULE, name: 'late', matchServiceAccounts: ['a/b'] },
      ],
      entries: [{ ...ENTRY, tokenAttributes: TOKENS }],
    },
    ['rule-shadowed', 'warning', 'config.yaml:19 rules[1].name', /"late" never wins/],
  ],
  [
    'a pattern after a wider one',
    { rules: [RULE, { ...RULE, name: 'late', matchImages: ['registry.example/a', '*.example/b'] }] },
    [
      'pattern-shadowed',
      'warning',
      'config.yaml:18 rules[1].matchImages[0]',
      /"registry.example\/a" has no effect/,
    ],
  ],
  [
    'a password that is written like a variable',
    { rules: [{ ...RULE, static: { username: 'u', password: '$HARBOR_PASSWORD' } }] },
    ['login-odd', 'warning', 'config.yaml:10 rules[0].static', /variables are not expanded/],
  ],
  [
    'a password file for everybody',
    { prepare: ({ path }) => chmodSync(join(path, 'password'), 0o644) },
    ['secret-readable-by-others', 'warning', 'password', /mode is 644/],
  ],
  [
    'a password in a configuration for everybody',
    {
      ...rule({ static: { username: 'u', password: 'p' } }),
      prepare: ({ path }) => chmodSync(join(path, 'config.yaml'), 0o644),
    },
    ['secret-readable-by-others', 'warning', 'config.yaml', /contains a secret/],
  ],
  [
    'a configuration without a password, for everybody',
    { prepare: ({ path }) => chmodSync(join(path, 'config.yaml'), 0o644) },
  ],
  [
    'tokens for another cloud',
    ecr({ tokenAttributes: { ...TOKENS, serviceAccountTokenAudience: 'api://AzureADTokenExchange' } }),
    [
      'token-audience',
      'warning',
      'kubelet.json:16 providers[0].tokenAttributes.serviceAccountTokenAudience',
      /expects sts\.amazonaws\.com/,
    ],
  ],
  [
    'an annotation that is not sent',
    ecr({ tokenAttributes: { ...TOKENS, optionalServiceAccountAnnotationKeys: ['a.example/b'] } }),
    [
      'annotation-not-sent',
      'warning',
      'kubelet.json:19 providers[0].tokenAttributes.optionalServiceAccountAnnotationKeys',
      /ecr-role-arn or eks/,
    ],
  ],
  [
    'an annotation that is not sent and not needed',
    ecr(
      { tokenAttributes: { ...TOKENS, optionalServiceAccountAnnotationKeys: [] } },
      { ecr: { roleArn: 'arn:aws:iam::210987654321:role/pull' } },
    ),
  ],
  ['tokens for a rule of a cloud', ecr({ tokenAttributes: TOKENS })],
  ['tokens that are passwords', zot({})],
  [
    'tokens that are passwords, cached for the service account',
    zot({ cacheType: 'ServiceAccount' }),
    [
      'token-cache-type',
      'error',
      'kubelet.json:17 providers[0].tokenAttributes.cacheType',
      /expected Token, got ServiceAccount: the password of rule "zot" is the token itself/,
    ],
  ],
  [
    'the same for a kubelet that does not know the field',
    zot(
      { cacheType: undefined },
      { args: [...SOUND.args.slice(0, 5), '1.33'], running: { release: () => 33, tokenGate: true } },
    ),
  ],
  [
    'tokens that are passwords, for another audience',
    zot({ serviceAccountTokenAudience: 'sts.amazonaws.com' }),
    [
      'token-audience',
      'error',
      'kubelet.json:16 providers[0].tokenAttributes.serviceAccountTokenAudience',
      /rule "zot" refuses all but "zot\.example": each pull of its images fails$/,
    ],
  ],
  [
    'tokens that no rule looks at',
    entry({ tokenAttributes: TOKENS }),
    ['tokens-unused', 'note', 'kubelet.json:15 providers[0].tokenAttributes', /no rule/],
  ],
  [
    'a default duration',
    entry({ defaultCacheDuration: '12h' }),
    ['default-cache-duration', 'note', 'kubelet.json:11 providers[0].defaultCacheDuration', /more than 0s/],
  ],
  [
    'no release',
    { args: SOUND.args.slice(0, 4) },
    ['kubelet-release-assumed', 'note', undefined, /1\.37 is assumed/],
  ],
  ...[
    ['no URL', 'http://[canary'],
    ['quotes', '"http://proxy.example:3128"'],
    ['another scheme', 'socks5://proxy.example:1080'],
    ['a raw character in the password', 'http://u:canary#1@proxy.example:3128'],
  ].flatMap(([problem, value = '']) =>
    ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].map(
      (name): Row => [
        `an entry whose ${name} has ${problem}`,
        entry({
          env: [
            { name: 'A', value: 'b' },
            { name, value },
          ],
        }),
        [
          'file-unreadable',
          'error',
          `kubelet.json:20 providers[0].env[1]`,
          new RegExp(`^${name} (?!.*canary)`),
        ],
      ],
    ),
  ),
  [
    'an entry with a proxy',
    entry({ env: [{ name: 'HTTPS_PROXY', value: 'http://u:p@proxy.example:3128' }] }),
  ],
  [
    'a malformed proxy that nothing uses, as all is exempt',
    entry({
      env: [
        { name: 'HTTPS_PROXY', value: 'http://[' },
        { name: 'NO_PROXY', value: '*' },
      ],
    }),
  ],
  [
    'a malformed proxy of the kubelet itself, once for two entries',
    {
      entries: [ENTRY, { ...ENTRY, name: `${NAME}-2`, matchImages: ['b.example'] }],
      ...rule({ matchImages: ['registry.example', 'b.example'] }),
      prepare: (folder) => folder.write(`bin/${NAME}-2`, SCRIPT, 0o755),
      running: { environment: () => ({ HTTPS_PROXY: 'http://[canary' }) },
    },
    [
      'file-unreadable',
      'error',
      undefined,
      /^the kubelet's own environment: HTTPS_PROXY is not the URL of a proxy$/,
    ],
  ],
  [
    'a release that only the record of install knows',
    { args: SOUND.args.slice(0, 4), running: { release: () => undefined, recordedRelease: () => 34 } },
  ],
  [
    'a kubelet from the future',
    { args: SOUND.args.slice(0, 4), running: { release: () => 45 } },
    ['kubelet-release-assumed', 'note', undefined, /kubelet 1\.45 runs here/],
  ],
  [
    'no kubelet',
    { args: ['--config=$DIR/config.yaml'] },
    ['kubelet-config-not-found', 'note', undefined, /no kubelet that has such a configuration runs here$/],
  ],
  [
    'no kubelet, and others by that name',
    {
      args: ['--config=$DIR/config.yaml'],
      passedOver: [1, 2, 3, 4, 5].map((pid) => `process ${pid}: it runs as user 65534`),
    },
    [
      'kubelet-config-not-found',
      'note',
      undefined,
      /; not accepted as the kubelet: process 1: it runs as user 65534; process 2: .*; process 3: [^;]*; and 2 more$/,
    ],
  ],
  [
    'no folder of executables',
    { args: [...SOUND.args.slice(0, 2), '--kubelet-version=1.37'] },
    ['kubelet-executables-unknown', 'note', undefined, /not known/],
  ],
];

const seen = new Set<FindingCode>();

test('keys of a docker config that no image has are told, beside those that images have', async (context) => {
  const keys = ['registry.example', 'https://index.docker.io/v1/', ...DEAD_KEYS.map(([key]) => key)];
  const { report } = await look(context, {
    rules: [{ name: 'docker', dockerConfig: { path: '$DIR/docker.json' } }],
    prepare: ({ write }) => {
      const auths = Object.fromEntries(keys.map((key) => [key, { auth: 'dTpw' }]));
      write('docker.json', JSON.stringify({ auths }));
    },
  });
  const found = report.findings.filter(({ code }) => code === 'file-unreadable');
  assert.equal(found.length, DEAD_KEYS.length);
  for (const [index, [, what]] of DEAD_KEYS.entries()) {
    assert.equal(found[index]?.severity, 'warning');
    assert.match(found[index]?.what ?? '', what);
  }
});

describe('findings', { skip: process.getuid?.() === 0 ? false : 'owners can be given by root only' }, () => {
  for (const [name, node, ...expected] of ROWS) {
    test(name, async (context) => {
      const { report, folder } = await look(context, node);
      assert.deepEqual(
        report.findings.map(({ code, severity, file, line, path }) => [
          code,
          severity,
          place(folder, { file, line, path }),
        ]),
        expected.map(([code, severity, where]) => [code, severity, where]),
      );
      report.findings.forEach(({ what }, index) => {
        assert.match(what, expected[index]?.[3] as RegExp);
      });
      for (const { code, severity, why, remedy } of report.findings) {
        seen.add(code);
        assert.equal(why, CODES[code][1]);
        assert.match(remedy, /^\S.*[^.]$/);
        assert.ok(severity !== 'error' || report.errors > 0);
      }
    });
  }

  after(() =>
    assert.deepEqual(
      Object.keys(CODES).filter((code) => !seen.has(code as FindingCode)),
      // Of the files of a container runtime: test/unit/check/mirror-checks.test.ts.
      ['mirror-sees-credential', 'mirror-gets-no-credential'],
    ),
  );
});

describe('no program is run', () => {
  const marking = (path: string) => `#!/bin/sh\ntouch "${path}/was-run"\necho ${NAME} 1\n`;
  const wasRun = (folder: string) => existsSync(join(folder, 'was-run'));

  test('that is not ours', async (context) => {
    const { folder } = await look(context, {
      ...other({ matchImages: ['other.example'] }),
      prepare: ({ path, write }) => void write('bin/other', marking(path), 0o755),
    });
    assert.equal(wasRun(folder), false);
  });

  for (const [name, prepare, expected] of [
    ['ours is, where root alone can write', () => {}, true],
    [
      'ours, where everybody can write it',
      (path: string) => chmodSync(join(path, 'bin', NAME), 0o757),
      false,
    ],
    [
      'ours, where everybody can write its folder',
      (path: string) => chmodSync(join(path, 'bin'), 0o777),
      false,
    ],
    [
      'ours, which another user owns',
      (path: string) => lchownSync(join(path, 'bin', NAME), 65534, 65534),
      false,
    ],
    [
      'ours, by a link through a folder such as /tmp',
      (path: string) => {
        mkdirSync(join(path, 'open'));
        renameSync(join(path, 'bin', NAME), join(path, 'open', NAME));
        chmodSync(join(path, 'open'), 0o1777);
        symlinkSync(`../open/${NAME}`, join(path, 'bin', NAME));
      },
      false,
    ],
  ] as const) {
    test(name, {
      skip: process.getuid?.() !== 0 && 'files of another user can only be made by root',
    }, async (context) => {
      const { folder } = await look(context, {
        prepare: ({ path, write }) => {
          write(`bin/${NAME}`, marking(path), 0o755);
          prepare(path);
        },
      });
      assert.equal(wasRun(folder), expected);
    });
  }
});

async function look(context: TestContext, changes: Partial<Node>) {
  const node = { ...SOUND, ...changes };
  const folder = temporaryFolder(context, ROOT_ONLY);
  const fill = (text: string) => text.replaceAll('$DIR', folder.path);
  const write = (name: string, text: string) => folder.write(name, fill(text));
  write('kubelet.json', node.kubeletText ?? kubeletText(node.entries));
  write('config.yaml', node.configText ?? ourText(node.rules));
  folder.write('password', 'secret\n');
  mkdirSync(join(folder.path, 'bin'));
  folder.write(`bin/${NAME}`, node.executable, 0o755);
  if (node.entries.some((each) => 'name' in each && each.name === 'other')) {
    folder.write('bin/other', SCRIPT, 0o755);
  }
  node.prepare?.(folder);
  const args = argumentsOf('check', ['check', '-o', 'json', ...withLastVersion(node.args).map(fill)]);
  const { text, exitCode } = await checkNode(
    args,
    options(args, node.running && filled(node.running, folder.path), node.passedOver),
  );
  const report: CheckReport = JSON.parse(text);
  assert.ok(validateCheckReport(report), JSON.stringify(validateCheckReport.errors));
  assert.equal(exitCode, report.errors > 0 ? 1 : 0);
  const printed = await checkNode(
    { ...args, output: 'text' },
    options(args, node.running && filled(node.running, folder.path), node.passedOver),
  );
  assert.equal(printed.exitCode, exitCode);
  for (const { code, what } of report.findings) {
    assert.ok(printed.text.includes(code) && printed.text.includes(what));
  }
  return { report, folder: folder.path, printed: printed.text };
}

describe('where the kubelet’s configuration is', () => {
  const OOPS: KubeletNode = {
    text: `${JSON.stringify({ apiVersion: 'kubelet.config.k8s.io/v1', kind: 'CredentialProviderConfig', providers: [ENTRY] })}\noops`,
    config: '$DIR/kubelet.json',
  };
  const ROWS: readonly (readonly [
    name: string,
    node: KubeletNode,
    report: Partial<CheckReport['kubelet']>,
    codes: readonly FindingCode[],
  ])[] = [
    [
      'by a record, since the kubelet is down with what was written into it',
      { ...OOPS, from: 'record', source: 'by the record of the last install (/var/lib/x)' },
      {
        configFrom: 'record',
        configSource: 'by the record of the last install (/var/lib/x)',
        releaseFrom: 'record',
      },
      ['kubelet-config-syntax'],
    ],
    [
      'by a record, beside a process that is not believed',
      {
        config: '$DIR/kubelet.json',
        from: 'record',
        source: 'by the record of the last install (/var/lib/x)',
        passedOver: ['process 7: it runs as user 65534'],
      },
      {
        configSource:
          'by the record of the last install (/var/lib/x); not accepted as the kubelet: process 7: it runs as user 65534',
      },
      [],
    ],
    [
      'by a unit',
      { ...OOPS, from: 'unit', source: 'by kubelet.service' },
      { configFrom: 'unit', configSource: 'by kubelet.service', releaseFrom: 'unit' },
      ['kubelet-config-syntax'],
    ],
    [
      'by a process',
      {
        config: '$DIR/kubelet.json',
        from: 'process',
        source: 'by the flags of the kubelet that runs (process 7)',
      },
      { configFrom: 'process', releaseFrom: 'running' },
      [],
    ],
    [
      'by the option, whatever else says',
      {
        config: '/no/such',
        from: 'record',
        source: 'by the record',
        args: ['--kubelet-config', '$DIR/kubelet.json'],
      },
      { configFrom: 'option', configSource: null, releaseFrom: 'record' },
      [],
    ],
    [
      'by a unit that has one of the two flags',
      { config: '$DIR/kubelet.json', binDir: undefined, from: 'unit', source: 'by kubelet.service' },
      { configFrom: 'unit' },
      ['kubelet-flags', 'kubelet-executables-unknown'],
    ],
  ];

  interface KubeletNode extends Partial<Pick<KnownKubelet, 'config' | 'from' | 'source'>> {
    readonly text?: string;
    readonly binDir?: string | undefined;
    readonly args?: readonly string[];
    readonly passedOver?: readonly string[];
  }

  for (const [name, { text, args = [], passedOver = [], ...known }, kubelet, codes] of ROWS) {
    test(name, async (context) => {
      const { report, printed } = await look(context, {
        args: [...args, ...(text === undefined ? [] : ['--config=$DIR/config.yaml'])],
        ...(text !== undefined && { kubeletText: text }),
        passedOver,
        running: { binDir: '$DIR/bin', release: () => 37, ...known },
      });
      assert.deepEqual(
        report.findings.map(({ code }) => code),
        codes,
      );
      for (const [field, value] of Object.entries(kubelet)) {
        assert.equal(report.kubelet[field as keyof typeof kubelet], value, field);
      }
      assert.ok(printed.includes(kubelet.configSource ?? ''));
    });
  }
});

/** Of an option that is given twice, the later. */
function withLastVersion(args: readonly string[]): string[] {
  const last = args.findLastIndex((argument) => argument.startsWith('--kubelet-version='));
  const first = args.indexOf('--kubelet-version');
  return last >= 0 && first >= 0 ? args.toSpliced(first, 2) : [...args];
}

function filled(
  { config, binDir, ...running }: Partial<KnownKubelet>,
  folder: string,
): Partial<KnownKubelet> {
  return {
    ...running,
    ...(config !== undefined && { config: config.replace('$DIR', folder) }),
    ...(binDir !== undefined && { binDir: binDir.replace('$DIR', folder) }),
    ...(running.ownFiles !== undefined && {
      ownFiles: running.ownFiles.map((file) => file.replace('$DIR', folder)),
    }),
  };
}

function options(
  args: ArgumentsOf<'check'>,
  running: Partial<KnownKubelet> | undefined,
  passedOver: readonly string[] = [],
): CheckOptions {
  return {
    load: { flag: args.config, env: {}, directory: '/no/such/folder' },
    surroundingsOf: () => ({
      env: {},
      network: { calls: [], send: () => Promise.reject(new Error('check asks nobody')) },
      now: () => 0,
    }),
    colour: false,
    columns: Number.POSITIVE_INFINITY,
    machine: { architecture: 'x64', uid: process.getuid?.() },
    ownPath: '/no/such/executable',
    passedOver: () => passedOver,
    running: running && {
      pid: 1,
      from: undefined,
      source: undefined,
      config: undefined,
      binDir: undefined,
      tokenGate: undefined,
      release: () => undefined,
      ...running,
    },
    pathOf: (path) => path,
  };
}

const kubeletText = (providers: readonly object[]) =>
  JSON.stringify(
    { apiVersion: 'kubelet.config.k8s.io/v1', kind: 'CredentialProviderConfig', providers },
    null,
    1,
  );

const ourText = (rules: readonly object[]) =>
  JSON.stringify(
    { apiVersion: 'registry-credential-provider/v1alpha1', kind: 'RegistryCredentialProviderConfig', rules },
    null,
    1,
  );

/** As a person is told: `file:line path`, without the folder. */
function place(
  folder: string,
  { file, line, path }: { file: string | undefined; line: number | undefined; path: string | undefined },
): string | undefined {
  if (file === undefined) return undefined;
  const at = `${file.replace(`${folder}/`, '')}${line === undefined ? '' : `:${line}`}`;
  return path === undefined ? at : `${at} ${path}`;
}
