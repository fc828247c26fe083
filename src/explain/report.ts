// What explain tells of a pull: the JSON that it prints, and all that its text is made of.

import type { EnvironmentReport } from './environment.ts';
import { byDistance, type Explanation } from './explain-pull.ts';
import type { KubeletReport } from './kubelet-entries.ts';

/** docs/commands.md describes its fields. */
export interface ExplainReport extends Explanation {
  /** The image as it was written. */
  readonly asked: string;
  /** Null: the backend asks no service. */
  readonly environment: EnvironmentReport | null;
  /** How many entries of the docker config, and how many rules, are not listed. */
  readonly loginsLeftOut: number;
  readonly rulesLeftOut: number;
  readonly kubelet: KubeletReport | undefined;
}

type More = Pick<ExplainReport, 'asked' | 'environment' | 'kubelet'>;

/** A node has a few rules; of a file with thousands, those that match or come near are the first of these. */
const MAX_ROWS = 500;

/** @param all every rule and every login, however many there are */
export function reportExplanation(
  { rules, logins, error, ...facts }: Explanation,
  { kubelet, environment, asked }: More,
  all: boolean,
): ExplainReport {
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
