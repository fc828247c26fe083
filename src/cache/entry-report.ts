// What explain shows of the node-wide cache: the entry that a pull would use, never the credential.

import type { Question } from '../backend/backend.ts';
import { NotUsable } from '../system/private-directory.ts';
import { type CachePlace, type Peek, peek } from './contents.ts';

/** What a pull would do now: `use`, `useOld`, `useExpired` and `refuse` (the last failure) make no call, the others do. */
export interface EntryReport {
  readonly state: Peek['decision']['kind'] | 'off' | 'unknown';
  /** Seconds since the call; null: no credential is cached. */
  readonly ageSeconds: number | null;
  /** Seconds until it expires. */
  readonly leftSeconds: number | null;
  /** Why the cache is off or the state unknown, or the code of the remembered failure. */
  readonly reason: string | null;
}

/** @param place undefined: the configuration turns the cache off */
export function reportEntry(question: Question, place: CachePlace | undefined): EntryReport {
  const none = { ageSeconds: null, leftSeconds: null };
  if (place === undefined) {
    return { ...none, state: 'off', reason: 'disabled in the configuration' };
  }
  if (question.imagined) {
    return {
      ...none,
      state: 'unknown',
      reason: 'an entry belongs to the uid, issuer and audiences of one token',
    };
  }
  try {
    const { decision, life, failure } = peek(place, question);
    const now = place.now();
    return {
      state: decision.kind,
      ageSeconds: life === undefined ? null : secondsOf(now - life.issuedAt),
      leftSeconds: life === undefined ? null : Math.max(0, secondsOf(life.expiresAt - now)),
      reason: ['refuse', 'useOld', 'useExpired'].includes(decision.kind) ? (failure?.code ?? null) : null,
    };
  } catch (error) {
    if (!(error instanceof NotUsable)) {
      throw error;
    }
    return { ...none, state: 'off', reason: `the directory ${error.message}` };
  }
}

function secondsOf(ms: number): number {
  return Math.floor(ms / 1000);
}

/** In words, for a person. */
export function describeEntry({ state, ageSeconds, leftSeconds, reason }: EntryReport): string {
  const life =
    ageSeconds === null || leftSeconds === null
      ? ''
      : `, issued ${inWords(ageSeconds)} ago, ${inWords(leftSeconds)} left`;
  switch (state) {
    case 'use':
      return `would be used${life}`;
    case 'useOld':
      return `would be used although it needs renewal${life}: the last renewal failed (${reason})`;
    case 'renew':
      return `would be renewed${life}`;
    case 'askInGrace':
      return `has expired${life}: used only if the service cannot be reached`;
    case 'useExpired':
      return `would be used although it has expired: the service cannot be reached (${reason})`;
    case 'ask':
      return life === '' ? 'no entry: the cloud would be asked' : `has expired${life}`;
    case 'refuse':
      return `the last failure would be reported again, without asking the cloud (${reason})`;
    case 'off':
      return `off: ${reason}`;
    case 'unknown':
      return `unknown: ${reason}`;
  }
}

/** `2h 5m`, `41s`. */
function inWords(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = [hours > 0 && `${hours}h`, minutes > 0 && `${minutes}m`, hours === 0 && `${seconds % 60}s`];
  return parts.filter(Boolean).join(' ');
}
