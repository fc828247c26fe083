// A token of Entra ID for one identity, by Azure's SDK: what it is given, and what its failures mean.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { parseObject } from '../../json.ts';
import { readJson } from '../../system/network/answers.ts';
import type { HttpResponse } from '../../system/network/door.ts';
import { parseRetryAfter } from '../../system/network/retry.ts';
import type { Surroundings } from '../backend.ts';
import { refusalError } from '../cloud/refusal.ts';
import { SdkDoor } from '../cloud/sdk-door.ts';
import { isToken } from '../cloud/values.ts';
import { type AcrIdentity, describeIdentity, type ManagedIdentity } from './identity.ts';
import { readProof } from './proof.ts';
import type { AcrQuestion } from './question.ts';
import { REFUSALS } from './refusals.ts';
import type { SdkIdentity, SdkQuestion } from './sdk.ts';

/**
 * What the SDK would read of the environment by itself, and act otherwise than we have chosen: print, take another
 * identity for a managed one, ask another endpoint of Entra ID.
 */
const NOT_FOR_THE_SDK: readonly string[] = [
  'AZURE_CLIENT_ID',
  'AZURE_FEDERATED_TOKEN_FILE',
  'AZURE_IDENTITY_DISABLE_MULTITENANTAUTH',
  'AZURE_LOG_LEVEL',
  'AZURE_REGIONAL_AUTHORITY_NAME',
  'AZURE_TENANT_ID',
  'DEBUG',
  'IDENTITY_SERVER_THUMBPRINT',
  'MSAL_FORCE_REGION',
  'MSI_ENDPOINT',
  'MSI_SECRET',
  'TYPESPEC_RUNTIME_LOG_LEVEL',
];

/** The answer to the SDK's latest request: its own errors tell less, and may quote what is secret. */
interface Answered {
  readonly method: string;
  readonly host: string;
  readonly response: HttpResponse;
}

/** @throws {ProviderError} */
export async function getEntraToken(
  question: AcrQuestion,
  { network, hide, now }: Surroundings,
  signal: AbortSignal,
): Promise<string> {
  const { identity, resource } = question;
  const step = identity.kind === 'managedIdentity' ? 'managed identity token' : 'Entra ID token';
  const door = new SdkDoor(network, signal);
  let answered: Answered | undefined;
  const send: SdkQuestion['send'] = async ({ method, url, headers, body }) => {
    answered = undefined;
    const response = await door.send({
      step,
      method: method === 'POST' ? 'POST' : 'GET',
      url,
      headers,
      ...(body !== undefined && { body }),
      ...(identity.kind === 'managedIdentity' && { kind: 'metadata', retry: isMetadataBusy }),
    });
    answered = { method, host: new URL(url).host, response };
    return { status: response.status, headers: response.headers, body: response.body.toString('utf8') };
  };
  const sdkIdentity = await sdkIdentityOf(question);
  await network.leave?.();
  hide?.(NOT_FOR_THE_SDK);
  const { getAccessToken } = await import('./sdk.ts');
  try {
    const token: unknown = await getAccessToken({ identity: sdkIdentity, resource, send });
    if (isToken(token)) {
      refuseAnother(question, step, answered);
      return token;
    }
    throw new Error('not a token');
  } catch (error) {
    signal.throwIfAborted();
    if (door.failure !== undefined) {
      throw networkFailure(door.failure, identity);
    }
    throw error instanceof ProviderError ? error : failureOf(error, { question, step, answered, now: now() });
  }
}

/** A metadata service says whose token it gives: a named identity's, or it is not the one that was asked for. */
function refuseAnother({ identity }: AcrQuestion, what: string, answered: Answered | undefined): void {
  if (identity.kind !== 'managedIdentity' || identity.id?.kind !== 'clientId' || answered === undefined) {
    return;
  }
  const { client_id: given } = parseObject(answered.response.body.toString()) ?? {};
  if (typeof given === 'string' && given !== '' && given.toLowerCase() !== identity.id.value.toLowerCase()) {
    throw new ProviderError(
      `${what} for ${describeIdentity(identity)}: ${answered.host} gave a token of another identity, client id ${quote(given, 40)}`,
      {
        code: 'IDENTITY_UNAVAILABLE',
        hint: 'assign the identity to the machine, or name the one that it has',
      },
    );
  }
}

/** While the metadata service is renewed, by its documentation. */
function isMetadataBusy({ status }: HttpResponse): boolean {
  return status === 404 || status === 410;
}

async function sdkIdentityOf({ identity, authority }: AcrQuestion): Promise<SdkIdentity> {
  if (identity.kind === 'managedIdentity') {
    const { id } = identity;
    return { kind: 'managedIdentity', ...(id !== undefined && { id }) };
  }
  const { clientId, tenantId } = identity;
  return {
    kind: 'application',
    clientId,
    tenantId,
    authorityHost: authority.host,
    trusted: authority.trusted,
    proof: await readProof(identity.proof),
  };
}

function networkFailure(failure: ProviderError, { kind }: AcrIdentity): ProviderError {
  const { message, code, hint, cause } = failure;
  return kind === 'application'
    ? failure
    : new ProviderError(message, {
        code,
        hint: `${hint === undefined ? '' : `${hint}; `}a node that is no machine of Azure asks with acr.workloadIdentity or acr.servicePrincipal`,
        cause,
      });
}

