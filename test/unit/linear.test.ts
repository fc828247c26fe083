// What a pull costs in the number of entries, patterns, rules, accounts, claims and annotations: twice as much of them
// is twice the work and no more, counted and not timed.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readGoFields } from '../../src/backend/acr/go-fields.ts';
import { chooseEntries } from '../../src/backend/docker-entries/choose.ts';
import { parseDockerConfig } from '../../src/backend/docker-entries/parse.ts';
import { makeCheck } from '../../src/check/checks.ts';
import type { SubjectOptions } from '../../src/check/subject.ts';
import type { Rule } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/load.ts';
import { judgeReplaced } from '../../src/entries/replaced/replaced.ts';
import { carriedVariables } from '../../src/entries/replaced/variables.ts';
import { planEntries } from '../../src/entries/wanted/plan.ts';
import { ProviderError } from '../../src/errors.ts';
import { parseImage } from '../../src/image/reference.ts';
import { loadKubeletConfigText } from '../../src/kubelet/config/load.ts';
import { provide } from '../../src/provide.ts';
import { Deadline } from '../../src/system/deadline.ts';
import { fastGrowing } from '../support/count-work.ts';
import { temporaryFolder } from '../support/temporary.ts';

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const HEAD =
  'apiVersion: registry-credential-provider/v1alpha1\nkind: RegistryCredentialProviderConfig\ncache: {enabled: false}\nrules:\n';
const STATIC = '    static: {username: u, password: p}\n';
const IMAGE = 'registry.example/team/app';

/** A docker config as text, of so many entries. */
const DOCKER_CONFIGS: Readonly<Record<string, (count: number) => unknown>> = {
  'entries of as many registries': (count) => ({
    auths: Object.fromEntries([[IMAGE, login], ...many(count, (i) => [`r${i}.example`, login] as const)]),
  }),
  'entries that all match': (count) => ({
    auths: Object.fromEntries([
      ['registry.example', login],
      ...many(
        count,
        (i) => [`*${'*'.repeat(i % 7)}.example/${'team/app'.slice(0, i % 8)}?${i}`, login] as const,
      ),
    ]),
  }),
  'entries whose keys mean the same': (count) => ({
    auths: Object.fromEntries(many(count, (i) => [`registry.example?${i}`, login] as const)),
  }),
  'entries whose keys mean the same, with a scheme and a version': (count) => ({
    auths: Object.fromEntries(
      many(count, (i) => [`https://registry.example/v${1 + (i % 2)}/#${i}`, login] as const),
    ),
  }),
  'entries of .dockercfg': (count) =>
    Object.fromEntries(many(count, (i) => [`https://registry.example/?${i}`, login] as const)),
  'entries that cannot be used': (count) => ({
    auths: Object.fromEntries([
      ['registry.example', login],
      ...many(count, (i) => [`registry.example?${i}`, { auth: '!' }] as const),
    ]),
  }),
  'credential helpers': (count) => ({
    auths: { 'registry.example': login },
    credHelpers: Object.fromEntries(many(count, (i) => [`registry.example?${i}`, 'ecr-login'] as const)),
  }),
  'settings of docker': (count) => ({
    ...Object.fromEntries(many(count, (i) => [`setting${i}`, { value: i }] as const)),
    auths: { 'registry.example': login },
  }),
};
const login = { username: 'u', password: 'p' };

/** An azure.json, of so many fields or lines. */
const AZURE_JSONS: Readonly<Record<string, (count: number) => string>> = {
  fields: (count) => JSON.stringify(Object.fromEntries(many(count, (i) => [`field${i}`, i] as const))),
  'spellings of one field': (count) =>
    JSON.stringify(Object.fromEntries(many(count, (i) => [spellingOf('userAssignedIdentityID', i), '']))),
  'fields in YAML': (count) => many(count, (i) => `field${i}: text\n`).join(''),
  'blank lines in YAML': (count) => `a:\n${many(count, () => '  \n').join('')} b`,
  'one field again and again, in YAML': (count) => many(count, () => 'a: b\n').join(''),
};

/** The letters of the name as capitals where the number has a one. */
const spellingOf = (name: string, number: number): string =>
  [...name].map((letter, at) => (number & (1 << at) ? letter.toUpperCase() : letter.toLowerCase())).join('');

