// AWS STS: AssumeRole, AssumeRoleWithWebIdentity, GetCallerIdentity and GetWebIdentityToken in the query protocol.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
import { audiencesOf, fits, type Problem, verifyOidcToken } from '../oidc.ts';
import { type Answer, formOf, type ReceivedRequest, type ServiceDefinition } from '../service.ts';
import {
  type Accounts,
  type AwsConfig,
  type AwsRole,
  accountOf,
  type Key,
  type SessionCredentials,
  sessionArn,
} from './accounts.ts';
import { getWebIdentityToken } from './outbound-token.ts';
import { hostsOf, regionIn } from './partitions.ts';
import { type SignatureProblem, verifySignature } from './signature.ts';
import { error, success, type Tree, VERSION } from './xml-protocol.ts';

const GLOBAL_HOST = /^sts\.amazonaws\.com(?::443)?$/;
const REGIONAL_HOST = hostsOf('sts(?:-fips)?');
const HOST = new RegExp(`${GLOBAL_HOST.source}|${REGIONAL_HOST.source}`);
const AUDIENCE = 'sts.amazonaws.com';
const HOUR = 3600;

const CODES: Readonly<Record<SignatureProblem, readonly [code: string, status: number]>> = {
  missing: ['MissingAuthenticationToken', 403],
  incomplete: ['IncompleteSignature', 400],
  unknownKey: ['InvalidClientTokenId', 403],
  wrongScope: ['SignatureDoesNotMatch', 403],
  expired: ['SignatureDoesNotMatch', 403],
  notYetValid: ['SignatureDoesNotMatch', 403],
  mismatch: ['SignatureDoesNotMatch', 403],
  expiredSession: ['ExpiredToken', 403],
};

type Parameters = Pick<URLSearchParams, 'get' | 'has'>;

export const sts = (config: AwsConfig, accounts: Accounts): ServiceDefinition => ({
  name: 'sts',
  hosts: HOST,
  now: accounts.now,
  throttled: () => error('Throttling', 'Rate exceeded', 400),
  failing: (status) =>
    status === 503
      ? error('ServiceUnavailable', 'Service is unavailable. Please try again.', status)
      : error('InternalFailure', 'The request processing has failed because of an unknown error.', status),
  refusing: (status, code, message) => error(code, message, status),
  answer(request) {
    const parameters = request.method === 'POST' ? formOf(request) : request.query;
    if (parameters === undefined || parameters.get('Version') !== VERSION) {
      return error('InvalidAction', 'Could not find operation for that version', 400);
    }
    if (config.disabledRegions?.includes(regionOf(request.host) ?? '')) {
      return error('RegionDisabledException', 'STS is not activated in this region for this account.', 403);
    }
    switch (parameters.get('Action')) {
      case 'AssumeRole':
        return signed(request, accounts, (key) => assumeRole(parameters, key, accounts));
      case 'AssumeRoleWithWebIdentity':
        return assumeRoleWithWebIdentity(parameters, config, accounts);
      case 'GetWebIdentityToken':
        return GLOBAL_HOST.test(request.host)
          ? error('InvalidAction', 'Could not find operation GetWebIdentityToken', 400)
          : signed(request, accounts, (key) => getWebIdentityToken(parameters, key, config, accounts));
      case 'GetCallerIdentity':
        return signed(request, accounts, callerIdentity);
      default:
        return error(
          'InvalidAction',
          `Could not find operation ${parameters.get('Action')} for version ${VERSION}`,
          400,
        );
    }
  },
});

/** The global endpoint is us-east-1's. */
const regionOf = (host: string): string | undefined =>
  HOST.test(host) ? (regionIn(host) ?? 'us-east-1') : undefined;

function signed(request: ReceivedRequest, accounts: Accounts, operation: (key: Key) => Answer): Answer {
  const region = regionOf(request.host);
  const verdict = verifySignature(request, {
    service: 'sts',
    region,
    now: accounts.now(),
    findKey: accounts.findKey,
  });
  if (verdict.problem === undefined) return operation(verdict.key);
  const [code, status] = CODES[verdict.problem];
  return error(code, verdict.message, status);
}

function callerIdentity({ principal }: Key): Answer {
  const { arn, account } = principal;
  return success('GetCallerIdentity', { Arn: arn, UserId: 'AIDACKCEVSQ6C2EXAMPLE', Account: account });
}

function assumeRole(parameters: Parameters, { principal }: Key, accounts: Accounts): Answer {
  const invalid = invalidParameter(parameters);
  if (invalid !== undefined) return invalid;
  const role = accounts.findRole(parameters.get('RoleArn') ?? '');
  const { principals = [], externalId } = role?.trusts ?? {};
  const trusted = principals.includes(principal.identityArn) || principals.includes(principal.arn);
  const known = externalId === undefined || externalId === parameters.get('ExternalId');
  if (role === undefined || !trusted || !known) {
    const message = `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${parameters.get('RoleArn')}`;
    return error('AccessDenied', message, 403);
  }
  const seconds = Number(parameters.get('DurationSeconds') ?? HOUR);
  if (principal.arn !== principal.identityArn && seconds > HOUR) {
    return error(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
      400,
    );
  }
  return session('AssumeRole', role, parameters, seconds, accounts, {});
}

