// A fake HashiCorp Vault: namespaces with auth methods (kubernetes, jwt) and KV engines. It judges tokens by the keys of
// their issuer, gives a token for one request, and answers in Vault's own words.
// https://developer.hashicorp.com/vault/api-docs/auth/kubernetes#login
// https://developer.hashicorp.com/vault/api-docs/auth/jwt#jwt-login
// https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-version
import { randomBytes } from 'node:crypto';
import { type Cloud, type CloudOptions, startCloud } from './cloud.ts';
import type { Claims } from './jwt.ts';
import { audiencesOf, fits, type TrustedIssuer, verifyOidcToken } from './oidc.ts';
import { type Answer, json, jsonOf, type ReceivedRequest, type ServiceDefinition } from './service.ts';

export interface VaultConfig {
  /** The issuers whose keys it can read. */
  readonly issuers: readonly TrustedIssuer[];
  /** By their paths; `''` is the root. */
  readonly namespaces: Readonly<Record<string, VaultNamespace>>;
  readonly sealed?: boolean;
  /** The clock; the real one, when absent. */
  readonly now?: () => Date;
}

export interface VaultNamespace {
  /** By their mounts. */
  readonly auths?: Readonly<Record<string, VaultAuth>>;
  readonly engines?: Readonly<Record<string, VaultEngine>>;
}

interface VaultAuth {
  readonly method: 'kubernetes' | 'jwt';
  readonly issuer: string;
  readonly roles: Readonly<Record<string, VaultRole>>;
}

interface VaultRole {
  /** `audience` of kubernetes, `bound_audiences` of jwt. */
  readonly audiences?: readonly string[];
  /** Of kubernetes; `*` stands for any text. */
  readonly serviceAccounts?: readonly string[];
  readonly kubernetesNamespaces?: readonly string[];
  /** `bound_subject` of jwt. */
  readonly subject?: string;
  /** `bound_claims` of jwt, at the top of the token. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly type?: 'oidc';
  readonly needsMfa?: boolean;
  /** Paths that its policies let it read; `*` stands for any text. */
  readonly reads: readonly string[];
}

interface VaultEngine {
  readonly version: 1 | 2;
  readonly secrets: Readonly<Record<string, readonly VaultVersion[]>>;
}

/** From the first to the current one; of an engine of version 1, the only one. */
export interface VaultVersion {
  readonly data: Readonly<Record<string, unknown>>;
  readonly deleted?: boolean;
  readonly destroyed?: boolean;
}

export type VaultCloud = Cloud<'vault'>;

/** What it speaks to is a matter of the configuration, so that `env` is empty. */
export function startVault(config: VaultConfig, options: CloudOptions<'vault'> = {}): Promise<VaultCloud> {
  return startCloud('vault', { vault: vault(config) }, options, () => ({}), ['vault']);
}

interface Session {
  readonly namespace: string;
  readonly reads: readonly string[];
}

function vault(config: VaultConfig): ServiceDefinition {
  /** What each token opens; each is for one request. */
  const sessions = new Map<string, Session>();
  return {
    name: 'vault',
    hosts: /^vault\.(?:corp\.)?example$/,
    ...(config.now && { now: config.now }),
    throttled: () => refuse(429, 'request path "auth/kubernetes/login": rate limit quota exceeded'),
    failing: (status) => refuse(status, 'internal error'),
    refusing: (status, _code, message) => (message === '' ? none(status) : refuse(status, message)),
    async answer(request) {
      const { path, method, headers, rawQuery } = request;
      if (headers['x-vault-request'] !== 'true') {
        return refuse(412, "required header 'X-Vault-Request' is missing");
      }
      if (config.sealed) return refuse(503, 'Vault is sealed');
      const name = String(headers['x-vault-namespace'] ?? '').replace(/\/$/, '');
      const namespace = config.namespaces[name];
      if (namespace === undefined) return refuse(404, 'namespace not found');
      const [, mount] = /^\/v1\/auth\/(.+)\/login$/.exec(path) ?? [];
      if (mount !== undefined) {
        const isLogin = method === 'POST' && rawQuery === '' && headers['x-vault-token'] === undefined;
        if (!isLogin) return refuse(405, 'unsupported operation');
        return logIn(request, {
          auth: namespace.auths?.[decodeURIComponent(mount)],
          name,
          config,
          sessions,
        });
      }
      const token = String(headers['x-vault-token'] ?? '');
      const session = sessions.get(token);
      sessions.delete(token);
      if (method !== 'GET' || request.body.length > 0) return refuse(405, 'unsupported operation');
      return read(request, name, namespace, session);
    },
  };
}

