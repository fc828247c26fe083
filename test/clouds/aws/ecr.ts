// Amazon ECR and ECR Public: GetAuthorizationToken.
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
// https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_GetAuthorizationToken.html
import { randomBytes } from 'node:crypto';
import type { ReceivedRequest, ServiceDefinition } from '../service.ts';
import type { Accounts, AwsConfig, Principal } from './accounts.ts';
import { authorise, isAnswer, jsonAnswer, jsonError, type Operation, TROUBLE } from './json-protocol.ts';
import { hostsOf, regionIn, suffixOf } from './partitions.ts';

/** FIPS endpoints were `ecr-fips.` before they were `api.ecr-fips.`; dual-stack ones have an `api.` behind the region. */
const ECR_HOST = hostsOf('(?:api\\.ecr|api\\.ecr-fips|ecr-fips)', '(?:api\\.)?ecr(?:-fips)?');
const ECR_PUBLIC_HOST = /^(?:api\.)?ecr-public\.us-east-1\.(?:amazonaws\.com|api\.aws)(?::443)?$/;
const DEFAULT_TOKEN_SECONDS = 12 * 3600;

const ECR: Operation = {
  target: 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken',
  service: 'ecr',
  regionOf: (host) => (ECR_HOST.test(host) ? regionIn(host) : undefined),
  actions: ['ecr:GetAuthorizationToken'],
};

const ECR_PUBLIC: Operation = {
  target: 'SpencerFrontendService.GetAuthorizationToken',
  service: 'ecr-public',
  // There is no other region, whatever the endpoint is called.
  regionOf: () => 'us-east-1',
  actions: ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'],
};

export const ecr = (config: AwsConfig, accounts: Accounts): ServiceDefinition => ({
  name: 'ecr',
  hosts: ECR_HOST,
  now: accounts.now,
  ...TROUBLE,
  answer(request: ReceivedRequest) {
    const call = authorise(request, accounts, ECR);
    if (isAnswer(call)) return call;
    const { registryIds = [call.principal.account] } = call.input;
    if (!Array.isArray(registryIds) || registryIds.length === 0 || !registryIds.every(isAccount)) {
      return jsonError(
        'InvalidParameterException',
        "Invalid parameter at 'registryIds' failed to satisfy constraint: 'Member must satisfy regular expression pattern: [0-9]{12}'",
      );
    }
    const authorizationData = registryIds.map((account) => ({
      ...token(config, accounts, call.principal),
      proxyEndpoint: `https://${account}.dkr.ecr.${call.region}.${suffixOf(call.region)}`,
    }));
    return jsonAnswer(200, { authorizationData });
  },
});

export const ecrPublic = (config: AwsConfig, accounts: Accounts): ServiceDefinition => ({
  name: 'ecr-public',
  hosts: ECR_PUBLIC_HOST,
  now: accounts.now,
  ...TROUBLE,
  answer(request: ReceivedRequest) {
    const call = authorise(request, accounts, ECR_PUBLIC);
    if (isAnswer(call)) return call;
    return jsonAnswer(200, { authorizationData: token(config, accounts, call.principal) });
  },
});

const isAccount = (id: unknown): boolean => typeof id === 'string' && /^[0-9]{12}$/.test(id);

function token(
  { passwords = {}, ecrTokenSeconds = DEFAULT_TOKEN_SECONDS }: AwsConfig,
  accounts: Accounts,
  principal: Principal,
) {
  const expiresAt = new Date(accounts.now().getTime() + ecrTokenSeconds * 1000);
  const known = passwords[principal.identityArn] ?? randomBytes(60).toString('base64');
  const password = typeof known === 'function' ? known(expiresAt) : known;
  return {
    authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
    // Seconds with three decimals, as the service gives them.
    expiresAt: expiresAt.getTime() / 1000,
  };
}
