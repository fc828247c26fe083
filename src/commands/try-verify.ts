// try --verify: where the registry of an image is asked, and with what.

import { type ImageName, parseImage } from '../image/reference.ts';
import type { ResponseEntry } from '../kubelet/response/decode.ts';
import { findShownTo, type ShownTo } from '../mirrors/containerd.ts';
import { type HostSettings, hostSettingsIn, originOfRegistry } from '../mirrors/host-settings.ts';
import { readTextFile } from '../system/files.ts';
import { createNetwork } from '../system/network/create.ts';
import type { Network } from '../system/network/door.ts';
import { withoutSecrets } from '../try/redact.ts';
import type { TryReport } from '../try/report.ts';
import type { PullOutcome } from '../verify/outcome.ts';
import type { RegistryHost } from '../verify/registry-attempt.ts';
import { isGood, verifyPull } from '../verify/verify-pull.ts';
import type { World } from '../world.ts';

/** Where containerd goes on, and this command does not. */
const NOT_KNOWN: readonly PullOutcome[] = ['notSent', 'unexpected'];

/** Each may have to wait for a server that does not answer. */
const MAX_CREDENTIALS = 20;
/** Of credentials at hosts: a registry counts what it is asked, and a person waits. */
const MAX_ATTEMPTS = 40;
const TIMEOUT_MS = 120_000;

type Verified = NonNullable<TryReport['verified']>;

interface VerifyRequest {
  /** As it was written, with tag or digest. */
  readonly image: string;
  readonly credentials: readonly Pick<ResponseEntry, 'username' | 'password'>[];
  /** Why a file is not followed: another user could have written it. */
  readonly problemOf: (path: string) => string | undefined;
  readonly signal: AbortSignal;
  /** Two minutes, but in tests. */
  readonly timeoutMs?: number;
}

/** @throws the signal's reason */
export async function verifyImage(
  { image, credentials, problemOf, signal, timeoutMs = TIMEOUT_MS }: VerifyRequest,
  { env, clock, now }: Pick<World, 'env' | 'clock' | 'now'>,
): Promise<Verified> {
  const name = parseImage(image);
  const { hosts, notes } = hostsOf(name, findShownTo(name.registry), problemOf);
  const networks = new Map(
    hosts.map((host) => [host, createNetwork({ env, clock, now, caFile: host.caFile })] as const),
  );
  const { attempts, cut } = await verifyPull({
    hosts,
    image: { repository: name.path, reference: referenceOf(image) },
    logins: credentials.slice(0, MAX_CREDENTIALS),
    networkFor: (host) => networks.get(host as AskedHost) as Network,
    signal,
    timeoutMs,
    maxAttempts: MAX_ATTEMPTS,
  });
  const last = attempts.at(-1);
  // A registry may say again what it was shown.
  const redact = withoutSecrets(credentials.map(({ password }) => password));
  return {
    attempts: attempts.map((attempt) => ({
      ...attempt,
      detail: redact(attempt.detail),
      shownTo: attempt.shownTo.map(redact),
    })),
    summary:
      last !== undefined && isGood(last)
        ? 'the image can be pulled'
        : cut !== undefined || attempts.some(({ outcome }) => NOT_KNOWN.includes(outcome))
          ? 'whether containerd would pull the image is not known: see each attempt'
          : 'containerd would not pull the image: see each attempt',
    notes: [
      ...notes,
      ...(credentials.length > MAX_CREDENTIALS
        ? [
            `only the first ${MAX_CREDENTIALS} of ${credentials.length} credentials are shown to the registry here`,
          ]
        : []),
      ...(cut === undefined
        ? []
        : [`no further attempt was made ${cut}: a pull would try each credential at each host`]),
      proxyNote(env),
    ],
  };
}

interface AskedHost extends RegistryHost {
  /** PEM of the authorities that its hosts.toml names. */
  readonly caFile: string | undefined;
}

interface AskedHosts {
  readonly hosts: readonly AskedHost[];
  readonly notes: readonly string[];
}

/** Mirrors come before the registry, as in containerd. No host is shown a credential because another user has named it. */
export function hostsOf(
  { registry }: ImageName,
  found: ShownTo,
  problemOf: (path: string) => string | undefined,
): AskedHosts {
  const own = { origin: originOfRegistry(registry), path: '/v2', mirrorOf: undefined, caFile: undefined };
  const alone = asked([own]);
  if (found.kind === 'registry') return alone;
  const problem = found.kind === 'unreadable' ? found.problem : problemOf(found.file);
  if (found.kind === 'unreadable' || problem !== undefined) {
    return {
      ...alone,
      notes: [`the hosts that containerd is told of are not asked: ${problem}`, ...alone.notes],
    };
  }
  const { file } = found;
  const settings = hostSettingsIn(readTextFile(file, { what: "containerd's" }).text, file, registry);
  const notes = settings.flatMap((each) => notesOf(each, problemOf));
  const named = asked(
    settings
      .filter(({ resolves }) => resolves)
      .map(({ origin, path, authorities, isServer }) => ({
        origin,
        path,
        mirrorOf: isServer ? undefined : registry,
        caFile: authorities.find((each) => problemOf(each) === undefined),
      })),
  );
  return {
    hosts: named.hosts,
    notes: [
      ...named.notes,
      ...notes,
      ...(found.isPartial ? [`${file} has hosts in a form that is not read here`] : []),
    ],
  };
}

/** A port of 65536, or a name that ends like a number, is the name of a registry to the kubelet, and of no host. */
function asked(hosts: readonly AskedHost[]): AskedHosts {
  const isHost = ({ origin }: AskedHost) => URL.canParse(origin);
  return {
    hosts: hosts.filter(isHost),
    notes: hosts
      .filter((each) => !isHost(each))
      .map(({ origin }) => `${origin} is not asked: no host has this name or port`),
  };
}

function notesOf(
  { origin, authorities, skipsVerify, resolves }: HostSettings,
  problemOf: (path: string) => string | undefined,
): string[] {
  const problem = authorities.map(problemOf).find((each) => each !== undefined);
  return [
    ...(resolves ? [] : [`${origin} is not asked: its capabilities in hosts.toml do not include resolve`]),
    ...(skipsVerify
      ? [`containerd does not verify the certificate of ${origin} (skip_verify); here it is verified`]
      : []),
    ...(problem === undefined ? [] : [`an authority of ${origin} is not trusted here: ${problem}`]),
    ...(authorities.length > 1 ? [`of the authorities of ${origin} one file is used here`] : []),
  ];
}

/** What follows the repository: a digest, or a tag. */
export function referenceOf(image: string): string {
  const digest = image.split('@')[1];
  const last = image.split('@', 1)[0]?.split('/').at(-1) ?? '';
  return digest ?? last.split(':')[1] ?? 'latest';
}

function proxyNote(env: World['env']): string {
  const proxy = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].find((name) => env[name]);
  return `containerd has a proxy setting and certificate authorities of its own, in the environment of its service; asked here ${proxy === undefined ? 'without a proxy' : `with ${proxy} of this shell`}`;
}
