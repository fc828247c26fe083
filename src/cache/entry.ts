// What the cache keeps for one question, and its form in a file. A file that differs from that form is not used.

import type { Credential, Credentials, Question } from '../backend/backend.ts';
import { type ErrorCode, ProviderError } from '../errors.ts';
import { isObject, parseObject } from '../json.ts';
import { Secret } from '../secret.ts';
import { failureKind } from './failure-kind.ts';
import { type EntryHead, FORMAT_VERSION } from './key.ts';
import type { FailureKind, Life, PastFailure } from './renewal.ts';

/** It has at least one of both. */
export interface CacheEntry {
  readonly kept: KeptCredentials | undefined;
  readonly failure: KeptFailure | undefined;
}

export interface KeptCredentials {
  readonly life: Life;
  readonly credentials: Credentials;
  /** Its identity was refused since: no outage makes it usable after its end. */
  readonly refused: boolean;
}

export interface KeptFailure extends PastFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
}

interface EntryFile {
  readonly version: number;
  /** That asked last: for readers alone. Absent: a version wrote it that did not say. */
  readonly rule: string | undefined;
  readonly backend: string;
  readonly registry: string;
  readonly question: string;
  readonly kept: KeptFile | undefined;
  readonly failure: KeptFailure | undefined;
}

interface KeptFile {
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly scope: Credentials['scope'];
  readonly anonymous: boolean;
  /** Absent: it was not. */
  readonly refused: true | undefined;
  readonly entries: readonly CredentialFile[];
}

interface CredentialFile {
  readonly username: string;
  readonly password: string;
  readonly expiresAt: number | undefined;
  readonly key: string | undefined;
}

/** The file's text, with the secrets in it. @param rule whose question it was, for readers of the file */
export function encodeEntry(
  { backend, registry, text }: EntryHead,
  { kept, failure }: CacheEntry,
  rule: string | undefined,
): string {
  const file: EntryFile = {
    version: FORMAT_VERSION,
    rule,
    backend,
    registry,
    question: text,
    kept: kept && encodeKept(kept),
    failure,
  };
  return `${JSON.stringify(file)}\n`;
}

function encodeKept({ life, credentials: { scope, entries }, refused }: KeptCredentials): KeptFile {
  return {
    ...life,
    scope,
    anonymous: entries.length === 0,
    refused: refused || undefined,
    entries: entries.map(({ username, password, expiresAt, key }) => ({
      username,
      password: password.reveal(),
      expiresAt: expiresAt?.getTime(),
      key,
    })),
  };
}

/** Undefined: incomplete, invalid, of another version or of another question. */
export function decodeEntry({ text }: EntryHead, content: string): CacheEntry | undefined {
  const file = parseObject(content);
  if (file?.version !== FORMAT_VERSION || file.question !== text) {
    return undefined;
  }
  const kept = file.kept === undefined ? undefined : decodeKept(file.kept);
  const failure = file.failure === undefined ? undefined : decodeFailure(file.failure);
  const isWhole = (file.kept === undefined || kept) && (file.failure === undefined || failure);
  return isWhole ? { kept, failure } : undefined;
}

/** What an entry's file tells of its credential, without the credential. */
export interface EntryFacts {
  /** Undefined: a version wrote it that did not say. */
  readonly rule: string | undefined;
  readonly backend: string;
  readonly life: Life;
  /** Why the last call failed; undefined: it did not. */
  readonly failure: FailureKind | undefined;
}

/** Undefined: no valid entry, or none with a credential. */
export function decodeFacts(content: string): EntryFacts | undefined {
  const file = parseObject(content);
  if (file?.version !== FORMAT_VERSION || typeof file.backend !== 'string') {
    return undefined;
  }
  const kept = decodeKept(file.kept);
  const failure = file.failure === undefined ? undefined : decodeFailure(file.failure);
  if (kept === undefined || kept.credentials.entries.length === 0) {
    return undefined;
  }
  const rule = typeof file.rule === 'string' ? file.rule : undefined;
  return { rule, backend: file.backend, life: kept.life, failure: failure?.kind };
}

