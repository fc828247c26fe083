// Azure Key Vault: secrets of vaults, for whom a role or an access policy lets in.
// https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret
// https://learn.microsoft.com/azure/key-vault/general/rest-error-codes
import { type Answer, bearerOf, json, type ReceivedRequest, type ServiceDefinition } from '../service.ts';
import { type AzureConfig, type AzureVault, type Directory, withoutSlash } from './directory.ts';

const PATH = /^\/secrets\/([A-Za-z0-9-]+)(?:\/([0-9a-f]{32}))?$/;

export const keyVault = ({ vaults = [] }: AzureConfig, directory: Directory): ServiceDefinition => {
  /** Behind an endpoint of another name there can be one vault only. */
  const vaultOf = ({ host }: ReceivedRequest): AzureVault | undefined =>
    vaults.find((vault) => vault.host === host.replace(/:443$/, '')) ??
    (vaults.length === 1 ? vaults[0] : undefined);

  return {
    name: 'key-vault',
    hosts: /\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)$/,
    throttled: () =>
      vaultError(429, 'Throttled', 'Request was not processed because too many requests were received.'),
    failing: (status) => vaultError(status, 'InternalServerError', 'An error has occurred.'),
    refusing: (status, code, message) =>
      vaultError(status, status === 403 ? 'Forbidden' : code, message, code),
    answer(request) {
      const vault = vaultOf(request);
      const [, name, version] = PATH.exec(request.path) ?? [];
      if (vault === undefined) return { status: 404 };
      if (request.query.get('api-version') !== '7.4') {
        return vaultError(400, 'BadParameter', 'The specified version is not recognized.');
      }
      if (request.method !== 'GET' || name === undefined) {
        return vaultError(404, 'NotFound', 'The requested resource does not exist.');
      }
      const token = directory.read(bearerOf(request) ?? '');
      const resource = `https://${vault.host.slice(vault.host.indexOf('.') + 1)}`;
      if (token === undefined || withoutSlash(token.audience) !== resource) {
        return {
          ...vaultError(401, 'Unauthorized', 'AKV10000: Request is missing a Bearer or PoP token.'),
          headers: {
            'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/${vault.tenant}", resource="${resource}"`,
          },
        };
      }
      if (token.tenant !== vault.tenant) {
        return vaultError(
          401,
          'Unauthorized',
          `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${vault.tenant}/, found https://sts.windows.net/${token.tenant}/.`,
        );
      }
      if (vault.firewalled) {
        return vaultError(
          403,
          'Forbidden',
          'Client address is not authorized and caller is not a trusted service.\r\nClient address: 203.0.113.7\r\nVault: team;location=westeurope',
          'ForbiddenByFirewall',
        );
      }
      if (!vault.readers.includes(token.clientId)) {
        return vaultError(
          403,
          'Forbidden',
          `Caller is not authorized to perform action on resource.\r\nCaller: appid=${token.clientId};oid=1;iss=https://sts.windows.net/1/`,
          'ForbiddenByRbac',
        );
      }
      return secretOf(vault, name, version);
    },
  };
};

function secretOf({ host, secrets }: AzureVault, name: string, wanted: string | undefined): Answer {
  const versions = secrets[name] ?? [];
  const found = wanted === undefined ? versions.at(-1) : versions.find(({ version }) => version === wanted);
  if (found === undefined) {
    return vaultError(
      404,
      'SecretNotFound',
      `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.`,
    );
  }
  if (found.disabled) {
    return vaultError(
      403,
      'Forbidden',
      'Operation get is not allowed on a disabled secret.',
      'SecretDisabled',
    );
  }
  return json(200, {
    value: found.value,
    id: `https://${host}/secrets/${name}/${found.version}`,
    attributes: {
      enabled: true,
      created: 1_700_000_000,
      updated: 1_700_000_000,
      recoveryLevel: 'Recoverable',
    },
  });
}

const vaultError = (status: number, code: string, message: string, inner?: string): Answer =>
  json(status, { error: { code, message, ...(inner !== undefined && { innererror: { code: inner } }) } });
