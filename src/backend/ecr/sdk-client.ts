// What the SDK's clients are given instead of all that they would look for themselves: plain values and a way to send
// requests. They read no environment, no file and no clock but the process's, and open no connection.
// https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/ecr/

import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { Sha256Js } from '@smithy/core/checksum';
import type { CloudRequest, CloudSend } from '../cloud/call.ts';

/** Where a service is: by the SDK's rules, or at an endpoint of the caller's. */
export interface AwsService {
  readonly region: string;
  readonly fips: boolean;
  readonly dualstack: boolean;
  /** Instead of the rules; `fips` and `dualstack` then mean nothing. */
  readonly endpoint?: string | undefined;
  /** How we name ourselves: product and version. */
  readonly userAgent: readonly [string, string];
  readonly send: CloudSend;
}

/** What requests are signed with. */
export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** As the service answered, which may be nothing. */
export interface EcrToken {
  readonly token: string | undefined;
  readonly expiresAt: Date | undefined;
}

export interface RoleSession {
  readonly keys: { readonly [name in keyof Required<SigningKeys>]: string | undefined };
  /** Of the session: `arn:aws:sts::210987654321:assumed-role/pull/team-a.app`. */
  readonly arn: string | undefined;
}

export interface RoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

export interface WebIdentityTokenRequest {
  readonly audience: string;
  readonly algorithm: string;
  readonly durationSeconds: number | undefined;
}

/** Everything that the SDK would otherwise look for in the environment, files or the network. */
export function options(
  { region, fips, dualstack, endpoint, userAgent, send }: AwsService,
  keys?: SigningKeys,
) {
  return {
    region,
    ...(endpoint === undefined
      ? { useFipsEndpoint: fips, useDualstackEndpoint: dualstack }
      : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
    // A copy, since the SDK writes down in it where they come from.
    ...(keys && { credentials: { ...keys } as { accessKeyId: string; secretAccessKey: string } }),
    requestHandler: handler(send),
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    authSchemePreference: [],
    disableClockSkewCorrection: false,
    userAgentAppId: async () => undefined,
    defaultUserAgentProvider: async () => [[...userAgent] as [string, string]],
    // TLS loads node:crypto anyway. Without it, these few hashes cost less than that.
    sha256: endpoint?.startsWith('http:') ? Sha256Js : Sha256OfNode,
  };
}

/** https://smithy.io: a hash of the SDK; with a key it is an HMAC. */
class Sha256OfNode {
  readonly #key: KeyLike | undefined;
  #hash: Hash | Hmac;

  constructor(key?: KeyLike) {
    this.#key = key;
    this.#hash = newHash(key);
  }

  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = newHash(this.#key);
  }
}

type KeyLike = string | ArrayBuffer | ArrayBufferView;

function newHash(key: KeyLike | undefined): Hash | Hmac {
  if (key === undefined) {
    return createHash('sha256');
  }
  return createHmac('sha256', typeof key === 'string' ? key : bytesOf(key));
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

interface HandledRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** https://smithy.io: a request handler of the SDK, over the way that we are given. */
function handler(send: CloudSend) {
  return {
    async handle(request: HandledRequest) {
      const { method, headers, body } = request;
      const { status, ...answer } = await send({
        method: method as CloudRequest['method'],
        url: urlOf(request),
        headers,
        ...(body !== undefined && { body }),
      });
      return { response: { statusCode: status, reason: '', ...answer } };
    },
    destroy() {},
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}

function urlOf({ protocol, hostname, port, path, query = {} }: HandledRequest): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value ?? ''].map(encodeURIComponent).join('=')),
  );
  const search = pairs.length > 0 ? `?${pairs.join('&')}` : '';
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search}`;
}

/**
 * The client, without retries: the sender decides what is tried again. Their middleware keeps its place, since others
 * are put behind it.
 */
export function withoutRetries<Client extends { readonly middlewareStack: { add(...args: never[]): void } }>(
  client: Client,
): Client {
  const pass = (next: unknown) => next;
  const place = { name: 'retryMiddleware', step: 'finalizeRequest', priority: 'high', override: true };
  client.middlewareStack.add(pass as never, place as never);
  return client;
}
