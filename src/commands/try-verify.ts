// try --verify: where the registry of an image is asked, and with what.

import { type ImageName, parseImage } from '../image/reference.ts';
import type { ResponseEntry } from '../kubelet/response/decode.ts';
import { findShownTo, type ShownTo } from '../mirrors/containerd.ts';
import { createNetwork } from '../system/network/create.ts';
import type { TryReport } from '../try/report.ts';
import type { RegistryHost } from '../verify/registry-attempt.ts';
import { isGood, verifyPull } from '../verify/verify-pull.ts';
import type { World } from '../world.ts';

/** Docker Hub's name, and who answers for it. */
const HUB = 'docker.io';
const HUB_HOST = 'registry-1.docker.io';

type Verified = NonNullable<TryReport['verified']>;

interface VerifyRequest {
  /** As it was written, with tag or digest. */
  readonly image: string;
  readonly credentials: readonly Pick<ResponseEntry, 'username' | 'password'>[];
  /** Which hosts containerd asks for a registry. */
  readonly shownTo?: (registry: string) => ShownTo;
}

export async function verifyImage(
  { image, credentials, shownTo = findShownTo }: VerifyRequest,
  { env, clock, now }: Pick<World, 'env' | 'clock' | 'now'>,
): Promise<Verified> {
  const name = parseImage(image);
  const { hosts, notes } = hostsOf(name, shownTo(name.registry));
  const network = createNetwork({ env, clock, now });
  const attempts = await verifyPull({
    hosts,
    image: { repository: name.path, reference: referenceOf(image) },
    logins: credentials,
    networkFor: () => network,
    signal: new AbortController().signal,
  });
  const last = attempts.at(-1);
  return {
    attempts,
    summary:
      last !== undefined && isGood(last)
        ? 'the image can be pulled'
        : 'containerd would not pull the image: see each attempt',
    notes: [...notes, proxyNote(env)],
  };
}

/** Mirrors come before the registry, as in containerd. */
export function hostsOf(
  { registry }: ImageName,
  found: ShownTo,
): { readonly hosts: readonly RegistryHost[]; readonly notes: readonly string[] } {
  const own: RegistryHost = {
    origin: `https://${registry === HUB ? HUB_HOST : registry}`,
    path: '/v2',
    mirrorOf: undefined,
  };
  switch (found.kind) {
    case 'registry':
      return { hosts: [own], notes: [] };
    case 'unreadable':
      return { hosts: [own], notes: [`the mirrors of containerd are not asked: ${found.problem}`] };
    case 'hosts': {
      const origins = found.urls.map((url) => (url === `https://${HUB}` ? own.origin : url));
      return {
        hosts: origins.map((origin) => ({
          origin,
          path: '/v2',
          mirrorOf: origin === own.origin ? undefined : registry,
        })),
        notes: [
          `${found.file} names the hosts; its certificate authorities and paths are not followed here`,
          ...(found.isPartial ? [`${found.file} has hosts in a form that is not read here`] : []),
        ],
      };
    }
  }
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
