// GetWebIdentityToken of STS: a token that proves an identity of AWS to others.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
import { randomUUID } from 'node:crypto';
import { type Algorithm, type KeySet, keySet, signingKeyOf, signJwt } from '../jwt.ts';
import type { Answer } from '../service.ts';
import type { Accounts, AwsConfig, Key } from './accounts.ts';
import { error, success } from './xml-protocol.ts';

const ALGORITHMS: readonly Algorithm[] = ['RS256', 'ES384'];
const PARAMETERS = /^(?:Action|Version|Audience\.member\.\d+|DurationSeconds|SigningAlgorithm)$/;
const DEFAULT_SECONDS = 300;

const keyOf = (algorithm: Algorithm) => signingKeyOf('AWS STS', algorithm);

/** Of the issuer of any account. */
export const outboundKeys = (): KeySet => keySet(...ALGORITHMS.map(keyOf));

/** Parameters that no rule of ours asks for are refused. */
export function getWebIdentityToken(
  parameters: URLSearchParams,
  { principal, expiresAt }: Key,
  { outboundIssuers = {} }: AwsConfig,
  accounts: Accounts,
): Answer {
  const audiences = [...parameters]
    .filter(([name]) => name.startsWith('Audience.'))
    .map(([, value]) => value);
  const seconds = Number(parameters.get('DurationSeconds') ?? DEFAULT_SECONDS);
  const algorithm = ALGORITHMS.find((each) => each === parameters.get('SigningAlgorithm'));
  const [audience = ''] = audiences;
  const isSound =
    [...parameters.keys()].every((name) => PARAMETERS.test(name)) &&
    audiences.length === 1 &&
    audience.length >= 1 &&
    audience.length <= 1000 &&
    Number.isInteger(seconds) &&
    seconds >= 60 &&
    seconds <= 3600;
  if (!isSound || algorithm === undefined) {
    return error('ValidationError', '1 validation error detected', 400);
  }
  const { arn, identityArn, account, allows } = principal;
  if (!allows.includes('sts:GetWebIdentityToken')) {
    const message = `User: ${arn} is not authorized to perform: sts:GetWebIdentityToken on resource: arn:aws:sts::${account}:self because no identity-based policy allows the sts:GetWebIdentityToken action`;
    return error('AccessDenied', message, 403);
  }
  const issuer = outboundIssuers[account];
  if (issuer === undefined) {
    return error(
      'OutboundWebIdentityFederationDisabledException',
      'The outbound web identity federation feature is not enabled for this account.',
      403,
    );
  }
  const now = Math.floor(accounts.now().getTime() / 1000);
  if (expiresAt !== undefined && now + seconds > expiresAt.getTime() / 1000) {
    return error(
      'SessionDurationEscalationException',
      'The requested token duration would extend the session beyond its original expiration time.',
      403,
    );
  }
  const token = signJwt(keyOf(algorithm), {
    iss: issuer,
    aud: audience,
    sub: identityArn,
    iat: now,
    exp: now + seconds,
    jti: randomUUID(),
    'https://sts.amazonaws.com/': { aws_account: account, principal_id: identityArn },
  });
  return success('GetWebIdentityToken', {
    WebIdentityToken: token,
    Expiration: new Date((now + seconds) * 1000).toISOString().replace('.000', ''),
  });
}
