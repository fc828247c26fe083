// The dockerConfig section of a rule: from the file to what the backend wants.

import { DEFAULT_CACHE_DURATION_MS, durationOr } from './defaults.ts';
import type { BackendSection } from './section.ts';

export const dockerConfig: BackendSection<'dockerConfig'> = {
  normalise: ({ path, helpers, cacheDuration }) => ({
    kind: 'dockerConfig',
    path,
    helpers,
    cacheDurationMs: durationOr(DEFAULT_CACHE_DURATION_MS, cacheDuration),
  }),
  checks: [],
};
