// What is asked of Google, where and as whom: everything that decides the answer, as plain data.

import type { GoogleBackendConfig } from '../../config/config.ts';
import { Secret } from '../../secret.ts';
import type { Environment } from '../../system/environment.ts';
import { modeWarnings } from '../../system/files.ts';
import type { QuestionKey } from '../backend.ts';
import type { Asker } from '../cloud/asker.ts';
import type { Details } from '../cloud/cloud-backend.ts';
import { googleMetadata } from '../cloud/metadata-endpoint.ts';
import { type Endpoints, hostOf, PUBLIC_ENDPOINTS } from './endpoints.ts';
import { describeIdentity, type GoogleIdentity, identityOf } from './identity.ts';
import { namedFile } from './named-file.ts';
import { audienceText, type SubjectToken, type TokenSource } from './source.ts';

export interface GoogleQuestion {
  readonly identity: GoogleIdentity;
  readonly endpoints: Endpoints;
  /** What should be mended all the same. */
  readonly warnings: readonly string[];
  /** The variable that named the identity's file, with the path; undefined: none did. */
  readonly namedBy: string | undefined;
}

/** All of a rule but for its registries. */
type IdentitySettings = Omit<GoogleBackendConfig, 'kind' | 'registry' | 'metadataDockerConfig'>;

/** @throws {ProviderError} CONFIG_INVALID, FILE_UNREADABLE, IDENTITY_UNAVAILABLE, and as identityOf */
export function questionOf(settings: IdentitySettings, asker: Asker, env: Environment): GoogleQuestion {
  const metadata = googleMetadata(settings.endpoints.metadata, env);
  const file = asker.kind === 'node' ? namedFile(settings, env) : undefined;
  const identity = identityOf(settings, asker, file?.identity);
  const isKey = identity.source.kind === 'serviceAccountKey';
  return {
    identity,
    endpoints: { ...PUBLIC_ENDPOINTS, metadata, ...file?.endpoints, ...settings.endpoints },
    warnings: file !== undefined && isKey ? modeWarnings(file.path, file.mode) : [],
    namedBy: file?.variable && `${file.variable}=${file.path}`,
  };
}

export function describeQuestion({ identity, endpoints, namedBy }: GoogleQuestion): Details {
  return {
    ...describeIdentity(identity),
    metadata: identity.source.kind === 'metadata' ? hostOf(endpoints.metadata) : undefined,
    namedBy,
  };
}

export function warningsOf({ warnings }: GoogleQuestion): readonly string[] {
  return warnings;
}

/** For the cache. A token is good for every registry of Google's, so the host is no part of it. */
export function keyOf({ identity, endpoints }: GoogleQuestion, env: Environment): QuestionKey {
  return {
    ...identityKey(identity),
    endpoints: { ...endpoints },
    environment: environmentOf(identity, env),
  };
}

/** What of the environment chooses the identity. */
function environmentOf({ source }: GoogleIdentity, env: Environment): QuestionKey {
  if (source.kind !== 'federation' || source.subject.kind !== 'aws') {
    return {};
  }
  const { AWS_ACCESS_KEY_ID, AWS_REGION, AWS_DEFAULT_REGION } = env;
  return { AWS_ACCESS_KEY_ID, AWS_REGION, AWS_DEFAULT_REGION };
}

/** All that decides whose token it will be. */
function identityKey({ source, impersonate, lifetimeSeconds }: GoogleIdentity): QuestionKey {
  return { source: sourceKey(source), impersonate, lifetimeSeconds };
}

function sourceKey(source: TokenSource): QuestionKey {
  switch (source.kind) {
    case 'metadata':
      return { kind: source.kind, account: source.account };
    case 'serviceAccountKey':
      return {
        kind: source.kind,
        file: source.file,
        email: source.email,
        keyId: source.keyId,
        privateKey: source.privateKey,
      };
    case 'federation':
      return {
        kind: source.kind,
        audience: audienceText(source.audience, ''),
        subject: subjectKey(source.subject),
      };
  }
}

function subjectKey(subject: SubjectToken): QuestionKey {
  const { kind, tokenType } = subject;
  switch (subject.kind) {
    case 'pod': {
      const { namespace, name, uid, issuer, audiences } = subject.asker.account;
      return { kind, tokenType, namespace, name, uid, issuer, audiences };
    }
    case 'file':
      return { kind, tokenType, path: subject.path, field: subject.field };
    case 'url':
      return {
        kind,
        tokenType,
        url: subject.url,
        field: subject.field,
        // What the source is told of the caller; a value may be a password.
        headers: Object.fromEntries(
          Object.entries(subject.headers).map(([header, value]) => [header, new Secret(value)]),
        ),
      };
    case 'aws':
      return { kind, tokenType, source: { ...subject.source } };
  }
}
