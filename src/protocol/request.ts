// CredentialProviderRequest, the kubelet's question, as schemas/credential-provider-request.schema.json has it.
// https://kubernetes.io/docs/reference/config-api/kubelet-credentialprovider.v1/

import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import type { CredentialProviderRequest as RequestJson } from '../generated/credential-provider-request-types.ts';
import {
  type SchemaError,
  validateCredentialProviderRequest,
} from '../generated/credential-provider-request-validator.js';
import { isObject, type JsonObject, parseJson, typeName } from '../json.ts';
import { Secret } from '../secret.ts';

/** For instance `credentialprovider.kubelet.k8s.io/v1`. The response must carry the request's own. */
export type ApiVersion = RequestJson['apiVersion'];

export interface CredentialProviderRequest {
  readonly apiVersion: ApiVersion;
  readonly image: string;
  /** The Pod's service account token; undefined where the kubelet's provider entry has no tokenAttributes. */
  readonly serviceAccountToken: Secret | undefined;
  readonly serviceAccountAnnotations: ReadonlyMap<string, string>;
}

/** The kubelet's requests are below 100 KiB even with a large token and all annotations. */
export const MAX_REQUEST_BYTES = 1024 * 1024;

/** Set to 3 beside a request by the command `try`, which reads from that descriptor what a run tells of itself. */
export const REPORT_VARIABLE = 'REGISTRY_CREDENTIAL_PROVIDER_REPORT';

/**
 * Decodes a request. Fields that this version does not know are ignored: a later kubelet may send more.
 * @throws {ProviderError} REQUEST_INVALID
 */
export function decodeRequest(text: string): CredentialProviderRequest {
  const value = parseRequest(text);
  if (!validateCredentialProviderRequest(value)) {
    throw invalidField(value, validateCredentialProviderRequest.errors?.[0]);
  }
  const { apiVersion, image, serviceAccountToken, serviceAccountAnnotations = {} } = value;
  refuseProto(serviceAccountAnnotations, 'serviceAccountAnnotations: ');
  return {
    apiVersion,
    image,
    serviceAccountToken: serviceAccountToken ? new Secret(serviceAccountToken) : undefined,
    serviceAccountAnnotations: new Map(Object.entries(serviceAccountAnnotations)),
  };
}

function parseRequest(text: string): JsonObject {
  if (text.startsWith('\ufeff')) {
    throw notARequest('it begins with a byte order mark');
  }
  if (text.trim() === '') {
    throw notARequest(text === '' ? 'nothing was sent' : 'only white space was sent');
  }
  const value = parseJson(text);
  if (value === undefined) {
    throw notARequest(`${Buffer.byteLength(text)} bytes that are not one JSON value were sent`);
  }
  if (!isObject(value)) {
    throw notARequest(`${typeName(value)} was sent`);
  }
  refuseProto(value, '');
  return value;
}

/** No kubelet sends this key; whoever does hopes that some code merges objects carelessly. */
function refuseProto(value: object, where: string): void {
  if (Object.hasOwn(value, '__proto__')) {
    throw new ProviderError(`request on stdin: ${where}"__proto__" is not a field`, {
      code: 'REQUEST_INVALID',
      hint: 'remove it',
    });
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  apiVersion: 'one of credentialprovider.kubelet.k8s.io/v1, /v1beta1, /v1alpha1',
  kind: '"CredentialProviderRequest"',
  image: 'the name of an image',
  serviceAccountToken: 'a string',
  serviceAccountAnnotations: 'an object of strings',
};

function invalidField(value: unknown, error: SchemaError | undefined): ProviderError {
  const [, name = String(error?.params.missingProperty)] = error?.instancePath.split('/') ?? [];
  const got = (value as Readonly<Record<string, unknown>>)[name];
  return new ProviderError(`request on stdin: ${name}: expected ${EXPECTED[name]}, got ${shown(name, got)}`, {
    code: 'REQUEST_INVALID',
    hint: HINT,
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
    hint: HINT,
  });
}

const HINT =
  'send what the kubelet sends, for instance {"apiVersion":"credentialprovider.kubelet.k8s.io/v1","kind":"CredentialProviderRequest","image":"registry.example/app"}';
