// explain: which rule serves an image, why the others do not, and what the kubelet would get.

import type { PullRequest } from '../backend/backend.ts';
import type { ArgumentsOf } from '../command-line/arguments.ts';
import { loadConfig } from '../config/load.ts';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { type Explanation, explainPull } from '../explain/explain-pull.ts';
import { formatExplanation } from '../explain/format.ts';
import { type KubeletReport, reportKubelet } from '../explain/kubelet-entries.ts';
import { parseImage } from '../image/reference.ts';
import type { PatternsReport } from '../image/report.ts';
import { formatJson, painterFor } from '../paint.ts';
import type { ServiceAccount } from '../protocol/service-account.ts';
import { isNamespace, isServiceAccountName } from '../protocol/service-account-name.ts';
import { cachePlace, surroundingsOf } from '../surroundings.ts';
import type { Outcome, World } from '../world.ts';

/** @throws {ProviderError} when the configuration or the image itself is wrong. */
export async function explain(args: ArgumentsOf<'explain'>, world: World): Promise<Outcome> {
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
  const kubelet =
    args.kubeletConfig === undefined ? undefined : reportKubelet(args.kubeletConfig, pull.image.name);
  return {
    text:
      args.output === 'json'
        ? formatJson(forProgram(explanation, kubelet))
        : formatExplanation(explanation, kubelet, args.image, painterFor(await world.hasColour())),
    exitCode: explanation.error === undefined ? 0 : 1,
  };
}

function serviceAccountNamed(text: string | undefined): ServiceAccount | undefined {
  if (text === undefined) {
    return undefined;
  }
  const [namespace = '', name = '', ...rest] = text.split('/');
  if (!isNamespace(namespace) || !isServiceAccountName(name) || rest.length > 0) {
    throw new ProviderError(`--service-account: expected NAMESPACE/NAME, got ${quote(text)}`, {
      code: 'USAGE',
      hint: 'for instance --service-account team-a/default',
    });
  }
  return { namespace, name };
}

function annotationsNamed(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (key === undefined || value === undefined) {
        throw new ProviderError(`--annotation: expected KEY=VALUE, got ${quote(text)}`, {
          code: 'USAGE',
          hint: 'for instance --annotation eks.amazonaws.com/role-arn=arn:aws:iam::210987654321:role/pull',
        });
      }
      return [key, value];
    }),
  );
}

function forProgram({ rules, error, ...facts }: Explanation, kubelet: KubeletReport | undefined): object {
  return {
    ...facts,
    rules: rules.map(withoutNearMiss),
    error,
    kubelet: kubelet && { ...kubelet, providers: kubelet.providers.map(withoutNearMiss) },
  };
}

function withoutNearMiss<T extends PatternsReport>({ nearMiss: _, ...report }: T): Omit<T, 'nearMiss'> {
  return report;
}
