// Generated from schemas/credential-provider-response.schema.json by scripts/generate.mjs. Do not edit.

import type { CredentialProviderResponse } from './credential-provider-response-types.ts';

/** One complaint of ajv, see https://ajv.js.org/api.html#error-objects. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** `errors` belongs to the latest call. */
export declare const validateCredentialProviderResponse: {
  (value: unknown): value is CredentialProviderResponse;
  errors?: readonly SchemaError[] | null;
};
