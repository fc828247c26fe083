// All checks, in the order in which their findings are listed where nothing else orders them.

import type { CheckReport } from '../generated/check-report-types.ts';
import { chainsAreInOrder } from './chain-checks.ts';
import { settingsFitRegistries, settingsFitSecrets } from './claim-checks.ts';
import { configsAreSound, entriesStartUs, secretsAreForRoot } from './config-checks.ts';
import { dockerConfigsServe } from './docker-config-checks.ts';
import { architecturesFit, noOtherUserWrites, ourExecutablesStart } from './executable-checks.ts';
import { filesAreUsable } from './file-checks.ts';
import type { Finding } from './finding.ts';
import { backendsTakeHosts } from './host-checks.ts';
import {
  flagsComeInPairs,
  furtherDocumentsAreIgnored,
  kubeletRefuses,
  patternsNeverMatch,
  providersOverlap,
  whatIsNotKnown,
} from './kubelet-checks.ts';
import { laterRulesServe } from './later-rule-checks.ts';
import { loginsAreLikely } from './login-checks.ts';
import { mirrorsSeeCredentials } from './mirror-checks.ts';
import { imagesStayWithTheirAccount } from './open-image-checks.ts';
import { makeReport } from './report.ts';
import { durationsAreOurs, earlierRulesShadow, entriesAreServed, rulesAreAsked } from './rule-checks.ts';
import { type CheckSubject, makeSubject, type SubjectOptions } from './subject.ts';
import {
  annotationsAreSent,
  audiencesFit,
  tokensAreUsed,
  tokensArrive,
  tokensMayBePasswords,
} from './token-checks.ts';
import { withoutSecrets } from './without-secrets.ts';

type Check = (subject: CheckSubject) => Finding[] | Promise<Finding[]>;

const CHECKS: readonly Check[] = [
  kubeletRefuses,
  flagsComeInPairs,
  furtherDocumentsAreIgnored,
  patternsNeverMatch,
  providersOverlap,
  whatIsNotKnown,
  architecturesFit,
  ourExecutablesStart,
  noOtherUserWrites,
  configsAreSound,
  filesAreUsable,
  dockerConfigsServe,
  secretsAreForRoot,
  loginsAreLikely,
  backendsTakeHosts,
  settingsFitRegistries,
  settingsFitSecrets,
  entriesStartUs,
  earlierRulesShadow,
  chainsAreInOrder,
  rulesAreAsked,
  entriesAreServed,
  durationsAreOurs,
  tokensArrive,
  laterRulesServe,
  imagesStayWithTheirAccount,
  audiencesFit,
  tokensMayBePasswords,
  annotationsAreSent,
  tokensAreUsed,
  (subject) => mirrorsSeeCredentials(subject),
];

/** @throws {ProviderError} USAGE */
export async function makeCheck(options: SubjectOptions): Promise<CheckReport> {
  const subject = makeSubject(options);
  return makeReport(subject, withoutSecrets(await findAll(subject), subject));
}

export async function findAll(subject: CheckSubject): Promise<Finding[]> {
  // Not by push(...): a file of the kubelet's can have more mistakes than a call can have arguments.
  const findings: (readonly Finding[])[] = [];
  for (const check of CHECKS) {
    findings.push(await check(subject));
  }
  return findings.flat();
}
