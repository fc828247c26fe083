// Credentials from an endpoint that the container's surroundings give: EKS Pod Identity and ECS.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import { readTextFile } from '../../system/files.ts';
import { type HttpResponse, type Network, readJson } from '../../system/network.ts';
import type { Environment } from '../backend.ts';
import { isPlainText, isToken } from '../cloud/values.ts';
import type { Absent, AwsCredentials } from './credentials.ts';

const STEP = 'container credentials';

/** Whether the environment names such an endpoint; then no instance metadata is asked, whatever it answers. */
export function hasContainerEndpoint(env: Environment): boolean {
  return Boolean(env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI);
}

/** One request. */
export async function containerCredentials(
  env: Environment,
  network: Network,
  signal: AbortSignal,
): Promise<AwsCredentials | Absent> {
  const url = endpointOf(env);
  if (url === undefined) {
    return broken(
      'AWS_CONTAINER_CREDENTIALS_FULL_URI is neither an https URL nor one of loopback, ECS or EKS Pod Identity',
      'correct it',
    );
  }
  try {
    const authorization = authorizationOf(env);
    const headers = { accept: 'application/json', ...(authorization !== undefined && { authorization }) };
    const request = { step: STEP, method: 'GET', kind: 'metadata', url: url.href, headers } as const;
    const answer = await network.send(request, signal);
    return answer.status === 200
      ? readKeys(readJson(answer, { step: STEP, host: url.host }), url.host)
      : await refused(answer, url.host);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return broken(error.message, error.hint);
  }
}

function endpointOf(env: Environment): URL | undefined {
  const relative = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const text = relative ? `http://169.254.170.2${relative}` : (env.AWS_CONTAINER_CREDENTIALS_FULL_URI ?? '');
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
      `${file ? 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE' : 'AWS_CONTAINER_AUTHORIZATION_TOKEN'} holds a line end or another control character`,
      { code: 'SECRET_INVALID', hint: 'write the token alone' },
    );
  }
  return token || undefined;
}

async function refused({ status, body }: HttpResponse, host: string): Promise<Absent> {
  const { refusedSource } = await import('./refusals.ts');
  const code = /"(?:code|Code)"\s*:\s*"(\w{3,60})"/.exec(body.toString('latin1', 0, 2000))?.[1];
  const answer = { status, ...(code !== undefined && { code }) };
  return { ...refusedSource(STEP, `${STEP} of ${host}`, answer), broken: true };
}

function readKeys(answer: Readonly<Record<string, unknown>>, host: string): AwsCredentials | Absent {
  const { AccessKeyId, SecretAccessKey, Token, AccountId } = answer;
  if (!isPlainText(AccessKeyId) || !isPlainText(SecretAccessKey) || !isToken(Token)) {
    return broken(`${STEP} of ${host} are not whole`);
  }
  const account = typeof AccountId === 'string' ? ` of account ${quote(AccountId, 20).slice(1, -1)}` : '';
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    sessionToken: new Secret(Token),
    who: `the container credentials${account}`,
  };
}

function broken(reason: string, hint?: string): Absent {
  return { reason, broken: true, ...(hint !== undefined && { hint }) };
}
