// The fields of the kubelet's CredentialProviderConfig, by version and release.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/kubelet/config/v1/types.go

import { type Release, TOKENS_KNOWN, TOKENS_ON } from '../release.ts';

export type Shape =
  | { readonly kind: 'text' | 'boolean' | 'duration' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Shape>> };

export const KIND = 'CredentialProviderConfig';
export const GROUP = 'kubelet.config.k8s.io';
export const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'] as const;
export type Version = (typeof VERSIONS)[number];

/** What a provider's `apiVersion` may be: the version of the requests that it is sent. */
export const EXEC_API_VERSIONS = VERSIONS.map((version) => `credentialprovider.kubelet.k8s.io/${version}`);
/** The only one that carries tokens. */
export const EXEC_V1 = 'credentialprovider.kubelet.k8s.io/v1';

const TEXT: Shape = { kind: 'text' };
const TEXTS: Shape = { kind: 'list', of: TEXT };

export function shapeOf(version: Version, release: Release): Shape {
  const hasTokens = version === 'v1' && release >= TOKENS_KNOWN;
  const provider: Shape = {
    kind: 'object',
    fields: {
      name: TEXT,
      matchImages: TEXTS,
      defaultCacheDuration: { kind: 'duration' },
      apiVersion: TEXT,
      args: TEXTS,
      env: { kind: 'list', of: { kind: 'object', fields: { name: TEXT, value: TEXT } } },
      ...(hasTokens && { tokenAttributes: tokenAttributes(release) }),
    },
  };
  return {
    kind: 'object',
    fields: { apiVersion: TEXT, kind: TEXT, providers: { kind: 'list', of: provider } },
  };
}

function tokenAttributes(release: Release): Shape {
  return {
    kind: 'object',
    fields: {
      serviceAccountTokenAudience: TEXT,
      ...(release >= TOKENS_ON && { cacheType: TEXT }),
      requireServiceAccount: { kind: 'boolean' },
      requiredServiceAccountAnnotationKeys: TEXTS,
      optionalServiceAccountAnnotationKeys: TEXTS,
    },
  };
}
