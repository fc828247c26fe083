// Keys from a program of the user's, which a profile names: credential_process.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html

import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import { type ProgramOptions, runCommandLine } from '../../system/program.ts';
import { decodeUtf8 } from '../../system/utf8.ts';
import { isPlainText, isToken } from '../cloud/values.ts';
import type { Absent, AwsCredentials } from './credentials.ts';

const MAX_BYTES = 1024 * 1024;

export interface ProcessOptions extends Pick<ProgramOptions, 'env' | 'signal'> {
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** @throws the signal's reason */
export async function processCredentials(
  profileName: string,
  commandLine: string,
  { now, ...options }: ProcessOptions,
): Promise<AwsCredentials | Absent> {
  const what = `credential_process of profile ${quote(profileName)}`;
  // Neither the command line nor what the program says of its failure is shown: both may hold a secret.
  const broken = (problem: string): Absent => ({
    reason: `${what} ${problem}`,
    hint: 'run its command line by hand as the user that the kubelet runs as',
    broken: true,
  });
  const result = await runCommandLine(commandLine, { ...options, maxBytes: MAX_BYTES });
  switch (result.kind) {
    case 'notStarted':
      return broken(`could not be started (${result.code})`);
    case 'killed':
      return broken(`was ended by ${result.by}`);
    case 'tooMuch':
      return broken(`printed more than ${MAX_BYTES} bytes`);
    case 'exited':
      break;
  }
  if (result.exit !== 0) {
    return broken(`failed with exit code ${result.exit}`);
  }
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration } = parse(result.stdout);
  const isSession = SessionToken !== undefined && SessionToken !== null && SessionToken !== '';
  if (
    Version !== 1 ||
    !isPlainText(AccessKeyId) ||
    !isPlainText(SecretAccessKey) ||
    (isSession && !isToken(SessionToken))
  ) {
    return broken('printed no JSON object with Version 1, AccessKeyId and SecretAccessKey');
  }
  if (typeof Expiration === 'string' && Date.parse(Expiration) < now) {
    return broken('gave keys that are over');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    ...(isSession && { sessionToken: new Secret(SessionToken as string) }),
    who: `access key ${quote(AccessKeyId, 40).slice(1, -1)} from the ${what}`,
  };
}

function parse(stdout: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(decodeUtf8(stdout) ?? '');
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {}; // V8's message would quote it
  }
}
