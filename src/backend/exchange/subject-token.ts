// The token that is sent: the Pod's, or what proves the node; which it is, as plain data, and how it is had.

import type { NodeSubjectConfig } from '../../generated/config-types.ts';
import { Secret } from '../../secret.ts';
import type { Environment } from '../../system/environment.ts';
import { readJson } from '../../system/network/answers.ts';
import { decodeUtf8 } from '../../system/utf8.ts';
import type { QuestionKey, Surroundings } from '../backend.ts';
import type { Caller, CloudCall } from '../cloud/call.ts';
import type { Details } from '../cloud/cloud-backend.ts';
import { azureMetadata, googleMetadata } from '../cloud/metadata-endpoint.ts';
import { isOwnToken, type OwnToken, readOwnToken } from '../cloud/own-token.ts';
import { isToken } from '../cloud/values.ts';
import {
  type AwsSubject,
  awsSubjectKey,
  awsSubjectOf,
  awsSubjectWarnings,
  describeAwsSubject,
} from '../ecr/aws-subject.ts';

/** A token that the node's cloud makes. */
export type CloudSubject =
  | {
      readonly kind: 'google';
      /** Scheme, host and port of the metadata server. */
      readonly endpoint: string;
      readonly account: string;
      readonly audience: string;
    }
  | {
      readonly kind: 'azure';
      readonly endpoint: string;
      readonly clientId: string | undefined;
      readonly application: string;
    }
  | AwsSubject;

/** Where the token comes from that is sent. */
export type Subject = OwnToken | CloudSubject;

/**
 * @param section of the rule, for messages
 * @returns undefined: it names none of a cloud's
 * @throws {ProviderError} CONFIG_INVALID for an endpoint that cannot be
 */
export function cloudSubjectOf(
  { google, azure, aws }: NodeSubjectConfig,
  section: 'exchange' | 'secret.vault',
  env: Environment,
): CloudSubject | undefined {
  if (google !== undefined) {
    const { audience, serviceAccount: account = 'default' } = google;
    return { kind: 'google', endpoint: googleMetadata(google.endpoint, env), account, audience };
  }
  if (azure !== undefined) {
    const { application, clientId } = azure;
    return { kind: 'azure', endpoint: azureMetadata(azure.endpoint, env), clientId, application };
  }
  return aws === undefined ? undefined : awsSubjectOf(aws, `${section}.subject.aws.profile`, env);
}

/** For messages and `explain`. */
export function cloudSubjectText(subject: CloudSubject): string {
  switch (subject.kind) {
    case 'google':
      return `the node's service account ${subject.account} at Google`;
    case 'azure':
      return `the node's managed identity${subject.clientId === undefined ? '' : ` ${subject.clientId}`}`;
    case 'aws':
      return "the node's identity at AWS";
  }
}

/** For `explain`. */
export function describeCloudSubject(subject: CloudSubject, env: Environment): Details {
  return subject.kind === 'aws' ? describeAwsSubject(subject, env) : {};
}

export function cloudSubjectWarnings(subject: CloudSubject): readonly string[] {
  return subject.kind === 'aws' ? awsSubjectWarnings(subject) : [];
}

/** For the cache. */
export function cloudSubjectKey(subject: CloudSubject, env: Environment): QuestionKey {
  return subject.kind === 'aws' ? awsSubjectKey(subject, env) : { ...subject };
}

/** What it is asked for with. */
interface Means {
  readonly caller: Caller;
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal;
}

/** @throws {ProviderError} FILE_UNREADABLE, SECRET_INVALID, AUDIENCE_REFUSED, and what a metadata service or STS is the reason of */
export async function readSubjectToken(
  subject: Subject,
  { caller, surroundings, signal }: Means,
): Promise<Secret> {
  return isOwnToken(subject)
    ? readOwnToken(subject)
    : readCloudToken(subject, { caller, surroundings, signal });
}

/** @throws {ProviderError} what a metadata service or STS is the reason of */
export async function readCloudToken(
  subject: CloudSubject,
  { caller, surroundings, signal }: Means,
): Promise<Secret> {
  switch (subject.kind) {
    case 'google':
      return fromGoogle(subject, caller);
    case 'azure':
      return fromAzure(subject, caller);
    case 'aws': {
      const { askWebIdentityToken } = await import('../ecr/web-identity-token.ts');
      return askWebIdentityToken(subject, surroundings, signal);
    }
  }
}

type Of<K extends CloudSubject['kind']> = Extract<CloudSubject, { readonly kind: K }>;

/** https://cloud.google.com/compute/docs/instances/verifying-instance-identity */
function fromGoogle({ endpoint, account, audience }: Of<'google'>, caller: Caller): Promise<Secret> {
  const query = new URLSearchParams({ audience, format: 'full' });
  const url = `${endpoint}/computeMetadata/v1/instance/service-accounts/${account}/identity?${query}`;
  const call: CloudCall = {
    step: 'identity token',
    service: 'metadata server',
    identity: `the node's service account ${account}`,
    answer: 'text',
    requests: { kind: 'metadata' },
  };
  return caller.call(call, async (send) => {
    const headers = { 'Metadata-Flavor': 'Google' };
    const { status, headers: answered, body } = await send({ method: 'GET', url, headers });
    const token = decodeUtf8(body)?.trim();
    // Whatever answers without it is no metadata server of Google's.
    const isGoogles = answered['metadata-flavor'] === 'Google';
    return isGoogles && status === 200 && isToken(token) ? new Secret(token) : undefined;
  });
}

/** https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token */
function fromAzure({ endpoint, clientId, application }: Of<'azure'>, caller: Caller): Promise<Secret> {
  const query = new URLSearchParams({ 'api-version': '2018-02-01', resource: application });
  if (clientId !== undefined) query.set('client_id', clientId);
  const url = `${endpoint}/metadata/identity/oauth2/token?${query}`;
  const step = 'managed identity token';
  const call: CloudCall = {
    step,
    service: 'IMDS',
    identity: clientId ?? 'the managed identity of this node',
    requests: {
      kind: 'metadata',
      // It answers so while it is updated.
      retry: ({ status }) => status === 404 || status === 410,
    },
  };
  return caller.call(call, async (send) => {
    const response = await send({ method: 'GET', url, headers: { Metadata: 'true' } });
    if (response.status !== 200) {
      return undefined;
    }
    const { access_token: token } = readJson(response, { step, host: new URL(url).host });
    return isToken(token) ? new Secret(token) : undefined;
  });
}
