// A configuration's value held against the schema and the checks.

import { isSoundConfig } from '../generated/config-check.js';
import type { RegistryCredentialProviderConfig } from '../generated/config-types.ts';
import { validateConfig } from '../generated/config-validator.js';
import { otherFile } from '../yaml/kinds.ts';
import type { Mistake } from '../yaml/mistake.ts';
import { checkConfig } from './checks.ts';
import { type SchemaMistake, saysSomething, schemaMistakes, valueAt } from './schema-mistakes.ts';
import type { SoundConfig } from './sound.ts';
import { secretsIn, withoutSecrets } from './without-secrets.ts';

// More are of no use to a reader, and a hostile file has a hundred thousand.
const MAX_ERRORS = 500;

/** Whether schema and checks have nothing against the value. */
export function isValid(value: unknown): value is RegistryCredentialProviderConfig {
  // The first of these is an eighth of the second, which every start would have to read.
  return (isSoundConfig(value) || validateConfig(value)) && checkConfig(value).length === 0;
}

/** All mistakes in the value, beside those that are known from its syntax. Takes the value apart. */
export function findMistakes(value: unknown, known: readonly Mistake[]): Mistake[] {
  const secrets = secretsIn(value);
  return withoutSecrets(find(value, known), secrets);
}

function find(value: unknown, known: readonly Mistake[]): Mistake[] {
  if (value === undefined && known.length > 0) {
    return [];
  }
  const wrong = describeWrongFile(value);
  if (wrong !== undefined) {
    const remedy = isEmpty(value) ? {} : { remedy: NAME_THE_RIGHT_ONE };
    return [{ path: [], text: wrong, line: 1, ...remedy }];
  }
  if (validateConfig(value)) {
    return checkConfig(value);
  }
  const errors = (validateConfig.errors ?? []).filter(saysSomething);
  const fromSchema = schemaMistakes(errors.slice(0, MAX_ERRORS), value);
  // What a bad alias stood for is missing now, and said already.
  const said = new Set(known.map(({ path }) => JSON.stringify(path)));
  const isKnown = ({ path }: Mistake) => valueAt(value, path) === undefined && said.has(JSON.stringify(path));
  const news = fromSchema.filter((mistake) => !isKnown(mistake));
  return errors.length > MAX_ERRORS ? news : [...news, ...checkConfig(soundPart(value, fromSchema))];
}

const NAME_THE_RIGHT_ONE = "name the file that holds this plugin's configuration instead of this one";

function isEmpty(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function describeWrongFile(value: unknown): string | undefined {
  if (isEmpty(value)) {
    return 'is empty; expected apiVersion, kind and rules';
  }
  const expected = 'expected kind RegistryCredentialProviderConfig';
  if (typeof value !== 'object') {
    const other = otherFile({ text: String(value) });
    return other && `is ${other}; ${expected}`;
  }
  const { kind } = value as { kind?: unknown };
  if (kind === 'RegistryCredentialProviderConfig') return undefined;
  const other = otherFile({ fields: Object.keys(value), kind });
  return other && `is ${other}${typeof kind === 'string' ? ` (kind ${kind})` : ''}; ${expected}`;
}

// Takes out of the value what the schema refuses: the checks then need not look at types.
function soundPart(value: unknown, mistakes: readonly SchemaMistake[]): SoundConfig {
  for (const { path, spoils } of mistakes) {
    const field = path.at(-1);
    if (spoils && field === undefined) {
      return {};
    }
    const parent = valueAt(value, path.slice(0, -1));
    if (spoils && field !== undefined && typeof parent === 'object' && parent !== null) {
      (parent as Record<string | number, unknown>)[field] = undefined;
    }
  }
  return value as SoundConfig;
}
