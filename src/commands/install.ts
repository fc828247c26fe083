// install and uninstall on this node, in this process: the engine with what it works with, and what is said of it.

import { isSea } from 'node:sea';
import type { ArgumentsOf } from '../command-line/arguments.ts';
import { audiencesNamed } from '../entries/wanted/wanted-entries.ts';
import { ProviderError } from '../errors.ts';
import { escapeControls, quote } from '../escape.ts';
import type { Collaborators } from '../install/apply/collaborators.ts';
import { dryRun } from '../install/apply/dry-run.ts';
import { prepareInstall, prepareRestore, prepareUninstall } from '../install/apply/prepare.ts';
import { formatRemaining } from '../install/apply/remaining.ts';
import * as apply from '../install/apply/run.ts';
import { sweepRuns } from '../install/apply/sweep.ts';
import { controlKubelet } from '../install/kubelet/control.ts';
import { isHealthUrl } from '../install/kubelet/healthz.ts';
import { seeKubelet } from '../install/kubelet/process.ts';
import { hostAt, withNodeFiles } from '../install/node/host.ts';
import { findNodeSetup } from '../install/node/profiles/find.ts';
import { withCommands } from '../install/node/profiles/setup-parts.ts';
import { PLACES } from '../install/state/places.ts';
import { parseGoDuration } from '../protocol/go-duration.ts';
import { surroundingsOf } from '../surroundings.ts';
import type { Outcome, World } from '../world.ts';
import { type ChangeArguments, runOutside } from './install-outside.ts';

const HEALTH_TIMEOUT_MS = 120_000;
/** As long as another run may take that has to undo what it did. */
const WAIT_MS = 15 * 60_000;

/** @throws {ProviderError} */
export function install(args: ArgumentsOf<'install'>, world: World): Promise<Outcome> {
  return isOutside(args) ? runOutside(args, world) : here(args, world, installHere);
}

/** @throws {ProviderError} */
export function uninstall(args: ArgumentsOf<'uninstall'>, world: World): Promise<Outcome> {
  return isOutside(args) ? runOutside(args, world) : here(args, world, uninstallHere);
}

/** Done by a process of its own: inside another root, or again and again. */
function isOutside({ hostRoot, watch }: ChangeArguments): boolean {
  return hostRoot !== undefined || watch;
}

async function here<Args extends ChangeArguments>(
  args: Args,
  world: World,
  work: (args: Args, collaborators: Collaborators) => Promise<string>,
): Promise<Outcome> {
  const stop = new AbortController();
  const end = world.onSignal(() => stop.abort());
  try {
    return { text: await work(args, collaboratorsFor(args, world, stop.signal)), exitCode: 0 };
  } finally {
    end();
  }
}

async function installHere(args: ArgumentsOf<'install'>, collaborators: Collaborators): Promise<string> {
  const wants = {
    config: args.config,
    files: args.files,
    tokens: args.tokens,
    audiences: audiencesNamed(args.audience),
    replace: args.replace,
    acceptLoss: args.acceptLoss,
    unattended: args.unattended,
    noRestart: args.noRestart,
  };
  if (args.dryRun) {
    const prepare = args.restoreKubeletConfig ? prepareRestore(wants) : prepareInstall(wants);
    return dryRun(args.command, prepare, collaborators);
  }
  const { message, remaining = [] } = args.restoreKubeletConfig
    ? await apply.restoreKubeletConfig(wants, collaborators)
    : await apply.install(wants, collaborators);
  return `${escapeControls(message)}\n${formatRemaining(remaining)}`;
}

async function uninstallHere(args: ArgumentsOf<'uninstall'>, collaborators: Collaborators): Promise<string> {
  if (args.dryRun) {
    return dryRun(args.command, prepareUninstall(args), collaborators);
  }
  return `${escapeControls((await apply.uninstall(args, collaborators)).message)}\n`;
}

function collaboratorsFor(args: ChangeArguments, world: World, signal: AbortSignal): Collaborators {
  const { machine, ownPath, stderr } = world;
  if (machine.uid !== 0) {
    throw new ProviderError(`${args.command}: user ${machine.uid} may not change this node`, {
      code: 'USAGE',
      hint: 'run as root',
    });
  }
  if (!isSea() && args.command === 'install') {
    throw new ProviderError('install: the plain bundle cannot be installed, because it needs Node', {
      code: 'USAGE',
      hint: 'run the executable of the release',
    });
  }
  const healthTimeoutMs = timeoutNamed(args.healthTimeout);
  refuseHealthUrl(args.healthUrl);
  return {
    surroundingsOf: surroundingsOf(world),
    machine,
    ownPath,
    signal,
    // A reader that does not read must not hold up a change of the node.
    say: (line) => stderr.offer(`${escapeControls(line)}\n`),
    places: PLACES,
    findSetup: (files) => findNodeSetup(withNodeFiles(hostAt(), files), args),
    adjustSetup: (setup) => withCommands(setup, args),
    kubelet: (setup) => seeKubelet(setup),
    control: (setup) => controlKubelet(setup, { healthTimeoutMs }),
    now: () => new Date(),
    sweep: sweepRuns,
    waitMs: WAIT_MS,
    onStep: () => {},
  };
}

function timeoutNamed(text: string | undefined): number {
  const ms = text === undefined ? HEALTH_TIMEOUT_MS : parseGoDuration(text);
  if (ms === undefined || ms <= 0) {
    throw new ProviderError(`--health-timeout: expected a duration, got ${quote(text ?? '')}`, {
      code: 'USAGE',
      hint: 'for instance --health-timeout 2m',
    });
  }
  return ms;
}

function refuseHealthUrl(text: string | undefined): void {
  if (text !== undefined && !isHealthUrl(text)) {
    const got = text.includes('@') ? 'one with a user name or password' : quote(text);
    throw new ProviderError(`--health-url: expected an http or https URL, got ${got}`, {
      code: 'USAGE',
      hint: 'for instance --health-url http://127.0.0.1:10248/healthz',
    });
  }
}
