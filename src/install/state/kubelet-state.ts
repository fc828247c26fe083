// What status says of the kubelet: whether it would start with its configuration, has read what was placed, and is healthy;
// and what of that could not be seen.

import { join } from 'node:path/posix';
import { formatPath } from '../../config/mistake.ts';
import { ProviderError } from '../../errors.ts';
import {
  isConfigFile,
  type Kubelet,
  loadKubeletConfig,
  loadKubeletConfigText,
} from '../../kubelet/config/load.ts';
import { ownConfigProblems } from '../../kubelet/config/own-config.ts';
import { executableProblems } from '../../kubelet/executable.ts';
import type { KubeletProblem } from '../../kubelet/problem.ts';
import { NEWEST_RELEASE } from '../../kubelet/release.ts';
import { readTextFile } from '../../system/files.ts';
import { inspect, listNames } from '../../system/inspect.ts';
import { createNetwork } from '../../system/network/create.ts';
import { pathInRoot } from '../../system/root-path.ts';
import { healthzProblem } from '../kubelet/healthz.ts';
import { flagsProblem, flagsUnseen, hasRead, type SeenKubelet, seeKubelet } from '../kubelet/process.ts';
import { type FoundKubelet, findKubelet } from './find-kubelet.ts';
import type { Installed } from './record.ts';

interface KubeletState {
  /** Undefined: where its configuration is, nothing says. */
  readonly found: FoundKubelet | undefined;
  /** What keeps it from starting. */
  readonly startProblems: readonly string[];
  /** The others, the gravest first. */
  readonly problems: readonly string[];
  /** What could not be looked at. */
  readonly unseen: readonly string[];
}

/** A kubelet that has not answered by then is not healthy; a Pod's probe has 10 s. */
const HEALTH_TIMEOUT_MS = 4_000;

/** @param root where the node's root is */
export async function lookAtKubelet(
  root: string,
  record: Installed | undefined,
  found: FoundKubelet | undefined = findKubelet(root),
): Promise<KubeletState> {
  const start = found === undefined ? [] : startProblemsOf(root, found, record);
  if (record === undefined) {
    return { found, startProblems: start, problems: [], unseen: [] };
  }
  const { setup } = record;
  const proc = join(root, 'proc');
  const seen = seeKubelet(setup, proc, { root, owner: 0 });
  const flags = flagsUnseen(setup, seen);
  const read = readProblem(record, seen, proc);
  // Where nothing is to have read it yet, nothing is to be healthy.
  const isAwaited = record.unread !== undefined && seen === undefined;
  const health = isAwaited ? [] : await healthProblem(setup.healthUrl);
  return {
    found,
    startProblems: start,
    problems: [...read, ...health],
    unseen: [
      ...(flags === undefined ? [] : [flags]),
      ...(setup.healthUrl === undefined && !isAwaited
        ? ['whether the kubelet is healthy: its /healthz is turned off, or was not found']
        : []),
    ],
  };
}

function readProblem({ setup, unread }: Installed, seen: SeenKubelet | undefined, proc: string): string[] {
  if (unread !== undefined && !hasRead(setup, unread, seen, proc)) {
    const restart = setup.restart.map((command) => command.join(' ')).join(' && ');
    return [
      `the kubelet has not yet read what install --no-restart placed: ${
        seen === undefined
          ? 'it reads it when it is started'
          : (flagsProblem(setup, seen) ?? `restart it (${restart})`)
      }`,
    ];
  }
  const problem = seen && flagsProblem(setup, seen);
  return problem === undefined ? [] : [`the kubelet does not read what install placed: ${problem}`];
}

async function healthProblem(url: string | undefined): Promise<string[]> {
  if (url === undefined) return [];
  const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
  try {
    const problem = await healthzProblem(createNetwork({ env: {} }), url, signal);
    return problem === undefined ? [] : [`the kubelet is not healthy: ${problem}`];
  } catch (error) {
    if (!signal.aborted) throw error;
    return [`the kubelet is not healthy: ${url} has not answered within ${HEALTH_TIMEOUT_MS / 1000} s`];
  }
}

/** One line for whatever keeps the kubelet from starting: its own configuration, which it reads first, or that of the providers. */
function startProblemsOf(root: string, found: FoundKubelet, record: Installed | undefined): string[] {
  const { config, ownFiles = [], source, pid } = found;
  const own = ownConfigProblems(ownFiles, (path) => pathInRoot(root, path));
  const problems = [...own, ...(config === undefined ? [] : providerProblems(root, config, found, record))];
  const [first] = problems;
  if (first === undefined) return [];
  const { file, line, path = [], what } = first;
  const held = record?.items.some((item) => item.role === 'kubeletConfig' && item.path === file);
  const place = `${file}${line === undefined ? '' : `:${line}`}: ${path.length === 0 ? '' : `${formatPath(path)}: `}`;
  return [
    `the kubelet ${pid === undefined ? 'does not start' : 'will not start again'} with ${place}${what}${
      problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
    }; ${
      held ? 'correct it, or run install --restore-kubelet-config' : 'correct it; check shows the details'
    } (found ${source})`,
  ];
}

function providerProblems(
  root: string,
  config: string,
  found: FoundKubelet,
  record: Installed | undefined,
): readonly KubeletProblem[] {
  const release = record?.setup.release ?? (root === '/' ? found.release() : undefined) ?? NEWEST_RELEASE;
  const kubelet: Kubelet = { release: Math.min(release, NEWEST_RELEASE), tokenGate: found.tokenGate };
  return root === '/' ? problemsHere(found, config, kubelet) : problemsInside(root, config, kubelet);
}

function problemsHere({ binDir }: FoundKubelet, config: string, kubelet: Kubelet): readonly KubeletProblem[] {
  const { problems, providers } = loadKubeletConfig(config, kubelet);
  return problems.length > 0 || binDir === undefined ? problems : executableProblems(binDir, providers);
}

/** File by file, each link followed inside of the root. Executables are looked at on the node itself only. */
function problemsInside(root: string, config: string, kubelet: Kubelet): readonly KubeletProblem[] {
  const place = pathInRoot(root, config);
  const facts = inspect(place);
  if ('problem' in facts) {
    return [
      {
        code: 'kubelet-config-unreadable',
        file: config,
        what: `it cannot be read (${facts.problem})`,
        remedy: 'create it or correct the path',
      },
    ];
  }
  const files =
    facts.kind === 'directory'
      ? listNames(place)
          .filter(isConfigFile)
          .map((name) => join(config, name))
          .toSorted()
      : [config];
  return files.flatMap((file) => problemsOfFile(root, file, kubelet));
}

function problemsOfFile(root: string, file: string, kubelet: Kubelet): readonly KubeletProblem[] {
  try {
    const { text } = readTextFile(pathInRoot(root, file), { what: 'it', maxBytes: 16 * 1024 * 1024 });
    return loadKubeletConfigText(file, text, kubelet).problems;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return [
      {
        code: 'kubelet-config-unreadable',
        file,
        what: error.message.replace(`"${pathInRoot(root, file)}" `, ''),
        remedy: error.hint ?? '',
      },
    ];
  }
}
