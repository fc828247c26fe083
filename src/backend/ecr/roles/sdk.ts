// AWS's own SDK where STS is asked, for a role before ECR is asked or for a token for others: a bundle of its own, with ECR in it, so that what the two
// have in common is evaluated once.
// https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/sts/

import {
  AssumeRoleCommand,
  type AssumeRoleCommandOutput,
  AssumeRoleWithWebIdentityCommand,
  GetWebIdentityTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import {
  type AwsService,
  options,
  type RoleRequest,
  type RoleSession,
  type SigningKeys,
  type WebIdentityTokenRequest,
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

/** The token; undefined: the answer has none. */
export async function getWebIdentityToken(
  service: AwsService,
  keys: SigningKeys,
  { audience, algorithm, durationSeconds }: WebIdentityTokenRequest,
): Promise<string | undefined> {
  const command = new GetWebIdentityTokenCommand({
    Audience: [audience],
    SigningAlgorithm: algorithm,
    DurationSeconds: durationSeconds,
  });
  const { WebIdentityToken } = await withoutRetries(new STSClient(options(service, keys))).send(command);
  return WebIdentityToken;
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
