// What YAML text without quotes is to the kubelet: YAML 1.1 as Go's package reads it, where yes is true and 08 a number.
// https://github.com/yaml/go-yaml/blob/v2.4.4/resolve.go

export type ScalarKind = 'text' | 'number' | 'true' | 'false' | 'null';

const WORDS: ReadonlyMap<string, ScalarKind> = new Map(
  (
    [
      ['true', 'y Y yes Yes YES true True TRUE on On ON'],
      ['false', 'n N no No NO false False FALSE off Off OFF'],
      ['null', '~ null Null NULL'],
      ['number', '.nan .NaN .NAN .inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF'],
    ] as const
  ).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind] as const)),
);

/** What the text is when nothing says otherwise. */
export function resolvePlain(text: string): ScalarKind {
  if (text === '') return 'null';
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (text.startsWith('.')) return isFloat(text) ? 'number' : 'text';
  if (!/^[-+0-9]/.test(text) || isTimestamp(text)) return 'text';
  const plain = text.replaceAll('_', '');
  return isInteger(plain) || isFloat(plain) ? 'number' : 'text';
}

const TAG = 'tag:yaml.org,2002:';

/**
 * What the text is under a tag (`!!int` as `tag:yaml.org,2002:int`), quoted or not; undefined when it cannot be that.
 * A tag that Go's package does not know makes text of anything.
 */
export function resolveTagged(tag: string, text: string): ScalarKind | undefined {
  const kind = resolvePlain(text);
  switch (tag) {
    case `${TAG}bool`:
      return kind === 'true' || kind === 'false' ? kind : undefined;
    case `${TAG}null`:
      return kind === 'null' ? kind : undefined;
    case `${TAG}int`:
      return kind === 'number' && isInteger(text.replaceAll('_', '')) ? kind : undefined;
    case `${TAG}float`:
      return kind === 'number' ? kind : undefined;
    case `${TAG}timestamp`:
      return isTimestamp(text) ? 'text' : undefined;
    default:
      return 'text';
  }
}

export const BINARY_TAG = `${TAG}binary`;
export const MERGE_TAG = `${TAG}merge`;

const MIN_INTEGER = -(2n ** 63n);
const MAX_INTEGER = 2n ** 64n - 1n;

/** strconv.ParseInt and ParseUint with base 0, of at most 64 bits. */
function isInteger(text: string): boolean {
  const [, sign = '', digits = ''] =
    /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)$/.exec(text) ?? [];
  if (digits === '' || digits.length > 80) return false;
  const octal = /^0[oO]?([0-7]+)$/.exec(digits)?.[1];
  const value = BigInt(octal === undefined ? digits : `0o${octal}`);
  if (sign === '-') return -value >= MIN_INTEGER;
  // Only ParseUint knows the upper half, and it takes no sign.
  return value <= (sign === '+' ? -MIN_INTEGER - 1n : MAX_INTEGER);
}

function isFloat(text: string): boolean {
  return /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text) && Number.isFinite(Number(text));
}

const DATE = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})/;
const TIME = /^[Tt ]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})?$/;

/** Such a text stays text; it matters only because it is no number. */
function isTimestamp(text: string): boolean {
  const date = DATE.exec(text);
  if (date === null) return false;
  const [, , month, day] = date.map(Number);
  const dayExists =
    month !== undefined && day !== undefined && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  const rest = text.slice(date[0].length);
  return dayExists && (rest === '' || TIME.test(rest));
}