async function assumeRoleWithWebIdentity(
  parameters: Parameters,
  config: AwsConfig,
  accounts: Accounts,
): Promise<Answer> {
  const invalid = invalidParameter(parameters);
  if (invalid !== undefined) return invalid;
  const verdict = await verifyOidcToken(
    parameters.get('WebIdentityToken') ?? '',
    config.issuers ?? [],
    accounts.now(),
  );
  const { claims } = verdict;
  if (verdict.problem !== undefined) return tokenError(verdict.problem, claims, accounts.now());
  if (!audiencesOf(claims).includes(AUDIENCE)) {
    return error('InvalidIdentityToken', 'Incorrect token audience', 400);
  }
  const role = accounts.findRole(parameters.get('RoleArn') ?? '');
  const { subjects = [], issuer = claims.iss } = role?.trusts ?? {};
  const trusted = claims.iss === issuer && subjects.some((pattern) => fits(pattern, String(claims.sub)));
  if (role === undefined || !trusted) {
    return error('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
  }
  const seconds = Number(parameters.get('DurationSeconds') ?? HOUR);
  const provider = String(claims.iss).replace('https://', '');
  return session('AssumeRoleWithWebIdentity', role, parameters, seconds, accounts, {
    SubjectFromWebIdentityToken: String(claims.sub),
    Audience: AUDIENCE,
    Provider: `arn:aws:iam::${accountOf(role.arn)}:oidc-provider/${provider}`,
  });
}

function tokenError(problem: Problem, claims: Readonly<Record<string, unknown>>, now: Date): Answer {
  const seconds = Math.floor(now.getTime() / 1000);
  switch (problem) {
    case 'malformed':
      return error(
        'InvalidIdentityToken',
        'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
        400,
      );
    case 'unknownIssuer':
      return error(
        'InvalidIdentityToken',
        `No OpenIDConnect provider found in your account for ${claims.iss}`,
        400,
      );
    case 'unreachableKeys':
      return error(
        'IDPCommunicationError',
        'The request could not be fulfilled because the identity provider (IDP) that was asked to verify the incoming identity token could not be reached.',
        400,
      );
    case 'expired':
      return error(
        'ExpiredTokenException',
        `Token expired: current date/time ${seconds} must be before the expiration date/time ${claims.exp}`,
        400,
      );
    default:
      return error(
        'InvalidIdentityToken',
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
        400,
      );
  }
}

function session(
  action: string,
  role: AwsRole,
  parameters: Parameters,
  seconds: number,
  accounts: Accounts,
  extra: Tree,
): Answer {
  if (seconds > (role.maxSessionSeconds ?? HOUR)) {
    return error(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      400,
    );
  }
  const name = parameters.get('RoleSessionName') ?? '';
  return success(action, {
    ...extra,
    AssumedRoleUser: { Arn: sessionArn(role.arn, name), AssumedRoleId: `AROACLKWSDQRAOEXAMPLE:${name}` },
    Credentials: credentialsTree(accounts.openSession(role, name, seconds)),
  });
}

const credentialsTree = ({ Expiration, ...keys }: SessionCredentials): Tree => ({
  ...keys,
  Expiration: Expiration.toISOString().replace('.000', ''),
});

/** The constraints of the API reference, in the words of the service. */
function invalidParameter(parameters: Parameters): Answer | undefined {
  const mistakes: string[] = [];
  const check = (name: string, holds: (value: string) => boolean, constraint: string): void => {
    const value = parameters.get(name);
    const shown = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    if (value === null)
      mistakes.push(`Value null at '${shown}' failed to satisfy constraint: Member must not be null`);
    else if (!holds(value)) {
      mistakes.push(`Value '${value}' at '${shown}' failed to satisfy constraint: Member must ${constraint}`);
    }
  };
  const pattern = String.raw`[\w+=,.@-]*`;
  check('RoleArn', (value) => value.length >= 20, 'have length greater than or equal to 20');
  check('RoleSessionName', (value) => value.length >= 2, 'have length greater than or equal to 2');
  check('RoleSessionName', (value) => value.length <= 64, 'have length less than or equal to 64');
  check(
    'RoleSessionName',
    (value) => /^[\w+=,.@-]*$/.test(value),
    `satisfy regular expression pattern: ${pattern}`,
  );
  if (parameters.has('DurationSeconds')) {
    check('DurationSeconds', (value) => Number(value) >= 900, 'have value greater than or equal to 900');
    check('DurationSeconds', (value) => Number(value) <= 43_200, 'have value less than or equal to 43200');
  }
  if (parameters.has('ExternalId')) {
    check(
      'ExternalId',
      (value) => /^[\w+=,.@:/-]{2,1224}$/.test(value),
      'satisfy regular expression pattern: [\\w+=,.@:\\/-]*',
    );
  }
  if (parameters.get('Action') === 'AssumeRoleWithWebIdentity') {
    check('WebIdentityToken', (value) => value.length >= 4, 'have length greater than or equal to 4');
    check('WebIdentityToken', (value) => value.length <= 20_000, 'have length less than or equal to 20000');
  }
  if (mistakes.length === 0) return undefined;
  const count = `${mistakes.length} validation error${mistakes.length > 1 ? 's' : ''} detected`;
  return error('ValidationError', `${count}: ${mistakes.join('; ')}`, 400);
}