/** The registry of an entry's file; undefined: it is not an entry. */
export function decodeRegistry(content: string): string | undefined {
  const registry = parseObject(content)?.registry;
  return typeof registry === 'string' ? registry : undefined;
}

function decodeKept(value: unknown): KeptCredentials | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { issuedAt, expiresAt, scope, anonymous, refused, entries } = value;
  if (!isTime(issuedAt) || !isTime(expiresAt) || (scope !== 'registry' && scope !== 'image')) {
    return undefined;
  }
  if (!Array.isArray(entries) || anonymous !== (entries.length === 0)) {
    return undefined;
  }
  if (refused !== undefined && refused !== true) {
    return undefined;
  }
  const life = { issuedAt, expiresAt };
  const credentials = entries.map((entry) => decodeCredential(entry, life));
  return isPossible(life) && credentials.every((credential) => credential !== undefined)
    ? { life, credentials: { scope, entries: credentials }, refused: refused === true }
    : undefined;
}

/** No cloud gives a credential for more than a day. The minute is for a clock that was corrected in the meantime. */
const LONGEST_LIFE_MS = 24 * 3_600_000 + 60_000;

function isPossible({ issuedAt, expiresAt }: Life): boolean {
  return expiresAt - issuedAt <= LONGEST_LIFE_MS;
}

/** A credential of an entry, whose life ends when the first of its credentials expires. */
function decodeCredential(value: unknown, { issuedAt, expiresAt: firstEnd }: Life): Credential | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { username, password, expiresAt, key } = value;
  if (!isLine(username) || !isLine(password) || !(key === undefined || isLine(key))) {
    return undefined;
  }
  if (!isTime(expiresAt) || expiresAt < firstEnd || !isPossible({ issuedAt, expiresAt })) {
    return undefined;
  }
  return {
    username,
    password: new Secret(password),
    expiresAt: new Date(expiresAt),
    key,
  };
}

/** Text that can stand in an answer and in a header: not empty, without control characters. */
function isLine(value: unknown): value is string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it finds control characters
  return typeof value === 'string' && value !== '' && !/[\u0000-\u001f\u007f-\u009f]/.test(value);
}

const KINDS: readonly unknown[] = ['lasting', 'throttled', 'unreachable', 'passing'] satisfies FailureKind[];

function decodeFailure(value: unknown): KeptFailure | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { at, kind, retryAfterMs, code, message, hint } = value;
  return isTime(at) &&
    KINDS.includes(kind) &&
    (retryAfterMs === undefined || isTime(retryAfterMs)) &&
    typeof code === 'string' &&
    failureKind(code as ErrorCode) === kind &&
    /^[A-Z_]{1,40}$/.test(code) &&
    typeof message === 'string' &&
    (hint === undefined || typeof hint === 'string')
    ? (value as unknown as KeptFailure)
    : undefined;
}

/**
 * Milliseconds for which the credential may be used after its end, while its service cannot be reached
 * (docs/images-on-the-node.md). Only for a service account's token: the kubelet compares the account with its record of the
 * pull, and lets an image of the node start. Without a token it asks nothing, and an anonymous pull may work.
 */
export function graceOf(
  { byToken }: Pick<Question, 'byToken'>,
  { credentials, refused }: KeptCredentials,
  graceMs: number,
): number {
  return byToken && !refused && credentials.entries.length > 0 ? graceMs : 0;
}

/** The failure as a pull reports it that did not make the call. */
export function errorOf(failure: KeptFailure, told: string, retryInMs?: number): ProviderError {
  const { code, message, hint } = failure;
  return new ProviderError(`${message} (${told})`, { code, hint, retryAfterMs: retryInMs });
}

/** Milliseconds that a Date can hold. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}
