// What every backend is: the code that gets a credential for the images of a rule.

import type { ImageName } from '../image/reference.ts';
import type { ServiceAccount } from '../protocol/service-account.ts';
import type { Secret } from '../secret.ts';
import type { Environment } from '../system/environment.ts';
import type { Network } from '../system/network/door.ts';

/** One image for which the kubelet wants a credential, and who wants it. */
export interface PullRequest {
  readonly image: ImageName;
  /** Undefined also where `explain` only imagines a service account. */
  readonly serviceAccountToken: Secret | undefined;
  /** Who pulls, undefined when the request has no token. @throws {ProviderError} TOKEN_INVALID */
  readonly serviceAccount: () => ServiceAccount | undefined;
  /** What the owner of the service account has written: it may choose the identity, never a place. */
  readonly serviceAccountAnnotations: ReadonlyMap<string, string>;
}

export interface Credential {
  readonly username: string;
  readonly password: Secret;
  /** Absent: it does not expire by itself, and the rule's `cacheDuration` says how long it is used. */
  readonly expiresAt?: Date | undefined;
  /** The key under which the kubelet finds it. Absent: the image's registry, or the image. */
  readonly key?: string | undefined;
}

export interface Credentials {
  /** Empty: the image is pulled anonymously, on purpose. */
  readonly entries: readonly Credential[];
  /** `registry`: every image of the pull's registry would have got exactly these. */
  readonly scope: 'registry' | 'image';
  /** Milliseconds for which the kubelet may remember that there are none. */
  readonly anonymousForMs?: number;
  /** The kubelet is to ask again after this many milliseconds, however long they live: they are old already. */
  readonly cacheAtMostMs?: number;
}

/** What `explain` can tell of a pull without a request on the network. */
export interface Description {
  /** What the image's name tells the backend, such as account and region; the file that it reads. */
  readonly details: Readonly<Record<string, string | boolean>>;
  readonly scope: Credentials['scope'];
  /** The keys of the credentials, where the backend chooses them. */
  readonly keys?: readonly string[];
  /** What works and should be mended all the same. */
  readonly warnings: readonly string[];
  /** What a cloud would be asked, for a look into the cache. */
  readonly question?: Question;
}

export interface Backend {
  /** @throws {ProviderError} when the pull would fail for a reason that needs no network to see. */
  describe(pull: PullRequest): Description;
  /** What a rule without `matchImages` matches. @throws {ProviderError} when that cannot be known. */
  patterns?(): readonly string[];
  /**
   * Undefined: this registry needs no credential for the image.
   * @throws {ProviderError}
   */
  getCredentials(pull: PullRequest, signal: AbortSignal): Promise<Credentials | undefined>;
}

/** One question to a cloud, as the node-wide cache knows it. */
export interface Question {
  /** Kind of the backend that asks: `ecr`. */
  readonly backend: string;
  /** Host, with port if it has one, whose credential is asked for. */
  readonly registry: string;
  /**
   * Everything else that decides the answer, so that two questions with equal keys may share it: endpoints,
   * settings of the identity, what of the environment chooses it, the service account and the annotations that
   * were used, and the secrets that are sent on the way. Token files are not: theirs change at any time.
   */
  readonly key: QuestionKey;
  /** The service account is made up, for `explain`: no pull asks like this. */
  readonly imagined?: boolean;
  /** Obeys the signal. @throws {ProviderError} */
  ask(signal: AbortSignal): Promise<Credentials>;
}

export type QuestionKey = { readonly [name: string]: QuestionKeyValue };
/** Of a secret the cache keeps a digest. */
export type QuestionKeyValue =
  | string
  | number
  | boolean
  | undefined
  | Secret
  | readonly QuestionKeyValue[]
  | QuestionKey;

/** What stands between a backend and its cloud, so that one call serves the whole node. */
export interface CredentialCache {
  /** The answer, kept or asked for now. @throws {ProviderError} as `ask` does, now or a moment ago */
  through(question: Question, signal: AbortSignal): Promise<Credentials>;
}

/** What a backend may know of the world around the process. */
export interface Surroundings {
  readonly env: Environment;
  readonly network: Network;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /**
   * Takes variables out of the process's own environment, before an SDK is evaluated that would read them by
   * itself: to write to stderr, or to choose another identity.
   */
  readonly hide?: (names: readonly string[]) => void;
  /** Loads the cache, when the first question is asked. Absent or none: every question goes to its cloud. */
  readonly cache?: () => Promise<CredentialCache | undefined>;
}
