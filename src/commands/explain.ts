// explain: which rule serves an image, why the others do not, and what the kubelet would get.

import type { PullRequest } from '../backend/backend.ts';
import type { ArgumentsOf } from '../command-line/arguments.ts';
import { loadConfig } from '../config/load.ts';
import { type EnvironmentReport, reportEnvironment } from '../explain/environment.ts';
import { byDistance, type Explanation, explainPull } from '../explain/explain-pull.ts';
import { formatExplanation } from '../explain/format.ts';
import { type KubeletReport, reportKubelet } from '../explain/kubelet-entries.ts';
import { parseImage } from '../image/reference.ts';
import { findKubeletEnvironment } from '../kubelet/running.ts';
import { formatJson, painterFor } from '../paint.ts';
import { cachePlace, surroundingsOf } from '../surroundings.ts';
import type { Outcome, World } from '../world.ts';
import { annotationsNamed, serviceAccountNamed } from './given-account.ts';
import { runInside } from './in-host-root.ts';

/** @throws {ProviderError} when the configuration or the image itself is wrong. */
export async function explain(args: ArgumentsOf<'explain'>, world: World): Promise<Outcome> {
  const { hostRoot } = args;
  if (hostRoot !== undefined) return runInside({ ...args, hostRoot }, world);
  const serviceAccount = serviceAccountNamed(args.serviceAccount);
  const pull: PullRequest = {
    image: parseImage(args.image),
    serviceAccountToken: undefined,
    serviceAccount: () => serviceAccount,
    serviceAccountAnnotations: annotationsNamed(args.annotation),
  };
  const config = loadConfig({ flag: args.config, env: world.env });
  const surroundings = surroundingsOf(world)(config);
  const explanation = await explainPull(config, pull, surroundings, cachePlace(config, world));
  const { backend, chain } = explanation;
  const backends = chain.length > 0 ? chain.map((link) => link.backend) : [backend ?? []].flat();
  const environment = reportEnvironment(backends, world.env, () => findKubeletEnvironment());
  const kubelet =
    args.kubeletConfig === undefined ? undefined : reportKubelet(args.kubeletConfig, pull.image.name);
  return {
    text:
      args.output === 'json'
        ? formatJson(forProgram(explanation, { kubelet, environment, asked: args.image, all: args.all }))
        : formatExplanation(explanation, {
            kubelet,
            environment,
            asked: args.image,
            all: args.all,
            painter: painterFor(await world.hasColour()),
            columns: await world.columns(),
          }),
    exitCode: explanation.error === undefined ? 0 : 1,
  };
}

/** A node has a few rules; of a file with thousands, those that match or come near are the first of these. */
const MAX_ROWS = 500;

interface More {
  readonly kubelet: KubeletReport | undefined;
  readonly environment: EnvironmentReport | null;
  /** The image as it was written. */
  readonly asked: string;
  readonly all: boolean;
}

function forProgram(
  { rules, logins, error, ...facts }: Explanation,
  { kubelet, environment, asked, all }: More,
): object {
  const shownRules = all ? rules : bounded(rules);
  const shownLogins = all ? logins : logins.slice(0, MAX_ROWS);
  return {
    asked,
    ...facts,
    environment,
    logins: shownLogins,
    loginsLeftOut: logins.length - shownLogins.length,
    rules: shownRules,
    rulesLeftOut: rules.length - shownRules.length,
    error,
    kubelet,
  };
}

function bounded(rules: Explanation['rules']): Explanation['rules'] {
  if (rules.length <= MAX_ROWS) return rules;
  const kept = new Set([...rules.filter(({ matched }) => matched), ...byDistance(rules)].slice(0, MAX_ROWS));
  return rules.filter((rule) => kept.has(rule));
}
