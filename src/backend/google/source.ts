// Where the first token comes from, as plain data, and how it is called.

import { quote } from '../../escape.ts';
import type { Secret } from '../../secret.ts';
import { accountText, type ServiceAccountAsker } from '../cloud/asker.ts';
import { gkePool } from '../cloud/gke-pool.ts';

export type TokenSource =
  | { readonly kind: 'metadata'; readonly account: string }
  | ServiceAccountKey
  | { readonly kind: 'federation'; readonly audience: Audience; readonly subject: SubjectToken };

/** https://cloud.google.com/iam/docs/keys-create-delete */
interface ServiceAccountKey {
  readonly kind: 'serviceAccountKey';
  readonly file: string;
  readonly email: string;
  readonly keyId: string | undefined;
  readonly privateKey: Secret;
}

/** What Google's STS is told of where the subject token belongs. */
export type Audience =
  | { readonly kind: 'name'; readonly name: string }
  /** Of GKE's pool. Undefined project: the node's, which the metadata server knows. */
  | { readonly kind: 'gke'; readonly project: string | undefined; readonly identityProvider: string };

/** Where the subject token comes from, and of what type it is. */
export type SubjectToken = { readonly tokenType: string } & (
  | { readonly kind: 'pod'; readonly asker: ServiceAccountAsker }
  | { readonly kind: 'file'; readonly path: string; readonly field: string | undefined }
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly field: string | undefined;
    }
  | { readonly kind: 'aws'; readonly source: AwsSource }
);

/** `credential_source` of an AWS workload, as the file has it. */
export interface AwsSource {
  readonly environment_id: string;
  readonly regional_cred_verification_url: string;
  readonly region_url?: string;
  readonly url?: string;
  readonly imdsv2_session_token_url?: string;
}

/** The audience as STS wants it. */
export function audienceText(audience: Audience, nodeProject = 'PROJECT'): string {
  return audience.kind === 'name'
    ? audience.name
    : `identitynamespace:${gkePool(audience.project ?? nodeProject)}:${audience.identityProvider}`;
}

/** The first of those who ask, for messages. */
export function sourceText(source: TokenSource): string {
  switch (source.kind) {
    case 'metadata':
      return `the node's service account ${source.account}`;
    case 'serviceAccountKey':
      return source.email;
    case 'federation':
      return subjectText(source.subject);
  }
}

export function subjectText(subject: SubjectToken): string {
  switch (subject.kind) {
    case 'pod':
      return accountText(subject.asker.account);
    case 'file':
      return `the token in ${quote(subject.path)}`;
    case 'url':
      return `the token from ${new URL(subject.url).host}`;
    case 'aws':
      return "the node's AWS identity";
  }
}
