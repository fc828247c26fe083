// Every failure that a user can cause or meet, and its one line.

import { escapeControls } from './escape.ts';

/** What went wrong, for machines and for docs/errors.md, which has a row for each. */
export type ErrorCode =
  | 'USAGE'
  | 'CONFIG_NOT_FOUND'
  | 'CONFIG_UNREADABLE'
  | 'CONFIG_INVALID'
  | 'REQUEST_INVALID'
  | 'REQUEST_TOO_LARGE'
  | 'IMAGE_INVALID'
  | 'RULE_NEEDS_IMAGE'
  | 'TOKEN_INVALID'
  | 'DEADLINE_EXCEEDED'
  | 'FILE_UNREADABLE'
  | 'SECRET_INVALID'
  | 'DOCKER_CONFIG_INVALID'
  | 'DOCKER_CONFIG_NO_ENTRY'
  | 'DOCKER_CONFIG_UNSUPPORTED'
  | 'HELPER_FAILED'
  | 'HOST_REFUSED'
  | 'AUDIENCE_REFUSED'
  | 'SERVICE_ACCOUNT_MISSING'
  | 'ANNOTATION_MISSING'
  | 'ANNOTATION_INVALID'
  | 'IDENTITY_NOT_ALLOWED'
  | 'IDENTITY_UNAVAILABLE'
  | 'CHAIN_TOO_LONG'
  | 'BACKEND_DENIED'
  | 'BACKEND_NOT_FOUND'
  | 'BACKEND_THROTTLED'
  | 'BACKEND_UNAVAILABLE'
  | 'RESPONSE_INVALID'
  | 'NETWORK_FAILED'
  | 'TLS_FAILED'
  | 'INSTALL_REFUSED'
  | 'INSTALL_FAILED'
  | 'INSTALL_ROLLED_BACK'
  | 'INSTALL_BUSY'
  | 'NODE_UNSUPPORTED'
  | 'OUTPUT_FAILED'
  | 'RESTART_FAILED'
  | 'HOST_ROOT_UNUSABLE'
  | 'INTERNAL';

const USAGE_CODES: ReadonlySet<ErrorCode> = new Set([
  'USAGE',
  'CONFIG_NOT_FOUND',
  'CONFIG_UNREADABLE',
  'CONFIG_INVALID',
]);

interface ErrorOptions {
  readonly code: ErrorCode;
  /** What the reader should do, as an imperative clause without a full stop. */
  readonly hint?: string | undefined;
  /** The single mistakes, if there are several; a command prints a line for each. */
  readonly details?: readonly string[];
  /** The last line, after those of the details; by default it has their number. */
  readonly summary?: string | undefined;
  /** Milliseconds to wait before the next call, if the service said so. */
  readonly retryAfterMs?: number | undefined;
  /** Whether a setting of the rule contradicts the registry or the secret: `check` finds that by itself. */
  readonly isContradiction?: boolean;
  readonly cause?: unknown;
}

/** A failure that is not a bug in this program. `message` says who, what, with which value and why; never a secret. */
export class ProviderError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: readonly string[];
  readonly summary: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly isContradiction: boolean;

  constructor(message: string, options: ErrorOptions) {
    const { code, hint, details = [], summary, retryAfterMs, isContradiction = false, cause } = options;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ProviderError';
    this.code = code;
    this.hint = hint;
    this.details = details;
    this.summary = summary;
    this.retryAfterMs = retryAfterMs;
    this.isContradiction = isContradiction;
  }

  /** The same failure, with what failed before its message: `rule "team-a": google`. */
  of(who: string): ProviderError {
    return this.in(`${who}: ${this.message}`);
  }

  /** The same failure in other words. */
  in(message: string, hint = this.hint): ProviderError {
    const { code, details, summary, retryAfterMs, isContradiction, cause } = this;
    const options = { code, hint, details, summary, retryAfterMs, isContradiction, cause };
    return new ProviderError(message, options);
  }

  /** 2 for wrong usage or configuration, 1 for any other failure. */
  get exitCode(): 1 | 2 {
    return USAGE_CODES.has(this.code) ? 2 : 1;
  }
}

/** The failure itself. Of any other error, a bug, the kind and place are shown: its message may quote a secret. */
export function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) {
    return error;
  }
  const kind = error instanceof Error ? error.name : typeof error;
  // The message comes before the frames, and may have lines that look like one: a frame ends with its line and column.
  const [, place = 'an unknown place'] =
    /\n {4}at ([^\n]+:\d+:\d+\)?)(?:\n|$)/.exec(error instanceof Error ? (error.stack ?? '') : '') ?? [];
  return new ProviderError(`internal error: ${kind} in ${place}`, {
    code: 'INTERNAL',
    hint: 'this is a bug in registry-credential-provider: please report this line and the version',
  });
}

/** Longest line on stderr: the kubelet copies it into its log unchanged. */
const MAX_LINE = 4096;

/** The failure as one line without a line end, control characters escaped: `<message>; <hint> [CODE]`. */
export function formatError(error: ProviderError): string {
  const tail = ` [${error.code}]`;
  const text = escapeControls(error.hint === undefined ? error.message : `${error.message}; ${error.hint}`);
  const room = MAX_LINE - tail.length;
  return (text.length <= room ? text : `${text.slice(0, room - 1)}…`) + tail;
}
