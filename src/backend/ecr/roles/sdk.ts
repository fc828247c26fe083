// AWS's own SDK where a role is assumed before ECR is asked: a bundle of its own, with ECR in it, so that what the two
// have in common is evaluated once.
// https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/sts/

import {
  AssumeRoleCommand,
  type AssumeRoleCommandOutput,
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import {
  type AwsService,
  options,
  type RoleRequest,
  type RoleSession,
  type SigningKeys,
  withoutRetries,
} from '../sdk-client.ts';

export { getAuthorizationToken } from '../sdk.ts';

/** Throws what the SDK throws, as all of these. */
export async function assumeRole(
  service: AwsService,
  keys: SigningKeys,
  role: RoleRequest,
): Promise<RoleSession> {
  const command = new AssumeRoleCommand({ ...inputOf(role), ExternalId: role.externalId });
  return sessionOf(await withoutRetries(new STSClient(options(service, keys))).send(command));
}

export async function assumeRoleWithWebIdentity(
  service: AwsService,
  token: string,
  role: RoleRequest,
): Promise<RoleSession> {
  const command = new AssumeRoleWithWebIdentityCommand({ ...inputOf(role), WebIdentityToken: token });
  return sessionOf(await withoutRetries(new STSClient(options(service))).send(command));
}

function inputOf({ roleArn, sessionName, durationSeconds }: RoleRequest) {
  return { RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: durationSeconds };
}

function sessionOf(answer: Pick<AssumeRoleCommandOutput, 'Credentials' | 'AssumedRoleUser'>): RoleSession {
  const { Credentials: keys, AssumedRoleUser: user } = answer;
  return {
    keys: {
      accessKeyId: keys?.AccessKeyId,
      secretAccessKey: keys?.SecretAccessKey,
      sessionToken: keys?.SessionToken,
    },
    arn: user?.Arn,
  };
}
