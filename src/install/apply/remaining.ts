// What install cannot do from the node, and an operator still has to: nothing of it is reported as done.

import { join } from 'node:path/posix';
import { escapeControls, shellWord } from '../../escape.ts';
import { formatRelease, TOKENS_KNOWN } from '../../kubelet/release.ts';
import { NAME } from '../../version.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { NodePlan } from '../plan/node-plan.ts';
import type { InstallOptions, Wanted } from '../plan/wanted.ts';
import { isCommandLink } from '../state/record.ts';

/** Clauses; a command that is to be typed ends one. */
export function describeRemaining(
  { audiences }: Pick<InstallOptions, 'audiences'>,
  { plan: { entries, leftOut }, configInForce }: Wanted,
  setup: NodeSetup,
  { record }: NodePlan,
): readonly string[] {
  const hasLink = record?.items.some((item) => isCommandLink(item, setup)) === true;
  const program = hasLink ? NAME : shellWord(join(setup.binDir, NAME));
  const granted = entries.flatMap(({ tokens }) => tokens?.audience ?? []);
  const options = [...audiences].map(
    ([cloud, audience]) => ` --audience ${shellWord(`${cloud}=${audience}`)}`,
  );
  const command = `${program} generate rbac --config ${shellWord(configInForce)}${options.join('')}`;
  return [
    ...(granted.length === 0
      ? []
      : [
          `as an administrator of the cluster, grant the kubelets tokens for ${granted.join(', ')}, unless that is done (it was not checked; the manifests of the DaemonSet have the grant): ${command} | kubectl apply -f -`,
        ]),
    ...(leftOut.length === 0
      ? []
      : [`${namesOf(leftOut)} no credential on this node yet, because ${withoutTokens(setup)}`]),
  ];
}

function namesOf(rules: Wanted['plan']['leftOut']): string {
  const names = rules.map(({ name }) => name).join(', ');
  return rules.length === 1 ? `the rule ${names} gives` : `the rules ${names} give`;
}

function withoutTokens({ release }: NodeSetup): string {
  return release !== undefined && release < TOKENS_KNOWN
    ? `its kubelet has no service account tokens: upgrade it to ${formatRelease(TOKENS_KNOWN)} or later, then run install --tokens`
    : 'that needs service account tokens: run install again with --tokens added';
}

/** For a terminal. */
export function formatRemaining(remaining: readonly string[]): string {
  return remaining.map((each) => `Still to do: ${escapeControls(each)}\n`).join('');
}
