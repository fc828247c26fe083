// The story of one pull: question, rule, credential, answer.

import { makeAnswer } from './answer.ts';
import type { Backend, PullRequest } from './backend/backend.ts';
import { createBackend } from './backend/create.ts';
import { chooseRule, type PatternsOf, type Subject } from './config/choose-rule.ts';
import type { Config, Rule } from './config/config.ts';
import { parseImage } from './image/reference.ts';
import { type CredentialProviderRequest, decodeRequest } from './protocol/request.ts';
import { type Answer, encodeResponse, NO_CREDENTIAL } from './protocol/response.ts';
import { serviceAccountOf } from './protocol/service-account.ts';

/** For a credential that does not say when it expires, from a backend that has no setting for it. */
const DEFAULT_CACHE_DURATION_MS = 5 * 60_000;

export interface ProvideOptions {
  readonly config: Config;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Answers one request of the kubelet.
 * @returns the response, one line of JSON, with the secret in it
 * @throws {ProviderError}
 */
export async function provide(requestText: string, options: ProvideOptions): Promise<string> {
  const request = decodeRequest(requestText);
  const answer = await answerRequest(request, options);
  return encodeResponse(request.apiVersion, answer);
}

async function answerRequest(
  request: CredentialProviderRequest,
  { config, signal, now }: ProvideOptions,
): Promise<Answer> {
  const image = parseImage(request.image);
  const backends = new Backends();
  const choice = chooseRule(config.rules, subjectOf(request, image), backends.patternsOf);
  if (choice === undefined) {
    return NO_CREDENTIAL;
  }
  const { rule, wholeRegistry } = choice;
  const pull: PullRequest = { ...request, image };
  const credentials = await backends.of(rule).getCredentials(pull, signal);
  if (credentials === undefined) {
    return NO_CREDENTIAL;
  }
  return makeAnswer(credentials, {
    image,
    wholeRegistry,
    cacheDurationMs:
      'cacheDurationMs' in rule.backend ? rule.backend.cacheDurationMs : DEFAULT_CACHE_DURATION_MS,
    now: now(),
  });
}

function subjectOf(request: CredentialProviderRequest, image: Subject['image']): Subject {
  const token = request.serviceAccountToken;
  return { image, serviceAccount: () => token && serviceAccountOf(token) };
}

/** The backends of this run: made when first needed, one a rule, as they may read a file for matching too. */
export class Backends {
  readonly #made = new Map<Rule, Backend>();

  of(rule: Rule): Backend {
    let backend = this.#made.get(rule);
    if (backend === undefined) {
      backend = createBackend(rule);
      this.#made.set(rule, backend);
    }
    return backend;
  }

  readonly patternsOf: PatternsOf = (rule) => rule.matchImages ?? this.of(rule).patterns?.() ?? [];
}
