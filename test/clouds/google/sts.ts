// Google's Security Token Service: tokens of a workload identity pool's issuers, of Kubernetes clusters, and signed AWS
// requests in exchange for federated access tokens.
// https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token
import { type SignedRequest, verifySignature } from '../aws/signature.ts';
import { audiencesOf, fits, verifyOidcToken } from '../oidc.ts';
import {
  type Answer,
  formOf,
  json,
  jsonOf,
  type ReceivedRequest,
  type ServiceDefinition,
} from '../service.ts';
import { oauthError, oauthTrouble } from './api-error.ts';
import {
  CLOUD_PLATFORM,
  type GoogleConfig,
  type Tokens,
  type WorkloadIdentityProvider,
  type WorkloadPool,
} from './identities.ts';

const URN = 'urn:ietf:params:oauth';
const GRANT = `${URN}:grant-type:token-exchange`;
const ACCESS_TOKEN = `${URN}:token-type:access_token`;
const SUBJECT_TOKEN_TYPES = [`${URN}:token-type:jwt`, `${URN}:token-type:id_token`];
const AWS_REQUEST = 'urn:ietf:params:aws:token-type:aws4_request';
const TOKEN_SECONDS = 3599;

export const sts = (config: GoogleConfig, tokens: Tokens): ServiceDefinition => ({
  name: 'sts',
  hosts: /^sts\.googleapis\.com$/,
  ...oauthTrouble,
  async answer(request) {
    if (request.method !== 'POST' || request.path !== '/v1/token') return { status: 404 };
    const field = fieldsOf(request);
    const invalid = invalidRequest(field);
    if (invalid !== undefined) return invalid;
    const member = await memberFor(field, config, tokens.now());
    if (typeof member !== 'string') return member;
    const access_token = tokens.give(member, field('scope').split(' '), TOKEN_SECONDS);
    return json(200, {
      access_token,
      issued_token_type: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
    });
  },
});

type Fields = (name: string) => string;

/** From a form, or from JSON, whose members are the same in camel case or not. */
function fieldsOf(request: ReceivedRequest): Fields {
  const form = formOf(request);
  if (form !== undefined) return (name) => form.get(name) ?? '';
  const object = jsonOf(request) ?? {};
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return (name) => String(object[camel(name)] ?? object[name] ?? '');
}

function invalidRequest(field: Fields): Answer | undefined {
  const wrong = (name: string, message = '') =>
    oauthError('invalid_request', `Invalid value for "${name}".${message && ` ${message}`}`);
  if (field('grant_type') !== GRANT) {
    return oauthError('unsupported_grant_type', `Invalid grant_type: ${field('grant_type')}`);
  }
  if (field('requested_token_type') !== ACCESS_TOKEN) return wrong('requested_token_type');
  if (![...SUBJECT_TOKEN_TYPES, AWS_REQUEST].includes(field('subject_token_type'))) {
    return wrong('subject_token_type');
  }
  if (field('subject_token') === '') return wrong('subject_token');
  if (!field('scope').split(' ').includes(CLOUD_PLATFORM)) {
    return oauthError('invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
  }
  return undefined;
}

/** The member that the token stands for, as IAM writes it, or the error. */
async function memberFor(field: Fields, config: GoogleConfig, now: Date): Promise<string | Answer> {
  const audience = field('audience');
  const token = field('subject_token');
  if (audience.startsWith('identitynamespace:')) {
    const [, name, issuer] = /^identitynamespace:([^:]+):(.+)$/.exec(audience) ?? [];
    const pool = config.pools?.find((known) => known.name === name && known.issuer === issuer);
    return pool === undefined ? invalidTarget() : clusterMember(pool, token, config, now);
  }
  if (
    !/^\/\/iam\.googleapis\.com\/projects\/\d+\/locations\/global\/workloadIdentityPools\/[^/]+\/providers\/[^/]+$/.test(
      audience,
    )
  ) {
    return oauthError(
      'invalid_request',
      'Invalid value for "audience". This value should be the full resource name of the Identity Provider. See https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token for the list of possible formats.',
    );
  }
  const provider = config.providers?.find((known) => known.audience === audience);
  if (provider === undefined) return invalidTarget();
  return field('subject_token_type') === AWS_REQUEST
    ? awsMember(provider, token, config, now)
    : oidcMember(provider, token, config, now);
}

const invalidTarget = (): Answer =>
  oauthError(
    'invalid_target',
    'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it doesn\'t exist.',
  );

async function clusterMember(
  pool: WorkloadPool,
  token: string,
  config: GoogleConfig,
  now: Date,
): Promise<string | Answer> {
  const subject = await subjectOf(token, pool.issuer, [pool.name], config, now);
  if (typeof subject !== 'string') return subject;
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject) ?? [];
  if (name === undefined) return oauthError('invalid_grant', 'The subject is no Kubernetes service account.');
  return `principal://iam.googleapis.com/projects/${pool.projectNumber}/locations/global/workloadIdentityPools/${pool.name}/subject/ns/${namespace}/sa/${name}`;
}

