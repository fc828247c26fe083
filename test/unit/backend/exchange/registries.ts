// What the tests of the exchange backend share: services that trust one cluster, rules, pulls, and one way to ask.

import type { TestContext } from 'node:test';
import type { Credentials, PullRequest } from '../../../../src/backend/backend.ts';
import { createBackend } from '../../../../src/backend/create.ts';
import { parseConfig } from '../../../../src/config/load.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { serviceAccountOf } from '../../../../src/protocol/service-account.ts';
import { Secret } from '../../../../src/secret.ts';
import { createNetwork } from '../../../../src/system/network/create.ts';
import type { Network } from '../../../../src/system/network/door.ts';
import type { Cloud } from '../../../clouds/cloud.ts';
import { keySet, signingKeyOf, signServiceAccountToken } from '../../../clouds/jwt.ts';
import type { RegistriesConfig } from '../../../clouds/registries/config.ts';
import { TOKEN_PATH } from '../../../clouds/registries/token-endpoint.ts';
import { type RegistryService, startRegistries } from '../../../clouds/registries.ts';
import { configText } from '../../../support/temporary.ts';

export const ISSUER = 'https://kubernetes.example';
export const SUBJECT = 'system:serviceaccount:team-a:app';
export const ROBOT = 'team+puller';
export const TARGET = 'https://registry.corp.example';

export const UIDP = '720909c9f5279097d847ad02a2f24ba8f59de36a/a033a6fabe0bfa0d';
export const ID = '11111111-2222-4333-8444-555555555555';
export const OTHER_ID = 'aaaaaaaa-2222-4333-8444-555555555555';

/** The audience of the tokens that each of them takes. */
export const AUDIENCES = {
  tokenEndpoint: 'registry.corp.example',
  jfrog: 'acme.jfrog.io',
  quay: 'quay.io',
  cloudsmith: 'docker.cloudsmith.io',
  chainguard: 'cgr.dev',
  artifactKeeper: 'artifacts.corp.example',
  yandex: 'cr.yandex',
  dockerHub: 'https://identity.docker.com',
} as const satisfies Readonly<Record<RegistryService, string>>;

/** Each trusts team-a/app of the cluster. */
export const TRUST: RegistriesConfig = {
  issuers: [{ issuer: ISSUER, keys: keySet(signingKeyOf('cluster')) }],
  quay: {
    robots: {
      [ROBOT]: [{ issuer: ISSUER, subject: SUBJECT, audiences: [AUDIENCES.quay] }],
      'team+lonely': [],
      'team+twice': Array(2).fill({ issuer: ISSUER, subject: SUBJECT }),
      'team+stranger': [{ issuer: 'https://other.example', subject: SUBJECT }],
    },
  },
  jfrog: {
    providers: {
      cluster: {
        issuer: ISSUER,
        audience: AUDIENCES.jfrog,
        mappings: [
          { name: 'apps', subject: SUBJECT, username: 'team-a-puller' },
          { name: 'all', subject: 'system:serviceaccount:team-a:*', username: 'puller', expiresIn: 3600 },
        ],
      },
      project: {
        issuer: ISSUER,
        audience: AUDIENCES.jfrog,
        projectKey: 'web',
        mappings: [{ name: 'apps', subject: SUBJECT, username: 'web-puller' }],
      },
    },
  },
  cloudsmith: {
    organizations: {
      acme: [
        { issuer: ISSUER, audience: AUDIENCES.cloudsmith, subject: SUBJECT, services: ['puller', 'other'] },
      ],
    },
  },
  chainguard: {
    identities: {
      [UIDP]: { issuer: ISSUER, audience: AUDIENCES.chainguard, subject: SUBJECT },
      [`${UIDP}0`]: { issuer: ISSUER, audience: AUDIENCES.chainguard, subject: 'other' },
    },
  },
  artifactKeeper: {
    providers: [
      { id: ID, issuer: ISSUER, audience: AUDIENCES.artifactKeeper, subjects: [SUBJECT] },
      { id: OTHER_ID, issuer: 'https://other.example', audience: AUDIENCES.artifactKeeper, subjects: [] },
    ],
  },
  yandex: {
    federation: { issuer: ISSUER, audience: AUDIENCES.yandex },
    serviceAccounts: { ajepuller: [SUBJECT], ajeother: ['other'] },
  },
  dockerHub: {
    connections: { [ID]: { issuer: ISSUER, audience: AUDIENCES.dockerHub, subject: SUBJECT } },
  },
  tokenEndpoint: {
    trusts: [{ issuer: ISSUER, audience: AUDIENCES.tokenEndpoint, subject: SUBJECT }],
    clients: [
      { id: 'kubelet', secret: 'p:a ss+%&' },
      { id: 'public' },
      { id: 'weak', mayExchange: false },
      { id: '' },
    ],
    targets: [TARGET, 'registry'],
    scopes: ['pull', 'openid'],
  },
};

export const startTrust = async (
  context: TestContext,
  config: Partial<RegistriesConfig> = {},
): Promise<Cloud<RegistryService>> => {
  const registries = await startRegistries({ ...TRUST, ...config });
  context.after(() => registries.close());
  return registries;
};

