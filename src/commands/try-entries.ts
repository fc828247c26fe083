// Which providers try runs: entries of the kubelet's configuration, or this executable itself.

import { basename } from 'node:path/posix';
import type { ArgumentsOf } from '../command-line/arguments.ts';
import { ProviderError } from '../errors.ts';
import type { FoundKubelet } from '../install/state/find-kubelet.ts';
import { EXEC_V1 } from '../kubelet/config/fields.ts';
import { loadKubeletConfig } from '../kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../kubelet/release.ts';
import type { RunningKubelet } from '../kubelet/running.ts';
import { type ChosenEntries, chooseEntries, type TriedEntry } from '../try/entries.ts';
import type { TryReport } from '../try/report.ts';
import type { PodAccount } from '../try/token.ts';
import type { World } from '../world.ts';

/** The kubelet of this node, as far as it can be seen. */
export interface NodesKubelet {
  readonly running: RunningKubelet | undefined;
  readonly found: FoundKubelet | undefined;
  readonly passedOver: () => readonly string[];
}

interface Wanted {
  readonly image: string;
  readonly account: PodAccount | undefined;
  readonly problemOf: (path: string) => string | undefined;
}

interface WhatToRun extends ChosenEntries {
  readonly kubelet: TryReport['kubelet'];
  readonly isThisProcess: boolean;
  readonly notes: readonly string[];
}

/** @throws {ProviderError} USAGE, FILE_UNREADABLE */
export function chooseWhatToRun(
  args: ArgumentsOf<'try'>,
  world: World,
  node: NodesKubelet,
  wanted: Wanted,
): WhatToRun {
  const config = args.kubeletConfig ?? node.found?.config;
  const binDir = args.kubeletBinDir ?? node.found?.binDir;
  if (args.config !== undefined && args.kubeletConfig !== undefined) {
    throw new ProviderError('try: --config cannot be used with --kubelet-config', {
      code: 'USAGE',
      hint: "leave one out: --config runs this executable itself, --kubelet-config the kubelet's entries",
    });
  }
  if (args.config !== undefined || config === undefined) {
    return runThisExecutable(args, world, node, wanted);
  }
  if (binDir === undefined) {
    throw new ProviderError("try: the directory of the kubelet's plugins is not known", {
      code: 'USAGE',
      hint: "give --kubelet-bin-dir, the value of the kubelet's flag --image-credential-provider-bin-dir",
    });
  }
  const release =
    node.running?.release() ?? node.found?.release() ?? node.found?.recordedRelease() ?? NEWEST_RELEASE;
  const { providers, files, problems } = loadKubeletConfig(config, { release, tokenGate: true });
  refuseOthersFiles([config, ...files], wanted.problemOf);
  const named = args.provider.find((name) => !providers.some((each) => each.name === name));
  if (named !== undefined) {
    throw new ProviderError(`--provider: ${config} has no entry ${JSON.stringify(named)}`, {
      code: 'USAGE',
      hint: `its entries are ${providers.map(({ name }) => name).join(', ') || 'none'}`,
    });
  }
  const { ownPath } = world;
  return {
    ...chooseEntries(providers, { binDir, ownPath, image: wanted.image, named: args.provider }),
    kubelet: {
      config,
      binDir,
      source: args.kubeletConfig === undefined ? (node.found?.source ?? null) : 'by the command line',
    },
    isThisProcess: false,
    notes: [
      ...problems
        .slice(0, 1)
        .map(({ what }) => `the kubelet does not start with ${config}: ${what}; run check for all of it`),
      ...(world.machine.uid === 0 ? [] : ['the kubelet runs its plugins as root, and this command does not']),
    ],
  };
}

/** What another user has written says which program runs, with which variables. @throws {ProviderError} */
function refuseOthersFiles(files: readonly string[], problemOf: Wanted['problemOf']): void {
  for (const file of new Set(files)) {
    const problem = problemOf(file);
    if (problem !== undefined) {
      throw new ProviderError(`the kubelet's configuration ${file} is not followed: ${problem}`, {
        code: 'FILE_UNREADABLE',
        hint: 'a user who can write it decides what runs as root: run chown root: and chmod go-w on it, and on the folders above it',
      });
    }
  }
}

/** As an entry for every image would, where no entry is known. @throws {ProviderError} USAGE */
function runThisExecutable(
  args: ArgumentsOf<'try'>,
  world: World,
  node: NodesKubelet,
  { account }: Wanted,
): WhatToRun {
  if (args.provider.length > 0) {
    throw new ProviderError('--provider: no configuration of the kubelet is known', {
      code: 'USAGE',
      hint: `give --kubelet-config and --kubelet-bin-dir${passedOverText(node)}`,
    });
  }
  if (account !== undefined && account.token === undefined) {
    throw new ProviderError(
      '--service-account: no entry of the kubelet says for which audience its token is',
      {
        code: 'USAGE',
        hint: 'give a token with --token-file',
      },
    );
  }
  if (/^node(?:js)?$/.test(basename(world.ownPath))) {
    throw new ProviderError('try: only the executable can be run as the kubelet runs it', {
      code: 'USAGE',
      hint: 'use dist/registry-credential-provider instead of the bundle for Node',
    });
  }
  const entry: TriedEntry = {
    path: world.ownPath,
    own: true,
    matching: 'no entry of the kubelet is looked at',
    provider: {
      name: basename(world.ownPath),
      apiVersion: EXEC_V1,
      matchImages: [],
      defaultCacheDurationMs: undefined,
      args: args.config === undefined ? [] : ['--config', args.config],
      env: [],
      tokenAttributes: account && {
        serviceAccountTokenAudience: '',
        cacheType: 'Token',
        requireServiceAccount: false,
        requiredServiceAccountAnnotationKeys: [],
        optionalServiceAccountAnnotationKeys: [...account.annotations.keys()],
      },
    },
  };
  const note =
    args.config === undefined
      ? `no configuration of the kubelet is known${passedOverText(node)}; this executable was run with its own configuration, and the kubelet may not run it at all`
      : "with --config the kubelet's entries are not looked at: whether the kubelet runs this plugin for the image, explain and try without --config tell";
  return {
    tried: [entry],
    others: [],
    unmatched: [],
    kubelet: { config: null, binDir: null, source: null },
    isThisProcess: true,
    notes: [note],
  };
}

function passedOverText({ passedOver }: NodesKubelet): string {
  const [first] = passedOver();
  return first === undefined ? '' : ` (not accepted as the kubelet: ${first})`;
}
