// Microsoft Entra ID: the token endpoint for client credentials with a secret, a certificate or a federated token, and
// the discovery documents that MSAL reads.
// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { type DecodedJwt, decodeJwt, isSignedBy } from '../jwt.ts';
import { audiencesOf, verifyOidcToken } from '../oidc.ts';
import { type Answer, formOf, json, type ReceivedRequest, type ServiceDefinition } from '../service.ts';
import {
  type AzureConfig,
  type AzureIdentity,
  type Directory,
  RESOURCES,
  withoutSlash,
} from './directory.ts';

const HOST =
  /^login\.(?:microsoftonline\.(?:com|us|de)|partner\.microsoftonline\.cn|chinacloudapi\.cn|windows\.net|microsoft\.com)$/;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const FEDERATION_AUDIENCE = 'api://AzureADTokenExchange';
const SEE = 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

export const entra = (config: AzureConfig, directory: Directory): ServiceDefinition => ({
  name: 'entra',
  hosts: HOST,
  throttled: () =>
    errorAnswer(
      429,
      'temporarily_unavailable',
      'AADSTS90055: The tenant received too many requests.',
      directory,
    ),
  failing: (status) =>
    errorAnswer(status, 'temporarily_unavailable', 'AADSTS90033: A transient error has occurred.', directory),
  refusing: (status, code, message) => errorAnswer(status, code, message, directory),
  async answer(request) {
    const [, first = '', ...rest] = request.path.split('/');
    const path = rest.join('/');
    if (path === 'discovery/instance') return instanceDiscovery(request);
    if (!config.tenants.includes(first)) {
      const message = `Tenant '${first}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`;
      return errorAnswer(400, 'invalid_request', `AADSTS90002: ${message}`, directory);
    }
    switch (path) {
      case 'v2.0/.well-known/openid-configuration':
        return openidConfiguration(request, first);
      case 'discovery/v2.0/keys':
        return json(200, directory.keys);
      case 'oauth2/v2.0/token':
        return request.method === 'POST' ? token(request, first, config, directory) : { status: 405 };
      default:
        return { status: 404 };
    }
  },
});

const instanceDiscovery = ({ host }: ReceivedRequest): Answer =>
  json(200, {
    tenant_discovery_endpoint: `https://${host}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });

const openidConfiguration = ({ host }: ReceivedRequest, tenant: string): Answer =>
  json(200, {
    issuer: `https://${host}/${tenant}/v2.0`,
    authorization_endpoint: `https://${host}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `https://${host}/${tenant}/oauth2/v2.0/token`,
    jwks_uri: `https://${host}/${tenant}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
  });

class Refusal extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, code: number, message: string) {
    super(`AADSTS${code}: ${message}`);
    this.status = status;
    this.error = error;
  }
}

async function token(
  request: ReceivedRequest,
  tenant: string,
  config: AzureConfig,
  directory: Directory,
): Promise<Answer> {
  try {
    const form = formOf(request) ?? new URLSearchParams();
    const required = (name: string): string => {
      const value = form.get(name);
      if (value) return value;
      throw new Refusal(
        400,
        'invalid_request',
        900144,
        `The request body must contain the following parameter: '${name}'.`,
      );
    };
    if (required('grant_type') !== 'client_credentials') {
      throw new Refusal(
        400,
        'unsupported_grant_type',
        70003,
        `The app requested an unsupported grant type '${form.get('grant_type')}'.`,
      );
    }
    const clientId = required('client_id');
    const identity = config.identities.find(
      (known) => known.clientId === clientId.toLowerCase() && known.tenant === tenant,
    );
    if (identity === undefined) {
      const message = `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`;
      throw new Refusal(400, 'unauthorized_client', 700016, message);
    }
    const resource = resourceOf(required('scope'), tenant);
    await prove(identity, form, request, config, directory.now());
    const { token: accessToken, expiresAt } = directory.issue(identity, resource);
    const seconds = expiresAt - Math.floor(directory.now().getTime() / 1000);
    return json(200, {
      token_type: 'Bearer',
      expires_in: seconds,
      ext_expires_in: seconds,
      access_token: accessToken,
    });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return errorAnswer(refusal.status, refusal.error, refusal.message, directory);
  }
}

function resourceOf(scope: string, tenant: string): string {
  const scopes = scope
    .split(' ')
    .filter((part) => !['openid', 'profile', 'offline_access', 'email'].includes(part));
  const [only = '', ...more] = scopes;
  if (more.length > 0 || !only.endsWith('/.default')) {
    const message = `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`;
    throw new Refusal(400, 'invalid_scope', 1_002_012, message);
  }
  const resource = only.slice(0, -'/.default'.length);
  if (!RESOURCES.includes(withoutSlash(resource))) {
    const message = `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`;
    throw new Refusal(400, 'invalid_resource', 500_011, message);
  }
  return resource;
}

/** Throws when the request does not prove that it comes from the identity. */
async function prove(
  identity: AzureIdentity,
  form: URLSearchParams,
  request: ReceivedRequest,
  config: AzureConfig,
  now: Date,
): Promise<void> {
  const secret = form.get('client_secret');
  const assertion = form.get('client_assertion');
  if (secret !== null) {
    proveSecret(identity, secret);
  } else if (assertion !== null) {
    if (form.get('client_assertion_type') !== ASSERTION_TYPE) {
      throw new Refusal(
        400,
        'invalid_request',
        900144,
        "The request body must contain the following parameter: 'client_assertion_type'.",
      );
    }
    const jwt = decodeJwt(assertion);
    if (jwt === undefined) {
      throw new Refusal(400, 'invalid_request', 50_027, 'JWT token is invalid or malformed.');
    }
    if (jwt.claims.iss === identity.clientId) proveCertificate(identity, jwt, request, now);
    else await proveFederated(identity, assertion, config, now);
  } else {
    const message =
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    throw new Refusal(401, 'invalid_client', 7_000_218, message);
  }
}

function proveSecret({ clientId, secret }: AzureIdentity, given: string): void {
  if (secret?.value !== given) {
    const message = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`;
    throw new Refusal(401, 'invalid_client', 7_000_215, message);
  }
  if (secret.expired) {
    const message = `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`;
    throw new Refusal(401, 'invalid_client', 7_000_222, message);
  }
}

