// check: what is wrong with our configuration, the kubelet's, and the executables, before a node or a pull finds out.

import type { Surroundings } from '../backend/backend.ts';
import { RulePatterns } from '../backend/rule-patterns.ts';
import { settingsFitRegistries } from '../check/claim-checks.ts';
import { configsAreSound, entriesStartUs, secretsAreForRoot } from '../check/config-checks.ts';
import { architecturesFit, nobodyElseWrites, ourExecutablesStart } from '../check/executable-checks.ts';
import { dockerConfigsServe, filesAreUsable, type Reading } from '../check/file-checks.ts';
import type { Finding } from '../check/finding.ts';
import { backendsTakeHosts } from '../check/host-checks.ts';
import {
  flagsComeInPairs,
  furtherDocumentsAreIgnored,
  kubeletRefuses,
  patternsNeverMatch,
  providersOverlap,
  whatIsNotKnown,
} from '../check/kubelet-checks.ts';
import { laterRulesServe } from '../check/node-checks.ts';
import { formatReport, makeReport } from '../check/report.ts';
import {
  durationsAreOurs,
  earlierRulesShadow,
  entriesAreServed,
  rulesAreAsked,
} from '../check/rule-checks.ts';
import { gather, type KnownKubelet, type Subject } from '../check/subject.ts';
import { annotationsAreSent, audiencesFit, tokensAreUsed, tokensArrive } from '../check/token-checks.ts';
import { withoutSecrets } from '../check/without-secrets.ts';
import type { Arguments } from '../command-line/arguments.ts';
import type { Config } from '../config/config.ts';
import type { LoadOptions } from '../config/load.ts';
import type { CheckReport } from '../generated/check-report-types.ts';
import { findKubelet } from '../install/state/find-kubelet.ts';
import { kubeletsPassedOver } from '../kubelet/running.ts';
import { formatJson, painterFor } from '../paint.ts';
import { surroundingsOf } from '../surroundings.ts';
import type { Machine } from '../system/permissions.ts';
import type { Command, Outcome } from '../world.ts';

export interface CheckOptions {
  readonly load: LoadOptions;
  /** For the backends that know their patterns from a file. Nothing is asked on the network. */
  readonly surroundingsOf: (config: Config) => Surroundings;
  readonly colour: boolean;
  readonly machine: Machine;
  /** This executable. */
  readonly ownPath: string;
  /** The kubelet of this node; by default it is looked for. */
  readonly running?: () => KnownKubelet | undefined;
  /** Why processes that call themselves a kubelet are not believed; where `running` is given, none by default. */
  readonly passedOver?: () => readonly string[];
  /** Where a file of ours is now that is not in its place yet; by default all are. */
  readonly pathOf?: (path: string) => string;
}

const CHECKS: readonly ((
  subject: Subject,
  patterns: RulePatterns,
  machine: Machine,
  reading: Reading,
) => Finding[] | Promise<Finding[]>)[] = [
  kubeletRefuses,
  flagsComeInPairs,
  furtherDocumentsAreIgnored,
  patternsNeverMatch,
  providersOverlap,
  whatIsNotKnown,
  (subject, _, machine) => architecturesFit(subject, machine),
  (subject, _, machine) => ourExecutablesStart(subject, machine),
  (subject, _, machine) => nobodyElseWrites(subject, machine),
  configsAreSound,
  (subject, _, __, reading) => filesAreUsable(subject, reading),
  dockerConfigsServe,
  secretsAreForRoot,
  backendsTakeHosts,
  settingsFitRegistries,
  entriesStartUs,
  earlierRulesShadow,
  rulesAreAsked,
  entriesAreServed,
  durationsAreOurs,
  tokensArrive,
  laterRulesServe,
  audiencesFit,
  annotationsAreSent,
  tokensAreUsed,
];

export const check: Command = async (args, world) =>
  checkNode(args, {
    load: { flag: args.config, env: world.env },
    surroundingsOf: surroundingsOf(world),
    colour: await world.hasColour(),
    machine: world.machine,
    ownPath: world.ownPath,
  });

/** The command on a node of which a test may choose each part. @throws {ProviderError} USAGE */
export async function checkNode(args: Arguments, options: CheckOptions): Promise<Outcome> {
  const report = await makeCheck(args, options);
  return {
    text: args.output === 'json' ? formatJson(report) : formatReport(report, painterFor(options.colour)),
    exitCode: report.errors > 0 ? 1 : 0,
  };
}

/** What `check` finds, for whoever wants to know before it changes a node. @throws {ProviderError} USAGE */
export async function makeCheck(
  args: Pick<Arguments, 'kubeletConfig' | 'kubeletBinDir' | 'kubeletVersion'>,
  options: Omit<CheckOptions, 'colour'>,
): Promise<CheckReport> {
  const { load, ownPath, machine, running = findKubelet, pathOf = (path) => path } = options;
  const passedOver = options.running === undefined ? kubeletsPassedOver : (options.passedOver ?? (() => []));
  const subject = gather({ ...args, load, ownPath, running: running(), passedOver, pathOf });
  const patterns = new RulePatterns(
    subject.configs.flatMap(({ config }) => config ?? []),
    options.surroundingsOf,
  );
  // Not by push(...): a file of the kubelet's can have more mistakes than a call can have arguments.
  const findings: (readonly Finding[])[] = [];
  for (const each of CHECKS) {
    findings.push(await each(subject, patterns, machine, options));
  }
  return makeReport(subject, withoutSecrets(findings.flat(), subject));
}
