// The token and annotations that the kubelet gives an entry with tokenAttributes, and why it would not run the entry.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/credentialprovider/plugin/plugin.go (getServiceAccountData)

import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { grantOfAudience } from '../kubelet/audience-grant.ts';
import type { Provider, TokenAttributes } from '../kubelet/config/provider.ts';
import {
  type AccountFacts,
  type AccountName,
  AudienceNotGranted,
  type NodeAtServer,
  readServiceAccount,
  requestToken,
} from '../kubelet/service-account-token.ts';
import type { Secret } from '../secret.ts';

/** Of the Pod whose pull is tried; undefined: it has no service account, as a static Pod. */
export interface PodAccount extends AccountName {
  /** From a file; undefined: the API server is asked. */
  readonly token: { readonly text: Secret; readonly uid: string } | undefined;
  /** Given with the token. */
  readonly annotations: ReadonlyMap<string, string>;
}

export interface RequestToken {
  readonly token: Secret;
  readonly account: AccountName;
  readonly audience: string;
  readonly from: 'file' | 'apiServer';
  /** Those that the entry asks for. */
  readonly annotations: ReadonlyMap<string, string>;
}

/** Why the kubelet does not run the entry. */
export interface NotRun {
  readonly reason: string;
  readonly remedy: string;
  /** Objects of the API server that let it, in YAML. */
  readonly grant?: string | undefined;
}

/** Where the API server is, or in words why it cannot be asked. */
export type ServerPlace = NodeAtServer | { readonly problem: string };

/** Undefined: the request has no token. @throws the signal's reason */
export async function tokenFor(
  { tokenAttributes }: Pick<Provider, 'tokenAttributes'>,
  account: PodAccount | undefined,
  server: () => ServerPlace,
  signal: AbortSignal,
): Promise<RequestToken | NotRun | undefined> {
  if (tokenAttributes === undefined) return undefined;
  if (account === undefined) {
    return tokenAttributes.requireServiceAccount === true ? NO_ACCOUNT : undefined;
  }
  try {
    return account.token === undefined
      ? await askServer(tokenAttributes, account, server(), signal)
      : withFacts(tokenAttributes, account, { ...account, uid: account.token.uid }, () => ({
          token: (account.token as NonNullable<PodAccount['token']>).text,
          from: 'file',
        }));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return {
      reason: error.message,
      remedy: error.hint ?? 'give a token with --token-file',
      grant: error instanceof AudienceNotGranted ? grantOfAudience(error.audience) : undefined,
    };
  }
}

const NO_ACCOUNT: NotRun = {
  reason:
    'the entry has requireServiceAccount: true, and the kubelet skips it for a Pod without a service account',
  remedy: 'give --service-account NAMESPACE/NAME',
};

async function askServer(
  attributes: TokenAttributes,
  account: AccountName,
  server: ServerPlace,
  signal: AbortSignal,
): Promise<RequestToken | NotRun> {
  if ('problem' in server) {
    return {
      reason: `the API server cannot be asked for a token as the kubelet: ${server.problem}`,
      remedy: 'give a token with --token-file, and --annotation for each annotation',
    };
  }
  const facts = await readServiceAccount(server, account, signal);
  const { uid } = facts;
  const audience = attributes.serviceAccountTokenAudience;
  return withFacts(attributes, account, facts, () =>
    requestToken(server, { ...account, uid }, audience, signal).then((token) => ({
      token,
      from: 'apiServer' as const,
    })),
  );
}

type GotToken = Pick<RequestToken, 'token' | 'from'>;

async function withFacts(
  attributes: TokenAttributes,
  { namespace, name }: AccountName,
  { uid, annotations }: AccountFacts,
  getToken: () => GotToken | Promise<GotToken>,
): Promise<RequestToken | NotRun> {
  const { requiredServiceAccountAnnotationKeys: required, optionalServiceAccountAnnotationKeys: optional } =
    attributes;
  const missing = required.find((key) => !annotations.has(key));
  if (missing !== undefined) {
    return {
      reason: `service account ${namespace}/${name} has no annotation ${quote(missing)}, which the entry requires; the kubelet skips the entry and tells only at log level 5`,
      remedy: `annotate the service account, or move the key to optionalServiceAccountAnnotationKeys`,
    };
  }
  const sent = new Map(
    [...required, ...optional].flatMap((key) => {
      const value = annotations.get(key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
  if (isTooLong(attributes, { namespace, name, uid }, sent)) {
    return {
      reason: `the annotations of service account ${namespace}/${name} are too long for the key of the kubelet's cache, which has at most ${MAX_KEY} bytes`,
      remedy: 'shorten the annotations that the entry asks for',
    };
  }
  return {
    ...(await getToken()),
    account: { namespace, name },
    audience: attributes.serviceAccountTokenAudience,
    annotations: sent,
  };
}

/** A length of 16 bits stands before each part, and before the whole. */
const MAX_KEY = 65_535;

function isTooLong(
  { cacheType }: TokenAttributes,
  { namespace, name, uid }: AccountName & Pick<AccountFacts, 'uid'>,
  annotations: ReadonlyMap<string, string>,
): boolean {
  const ofToken = cacheType === 'Token' ? ['token', 'sha256:'.padEnd(71)] : [];
  const lengths = [namespace, name, uid, ...ofToken, ...[...annotations].flat()].map((text) =>
    Buffer.byteLength(text),
  );
  return lengths.reduce((sum, length) => sum + 2 + length, 4) > MAX_KEY;
}