const refuse = (status: number, ...errors: readonly string[]): Answer => json(status, { errors });
const none = (status = 404): Answer => json(status, { errors: [] });

/** As Vault writes what several parts have said. */
const denied = (): Answer => refuse(403, '1 error occurred:\n\t* permission denied\n\n');

interface LoginWorld {
  readonly auth: VaultAuth | undefined;
  readonly name: string;
  readonly config: VaultConfig;
  readonly sessions: Map<string, Session>;
}

async function logIn(
  request: ReceivedRequest,
  { auth, name, config, sessions }: LoginWorld,
): Promise<Answer> {
  if (auth === undefined) return refuse(403, 'permission denied');
  const { role: roleName, jwt, ...others } = jsonOf(request) ?? {};
  const isJson = /^application\/json\b/.test(request.headers['content-type'] ?? '');
  if (!isJson || Object.keys(others).length > 0) return refuse(400, 'failed to parse JSON input');
  if (typeof roleName !== 'string') return refuse(400, 'missing role');
  if (typeof jwt !== 'string') return refuse(400, auth.method === 'jwt' ? 'missing token' : 'missing jwt');
  const role = auth.roles[roleName];
  if (role === undefined) {
    return refuse(
      400,
      auth.method === 'jwt' ? `role "${roleName}" could not be found` : `invalid role name "${roleName}"`,
    );
  }
  const refused = await (auth.method === 'jwt' ? judgeJwt : judgeAccount)(jwt, auth, role, config);
  if (refused !== undefined) return refused;
  const token = `hvs.${randomBytes(24).toString('base64url')}`;
  if (!role.needsMfa) sessions.set(token, { namespace: name, reads: role.reads });
  return json(200, {
    request_id: '1a2b3c4d-0000-4000-8000-000000000001',
    lease_id: '',
    renewable: false,
    lease_duration: 0,
    data: null,
    wrap_info: null,
    warnings: null,
    auth: {
      client_token: role.needsMfa ? '' : token,
      accessor: 'canary-accessor',
      policies: ['default'],
      lease_duration: 60,
      renewable: false,
      token_type: 'service',
      mfa_requirement: role.needsMfa ? { mfa_request_id: '1', mfa_constraints: {} } : null,
    },
  });
}

type Judge = (
  jwt: string,
  auth: VaultAuth,
  role: VaultRole,
  config: VaultConfig,
) => Promise<Answer | undefined>;

const judgeJwt: Judge = async (jwt, auth, role, config) => {
  if (role.type === 'oidc') return refuse(400, 'role with oidc role_type is not allowed');
  const { claims, problem } = await judgeToken(jwt, auth, config);
  const wrong = problem ?? claimOf(claims, role) ?? audienceOf(claims, role);
  if (wrong !== undefined) return refuse(400, `error validating token: ${wrong}`);
  if (audiencesOf(claims).length > 0 && role.audiences === undefined) {
    return refuse(400, 'audience claim found in JWT but no audiences bound to the role');
  }
  const bound = Object.entries(role.claims ?? {}).find(([claim, value]) => claims[claim] !== value);
  return bound === undefined
    ? undefined
    : refuse(
        400,
        `error validating claims: claim "${bound[0]}" does not match any associated bound claim values`,
      );
};

