// CredentialProviderRequest, the kubelet's question.
// https://kubernetes.io/docs/reference/config-api/kubelet-credentialprovider.v1/

import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { Secret } from '../secret.ts';

export const API_GROUP = 'credentialprovider.kubelet.k8s.io';
const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'] as const;

/** For instance `credentialprovider.kubelet.k8s.io/v1`. The response must carry the request's own. */
export type ApiVersion = `${typeof API_GROUP}/${(typeof VERSIONS)[number]}`;
export const API_VERSIONS: readonly ApiVersion[] = VERSIONS.map(
  (version) => `${API_GROUP}/${version}` as const,
);

export interface CredentialProviderRequest {
  readonly apiVersion: ApiVersion;
  readonly image: string;
  /** The pod's service account token, when the kubelet's provider entry has tokenAttributes. */
  readonly serviceAccountToken?: Secret;
  readonly serviceAccountAnnotations: ReadonlyMap<string, string>;
}

/** The kubelet's requests are below 100 KiB even with a large token and all annotations. */
export const MAX_REQUEST_BYTES = 1024 * 1024;

const EXAMPLE =
  '{"apiVersion":"credentialprovider.kubelet.k8s.io/v1","kind":"CredentialProviderRequest","image":"registry.example/app"}';

/**
 * Decodes a request. Fields that this version does not know are ignored: a later kubelet may send more.
 * @throws {ProviderError} REQUEST_INVALID
 */
export function decodeRequest(text: string): CredentialProviderRequest {
  const request = parseObject(text);
  if (request.kind !== 'CredentialProviderRequest') {
    throw invalid('kind', '"CredentialProviderRequest"', request.kind);
  }
  const serviceAccountToken = decodeToken(request.serviceAccountToken);
  return {
    apiVersion: decodeApiVersion(request.apiVersion),
    image: decodeImage(request.image),
    ...(serviceAccountToken && { serviceAccountToken }),
    serviceAccountAnnotations: decodeAnnotations(request.serviceAccountAnnotations),
  };
}

function parseObject(text: string): Record<string, unknown> {
  if (text.startsWith('\ufeff')) {
    throw notARequest('a byte order mark stands before it');
  }
  if (text.trim() === '') {
    throw notARequest(text === '' ? 'nothing was sent' : 'only white space was sent');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // V8's message quotes the input, which may hold a token.
    throw notARequest(`${Buffer.byteLength(text)} bytes that are not one JSON value were sent`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw notARequest(`${typeName(value)} was sent`);
  }
  refuseProto(value, 'request on stdin');
  return value as Record<string, unknown>;
}

/** No kubelet sends this key; whoever does hopes that some code merges objects carelessly. */
function refuseProto(value: object, where: string): void {
  if (Object.hasOwn(value, '__proto__')) {
    throw new ProviderError(`${where}: "__proto__" is not a field`, {
      code: 'REQUEST_INVALID',
      hint: 'remove it',
    });
  }
}

function decodeApiVersion(value: unknown): ApiVersion {
  const known = API_VERSIONS.find((version) => version === value);
  if (known === undefined) {
    throw invalid('apiVersion', `one of ${API_VERSIONS.join(', ')}`, value);
  }
  return known;
}

function decodeImage(value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    throw invalid('image', 'the name of an image', value);
  }
  return value;
}

function decodeToken(value: unknown): Secret | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw invalid('serviceAccountToken', 'a string', value);
  }
  return new Secret(value);
}

function decodeAnnotations(value: unknown): ReadonlyMap<string, string> {
  if (value === undefined || value === null) {
    return new Map();
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw invalid('serviceAccountAnnotations', 'an object of strings', value);
  }
  refuseProto(value, 'request on stdin: serviceAccountAnnotations');
  const entries = Object.entries(value);
  const odd = entries.find(([, text]) => typeof text !== 'string');
  if (odd !== undefined) {
    throw invalid(`serviceAccountAnnotations[${quote(odd[0])}]`, 'a string', odd[1]);
  }
  return new Map(entries);
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function invalid(field: string, expected: string, value: unknown): ProviderError {
  return new ProviderError(`request on stdin: ${field}: expected ${expected}, got ${shown(field, value)}`, {
    code: 'REQUEST_INVALID',
    hint: `send what the kubelet sends, for instance ${EXAMPLE}`,
  });
}

/** Text only of fields that never hold a secret, even where a token has slipped into the wrong one. */
function shown(field: string, value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' && !field.startsWith('serviceAccount') ? quote(value) : typeName(value);
}

function notARequest(problem: string): ProviderError {
  return new ProviderError(`request on stdin: expected one JSON object, but ${problem}`, {
    code: 'REQUEST_INVALID',
    hint: `send what the kubelet sends, for instance ${EXAMPLE}`,
  });
}
