// Where the process begins and ends. The only file that touches `process`.

import type { Surroundings } from './backend/backend.ts';
import type { CacheReport, NodeCache, NodeCacheOptions } from './cache/node-cache.ts';
import { type Arguments, parseArguments, withAbsolutePaths } from './command-line/arguments.ts';
import type { Config } from './config/config.ts';
import { loadConfig } from './config/load.ts';
import { formatError, formatForPerson, ProviderError } from './errors.ts';
import type { Notes } from './log/run-log.ts';
import { MAX_REQUEST_BYTES } from './protocol/request.ts';
import { provide } from './provide.ts';
import { withDeadline } from './system/deadline.ts';
import { createNetwork } from './system/network.ts';
import { writeAll } from './system/output.ts';
import { readStdin } from './system/stdin.ts';
import { isTerminal } from './system/terminal.ts';
import { decodeUtf8 } from './system/utf8.ts';

/** A reader that does not take what we write is waited for this long, still within the kubelet's minute. */
const OUTPUT_DEADLINE_MS = 50_000;

const startedAt = clock();

/** Milliseconds that never jump. `performance` would cost a millisecond of start. */
function clock(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

async function run(args: readonly string[]): Promise<number> {
  const parsed = withAbsolutePaths(parseArguments(args), process.cwd);
  switch (parsed.command) {
    case undefined:
    case 'provide':
      return (await isTerminal(0)) ? refuseTerminal() : runProvide(parsed);
    case 'explain':
      return forPerson(async () => {
        const { explain } = await import('./commands/explain.ts');
        const { text, exitCode } = await explain(parsed, {
          load: loadOptions(parsed),
          surroundingsOf: (config) => surroundingsOf(config).surroundings,
          openCache,
          colour: await wantsColour(),
        });
        out(text);
        return exitCode;
      });
    case 'cache':
      return forPerson(async () => {
        const { clearCache } = await import('./commands/cache.ts');
        out(await clearCache(loadConfig(loadOptions(parsed)), parsed, openCache));
        return 0;
      });
    case 'check':
      return forPerson(async () => {
        const { check } = await import('./commands/check.ts');
        const { text, exitCode } = await check(parsed, {
          load: loadOptions(parsed),
          surroundingsOf: (config) => surroundingsOf(config).surroundings,
          colour: await wantsColour(),
          machine: { architecture: process.arch, uid: process.getuid?.() },
          ownPath: process.execPath,
        });
        out(text);
        return exitCode;
      });
    case 'generate kubelet-config':
    case 'generate rbac':
      return forPerson(async () => {
        const { generateKubeletConfig, generateRbac } = await import('./commands/generate.ts');
        const generate = parsed.command === 'generate rbac' ? generateRbac : generateKubeletConfig;
        const { text, notes } = generate(parsed, {
          load: loadOptions(parsed),
          surroundingsOf: (config) => surroundingsOf(config).surroundings,
        });
        for (const note of notes) writeAll(2, `${note}\n`, outOfTime);
        if (text !== '') out(text);
        return 0;
      });
    case 'status':
      return forPerson(async () => {
        const { status } = await import('./commands/status.ts');
        const { text, exitCode } = await status(parsed, { colour: await wantsColour() });
        out(text);
        return exitCode;
      });
    case 'install':
    case 'uninstall':
      if (parsed.hostRoot !== undefined || parsed.watch) {
        return forPerson(async () => {
          const { runOutside } = await import('./commands/install-outside.ts');
          return runOutside(parsed, {
            given: args,
            ownPath: process.execPath,
            uid: process.getuid?.(),
            architecture: process.arch,
            say: (text) => void writeAll(1, text, () => true),
            onSignal,
          });
        });
      }
      return forPerson(async () => {
        const { runInstall, runUninstall } = await import('./commands/install.ts');
        const stop = new AbortController();
        const end = onSignal(() => stop.abort());
        try {
          const run = parsed.command === 'install' ? runInstall : runUninstall;
          out(
            await run(parsed, {
              surroundingsOf: (config) => surroundingsOf(config).surroundings,
              machine: { architecture: process.arch, uid: process.getuid?.() },
              ownPath: process.execPath,
              // Nobody who does not read may hold up a change of the node.
              say: (line) => void writeAll(2, `${line}\n`, () => true),
              signal: stop.signal,
            }),
          );
        } finally {
          end();
        }
        return 0;
      });
    case 'completion': {
      const { completionScript } = await import('./commands/completion.ts');
      out(completionScript(parsed.operands[0]));
      return 0;
    }
    case 'version': {
      const { versionText } = await import('./commands/version.ts');
      out(versionText({ runtime: process.version, platform: `${process.platform} ${process.arch}` }));
      return 0;
    }
    case 'help': {
      out((await import('./commands/help.ts')).helpText());
      return 0;
    }
  }
}

/** Until the function that it gives is called, these signals do not end us. */
function onSignal(listener: (signal: NodeJS.Signals) => void): () => void {
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

/** Runs a command whose errors are read at a terminal, not in the kubelet's log. */
async function forPerson(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    writeAll(2, `${formatForPerson(error)}\n`, outOfTime);
    return error.exitCode;
  }
}

async function runProvide(args: Arguments): Promise<number> {
  const config = loadConfig(loadOptions(args));
  const { surroundings, cache, waitingFor } = surroundingsOf(config);
  const notes: Notes = {};
  const log = (failure?: unknown) => logRun(config, { surroundings, cache, notes, failure });
  const checkTime = () => {
    if (remainingOf(config) <= 0) throw overdue(config, notes, waitingFor());
  };
  try {
    const request = await readRequest(remainingOf(config));
    const response = await withDeadline(
      remainingOf(config),
      (signal) => provide(request, { config, signal, surroundings, notes, checkTime }),
      () => overdue(config, notes, waitingFor()),
    );
    out(response);
  } catch (error) {
    await log(error);
    throw error;
  }
  await log();
  return 0;
}

/** The run is over before it had an answer. */
function overdue({ deadlineMs }: Config, { rule }: Notes, wait: string | undefined): ProviderError {
  const error = new ProviderError(
    `no answer within the deadline of ${deadlineMs / 1000} s${wait === undefined ? '' : `: ${wait}`}`,
    { code: 'DEADLINE_EXCEEDED', hint: 'the kubelet asks again at the next attempt of the pull' },
  );
  return rule === undefined ? error : error.of(`rule "${rule.name}": ${rule.backend.kind}`);
}

interface Run extends Pick<RunSurroundings, 'surroundings' | 'cache'> {
  readonly notes: Notes;
  /** Undefined: it was answered. */
  readonly failure: unknown;
}

/** Only where the configuration has a log; and whatever is wrong with that, the pull has had its answer. */
async function logRun({ log }: Config, { surroundings, cache, notes, failure }: Run): Promise<void> {
  if (log === undefined) {
    return;
  }
  try {
    const { logRun: write } = await import('./log/run-log.ts');
    await write(log, notes, {
      at: Date.now(),
      ms: clock() - startedAt,
      calls: surroundings.network.calls,
      cache: cache(),
      failure: failure === undefined || failure instanceof ProviderError ? failure : internalError(failure),
    });
  } catch {
    // There is nowhere left to tell it.
  }
}

async function readRequest(timeoutMs: number): Promise<string> {
  const input = await readStdin({
    maxBytes: MAX_REQUEST_BYTES,
    timeoutMs,
    clock,
    stream: () => process.stdin,
  }).catch((error: NodeJS.ErrnoException) => {
    throw new ProviderError(`request on stdin: cannot be read (${error.code ?? error.name})`, {
      code: 'REQUEST_INVALID',
      hint: 'connect stdin to a pipe or a file',
      cause: error,
    });
  });
  switch (input.kind) {
    case 'tooLarge':
      throw new ProviderError(`request on stdin: larger than ${MAX_REQUEST_BYTES} bytes`, {
        code: 'REQUEST_TOO_LARGE',
        hint: 'send one CredentialProviderRequest and nothing else',
      });
    case 'timedOut':
      throw new ProviderError(`request on stdin: no end within the deadline, after ${input.received} bytes`, {
        code: 'DEADLINE_EXCEEDED',
        hint: 'close stdin after the request, as the kubelet does',
      });
    case 'bytes': {
      const text = decodeUtf8(input.bytes);
      if (text === undefined) {
        throw new ProviderError('request on stdin: not UTF-8 text', {
          code: 'REQUEST_INVALID',
          hint: 'send one CredentialProviderRequest as JSON in UTF-8',
        });
      }
      return text;
    }
  }
}

interface RunSurroundings {
  readonly surroundings: Surroundings;
  /** What the cache has done; undefined: nothing. */
  readonly cache: () => CacheReport | undefined;
  /** What the run waits for at this moment; undefined: nobody knows. */
  readonly waitingFor: () => string | undefined;
}

function surroundingsOf(config: Config): RunSurroundings {
  const { env } = process;
  // A name that DNS does not answer for keeps glibc busy for 10 to 30 s, and the process from ending. With these
  // it is 4 to 10 s: https://man7.org/linux/man-pages/man5/resolv.conf.5.html
  env.RES_OPTIONS ??= 'timeout:2 attempts:2';
  let asideMs = 0;
  const remainingMs = () => remainingOf(config) - asideMs;
  const network = createNetwork({ env, caFile: config.caFile, clock, remainingMs });
  const { waitingFor } = network;
  let cache: NodeCache | undefined;
  return {
    surroundings: {
      env,
      network,
      now: Date.now,
      hide: (names) => {
        for (const name of names) delete env[name];
      },
      cache: async () => {
        cache ??= await openCache(config, {
          waitingFor,
          setAside: (ms) => {
            asideMs = ms;
          },
        });
        return cache;
      },
    },
    cache: () => cache?.report,
    waitingFor,
  };
}

/** Undefined: the configuration has turned it off. */
async function openCache(
  config: Config,
  options: Pick<NodeCacheOptions, 'waitingFor' | 'setAside'> = {},
): Promise<NodeCache | undefined> {
  if (config.cache === undefined) {
    return undefined;
  }
  const { NodeCache } = await import('./cache/node-cache.ts');
  return new NodeCache({
    directory: config.cache.directory,
    uid: process.geteuid?.() ?? -1,
    now: Date.now,
    remainingMs: () => remainingOf(config),
    ...options,
  });
}

function remainingOf({ deadlineMs }: Config): number {
  return deadlineMs - (clock() - startedAt);
}

async function refuseTerminal(): Promise<number> {
  const { helpText } = await import('./commands/help.ts');
  writeAll(2, helpText(), outOfTime);
  return 2;
}

/** Only on a terminal, and not where its owner has asked for none: https://no-color.org */
async function wantsColour(): Promise<boolean> {
  const { NO_COLOR, TERM } = process.env;
  return !NO_COLOR && TERM !== 'dumb' && (await isTerminal(1));
}

function loadOptions({ config }: Arguments): { flag: string | undefined; env: NodeJS.ProcessEnv } {
  return { flag: config, env: process.env };
}

function out(text: string): void {
  let written: boolean;
  try {
    written = writeAll(1, text, outOfTime);
  } catch (error) {
    throw new ProviderError(
      `stdout cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      { code: 'OUTPUT_FAILED', hint: 'check what stdout is connected to', cause: error },
    );
  }
  if (!written) {
    throw new ProviderError('stdout was closed before all was written', {
      code: 'OUTPUT_FAILED',
      hint: 'the reader must read to the end, as the kubelet does',
    });
  }
}

function outOfTime(): boolean {
  return clock() - startedAt > OUTPUT_DEADLINE_MS;
}

/** Ends the process with one line for any failure, a bug of ours included. */
async function fail(error: unknown): Promise<never> {
  const line = error instanceof ProviderError ? error : internalError(error);
  try {
    // The kubelet puts our stderr into the middle of its own log line; an end of line would tear that in two.
    const end = (await isTerminal(2)) ? '\n' : '';
    writeAll(2, formatError(line) + end, outOfTime);
  } catch {
    // stderr itself is broken: the exit code still tells.
  }
  process.exit(line.exitCode);
}

/** A bug's message may quote what it met, a secret too; its kind and place cannot. */
function internalError(error: unknown): ProviderError {
  const kind = error instanceof Error ? error.name : typeof error;
  const [, place = 'an unknown place'] =
    /\n\s+at ([^\n]+)/.exec(error instanceof Error ? (error.stack ?? '') : '') ?? [];
  return new ProviderError(`internal error: ${kind} in ${place}`, {
    code: 'INTERNAL',
    hint: 'this is a bug of registry-credential-provider: please report this line and its version',
  });
}

process.on('uncaughtException', fail);
run(process.argv.slice(2)).then((code) => process.exit(code), fail);