type TokenClaims = Partial<Parameters<typeof signServiceAccountToken>[1]>;

/** The token of team-a/app. */
export const podToken = (service: RegistryService, claims: TokenClaims = {}): string =>
  signServiceAccountToken(signingKeyOf('cluster'), {
    issuer: ISSUER,
    audience: AUDIENCES[service],
    namespace: 'team-a',
    name: 'app',
    ...claims,
  });

type Fields = Readonly<Record<string, unknown>>;

/** The section that asks a service with as little as it wants. `more`: of the form's own fields. */
export function sectionFor(
  service: RegistryService,
  urls: Readonly<Record<RegistryService, string>>,
  more: Fields = {},
): Fields {
  switch (service) {
    case 'tokenEndpoint':
      return {
        tokenEndpoint: `${urls.tokenEndpoint}${TOKEN_PATH}`,
        audience: TARGET,
        response: { username: 'jwt' },
        ...more,
      };
    case 'jfrog':
      return { jfrog: { endpoint: urls.jfrog, provider: 'cluster', ...more } };
    case 'quay':
      return { quay: { endpoint: urls.quay, robot: ROBOT, ...more } };
    case 'cloudsmith':
      return {
        cloudsmith: { endpoint: urls.cloudsmith, organization: 'acme', service: 'puller', ...more },
      };
    case 'chainguard':
      return { chainguard: { endpoint: urls.chainguard, identity: UIDP, ...more } };
    case 'artifactKeeper':
      return { artifactKeeper: { endpoint: urls.artifactKeeper, ...more } };
    case 'yandex':
      return { yandex: { endpoint: urls.yandex, serviceAccount: 'ajepuller', ...more } };
    case 'dockerHub':
      return {
        dockerHub: { endpoint: urls.dockerHub, organization: 'acme', connection: ID, ...more },
      };
  }
}

export const IMAGES: Readonly<Record<RegistryService, string>> = {
  tokenEndpoint: 'registry.corp.example/team/app',
  jfrog: 'acme.jfrog.io/docker/team/app',
  quay: 'quay.io/team/app',
  cloudsmith: 'docker.cloudsmith.io/acme/repo/app',
  chainguard: 'cgr.dev/acme/app',
  artifactKeeper: 'artifacts.corp.example/team/app',
  yandex: 'cr.yandex/crp0/app',
  dockerHub: 'docker.io/acme/app',
};

export interface AskOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly image?: string;
  readonly token?: string | undefined;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly rule?: Fields;
  readonly network?: Network;
  readonly now?: () => number;
  readonly signal?: AbortSignal;
}

export function pullOf({
  image,
  token,
  annotations = {},
}: AskOptions & { readonly image: string }): PullRequest {
  const secret = token === undefined ? undefined : new Secret(token);
  return {
    image: parseImage(image),
    serviceAccountToken: secret,
    serviceAccount: () => secret && serviceAccountOf(secret),
    serviceAccountAnnotations: new Map(Object.entries(annotations)),
  };
}

export function backendOf(
  exchange: Fields,
  { image = 'registry.corp.example/app', rule, network, now, env = {} }: AskOptions = {},
) {
  const asPod = rule?.identity !== 'node';
  const audience = asPod && { serviceAccountTokenAudience: image.split('/')[0] };
  const [parsed] = parseConfig(
    '/c',
    configText([
      {
        name: 'team-a',
        matchImages: [image.split('/')[0]],
        identity: 'serviceAccount',
        ...rule,
        exchange: { ...audience, ...exchange },
      },
    ]),
  ).rules;
  return createBackend(parsed as NonNullable<typeof parsed>, {
    env,
    network: network ?? createNetwork({ env, sleep: async () => {} }),
    now: now ?? Date.now,
  });
}

/** Asks one service as team-a/app. */
export async function ask(
  registries: Cloud<RegistryService>,
  service: RegistryService,
  {
    fields = {},
    section = {},
    ...options
  }: AskOptions & { readonly fields?: Fields; readonly section?: Fields } = {},
): Promise<Credentials | undefined> {
  const image = options.image ?? IMAGES[service];
  const { token = podToken(service) } = options;
  const isNode = options.rule?.identity === 'node';
  const audience = isNode ? {} : { serviceAccountTokenAudience: AUDIENCES[service] };
  const backend = backendOf(
    { ...audience, ...sectionFor(service, registries.urls, fields), ...section },
    { ...options, image },
  );
  return backend.getCredentials(pullOf({ ...options, image, token: isNode ? undefined : token }), {
    signal: options.signal ?? new AbortController().signal,
  });
}

/** Of the only credential. */
export function pairOf(credentials: Credentials | undefined): readonly [username: string, password: string] {
  const [{ username, password } = { username: '', password: new Secret('') }, ...others] =
    credentials?.entries ?? [];
  return [username, others.length === 0 ? password.reveal() : ''];
}

/** A door that does not wait before it tries again. @param patience how long it waits for an answer, in milliseconds */
export function hastyNetwork(patience = 10_000): Network {
  const limits = { connect: 10_000, answer: patience, total: 2 * patience };
  return createNetwork({ env: {}, sleep: async () => {}, limits: { service: limits, metadata: limits } });
}
