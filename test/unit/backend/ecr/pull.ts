// One pull through the backend, against the fake AWS, with nothing of the environment but what a test gives.

import type { TestContext } from 'node:test';
import type { Credentials } from '../../../../src/backend/backend.ts';
import { createEcrBackend } from '../../../../src/backend/ecr/index.ts';
import type { EcrBackendConfig, Rule } from '../../../../src/config/config.ts';
import { formatError, ProviderError } from '../../../../src/errors.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { serviceAccountOf } from '../../../../src/protocol/service-account.ts';
import { Secret } from '../../../../src/secret.ts';
import { createNetwork } from '../../../../src/system/network/create.ts';
import type { Network } from '../../../../src/system/network/door.ts';
import type { AwsConfig } from '../../../clouds/aws/accounts.ts';
import { type AwsCloud, startAws } from '../../../clouds/aws.ts';
import { WORLD } from './world.ts';

export const HOST = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

export interface PullOptions {
  readonly image?: string;
  readonly settings?: Partial<EcrBackendConfig>;
  readonly rule?: Partial<Rule>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly token?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly network?: Network;
  readonly now?: () => number;
}

export function backendOf({ settings = {}, rule = {}, env = {}, network, now = Date.now }: PullOptions) {
  const backend: EcrBackendConfig = { kind: 'ecr', roleArn: [], ...settings };
  const whole: Rule = {
    name: 'team-a',
    matchImages: ['*.dkr.ecr.*.amazonaws.com'],
    matchServiceAccounts: undefined,
    identity: 'node',
    onMissingServiceAccount: 'deny',
    continue: false,
    required: false,
    thenAnonymous: false,
    backend,
    ...rule,
  };
  return createEcrBackend(whole, backend, {
    env,
    network: network ?? createNetwork({ env, sleep: async () => {} }),
    now,
  });
}

export function pullOf({ image = `${HOST}/team/app:1`, token, annotations = {} }: PullOptions) {
  const secret = token === undefined ? undefined : new Secret(token);
  return {
    image: parseImage(image),
    serviceAccountToken: secret,
    serviceAccount: () => secret && serviceAccountOf(secret),
    serviceAccountAnnotations: new Map(Object.entries(annotations)),
  };
}

export async function pull(options: PullOptions): Promise<Credentials | undefined> {
  const { signal = new AbortController().signal } = options;
  return backendOf(options).getCredentials(pullOf(options), { signal });
}

/** User name, password and hours of life of the only credential. */
export async function credentialOf(
  options: PullOptions,
): Promise<{ username: string; password: string; hours: number }> {
  const { entries: [entry, ...others] = [] } = (await pull(options)) ?? {};
  if (entry === undefined || others.length > 0) throw new Error('not one credential');
  return {
    username: entry.username,
    password: entry.password.reveal(),
    hours: Math.round(((entry.expiresAt?.getTime() ?? Number.NaN) - Date.now()) / 3_600_000),
  };
}

/** No shared files but those that a test writes, and a metadata service that is the fake's. */
export const NO_FILES = { HOME: '/nonexistent' };

export async function start(
  context: Pick<TestContext, 'after'>,
  changes: Partial<AwsConfig> = {},
): Promise<AwsCloud> {
  const aws = await startAws({ ...WORLD, ...changes });
  context.after(() => aws.close());
  return aws;
}

/** The failure as the line of it that the kubelet logs. */
export async function failureOf(options: PullOptions): Promise<string> {
  try {
    await pull(options);
  } catch (error) {
    if (error instanceof ProviderError) return formatError(error);
    throw error;
  }
  return 'no failure';
}
