// The role of the EC2 instance, from its metadata service: version 2 only, so that nobody who can merely make a
// program fetch a URL gets the node's keys.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import { readJson } from '../../system/network/answers.ts';
import type { HttpRequest, HttpResponse, Network } from '../../system/network/door.ts';
import { type Absent, type AwsCredentials, keysFrom } from './credentials.ts';
import type { Fields } from './profiles/sdk-shared-file.ts';

const CREDENTIALS = '/latest/meta-data/iam/security-credentials/';
const TOKEN_STEP = 'instance metadata token';
const KEYS_STEP = 'instance credentials';
/** How long the token is good, of which one run needs a moment. */
const TOKEN_SECONDS = '60';

export interface InstanceOptions {
  readonly env: Environment;
  /** Of the shared files, which may say where the service is. */
  readonly profile: Fields | undefined;
  readonly network: Network;
  readonly signal: AbortSignal;
}

type Ask = (request: Omit<HttpRequest, 'url' | 'kind'>, path: string) => Promise<HttpResponse>;

/**
 * Three requests: a token, the role's name, the role's keys.
 * @throws {ProviderError} CONFIG_INVALID for an endpoint that is none
 */
export async function instanceCredentials(options: InstanceOptions): Promise<AwsCredentials | Absent> {
  const { env, network, signal } = options;
  const disabled = env.AWS_EC2_METADATA_DISABLED;
  if (disabled && disabled.toLowerCase() !== 'false') {
    return absent(`AWS_EC2_METADATA_DISABLED is ${quote(disabled, 20)}`);
  }
  const endpoint = endpointOf(options);
  const { host, origin } = endpoint;
  const ask: Ask = (request, path) =>
    network.send({ ...request, kind: 'metadata', url: `${origin}${path}` }, signal);
  let token: HttpResponse;
  try {
    token = await askToken(ask);
  } catch (error) {
    signal.throwIfAborted();
    return noAnswer(error, host, network);
  }
  return token.status === 200
    ? roleKeys(ask, token.body.toString('latin1').trim(), host)
    : refused('token', host, token);
}

/** Where no service is there is none at a second try either, and a node without one finds that out at each pull. */
function askToken(ask: Ask): Promise<HttpResponse> {
  const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': TOKEN_SECONDS };
  return ask({ step: TOKEN_STEP, method: 'PUT', headers, retry: 'answered' }, '/latest/api/token');
}

async function roleKeys(ask: Ask, token: string, host: string): Promise<AwsCredentials | Absent> {
  const request = { method: 'GET', headers: { 'x-aws-ec2-metadata-token': token } } as const;
  const role = await ask({ ...request, step: 'instance role' }, CREDENTIALS);
  const name = role.body.toString('utf8').trim();
  if (role.status !== 200 || !/^[\w+=,.@-]{1,64}$/.test(name)) {
    return refused('role', host, role.status === 200 && name === '' ? { status: 404 } : role);
  }
  const keys = await ask({ ...request, step: KEYS_STEP }, `${CREDENTIALS}${name}`);
  return keys.status === 200 ? readKeys(keys, name, host) : refused('credentials', host, keys);
}

async function readKeys(answer: HttpResponse, role: string, host: string): Promise<AwsCredentials | Absent> {
  const { Code, AccessKeyId, SecretAccessKey, Token } = readJson(answer, { step: KEYS_STEP, host });
  if (typeof Code === 'string' && Code !== 'Success') {
    return refused('credentials', host, { status: answer.status, code: Code });
  }
  const raw = { id: AccessKeyId, secret: SecretAccessKey, token: Token };
  const keys = keysFrom(raw, () => `role ${role} of this instance`);
  return keys?.sessionToken === undefined
    ? { reason: `${placeOf(host)} gave keys of role ${role} that are not whole`, broken: true }
    : keys;
}

/** An instance without the service or without a role has no identity; one whose service fails has. */
async function refused(
  step: 'token' | 'role' | 'credentials',
  host: string,
  answer: { readonly status: number; readonly code?: string },
): Promise<Absent> {
  const { refusedSource } = await import('./refusals.ts');
  const isNone = step !== 'credentials' && [403, 404, 405].includes(answer.status);
  return { ...refusedSource(`instance metadata: ${step}`, placeOf(host), answer), broken: !isNone };
}

/** Nothing came back: the one who asks is no instance, or the answer did not reach it. */
function noAnswer(error: unknown, host: string, { calls }: Network): Absent {
  if (!(error instanceof ProviderError)) {
    throw error;
  }
  const call = calls.findLast(({ step }) => step === TOKEN_STEP);
  if (!call?.connected) {
    return absent(`no ${placeOf(host)} (${error.message})`);
  }
  // Who ends the connection has reached the node with that, of which the system's code tells.
  const silent = !call.begun && error.cause === undefined;
  return absent(
    `${placeOf(host)} took the PUT for a token, and its answer did not arrive (${error.message})`,
    silent
      ? 'in a container or virtual machine on the node the hop limit is the usual reason: aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2'
      : 'see what answers there',
  );
}

function endpointOf({ env, profile }: InstanceOptions): URL {
  const named = env.AWS_EC2_METADATA_SERVICE_ENDPOINT ?? profile?.ec2_metadata_service_endpoint;
  if (named) {
    if (/^http:\/\/[^/?#@\s]+\/?$/.test(named) && URL.canParse(named)) {
      return new URL(named);
    }
    throw misconfigured('AWS_EC2_METADATA_SERVICE_ENDPOINT', 'http://HOST or http://HOST:PORT', named);
  }
  const mode = env.AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE ?? profile?.ec2_metadata_service_endpoint_mode;
  switch (mode ?? 'IPv4') {
    case 'IPv4':
      return new URL('http://169.254.169.254');
    case 'IPv6':
      return new URL('http://[fd00:ec2::254]');
    default:
      throw misconfigured('AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE', 'IPv4 or IPv6', mode ?? '');
  }
}

function misconfigured(variable: string, expected: string, value: string): ProviderError {
  return new ProviderError(`${variable}: expected ${expected}, got ${quote(value)}`, {
    code: 'CONFIG_INVALID',
    hint: `correct it in the environment or, as ${variable.slice('AWS_'.length).toLowerCase()}, in the profile`,
  });
}

function placeOf(host: string): string {
  return `instance metadata service ${host}`;
}

function absent(reason: string, hint?: string): Absent {
  return { reason, broken: false, ...(hint !== undefined && { hint }) };
}
