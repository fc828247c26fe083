// What the fakes remember of the requests: enough to assert on, and no secret; where a secret was, its name stays.
import { type Claims, decodeJwt } from './jwt.ts';
import type { ReceivedRequest } from './service.ts';

export interface RecordedRequest {
  /** `aws`, `azure`, `google`, `registries`, `vault`, or where a redirect leads. */
  readonly cloud: string;
  readonly service: string;
  readonly method: string;
  readonly host: string;
  /** Undecoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. Of `authorization`, the scheme and what SigV4 says about its key remain. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Where secrets came: `header authorization`, `field client_secret`. Empty: the request bore none. */
  readonly credentials: readonly string[];
  /** What those of them say that are JWTs, by their places in `credentials`. Without a signature it opens nothing. */
  readonly claims: Readonly<Record<string, Claims>>;
  /** The name that the client asked for in TLS (SNI). */
  readonly serverName: string | undefined;
  /** The kind of misbehaviour that was the answer. */
  readonly misbehaviour: string | undefined;
  /** The status that was sent; undefined: none (yet). */
  readonly status: number | undefined;
}

/** The requests to all services of one or several clouds, in the order in which they came. */
export interface Journal {
  readonly requests: readonly RecordedRequest[];
  /** Gives a function that adds the status. */
  add(request: RecordedRequest): (status: number | undefined) => void;
  clear(): void;
}

export function createJournal(): Journal {
  const requests: RecordedRequest[] = [];
  return {
    requests,
    add(request) {
      const kept: { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] } = { ...request };
      requests.push(kept);
      return (status) => {
        kept.status = status;
      };
    },
    clear() {
      requests.length = 0;
    },
  };
}

/** `METHOD service path` of each request, to compare with in one assertion. */
export const callsOf = (requests: readonly RecordedRequest[]): string[] =>
  requests.map(({ method, service, path }) => `${method} ${service} ${path}`);

const REDACTED = '[redacted]';

const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-amz-security-token',
  'x-aws-ec2-metadata-token',
  'x-identity-header',
  'x-vault-token',
]);

const SECRET_FIELDS = new Set([
  'access_token',
  'assertion',
  'client_assertion',
  'client_secret',
  'jwt',
  'oidc_token',
  'password',
  'refresh_token',
  'subject_token',
  'subjectToken',
  'WebIdentityToken',
]);

type Recorded = Pick<
  RecordedRequest,
  'method' | 'host' | 'path' | 'query' | 'headers' | 'body' | 'credentials' | 'claims'
>;

export function redact(request: ReceivedRequest): Recorded {
  const { method, host, path, headers, query } = request;
  const credentials: string[] = [];
  const claims: Record<string, Claims> = {};
  const keep = (place: string, secret: boolean, value: string, shown = REDACTED): string => {
    if (!secret) return value;
    credentials.push(place);
    const jwt = decodeJwt(value);
    if (jwt !== undefined) claims[place] = jwt.claims;
    return shown;
  };
  const field = ([name, value]: readonly [string, string]) =>
    [name, keep(`field ${name}`, SECRET_FIELDS.has(name), value)] as const;
  const header = ([name, value]: readonly [string, string | string[] | undefined]) => {
    const joined = [value].flat().join(', ');
    return [
      name,
      keep(`header ${name}`, SECRET_HEADERS.has(name), joined, redactAuthorization(joined)),
    ] as const;
  };
  return {
    method,
    host,
    path,
    query: Object.fromEntries([...query].map(field)),
    headers: Object.fromEntries(Object.entries(headers).map(header)),
    body: redactBody(request, field),
    credentials,
    claims,
  };
}

/** Of SigV4 the signature goes, of a scheme with a token the token, of anything else all. */
function redactAuthorization(value: string): string {
  if (value.startsWith('AWS4-')) return value.replace(/Signature=[^,\s]*/, `Signature=${REDACTED}`);
  const [, scheme] = /^([A-Za-z]+) \S/.exec(value) ?? [];
  return scheme === undefined ? REDACTED : `${scheme} ${REDACTED}`;
}

function redactBody(
  { headers, body }: ReceivedRequest,
  field: (entry: readonly [string, string]) => readonly [string, string],
): string {
  const text = body.toString('utf8');
  const contentType = headers['content-type'] ?? '';
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    const fields = Object.fromEntries([...new URLSearchParams(text)].map(field));
    return decodeURIComponent(new URLSearchParams(fields).toString().replaceAll('+', '%20'));
  }
  if (!/\bjson\b|-json-/.test(contentType)) return text;
  try {
    return JSON.stringify(JSON.parse(text), (name, value: unknown) =>
      typeof value === 'string' ? field([name, value])[1] : value,
    );
  } catch {
    return text;
  }
}
