// What `try` tells: of each run, and which credentials the kubelet would use of all of them. It has no secret in it.

import type { ResponseRefusal } from '../kubelet/response/decode.ts';
import type { Kept } from '../kubelet/response/judge.ts';
import type { VerifiedAttempt } from '../verify/verify-pull.ts';
import type { OwnReport } from './own-report.ts';

/** Of a secret, what tells two of them apart. */
export interface SecretFacts {
  readonly characters: number;
  /** The first digits. */
  readonly sha256: string;
}

export interface ShownCredential {
  readonly provider: string;
  /** Of `auth`. */
  readonly key: string;
  readonly username: string;
  readonly password: SecretFacts;
}

export interface ProviderReport {
  readonly name: string;
  readonly own: boolean;
  readonly command: string;
  readonly matching: string;
  /** `notRun`: the kubelet would not run it, or `try` does not; `refused`: it gave no answer that the kubelet takes. */
  readonly result: 'accepted' | 'refused' | 'notRun';
  /** Of what was not accepted. */
  readonly refusal:
    | (Pick<ResponseRefusal, 'reason' | 'remedy'> & {
        readonly logged: string | null;
        /** What lets nodes have the token, in YAML for kubectl apply. */
        readonly grant: string | null;
      })
    | null;
  /** For a reader; null: the request has no token. */
  readonly token:
    | (SecretFacts & {
        readonly of: string;
        readonly cacheType: string;
        readonly annotations: readonly string[];
      })
    | null;
  readonly run: {
    readonly ending: string;
    readonly ms: number;
    readonly stdoutBytes: number;
    readonly stderr: readonly string[];
    /** Null: it cannot be known. */
    readonly report: OwnReport | null;
  } | null;
  /** Null: nothing was accepted. */
  readonly kept: Kept | null;
  /** Keys of the answer that do not match the image, or are none. */
  readonly unusedKeys: readonly string[];
  readonly notes: readonly string[];
}

/** The JSON that it prints, and all that its text is made of; docs/commands.md describes its fields. */
export interface TryReport {
  /** The image as it was written. */
  readonly asked: string;
  /** Its full name. */
  readonly image: string;
  readonly kubelet: {
    readonly config: string | null;
    readonly binDir: string | null;
    /** What says so. */
    readonly source: string | null;
  };
  /** Whose variables the provider was given. */
  readonly environment: string;
  readonly providers: readonly ProviderReport[];
  /** Other plugins that the kubelet runs for the image too. */
  readonly others: readonly string[];
  readonly unmatched: readonly { readonly name: string; readonly reason: string }[];
  /** In the order in which the kubelet tries them. */
  readonly credentials: readonly ShownCredential[];
  readonly summary: string;
  /** With --verify: attempts at the registry, in the order of a pull. */
  readonly verified: {
    readonly attempts: readonly VerifiedAttempt[];
    readonly summary: string;
    readonly notes: readonly string[];
  } | null;
  readonly notes: readonly string[];
}
