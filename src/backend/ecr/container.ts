// Credentials from an endpoint that the container's surroundings give: EKS Pod Identity and ECS.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import { readTextFile } from '../../system/files.ts';
import { readJson } from '../../system/network/answers.ts';
import type { Caller } from '../cloud/call.ts';
import { type Absent, type AwsCredentials, keysFrom } from './credentials.ts';
import { containerIn } from './named.ts';

const STEP = 'container credentials';

/** One request. */
export async function containerCredentials(
  env: Environment,
  caller: Caller,
  signal: AbortSignal,
): Promise<AwsCredentials | Absent> {
  const variable = containerIn(env);
  if (variable === undefined) {
    return broken(
      'neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set',
      'set one of them',
    );
  }
  const url = endpointOf(env);
  if (url === undefined) {
    const expected =
      variable === 'AWS_CONTAINER_CREDENTIALS_FULL_URI'
        ? 'not an https URL, nor a URL of loopback, ECS or EKS Pod Identity'
        : 'not a path that begins with /';
    return broken(`${variable} is ${expected}`, 'correct it');
  }
  try {
    const authorization = authorizationOf(env);
    const headers = { accept: 'application/json', ...(authorization !== undefined && { authorization }) };
    const call = { step: STEP, service: STEP, requests: { kind: 'metadata' } } as const;
    return await caller.call(call, async (send) => {
      const answer = await send({ method: 'GET', url: url.href, headers });
      return answer.status === 200
        ? readKeys(readJson(answer, { step: STEP, host: url.host }), url.host)
        : undefined;
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return broken(error.message, error.hint);
  }
}

function endpointOf(env: Environment): URL | undefined {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full = '' } =
    env;
  // What does not begin with a slash would become part of the host.
  if (relative && !relative.startsWith('/')) {
    return undefined;
  }
  const text = relative ? `http://169.254.170.2${relative}` : full;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && (url.protocol === 'https:' || isNear(url)) ? url : undefined;
}

/** The token that is sent there must not leave the node in clear. */
function isNear({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'http:' &&
    (['localhost', '[::1]', '169.254.170.2', '169.254.170.23', '[fd00:ec2::23]'].includes(hostname) ||
      /^127(\.\d{1,3}){3}$/.test(hostname))
  );
}

/** @throws {ProviderError} FILE_UNREADABLE, SECRET_INVALID */
function authorizationOf(env: Environment): string | undefined {
  const file = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  const token = file
    ? readTextFile(file, { what: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE' }).text
    : env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
  if (token !== undefined && /[\u0000-\u001f\u007f]/.test(token)) {
    throw new ProviderError(
      `${file ? 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE' : 'AWS_CONTAINER_AUTHORIZATION_TOKEN'} contains a line break or another control character`,
      { code: 'SECRET_INVALID', hint: 'write only the token into it' },
    );
  }
  if (file && !token) {
    throw new ProviderError(`AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE ${quote(file)} is empty`, {
      code: 'SECRET_INVALID',
      hint: 'write only the token into it',
    });
  }
  return token || undefined;
}

function readKeys(answer: Readonly<Record<string, unknown>>, host: string): AwsCredentials | Absent {
  const { AccessKeyId, SecretAccessKey, Token, AccountId } = answer;
  const account = typeof AccountId === 'string' ? ` of account ${quote(AccountId, 20).slice(1, -1)}` : '';
  const raw = { id: AccessKeyId, secret: SecretAccessKey, token: Token };
  const keys = keysFrom(raw, () => `the container credentials${account}`);
  return keys?.sessionToken === undefined ? broken(`${STEP} of ${host} are incomplete`) : keys;
}

function broken(reason: string, hint?: string): Absent {
  return { reason, broken: true, hint };
}
