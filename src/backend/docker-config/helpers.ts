// The credential helpers of a docker config, which the rule has named the folder of: who would be asked for an image, and
// what they answer. Nothing of this is evaluated for a rule without `helpers`.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { ImageName } from '../../image/reference.ts';
import type { Surroundings } from '../backend.ts';
import type { DockerConfig } from '../docker-entries/parse.ts';
import { findHelper, HELPER_VARIABLE, type HelperPlace, runHelper } from './helper-program.ts';
import {
  type HelperLogin,
  type HelperQuestion,
  helperQuestions,
  IMAGINED_LOGIN,
  withAnswers,
} from './helper-questions.ts';

interface HelperOptions extends HelperPlace {
  /** How messages name the docker config, the rule included. */
  readonly where: string;
}

interface PlacedQuestion {
  readonly question: HelperQuestion;
  /** Of the helper's program. */
  readonly path: string;
}

/**
 * The docker config with the helpers' answers for an image. Each program is looked at before the first is run. One that
 * fails fails the pull: another entry's credential may be meant for other images.
 * @throws {ProviderError} HELPER_FAILED, DOCKER_CONFIG_INVALID, DOCKER_CONFIG_UNSUPPORTED
 */
export async function askHelpers(
  config: DockerConfig,
  image: ImageName,
  { where, ...place }: HelperOptions,
  { surroundings, signal }: { readonly surroundings: Surroundings; readonly signal: AbortSignal },
): Promise<DockerConfig> {
  const { env, leave, during = (_, work) => work() } = surroundings;
  const answers = new Map<HelperQuestion, HelperLogin | undefined>();
  try {
    for (const { question, path } of placed(helperQuestions(config, image), place)) {
      refuseInHelper(path, env);
      await leave?.();
      const wait = () => `credential helper ${quote(path)} did not end in time`;
      answers.set(question, await during(wait, () => runHelper(path, question.serverUrl, { env, signal })));
    }
  } catch (error) {
    throw nameIn(error, where);
  }
  return withAnswers(config, answers);
}

/** What would be run for an image, and the docker config with the keys that its answer would have. Runs nothing. */
export function describeHelpers(
  config: DockerConfig,
  image: ImageName,
  { where, ...place }: HelperOptions,
): { readonly filled: DockerConfig; readonly runs: readonly string[] } {
  try {
    const found = placed(helperQuestions(config, image), place);
    return {
      filled: withAnswers(config, new Map(found.map(({ question }) => [question, IMAGINED_LOGIN]))),
      runs: found.map(({ question, path }) => `${path} get, for ${question.serverUrl}`),
    };
  } catch (error) {
    throw nameIn(error, where);
  }
}

/** @throws {ProviderError} HELPER_FAILED for one that is not there, or is another user's */
function placed(questions: readonly HelperQuestion[], place: HelperPlace): PlacedQuestion[] {
  return questions.map((question) => ({ question, path: findHelper(question.helper, place) }));
}

/**
 * A helper that asks this plugin, by its name as a helper, would be run by that again, without an end.
 * @throws {ProviderError} HELPER_FAILED
 */
function refuseInHelper(path: string, env: Surroundings['env']): void {
  const by = env[HELPER_VARIABLE];
  if (by !== undefined) {
    throw new ProviderError(
      `credential helper ${quote(path)} is not run: the credential helper ${quote(by)}, which this plugin has run, asks it again`,
      { code: 'HELPER_FAILED', hint: 'write a rule for this registry before that of the docker config' },
    );
  }
}

function nameIn(error: unknown, where: string): unknown {
  return error instanceof ProviderError ? error.of(where) : error;
}
