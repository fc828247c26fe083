// explain: which rule serves an image, why the others do not, and what the kubelet would get.

import type { PullRequest } from '../backend/backend.ts';
import type { ArgumentsOf } from '../command-line/arguments.ts';
import { loadConfig } from '../config/load.ts';
import { reportEnvironment } from '../explain/environment.ts';
import { explainPull } from '../explain/explain-pull.ts';
import { formatExplanation } from '../explain/format.ts';
import { reportKubelet } from '../explain/kubelet-entries.ts';
import { reportExplanation } from '../explain/report.ts';
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
  const { all, image: asked, output } = args;
  const report = reportExplanation(explanation, { kubelet, environment, asked }, all);
  return {
    text:
      output === 'json'
        ? formatJson(report)
        : formatExplanation(report, {
            all,
            painter: painterFor(await world.hasColour()),
            columns: await world.columns(),
          }),
    exitCode: explanation.error === undefined ? 0 : 1,
  };
}
