// Whether a file of the kubelet's configuration can be edited: one that does not parse is named with its line, with the way
// back where install has kept what it wrote there last.

import { formatPath } from '../../config/mistake.ts';
import { ProviderError } from '../../errors.ts';
import { escapeControls, quote } from '../../escape.ts';
import { type KubeletConfig, loadKubeletConfigText } from '../../kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../../kubelet/release.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { StartingPoint } from './starting-point.ts';

type Kubelet = Pick<NodeSetup, 'release' | 'tokenGate'>;

/** The files of the kubelet's configuration that stand there now, links followed. */
function standingFiles({ path, form }: NodeSetup['kubeletConfig'], start: StartingPoint): readonly string[] {
  return form === 'file' ? [start.followed(path)] : start.configFilesIn(path);
}

/**
 * Refuses files whose entries cannot be told apart.
 * @throws {ProviderError} CONFIG_INVALID, FILE_UNREADABLE
 */
export function refuseBroken(
  who: string,
  setup: Kubelet & Pick<NodeSetup, 'kubeletConfig'>,
  start: StartingPoint,
): void {
  const recorded = start.configItems.map(({ path }) => path);
  const files = new Set([...standingFiles(setup.kubeletConfig, start), ...recorded]);
  for (const file of [...files].filter((path) => start.files.standing(path).kind === 'file')) {
    const problems = problemsOf(file, start.textAt(file), setup).filter(({ breaks }) => breaks);
    if (problems.length > 0) {
      throw new ProviderError(
        `${who}: the kubelet's configuration cannot be read: ${problems.map(({ line }) => line).join('; ')}`,
        {
          code: 'CONFIG_INVALID',
          hint: wayBack(file, start.itemAt(file) !== undefined),
          details: problems.map(({ line }) => line),
        },
      );
    }
  }
}

/** What to do about a file that the kubelet refuses. */
function wayBack(file: string, isHeld: boolean): string {
  return isHeld
    ? 'correct it, or restore what install wrote there last: registry-credential-provider install --restore-kubelet-config (first with --dry-run, which changes nothing)'
    : `correct it, or restore it from a backup of yours: install has no copy of ${file}, because install did not write it; registry-credential-provider check --kubelet-config ${file} names each line`;
}

interface Problem {
  /** `FILE:LINE: what`, with nothing of the file's content that could be secret. */
  readonly line: string;
  /** Whether entries cannot be told apart because of it. */
  readonly breaks: boolean;
}

/** What the kubelet refuses in the text of a file, and what cannot be edited. */
export function problemsOf(file: string, text: string, kubelet: Kubelet): readonly Problem[] {
  const config = load(file, text, kubelet);
  return [
    ...config.problems.map(({ code, line, path = [], what }) => ({
      line: describe(file, line, `${path.length === 0 ? '' : `${formatPath(path)}: `}${what}`),
      breaks: BREAKS.has(code),
    })),
    ...config.ignored.map(({ line }) => ({
      line: describe(
        file,
        line,
        'another YAML document begins here, which the kubelet ignores; move its entries into the first one',
      ),
      breaks: true,
    })),
  ];
}

const BREAKS: ReadonlySet<KubeletConfig['problems'][number]['code']> = new Set([
  'kubelet-config-unreadable',
  'kubelet-config-syntax',
  'kubelet-config-kind',
  'kubelet-config-repeated-field',
  'kubelet-config-type',
]);

function load(file: string, text: string, { release, tokenGate }: Kubelet): KubeletConfig {
  return loadKubeletConfigText(file, text, {
    release: Math.min(release ?? NEWEST_RELEASE, NEWEST_RELEASE),
    // Whether it is set is for `check` to say, of the outcome.
    tokenGate: tokenGate ?? true,
  });
}

function describe(file: string, line: number | undefined, what: string): string {
  return escapeControls(`${file}${line === undefined ? '' : `:${line}`}: ${what}`);
}

/**
 * Runs an edit of a text that was found to be sound. What is written in a way that our editing does not know is the
 * operator's to change, and no bug's name for them.
 * @throws {ProviderError} CONFIG_INVALID
 */
export function edit<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError(
      `install: ${quote(file)} is written in a way that cannot be edited without changing its meaning (${(error as Error).name})`,
      {
        code: 'CONFIG_INVALID',
        hint: 'write it as one document without anchors, aliases and tags, and run the command again',
        cause: error,
      },
    );
  }
}
