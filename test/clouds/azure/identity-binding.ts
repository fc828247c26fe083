// The API server of an AKS cluster under the name of its identity bindings: it exchanges the token of a service account
// for a token of a managed identity that is bound to the cluster. What acr-credential-provider sends is taken, and no
// other request.
// https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/credentialprovider/identity_bindings_credentials.go
// https://learn.microsoft.com/azure/aks/identity-bindings
import { audiencesOf, verifyOidcToken } from '../oidc.ts';
import { type Answer, formOf, json, type ReceivedRequest, type ServiceDefinition } from '../service.ts';
import { type AksCluster, type AzureConfig, type Directory, RESOURCES, withoutSlash } from './directory.ts';

const AUDIENCE = 'api://AKSIdentityBinding';

const FIELDS: Readonly<Record<string, RegExp>> = {
  grant_type: /^client_credentials$/,
  client_assertion_type: /^urn:ietf:params:oauth:client-assertion-type:jwt-bearer$/,
  scope: /^https:\/\/[^ ]+\/\.default$/,
  client_assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/,
  client_id: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

export const identityBinding = (config: AzureConfig, directory: Directory): ServiceDefinition => ({
  name: 'identity-binding',
  hosts: /^[0-9a-f]+\.identity-binding\.example$/,
  throttled: () => status(429, 'TooManyRequests', 'too many requests, please try again later'),
  failing: (code) => status(code, 'InternalError', 'an error on the server has prevented the request'),
  refusing: (code, reason, message) => status(code, reason, message),
  answer: (request) =>
    config.cluster === undefined
      ? status(404, 'NotFound', 'the server could not find the requested resource')
      : answer(request, config.cluster, config, directory),
});

async function answer(
  request: ReceivedRequest,
  { sniName, issuer, bindings }: AksCluster,
  { identities }: AzureConfig,
  directory: Directory,
): Promise<Answer> {
  const { method, host, path, rawQuery, serverName } = request;
  if (serverName !== sniName || host !== sniName) {
    return status(404, 'NotFound', `no such name: ${serverName} in TLS, ${host} in the request`);
  }
  if (method !== 'POST' || path !== '/' || rawQuery !== '') {
    return status(404, 'NotFound', 'the server could not find the requested resource');
  }
  const form = formOf(request);
  const wrong = form === undefined ? 'the content type' : wrongField(form);
  if (form === undefined || wrong !== undefined) {
    return status(400, 'BadRequest', `not valid: ${wrong}`);
  }
  const { problem, claims } = await verifyOidcToken(
    form.get('client_assertion') ?? '',
    [issuer],
    directory.now(),
  );
  if (problem !== undefined || audiencesOf(claims).join(' ') !== AUDIENCE) {
    return status(401, 'Unauthorized', `${problem ?? 'audience'}: ${form.get('client_assertion')}`);
  }
  const clientId = form.get('client_id')?.toLowerCase();
  const subjects = bindings[clientId ?? ''];
  const identity = identities.find((known) => known.clientId === clientId);
  if (identity === undefined || !subjects?.includes(String(claims.sub))) {
    return status(403, 'Forbidden', `${claims.sub} cannot use-managed-identity ${clientId}`);
  }
  const resource = withoutSlash(form.get('scope')?.replace(/\/\.default$/, '') ?? '');
  if (!RESOURCES.includes(resource)) {
    return json(400, { error: 'invalid_resource', error_description: `AADSTS500011: ${resource}` });
  }
  const { token, expiresAt } = directory.issue(identity, resource);
  return json(200, {
    access_token: token,
    expires_in: expiresAt - Math.floor(directory.now().getTime() / 1000),
    token_type: 'Bearer',
  });
}

/** The first that is missing, wrong, there twice, or one too many. */
function wrongField(form: URLSearchParams): string | undefined {
  const names = [...form.keys()];
  return (
    names.find((name) => !Object.hasOwn(FIELDS, name)) ??
    Object.keys(FIELDS).find((name) => {
      const values = form.getAll(name);
      return values.length !== 1 || !FIELDS[name]?.test(values[0] ?? '');
    })
  );
}

/** In the form of the API server: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
const status = (code: number, reason: string, message: string): Answer =>
  json(code, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code });
