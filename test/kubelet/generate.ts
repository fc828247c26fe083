// Random patterns, image names, references, auth keys and durations: mostly near misses of something valid.

import type { Random } from './random.ts';

// Of each list the first ones are common and sound.
// biome-ignore format: a table
const LABELS = [
  'registry', 'reg', 'r', 'a', 'aa', 'b', '1', '10', '127', 'REG', 'Reg', 'io', 'example', 'corp', 'my-reg',
  'a_b', 'ü', 'xn--tda', '例え', '\u{1f40b}', '', '-', '!', "$&'()+,;=", 'a]', '<x>', '"', '%C3%BC', '%c3%bc',
  '%ff', '%C3', '%25', '%41', '%2e', '%2E', '%', '%zz', '%4', ' ', '\\a', '{a}', '^', '|', '`', '\u0085',
  '\ufffd', '。', '\ufb00', '\u017f', '\u212a',
];
// biome-ignore format: a table
const GLOBS = [
  '*', '**', 'reg*', '*y', '*e*', 'r*g*', 'a**b', '*-*', '*ü', '*%ff', '*%C3', '*]', '***', '*.', '[a-r]',
  '[^a]', 'a[b]', 'r?g', '\\*', '%2a', '%5B',
];
const PORTS = [':443', ':5000', ':', ':05000', ':*', ':http', ':5000:1', ':%35', ':-1', '::', ':５'];
// biome-ignore format: a table
const LITERALS = [
  '[::1]', '[fe80::1%25en0]', '[fe80::1%25en*]', '[fe80::1%25*]', '[fe80::1%25a-z]', '[fe80::1%25en.0]',
  '[::ffff:1.2.3.4]', '[fe80::1%25%C3%BC]', '[fe80::1%25a%20b]', '[FE80::1]', '[::]', '[0:0:0:0:0:0:0:1]',
  '[2001:db8::a]', '[1:2:3:4:5:6:7::]', '[fe80::1%en0]', '[fe80::1%25]', '[fe80::1%25a%41]', '[::1', '::1',
  '::1]', '[1.2.3.4]', '[v1.a]', '[*]', '[]', '[::1]]', '[[::1]]', '[::1%2525]', '[1::2::3]', '[::1].io',
  '[%3a:1]', '[::00001]', '[::1.2.3.04]', '[2001:db8::a-f]',
];
// biome-ignore format: a table
const USERS = [
  'user@', 'user:pass@', 'us%65r:p@', '@', 'a@b@', 'ü@', '%zz@', ':@', 'u/@', '[x]@', '*@', 'a b@', 'a;b@',
  '%ff@',
];
// biome-ignore format: a table
const SEGMENTS = [
  'app', 'team-a', 'team', 't', 'library', 'nginx', 'v1', 'v2', 'a.b', 'a_b', '', '.', '..', '*', '%61pp',
  '%2F', '%2f', '%', '%zz', '%ff', '%00', '%0A', '%C3%BC', 'ü', 'a b', 'a+b', 'a:b', 'a@b', 'APP', '[a]', '\\',
  'a:1.0', 'a;b', '\u{1f40b}', '%25', '{}', '^',
];
// biome-ignore format: a table
const TAILS = [
  '?', '??', '?x=y', '?a/b', '?a?b', '#', '#f', '#%', '#%zz', '#a#b', '?a#b', '#a?b', '?%zz', '#ü', '# ',
];
const STARTS = ['https://', 'http://', '//', '/', ' ', '\\', '?', '#', 'HTTPS://', ':', 'a:'];
const CONTROLS = ['\n', '\0', '\x7f', '\t', '\r', '\x1b', '\u0085', '\u200b', '\ufeff'];

