// One attempt to resolve an image at one host with one credential, or none, as containerd makes it: the manifest is asked
// for without a credential, and again as the registry's challenge wants it. No redirect is followed with a credential in hand, and
// nothing secret goes over plain HTTP to another machine.
// https://github.com/containerd/containerd/blob/main/core/remotes/docker/resolver.go
// https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests

import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import type { HttpResponse, Network } from '../system/network/door.ts';
import { isOfUnknownAuthority } from '../system/network/tls-failures.ts';
import { parseChallenge, type RegistryChallenge } from './challenge.ts';
import { basic, type RegistryLogin } from './login.ts';
import { type Attempt, MIRROR_REMEDIES, type PullOutcome, REMEDIES } from './outcome.ts';
import { isRedirect, redirectOf, redirectText } from './redirect.ts';
import { fetchToken, type TokenServer } from './token-server.ts';

export interface RegistryHost {
  /** `https://host:port`. */
  readonly origin: string;
  /** Below it, before the repository: `/v2`. */
  readonly path: string;
  /** The registry that it mirrors; undefined: it is the registry. */
  readonly mirrorOf: string | undefined;
}

export interface PulledImage {
  /** What follows the registry. */
  readonly repository: string;
  /** Tag or digest. */
  readonly reference: string;
}

const ACCEPT = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  '*/*',
].join(', ');

/** Amazon ECR does so of a token that has expired, GitHub's token server of every credential that it refuses. */
const RIGHT_OR_NEW =
  'grant this user the right to pull the repository; if it has it, renew the credential: Amazon ECR and GitHub answer 403 to one that has expired too';

