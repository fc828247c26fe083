// Durations as Go writes and reads them: `5m`, `1h30m`, `1.5s`.
// https://pkg.go.dev/time#ParseDuration

const NANOSECONDS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['\u00b5s', 1_000n], // micro sign
  ['\u03bcs', 1_000n], // Greek letter mu
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

const MAX = 2n ** 63n;
const LONGEST_MS = 9_223_372_036_854;

/** Milliseconds, with a fraction where the text has one; undefined for text that Go's time.ParseDuration refuses. */
export function parseGoDuration(text: string): number | undefined {
  const unsigned = text.startsWith('-') || text.startsWith('+') ? text.slice(1) : text;
  if (unsigned === '0') return 0;
  if (unsigned === '') return undefined;

  let total = 0n;
  for (let at = 0; at < unsigned.length; ) {
    const point = afterDigits(unsigned, at);
    const unitAt = unsigned[point] === '.' ? afterDigits(unsigned, point + 1) : point;
    const end = afterUnit(unsigned, unitAt);
    const value = parseTerm(
      unsigned.slice(at, point),
      unsigned.slice(point + 1, unitAt),
      unsigned.slice(unitAt, end),
    );
    if (value === undefined) return undefined;
    at = end;
    // Go adds without a carry.
    total = BigInt.asUintN(64, total + value);
    if (total > MAX) return undefined;
  }
  const negative = text.startsWith('-');
  if (!negative && total === MAX) return undefined;
  const milliseconds = Number(total / 1_000_000n) + Number(total % 1_000_000n) / 1_000_000;
  return negative && total !== 0n ? -milliseconds : milliseconds;
}

function afterDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text[at])) at += 1;
  return at;
}

function afterUnit(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '.' && !isDigit(text[at])) at += 1;
  return at;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

/** Nanoseconds of one number with its unit. */
function parseTerm(digits: string, fraction: string, unit: string): bigint | undefined {
  const factor = NANOSECONDS.get(unit);
  if (factor === undefined || (digits === '' && fraction === '')) return undefined;
  const significant = digits.startsWith('0') ? digits.replace(/^0+/, '') : digits;
  if (significant.length > 19) return undefined;
  const whole = BigInt(significant) * factor;
  if (whole > MAX) return undefined;
  const value = whole + fractionOf(fraction, factor);
  return value > MAX ? undefined : value;
}

/** In floating point as Go does it, and like Go without the digits that no longer fit into 63 bits. */
function fractionOf(digits: string, factor: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    if (value > (MAX - 1n) / 10n) break;
    const next = value * 10n + BigInt(digit);
    if (next > MAX) break;
    value = next;
    scale *= 10;
  }
  return value === 0n ? 0n : BigInt(Math.trunc(Number(value) * (Number(factor) / scale)));
}

/**
 * The duration, rounded down to a millisecond, without parts that are zero. Throws RangeError for what is negative,
 * not a number, or longer than Go can hold (292 years).
 */
export function formatGoDuration(ms: number): string {
  if (!(ms >= 0 && ms < LONGEST_MS)) throw new RangeError(`${ms} ms is not a duration that Go can hold`);
  const whole = Math.floor(ms);
  if (whole === 0) return '0s';
  if (whole < 1000) return `${whole}ms`;
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor(whole / 60_000) % 60;
  const seconds = (whole % 60_000) / 1000;
  return [
    hours > 0 ? `${hours}h` : '',
    minutes > 0 ? `${minutes}m` : '',
    seconds > 0 ? `${seconds}s` : '',
  ].join('');
}
