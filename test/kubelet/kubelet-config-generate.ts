// Configurations of the kubelet by chance: sound ones in many spellings, and sound ones in which something changed.

import { stringify } from 'yaml';
import { createRandom, type Random } from './random.ts';

/** Name and text of each; the same in every run. */
export function generateConfigs(seed: number, count: number): (readonly [name: string, text: string])[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const text = spell(random, makeConfig(random));
    const changed = random.chance(0.5) ? change(random, text) : text;
    return [`generated ${index}: ${JSON.stringify(changed.slice(0, 4000))}`, changed] as const;
  });
}

const VERSIONS = ['v1', 'v1', 'v1', 'v1', 'v1beta1', 'v1alpha1'];

/** Mostly what is right. */
function mostly<T>(random: Random, right: readonly T[], wrong: readonly T[]): T {
  return random.pick(random.chance(0.985) ? right : wrong);
}
const ODD = [
  null,
  true,
  false,
  0,
  5,
  1.5,
  '',
  'yes',
  'null',
  '1h',
  [],
  {},
  ['a'],
  { a: 'b' },
  'x y',
  '/',
  '.',
];

function makeConfig(random: Random): unknown {
  const config: Record<string, unknown> = {
    apiVersion: `kubelet.config.k8s.io/${random.pick(VERSIONS)}`,
    kind: 'CredentialProviderConfig',
    providers: random.list(1, 3, () => makeProvider(random)),
  };
  return random.chance(0.4) ? disturb(random, config) : config;
}

function makeProvider(random: Random): Record<string, unknown> {
  const version = random.pick(VERSIONS);
  const pattern = () =>
    mostly(
      random,
      ['*.example', 'a.example:5000/x', '[::1]:443', 'docker.io', 'x?y', '*', 'a%20b/c', 'é.example'],
      ['a/b%zc', 'a:b', 'a%20b', '[x]', 'a:b:5', 'a b'],
    );
  const arguments_ = [
    '--config=/x',
    '-v',
    '',
    '#',
    ': ',
    'yes',
    '\u0007',
    'é',
    '- a',
    '*a',
    '&a',
    "it's",
    '"',
  ];
  return {
    name: `${random.pick(['ecr', 'acr', 'gcp', 'x.y', 'a_b', '-', 'v007', 'on'])}${random.integer(0, 99)}`,
    apiVersion: `credentialprovider.kubelet.k8s.io/${version}`,
    matchImages: random.list(1, 4, pattern),
    defaultCacheDuration: mostly(random, ['0s', '12h', '1h30m', '0', '1.5h', '300ms'], ['-1s', '5', '1d']),
    ...(random.chance(0.4) && { args: random.list(0, 3, () => random.pick(arguments_)) }),
    ...(random.chance(0.3) && {
      env: random.list(0, 2, () => ({ name: 'A', value: random.pick(['b', '', '5', 'no']) })),
    }),
    ...(version === 'v1' && random.chance(0.4) && { tokenAttributes: makeTokens(random) }),
  };
}

function makeTokens(random: Random): Record<string, unknown> {
  const required = mostly(random, [['a.example/b'], [], ['A', 'a']], [['d/e/f'], ['c'], ['é']]);
  const optional = mostly(random, [['c'], [], ['A.example/B', 'x']], [['c', 'c'], [''], ['a_b/c']]);
  return {
    serviceAccountTokenAudience: mostly(random, ['sts.amazonaws.com', 'api://x'], ['']),
    cacheType: mostly(random, ['ServiceAccount', 'Token'], ['token', '']),
    requireServiceAccount: mostly(random, [true], [false]),
    ...(random.chance(0.3) && { requiredServiceAccountAnnotationKeys: required }),
    ...(random.chance(0.3) && { optionalServiceAccountAnnotationKeys: optional }),
  };
}

/** One value replaced, taken out, renamed or added, at any depth. */
function disturb(random: Random, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.15)) {
    return random.pick(ODD);
  }
  if (Array.isArray(value)) {
    const index = random.integer(0, value.length);
    return index === value.length
      ? [...value, value[0] ?? random.pick(ODD)]
      : value.with(index, disturb(random, value[index]));
  }
  const fields = Object.entries(value);
  const [name, inner] = random.pick(fields);
  const rest = fields.filter((field) => field[0] !== name);
  switch (random.integer(0, 4)) {
    case 0:
      return Object.fromEntries(rest);
    case 1:
      return Object.fromEntries([
        ...rest,
        [random.pick([name.toLowerCase(), `${name}s`, name.slice(1)]), inner],
      ]);
    default:
      return Object.fromEntries([...rest, [name, disturb(random, inner)]]);
  }
}

function spell(random: Random, config: unknown): string {
  switch (random.integer(0, 3)) {
    case 0:
      return JSON.stringify(config, undefined, random.pick(['', ' ', '\t']));
    case 1:
      return `# ${JSON.stringify(config)}\n---\n${JSON.stringify(config)}\n`;
    default:
      return stringify(config, {
        version: random.pick(['1.1', '1.2']),
        defaultStringType: random.pick(['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE']),
        indentSeq: random.chance(0.5),
        lineWidth: random.pick([0, 20, 80]),
        collectionStyle: random.pick(['any', 'any', 'flow']),
        aliasDuplicateObjects: false,
      });
  }
}

const BITS =
  ' |  |\n|\t|:|: |- |#| #|"|\'|[|]|{|}|,|&a |*a|!|!!str |!!int |!!bool "|>|%|@|`|?|? |<<: |null|yes|1|0x1|~|\\|\r\n|---\n|...\n|é|\u0085|\u2028|\u0001|-|1h|\ufeff|=|.|/|_'.split(
    '|',
  );

/** One or two slips of an editor: text put in, taken out, overwritten; a line moved, doubled or indented. */
function change(random: Random, text: string): string {
  let changed = text;
  for (let slips = random.integer(1, 2); slips > 0; slips -= 1) {
    changed = slip(random, changed);
  }
  return changed;
}

function slip(random: Random, text: string): string {
  const at = random.integer(0, text.length);
  const lines = text.split('\n');
  const line = random.integer(0, lines.length - 1);
  switch (random.integer(0, 5)) {
    case 0:
      return text.slice(0, at) + random.pick(BITS) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + random.integer(1, 3));
    case 2:
      return text.slice(0, at) + random.pick(BITS) + text.slice(at + 1);
    case 3:
      return lines.toSpliced(line, 1).join('\n');
    case 4:
      return lines.toSpliced(line, 0, random.pick(lines)).join('\n');
    default:
      return lines.with(line, `${random.pick([' ', '  '])}${lines[line]}`).join('\n');
  }
}
