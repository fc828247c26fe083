// A provider's CredentialProviderResponse as the kubelet decodes it, with the reason for a refusal, which the kubelet keeps
// to itself because what it quotes could be a credential. Nothing of the response is quoted here but its field names and
// what is no secret by its place.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/credentialprovider/plugin/plugin.go (ExecPlugin)

import { quote } from '../../escape.ts';
import { hasTooManyNames, MAX_NAMES } from '../../names.ts';
import { nearest } from '../../nearest.ts';
import { parseGoDuration } from '../../protocol/go-duration.ts';
import { Secret } from '../../secret.ts';
import type { Path } from '../../yaml/path.ts';
import { readJson } from '../config/json.ts';
import type { Field, MapValue, Reading, Value } from '../config/value.ts';
import { whyNotJson } from './not-json.ts';

export interface ResponseEntry {
  /** The key of `auth`. */
  readonly key: string;
  readonly username: string;
  readonly password: Secret;
}

export interface DecodedResponse {
  readonly cacheKeyType: string;
  /** Undefined: the response does not say, and the entry's default counts. */
  readonly cacheDurationMs: number | undefined;
  readonly auth: readonly ResponseEntry[];
}

export interface ResponseRefusal {
  /** As the kubelet's log has it. */
  readonly logged: string;
  /** What the kubelet does not tell. */
  readonly reason: string;
  readonly remedy: string;
}

const KIND = 'CredentialProviderResponse';
const FIELDS = ['kind', 'apiVersion', 'cacheKeyType', 'cacheDuration', 'auth'];
const ENTRY_FIELDS = ['username', 'password'];
const UNREADABLE = 'error reading GVK from response';
const UNDECODABLE = 'error decoding credential provider plugin response from stdout';
const WRITE_JSON = 'write exactly one JSON object to stdout, and everything else to stderr';

/** @param apiVersion of the entry, which the response must have too */
export function decodeResponse(stdout: Buffer, apiVersion: string): DecodedResponse | ResponseRefusal {
  if (hasTooManyNames(stdout)) {
    const reason = `stdout has more than ${MAX_NAMES} names or values; the kubelet has no such limit, but this command does not read further`;
    return { logged: 'not known', reason, remedy: 'answer with the keys of one registry' };
  }
  const text = stdout.toString('utf8');
  const syntax = whyNotJson(text);
  if (syntax !== undefined) {
    return { logged: UNREADABLE, reason: syntax, remedy: WRITE_JSON };
  }
  const reading = readJson(text);
  const { value } = reading;
  if (value === undefined) {
    const reason = `stdout is JSON that is ${reading.problems[0]?.what ?? 'invalid'}`;
    return { logged: UNDECODABLE, reason, remedy: `write only the fields of ${KIND}` };
  }
  return refuseVersion(value, apiVersion) ?? decodeStrictly(value, reading);
}

/** The first look is Go's own, which takes the fields in any letter case. */
function refuseVersion(value: Value, apiVersion: string): ResponseRefusal | undefined {
  if (value.kind !== 'map' && value.kind !== 'null') {
    const reason = `stdout has ${kindOf(value)} instead of a JSON object`;
    return { logged: UNREADABLE, reason, remedy: WRITE_JSON };
  }
  let found = '';
  for (const { name, value: given } of value.kind === 'map' ? value.fields : []) {
    const folded = name.toUpperCase().toLowerCase();
    if (folded !== 'apiversion' && folded !== 'kind') continue;
    if (given.kind !== 'text' && given.kind !== 'null') {
      const reason = `${name} has ${kindOf(given)} instead of a text`;
      return { logged: UNREADABLE, reason, remedy: `write ${name} in quotes` };
    }
    if (folded === 'apiversion' && given.kind === 'text') found = given.text;
  }
  if (found === apiVersion) return undefined;
  const isGroupVersion = found.split('/').length <= 2 || found === '/';
  const got = found === '' ? 'no apiVersion' : `apiVersion ${quote(found, 80)}`;
  const isHelper = found === '' && value.kind === 'map' && isOfCredentialHelper(value);
  return {
    logged: isGroupVersion
      ? 'apiVersion from credential plugin response did not match expected apiVersion'
      : UNREADABLE,
    ...(isHelper
      ? {
          reason: 'this is the answer of a docker credential helper, which the kubelet does not understand',
          remedy: 'use a plugin for the kubelet; this plugin runs credential helpers (dockerConfig.helpers)',
        }
      : {
          reason: `the response has ${got}; the entry, and so the request, has ${quote(apiVersion)}`,
          remedy: 'answer with the apiVersion of the request, or change apiVersion of the entry',
        }),
  };
}

/** The fields that `docker-credential-NAME get` prints. */
function isOfCredentialHelper({ fields }: MapValue): boolean {
  const names = fields.map(({ name }) => name);
  return names.includes('Username') && names.includes('Secret');
}

