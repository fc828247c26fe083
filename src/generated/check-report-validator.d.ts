// Generated from schemas/check-report.schema.json by scripts/generate.mjs. Do not edit.

import type { CheckReport } from './check-report-types.ts';

/** One complaint of ajv, see https://ajv.js.org/api.html#error-objects. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** `errors` belongs to the latest call. */
export declare const validateCheckReport: {
  (value: unknown): value is CheckReport;
  errors?: readonly SchemaError[] | null;
};
