// Patterns that no host of their rule's cloud matches, beside those that one does.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseRegistry as parseAcr } from '../../../src/backend/acr/registry.ts';
import { parseRegistry as parseEcr } from '../../../src/backend/ecr/registry.ts';
import { parseRegistry as parseGoogleRegistry } from '../../../src/backend/google/registry.ts';
import { cloudHostsOf } from '../../../src/check/cloud-hosts.ts';
import { backendsTakeHosts } from '../../../src/check/host-checks.ts';
import { BUILT_IN_CONFIG } from '../../../src/config/built-in.ts';
import type { BackendConfig } from '../../../src/config/config.ts';
import { hostsOfForms, type LabelForm } from '../../../src/image/host-form.ts';
import { matchesPattern } from '../../../src/image/pattern.ts';
import fc from '../../support/property.ts';
import { brief, subjectOf } from './rule.ts';

type Backend = 'ecr' | 'acr' | 'google';

const REFUSED: readonly (readonly [
  backend: Backend,
  pattern: string,
  meant: string | undefined,
  why: RegExp,
])[] = [
  ['ecr', '*.dkr.ecr.*.amazonaws.cn', '*.dkr.ecr.*.amazonaws.com.cn', /its registries are ACCOUNT/],
  ['ecr', 'quay.io', undefined, /its registries are ACCOUNT/],
  ['ecr', '*.dkr.ecr.*.amazonaws.com:443', '*.dkr.ecr.*.amazonaws.com', /its registries have no port/],
  ['ecr', '*.dkr.ecr.*.amazonaws.con', '*.dkr.ecr.*.amazonaws.com', /its registries are/],
  ['ecr', '*.ecr.*.amazonaws.com', '*.dkr.ecr.*.amazonaws.com', /its registries are/],
  ['ecr', '*.amazonaws.com', '*.dkr.ecr.*.amazonaws.com', /its registries are/],
  [
    'ecr',
    '*.dkr.ecr.cn-north-1.amazonaws.com',
    '*.dkr.ecr.cn-north-1.amazonaws.com.cn',
    /its registries are/,
  ],
  [
    'ecr',
    '*.dkr.ecr.us-iso-east-1.amazonaws.com',
    '*.dkr.ecr.*.amazonaws.com',
    /"us-iso-east-1" cannot be a region/,
  ],
  [
    'ecr',
    '12345678901.dkr.ecr.eu-west-1.amazonaws.com/team/',
    '*.dkr.ecr.eu-west-1.amazonaws.com/team/',
    /"12345678901" cannot be an account of 12 digits/,
  ],
  [
    'ecr',
    '*.dkr.ecr.eu-west-1a.amazonaws.com',
    '*.dkr.ecr.*.amazonaws.com',
    /"eu-west-1a" cannot be a region/,
  ],
  ['ecr', 'api.ecr.eu-west-1.amazonaws.com', '*.dkr.ecr.eu-west-1.amazonaws.com', /its registries are/],
  ['ecr', 'public.ecr.aws:443', 'public.ecr.aws', /port/],
  ['acr', '*.azurecr.de', '*.azurecr.io', /AzureGermanCloud was closed/],
  ['acr', '*.azurecr.com', '*.azurecr.io', /its registries are NAME/],
  ['acr', 'acme.azurecr.io', '*.azurecr.io', /"acme" cannot be the name of a registry, of 5 to 50/],
  ['acr', '*.data.azurecr.io', '*.azurecr.io', /its registries are NAME/],
  ['acr', 'mcr.microsoft.com', undefined, /its registries are NAME/],
  ['acr', '*.azurecr.io:443', '*.azurecr.io', /port/],
  ['google', 'ghcr.io', 'gcr.io', /its registries are gcr\.io/],
  ['google', 'quay.io', undefined, /its registries are gcr\.io/],
  ['google', '*.gcr.com', '*.gcr.io', /its registries are gcr\.io/],
  ['google', '*.rep.pkg.dev', 'docker.*.rep.pkg.dev', /its registries are gcr\.io/],
  ['google', 'eu.pkg.dev', '*-docker.pkg.dev', /"eu" cannot be LOCATION-docker/],
  ['google', 'us-docker.pkg.dev:443/p/', 'us-docker.pkg.dev/p/', /port/],
  ['google', 'registry.k8s.io', undefined, /its registries are gcr\.io/],
];

