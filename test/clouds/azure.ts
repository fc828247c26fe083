// A fake Azure: what a machine asks for its identity, Entra ID, an AKS cluster's identity bindings, the
// login servers of Azure Container Registry, and Key Vault.
import { containerRegistry } from './azure/container-registry.ts';
import { type AzureConfig, createDirectory } from './azure/directory.ts';
import { entra } from './azure/entra.ts';
import { identityBinding } from './azure/identity-binding.ts';
import { keyVault } from './azure/key-vault.ts';
import { APP_SERVICE_PATH, appService, arcAgent, instanceMetadata } from './azure/machine.ts';
import { type Cloud, type CloudOptions, startCloud } from './cloud.ts';

export type AzureService =
  | 'imds'
  | 'arc'
  | 'app-service'
  | 'entra'
  | 'identity-binding'
  | 'acr'
  | 'key-vault';

/** With `certificateFor`, Entra ID and the registries speak TLS behind their endpoints, which MSAL insists on. */
export async function startAzure(
  config: AzureConfig,
  options: CloudOptions<AzureService> = {},
): Promise<Cloud<AzureService>> {
  const directory = createDirectory(config);
  const definitions = {
    imds: instanceMetadata(config, directory),
    arc: arcAgent(config, directory),
    'app-service': appService(config, directory),
    entra: entra(config, directory),
    'identity-binding': identityBinding(config, directory),
    acr: containerRegistry(config, directory),
    'key-vault': keyVault(config, directory),
  };
  return startCloud(
    'azure',
    definitions,
    options,
    (urls) => ({
      AZURE_AUTHORITY_HOST: urls.entra,
      AZURE_POD_IDENTITY_AUTHORITY_HOST: urls.imds,
      ...(config.arc && {
        IDENTITY_ENDPOINT: `${urls.arc}/metadata/identity/oauth2/token`,
        IMDS_ENDPOINT: urls.arc,
      }),
      ...(config.appService && {
        IDENTITY_ENDPOINT: `${urls['app-service']}${APP_SERVICE_PATH}`,
        IDENTITY_HEADER: config.appService.identityHeader,
      }),
    }),
    ['entra', 'identity-binding', 'acr', 'key-vault'],
  );
}
