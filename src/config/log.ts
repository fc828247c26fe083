// The configuration's log: where it goes, as the program wants it, and what a schema cannot say of it.

import type { LogConfig } from '../generated/config-types.ts';
import type { Mistake } from '../yaml/mistake.ts';
import type { LogSettings } from './config.ts';
import { DEFAULT_LOG_LEVEL, DEFAULT_LOG_MAX_SIZE } from './defaults.ts';
import type { SoundConfig } from './sound.ts';

export function normaliseLog({ file, level = DEFAULT_LOG_LEVEL, maxSize }: LogConfig): LogSettings {
  return {
    target:
      file === undefined
        ? { kind: 'journald' }
        : { kind: 'file', path: file, maxBytes: bytesOf(maxSize ?? DEFAULT_LOG_MAX_SIZE) },
    level,
  };
}

const UNITS: Readonly<Record<string, number>> = { Ki: 1024, Mi: 1024 * 1024 };

/** Of a size that the schema has accepted: `10Mi`. */
function bytesOf(size: string): number {
  return Number(size.slice(0, -2)) * (UNITS[size.slice(-2)] ?? Number.NaN);
}

export function logSizeNeedsFile({ log }: SoundConfig): Mistake[] {
  return log?.journald && log.maxSize !== undefined
    ? [{ path: ['log', 'maxSize'], text: 'has no effect without file: the journal has its own limits' }]
    : [];
}