interface FailureOptions {
  readonly question: AcrQuestion;
  readonly step: string;
  readonly answered: Answered | undefined;
  readonly now: number;
}

function failureOf(error: unknown, { question, step, answered, now }: FailureOptions): ProviderError {
  const { identity } = question;
  const asked = describeIdentity(identity);
  const word = codeOf(error);
  const said = word === undefined ? '' : ` (${word})`;
  if (answered === undefined || isBeforeTheToken(identity, answered)) {
    return new ProviderError(`${step} for ${asked}: the SDK could not ask${said}`, {
      code: 'IDENTITY_UNAVAILABLE',
      hint: hintWithoutAnswer(identity),
    });
  }
  const { host, response } = answered;
  if (response.status >= 400) {
    const service = identity.kind === 'managedIdentity' ? 'IMDS' : 'Entra';
    const { codes, trace } = parseRefusal(response, service);
    const known = codes.find((code) => REFUSALS.some((row) => row.service === service && row.code === code));
    const retryAfterMs = parseRetryAfter(response.headers['retry-after'], now);
    return refusalError(REFUSALS, service, {
      step,
      where: host,
      identity: asked,
      code: known ?? codes[0],
      status: response.status,
      message: [...factsOf(identity), ...trace].join(', '),
      retryAfterMs,
    });
  }
  try {
    readJson(response, { step: step, host });
  } catch (invalid) {
    return invalid as ProviderError;
  }
  return new ProviderError(`${step} for ${asked}: ${host} answered without a token that can be used${said}`, {
    code: 'RESPONSE_INVALID',
    hint: 'see what stands before it',
  });
}

/** The SDK has gone no further than to learn where and how to ask. */
function isBeforeTheToken(identity: AcrIdentity, { method, response }: Answered): boolean {
  return identity.kind === 'managedIdentity'
    ? isArcChallenge(identity, response)
    : method === 'GET' && response.status === 200 && parseObject(response.body.toString()) !== undefined;
}

/** Azure Arc's agent answers first that a file of its own is the password; the SDK may find it unfit or unreadable. */
function isArcChallenge({ source }: ManagedIdentity, response: HttpResponse): boolean {
  return (
    source === 'Azure Arc' && response.status === 401 && response.headers['www-authenticate'] !== undefined
  );
}

function hintWithoutAnswer(identity: AcrIdentity): string {
  if (identity.kind === 'application') {
    return identity.proof.kind === 'certificateFile'
      ? 'see whether certificate and private key are whole, and of one another'
      : 'correct tenant, client id and authority host';
  }
  return identity.source === 'Azure Arc'
    ? "run as root, or as a member of the agent's group himds, and keep its agent up to date"
    : `correct the environment: ${identity.source === 'IMDS' ? 'AZURE_POD_IDENTITY_AUTHORITY_HOST' : 'IDENTITY_ENDPOINT'}`;
}

/** MSAL's own code, which is one of its fixed words. */
function codeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { errorCode } = at as { readonly errorCode?: unknown };
    if (typeof errorCode === 'string' && /^[a-z_]{1,60}$/.test(errorCode)) {
      return errorCode;
    }
  }
  return undefined;
}

/** Which claims a federated credential would have to name. */
function factsOf(identity: AcrIdentity): string[] {
  if (identity.kind !== 'application' || identity.proof.kind !== 'serviceAccount') {
    return [];
  }
  const { namespace, name, issuer, audiences = [] } = identity.proof.asker.account;
  return [
    ...(issuer === undefined ? [] : [`issuer ${issuer}`]),
    `subject system:serviceaccount:${namespace}:${name}`,
    ...(audiences.length === 0 ? [] : [`audience ${audiences.join(' ')}`]),
  ];
}

/** Phrases by which the metadata service tells apart what it has one code for. */
const METADATA_PHRASES = ['Identity not found', 'Multiple user assigned identities exist'];

interface ParsedRefusal {
  /** What it could be called, by the service's own words; the first is the most telling. */
  readonly codes: readonly string[];
  /** What Microsoft's support asks for. */
  readonly trace: readonly string[];
}

/** `{"error":"…","error_description":"AADSTS…: …","trace_id":"…"}`; the description itself is never shown. */
function parseRefusal({ body }: HttpResponse, service: 'IMDS' | 'Entra'): ParsedRefusal {
  const { error, error_description, trace_id } = parseObject(body.toString()) ?? {};
  const description = typeof error_description === 'string' ? error_description : '';
  const [aadsts] = /\bAADSTS\d{1,9}\b/.exec(description) ?? [];
  const phrase = METADATA_PHRASES.find((text) => description.includes(text));
  const word = typeof error === 'string' && /^[\w-]{1,60}$/.test(error) ? error : undefined;
  const codes = service === 'IMDS' ? [phrase, word, aadsts] : [aadsts, word];
  const isTrace = typeof trace_id === 'string' && /^[0-9A-Fa-f-]{36}$/.test(trace_id);
  return {
    codes: codes.filter((code) => code !== undefined),
    trace: isTrace ? [`trace ${trace_id}`] : [],
  };
}