/** A pattern of `matchImages`, or what one could take for it. */
export function randomPattern(random: Random): string {
  const { chance, pick, list } = random;
  const mostly = (parts: readonly string[], common: number) =>
    pick(chance(0.9) ? parts.slice(0, common) : parts);
  const sometimes = (parts: readonly string[], probability: number) =>
    chance(probability) ? pick(parts) : '';
  const label = () => (chance(0.3) ? mostly(GLOBS, 13) : mostly(LABELS, 16));
  const host = chance(0.08) ? mostly(LITERALS, 14) : list(1, 4, label).join('.');
  const port = chance(0.3) ? mostly(PORTS, 4) : '';
  const path = chance(0.6) ? `/${list(0, 3, () => mostly(SEGMENTS, 10)).join('/')}` : '';
  const start = sometimes(STARTS, 0.02) + sometimes(USERS, 0.04);
  return start + host + port + path + sometimes(TAILS, 0.04) + sometimes(CONTROLS, 0.01);
}

/** An image that the pattern matches more often than not: its globs filled in, its path gone on with, or a bit off. */
export function imageLike(random: Random, pattern: string): string {
  const { chance, pick, integer } = random;
  if (chance(0.05)) return randomPattern(random);
  const slash = pattern.indexOf('/');
  let host = slash < 0 ? pattern : pattern.slice(0, slash);
  let path = slash < 0 ? '' : pattern.slice(slash);

  if (host.startsWith('[') && chance(0.5)) {
    // Without a port the brackets stay, and a glob takes them for a class of characters.
    const literal = host.slice(1).replace(/\].*/, '');
    host = literal.charAt(integer(0, Math.max(literal.length - 1, 0)));
  } else if (!host.startsWith('[') || chance(0.5)) {
    host = host.replace(/\*/g, () =>
      chance(0.9) ? pick(['', 'a', 'ab', '-', 'ü', '%ff', '*']) : pick(['.', 'a.b', '%', '/']),
    );
  }
  if (chance(0.5)) path += pick(['', '/', 'x', '/app', '/nginx', 'bar/x', '%2Fapp', '/ü', '//']);

  const mutations: readonly ((text: string) => string)[] = [
    (text) => text.slice(0, -1),
    (text) => text.toUpperCase(),
    (text) => text.replace(/:\d*$/, ''),
    (text) => `${text}${pick(PORTS)}`,
    (text) => `${pick(USERS)}${text}`,
    (text) => `${text}${pick(TAILS)}`,
    (text) => `${text}.`,
    (text) => `${pick(LABELS)}.${text}`,
    (text) => text.replace('.', ''),
    (text) => text.replace(/[a-z]/, (c) => `%${c.charCodeAt(0).toString(16)}`),
    (text) => text.normalize('NFD'),
    (text) => `${text}${pick(CONTROLS)}`,
    (text) => `${pick(STARTS)}${text}`,
    (text) => text.replaceAll('ü', '%C3%BC'),
    (text) => text.replace(/%[0-9a-fA-F]{2}/g, decodeAscii),
  ];
  if (chance(0.2)) host = pick(mutations)(host);
  if (chance(0.2)) path = pick(mutations)(path);
  return host + path;
}

function decodeAscii(percent: string): string {
  const code = Number.parseInt(percent.slice(1), 16);
  return code < 0x80 ? String.fromCharCode(code) : percent;
}

