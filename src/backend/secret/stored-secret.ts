// What every secret store gives: a secret that is to be read, and as whom.

import type { Secret } from '../../secret.ts';
import type { QuestionKey } from '../backend.ts';
import type { Details } from '../cloud/cloud-backend.ts';

/** A secret that is to be read, by one identity. */
export interface StoredSecret {
  /** For messages: `secret pull/hub`. */
  readonly name: string;
  /** For `explain`. Nothing secret. */
  readonly details: Details;
  readonly warnings: readonly string[];
  /** All that decides what is read, for the cache. */
  readonly key: QuestionKey;
  /** The Pod's own token, if it is sent to the store: no credential may repeat it, which would be kept on the disk. */
  readonly sent?: Secret | undefined;
  /** Its text. Obeys the signal. @throws {ProviderError} */
  read(signal: AbortSignal): Promise<Secret>;
}
