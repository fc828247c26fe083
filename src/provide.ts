// The story of one pull: request, rule, credential, answer.

import { makeAnswer } from './answer.ts';
import type { PullRequest, Surroundings } from './backend/backend.ts';
import { Backends, type RunDeadline } from './backend/backends.ts';
import { type Choice, chooseRules, needsToken } from './config/choose-rule.ts';
import type { Config } from './config/config.ts';
import { cacheDurationOf } from './config/defaults.ts';
import { parseImage } from './image/reference.ts';
import type { Notes } from './log/run-log.ts';
import { type CredentialProviderRequest, decodeRequest } from './protocol/request.ts';
import { type Answer, encodeResponse, NO_CREDENTIAL } from './protocol/response.ts';
import { serviceAccountOf } from './protocol/service-account.ts';
import type { Stop } from './system/deadline.ts';

interface ProvideOptions {
  readonly config: Config;
  /** Rules that need tokens are another entry's of the kubelet's configuration. */
  readonly rulesWithoutTokens?: boolean;
  readonly stop: Stop;
  readonly surroundings: Surroundings;
  /** Collects what becomes known of the run, for the log. */
  readonly notes?: Notes;
  readonly deadline: RunDeadline;
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
  { config, rulesWithoutTokens = false, stop, surroundings, notes = {}, deadline }: ProvideOptions,
): Promise<Answer> {
  const pull = pullOf(request);
  notes.pull = pull;
  const backends = new Backends(surroundings, deadline);
  const chosen = chooseRules(config.rules, pull, backends.patternsOf);
  if (chosen === undefined) {
    return NO_CREDENTIAL;
  }
  notes.rule = chosen.rules[0];
  const choice = rulesWithoutTokens ? withoutTokens(chosen) : chosen;
  if (choice === undefined) {
    return NO_CREDENTIAL;
  }
  const { rules, wholeRegistry } = choice;
  const backend = backends.serving(choice);
  Object.assign(notes, { rule: rules[0], backend });
  const credentials = await backend.getCredentials(pull, stop);
  deadline.check();
  if (credentials === undefined) {
    return NO_CREDENTIAL;
  }
  notes.credentials = credentials.entries.length;
  return makeAnswer(credentials, {
    image: pull.image,
    wholeRegistry,
    cacheDurationMs: Math.max(...rules.map(cacheDurationOf)),
    now: surroundings.now(),
  });
}

/** The rules that need no token; undefined: there is none, or another one is required. */
function withoutTokens({ rules, wholeRegistry }: Choice): Choice | undefined {
  const [first, ...others] = rules.filter((rule) => !needsToken(rule));
  const isRequired = rules.some((rule) => rule.required && needsToken(rule));
  return isRequired ? undefined : first && { rules: [first, ...others], wholeRegistry };
}

function pullOf(request: CredentialProviderRequest): PullRequest {
  const { serviceAccountToken: token, serviceAccountAnnotations } = request;
  return {
    image: parseImage(request.image),
    serviceAccountToken: token,
    serviceAccount: () => token && serviceAccountOf(token),
    serviceAccountAnnotations,
  };
}
