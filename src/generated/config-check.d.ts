// Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit.

import type { RegistryCredentialProviderConfig } from './config-types.ts';

/** Whether the schema has nothing against the value; what it has, only the validator tells. */
export declare const isSoundConfig: (value: unknown) => value is RegistryCredentialProviderConfig;
