// One pull of a rule with a secret, against a fake store, and what became of it.

import type { CredentialCache } from '../../../../src/backend/backend.ts';
import { createBackend } from '../../../../src/backend/create.ts';
import { parseConfig } from '../../../../src/config/load.ts';
import { formatError, ProviderError } from '../../../../src/errors.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { serviceAccountOf } from '../../../../src/protocol/service-account.ts';
import { Secret } from '../../../../src/secret.ts';
import { createNetwork } from '../../../../src/system/network/create.ts';
import type { Misbehaviour } from '../../../clouds/misbehaviour.ts';
import { configText } from '../../../support/temporary.ts';

export interface SecretPull {
  /** The section of the rule. */
  readonly secret: Readonly<Record<string, unknown>>;
  readonly rule?: Readonly<Record<string, unknown>>;
  readonly image?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly token?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly caFile?: string;
  readonly now?: () => number;
  readonly signal?: AbortSignal;
  readonly cache?: CredentialCache;
}

export function prepare({ secret, rule, env = {}, caFile, now = Date.now, cache, ...pull }: SecretPull) {
  const { image = 'registry.example/team/app:1', token, annotations = {} } = pull;
  const host = image.slice(0, image.indexOf('/'));
  const [parsed] = parseConfig(
    '/c',
    configText([{ name: 'team', matchImages: [host], ...rule, secret }]),
  ).rules;
  if (parsed === undefined) throw new Error('no rule');
  const serviceAccountToken = token === undefined ? undefined : new Secret(token);
  const network = createNetwork({ env, caFile, sleep: async () => {} });
  return {
    backend: createBackend(parsed, { env, network, now, cache: async () => cache }),
    request: {
      image: parseImage(image),
      serviceAccountToken,
      serviceAccount: () => serviceAccountToken && serviceAccountOf(serviceAccountToken),
      serviceAccountAnnotations: new Map(Object.entries(annotations)),
    },
  };
}

/** User name and password of each credential, after its key if it has one. */
export async function credentialsOf(pull: SecretPull): Promise<readonly (readonly string[])[]> {
  const { backend, request } = prepare(pull);
  const signal = pull.signal ?? new AbortController().signal;
  const found = await backend.getCredentials(request, { signal });
  return (found?.entries ?? []).map(({ key, username, password }) => [
    ...[key ?? []].flat(),
    username,
    password.reveal(),
  ]);
}

/** The line on stderr. */
export async function failureOf(pull: SecretPull): Promise<string> {
  try {
    await credentialsOf(pull);
  } catch (error) {
    if (error instanceof ProviderError) return formatError(error);
    throw error;
  }
  throw new Error('it did not fail');
}

/** What the pull fails with when the deadline ends it, while a store does not answer. */
export async function failureAtDeadline(pull: SecretPull, reason: Error): Promise<unknown> {
  const controller = new AbortController();
  const asking = credentialsOf({ ...pull, signal: controller.signal });
  setTimeout(() => controller.abort(reason), 100);
  return asking.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** The true answer, after a while. */
export const SLOW: Misbehaviour = { kind: 'late', ms: 50 };

export const LATE = new ProviderError('no answer within the deadline', { code: 'DEADLINE_EXCEEDED' });
