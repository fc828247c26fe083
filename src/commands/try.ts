// try: does what the kubelet does for the pull of an image, and tells what the kubelet makes of it.

import type { ArgumentsOf } from '../command-line/arguments.ts';
import { parseImage } from '../image/reference.ts';
import { hostAt } from '../install/node/host.ts';
import { hostName } from '../install/node/node-name.ts';
import { findKubelet } from '../install/state/find-kubelet.ts';
import { readKubeconfig } from '../kubelet/kubeconfig.ts';
import {
  findKubeletEnvironment,
  findRunningKubelet,
  type KubeletEnvironment,
  kubeletsPassedOver,
} from '../kubelet/running.ts';
import { formatJson, painterFor } from '../paint.ts';
import { formatGoDuration } from '../protocol/go-duration.ts';
import type { Environment } from '../system/environment.ts';
import { exitCodeOf } from '../system/program.ts';
import { otherWriterOf, problemOfRootOnly } from '../system/root-only.ts';
import { formatTry } from '../try/format.ts';
import type { TryReport } from '../try/report.ts';
import type { ServerPlace } from '../try/token.ts';
import { shownCredential, tryEntries } from '../try/try-entries.ts';
import { isGood } from '../verify/verify-pull.ts';
import type { Outcome, World } from '../world.ts';
import { runInside } from './in-host-root.ts';
import { accountOf } from './try-account.ts';
import { chooseWhatToRun, type NodesKubelet } from './try-entries.ts';
import { verifyImage } from './try-verify.ts';

type TryArguments = ArgumentsOf<'try'>;

/** A test may have another. */
export interface TriedNode extends NodesKubelet {
  /** The process that runs the plugins: the kubelet's own, or that of k3s, which has its flags from elsewhere. */
  readonly runner: KubeletEnvironment | undefined;
  readonly nodeName: () => string;
  readonly timeoutMs: number;
}

/** As the kubelet has it, and nothing changes it. */
const KUBELETS_TIMEOUT_MS = 60_000;

export async function tryImage(args: TryArguments, world: World): Promise<Outcome> {
  const { hostRoot } = args;
  if (hostRoot !== undefined) return runInside({ ...args, hostRoot }, world);
  const running = findRunningKubelet();
  return tryOnNode(args, world, {
    running,
    runner: running ?? findKubeletEnvironment(),
    found: findKubelet(),
    passedOver: kubeletsPassedOver,
    nodeName: () => hostName(hostAt()),
    timeoutMs: KUBELETS_TIMEOUT_MS,
  });
}

/** @throws {ProviderError} USAGE, IMAGE_INVALID, TOKEN_INVALID, FILE_UNREADABLE */
export async function tryOnNode(args: TryArguments, world: World, node: TriedNode): Promise<Outcome> {
  const stop = new AbortController();
  let by: NodeJS.Signals | undefined;
  const end = world.onSignal((signal) => {
    by ??= signal;
    stop.abort();
  });
  try {
    return await tryUntil(args, world, node, stop.signal);
  } catch (error) {
    if (by === undefined) throw error;
    world.stderr.offer(`try: ended by ${by}, with what it had started\n`);
    return { text: '', exitCode: exitCodeOf(by) };
  } finally {
    end();
  }
}