const TAKEN: readonly (readonly [backend: Backend, pattern: string, settings?: object])[] = [
  ['ecr', '*.dkr.ecr.*.amazonaws.com'],
  ['ecr', '*.dkr.ecr.us-gov-*.amazonaws.com'],
  ['ecr', '*.*.*.*.*.*'],
  ['ecr', '*.dkr.ecr*.*.amazonaws.com'],
  ['ecr', '210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/'],
  ['ecr', 'public.*.aws'],
  ['ecr', 'quay.io', { registry: '210987654321.dkr.ecr.eu-west-1.amazonaws.com' }],
  ['ecr', 'mirror.example:5000', { registry: 'public.ecr.aws' }],
  ['acr', 'Acme1.azurecr.io'],
  ['acr', '*.*.geo.azurecr.cn'],
  ['acr', '*-*.azurecr.io'],
  ['acr', '*.acr.corp.example', { cloud: { suffix: 'acr.corp.example' } }],
  ['google', '*.pkg.dev'],
  ['google', 'US-docker.pkg.dev'],
  ['google', 'anything.example:5000', { metadataDockerConfig: true }],
];

const found = (backend: Backend, matchImages: readonly string[], settings: object = {}) =>
  backendsTakeHosts(subjectOf([{ matchImages, [backend]: settings }])).map(brief);

describe('hosts of a cloud', () => {
  for (const [backend, pattern, meant, why] of REFUSED) {
    test(`${backend} serves no host of ${pattern}`, () => {
      const [[place, text] = [], ...more] = found(backend, [pattern]);
      assert.deepEqual([place, more], ['error rules[0].matchImages[0]', []]);
      assert.match(text ?? '', why);
      assert.match(text ?? '', meant === undefined ? /; remove the pattern/ : /; write "/);
      assert.ok(meant === undefined || text?.includes(`; write "${meant}", if`), text);
      assert.ok(text?.includes(`${backend}.registry`));
    });
  }

  for (const [backend, pattern, settings] of TAKEN) {
    test(`${backend} serves a host of ${pattern}${settings === undefined ? '' : ` with ${Object.keys(settings)}`}`, () =>
      assert.deepEqual(found(backend, [pattern], settings), []));
  }

  test('only the pattern that is of no use is named', () =>
    assert.deepEqual(
      found('google', ['gcr.io', 'quay.io', '*.gcr.io']).map(([place]) => place),
      ['error rules[0].matchImages[1]'],
    ));

  test('with a suffix of its own, the public registries are not the cloud’s', () =>
    assert.match(
      found('acr', ['*.azurecr.io'], { cloud: { suffix: 'acr.corp.example' } })[0]?.[1] ?? '',
      /its registries are NAME\.acr\.corp\.example/,
    ));

  const REGISTRIES: readonly (readonly [backend: Backend, registry: string, text: RegExp])[] = [
    ['google', 'gcr.io:443', /port\); write "gcr\.io"/],
    ['ecr', '1234.dkr.ecr.eu-west-1.amazonaws.com', /"1234" cannot be an account of 12 digits\); use one of/],
    ['acr', 'quay.io', /"quay\.io" is not a registry of acr/],
  ];
  for (const [backend, registry, text] of REGISTRIES) {
    test(`${backend} has no registry ${registry}`, () => {
      const [[place, said] = [], ...more] = found(backend, ['mirror.example'], { registry });
      assert.deepEqual([place, more], [`error rules[0].${backend}.registry`, []]);
      assert.match(said ?? '', text);
    });
  }

  test('each of the built-in patterns can match', () =>
    assert.deepEqual(
      backendsTakeHosts({
        ...subjectOf([{ matchImages: ['a.example'], static: { username: 'u', password: 'p' } }]),
        configs: [
          {
            file: 'built-in',
            config: BUILT_IN_CONFIG,
            mistakes: [],
            files: [],
            secrets: new Set(),
            problem: undefined,
            lineOf: () => undefined,
          },
        ],
      }),
      [],
    ));
});

