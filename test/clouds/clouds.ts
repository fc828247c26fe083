// All clouds at once, as a node among them sees them: metadata on loopback, everything else under its real host name
// behind a proxy.

import { createAuthority } from './authority.ts';
import type { AwsConfig } from './aws/accounts.ts';
import { type AwsCloud, type AwsService, startAws } from './aws.ts';
import type { AzureConfig } from './azure/directory.ts';
import { type AzureService, startAzure } from './azure.ts';
import { type Cloud, type CloudOptions, startCloud } from './cloud.ts';
import { elsewhere } from './elsewhere.ts';
import type { GoogleConfig } from './google/identities.ts';
import { type GoogleCloud, type GoogleService, startGoogle } from './google.ts';
import { type Internet, type InternetOptions, startInternet } from './internet.ts';
import { createJournal, type Journal } from './record.ts';
import type { RegistriesConfig } from './registries/config.ts';
import { type RegistryService, startRegistries } from './registries.ts';
import { startVault, type VaultCloud, type VaultConfig } from './vault.ts';

export interface CloudsConfig {
  readonly aws?: AwsConfig;
  readonly azure?: AzureConfig;
  readonly google?: GoogleConfig;
  readonly registries?: RegistriesConfig;
  readonly vault?: VaultConfig;
  readonly internet?: InternetOptions;
  /** Where services listen, when not on a port of loopback's choice. */
  readonly listen?: {
    readonly aws?: CloudOptions<AwsService>['listen'];
    readonly azure?: CloudOptions<AzureService>['listen'];
    readonly google?: CloudOptions<GoogleService>['listen'];
    readonly registries?: CloudOptions<RegistryService>['listen'];
  };
  /** The clock of all; the real one, when absent. */
  readonly now?: () => Date;
}

export interface Clouds {
  readonly aws: AwsCloud;
  readonly azure: Cloud<AzureService>;
  readonly google: GoogleCloud;
  readonly registries: Cloud<RegistryService>;
  readonly vault: VaultCloud;
  readonly elsewhere: Cloud<'elsewhere'>;
  readonly internet: Internet;
  readonly journal: Journal;
  /**
   * HTTPS_PROXY, and the metadata services of all three clouds. What is left to the test: to trust
   * `internet.authority.certificate`, and who the process is.
   */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startClouds(config: CloudsConfig = {}): Promise<Clouds> {
  const {
    aws: awsConfig,
    azure: azureConfig,
    google: googleConfig,
    registries: registriesConfig,
    vault: vaultConfig,
    internet: internetOptions,
    now,
    listen,
  } = config;
  const journal = createJournal();
  const clock = now && { now };
  const authority = internetOptions?.authority ?? createAuthority();
  const certificateFor = authority.certificateFor();
  const optionsFor = <Name extends string>(where: CloudOptions<Name>['listen']): CloudOptions<Name> => ({
    journal,
    certificateFor,
    ...(where && { listen: where }),
  });
  const aws = await startAws({ ...clock, ...awsConfig }, optionsFor(listen?.aws));
  const azure = await startAzure(
    { tenants: [], identities: [], ...clock, ...azureConfig },
    optionsFor(listen?.azure),
  );
  const google = await startGoogle(
    { accounts: [], aws: aws.accounts, ...clock, ...googleConfig },
    optionsFor(listen?.google),
  );
  const registries = await startRegistries(
    { issuers: [], ...clock, ...registriesConfig },
    optionsFor(listen?.registries),
  );
  const vault = await startVault(
    { issuers: [], namespaces: {}, ...clock, ...vaultConfig },
    { journal, certificateFor },
  );
  const other = await startCloud('elsewhere', { elsewhere: elsewhere() }, { journal }, () => ({}));
  const all = [aws, azure, google, registries, vault, other];
  const internet = await startInternet(all, { ...internetOptions, authority });
  return {
    aws,
    azure,
    google,
    registries,
    vault,
    elsewhere: other,
    internet,
    journal,
    env: {
      HTTPS_PROXY: internet.proxyUrl,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: aws.urls.imds,
      AZURE_POD_IDENTITY_AUTHORITY_HOST: azure.urls.imds,
      GCE_METADATA_HOST: new URL(google.urls.metadata).host,
    },
    close: async () => {
      await internet.close();
      await Promise.all(all.map((cloud) => cloud.close()));
    },
  };
}
