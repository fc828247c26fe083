// A registry as far as a pull asks it before the first layer: for the manifest, with Basic authentication, or with a token
// of a token server. https://distribution.github.io/distribution/spec/auth/token/

import { formOf, json, type ReceivedRequest, type ServiceDefinition, text } from '../clouds/service.ts';
import { serverAt } from './host.ts';

export interface RegistryAtHost {
  readonly host: string;
  /** What it shows instead of a good one. */
  readonly certificate?: { readonly names?: readonly string[]; readonly hasExpired?: boolean };
  /** Its host; undefined: the registry takes user name and password itself. */
  readonly tokenServer?: string;
  readonly users: Readonly<Record<string, User>>;
  /** `team/app:1.0`. */
  readonly images: readonly string[];
  /** It has had enough requests. */
  readonly isLimiting?: boolean;
}

interface User {
  readonly password: string;
  /** Repositories. */
  readonly pulls: readonly string[];
}

interface Login {
  readonly name: string;
  readonly password: string;
}

export function registryServices(registry: RegistryAtHost): ServiceDefinition[] {
  const { host, tokenServer } = registry;
  return [
    serverAt(host, (request) => answerManifest(registry, request)),
    ...(tokenServer === undefined
      ? []
      : [serverAt(tokenServer, (request) => answerToken(registry, request))]),
  ];
}

function answerManifest(registry: RegistryAtHost, { path, headers }: ReceivedRequest) {
  const { host, tokenServer, images, isLimiting } = registry;
  const [, repository = '', reference = ''] = /^\/v2\/(.+)\/manifests\/([^/]+)$/.exec(path) ?? [];
  if (isLimiting) return text(429, 'too many requests');
  const challenge =
    tokenServer === undefined
      ? `Basic realm="${host}"`
      : `Bearer realm="https://${tokenServer}/token",service="${host}",scope="repository:${repository}:pull"`;
  const [, scheme = '', given = ''] = /^(\w+) (.*)$/.exec(headers.authorization ?? '') ?? [];
  const name =
    tokenServer === undefined
      ? scheme === 'Basic' && userOf(registry, loginIn(given))
      : scheme === 'Bearer' && Buffer.from(given, 'base64url').toString('utf8');
  if (!name) return json(401, {}, { 'www-authenticate': challenge });
  if (!registry.users[name]?.pulls.includes(repository)) {
    return tokenServer === undefined ? text(403, 'denied') : json(401, {}, { 'www-authenticate': challenge });
  }
  return images.includes(`${repository}:${reference}`) ? json(200, {}) : text(404, 'manifest unknown');
}

/** The token is the user's name. */
function answerToken(registry: RegistryAtHost, request: ReceivedRequest) {
  const form = formOf(request);
  const login =
    form === undefined
      ? loginIn(/^Basic (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
      : { name: form.get('username') ?? '', password: form.get('password') ?? '' };
  const name = userOf(registry, login);
  return name === undefined
    ? text(401, 'unauthorized')
    : json(200, { token: Buffer.from(name).toString('base64url') });
}

function loginIn(basic: string): Login {
  const [, name = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString()) ?? [];
  return { name, password };
}

const userOf = ({ users }: RegistryAtHost, { name, password }: Login): string | undefined =>
  users[name]?.password === password ? name : undefined;
