// google-auth-library: the only file that imports it, loaded when a token is asked for. All that it sends goes
// through the function that it is given; it tries nothing twice, prints nothing, and looks for no machine.

import { Compute } from 'google-auth-library/build/src/auth/computeclient.js';
import type { HttpRequest, HttpResponse } from '../../system/network/door.ts';
import type { CloudSend } from '../cloud/call.ts';
import packages from './sdk-packages.cjs';
import type { AwsSource } from './source.ts';

const { Gaxios, instance } = packages.gaxios;
type GaxiosOptions = typeof instance.defaults;
type Adapter = NonNullable<GaxiosOptions['adapter']>;
type PreparedOptions = Parameters<Adapter>[0];

// GOOGLE_SDK_NODE_LOGGING would print requests with their tokens.
packages.logging.setBackend(null);
// Or the library would look at the BIOS and the network cards for how long to wait.
packages.gcpMetadata.setGCPResidency(true);

// What these give is as the answer has it; nothing of it is checked.

/** The token of one of the machine's service accounts, from the metadata server. */
export async function metadataToken(account: string, send: CloudSend): Promise<unknown> {
  // What speaks to the metadata server takes the options of this instance, and no others.
  instance.defaults = through(send);
  const client = new Compute({ serviceAccountEmail: account });
  return tokenOf(client);
}

interface KeyOptions {
  readonly email: string;
  readonly privateKey: string;
  readonly scopes: readonly string[];
}

/** The token of who signs with a service account key. */
export async function keyToken({ email, privateKey, scopes }: KeyOptions, send: CloudSend): Promise<unknown> {
  const { JWT } = await import('google-auth-library/build/src/auth/jwtclient.js');
  return tokenOf(new JWT({ email, key: privateKey, scopes: [...scopes], transporterOptions: through(send) }));
}

interface FederateOptions {
  /** Scheme, host and port of the Security Token Service. */
  readonly endpoint: string;
  readonly audience: string;
  readonly subjectToken: string;
  readonly subjectTokenType: string;
  readonly scopes: readonly string[];
}

/** A federated token for a subject token. https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
export async function federatedToken(options: FederateOptions, send: CloudSend): Promise<unknown> {
  const { StsCredentials } = await import('google-auth-library/build/src/auth/stscredentials.js');
  const client = new StsCredentials({
    tokenExchangeEndpoint: `${options.endpoint}/v1/token`,
    transporter: new Gaxios(through(send)),
  });
  const { access_token } = await client.exchangeToken({
    grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
    requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
    audience: options.audience,
    subjectToken: options.subjectToken,
    subjectTokenType: options.subjectTokenType,
    scope: [...options.scopes],
  });
  return access_token;
}

interface ImpersonateOptions {
  /** Scheme, host and port of the IAM Service Account Credentials API. */
  readonly endpoint: string;
  /** Of the caller. */
  readonly token: string;
  readonly target: string;
  /** Service accounts in between, each of which may act as the next. */
  readonly delegates: readonly string[];
  readonly lifetimeSeconds: number;
  readonly scopes: readonly string[];
}

/** The token of a service account that the caller may act as. */
export async function impersonatedToken(options: ImpersonateOptions, send: CloudSend): Promise<unknown> {
  const [{ Impersonated }, { OAuth2Client }] = await Promise.all([
    import('google-auth-library/build/src/auth/impersonated.js'),
    import('google-auth-library/build/src/auth/oauth2client.js'),
  ]);
  const sourceClient = new OAuth2Client({ transporterOptions: through(send) });
  sourceClient.setCredentials({ access_token: options.token });
  return tokenOf(
    new Impersonated({
      sourceClient,
      endpoint: options.endpoint,
      targetPrincipal: options.target,
      delegates: options.delegates.map((email) => `projects/-/serviceAccounts/${email}`),
      lifetime: options.lifetimeSeconds,
      targetScopes: [...options.scopes],
    }),
  );
}

interface AwsOptions {
  readonly audience: string;
  readonly subjectTokenType: string;
  readonly source: AwsSource;
}

/** A signed request that proves the machine's AWS identity to Google, in the form of a subject token. */
export async function awsSubjectToken(
  { audience, subjectTokenType, source }: AwsOptions,
  send: CloudSend,
): Promise<string> {
  const { AwsClient } = await import('google-auth-library/build/src/auth/awsclient.js');
  const client = new AwsClient({
    audience,
    subject_token_type: subjectTokenType,
    credential_source: source,
    transporterOptions: through(send),
  });
  return client.retrieveSubjectToken();
}

interface Client {
  getAccessToken(): Promise<{ readonly token?: string | null }>;
}

async function tokenOf(client: Client): Promise<unknown> {
  const { token } = await client.getAccessToken();
  return token;
}

/** Options for gaxios that leave the sending to us, once. */
function through(send: CloudSend): GaxiosOptions {
  const adapter = async (options: PreparedOptions) => {
    const { method = 'GET', url, headers, body } = options;
    if (body instanceof URLSearchParams && !headers.has('content-type')) {
      headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8'); // as fetch does
    }
    const response = await send({
      method: method as HttpRequest['method'],
      url: url.href,
      headers: Object.fromEntries(headers),
      ...(body !== undefined && body !== null && { body: String(body) }),
    });
    return answered(options, response);
  };
  return {
    adapter: adapter as unknown as Adapter,
    retryConfig: { shouldRetry: () => false },
    // Or a proxy's variable in the environment would make it build an agent for that.
    agent: () => undefined as never,
  };
}

/** What gaxios and those who use it look at of a Response. */
function answered(config: PreparedOptions, { status, headers, body }: HttpResponse) {
  const text = body.toString('utf8');
  return {
    config,
    status,
    statusText: '',
    ok: status >= 200 && status < 300,
    headers: new Headers(headers),
    data: config.responseType === 'text' ? text : parsed(text),
    bodyUsed: true,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
