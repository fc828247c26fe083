// Generated from schemas/install-status.schema.json by scripts/generate.mjs. Do not edit.

import type { InstallStatus } from './install-status-types.ts';

/** One complaint of ajv, see https://ajv.js.org/api.html#error-objects. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** `errors` belongs to the latest call. */
export declare const validateInstallStatus: {
  (value: unknown): value is InstallStatus;
  errors?: readonly SchemaError[] | null;
};