// Of each list the first ones are common and sound.
// biome-ignore format: a table
const DOMAINS = [
  'docker.io', 'index.docker.io', 'registry-1.docker.io', 'localhost', 'localhost:5000', 'gcr.io', 'GCR.io',
  'Registry', 'registry', 'reg.example:5000', '127.0.0.1', '[::1]', '[::1]:5000', '[2001:db8::1]:443',
  'xn--tda.io', 'docker.io:443', 'Docker.io', 'LOCALHOST', 'reg.example:', 'reg.example:x', '[fe80::1%25en0]',
  '[::g]', '[]', '::1', 'a_b.io', 'a-.io', '-a.io', 'a..b', 'a.b.', '.a', 'ü.io', 'user@reg.io',
  'https://reg.io', 'https:', '*.io', 'a.b:99999999',
];
// biome-ignore format: a table
const COMPONENTS = [
  'nginx', 'app', 'library', 'a', '0', 'a.b', 'a_b', 'a__b', 'a-b', 'a--b', 'a---b', 'v2', 'localhost',
  'a___b', 'a.-b', 'a..b', '-a', 'a-', '_a', 'a_', 'App', 'ü', 'a b', '', '.', '..', 'a%20b', 'a*', 'İ', 'ß',
  'a\n', '\0', 'a\u0301',
];
// biome-ignore format: a table
const TAGS = [
  ':latest', ':1.0', ':V1_.-', ':_a', `:${'a'.repeat(128)}`, ':', ':-a', ':.a', ':a/b', ':ü',
  `:${'a'.repeat(129)}`, ':a:b', ':1 ', ':\n',
];
/** Algorithm and length of the hexadecimal number. */
// biome-ignore format: a table
const DIGESTS: readonly (readonly [algorithm: string, digits: number])[] = [
  ['sha256', 64], ['sha256', 64], ['sha512', 128], ['sha384', 96], ['sha256', 63], ['sha256', 65],
  ['sha256', 31], ['sha256', 0], ['sha512', 64], ['md5', 32], ['sha256+b64', 64], ['SHA256', 64],
  ['blake3', 64], ['a.b_c+d-e', 32], ['1a', 32],
];

/** An image reference as in a Pod, right or slightly wrong. */
export function randomReference(random: Random): string {
  const { chance, pick, list, integer } = random;
  const mostly = <T>(parts: readonly T[], common: number) =>
    pick(chance(0.9) ? parts.slice(0, common) : parts);
  const hex = (length: number) => list(length, length, () => pick([...'0123456789abcdef'])).join('');
  const digest = () => {
    const [algorithm, digits] = mostly(DIGESTS, 4);
    return `@${algorithm}:${chance(0.95) ? hex(digits) : hex(digits).toUpperCase()}`;
  };
  if (chance(0.02)) return hex(pick([63, 64, 65]));
  const domain = chance(0.6) ? `${mostly(DOMAINS, 17)}/` : '';
  let name = domain + list(1, 4, () => mostly(COMPONENTS, 13)).join('/');
  if (chance(0.03)) name += `/${'a'.repeat(integer(240, 260) - name.length)}`;
  return (
    name +
    (chance(0.3) ? mostly(TAGS, 5) : '') +
    (chance(0.25) ? digest() : '') +
    (chance(0.01) ? digest() : '')
  );
}

/** A key of `auths` in a docker config. */
export function randomAuthKey(random: Random): string {
  const { chance, pick } = random;
  const scheme = chance(0.3) ? pick(['https://', 'http://', 'HTTPS://', 'ftp://', '//']) : '';
  const key = randomPattern(random);
  const version = chance(0.3) ? pick(['/v1/', '/v2/', '/v1', '/v2', '/v1/v2/', '/v3/', '/%76%31/', '/']) : '';
  return scheme + (chance(0.5) ? key.replace('/', `${version}/`) : key + version);
}

const ANCESTOR_HOSTS: readonly ((host: string) => string)[] = [
  (host) => host,
  (host) => host.replace(/^[^.:]+/, '*'),
  (host) => host.replace(/^([^.:])[^.:]*/, '$1*'),
  (host) => host.replace(/\.[^.:]+/, '.*'),
  (host) => host.replace(/^[^.:]*([^.:])/, '*$1'),
];

