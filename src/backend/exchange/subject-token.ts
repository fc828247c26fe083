// The token that is exchanged: the Pod's, or what proves the node.

import { Secret } from '../../secret.ts';
import { readJson } from '../../system/network/answers.ts';
import { decodeUtf8 } from '../../system/utf8.ts';
import type { Surroundings } from '../backend.ts';
import type { Caller, CloudCall } from '../cloud/call.ts';
import { readOwnToken } from '../cloud/own-token.ts';
import { isToken } from '../cloud/values.ts';
import type { Subject } from './identity.ts';

/** What it is asked for with. */
interface Means {
  readonly caller: Caller;
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal;
}

/** @throws {ProviderError} FILE_UNREADABLE, SECRET_INVALID, AUDIENCE_REFUSED, and what a metadata service or STS is the reason of */
export async function readSubjectToken(
  subject: Subject,
  { caller, surroundings, signal }: Means,
): Promise<Secret> {
  switch (subject.kind) {
    case 'serviceAccount':
    case 'file':
      return readOwnToken(subject);
    case 'google':
      return fromGoogle(subject, caller);
    case 'azure':
      return fromAzure(subject, caller);
    case 'aws': {
      const { askWebIdentityToken } = await import('../ecr/web-identity-token.ts');
      return askWebIdentityToken(subject, surroundings, signal);
    }
  }
}

type Of<K extends Subject['kind']> = Extract<Subject, { readonly kind: K }>;

/** https://cloud.google.com/compute/docs/instances/verifying-instance-identity */
function fromGoogle({ endpoint, account, audience }: Of<'google'>, caller: Caller): Promise<Secret> {
  const query = new URLSearchParams({ audience, format: 'full' });
  const url = `${endpoint}/computeMetadata/v1/instance/service-accounts/${account}/identity?${query}`;
  const call: CloudCall = {
    step: 'identity token',
    service: 'metadata server',
    identity: `the node's service account ${account}`,
    answer: 'text',
    requests: { kind: 'metadata' },
  };
  return caller.call(call, async (send) => {
    const headers = { 'Metadata-Flavor': 'Google' };
    const { status, headers: answered, body } = await send({ method: 'GET', url, headers });
    const token = decodeUtf8(body)?.trim();
    // Whatever answers without it is no metadata server of Google's.
    const isGoogles = answered['metadata-flavor'] === 'Google';
    return isGoogles && status === 200 && isToken(token) ? new Secret(token) : undefined;
  });
}

/** https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token */
function fromAzure({ endpoint, clientId, application }: Of<'azure'>, caller: Caller): Promise<Secret> {
  const query = new URLSearchParams({ 'api-version': '2018-02-01', resource: application });
  if (clientId !== undefined) query.set('client_id', clientId);
  const url = `${endpoint}/metadata/identity/oauth2/token?${query}`;
  const step = 'managed identity token';
  const call: CloudCall = {
    step,
    service: 'IMDS',
    identity: clientId ?? 'the managed identity of this node',
    requests: {
      kind: 'metadata',
      // It answers so while it is updated.
      retry: ({ status }) => status === 404 || status === 410,
    },
  };
  return caller.call(call, async (send) => {
    const response = await send({ method: 'GET', url, headers: { Metadata: 'true' } });
    if (response.status !== 200) {
      return undefined;
    }
    const { access_token: token } = readJson(response, { step, host: new URL(url).host });
    return isToken(token) ? new Secret(token) : undefined;
  });
}
