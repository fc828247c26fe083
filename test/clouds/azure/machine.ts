// What a machine asks for the token of its identity: the metadata service of a virtual machine, the agent of an Azure
// Arc machine with its challenge, and App Service.
// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
// https://learn.microsoft.com/azure/azure-arc/servers/managed-identity-authentication
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, json, type ReceivedRequest, type ServiceDefinition } from '../service.ts';
import {
  type AzureConfig,
  type AzureIdentity,
  type Directory,
  RESOURCES,
  withoutSlash,
} from './directory.ts';

/** MSAL writes a slash behind it. */
const TOKEN_PATH = /^\/metadata\/identity\/oauth2\/token\/?$/;
export const APP_SERVICE_PATH = '/msi/token';

const oauthError = (status: number, error: string, error_description: string): Answer =>
  json(status, { error, error_description });

const trouble = {
  throttled: (): Answer => oauthError(429, 'too_many_requests', 'Too many requests'),
  failing: (status: number): Answer => oauthError(status, 'unknown_error', 'Failed to retrieve token.'),
  refusing: oauthError,
};

export const instanceMetadata = (config: AzureConfig, directory: Directory): ServiceDefinition => ({
  name: 'imds',
  hosts: /^169\.254\.169\.254$/,
  ...trouble,
  answer: (request) =>
    TOKEN_PATH.test(request.path)
      ? tokenFor(request, config, directory, '2018-02-01')
      : json(404, { error: 'Not found' }),
});

/** Asks for the content of a file that only the agent's group can read, a new one each time. */
export const arcAgent = (config: AzureConfig, directory: Directory): ServiceDefinition => {
  const secrets = new Set<string>();
  return {
    name: 'arc',
    hosts: /^localhost$/,
    ...trouble,
    answer(request) {
      if (config.arc === undefined || !TOKEN_PATH.test(request.path)) {
        return json(404, { error: 'Not found' });
      }
      if (request.headers.metadata !== 'true') return noMetadataHeader();
      const [, secret] = /^Basic (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
      if (secret !== undefined && secrets.delete(secret)) {
        return tokenFor(request, config, directory, '2020-06-01');
      }
      const { keyDirectory } = config.arc;
      const file = join(keyDirectory, `${randomUUID()}.key`);
      const content = randomBytes(24).toString('base64url');
      mkdirSync(keyDirectory, { recursive: true });
      writeFileSync(file, content, { mode: 0o600 });
      secrets.add(content);
      return json(
        401,
        { error: 'unauthorized_client', error_description: 'Missing Basic Authorization header' },
        { 'www-authenticate': `Basic realm=${file}` },
      );
    },
  };
};

export const appService = (config: AzureConfig, directory: Directory): ServiceDefinition => ({
  name: 'app-service',
  hosts: /^localhost$/,
  ...trouble,
  answer(request) {
    if (config.appService === undefined || request.path.replace(/\/$/, '') !== APP_SERVICE_PATH) {
      return json(404, { error: 'Not found' });
    }
    if (request.headers['x-identity-header'] !== config.appService.identityHeader) {
      return json(401, { statusCode: 401, message: 'The X-IDENTITY-HEADER is missing or wrong.' });
    }
    return tokenFor(
      { ...request, headers: { ...request.headers, metadata: 'true' } },
      config,
      directory,
      '2019-08-01',
    );
  },
});

const noMetadataHeader = (): Answer =>
  oauthError(400, 'invalid_request', 'Required metadata header not specified');

function tokenFor(
  request: ReceivedRequest,
  config: AzureConfig,
  directory: Directory,
  version: string,
): Answer {
  const { query, headers, method } = request;
  if (method !== 'GET') return json(405, { error: 'Method not allowed' });
  if (headers.metadata !== 'true') return noMetadataHeader();
  const asked = query.get('api-version');
  if (asked === null || asked < version) {
    return invalid(`Invalid api-version: ${asked}. The version must be ${version} or later.`);
  }
  const resource = query.get('resource');
  if (resource === null) return invalid("Required query variable 'resource' is missing");
  if (![...RESOURCES, ...(config.applications ?? [])].includes(withoutSlash(resource))) {
    return oauthError(
      400,
      'invalid_resource',
      `AADSTS500011: The resource principal named ${resource} was not found in the tenant named Contoso. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    );
  }
  const identity = chosen(query, config.identities);
  if (identity === undefined) return invalid('Identity not found');
  if (identity === 'several') {
    return invalid(
      'Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request',
    );
  }
  const { token, expiresAt } = directory.issue(identity, resource);
  const now = Math.floor(directory.now().getTime() / 1000);
  return json(200, {
    access_token: token,
    client_id: identity.clientId,
    ...(query.has('object_id') && { object_id: identity.objectId }),
    ...(query.has('msi_res_id') && { msi_res_id: identity.resourceId }),
    expires_in: String(expiresAt - now),
    expires_on: String(expiresAt),
    ext_expires_in: String(expiresAt - now),
    not_before: String(now),
    resource,
    token_type: 'Bearer',
  });
}

const invalid = (description: string): Answer => oauthError(400, 'invalid_request', description);

/** Without a choice: the machine's own identity, or the only one that users assigned. */
function chosen(
  query: URLSearchParams,
  identities: readonly AzureIdentity[],
): AzureIdentity | 'several' | undefined {
  const assigned = identities.filter((identity) => identity.assigned !== undefined);
  const clientId = query.get('client_id');
  const objectId = query.get('object_id') ?? query.get('principal_id');
  const resourceId = query.get('msi_res_id') ?? query.get('mi_res_id');
  if (clientId !== null) return assigned.find((identity) => identity.clientId === clientId.toLowerCase());
  if (objectId !== null) return assigned.find((identity) => identity.objectId === objectId.toLowerCase());
  if (resourceId !== null) {
    return assigned.find((identity) => identity.resourceId?.toLowerCase() === resourceId.toLowerCase());
  }
  const own = assigned.find((identity) => identity.assigned === 'system');
  return own ?? (assigned.length > 1 ? 'several' : assigned[0]);
}
