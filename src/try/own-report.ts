// What this plugin tells `try` of its own run: the line of its log, whether the configuration has one or not.

import { isObject, parseObject } from '../json.ts';

export interface OwnReport {
  /** Null: no rule matches. */
  readonly rule: string | null;
  readonly backend: string | null;
  readonly identity: string | null;
  /** What the node-wide cache did; null: it was not used. */
  readonly cache: string | null;
  /** Requests that were sent, in order. */
  readonly calls: readonly {
    readonly step: string;
    readonly host: string;
    /** Null: there was no answer. */
    readonly status: number | null;
    readonly ms: number;
  }[];
}

/** Undefined where it tells nothing. */
export function readOwnReport(bytes: Buffer): OwnReport | undefined {
  const line = parseObject(bytes.toString('utf8'));
  if (line === undefined) return undefined;
  const { rule, backend, identity, cache, calls } = line;
  return {
    rule: textOr(rule),
    backend: textOr(backend),
    identity: textOr(identity),
    cache: isObject(cache) ? textOr(cache.outcome) : null,
    calls: (Array.isArray(calls) ? calls : []).filter(isObject).map(({ step, host, status, ms }) => ({
      step: textOr(step) ?? '',
      host: textOr(host) ?? '',
      status: typeof status === 'number' ? status : null,
      ms: typeof ms === 'number' ? ms : 0,
    })),
  };
}

function textOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
