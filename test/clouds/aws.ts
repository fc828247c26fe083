// A fake AWS: ECR, ECR Public, Secrets Manager, Parameter Store, STS, the metadata service of an instance, and a container credentials endpoint.
import { type Accounts, type AwsConfig, createAccounts } from './aws/accounts.ts';
import { ecr, ecrPublic } from './aws/ecr.ts';
import { CONTAINER_CREDENTIALS_PATH, containerCredentials, instanceMetadata } from './aws/metadata.ts';
import { parameterStore, secretsManager } from './aws/secrets.ts';
import { sts } from './aws/sts.ts';
import { type Cloud, type CloudOptions, startCloud } from './cloud.ts';

export type AwsService =
  | 'ecr'
  | 'ecr-public'
  | 'secretsmanager'
  | 'ssm'
  | 'sts'
  | 'imds'
  | 'container-credentials';

export interface AwsCloud extends Cloud<AwsService> {
  /** For a fake Google that trusts AWS's signatures. */
  readonly accounts: Accounts;
}

export async function startAws(config: AwsConfig, options: CloudOptions<AwsService> = {}): Promise<AwsCloud> {
  const accounts = createAccounts(config);
  const definitions = {
    ecr: ecr(config, accounts),
    'ecr-public': ecrPublic(config, accounts),
    secretsmanager: secretsManager(config, accounts),
    ssm: parameterStore(config, accounts),
    sts: sts(config, accounts),
    imds: instanceMetadata(config, accounts),
    'container-credentials': containerCredentials(config, accounts),
  };
  const cloud = await startCloud('aws', definitions, options, (urls) => ({
    AWS_ENDPOINT_URL_ECR: urls.ecr,
    AWS_ENDPOINT_URL_ECR_PUBLIC: urls['ecr-public'],
    AWS_ENDPOINT_URL_SECRETS_MANAGER: urls.secretsmanager,
    AWS_ENDPOINT_URL_SSM: urls.ssm,
    AWS_ENDPOINT_URL_STS: urls.sts,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: urls.imds,
    ...(config.container && {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${urls['container-credentials']}${CONTAINER_CREDENTIALS_PATH}`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: config.container.authorization,
    }),
  }));
  return Object.assign(cloud, { accounts });
}
