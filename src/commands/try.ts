// try: does what the kubelet does for the pull of an image, and tells what the kubelet makes of it.

import { basename } from 'node:path/posix';
import type { ArgumentsOf } from '../command-line/arguments.ts';
import { ProviderError } from '../errors.ts';
import { parseImage } from '../image/reference.ts';
import { hostAt } from '../install/node/host.ts';
import { hostName } from '../install/node/node-name.ts';
import { type FoundKubelet, findKubelet } from '../install/state/find-kubelet.ts';
import { EXEC_V1 } from '../kubelet/config/fields.ts';
import { loadKubeletConfig } from '../kubelet/config/load.ts';
import { readKubeconfig } from '../kubelet/kubeconfig.ts';
import { NEWEST_RELEASE } from '../kubelet/release.ts';
import { findRunningKubelet, kubeletsPassedOver, type RunningKubelet } from '../kubelet/running.ts';
import { formatJson, painterFor } from '../paint.ts';
import { isJwt } from '../protocol/jwt-claims.ts';
import { serviceAccountOf } from '../protocol/service-account.ts';
import { Secret } from '../secret.ts';
import type { Environment } from '../system/environment.ts';
import { readTextFile } from '../system/files.ts';
import { otherWriterOf, problemOfRootOnly } from '../system/root-only.ts';
import { type ChosenEntries, chooseEntries, type TriedEntry } from '../try/entries.ts';
import { formatTry } from '../try/format.ts';
import type { TryReport } from '../try/report.ts';
import type { PodAccount, ServerPlace } from '../try/token.ts';
import { shownCredential, tryEntries } from '../try/try-entries.ts';
import { isGood } from '../verify/verify-pull.ts';
import type { Outcome, World } from '../world.ts';
import { annotationsNamed, serviceAccountNamed } from './given-account.ts';
import { runInside } from './in-host-root.ts';
import { verifyImage } from './try-verify.ts';

type TryArguments = ArgumentsOf<'try'>;

/** The kubelet of this node, as far as it can be seen; a test may have another. */
export interface TriedNode {
  readonly running: RunningKubelet | undefined;
  readonly found: FoundKubelet | undefined;
  readonly passedOver: () => readonly string[];
  readonly nodeName: () => string;
  readonly timeoutMs: number;
}

/** As the kubelet has it, and nothing changes it. */
const KUBELETS_TIMEOUT_MS = 60_000;

export async function tryImage(args: TryArguments, world: World): Promise<Outcome> {
  const { hostRoot } = args;
  if (hostRoot !== undefined) return runInside({ ...args, hostRoot }, world);
  return tryOnNode(args, world, {
    running: findRunningKubelet(),
    found: findKubelet(),
    passedOver: kubeletsPassedOver,
    nodeName: () => hostName(hostAt()),
    timeoutMs: KUBELETS_TIMEOUT_MS,
  });
}

/** @throws {ProviderError} USAGE, IMAGE_INVALID, TOKEN_INVALID, FILE_UNREADABLE */
export async function tryOnNode(args: TryArguments, world: World, node: TriedNode): Promise<Outcome> {
  const image = parseImage(args.image).name;
  const account = accountOf(args);
  const problemOf = (path: string) =>
    world.machine.uid === 0 ? problemOfRootOnly(path) : otherWriterOf(path);
  const chosen = chooseWhatToRun(args, world, node, { image, account, problemOf });
  const environment = environmentOf(node, world);
  const end = new AbortController();
  const { providers, credentials } = await tryEntries(chosen.tried, {
    image,
    account,
    server: () => serverOf(node),
    place: {
      env: environment.variables,
      directory: node.running?.directory() ?? '/',
      clock: world.clock,
      timeoutMs: node.timeoutMs,
    },
    problemOf: (path) => (chosen.isThisProcess ? undefined : problemOf(path)),
    signal: end.signal,
  });
  const hasCredential = credentials.some(
    ({ username, password }) => username !== '' || password.reveal() !== '',
  );
  const verified = args.verify
    ? await verifyImage({ image: args.image, credentials, problemOf }, world)
    : null;
  const report: TryReport = {
    image,
    kubelet: chosen.kubelet,
    environment: environment.whose,
    providers,
    others: chosen.others,
    unmatched: chosen.unmatched,
    credentials: credentials.map(shownCredential),
    summary: summaryOf(providers, credentials.length, hasCredential),
    verified,
    notes: chosen.notes,
  };
  return {
    text:
      args.output === 'json'
        ? formatJson(report)
        : formatTry(report, args.image, painterFor(await world.hasColour()), await world.columns()),
    exitCode: (verified === null ? hasCredential : verified.attempts.some(isGood)) ? 0 : 1,
  };
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

function chooseWhatToRun(args: TryArguments, world: World, node: TriedNode, wanted: Wanted): WhatToRun {
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
  const release = node.running?.release() ?? NEWEST_RELEASE;
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
  args: TryArguments,
  world: World,
  node: TriedNode,
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

function passedOverText({ passedOver }: TriedNode): string {
  const [first] = passedOver();
  return first === undefined ? '' : ` (not accepted as the kubelet: ${first})`;
}

function environmentOf(
  { running }: TriedNode,
  world: World,
): { readonly variables: Environment; readonly whose: string } {
  const variables = running?.environment() ?? {};
  return running === undefined || Object.keys(variables).length === 0
    ? {
        variables: world.env,
        whose: `of this shell, not of the kubelet, ${running === undefined ? 'which was not found' : `process ${running.pid}, whose environment cannot be read`}`,
      }
    : { variables, whose: `of the kubelet, process ${running.pid}` };
}

function serverOf({ running, nodeName }: TriedNode): ServerPlace {
  if (running?.kubeconfig === undefined) {
    return {
      problem:
        running === undefined
          ? 'the kubelet was not found'
          : 'the running kubelet has no --kubeconfig on its command line',
    };
  }
  const server = readKubeconfig(running.kubeconfig);
  return 'problem' in server ? server : { server, node: running.nodeName ?? nodeName() };
}

/** @throws {ProviderError} USAGE, TOKEN_INVALID, FILE_UNREADABLE */
function accountOf({ serviceAccount, tokenFile, annotation }: TryArguments): PodAccount | undefined {
  const named = serviceAccountNamed(serviceAccount);
  const annotations = annotationsNamed(annotation);
  if (tokenFile === undefined) {
    return named && { ...named, token: undefined, annotations };
  }
  const text = readTextFile(tokenFile, { what: '--token-file' }).text.trim();
  if (!isJwt(text)) {
    throw new ProviderError(`--token-file: ${tokenFile} does not contain a service account token`, {
      code: 'TOKEN_INVALID',
      hint: 'write the output of kubectl create token to it',
    });
  }
  const token = new Secret(text);
  const { namespace, name, uid = '' } = serviceAccountOf(token);
  if (named !== undefined && (named.namespace !== namespace || named.name !== name)) {
    throw new ProviderError(
      `--token-file: the token is of service account ${namespace}/${name}, not of ${named.namespace}/${named.name}`,
      { code: 'USAGE', hint: 'leave --service-account out, or give a token of that account' },
    );
  }
  return { namespace, name, token: { text: token, uid }, annotations };
}