const judgeAccount: Judge = async (jwt, auth, role, config) => {
  const { claims, problem } = await judgeToken(jwt, auth, config);
  const wrong = problem ?? audienceOf(claims, role);
  // The signature is the TokenReview's matter, whose refusal is not told.
  if (wrong?.startsWith('error verifying')) return refuse(403, 'permission denied');
  if (wrong !== undefined) return refuse(403, wrong);
  const { namespace = '', serviceaccount = {} } = (claims['kubernetes.io'] ?? {}) as {
    readonly namespace?: string;
    readonly serviceaccount?: { readonly name?: string };
  };
  const isOneOf = (patterns: readonly string[] = [], value = '') =>
    patterns.some((pattern) => fits(pattern, value));
  if (!isOneOf(role.serviceAccounts, serviceaccount.name)) {
    return refuse(403, 'service account name not authorized');
  }
  return isOneOf(role.kubernetesNamespaces, namespace) ? undefined : refuse(403, 'namespace not authorized');
};

async function judgeToken(
  jwt: string,
  auth: VaultAuth,
  { issuers, now = () => new Date() }: VaultConfig,
): Promise<{ readonly claims: Claims; readonly problem: string | undefined }> {
  const { claims, problem } = await verifyOidcToken(jwt, issuers, now());
  const words = {
    malformed: 'error verifying token: malformed',
    unknownIssuer: 'invalid issuer (iss) claim',
    unreachableKeys: 'error verifying token signature: keys',
    unknownKey: 'error verifying token signature: no known key successfully validated the token signature',
    badSignature: 'error verifying token signature: no known key successfully validated the token signature',
    expired: 'invalid expiration time (exp) claim: token is expired',
    notYetValid: 'invalid not before (nbf) claim: token not yet valid',
  };
  if (problem !== undefined) return { claims, problem: words[problem] };
  return { claims, problem: claims.iss === auth.issuer ? undefined : words.unknownIssuer };
}

const claimOf = ({ sub }: Claims, { subject }: VaultRole): string | undefined =>
  subject === undefined || subject === sub ? undefined : 'invalid subject (sub) claim';

const audienceOf = (claims: Claims, { audiences }: VaultRole): string | undefined =>
  audiences === undefined || audiencesOf(claims).some((each) => audiences.includes(each))
    ? undefined
    : 'invalid audience (aud) claim: audience claim does not match any expected audience';

function read(
  { path, query }: ReceivedRequest,
  name: string,
  namespace: VaultNamespace,
  session: Session | undefined,
): Answer {
  const asked = decodeURIComponent(path.slice('/v1/'.length));
  const isAllowed = session?.namespace === name && session.reads.some((pattern) => fits(pattern, asked));
  if (!isAllowed) return denied();
  const [mount, engine] = Object.entries(namespace.engines ?? {}).find(([at]) =>
    asked.startsWith(`${at}/`),
  ) ?? [''];
  if (engine === undefined) return refuse(404, `no handler for route "${asked}". route entry not found.`);
  const key = asked.slice(mount.length + 1);
  if (engine.version === 1) {
    const [only] = engine.secrets[key] ?? [];
    return only === undefined ? none() : json(200, { lease_duration: 2_764_800, data: only.data });
  }
  if (!key.startsWith('data/')) return refuse(404, 'unsupported path');
  const versions = engine.secrets[key.slice('data/'.length)] ?? [];
  const number = Number(query.get('version') ?? versions.length);
  const found = versions[number - 1];
  if (found === undefined || [...query.keys()].some((each) => each !== 'version')) return none();
  const isGone = found.deleted || found.destroyed;
  return json(isGone ? 404 : 200, {
    request_id: '1a2b3c4d-0000-4000-8000-000000000002',
    data: {
      data: isGone ? null : found.data,
      metadata: {
        created_time: '2026-01-01T00:00:00.000000000Z',
        custom_metadata: null,
        deletion_time: found.deleted ? '2026-02-01T00:00:00.000000000Z' : '',
        destroyed: found.destroyed ?? false,
        version: number,
      },
    },
  });
}
