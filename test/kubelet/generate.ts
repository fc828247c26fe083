// Random patterns, image names, references, auth keys and durations: mostly near misses of something valid.

import type { Random } from './random.ts';

const LABELS = [
  'registry', 'reg', 'r', 'a', 'aa', 'b', '1', '10', '127', 'REG', 'Reg', 'io', 'example', 'corp', 'my-reg', 'a_b',
  'ü', 'xn--tda', '例え', '\u{1f40b}', '', '-', '!', "$&'()+,;=", 'a]', '<x>', '"', '%C3%BC', '%c3%bc', '%ff', '%C3',
  '%25', '%41', '%2e', '%2E', '%', '%zz', '%4', ' ', '\\a', '{a}', '^', '|', '`', '\u0085', '\ufffd', '。', 'ﬀ', 'ſ', 'K',
];
const GLOBS = [
  '*', '**', '*', '*', 'reg*', '*y', '*e*', 'r*g*', 'a**b', '*-*', '*ü', '*.', '[a-r]', '[^a]', 'a[b]', 'r?g', '\\*',
  '%2a', '%5B', '*%ff', '*%C3', '*]',
];
const PORTS = ['', '', '', '', ':443', ':5000', ':5000', ':', ':05000', ':*', ':http', ':5000:1', ':%35', ':-1', '::', ':５'];
const LITERALS = [
  '[::1]', '[fe80::1%25en0]', '[fe80::1%25en*]', '[fe80::1%25*]', '[fe80::1%25a-z]', '[fe80::1%25en.0]', '[fe80::1%en0]',
  '[fe80::1%25]', '[fe80::1%25%C3%BC]', '[fe80::1%25a%20b]', '[fe80::1%25a%41]', '[::ffff:1.2.3.4]', '[FE80::1]', '[::1', '::1',
  '::1]', '[1.2.3.4]', '[v1.a]', '[*]', '[]', '[::]', '[0:0:0:0:0:0:0:1]', '[::1]]', '[[::1]]', '[::1%2525]', '[1::2::3]', '[::1].io',
  '[%3a:1]', '[::00001]', '[1:2:3:4:5:6:7::]', '[::1.2.3.04]', '[2001:db8::a-f]',
];
const USERS = ['user@', 'user:pass@', 'us%65r:p@', '@', 'a@b@', 'ü@', '%zz@', ':@', 'u/@', '[x]@', '*@', 'a b@', 'a;b@', '%ff@'];
const SEGMENTS = [
  'app', 'app', 'team-a', 'team', 't', 'library', 'nginx', 'v1', 'v2', '', '.', '..', '*', '%61pp', '%2F', '%2f', '%', '%zz', '%ff',
  '%00', '%0A', '%C3%BC', 'ü', 'a b', 'a+b', 'a:b', 'a@b', 'APP', '[a]', '\\', 'a:1.0', 'a;b', '\u{1f40b}', '%25', '{}', '^',
];
const TAILS = ['?', '??', '?x=y', '?a/b', '?a?b', '#', '#f', '#%', '#%zz', '#a#b', '?a#b', '#a?b', '?%zz', '#ü', '# '];
const STARTS = ['https://', 'http://', '//', '/', ' ', '\\', '?', '#', 'HTTPS://', ':', 'a:'];
const CONTROLS = ['\n', '\0', '\x7f', '\t', '\r', '\x1b', '\u0085', '\u200b', '\ufeff'];

/** A pattern of `matchImages`, or what one could take for it. */
export function randomPattern(random: Random): string {
  const { chance, pick, list } = random;
  const label = () => (chance(0.3) ? pick(GLOBS) : pick(chance(0.6) ? LABELS.slice(0, 16) : LABELS));
  const host = chance(0.08) ? pick(LITERALS) : list(1, 4, label).join('.');
  const path = chance(0.6) ? `/${list(0, 3, () => pick(SEGMENTS)).join('/')}` : '';
  const rare = (parts: readonly string[], probability = 0.03) => (chance(probability) ? pick(parts) : '');
  return rare(STARTS) + rare(USERS) + host + pick(PORTS) + path + rare(TAILS) + rare(CONTROLS, 0.01);
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
    host = host.replace(/\*/g, () => (chance(0.9) ? pick(['', 'a', 'ab', '-', 'ü', '%ff', '*']) : pick(['.', 'a.b', '%', '/'])));
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
    (text) => text.replace(/%[0-9a-fA-F]{2}/g, (escape) => decodeLeniently(escape)),
  ];
  if (chance(0.2)) host = pick(mutations)(host);
  if (chance(0.2)) path = pick(mutations)(path);
  return host + path;
}

function decodeLeniently(escape: string): string {
  const code = Number.parseInt(escape.slice(1), 16);
  return code < 0x80 ? String.fromCharCode(code) : escape;
}

