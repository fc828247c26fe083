// AWS's own SDK for ECR Public: a bundle of its own.
// https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/ecr-public/

import { ECRPUBLICClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr-public';
import { type AwsService, type EcrToken, options, type SigningKeys, withoutRetries } from '../sdk-client.ts';

/** As for a private registry. */
export async function getAuthorizationToken(service: AwsService, keys: SigningKeys): Promise<EcrToken> {
  const client = withoutRetries(new ECRPUBLICClient(options(service, keys)));
  const { authorizationData: data } = await client.send(new GetAuthorizationTokenCommand({}));
  return { token: data?.authorizationToken, expiresAt: data?.expiresAt };
}
