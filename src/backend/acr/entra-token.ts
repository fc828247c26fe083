// A token of Entra ID for one identity, by Azure's SDK: what it is given, and what its failures mean.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { parseObject } from '../../json.ts';
import type { HttpResponse } from '../../system/network/door.ts';
import type { Surroundings } from '../backend.ts';
import type { Caller, CloudCall, CloudSend } from '../cloud/call.ts';
import { isToken } from '../cloud/values.ts';
import type { SdkApplication } from './applications/sdk.ts';
import { describeIdentity, type EntraIdentity, factsOf, type ManagedIdentity } from './identity.ts';
import { readProof } from './proof.ts';
import type { AcrQuestion } from './question.ts';
import type { SdkManagedIdentity } from './sdk.ts';
import type { SdkQuestion } from './sdk-client.ts';

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

interface EntraQuestion extends Pick<AcrQuestion, 'authority' | 'resource'> {
  readonly identity: EntraIdentity;
}

/** @throws {ProviderError} */
export async function getEntraToken(
  question: EntraQuestion,
  caller: Caller,
  { hide }: Pick<Surroundings, 'hide'>,
): Promise<string> {
  const { identity, resource } = question;
  const call = callOf(identity);
  const sdkIdentity = await sdkIdentityOf(question);
  try {
    return await caller.call(call, async (send) => {
      hide?.(NOT_FOR_THE_SDK);
      let latest: HttpResponse | undefined;
      const noting: CloudSend = async (request) => {
        latest = await send(request);
        return latest;
      };
      const token: unknown = await askSdk({ identity: sdkIdentity, resource, send: noting });
      if (!isToken(token)) {
        throw new Error('not a token');
      }
      refuseAnother(identity, call.step, latest);
      return token;
    });
  } catch (error) {
    throw error instanceof ProviderError ? withHint(error, identity) : couldNotAsk(error, call, identity);
  }
}

function callOf(identity: EntraIdentity): CloudCall {
  const common = { identity: describeIdentity(identity), facts: factsOf(identity) };
  return identity.kind === 'managedIdentity'
    ? {
        ...common,
        step: 'managed identity token',
        service: 'IMDS',
        requests: { kind: 'metadata', retry: isMetadataBusy },
        isPreliminary: ({ response }) => isArcChallenge(identity, response),
      }
    : {
        ...common,
        step: 'Entra ID token',
        service: 'Entra',
        // Where and how tokens are asked for.
        isPreliminary: ({ request, response: { status, body } }) =>
          request.method === 'GET' && status === 200 && parseObject(body.toString()) !== undefined,
      };
}

/** A metadata service says whose token it gives: a named identity's, or it is not the one that was asked for. */
function refuseAnother(identity: EntraIdentity, step: string, answer: HttpResponse | undefined): void {
  if (identity.kind !== 'managedIdentity' || identity.id?.kind !== 'clientId') {
    return;
  }
  const { client_id: given } = parseObject(answer?.body.toString() ?? '') ?? {};
  if (typeof given === 'string' && given !== '' && given.toLowerCase() !== identity.id.value.toLowerCase()) {
    throw new ProviderError(
      `${step} for ${describeIdentity(identity)}: the metadata service returned a token of another identity, client ID ${quote(given, 40)}`,
      {
        code: 'IDENTITY_UNAVAILABLE',
        hint: "assign the identity to the machine, or name the machine's own identity",
      },
    );
  }
}

/** While the metadata service is renewed, by its documentation. */
function isMetadataBusy({ status }: HttpResponse): boolean {
  return status === 404 || status === 410;
}

/** Which part of Azure's SDK is loaded: each is a bundle of its own. @throws the SDK's errors */
async function askSdk({ identity, ...question }: SdkQuestion<SdkIdentity>): Promise<string> {
  if (identity.kind === 'managedIdentity') {
    return (await import('./sdk.ts')).getAccessToken({ identity, ...question });
  }
  return (await import('./applications/sdk.ts')).getAccessToken({ identity, ...question });
}

type SdkIdentity = SdkManagedIdentity | SdkApplication;

async function sdkIdentityOf({ identity, authority }: EntraQuestion): Promise<SdkIdentity> {
  if (identity.kind === 'managedIdentity') {
    const { id } = identity;
    return { kind: 'managedIdentity', id };
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

/** Where nothing answers, the node may be no machine of Azure. */
function withHint(error: ProviderError, { kind }: EntraIdentity): ProviderError {
  const { message, code, hint, cause } = error;
  return kind === 'application' || (code !== 'NETWORK_FAILED' && code !== 'TLS_FAILED')
    ? error
    : new ProviderError(message, {
        code,
        hint: `${hint === undefined ? '' : `${hint}; `}on a node outside Azure, use acr.workloadIdentity or acr.servicePrincipal`,
        cause,
      });
}

/** Nothing was asked, or no more than where and how to ask. */
function couldNotAsk(error: unknown, { step }: CloudCall, identity: EntraIdentity): ProviderError {
  const word = codeOf(error);
  const said = word === undefined ? '' : ` (${word})`;
  return new ProviderError(
    `${step} for ${describeIdentity(identity)}: the SDK failed before the request${said}`,
    {
      code: 'IDENTITY_UNAVAILABLE',
      hint: hintWithoutAnswer(identity),
    },
  );
}

/** Azure Arc's agent answers first that a file of its own is the password; the SDK may find it unfit or unreadable. */
function isArcChallenge({ source }: ManagedIdentity, response: HttpResponse): boolean {
  return (
    source === 'Azure Arc' && response.status === 401 && response.headers['www-authenticate'] !== undefined
  );
}

function hintWithoutAnswer(identity: EntraIdentity): string {
  if (identity.kind === 'application') {
    return identity.proof.kind === 'certificateFile'
      ? 'check that the certificate and the private key are complete and belong together'
      : 'correct the tenant, the client ID and the authority host';
  }
  return identity.source === 'Azure Arc'
    ? 'run as root or as a member of the group himds, and update the Azure Arc agent'
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
