// AWS's own SDK: the only file that imports it, and a bundle of its own that is loaded when ECR is asked. It is given
// plain values and a way to send requests, so that it reads no environment, no clock but the process's, and opens no
// connection; what it does not need for ECR's own question is evaluated only when it is asked for.
// https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/ecr/

import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import type { AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import { Sha256Js } from '@smithy/core/checksum';

/** A way to the network. Rejects when there is no answer. */
export type Send = (request: SdkRequest) => Promise<SdkResponse>;

export interface SdkRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface SdkResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Where a service is: by the SDK's rules, or at an endpoint of the caller's. */
export interface Service {
  readonly region: string;
  readonly fips: boolean;
  readonly dualstack: boolean;
  /** Takes the place of the rules; `fips` and `dualstack` then mean nothing. */
  readonly endpoint?: string | undefined;
  /** How we name ourselves: product and version. */
  readonly userAgent: readonly [string, string];
  readonly send: Send;
}

/** What requests are signed with. */
export interface Keys {
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
  readonly keys: Partial<Keys>;
  /** Of the session: `arn:aws:sts::210987654321:assumed-role/pull/team-a.app`. */
  readonly arn: string | undefined;
}

export interface RoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

/** All of these throw what the SDK throws: a service's refusal has `name`, `Code` and `$metadata.httpStatusCode`. */
export async function getAuthorizationToken(service: Service, keys: Keys): Promise<EcrToken> {
  const client = new ECRClient(options(service, keys));
  withoutRetries(client);
  const { authorizationData: [data] = [] } = await client.send(new GetAuthorizationTokenCommand({}));
  return { token: data?.authorizationToken, expiresAt: data?.expiresAt };
}

export async function getPublicAuthorizationToken(service: Service, keys: Keys): Promise<EcrToken> {
  const { ECRPUBLICClient, GetAuthorizationTokenCommand: Command } = await import(
    '@aws-sdk/client-ecr-public'
  );
  const client = new ECRPUBLICClient(options(service, keys));
  withoutRetries(client);
  const { authorizationData: data } = await client.send(new Command({}));
  return { token: data?.authorizationToken, expiresAt: data?.expiresAt };
}

export async function assumeRole(service: Service, keys: Keys, role: RoleRequest): Promise<RoleSession> {
  const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient(options(service, keys));
  withoutRetries(client);
  return sessionOf(
    await client.send(
      new AssumeRoleCommand({
        RoleArn: role.roleArn,
        RoleSessionName: role.sessionName,
        ExternalId: role.externalId,
        DurationSeconds: role.durationSeconds,
      }),
    ),
  );
}

export async function assumeRoleWithWebIdentity(
  service: Service,
  token: string,
  role: RoleRequest,
): Promise<RoleSession> {
  const { AssumeRoleWithWebIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient(options(service));
  withoutRetries(client);
  return sessionOf(
    await client.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: role.roleArn,
        RoleSessionName: role.sessionName,
        WebIdentityToken: token,
        DurationSeconds: role.durationSeconds,
      }),
    ),
  );
}

/** The shared files: absolute paths of `~/.aws/credentials` and `~/.aws/config`, or what stands for them. */
export interface SharedFiles {
  readonly filepath: string;
  readonly configFilepath: string;
}

export type Profiles = Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>>;

/** A file that cannot be read counts as empty, as everywhere in AWS's SDKs. */
export async function readProfiles(files: SharedFiles): Promise<Profiles> {
  const { parseKnownFiles } = await import('@smithy/core/config');
  return parseKnownFiles(files);
}

/** What a profile with `sso_session` or `login_session` gives: keys by the token that a login left on the disk. */
export async function signedInKeys(
  kind: 'sso' | 'login',
  profile: string,
  files: SharedFiles,
  service: Omit<Service, 'endpoint'>,
): Promise<Keys> {
  const { fromLoginCredentials, fromSSO } = await import('@aws-sdk/credential-providers');
  const { region: _, ...clientConfig } = options(service);
  const provider = (kind === 'sso' ? fromSSO : fromLoginCredentials)({ profile, ...files, clientConfig });
  return provider();
}

/** Everything that the SDK would otherwise look for in the environment, files or the network. */
function options({ region, fips, dualstack, endpoint, userAgent, send }: Service, keys?: Keys) {
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
    // Before TLS has loaded node:crypto, these few hashes cost less than loading it.
    sha256: Sha256Js,
  };
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
function handler(send: Send) {
  return {
    async handle(request: HandledRequest) {
      const { method, headers, body } = request;
      const { status, ...answer } = await send({
        method,
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
 * Whoever sends decides what is tried again. The middleware keeps its place, since others are put behind it.
 */
function withoutRetries(client: { readonly middlewareStack: { add(...args: never[]): void } }): void {
  const pass = (next: unknown) => next;
  const place = { name: 'retryMiddleware', step: 'finalizeRequest', priority: 'high', override: true };
  client.middlewareStack.add(pass as never, place as never);
}

function sessionOf(answer: Pick<AssumeRoleCommandOutput, 'Credentials' | 'AssumedRoleUser'>): RoleSession {
  const { Credentials: keys, AssumedRoleUser: user } = answer;
  return {
    keys: {
      ...(keys?.AccessKeyId !== undefined && { accessKeyId: keys.AccessKeyId }),
      ...(keys?.SecretAccessKey !== undefined && { secretAccessKey: keys.SecretAccessKey }),
      sessionToken: keys?.SessionToken,
    },
    arn: user?.Arn,
  };
}
