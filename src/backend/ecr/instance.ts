// The role of the EC2 instance, from its metadata service: version 2 only, so that no user who can merely make a
// program fetch a URL gets the node's keys.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import { readJson } from '../../system/network/answers.ts';
import type { HttpResponse, Network } from '../../system/network/door.ts';
import type { Caller, CloudCall, CloudRequest } from '../cloud/call.ts';
import { type Absent, type AwsCredentials, keysFrom } from './credentials.ts';
import type { AwsFields } from './profiles/sdk-shared-file.ts';

const CREDENTIALS = '/latest/meta-data/iam/security-credentials/';
const STEPS = {
  token: 'instance metadata token',
  role: 'instance role',
  credentials: 'instance credentials',
} as const;
/** How long the token is good, of which one run needs a moment. */
const TOKEN_SECONDS = '60';

interface InstanceOptions {
  readonly env: Environment;
  /** Of the shared files, which may say where the service is. */
  readonly profile: AwsFields | undefined;
  readonly caller: Caller;
  /** For what became of the requests that got no answer. */
  readonly network: Network;
  readonly signal: AbortSignal;
}

/**
 * Three requests: a token, the role's name, the role's keys.
 * @throws {ProviderError} CONFIG_INVALID for an endpoint that is not valid
 */
export async function instanceCredentials(options: InstanceOptions): Promise<AwsCredentials | Absent> {
  const disabled = options.env.AWS_EC2_METADATA_DISABLED;
  if (disabled && disabled.toLowerCase() !== 'false') {
    return absent(`AWS_EC2_METADATA_DISABLED is ${quote(disabled, 20)}`);
  }
  const endpoint = endpointOf(options);
  const token = await askToken(endpoint, options);
  return typeof token === 'string' ? roleKeys(token, endpoint, options) : token;
}

/** Where no service is there is none at a second try either, and a node without one finds that out at each pull. */
async function askToken(endpoint: URL, options: InstanceOptions): Promise<string | Absent> {
  const { signal, network } = options;
  const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': TOKEN_SECONDS };
  const request = {
    method: 'PUT',
    headers,
    retry: 'answered',
    url: `${endpoint.origin}/latest/api/token`,
  } as const;
  try {
    return await step(options, 'token', request, ({ status, body }) =>
      status === 200 ? body.toString('latin1').trim() : undefined,
    );
  } catch (error) {
    signal.throwIfAborted();
    return noAnswer(error, endpoint.host, network);
  }
}

async function roleKeys(
  token: string,
  { host, origin }: URL,
  options: InstanceOptions,
): Promise<AwsCredentials | Absent> {
  const request = { method: 'GET', headers: { 'x-aws-ec2-metadata-token': token } } as const;
  const url = `${origin}${CREDENTIALS}`;
  const role = await step(options, 'role', { ...request, url }, ({ status, body }) => {
    const name = body.toString('utf8').trim();
    return status === 200 && /^[\w+=,.@-]{1,64}$/.test(name) ? name : undefined;
  });
  if (typeof role !== 'string') {
    return role;
  }
  return step(options, 'credentials', { ...request, url: `${url}${role}` }, (answer) => {
    return answer.status === 200 ? readKeys(answer, role, host) : undefined;
  });
}

/** Undefined: a refusal. */
function readKeys(answer: HttpResponse, role: string, host: string): AwsCredentials | Absent | undefined {
  const { Code, AccessKeyId, SecretAccessKey, Token } = readJson(answer, { step: STEPS.credentials, host });
  if (typeof Code === 'string' && Code !== 'Success') {
    return undefined;
  }
  const raw = { id: AccessKeyId, secret: SecretAccessKey, token: Token };
  const keys = keysFrom(raw, () => `role ${role} of this instance`);
  return keys?.sessionToken === undefined
    ? {
        reason: `${placeOf(host)} sent incomplete keys of role ${role}`,
        hint: undefined,
        broken: true,
      }
    : keys;
}

/** What was read; or, for an answer that is a refusal, why there is none. Without an answer it throws. */
async function step<T>(
  { caller }: InstanceOptions,
  name: keyof typeof STEPS,
  request: CloudRequest,
  read: (answer: HttpResponse) => T | undefined,
): Promise<T | Absent> {
  const call: CloudCall = {
    step: STEPS[name],
    service: `instance metadata: ${name}`,
    answer: 'text',
    requests: { kind: 'metadata' },
  };
  let refusal: HttpResponse | undefined;
  try {
    return await caller.call(call, async (send) => {
      refusal = undefined;
      const answer = await send(request);
      const result = read(answer);
      refusal = result === undefined ? answer : undefined;
      return result;
    });
  } catch (error) {
    if (refusal === undefined || !(error instanceof ProviderError)) {
      throw error;
    }
    // An instance without the service or without a role has no identity; one whose service fails has.
    const isNone = name !== 'credentials' && ([403, 404, 405].includes(refusal.status) || isEmpty(refusal));
    return { reason: error.message, hint: error.hint, broken: !isNone };
  }
}

function isEmpty({ status, body }: HttpResponse): boolean {
  return status === 200 && body.toString().trim() === '';
}

/** Nothing came back: the node is no instance, or the answer did not reach it. */
function noAnswer(error: unknown, host: string, { calls }: Network): Absent {
  if (!(error instanceof ProviderError)) {
    throw error;
  }
  const call = calls.findLast((each) => each.step === STEPS.token);
  if (!call?.connected) {
    return absent(`no ${placeOf(host)} (${error.message})`);
  }
  // Who ends the connection has reached the node with that, of which the system's code tells.
  const silent = !call.begun && error.cause === undefined;
  return absent(
    `${placeOf(host)} accepted the PUT request for a token, but its response did not arrive (${error.message})`,
    silent
      ? 'in a container or a virtual machine, the usual reason is the hop limit: aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2'
      : `check what answers at ${host}`,
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
  return { reason, broken: false, hint };
}