/** An image, and keys of which most are those of its registry or of a parent of its path, in many spellings. */
export function randomKeyring(random: Random): { readonly image: string; readonly keys: readonly string[] } {
  const { chance, pick, list, integer } = random;
  const host = pick([
    'reg.example',
    'reg.example:5000',
    'docker.io',
    'docker.io',
    'localhost',
    'localhost:5000',
    'a.b.c',
    '[::1]:5000',
    '127.0.0.1',
    'Reg.io',
  ]);
  const segments = list(1, 4, () =>
    pick(['app', 'team-a', 'team', 'v1', 'v2', 'a', 'b', 'library', 'nginx']),
  );
  const image = [host, ...segments].join('/');
  const key = () => {
    if (chance(0.05)) return randomAuthKey(random);
    if (chance(0.15)) {
      return pick([
        'https://index.docker.io/v1/',
        'index.docker.io',
        'docker.io',
        'https://docker.io',
        'registry-1.docker.io',
        '*.docker.io',
      ]);
    }
    const path = segments
      .slice(0, integer(0, segments.length))
      .map((segment) => `/${segment}`)
      .join('');
    const scheme = chance(0.2) ? pick(['https://', 'http://']) : '';
    const version = chance(0.2) ? pick(['/v1', '/v2']) : '';
    const end = chance(0.3)
      ? pick(['/', '/v1/', '/v2/', 'x', '-', '?q', '#f', '/\u{1f40b}', '/\uffff', '/~'])
      : '';
    return scheme + pick(ANCESTOR_HOSTS)(host) + version + (chance(0.1) ? path.slice(0, -1) : path) + end;
  };
  return { image, keys: [...new Set(list(1, 8, key))] };
}

/** Another image of the same registry. */
export function randomSibling({ pick, list }: Random, image: string): string {
  const [registry = ''] = image.split('/');
  return [
    registry,
    ...list(1, 3, () => pick(['app', 'team-a', 'team', 'v1', 'v2', 'a', 'b', 'library'])),
  ].join('/');
}

/** Patterns for a rule each, in this order, and images of one registry that they match or just miss. */
export function randomRules(random: Random): {
  readonly patterns: readonly string[];
  readonly images: readonly string[];
} {
  const { chance, pick, list, integer } = random;
  const host = pick(['reg.example', 'reg.example:5000', 'a.b.c', 'docker.io', '[::1]:5000']);
  const images = list(8, 8, () =>
    [host, 'team', ...list(1, 3, () => pick(['app', 'team', 'team-a', 'v1', 'v2']))].join('/'),
  );
  const pattern = () => {
    const [, ...segments] = pick(images).split('/');
    const path = chance(0.6)
      ? segments
          .slice(0, integer(1, segments.length))
          .map((segment) => `/${segment}`)
          .join('')
      : '';
    const end = path === '' ? '' : pick(['', '', '/', 'x']);
    return (host.startsWith('[') ? host : pick(ANCESTOR_HOSTS)(host)) + path + end;
  };
  return { patterns: [...new Set(list(1, 4, pattern))], images };
}

/** A duration as Go writes it, or almost. */
export function randomDuration(random: Random): string {
  const { chance, pick, list, integer } = random;
  const digits = () =>
    pick([
      '0',
      '1',
      '00',
      '7',
      '60',
      '999',
      '1000000',
      '9223372036854775807',
      '9223372036854775808',
      '1e3',
      '０',
      '',
    ]);
  const number = () => {
    const whole = chance(0.5) ? String(integer(0, 100_000)) : digits();
    return chance(0.4) ? `${whole}.${chance(0.7) ? String(integer(0, 99_999)) : digits()}` : whole;
  };
  const units = ['ns', 'us', 'µs', 'μs', 'ms', 's', 'm', 'h', 's', 'm', 'h'];
  const unit = () => pick(chance(0.95) ? units : ['d', '', 'S', 'H', 'sec', 'w', ' s', 'µ', 'mS']);
  const sign = chance(0.2) ? pick(['-', '+', '--', '−', ' ']) : '';
  return sign + list(chance(0.02) ? 0 : 1, 3, () => number() + unit()).join(chance(0.02) ? ' ' : '');
}