/** An image reference as in a Pod, right or slightly wrong. */
export function randomReference(random: Random): string {
  const { chance, pick, list, integer } = random;
  const hex = (length: number) => Array.from({ length }, () => pick([...'0123456789abcdef'])).join('');
  if (chance(0.02)) return hex(pick([63, 64, 65]));
  const domains = [
    'docker.io', 'index.docker.io', 'registry-1.docker.io', 'localhost', 'LOCALHOST', 'localhost:5000', 'gcr.io', 'GCR.io',
    'Registry', 'registry', 'reg.example:5000', 'reg.example:', 'reg.example:x', '127.0.0.1', '[::1]', '[::1]:5000', '[fe80::1%25en0]',
    '[2001:db8::1]:443', '[::g]', '[]', '::1', 'a_b.io', 'a-.io', '-a.io', 'a..b', 'a.b.', '.a', 'ü.io', 'xn--tda.io', 'user@reg.io',
    'https://reg.io', 'https:', '*.io', 'a.b:99999999', 'docker.io:443', 'Docker.io',
  ];
  const components = [
    'nginx', 'app', 'library', 'a', '0', 'a.b', 'a_b', 'a__b', 'a___b', 'a-b', 'a--b', 'a---b', 'a.-b', 'a..b', '-a', 'a-', '_a', 'a_',
    'App', 'ü', 'a b', '', '.', '..', 'v2', 'a%20b', 'a*', 'localhost', 'İ', 'ß', 'a\n', '\0', 'a\u0301',
  ];
  const tags = [
    ':latest', ':1.0', ':V1_.-', ':', ':-a', ':.a', ':_a', ':a/b', ':ü', `:${'a'.repeat(128)}`, `:${'a'.repeat(129)}`, ':a:b', ':1 ', ':\n',
  ];
  const digests = [
    `@sha256:${hex(64)}`, `@sha256:${hex(63)}`, `@sha256:${hex(65)}`, `@sha256:${hex(64).toUpperCase()}`, `@sha512:${hex(128)}`,
    `@sha512:${hex(64)}`, `@sha384:${hex(96)}`, `@md5:${hex(32)}`, `@sha256:${hex(31)}`, '@sha256:', '@', `@sha256+b64:${hex(64)}`,
    `@SHA256:${hex(64)}`, `@sha256:${hex(64)}@sha256:${hex(64)}`, `@blake3:${hex(64)}`, `@a.b_c+d-e:${hex(32)}`, `@1a:${hex(32)}`,
  ];
  const component = () => pick(chance(0.75) ? components.slice(0, 8) : components);
  const domain = chance(0.6) ? `${pick(domains)}/` : '';
  let name = domain + list(1, 4, component).join('/');
  if (chance(0.03)) name += `/${'a'.repeat(integer(240, 260) - name.length)}`;
  return name + (chance(0.3) ? pick(tags) : '') + (chance(0.25) ? pick(digests) : '');
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
    'reg.example', 'reg.example:5000', 'docker.io', 'docker.io', 'localhost', 'localhost:5000', 'a.b.c', '[::1]:5000', '127.0.0.1', 'Reg.io',
  ]);
  const segments = list(1, 4, () => pick(['app', 'team-a', 'team', 'v1', 'v2', 'a', 'b', 'library', 'nginx']));
  const image = [host, ...segments].join('/');
  const key = () => {
    if (chance(0.05)) return randomAuthKey(random);
    if (chance(0.15)) {
      return pick(['https://index.docker.io/v1/', 'index.docker.io', 'docker.io', 'https://docker.io', 'registry-1.docker.io', '*.docker.io']);
    }
    const path = segments.slice(0, integer(0, segments.length)).map((segment) => `/${segment}`).join('');
    const scheme = chance(0.2) ? pick(['https://', 'http://']) : '';
    const version = chance(0.2) ? pick(['/v1', '/v2']) : '';
    const end = chance(0.3) ? pick(['/', '/v1/', '/v2/', 'x', '-', '?q', '#f', '/\u{1f40b}', '/\uffff', '/~']) : '';
    return scheme + pick(ANCESTOR_HOSTS)(host) + version + (chance(0.1) ? path.slice(0, -1) : path) + end;
  };
  return { image, keys: [...new Set(list(1, 8, key))] };
}

/** A duration as Go writes it, or almost. */
export function randomDuration(random: Random): string {
  const { chance, pick, list, integer } = random;
  const digits = () => pick(['0', '1', '00', '7', '60', '999', '1000000', '9223372036854775807', '9223372036854775808', '1e3', '０', '']);
  const number = () => {
    const whole = chance(0.5) ? String(integer(0, 100_000)) : digits();
    return chance(0.4) ? `${whole}.${chance(0.7) ? String(integer(0, 99_999)) : digits()}` : whole;
  };
  const units = ['ns', 'us', 'µs', 'μs', 'ms', 's', 'm', 'h', 's', 'm', 'h'];
  const unit = () => pick(chance(0.95) ? units : ['d', '', 'S', 'H', 'sec', 'w', ' s', 'µ', 'mS']);
  const sign = chance(0.2) ? pick(['-', '+', '--', '−', ' ']) : '';
  return sign + list(chance(0.02) ? 0 : 1, 3, () => number() + unit()).join(chance(0.02) ? ' ' : '');
}
