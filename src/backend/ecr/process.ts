// Keys from a program of the user's, which a profile names: credential_process.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html

import { isAbsolute, join } from 'node:path';
import type { ProviderError } from '../../errors.ts';
import { parseObject } from '../../json.ts';
import { exists } from '../../system/files.ts';
import type { ShellOptions } from '../../system/program.ts';
import { otherWriterOf } from '../../system/root-only.ts';
import { decodeUtf8 } from '../../system/utf8.ts';
import { timeOf } from '../cloud/values.ts';
import { type AwsCredentials, keysFrom, unavailable } from './credentials.ts';
import type { AwsProfile } from './shared-files.ts';

const MAX_BYTES = 1024 * 1024;

interface ProcessOptions extends Pick<ShellOptions, 'env' | 'signal'> {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** See `Network`. */
  readonly leave?: (() => Promise<never>) | undefined;
}

/**
 * @param label of the profile, for a reader
 * @throws {ProviderError} IDENTITY_UNAVAILABLE, or the signal's reason
 */
export async function processCredentials(
  label: string,
  profile: AwsProfile,
  { now, leave, ...options }: ProcessOptions,
): Promise<AwsCredentials> {
  const what = `credential_process of ${label}`;
  const commandLine = profile.fields.credential_process as string;
  refuseOtherWriters(what, commandLine, profile.files, options.env);
  // Neither the command line nor what the program says of its failure is shown: both may hold a secret.
  const broken = (problem: string): ProviderError =>
    unavailable(`${what} ${problem}`, "run its command line by hand as the kubelet's user");
  await leave?.();
  const { runShell } = await import('../../system/program.ts');
  const result = await runShell(commandLine, { ...options, maxBytes: MAX_BYTES });
  switch (result.kind) {
    case 'notStarted':
      throw broken(`could not be started (${result.code})`);
    case 'killed':
      throw broken(`was ended by ${result.by}`);
    case 'tooMuch':
      throw broken(`printed more than ${MAX_BYTES} bytes`);
    case 'exited':
      break;
  }
  if (result.exit !== 0) {
    throw broken(`failed with exit code ${result.exit}${MEANING[result.exit] ?? ''}`);
  }
  const answer = parseObject(decodeUtf8(result.stdout) ?? '');
  if (answer === undefined) {
    throw broken('printed no JSON object');
  }
  if (answer.Version !== 1) {
    throw broken('printed JSON without "Version": 1');
  }
  const { AccessKeyId: id, SecretAccessKey: secret, SessionToken: token, Expiration } = answer;
  const keys = keysFrom({ id, secret, token }, (shown) => `access key ${shown} from the ${what}`);
  if (keys === undefined) {
    throw broken('printed no valid AccessKeyId and SecretAccessKey');
  }
  if (Expiration !== undefined && Expiration !== null && !(timeOf(Expiration) > now)) {
    throw broken('printed expired keys, or an invalid Expiration');
  }
  return keys;
}

/** As the shell says it. */
const MEANING: Readonly<Record<number, string>> = {
  126: ' (the program may not be executed)',
  127: ' (the program does not exist)',
};

/** The line runs as the kubelet's user, which is root: another user must not have written it, nor the program. */
function refuseOtherWriters(
  what: string,
  commandLine: string,
  files: readonly string[],
  env: ProcessOptions['env'],
): void {
  const program = programOf(commandLine, env.PATH);
  for (const path of program === undefined ? files : [...files, program]) {
    const problem = otherWriterOf(path);
    if (problem !== undefined) {
      throw unavailable(
        `${what} is not run: ${problem}, and it would run as root`,
        'make the file, the program and the directories above them writable for root only: chown root, chmod go-w',
      );
    }
  }
}

/** The first word that is neither a variable for the program nor a word that runs the next one. */
const PROGRAM = /^\s*(?:(?:\w+=[\w@%+:,./-]*|exec|env)\s+)*(?:"([^"$`\\]+)"|([\w@%+=:,./-]+))/;

/** Undefined where the first word is no plain name of a file: the shell's own commands, and what it expands. */
function programOf(commandLine: string, path = ''): string | undefined {
  const [, quoted, plain] = PROGRAM.exec(commandLine) ?? [];
  const name = quoted ?? plain ?? '';
  if (name.includes('/')) {
    return isAbsolute(name) ? name : join('/', name);
  }
  const folders = path.split(':').filter(isAbsolute);
  return name === '' ? undefined : folders.map((folder) => join(folder, name)).find(isThere);
}

function isThere(path: string): boolean {
  try {
    return exists(path);
  } catch {
    return false;
  }
}
