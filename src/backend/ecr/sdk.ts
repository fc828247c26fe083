// AWS's own SDK for a private registry: a bundle of its own, loaded when ECR is asked with keys that are there.

import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { type AwsService, type EcrToken, options, type SigningKeys, withoutRetries } from './sdk-client.ts';

/** Throws what the SDK throws: a service's refusal has `name`, `Code` and `$metadata.httpStatusCode`. */
export async function getAuthorizationToken(service: AwsService, keys: SigningKeys): Promise<EcrToken> {
  const client = withoutRetries(new ECRClient(options(service, keys)));
  const { authorizationData: [data] = [] } = await client.send(new GetAuthorizationTokenCommand({}));
  return { token: data?.authorizationToken, expiresAt: data?.expiresAt };
}
