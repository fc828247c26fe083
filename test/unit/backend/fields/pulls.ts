// One pull as the tables of fields describe it: the name of its entry in the node's cache, and what it sends.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { Backend, PullRequest, Surroundings } from '../../../../src/backend/backend.ts';
import { createBackend } from '../../../../src/backend/create.ts';
import { headOf } from '../../../../src/cache/key.ts';
import { parseConfig } from '../../../../src/config/load.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { serviceAccountOf } from '../../../../src/protocol/service-account.ts';
import { Secret } from '../../../../src/secret.ts';
import type { Network } from '../../../../src/system/network/door.ts';
import { configText } from '../../../support/temporary.ts';
import { CannedNetwork } from './canned-network.ts';

/** All that could decide what a cloud is asked. */
export interface Pull {
  readonly image: string;
  readonly rule: Readonly<Record<string, unknown>>;
  /** Of the configuration, beside its rules. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** By path, with the content that each has during this pull. */
  readonly files?: Readonly<Record<string, string>>;
}

export const NOW = Date.UTC(2026, 10, 28, 12);

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with these claims, which nothing here verifies. */
export const jwtOf = (claims: object): string => `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2ln`;

function prepare(
  { image, rule, config, env = {}, claims, annotations = {}, files = {} }: Pull,
  network: Network,
): { readonly backend: Backend; readonly request: PullRequest } {
  for (const [path, content] of Object.entries(files)) {
    writeFileSync(path, content, { mode: 0o600 });
  }
  const text = configText([{ name: 'a', matchImages: [image.split('/')[0]], ...rule }], config);
  const [parsed] = parseConfig('/c', text).rules;
  const token = claims && new Secret(jwtOf(claims));
  const surroundings: Surroundings = { env, network, now: () => NOW };
  return {
    backend: createBackend(parsed as NonNullable<typeof parsed>, surroundings),
    request: {
      image: parseImage(image),
      serviceAccountToken: token,
      serviceAccount: () => token && serviceAccountOf(token),
      serviceAccountAnnotations: new Map(Object.entries(annotations)),
    },
  };
}

/** Of its entry. Nothing may be sent to know it. */
export function nameOf(pull: Pull): string {
  const network: Network = { calls: [], send: () => assert.fail('a request') };
  const { backend, request } = prepare(pull, network);
  const { question } = backend.describe(request);
  assert.ok(question !== undefined);
  return headOf(question).name;
}

/** What it sends, sorted, as some requests run beside each other; without what is another each time: dates, ids of requests, signatures over them. */
export async function requestsOf(pull: Pull): Promise<readonly string[]> {
  const network = new CannedNetwork();
  const { backend, request } = prepare(pull, network);
  const credentials = await backend.getCredentials(request, new AbortController());
  assert.ok(credentials !== undefined && credentials.entries.length > 0);
  return network.sent.sort();
}