/** Where clouds tell a machine its secrets. */
const METADATA = /^169\.254\.|^\[fe80:|^\[fd00:ec2:|^\[::ffff:|^0\.|^metadata(?:\.|$)/;

const NO_NAME: readonly unknown[] = ['ENOTFOUND', 'EAI_NONAME', 'EAI_NODATA'];

const MAX_REDIRECTS = 5;

/** @throws the signal's reason */
export async function attemptPull(
  network: Network,
  host: RegistryHost,
  image: PulledImage,
  login: RegistryLogin | undefined,
  signal: AbortSignal,
): Promise<Attempt> {
  const attempt = new PullAttempt(network, host, image, login, signal);
  try {
    return await attempt.make();
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    return attempt.failed(error);
  }
}

class PullAttempt {
  readonly #network: Network;
  readonly #host: RegistryHost;
  readonly #image: PulledImage;
  readonly #login: RegistryLogin | undefined;
  readonly #signal: AbortSignal;
  readonly #shownTo: string[] = [];

  constructor(
    network: Network,
    host: RegistryHost,
    image: PulledImage,
    login: RegistryLogin | undefined,
    signal: AbortSignal,
  ) {
    this.#network = network;
    this.#host = host;
    this.#image = image;
    this.#login = login;
    this.#signal = signal;
  }

  async make(): Promise<Attempt> {
    const first = await this.#askManifest(undefined);
    if (isRedirect(first)) return this.#followWithoutLogin(first);
    if (first.status !== 401) return this.#judge(first, { isNamed: false });
    const challenge = parseChallenge(first.headers['www-authenticate'] ?? '');
    if (challenge === undefined) {
      return this.#end('unexpected', 'it answered 401 and asked neither for Basic nor for Bearer');
    }
    return challenge.scheme === 'basic' ? this.#basic() : this.#bearer(challenge);
  }

  /** Without an answer. The credential may have been sent before. */
  failed({ code, cause, message, hint }: ProviderError): Attempt {
    const { code: reason, atProxy } = (cause ?? {}) as { readonly code?: unknown; readonly atProxy?: true };
    const unanswered = NO_NAME.includes(reason) ? 'nameNotFound' : 'unreachable';
    const outcome = code === 'TLS_FAILED' ? 'tls' : code === 'RESPONSE_INVALID' ? 'unexpected' : unanswered;
    const remedy = outcome === 'tls' && atProxy === undefined ? certificateRemedy(reason) : undefined;
    return this.#end(outcome, message, remedy ?? hint);
  }

  /** As registry.k8s.io has it. Nothing secret is in hand yet, and none is shown where it leads. */
  async #followWithoutLogin(first: HttpResponse): Promise<Attempt> {
    let last = first;
    let url = new URL(this.#host.origin);
    for (let count = 0; count < MAX_REDIRECTS; count++) {
      const next = redirectOf(last, url);
      if (next === undefined) break;
      if (next.protocol !== 'https:' || this.#leadsIntoNode(next)) {
        return this.#end('unexpected', `it redirects to ${next.origin}, which is not followed here`);
      }
      url = next;
      last = await this.#send(url.href, undefined);
    }
    const detail = `it redirects to ${url.host}, which answered ${last.status}`;
    switch (last.status) {
      case 200:
        return this.#end('noneWanted', `${detail} for the manifest`);
      case 404:
        return this.#end('imageNotFound', detail);
      case 429:
        return this.#end('rateLimited', `${detail}${retryAfter(last.headers)}`);
      default:
        return this.#end('unexpected', `${detail}; no credential is shown to it here`);
    }
  }

  async #basic(): Promise<Attempt> {
    const login = this.#login;
    if (login === undefined) return this.#end('credentialWanted', 'it asks for Basic authentication');
    const refused = this.#refuseToSend(new URL(this.#host.origin));
    if (refused !== undefined) return refused;
    this.#shownTo.push(new URL(this.#host.origin).host);
    const answer = await this.#askManifest(basic(login));
    return answer.status === 401
      ? this.#end('credentialRefused', 'it answered 401 to the user name and password')
      : this.#judge(answer, { isNamed: true });
  }

  async #bearer({ parameters }: RegistryChallenge): Promise<Attempt> {
    const realm = realmOf(parameters.get('realm'));
    if (realm === undefined) return this.#end('unexpected', 'its challenge names no URL of a token server');
    if (this.#leadsIntoNode(realm)) {
      return this.#end(
        'notSent',
        `its challenge names ${realm.host} as token server, which is the node itself or its metadata server; containerd would ask it`,
        'correct the realm of the registry, or do not trust this registry',
      );
    }
    const login = this.#login;
    if (login === undefined && this.#losesTls(realm)) {
      return this.#end(
        'notSent',
        `its challenge names ${realm.host} as token server, without TLS: by that name the node itself or its metadata server may answer; containerd would ask it`,
        'let the token server have TLS',
      );
    }
    // The token is as good as the credential for this pull.
    const refused = this.#refuseToSend(realm) ?? this.#refuseToSend(new URL(this.#host.origin));
    if (refused !== undefined) return refused;
    if (login !== undefined) this.#shownTo.push(realm.host);
    const server: TokenServer = {
      realm,
      service: parameters.get('service'),
      scope: parameters.get('scope') ?? `repository:${this.#image.repository}:pull`,
    };
    const answer = await fetchToken(this.#network, server, login, this.#signal);
    if (!('token' in answer)) return this.#judgeTokenServer(answer, realm);
    const got = await this.#askManifest(`Bearer ${answer.token.reveal()}`);
    if (got.status !== 401 && got.status !== 403) return this.#judge(got, { isNamed: login !== undefined });
    return login === undefined
      ? this.#end('credentialWanted', `the token server ${realm.host} gives a token without a right to pull`)
      : this.#end(
          'noPermission',
          `it answered ${got.status} to a token that ${realm.host} issued for this user`,
          'grant this user the right to pull the repository, and check its name: some registries, such as Docker Hub, answer so for one that does not exist',
        );
  }

  #judgeTokenServer({ status, headers }: Pick<HttpResponse, 'status' | 'headers'>, realm: URL): Attempt {
    const who = `the token server ${realm.host}`;
    if (status === 429) return this.#end('rateLimited', `${who} answered 429${retryAfter(headers)}`);
    if (status === 401 || status === 403) {
      if (this.#login === undefined)
        return this.#end('credentialWanted', `${who} gives no token without one`);
      return status === 401
        ? this.#end('credentialRefused', `${who} answered 401`)
        : this.#end('noPermission', `${who} answered 403`, RIGHT_OR_NEW);
    }
    const what = status === 0 ? 'a response without a token' : `${status}${redirectText(status, headers)}`;
    return this.#end('unexpected', `${who} answered ${what}`);
  }

  #judge({ status, headers }: HttpResponse, { isNamed }: { readonly isNamed: boolean }): Attempt {
    const detail = `it answered ${status}`;
    switch (status) {
      case 200:
        return this.#end(isNamed ? 'pulled' : 'noneWanted', `${detail} for the manifest`);
      case 403:
        return isNamed
          ? this.#end('noPermission', detail, RIGHT_OR_NEW)
          : this.#end(
              'unexpected',
              `${detail} and did not ask for a credential, so that containerd shows it none`,
              "look for what refuses this address: the registry's own firewall (Azure: its network rules), a gateway or a proxy",
            );
      case 404:
        return this.#end('imageNotFound', detail);
      case 429:
        return this.#end('rateLimited', `${detail}${retryAfter(headers)}`);
      default:
        return this.#end('unexpected', `${detail}${redirectText(status, headers)}`);
    }
  }

  /** containerd would send it. */
  #refuseToSend(url: URL): Attempt | undefined {
    if (this.#login === undefined || url.protocol === 'https:' || isLoopback(url.hostname)) return undefined;
    return this.#end(
      'notSent',
      `${url.host} is asked without TLS; containerd would show it the credential`,
      'let the registry and its token server have TLS',
    );
  }

  /** What a registry elsewhere names so is asked nothing: its answer would be given to the registry as a token. */
  #leadsIntoNode({ hostname }: URL): boolean {
    if (isLoopback(new URL(this.#host.origin).hostname)) return false;
    return isLoopback(hostname) || METADATA.test(hostname);
  }

  /** The registry has proved who it is, and names a host that need not: whatever address that name has. */
  #losesTls({ protocol, hostname }: URL): boolean {
    return new URL(this.#host.origin).protocol === 'https:' && protocol === 'http:' && !isLoopback(hostname);
  }

  #end(outcome: PullOutcome, detail: string, remedy = this.#remedyOf(outcome)): Attempt {
    return { outcome, detail, remedy, shownTo: [...new Set(this.#shownTo)] };
  }

  #remedyOf(outcome: PullOutcome): string | null {
    const remedies = this.#host.mirrorOf === undefined ? REMEDIES : MIRROR_REMEDIES;
    return remedies[outcome] ?? null;
  }

  #askManifest(authorization: string | undefined): Promise<HttpResponse> {
    const { origin, path, mirrorOf } = this.#host;
    const { repository, reference } = this.#image;
    const query = mirrorOf === undefined ? '' : `?ns=${encodeURIComponent(mirrorOf)}`;
    return this.#send(`${origin}${path}/${repository}/manifests/${reference}${query}`, authorization);
  }

  #send(url: string, authorization: string | undefined): Promise<HttpResponse> {
    return this.#network.send(
      {
        step: 'manifest',
        method: 'HEAD',
        url,
        headers: { accept: ACCEPT, ...(authorization !== undefined && { authorization }) },
        retry: 'never',
      },
      this.#signal,
    );
  }
}

/** Where it is containerd that trusts, and not a rule. Undefined: what is true of any server. */
function certificateRemedy(reason: unknown): string | undefined {
  if (typeof reason !== 'string') return undefined;
  if (reason === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'let the registry have a certificate for this name; if it has one, another server answers: check DNS, /etc/hosts and the proxy';
  }
  return isOfUnknownAuthority(reason)
    ? "name the file of the authority in ca of the registry's hosts.toml; or add it to the system's bundle and restart containerd (single files in /etc/ssl/certs are not read here)"
    : undefined;
}

/** Any host, as in containerd; undefined for what is no URL of a server, or has user information. */
function realmOf(text: string | undefined): URL | undefined {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  const isServer = url?.protocol === 'https:' || url?.protocol === 'http:';
  return isServer && url.username === '' && url.password === '' ? url : undefined;
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function retryAfter(headers: HttpResponse['headers']): string {
  const text = headers['retry-after'];
  return text === undefined ? '' : `, with Retry-After ${quote(text, 40)}`;
}
