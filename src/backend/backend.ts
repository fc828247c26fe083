// What every backend is: the code that gets a credential for the images of a rule.

import type { Rule } from '../config/config.ts';
import type { ProviderError } from '../errors.ts';
import type { ImageName } from '../image/reference.ts';
import type { ServiceAccount } from '../protocol/service-account.ts';
import type { Secret } from '../secret.ts';
import type { Stop } from '../system/deadline.ts';
import type { Environment } from '../system/environment.ts';
import type { Network } from '../system/network/door.ts';

/** One image for which the kubelet wants a credential, and the service account that pulls it. */
export interface PullRequest {
  readonly image: ImageName;
  /** Undefined also where `explain` only imagines a service account. */
  readonly serviceAccountToken: Secret | undefined;
  /** The service account that pulls; undefined: the request has no token. @throws {ProviderError} TOKEN_INVALID */
  readonly serviceAccount: () => ServiceAccount | undefined;
  /** Written by the owner of the service account: they may choose the identity, never a host, URL or file. */
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
  /** `registry`: every image of the pull's registry would get exactly these. */
  readonly scope: 'registry' | 'image';
  /** Milliseconds for which the kubelet may cache that there is no credential. */
  readonly anonymousForMs?: number;
  /** Milliseconds after which the kubelet asks again, even if the credentials live longer: they need renewal. */
  readonly cacheAtMostMs?: number;
}

/** What `explain` can tell of a pull without the network. */
export interface Description {
  /** What the image's name tells the backend, such as account and region; the file that it reads. */
  readonly details: Readonly<Record<string, string | boolean>>;
  readonly scope: Credentials['scope'];
  /** The keys of the credentials, where the backend chooses them. */
  readonly keys?: readonly string[];
  /** What works, but should be corrected. */
  readonly warnings: readonly string[];
  /** The question to a cloud, to look it up in the cache. */
  readonly question?: Question;
}

/** One login of the file that a backend reads, as `explain` shows it. */
export interface LoginReport {
  /** The registry or pattern under which the file has it. */
  readonly key: string;
  readonly matches: boolean;
  /** Empty: it has none. Null: it cannot be read. */
  readonly username: string | null;
  /** Why it cannot be used, or what is odd about it; never its secret. */
  readonly odd: readonly string[];
}

/** One rule of a chain, and what became of it. */
export interface Link {
  readonly rule: Rule;
  readonly backend: Backend;
  /** Undefined: it failed, or the registry needs none for the image. */
  readonly credentials: Credentials | undefined;
  readonly failure: ProviderError | undefined;
  /** Why not all of its credentials are given, although it did not fail. */
  readonly leftOut?: ProviderError | undefined;
}

export interface Backend {
  /** Of a chain: its rules as far as they were asked. */
  readonly links?: readonly Link[];
  /** @throws {ProviderError} when the pull would fail for a reason that is visible without the network */
  describe(pull: PullRequest): Description;
  /** What a rule without `matchImages` matches. @throws {ProviderError} when that cannot be known. */
  patterns?(): readonly string[];
  /** The logins of its file, those that match in the kubelet's order before the others. @throws {ProviderError} */
  logins?(pull: PullRequest): readonly LoginReport[];
  /**
   * Undefined: this registry needs no credential for the image.
   * @throws {ProviderError}
   */
  getCredentials(pull: PullRequest, stop: Stop): Promise<Credentials | undefined>;
}

/** One question to a cloud, as the node-wide cache knows it. */
export interface Question {
  /** Name of the rule that asks; the answer does not depend on it. */
  readonly rule: string;
  /** Kind of the backend that asks: `ecr`. */
  readonly backend: string;
  /** Host, with port if it has one, whose credential is asked for. */
  readonly registry: string;
  /**
   * Everything else that decides the answer, so that two questions with equal keys may share it: endpoints,
   * settings of the identity, what of the environment chooses it, the service account and the annotations that
   * were used, and the secrets that are sent. Token files are not part of it, since their content changes at any time.
   */
  readonly key: QuestionKey;
  /** The token of the Pod's service account asks, so that its credential is of no other. */
  readonly byToken: boolean;
  /** The service account is imagined, for `explain`: no pull has this question. */
  readonly imagined?: boolean;
  /** Obeys the signal. @throws {ProviderError} */
  ask(signal: AbortSignal): Promise<Credentials>;
}

export type QuestionKey = { readonly [name: string]: QuestionKeyValue };
/** The cache keeps only a digest of a secret. */
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
  /** The answer, from the cache or by a call. @throws {ProviderError} that `ask` throws, or threw recently */
  through(question: Question, stop: Stop): Promise<Credentials>;
}

/** What a backend may know of the world around the process. */
export interface Surroundings {
  readonly env: Environment;
  readonly network: Network;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /**
   * Deletes variables from the process's own environment, before an SDK is loaded that would read them by itself, to
   * write to stderr or to choose another identity.
   */
  readonly hide?: (names: readonly string[]) => void;
  /** Only where nothing is really run: called before a program is; never comes back. */
  readonly leave?: () => Promise<never>;
  /** Runs the work; `wait` says what the run waits for meanwhile, if its time ends. Absent: it has no end. */
  readonly during?: <T>(wait: () => string, work: () => Promise<T>) => Promise<T>;
  /** Loads the cache, at the first question. Absent or undefined: each question is a call. */
  readonly cache?: () => Promise<CredentialCache | undefined>;
}