const CLOUDS: readonly (readonly [name: Backend, settings: object, takes: (host: string) => boolean])[] = [
  ['ecr', { roleArn: [] }, (host) => parseEcr(host) !== undefined],
  ['acr', {}, (host) => parseAcr(host) !== undefined && !host.endsWith('.azurecr.de')],
  [
    'acr',
    { cloud: { suffix: 'acr.corp.example' } },
    (host) => parseAcr(host, 'acr.corp.example') !== undefined,
  ],
  ['google', {}, (host) => parseGoogleRegistry(host) !== undefined],
];

/** Labels of all kinds of hosts, of which a form takes some. */
const LABELS = [
  ...[
    '210987654321',
    '000000000000',
    'acme1',
    'a1b2c3',
    `a${'b'.repeat(49)}`,
    'acme1-f9h7',
    `acme1-${'x'.repeat(57)}`,
  ],
  ...[
    'eu-west-1',
    'us-east-2',
    'xx-somewhere-new-12',
    'cnn-west-1',
    'us-isolated-1',
    'cn-north-1',
    'cn-northwest-1',
  ],
  ...[
    'us-gov-west-1',
    'eusc-de-east-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'eu-isoe-west-1',
    'us-isof-south-1',
  ],
  ...[
    'us',
    'eu',
    'a',
    'westeurope',
    'europe-west12',
    'us-docker',
    'europe-west4-docker',
    `${'a'.repeat(63)}-docker`,
  ],
];

describe('the forms of hosts are those that a pull takes', () => {
  for (const [kind, settings, takes] of CLOUDS) {
    const forms = cloudHostsOf({ kind, ...settings } as BackendConfig)?.forms ?? [];
    const label = (form: LabelForm): fc.Arbitrary<string> =>
      typeof form === 'string'
        ? fc.constant(form)
        : fc.constantFrom(
            ...LABELS.filter((text) => form.of.every((source) => new RegExp(`^(?:${source})$`).test(text))),
          );
    const host = fc.oneof(
      ...forms.map((form) => fc.tuple(...form.map(label)).map((labels) => labels.join('.'))),
    );
    const globbed = host.chain((text) =>
      fc
        .array(fc.tuple(fc.nat(80), fc.nat(6)), { minLength: 1, maxLength: 5 })
        .map((cuts) => [
          text,
          cuts.reduce(
            (pattern, [at, length]) =>
              pattern.slice(0, at) +
              pattern.slice(at, at + length).replace(/[^.]+/, '*') +
              pattern.slice(at + length),
            text,
          ),
        ]),
    );

    test(`${kind} ${JSON.stringify(settings)}: takes what it is said to`, () =>
      fc.assert(
        fc.property(host, (text) => takes(text)),
        { numRuns: 15 },
      ));

    test(`${kind} ${JSON.stringify(settings)}: a pattern that matches a host can match one, which the pull takes`, () =>
      fc.assert(
        fc.property(globbed, ([text = '', pattern = '']) => {
          assert.ok(matchesPattern(pattern, `${text}/image`));
          const hosts = hostsOfForms(pattern, forms);
          return (
            hosts.length > 0 &&
            hosts.every((each) => takes(each) && matchesPattern(pattern.toLowerCase(), `${each}/image`))
          );
        }),
        { numRuns: 15 },
      ));

    test(`${kind} ${JSON.stringify(settings)}: a pattern that is refused matches no host that the pull takes`, () =>
      fc.assert(
        fc.property(globbed, host, ([, pattern = ''], other) => {
          const isRefused = hostsOfForms(pattern, forms).length === 0;
          return !isRefused || !matchesPattern(pattern, `${other}/image`);
        }),
        { numRuns: 15 },
      ));
  }
});