async function oidcMember(
  provider: WorkloadIdentityProvider,
  token: string,
  config: GoogleConfig,
  now: Date,
): Promise<string | Answer> {
  if (provider.issuer === undefined) return invalidTarget();
  const { audience, allowedAudiences = [audience, `https:${audience}`] } = provider;
  const subject = await subjectOf(token, provider.issuer, allowedAudiences, config, now);
  return typeof subject === 'string' ? admitted(provider, subject) : subject;
}

/** `sub` of a good token. */
async function subjectOf(
  token: string,
  issuer: string,
  audiences: readonly string[],
  { issuers = [] }: GoogleConfig,
  now: Date,
): Promise<string | Answer> {
  const { problem, claims } = await verifyOidcToken(token, issuers, now);
  const refuse = (description: string) => oauthError('invalid_grant', description);
  if (problem === 'malformed') return refuse('Unable to parse the ID Token.');
  if (claims.iss !== issuer) {
    return refuse(`The issuer in ID Token ${claims.iss} does not match the expected ones: ${issuer}`);
  }
  if (!audiencesOf(claims).some((audience) => audiences.includes(audience))) {
    return refuse(
      `The audience in ID Token [${audiencesOf(claims).join(', ')}] does not match the expected audience ${audiences[0]}.`,
    );
  }
  switch (problem) {
    case undefined:
      return String(claims.sub);
    case 'expired':
      return refuse(`ID Token issued at ${claims.iat} is stale to sign-in.`);
    case 'notYetValid':
      return refuse('The ID Token is not valid yet.');
    case 'unreachableKeys':
      return refuse("Error connecting to the given credential's issuer.");
    default:
      return refuse('Invalid ID Token signature: no key of the issuer verifies it.');
  }
}

function admitted(provider: WorkloadIdentityProvider, subject: string): string | Answer {
  const { subjects = ['*'], audience } = provider;
  if (!subjects.some((pattern) => fits(pattern, subject))) {
    return oauthError(
      'unauthorized_client',
      'The given credential is rejected by the attribute condition.',
      401,
    );
  }
  return `principal:${audience.replace(/\/providers\/.*/, '')}/subject/${subject}`;
}

/** As Google does, it looks at the request for GetCallerIdentity before it lets AWS judge the signature. */
function awsMember(
  provider: WorkloadIdentityProvider,
  token: string,
  { aws }: GoogleConfig,
  now: Date,
): string | Answer {
  const refuse = (description: string) => oauthError('invalid_grant', description);
  if (provider.awsAccount === undefined || aws === undefined) return invalidTarget();
  const signed = parseAwsRequest(token);
  if (signed === undefined) return refuse('Unable to parse the AWS signed request.');
  const { region, request, target } = signed;
  if (target !== provider.audience && target !== `https:${provider.audience}`) {
    return refuse('The x-goog-cloud-target-resource header does not match the audience.');
  }
  const verdict = verifySignature(request, { service: 'sts', region, now, findKey: aws.findKey });
  if (verdict.problem !== undefined) {
    return refuse(
      `Received invalid AWS response of type SignatureDoesNotMatch with message: ${verdict.message}`,
    );
  }
  const { arn, account } = verdict.key.principal;
  if (account !== provider.awsAccount) {
    return refuse('Received assertion for an AWS account that the provider does not trust.');
  }
  return admitted(provider, arn);
}

interface AwsRequest {
  readonly region: string;
  readonly target: string | undefined;
  readonly request: SignedRequest;
}

function parseAwsRequest(token: string): AwsRequest | undefined {
  try {
    const {
      url,
      method,
      headers,
      body = '',
    } = JSON.parse(decodeURIComponent(token)) as {
      readonly url: string;
      readonly method: string;
      readonly headers: readonly { readonly key: string; readonly value: string }[];
      readonly body?: string;
    };
    const { hostname, pathname, search } = new URL(url);
    const [, region] = /^sts\.([a-z0-9-]+)\.amazonaws\.com$/.exec(hostname) ?? [];
    const action = new URLSearchParams(search).get('Action');
    const headerList = headers.map(({ key, value }) => [key, value] as const);
    const header = (wanted: string) => headerList.find(([name]) => name.toLowerCase() === wanted)?.[1];
    if (region === undefined || method !== 'POST' || action !== 'GetCallerIdentity') return undefined;
    if (header('host') !== hostname) return undefined;
    const request = {
      method,
      path: pathname,
      rawQuery: search.slice(1),
      headerList,
      body: Buffer.from(body),
    };
    return { region, request, target: header('x-goog-cloud-target-resource') };
  } catch {
    return undefined;
  }
}
