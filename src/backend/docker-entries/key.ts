// The key of an entry of a docker config, as a pattern.

import { normalizeAuthKey } from '../../kubelet/keyring.ts';

/** The key as a pattern. Docker's name for Docker Hub stands for `docker.io`, which is what images say. */
export function asPattern(key: string): string | undefined {
  const normalized = normalizeAuthKey(key);
  return normalized === 'index.docker.io' ? 'docker.io' : normalized;
}