/** Our configuration, of so many of something, in which the last rule serves the image. */
const CONFIGS: Readonly<Record<string, (count: number) => string>> = {
  'rules, as plain YAML': (count) => rules(count, (i) => `matchImages: [r${i}.example]`),
  'rules of one registry': (count) => rules(count, (i) => `matchImages: [registry.example/other${i}]`),
  'rules for other service accounts': (count) =>
    rules(count, (i) => `matchImages: [registry.example]\n    matchServiceAccounts: [team-${i}/*]`),
  'rules, as YAML that only the library reads': (count) =>
    rules(count, (i) => `matchImages: ["r${i}.\\x65xample"]`),
  'rules, as JSON': (count) =>
    JSON.stringify({
      apiVersion: 'registry-credential-provider/v1alpha1',
      kind: 'RegistryCredentialProviderConfig',
      rules: [...many(count, (i) => `r${i}.example`), 'registry.example'].map((pattern, i) => ({
        name: `r${i}`,
        matchImages: [pattern],
        static: login,
      })),
    }),
  'patterns of one rule': (count) =>
    `${HEAD}  - name: a\n    matchImages: [${many(count, (i) => `r${i}.example`)}, registry.example]\n${STATIC}`,
  'service accounts of one rule': (count) =>
    `${HEAD}  - name: a\n    matchImages: [registry.example]\n    matchServiceAccounts: [${many(count, (i) => `team-${i}/*`)}, team-a/app]\n${STATIC}`,
};

function rules(count: number, fields: (index: number) => string): string {
  const texts = many(count, (i) => `  - name: r${i}\n    ${fields(i)}\n${STATIC}`);
  return `${HEAD}${texts.join('')}  - name: last\n    matchImages: [registry.example]\n${STATIC}`;
}

/** Mistakes, so many: the whole file is refused. */
const MISTAKES: Readonly<Record<string, (count: number) => string>> = {
  'unknown fields': (count) => `${HEAD}  []\n${many(count, (i) => `field${i}: 1\n`).join('')}`,
  'repeated fields': (count) => `${HEAD}  []\n${many(count, () => 'deadline: 5s\n').join('')}`,
  'rules of one name': (count) =>
    HEAD + many(count, () => `  - name: same\n    matchImages: [r.example]\n${STATIC}`).join(''),
  'dead patterns': (count) =>
    `${HEAD}  - name: a\n    matchImages: [${many(count, (i) => `"r${i}.example/*"`)}]\n${STATIC}`,
};

const tokenOf = (claims: object): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
const CLAIMS = { iss: 'https://i.example', sub: 'system:serviceaccount:team-a:app', aud: ['a'] };
const KUBERNETES = { namespace: 'team-a', serviceaccount: { name: 'app', uid: '1' } };

/** What the kubelet sends, of so many of something. */
const REQUESTS: Readonly<Record<string, (count: number) => object>> = {
  annotations: (count) => ({
    serviceAccountToken: tokenOf({ ...CLAIMS, 'kubernetes.io': KUBERNETES }),
    serviceAccountAnnotations: Object.fromEntries(many(count, (i) => [`example.com/a${i}`, 'x'] as const)),
  }),
  'audiences of a token': (count) => ({
    serviceAccountToken: tokenOf({
      ...CLAIMS,
      'kubernetes.io': KUBERNETES,
      aud: many(count, (i) => `a${i}`),
    }),
  }),
};

async function answer(config: string, request: object = REQUESTS.annotations?.(1) ?? {}): Promise<string> {
  return provide(
    JSON.stringify({
      apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
      kind: 'CredentialProviderRequest',
      image: IMAGE,
      ...request,
    }),
    {
      config: parseConfig('config.yaml', config),
      stop: new AbortController(),
      surroundings: {
        env: {},
        network: { calls: [], send: () => assert.fail('nothing is sent') },
        now: () => 0,
      },
      deadline: new Deadline(45_000, () => 0),
    },
  );
}

async function isLinear(workOf: (size: number) => unknown, size: number): Promise<void> {
  assert.deepEqual(await fastGrowing(workOf, size), []);
}

describe('twice as many', () => {
  for (const [name, make] of Object.entries(DOCKER_CONFIGS)) {
    test(`${name} of a docker config`, () =>
      isLinear((size) => {
        const config = parseDockerConfig(JSON.stringify(make(size)), 'file');
        assert.ok(chooseEntries(config, parseImage(IMAGE), 'file').credentials.entries.length > 0);
      }, 250));
  }
  for (const [name, make] of Object.entries(AZURE_JSONS)) {
    test(`${name} of an azure.json`, () =>
      isLinear((size) => assert.ok(!('problem' in readGoFields(make(size)))), 250));
  }
  for (const [name, make] of Object.entries(CONFIGS)) {
    test(name, () => isLinear(async (size) => assert.match(await answer(make(size)), /"password":"p"/), 60));
  }
  for (const [name, make] of Object.entries(MISTAKES)) {
    test(`mistakes: ${name}`, () =>
      isLinear((size) => assert.throws(() => parseConfig('config.yaml', make(size)), ProviderError), 60));
  }
  for (const [name, make] of Object.entries(REQUESTS)) {
    test(`${name} of a request`, () => {
      const config = `${HEAD}  - name: a\n    matchImages: [registry.example]\n    matchServiceAccounts: [team-a/app]\n${STATIC}`;
      return isLinear(async (size) => assert.match(await answer(config, make(size)), /"password":"p"/), 120);
    });
  }
});

const ECR = '210987654321.dkr.ecr.eu-west-1.amazonaws.com';
const TOKENS = {
  serviceAccountTokenAudience: 'sts.amazonaws.com',
  cacheType: 'ServiceAccount',
  requireServiceAccount: true,
  optionalServiceAccountAnnotationKeys: ['eks.amazonaws.com/role-arn'],
};

/** A configuration of the kubelet of the entries. */
function kubeletConfig(providers: readonly object[]): string {
  const whole = providers.map((provider) => ({
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    defaultCacheDuration: '0s',
    ...provider,
  }));
  return `apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\nproviders:\n${whole
    .map((provider) => `  - ${JSON.stringify(provider)}\n`)
    .join('')}`;
}

/** Rules for one team each. */
function rulesFor(count: number): string {
  return `${HEAD}${many(
    count,
    (i) =>
      `  - name: r${i}\n    matchImages: [registry.example/team-${i}/]\n    matchServiceAccounts: [team-a/*]\n    identity: serviceAccount\n    ecr: {registry: ${ECR}}\n`,
  ).join('')}`;
}

/** Files of a node, so many entries or rules of them, of which check holds each against each other one. */
const CHECKED: Readonly<Record<string, (count: number) => Readonly<Record<string, string>>>> = {
  'rules, each against those before it': (count) => ({
    'config.yaml': rules(count, (i) => `matchImages: ["*.r${i}.example", r.example/team${i}]`),
  }),
  'rules of as many service accounts': (count) => ({
    'config.yaml': rules(
      count,
      (i) => `matchImages: [r${i}.example]\n    matchServiceAccounts: [team-a/app]`,
    ),
  }),
  'entries of the kubelet that run the plugin, with and without tokens': (count) => ({
    'config.yaml': `${HEAD}  - name: a\n    matchImages: ["*.example"]\n    identity: serviceAccount\n    ecr: {registry: ${ECR}}\n  - name: b\n    matchImages: [r.example]\n${STATIC}`,
    'kubelet.yaml': kubeletConfig(
      many(count, (i) => ({
        name: `registry-credential-provider-${i}`,
        matchImages: [`r${i}.example`],
        env: [{ name: 'AWS_REGION', value: 'eu-west-1' }],
        ...(i % 2 === 0 && { tokenAttributes: TOKENS }),
      })),
    ),
  }),
  'entries of the kubelet that run other plugins': (count) => ({
    'config.yaml': `${HEAD}  []\n`,
    'kubelet.yaml': kubeletConfig(
      many(count, (i) => ({ name: `other-${i}`, matchImages: [`*.r${i}.example`, `r.example/team${i}/`] })),
    ),
  }),
  'entries of the kubelet, and as many rules for tokens that no entry has': (count) => ({
    'config.yaml': rulesFor(count),
    'kubelet.yaml': kubeletConfig(
      many(count, (i) => ({
        name: `registry-credential-provider-${i}`,
        matchImages: [`registry.example/team-${i}`],
      })),
    ),
  }),
  'patterns of two entries of the kubelet that mean the same': (count) => ({
    'config.yaml': `${HEAD}  - name: a\n    matchImages: [registry.example]\n${STATIC}`,
    'kubelet.yaml': kubeletConfig(
      ['registry-credential-provider', 'other'].map((name) => ({
        name,
        matchImages: many(count, () => 'registry.example'),
      })),
    ),
  }),
  'rules for as many service accounts of one registry, and a later rule of the node': (count) => ({
    'config.yaml': `${rulesFor(count)}  - name: node\n    matchImages: [registry.example]\n${STATIC}`,
    'kubelet.yaml': kubeletConfig([
      { name: 'registry-credential-provider', matchImages: ['registry.example'] },
    ]),
  }),
  'patterns of one rule, and of an entry of the kubelet': (count) => {
    const patterns = JSON.stringify(many(count, (i) => `*.r${i}.example`));
    return {
      'config.yaml': `${HEAD}  - name: a\n    matchImages: ${patterns}\n${STATIC}`,
      'kubelet.yaml': kubeletConfig(
        ['registry-credential-provider', 'other'].map((name) => ({
          name,
          matchImages: many(count, (i) => `*.r${i}.example`),
        })),
      ),
    };
  },
  'entries of two docker configs': (count) => ({
    'config.yaml': `${HEAD}${['a', 'b']
      .map(
        (name) =>
          `  - name: ${name}\n    matchImages: [registry.example]\n    dockerConfig: {path: FOLDER/${name}.json}\n`,
      )
      .join('')}`,
    'a.json': JSON.stringify({
      auths: Object.fromEntries(many(count, (i) => [`registry.example/${i}`, login])),
    }),
    'b.json': JSON.stringify({
      auths: Object.fromEntries(many(count, (i) => [`registry.example?${i}`, login])),
    }),
  }),
};

/** A node of which nothing else is known. */
const NODE: SubjectOptions = {
  load: { flag: undefined, env: {}, directory: '/no/such/folder' },
  surroundingsOf: () => ({
    env: {},
    network: { calls: [], send: () => assert.fail('nothing is sent') },
    now: () => 0,
  }),
  kubeletConfig: undefined,
  kubeletBinDir: undefined,
  kubeletVersion: undefined,
  machine: { architecture: process.arch, uid: 0 },
  ownPath: process.execPath,
  running: undefined,
  passedOver: () => [],
  pathOf: (path) => path,
};

describe('check, twice as many', () => {
  for (const [name, make] of Object.entries(CHECKED)) {
    test(name, (context) => {
      const folder = temporaryFolder(context);
      return isLinear(async (size) => {
        for (const [file, text] of Object.entries(make(size))) {
          folder.write(file, text.replaceAll('FOLDER', folder.path));
        }
        const at = (file: string) => join(folder.path, file);
        const { findings } = await makeCheck({
          ...NODE,
          load: { flag: at('config.yaml'), env: {} },
          kubeletConfig: 'kubelet.yaml' in make(1) ? at('kubelet.yaml') : undefined,
        });
        assert.ok(findings.length > 0);
      }, 40);
    });
  }
});

/** Entries of the kubelet that are replaced, so many of something, by a rule for each. */
const REPLACED: Readonly<Record<string, (count: number) => readonly object[]>> = {
  entries: (count) => many(count, (i) => ({ name: `other-${i}`, matchImages: [`r${i}.example`] })),
  patterns: (count) => [{ name: 'other', matchImages: many(count, (i) => `r${i}.example`) }],
  'patterns that no rule covers': (count) => [
    { name: 'other', matchImages: many(count, (i) => `*.r${i}.example`) },
  ],
  'arguments for registries of Azure': (count) => [
    {
      name: 'acr',
      matchImages: ['r0.example'],
      args: many(count, (i) => `--registry-mirror=r${i}.example:acme.azurecr.io`),
    },
  ],
  'variables with a value': (count) => [
    { name: 'other', matchImages: ['r0.example'], env: many(count, (i) => ({ name: `V${i}`, value: '1' })) },
  ],
};

describe('entries that are replaced, twice as many', () => {
  for (const [name, make] of Object.entries(REPLACED)) {
    test(name, () =>
      isLinear((size) => {
        const config = parseConfig(
          'config.yaml',
          rules(size, (i) => `matchImages: [r${i}.example]`),
        );
        const patternsOf = ({ matchImages = [] }: Rule) => matchImages;
        const text = kubeletConfig(make(size));
        const { providers } = loadKubeletConfigText('kubelet.yaml', text, { release: 37 });
        const found = judgeReplaced(providers, {
          plan: planEntries(config, { patternsOf, tokens: false, audiences: new Map() }),
          patternsOf,
          staying: many(size, (i) => ({ name: `staying-${i}`, matchImages: [`s${i}.example`] })),
          env: carriedVariables(providers, 'kubelet.yaml'),
        });
        assert.ok(found.length > size);
      }, 60),
    );
  }
});

/** Mistakes in a configuration of the kubelet, so many. */
const KUBELET_MISTAKES: Readonly<Record<string, (count: number) => readonly object[]>> = {
  'patterns that are none': (count) => [{ name: 'a', matchImages: many(count, (i) => `r${i}.example:x`) }],
  'entries of one name': (count) => many(count, () => ({ name: 'a', matchImages: ['r.example'] })),
  'entries with an unknown field': (count) =>
    many(count, (i) => ({ name: `a${i}`, matchImages: ['r.example'], apiversion: 'v1' })),
  'annotation keys that are repeated': (count) => [
    {
      name: 'a',
      matchImages: ['r.example'],
      tokenAttributes: {
        ...TOKENS,
        requiredServiceAccountAnnotationKeys: many(count, (i) => `example.com/a${i}`),
        optionalServiceAccountAnnotationKeys: many(count, (i) => `example.com/a${i}`),
      },
    },
  ],
};

describe('mistakes of a configuration of the kubelet, twice as many', () => {
  for (const [name, make] of Object.entries(KUBELET_MISTAKES)) {
    test(name, () =>
      isLinear((size) => {
        const text = kubeletConfig(make(size));
        const { problems } = loadKubeletConfigText('kubelet.yaml', text, { release: 37 });
        assert.ok(problems.length >= size - 1);
      }, 60),
    );
  }
});

test('the count finds what is quadratic', async () => {
  const quadratic = (size: number) => {
    const entries = parseDockerConfig(
      JSON.stringify(DOCKER_CONFIGS['settings of docker']?.(1)),
      'file',
    ).entries;
    // One call of ours for each pair.
    for (let i = 0; i < size * size; i += 1) parseDockerConfig('{"auths":{}}', 'file');
    return entries;
  };
  assert.notDeepEqual(await fastGrowing(quadratic, 20), []);
});

describe('the time of a run', () => {
  const config = rules(50, (i) => `matchImages: [r${i}.example]`);

  test('is looked at before each rule, and before the answer: no timer fires in work that waits for nothing', async () => {
    let looks = 0;
    await provideWith(config, () => {
      looks += 1;
    });
    assert.equal(looks, 52);
  });

  for (const at of [1, 30, 52]) {
    test(`that is over at look ${at} ends the run`, async () => {
      let looks = 0;
      const overdue = new ProviderError('no answer within the deadline', { code: 'DEADLINE_EXCEEDED' });
      await assert.rejects(
        provideWith(config, () => {
          looks += 1;
          if (looks === at) throw overdue;
        }),
        overdue,
      );
    });
  }

  function provideWith(text: string, check: () => void): Promise<string> {
    return provide(
      JSON.stringify({
        apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
        kind: 'CredentialProviderRequest',
        image: IMAGE,
      }),
      {
        config: parseConfig('config.yaml', text),
        stop: new AbortController(),
        surroundings: { env: {}, network: { calls: [], send: () => assert.fail() }, now: () => 0 },
        deadline: Object.assign(new Deadline(45_000, () => 0), { check }),
      },
    );
  }
});

describe('a docker config has at most 10,000 entries', () => {
  for (const [name, count, make] of [
    ['10,000 in auths', 10_000, (i: number) => ({ auths: entries(i, login) })],
    ['10,001 in auths', 10_001, (i: number) => ({ auths: entries(i, login) })],
    ['10,001 of .dockercfg', 10_001, (i: number) => entries(i, login)],
    ['10,001 credential helpers', 10_001, (i: number) => ({ credHelpers: entries(i, 'x') })],
    [
      '27,000 keys that mean the same',
      27_000,
      (i: number) => ({
        auths: Object.fromEntries(many(i, (n) => [`registry.example?${n}`, login] as const)),
      }),
    ],
  ] as const) {
    test(name, () => {
      const text = JSON.stringify(make(count));
      if (count <= 10_000) {
        assert.equal(parseDockerConfig(text, 'file').entries.length, count);
        return;
      }
      assert.throws(
        () => parseDockerConfig(text, 'file'),
        (error) =>
          error instanceof ProviderError &&
          error.code === 'DOCKER_CONFIG_INVALID' &&
          error.message.includes(`it has ${count} entries, and at most 10000 are allowed`),
      );
    });
  }
  function entries(count: number, value: unknown): object {
    return Object.fromEntries(many(count, (i) => [`r${i}.example`, value] as const));
  }
});
