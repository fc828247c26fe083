// Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit.

/** The keys of a rule of which it has exactly one: each is a backend. */
export const BACKEND_KINDS = [
 "ecr",
 "acr",
 "google",
 "dockerConfig",
 "static"
] as const;

export type BackendKind = (typeof BACKEND_KINDS)[number];

/** Those that ask a cloud as the rule's identity. */
export const CLOUDS: readonly BackendKind[] = [
 "ecr",
 "acr",
 "google"
];
