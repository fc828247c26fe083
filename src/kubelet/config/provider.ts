// One entry of the kubelet's configuration as its code sees it: what is absent, and what is null, is empty.

import type { Path } from '../../yaml/path.ts';

export interface Provider {
  readonly name: string;
  readonly apiVersion: string;
  readonly matchImages: readonly string[];
  /** Milliseconds. */
  readonly defaultCacheDurationMs: number | undefined;
  readonly args: readonly string[];
  /** May hold secrets. */
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly tokenAttributes: TokenAttributes | undefined;
  readonly place: ProviderPlace;
}

export interface TokenAttributes {
  readonly serviceAccountTokenAudience: string;
  readonly cacheType: string;
  readonly requireServiceAccount: boolean | undefined;
  readonly requiredServiceAccountAnnotationKeys: readonly string[];
  readonly optionalServiceAccountAnnotationKeys: readonly string[];
}

/** Where an entry stands. */
interface ProviderPlace {
  readonly file: string;
  /** `['providers', 2]`. */
  readonly path: Path;
  /** Of a field of the entry, or of the entry. */
  lineOf(...field: Path): number;
}