function decodeStrictly(value: Value, { problems }: Reading): DecodedResponse | ResponseRefusal {
  const refuse = (reason: string, remedy: string) => ({ logged: UNDECODABLE, reason, remedy });
  const root = value as MapValue;
  const kind = fieldOf(root, 'kind');
  if (kind?.kind !== 'text' || kind.text !== KIND) {
    const got = kind?.kind === 'text' ? `kind ${quote(kind.text, 80)}` : 'no kind';
    return refuse(`the response has ${got}`, `write kind ${KIND}`);
  }
  const auth = fieldOf(root, 'auth');
  const entries = auth?.kind === 'map' ? auth.fields : [];
  const problem =
    wrongType(root, 'cacheKeyType', 'text') ??
    wrongType(root, 'auth', 'map') ??
    durationProblem(fieldOf(root, 'cacheDuration')) ??
    entries.map(entryProblem).find((each) => each !== undefined) ??
    unknownField(root, FIELDS, []) ??
    entries.map(unknownInEntry).find((each) => each !== undefined) ??
    repeated(problems, entries);
  if (problem !== undefined) {
    return refuse(problem.reason, problem.remedy);
  }
  return {
    cacheKeyType: textOf(root, 'cacheKeyType'),
    cacheDurationMs: durationOf(fieldOf(root, 'cacheDuration')),
    auth: entries.map(({ name, value: entry }) => ({
      key: name.toWellFormed(),
      username: entry.kind === 'map' ? textOf(entry, 'username') : '',
      password: new Secret(entry.kind === 'map' ? textOf(entry, 'password') : ''),
    })),
  };
}

type Problem = Pick<ResponseRefusal, 'reason' | 'remedy'>;

function entryProblem({ name, value }: Field): Problem | undefined {
  const path = ['auth', name];
  if (value.kind === 'null') return undefined;
  if (value.kind !== 'map') {
    return {
      reason: `${shown(path)} has ${kindOf(value)} instead of an object`,
      remedy: 'write an object with username and password',
    };
  }
  return wrongType(value, 'username', 'text', path) ?? wrongType(value, 'password', 'text', path);
}

function unknownInEntry({ name, value }: Field): Problem | undefined {
  return value.kind === 'map' ? unknownField(value, ENTRY_FIELDS, ['auth', name]) : undefined;
}

/** Strictly: an unknown field spoils the whole response, and letter case counts. */
function unknownField(map: MapValue, known: readonly string[], path: Path): Problem | undefined {
  const field = map.fields.find(({ name }) => !known.includes(name));
  if (field === undefined) return undefined;
  const { name } = field;
  const reason = `the kubelet knows no field ${shown([...path, name])}, and refuses the whole response for it`;
  const meant = nearest(name, known);
  const otherCase = known.find((each) => each.toLowerCase() === name.toLowerCase());
  if (otherCase !== undefined) return { reason, remedy: `write ${otherCase}: letter case counts` };
  return { reason, remedy: meant === undefined ? 'leave it out' : `leave it out, or write ${meant}` };
}

function repeated(problems: Reading['problems'], entries: readonly Field[]): Problem | undefined {
  const path = problems.find(({ repeats = false }) => repeats)?.path;
  const names = entries.map(({ name }) => name.toWellFormed());
  const again = names.find((name, index) => names.indexOf(name) !== index);
  if (path === undefined && again === undefined) return undefined;
  return {
    reason: `${shown(path ?? ['auth', again as string])} is there twice`,
    remedy: 'write each field once',
  };
}

function wrongType(map: MapValue, name: string, kind: 'text' | 'map', path: Path = []): Problem | undefined {
  const wrong = valuesOf(map, name).find((value) => value.kind !== kind && value.kind !== 'null');
  const expected = kind === 'text' ? 'a text' : 'an object';
  return (
    wrong && {
      reason: `${shown([...path, name])} has ${kindOf(wrong)} instead of ${expected}`,
      remedy: `write ${expected}`,
    }
  );
}

function durationProblem(value: Value | undefined): Problem | undefined {
  if (value === undefined || value.kind === 'null' || durationOf(value) !== undefined) return undefined;
  const got = value.kind === 'text' ? quote(value.text, 40) : kindOf(value);
  return {
    reason: `cacheDuration has ${got}, which Go does not read as a duration`,
    remedy: 'write text with a unit, such as "300s" or "12h"; Go has no unit for days',
  };
}

function durationOf(value: Value | undefined): number | undefined {
  return value?.kind === 'text' ? parseGoDuration(value.text) : undefined;
}

function valuesOf(map: MapValue, name: string): readonly Value[] {
  return map.fields.filter((field) => field.name === name).map(({ value }) => value);
}

function fieldOf(map: MapValue, name: string): Value | undefined {
  return valuesOf(map, name).at(-1);
}

/** Empty where it is absent or null, as in Go. */
function textOf(map: MapValue, name: string): string {
  const value = fieldOf(map, name);
  return value?.kind === 'text' ? value.text.toWellFormed() : '';
}

function kindOf({ kind }: Value): string {
  if (kind === 'map') return 'an object';
  if (kind === 'null') return kind;
  return kind === 'true' || kind === 'false' ? 'a boolean' : `a ${kind}`;
}

function shown(path: Path): string {
  return quote(path.join('.'), 160);
}