/** @throws the signal's reason, and what tryOnNode throws */
async function tryUntil(
  args: TryArguments,
  world: World,
  node: TriedNode,
  signal: AbortSignal,
): Promise<Outcome> {
  const image = parseImage(args.image).name;
  const account = accountOf(args);
  const problemOf = (path: string) =>
    world.machine.uid === 0 ? problemOfRootOnly(path) : otherWriterOf(path);
  const chosen = chooseWhatToRun(args, world, node, { image, account, problemOf });
  const environment = environmentOf(node, world);
  const { providers, credentials } = await tryEntries(chosen.tried, {
    image,
    account,
    server: () => serverOf(node),
    place: {
      env: environment.variables,
      directory: node.runner?.directory() ?? '/',
      clock: world.clock,
      timeoutMs: node.timeoutMs,
      forward: world.onSignal,
    },
    problemOf: (path) => (chosen.isThisProcess ? undefined : problemOf(path)),
    signal,
  });
  const hasCredential = credentials.some(
    ({ username, password }) => username !== '' || password.reveal() !== '',
  );
  const verified = args.verify
    ? withCause(await verifyImage({ image: args.image, credentials, problemOf, signal }, world), providers)
    : null;
  const report: TryReport = {
    asked: args.image,
    image,
    kubelet: chosen.kubelet,
    environment: environment.whose,
    providers,
    others: chosen.others,
    unmatched: chosen.unmatched,
    credentials: credentials.map(shownCredential),
    summary: summaryOf(providers, credentials.length, hasCredential),
    verified,
    notes: [...keptNotes(providers, verified), ...chosen.notes],
  };
  return {
    text:
      args.output === 'json'
        ? formatJson(report)
        : formatTry(report, painterFor(await world.hasColour()), await world.columns()),
    exitCode: (verified === null ? hasCredential : verified.attempts.some(isGood)) ? 0 : 1,
  };
}

/** Who has no credential because a provider failed, or was not run, needs no further rule. */
function withCause(
  verified: NonNullable<TryReport['verified']>,
  providers: TryReport['providers'],
): NonNullable<TryReport['verified']> {
  if (providers.length > 0 && providers.every(({ result }) => result === 'accepted')) return verified;
  return {
    ...verified,
    attempts: verified.attempts.map((attempt) =>
      attempt.outcome === 'credentialWanted'
        ? { ...attempt, remedy: 'mend what keeps the provider from giving one, as told above' }
        : attempt,
    ),
  };
}

/** Who has corrected a password waits for nothing else. */
function keptNotes(providers: TryReport['providers'], verified: TryReport['verified']): string[] {
  const isRefused = (verified?.attempts ?? []).some(({ outcome }) => outcome === 'credentialRefused');
  const longest = Math.max(...providers.map(({ kept }) => kept?.forMs ?? 0), 0);
  return isRefused && longest > 0
    ? [
        `the kubelet may go on with a refused credential for up to ${formatGoDuration(longest)} after it is corrected, since it keeps the answer; a restart of the kubelet ends that`,
      ]
    : [];
}

function summaryOf(providers: TryReport['providers'], count: number, hasCredential: boolean): string {
  if (hasCredential) {
    return `the kubelet would pull with ${count === 1 ? 'this credential' : `these ${count} credentials, in this order`}`;
  }
  if (count > 0) return 'the kubelet would pull anonymously: the user name and password are empty';
  const anonymously = 'pull anonymously, unless it has an image pull secret';
  if (providers.length === 0) return `the kubelet would run no such provider, and ${anonymously}`;
  return providers.every(({ result }) => result === 'accepted')
    ? `the answer has no credential for the image; the kubelet would ${anonymously}`
    : `the kubelet would have no credential, and ${anonymously}`;
}

function environmentOf(
  { runner }: TriedNode,
  world: World,
): { readonly variables: Environment; readonly whose: string } {
  const variables = runner?.environment() ?? {};
  return runner === undefined || Object.keys(variables).length === 0
    ? {
        variables: world.env,
        whose: `of this shell, not of the kubelet, ${runner === undefined ? 'which was not found' : `process ${runner.pid}, whose environment cannot be read`}`,
      }
    : { variables, whose: `of the kubelet, process ${runner.pid}` };
}

function serverOf({ running, runner, nodeName }: TriedNode): ServerPlace {
  if (running?.kubeconfig === undefined) {
    return {
      problem:
        runner === undefined
          ? 'the kubelet was not found'
          : 'the running kubelet has no --kubeconfig on its command line',
    };
  }
  const server = readKubeconfig(running.kubeconfig);
  return 'problem' in server ? server : { server, node: running.nodeName ?? nodeName() };
}
