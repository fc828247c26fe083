// The dockerConfig section of a rule: from the file to what the backend wants.

import { DEFAULT_CACHE_DURATION_MS, durationOr } from './defaults.ts';
import type { BackendSection } from './section.ts';

export const dockerConfig: BackendSection<'dockerConfig'> = {
  normalise: ({ path, cacheDuration }) => ({
    kind: 'dockerConfig',
    path,
    cacheDurationMs: durationOr(DEFAULT_CACHE_DURATION_MS, cacheDuration),
  }),
  checks: [],
};
