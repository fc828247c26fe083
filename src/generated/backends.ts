// Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit.

/** The keys of a rule of which it has exactly one: each is a backend. */
export const BACKEND_KINDS = [
 "ecr",
 "acr",
 "google",
 "serviceAccountToken",
 "exchange",
 "secret",
 "dockerConfig",
 "static"
] as const;

export type BackendKind = (typeof BACKEND_KINDS)[number];

/** The identities as which each can ask; none: it asks as no identity. */
export const IDENTITIES: Readonly<Record<BackendKind, readonly ('node' | 'serviceAccount')[]>> = {
 "ecr": [
  "node",
  "serviceAccount"
 ],
 "acr": [
  "node",
  "serviceAccount"
 ],
 "google": [
  "node",
  "serviceAccount"
 ],
 "serviceAccountToken": [
  "serviceAccount"
 ],
 "exchange": [
  "node",
  "serviceAccount"
 ],
 "secret": [
  "node",
  "serviceAccount"
 ],
 "dockerConfig": [],
 "static": []
};

/**
 * The settings that ask a cloud, which expects an audience of its own in tokens: a backend, or one store of a backend. Of
 * others, the rule names the audience.
 */
export const CLOUDS = [
 "ecr",
 "acr",
 "google",
 "secret.awsSecretsManager",
 "secret.awsParameterStore",
 "secret.googleSecretManager",
 "secret.azureKeyVault"
] as const;
