// Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit.

/** Each backend, by its key in a rule: whether it asks a cloud as the rule's identity. */
export const BACKENDS = {
 "ecr": {
  "asksAsIdentity": true
 },
 "acr": {
  "asksAsIdentity": true
 },
 "google": {
  "asksAsIdentity": true
 },
 "dockerConfig": {
  "asksAsIdentity": false
 },
 "static": {
  "asksAsIdentity": false
 }
} as const;

/** The keys of a rule of which it has exactly one. */
export type BackendKind = keyof typeof BACKENDS;
