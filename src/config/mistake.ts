// All mistakes of a configuration file as one error.

import { ProviderError } from '../errors.ts';
import { escapeControls, quote } from '../escape.ts';
import { FIELDS, SECRET_FIELDS } from '../generated/config-facts.ts';
import { nearest } from '../nearest.ts';
import type { Mistake } from '../yaml/mistake.ts';
import type { Path } from '../yaml/path.ts';

// The kubelet's log gets all of it as one line, which must not grow without end.
const MAX_MISTAKES = 20;
const MAX_DETAILS = 500;
const MAX_LENGTH = 3200;

/** CONFIG_INVALID with a line for each mistake as its details, in the order of the file. */
export function invalidConfig(
  file: string,
  mistakes: readonly Mistake[],
  lineOf: (path: Path) => number,
): ProviderError {
  const name = escapeControls(file);
  const details = mistakes
    .map((mistake) => ({ ...mistake, line: mistake.line ?? lineOf(mistake.path) }))
    .sort((a, b) => a.line - b.line)
    .slice(0, MAX_DETAILS)
    .map(
      ({ path, line, text }) => `${name}:${line}: ${path.length > 0 ? `${formatPath(path)}: ` : ''}${text}`,
    );
  return new ProviderError(joinSome(details), {
    code: 'CONFIG_INVALID',
    hint:
      mistakes.find(({ remedy }) => remedy !== undefined)?.remedy ??
      'correct the file; run registry-credential-provider help config for every field',
    details,
  });
}

function joinSome(details: readonly string[]): string {
  const shown: string[] = [];
  let room = MAX_LENGTH;
  for (const detail of details.slice(0, MAX_MISTAKES)) {
    room -= detail.length;
    if (room < 0 && shown.length > 0) {
      break;
    }
    shown.push(detail);
  }
  const rest = details.length - shown.length;
  return shown.join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

/** As in `rules[1].ecr.roleArn`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, part, index) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const name = showField(path.slice(0, index), part);
    return name.startsWith('[') || text === '' ? text + name : `${text}.${name}`;
  }, '');
}

// What stands where a field is expected may be a password that lost its field.
function showField(parent: Path, name: string): string {
  const known = FIELDS.get(placeOf(parent)) ?? [];
  if (known.includes(name) || nearest(name, known) !== undefined) return name;
  if (SECRET_FIELDS.some((field) => known.includes(field))) return '[redacted]';
  return /^[\w-]{1,64}$/.test(name) ? name : `[${quote(name, 64)}]`;
}

/** The path with `[]` for any position, as the facts about the schema are kept. */
export function placeOf(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