function proveCertificate(
  { clientId, certificate }: AzureIdentity,
  jwt: DecodedJwt,
  { host, path }: ReceivedRequest,
  now: Date,
): void {
  const { header, claims } = jwt;
  const x509 = certificate === undefined ? undefined : new X509Certificate(certificate);
  const thumbprint = (digest: string) =>
    createHash(digest)
      .update(x509?.raw ?? '')
      .digest('base64url');
  const named = header['x5t#S256'] === thumbprint('sha256') || header.x5t === thumbprint('sha1');
  if (x509 === undefined || !named) {
    const message = `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${header['x5t#S256'] ?? header.x5t}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${clientId}'.]`;
    throw new Refusal(401, 'invalid_client', 700_027, message);
  }
  if (!isSignedBy(jwt, x509.publicKey) || claims.sub !== clientId) {
    throw new Refusal(401, 'invalid_client', 700_027, 'Client assertion failed signature validation.');
  }
  checkTimes(claims, now);
  const audiences = [`https://${host}${path}`, `https://${host}${path.replace('oauth2/v2.0/token', 'v2.0')}`];
  if (!audiencesOf(claims).some((audience) => audiences.includes(audience))) {
    const message =
      'Client assertion audience claim does not match Realm issuer. Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials .';
    throw new Refusal(401, 'invalid_client', 700_023, message);
  }
}

function checkTimes({ nbf, exp }: Readonly<Record<string, unknown>>, now: Date): void {
  const seconds = now.getTime() / 1000;
  if (typeof exp === 'number' && exp > seconds && Number(nbf ?? 0) <= seconds + 300) return;
  const show = (time: unknown) => new Date(Number(time) * 1000).toISOString();
  const message = `Client assertion is not within its valid time range. Current time: ${now.toISOString()}, assertion valid from ${show(nbf ?? 0)}, expiry time of assertion ${show(exp ?? 0)}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`;
  throw new Refusal(401, 'invalid_client', 700_024, message);
}

async function proveFederated(
  { federated = [] }: AzureIdentity,
  assertion: string,
  config: AzureConfig,
  now: Date,
): Promise<void> {
  const { problem, claims } = await verifyOidcToken(assertion, config.issuers ?? [], now);
  const audience = audiencesOf(claims)[0] ?? '';
  if (federated.length === 0) {
    const message = `No matching federated identity record found for presented assertion. Assertion Issuer: '${claims.iss}'. Assertion Subject: '${claims.sub}'. Assertion Audience: '${audience}'. ${SEE}`;
    throw new Refusal(400, 'invalid_request', 70_021, message);
  }
  const noMatch = (code: number, what: string, value: unknown) =>
    new Refusal(
      401,
      'invalid_client',
      code,
      `No matching federated identity record found for presented assertion ${what} '${value}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. ${SEE}`,
    );
  const ofIssuer = federated.filter(({ issuer }) => issuer === claims.iss);
  if (ofIssuer.length === 0) throw noMatch(700_211, 'issuer', claims.iss);
  const ofAudience = ofIssuer.filter(({ audience: expected = FEDERATION_AUDIENCE }) =>
    audiencesOf(claims).includes(expected),
  );
  if (ofAudience.length === 0) throw noMatch(700_212, 'audience', audience);
  if (!ofAudience.some(({ subject }) => subject === claims.sub))
    throw noMatch(700_213, 'subject', claims.sub);
  switch (problem) {
    case undefined:
      return;
    case 'expired':
    case 'notYetValid':
      return checkTimes(claims, now);
    case 'unreachableKeys':
    case 'unknownIssuer':
      throw new Refusal(
        400,
        'invalid_request',
        50_166,
        `Request to External OIDC endpoint failed. Issuer: ${claims.iss}`,
      );
    default:
      throw new Refusal(401, 'invalid_client', 700_027, 'Client assertion failed signature validation.');
  }
}

/** The message begins with its number: `AADSTS90002: Tenant …`. */
function errorAnswer(status: number, error: string, message: string, directory: Directory): Answer {
  const [, code = '0'] = /^AADSTS(\d+): /.exec(message) ?? [];
  const [trace, correlation] = [randomUUID(), randomUUID()];
  const timestamp = directory.now().toISOString().replace('T', ' ').replace(/\.\d+/, '');
  return json(status, {
    error,
    error_description: `${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [Number(code)],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  });
}
