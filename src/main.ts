// Where the process begins and ends. The only file that touches `process`.

import type { CommandName } from './command-line/commands.ts';
import { parseKubeletForm } from './command-line/kubelet-form.ts';
import { asProviderError, formatError, ProviderError } from './errors.ts';
import { run } from './run.ts';
import { openStderr, openStdout } from './system/output.ts';
import { readStdin } from './system/stdin.ts';
import { hasColour, isTerminal } from './system/terminal.ts';
import type { Command, Outcome, World } from './world.ts';

/** How long to wait for a reader that does not read: still within the kubelet's minute. */
const OUTPUT_DEADLINE_MS = 50_000;

const USUAL_COLUMNS = 80;

/** Called by this name, as by a symbolic link, it is a credential helper of docker's. */
const DOCKER_HELPER = 'docker-credential-registry-credential-provider';

/** Each command is loaded when it is called; only `provide`, which the kubelet calls, is loaded at the start. */
const COMMANDS: { readonly [Name in CommandName]: () => Command<Name> | Promise<Command<Name>> } = {
  provide: () => run,
  explain: async () => (await import('./commands/explain.ts')).explain,
  try: async () => (await import('./commands/try.ts')).tryImage,
  check: async () => (await import('./commands/check.ts')).check,
  'generate config': async () => (await import('./commands/generate.ts')).generateConfig,
  'generate kubelet-config': async () => (await import('./commands/generate.ts')).generateKubeletConfig,
  'generate rbac': async () => (await import('./commands/generate.ts')).generateRbac,
  install: async () => (await import('./commands/install.ts')).install,
  uninstall: async () => (await import('./commands/install.ts')).uninstall,
  status: async () => (await import('./commands/status.ts')).status,
  'cache clear': async () => (await import('./commands/cache.ts')).clearCache,
  schema: async () => (await import('./commands/schema.ts')).schema,
  completion: async () => (await import('./commands/completion.ts')).completion,
  version: async () => (await import('./commands/version.ts')).version,
  help: async () => (await import('./commands/help.ts')).help,
};

const clock = startClock();
const outOfTime = () => clock() > OUTPUT_DEADLINE_MS;
const stdout = openStdout(outOfTime);
const stderr = openStderr(outOfTime);

/** Milliseconds that never jump. `performance` would cost a millisecond of start. */
function startClock(): () => number {
  const hrtime = () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1000 + nanoseconds / 1e6;
  };
  const startedAt = hrtime();
  return () => hrtime() - startedAt;
}

async function main(argv: readonly string[]): Promise<number> {
  if (process.argv0.split('/').at(-1) === DOCKER_HELPER) {
    const { dockerCredential } = await import('./commands/docker-credential.ts');
    const { text, exitCode } = await dockerCredential(argv, worldOf(argv));
    stdout.write(text);
    return exitCode;
  }
  const args =
    parseKubeletForm(argv) ?? (await import('./command-line/parse.ts')).parseArguments(argv, process.cwd);
  const { command: name } = args;
  if (name === 'provide' && (await isTerminal(0))) {
    const { helpText } = await import('./command-line/help.ts');
    stderr.write(helpText([], await columns(2)));
    return 2;
  }
  try {
    // Each command takes the arguments of its own name, which the compiler can check in the table only.
    const command: (args: never, world: World) => Promise<Outcome> = await COMMANDS[name]();
    const { text, exitCode } = await command(args as never, worldOf(argv));
    if (text !== '') stdout.write(text);
    return exitCode;
  } catch (error) {
    if (name === 'provide' || !(error instanceof ProviderError)) {
      throw error;
    }
    // Not the kubelet reads it, but a program or a person.
    if ('output' in args && args.output === 'json') {
      stdout.write((await import('./command-line/error-json.ts')).errorJson(error));
    } else {
      const { failureText } = await import('./command-line/failure-text.ts');
      stderr.write(failureText(error, (await isTerminal(2)) ? await columns(2) : undefined));
    }
    return error.exitCode;
  }
}

function worldOf(argv: readonly string[]): World {
  const { arch, env, execPath, platform, version } = process;
  return {
    argv,
    env,
    clock,
    now: Date.now,
    machine: { architecture: arch, uid: process.geteuid?.() },
    ownPath: execPath,
    runtime: `Node ${version}, ${platform} ${arch}`,
    readStdin: (limits) => readStdin({ ...limits, clock, stream: () => process.stdin }),
    stdout,
    stderr,
    hasColour: () => hasColour(env),
    columns: () => columns(1),
    onSignal,
  };
}

/** Where there is no terminal, as many as the narrowest of the usual ones has. */
async function columns(descriptor: 1 | 2): Promise<number> {
  const named = Number(process.env.COLUMNS);
  if (Number.isInteger(named) && named > 0) return named;
  if (!(await isTerminal(descriptor))) return USUAL_COLUMNS;
  // A terminal that was never told its size has none.
  return (descriptor === 1 ? process.stdout : process.stderr).columns || USUAL_COLUMNS;
}

/** These signals go to the listener, and do not end the process, until the returned function is called. */
function onSignal(listener: (signal: NodeJS.Signals) => void): () => void {
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

/** Ends the process with one line for any failure, a bug in this program included; on a terminal it may break. */
async function fail(error: unknown): Promise<never> {
  const failure = asProviderError(error);
  try {
    if (await isTerminal(2)) {
      const { failureText } = await import('./command-line/failure-text.ts');
      stderr.write(failureText(failure, await columns(2)));
    } else {
      // The kubelet puts it into the middle of its own log line, which a line end would break in two.
      stderr.write(formatError(failure));
    }
  } catch {
    // stderr itself is broken: only the exit code can tell.
  }
  process.exit(failure.exitCode);
}

process.on('uncaughtException', fail);
// Nothing is left that could go on, and there is no answer: the process would end as if it had succeeded.
process.once('beforeExit', () =>
  fail(
    new ProviderError('internal error: the run ended without an answer', {
      code: 'INTERNAL',
      hint: 'this is a bug in registry-credential-provider: please report this line, the command and the version',
    }),
  ),
);
main(process.argv.slice(2)).then((code) => process.exit(code), fail);
