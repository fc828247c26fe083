// Releases of the kubelet, and what of its credential providers changed from one to the next.

import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';

/** The minor version: 34 for 1.34. */
export type Release = number;

/** The first with the configuration's v1, and the last that was read and run. */
export const OLDEST_RELEASE: Release = 26;
export const NEWEST_RELEASE: Release = 37;

/** `tokenAttributes` are known from here on (KEP-4412, alpha, off by default), */
export const TOKENS_KNOWN: Release = 33;
/** and from here on they work without a feature gate, `cacheType` is known and required, */
export const TOKENS_ON: Release = 34;
/** and the configuration may be a directory. */
export const DIRECTORIES: Release = 34;
/** Built with Go 1.26, whose URL parser refuses a host with several colons. */
export const STRICT_COLONS: Release = 36;

export const TOKEN_GATE = 'KubeletServiceAccountTokenForCredentialProviders';

/** `1.34`, `v1.34.2`, `Kubernetes v1.34.2-eks-abc`; undefined for anything else. */
export function parseRelease(text: string): Release | undefined {
  const [, minor] = /^(?:Kubernetes )?v?1\.([0-9]{1,3})(?:[.+-].*)?$/s.exec(text.trim()) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

export function formatRelease(release: Release): string {
  return `1.${release}`;
}

/** What --kubelet-version names. @throws {ProviderError} USAGE */
export function releaseNamed(text: string): Release {
  const release = parseRelease(text);
  if (release === undefined || release < OLDEST_RELEASE || release > NEWEST_RELEASE) {
    throw new ProviderError(
      `--kubelet-version: expected a release from ${formatRelease(OLDEST_RELEASE)} to ${formatRelease(NEWEST_RELEASE)}, got ${quote(text)}`,
      { code: 'USAGE', hint: `for instance --kubelet-version ${formatRelease(NEWEST_RELEASE)}` },
    );
  }
  return release;
}
