// Generated from schemas/credential-provider-request.schema.json by scripts/generate.mjs. Do not edit.

import type { CredentialProviderRequest } from './credential-provider-request-types.ts';

/** One complaint of ajv, see https://ajv.js.org/api.html#error-objects. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** `errors` belongs to the latest call. */
export declare const validateCredentialProviderRequest: {
  (value: unknown): value is CredentialProviderRequest;
  errors?: readonly SchemaError[] | null;
};
