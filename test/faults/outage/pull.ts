// One pull by the executable at a cloud that does not answer, and what came of it, without what differs from run to run.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../../../src/errors.ts';
import { EXECUTABLE, type RunResult, request, run } from '../../support/executable.ts';
import { configText, type TemporaryFolder } from '../../support/temporary.ts';
import { AUTHORITY, type CloudUnderTest, type NodeAtCloud } from './clouds.ts';
import { type Kept, memoryIn, placeEntry, readEntry } from './entry.ts';
import type { Place } from './faults.ts';
import { throughGate } from './gate.ts';

/** A node whose cloud answered, and then something happened. */
export interface NodeInTrouble {
  readonly cloud: CloudUnderTest;
  readonly node: NodeAtCloud;
  readonly place: Place;
  readonly folder: TemporaryFolder;
  readonly seed: Seed;
}

/** What the cloud gave while it answered. */
export interface Seed {
  /** Of an entry. */
  readonly text: string;
  /** Host with port that gave it. */
  readonly host: string;
}

export interface Outcome {
  readonly exit: number | null;
  /** Of the failure that stderr tells, or of the renewal's in the log. */
  readonly code: ErrorCode | undefined;
  /** The line on stderr, or what the log says of the renewal; with `…` for names. */
  readonly text: string;
  /** As the kubelet is given it. */
  readonly password?: string;
  readonly cacheDuration?: string;
  /** Requests to the service, and attempts at one. */
  readonly tries: number;
  /** How the cache answered, as the log has it. */
  readonly cache: string | undefined;
  readonly level: string;
  readonly seconds: number;
  /** Seconds from then on in which nobody asks again. */
  readonly quietSeconds: number;
}

interface LogLine {
  readonly level: string;
  readonly cache?: {
    readonly outcome: string;
    readonly failure?: { readonly code: ErrorCode; readonly message: string };
  };
  readonly calls: readonly { readonly host: string }[];
  readonly code?: ErrorCode;
}

export interface PullOptions {
  readonly kept: Kept;
  /** Absent: the default. */
  readonly deadline?: string;
  /** Distinguishes this pull, with a cache of its own, from others of the same kind. */
  readonly attempt?: number;
  /** From what the attempt of that number has left, and at once. */
  readonly again?: boolean;
}

export async function pull(
  trouble: NodeInTrouble,
  { kept, deadline, attempt = 1, again = false }: PullOptions,
): Promise<Outcome> {
  const { cloud, node, place, folder, seed } = trouble;
  const name = `${kept}-${deadline ?? 'default'}-${attempt}`;
  const directory = join(folder.path, name);
  const log = join(folder.path, `${name}.log`);
  const host = new URL(place.url).host;
  if (kept !== 'nothing' && !again) {
    placeEntry(seed.text, directory, { from: seed.host, to: host, kept });
  }
  const { rule, env } = node.at(place.url);
  const more = { cache: { directory }, log: { file: log }, ...(deadline && { deadline }) };
  const config = folder.write(`${name}.json`, configOf(folder, rule, more));
  const [command = EXECUTABLE, ...first] = [...(place.command ?? []), EXECUTABLE];
  const begin = (started?: (pid: number) => void): Promise<RunResult> =>
    run({
      command: [command, ...first],
      args: ['--config', config],
      input: requestTo(cloud),
      env: { PATH: process.env.PATH ?? '', ...env, ...place.env },
      ...(started && { started }),
    });
  const { exit, stdout, stderr, ms } = await (again ? begin() : throughGate(begin));
  const line = lastLine(log);
  const failure = line.cache?.failure;
  return {
    exit,
    code: line.code ?? failure?.code,
    text: withoutNames(failure === undefined ? stderr : `${failure.message} [${failure.code}]`, host),
    ...(exit === 0 && answerIn(stdout)),
    tries: line.calls.filter((call) => call.host.replace(/:443$/, '') === host).length,
    cache: line.cache?.outcome,
    level: line.level,
    seconds: ms / 1000,
    quietSeconds: memoryIn(directory),
  };
}

/** What the cloud gives at a URL where it answers. */
export async function seedFrom(
  url: string,
  { cloud, node, folder }: Omit<NodeInTrouble, 'place' | 'seed'>,
): Promise<Seed> {
  const directory = join(folder.path, 'seed');
  const { rule, env } = node.at(url);
  const config = folder.write('seed.json', configOf(folder, rule, { cache: { directory } }));
  const { exit, stderr } = await run({ args: ['--config', config], input: requestTo(cloud), env });
  if (exit !== 0) {
    throw new Error(`${cloud.name}, which answers: ${stderr}`);
  }
  return { text: readEntry(directory), host: new URL(url).host };
}

function requestTo({ image, token }: CloudUnderTest): string {
  return request(image, token === undefined ? {} : { serviceAccountToken: token });
}

function configOf(folder: TemporaryFolder, rule: object, more: object): string {
  const caFile = folder.write('ca.pem', AUTHORITY.certificate, 0o644);
  return configText([{ name: 'pull', ...rule }], { caFile, ...more });
}

function lastLine(log: string): LogLine {
  return JSON.parse(readFileSync(log, 'utf8').trimEnd().split('\n').at(-1) as string) as LogLine;
}

function answerIn(stdout: string): Pick<Outcome, 'password' | 'cacheDuration'> {
  const { auth, cacheDuration } = JSON.parse(stdout);
  const [{ password }] = Object.values(auth) as [{ password: string }];
  return { password, cacheDuration };
}

function withoutNames(text: string, host: string): string {
  return text
    .replace('rule "pull"', 'rule "…"')
    .replaceAll(host, '…')
    .replace(/127\.0\.0\.1(:\d+)?|AKIANODE|(?<=")unknown authority|other\.example/g, '…')
    .replace(/(?<=the authorities in ")[^"]+/, '…')
    .replace(/tried \d+ times/, 'tried … times');
}
