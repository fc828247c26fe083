// A token of Entra ID for a managed identity that is bound to an AKS cluster: the cluster's API server exchanges the
// token of a service account for it, under a name of its own.
// https://learn.microsoft.com/azure/aks/identity-bindings-concepts
// https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/credentialprovider/identity_bindings_credentials.go

import { ProviderError } from '../../errors.ts';
import { readJson } from '../../system/network/answers.ts';
import { authoritiesIn } from '../../system/network/authorities.ts';
import type { HttpRequest } from '../../system/network/door.ts';
import { endpointOf } from '../../system/network/proxy.ts';
import type { Caller, CloudCall } from '../cloud/call.ts';
import { isToken } from '../cloud/values.ts';
import { type BoundIdentity, describeIdentity, factsOf } from './identity.ts';

const STEP = 'identity binding token';
const CA_FILE = 'acr.identityBinding.caFile';

/**
 * @param resource for whom the token is made
 * @throws {ProviderError} FILE_UNREADABLE, and as Caller
 */
export async function getBoundToken(
  identity: BoundIdentity,
  resource: string,
  caller: Caller,
): Promise<string> {
  const { sniName } = identity.binding;
  const request: HttpRequest = {
    step: STEP,
    method: 'POST',
    url: `https://${sniName}/`,
    ...serverOf(identity),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: formOf(identity, resource),
  };
  const call: CloudCall = {
    step: STEP,
    service: 'AKS',
    identity: describeIdentity(identity),
    facts: factsOf(identity),
  };
  return caller.call(call, async (send) => {
    const response = await send(request);
    if (response.status !== 200) {
      return undefined;
    }
    const { access_token: token } = readJson(response, { step: STEP, host: sniName });
    if (!isToken(token)) {
      throw new ProviderError(`${STEP}: ${sniName} returned no valid access token`, {
        code: 'RESPONSE_INVALID',
        hint: 'check that acr.identityBinding names the API server of this cluster',
      });
    }
    return token;
  });
}

/** Where the name is reached, and the only authorities that vouch for it. */
function serverOf({
  binding: { apiServer, caFile },
}: BoundIdentity): Pick<HttpRequest, 'server' | 'authorities'> {
  const { host, port } = endpointOf(new URL(`https://${apiServer}/`));
  return { server: { host, port }, authorities: { pem: authoritiesIn(CA_FILE, caFile), namedBy: CA_FILE } };
}

function formOf({ clientId, asker: { token } }: BoundIdentity, resource: string): string {
  if (token === undefined) {
    throw new Error('a service account without a token asks');
  }
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    scope: `${resource}/.default`,
    client_assertion: token.reveal(),
    client_id: clientId,
  }).toString();
}
