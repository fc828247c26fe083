// explain, check, try and cache clear on a node whose root file system is mounted somewhere: the same command runs inside
// of that root, so that each path and link means what it means to the node.

import { isSea } from 'node:sea';
import { withoutOptions } from '../command-line/tokens.ts';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { runInHostRoot } from '../install/outside/host-root.ts';
import type { Outcome, World } from '../world.ts';

interface Where {
  readonly hostRoot: string;
  /** A file outside, whose content goes along. */
  readonly config: string | undefined;
}

/** @throws {ProviderError} HOST_ROOT_UNUSABLE, FILE_UNREADABLE */
export async function runInside({ hostRoot, config }: Where, world: World): Promise<Outcome> {
  const { argv, machine, ownPath, onSignal } = world;
  if (!isSea()) {
    throw new ProviderError(`--host-root ${quote(hostRoot)}: the plain bundle cannot be placed on the node`, {
      code: 'HOST_ROOT_UNUSABLE',
      hint: 'run the executable of the release',
    });
  }
  const exitCode = await runInHostRoot({
    ...machine,
    root: hostRoot,
    args: withoutOptions(argv, ['host-root', 'config']),
    config,
    files: undefined,
    ownPath,
    output: { forward: onSignal },
  });
  return { text: '', exitCode };
}
