// A valid configuration file as the Config that the program works with.

import type {
  RegistryCredentialProviderConfig,
  RuleConfig,
  StaticConfig,
} from '../generated/config-types.ts';
import { parseGoDuration } from '../protocol/go-duration.ts';
import { Secret } from '../secret.ts';
import { normaliseAcr } from './acr.ts';
import type { BackendConfig, Config, FileReference, Rule, StaticBackendConfig } from './config.ts';
import {
  DEFAULT_CACHE_DIRECTORY,
  DEFAULT_CACHE_DURATION_MS,
  DEFAULT_DEADLINE_MS,
  DEFAULT_IDENTITY,
  DEFAULT_ON_MISSING_SERVICE_ACCOUNT,
} from './defaults.ts';
import { normaliseEcr } from './ecr.ts';
import { normaliseGoogle } from './google.ts';
import { normaliseLog } from './log.ts';

/** The file's content, which must be free of mistakes, with defaults filled in. */
export function normaliseConfig(source: string, file: RegistryCredentialProviderConfig): Config {
  return {
    source,
    deadlineMs: durationOr(DEFAULT_DEADLINE_MS, file.deadline),
    ...(file.caFile !== undefined && { caFile: file.caFile }),
    ...(file.cache?.enabled !== false && {
      cache: { directory: file.cache?.directory ?? DEFAULT_CACHE_DIRECTORY },
    }),
    ...(file.log && { log: normaliseLog(file.log) }),
    rules: file.rules.map(normaliseRule),
  };
}

function normaliseRule(rule: RuleConfig): Rule {
  return {
    name: rule.name,
    ...(rule.matchImages && { matchImages: rule.matchImages }),
    ...(rule.matchServiceAccounts && { matchServiceAccounts: rule.matchServiceAccounts }),
    identity: rule.identity ?? DEFAULT_IDENTITY,
    onMissingServiceAccount: rule.onMissingServiceAccount ?? DEFAULT_ON_MISSING_SERVICE_ACCOUNT,
    backend: normaliseBackend(rule),
  };
}

function normaliseBackend({ ecr, acr, google, dockerConfig, static: fixed }: RuleConfig): BackendConfig {
  if (ecr !== undefined) {
    return normaliseEcr(ecr);
  }
  if (acr !== undefined) {
    return normaliseAcr(acr);
  }
  if (google !== undefined) {
    return normaliseGoogle(google);
  }
  if (dockerConfig !== undefined) {
    const { path, cacheDuration } = dockerConfig;
    return {
      kind: 'dockerConfig',
      path,
      cacheDurationMs: durationOr(DEFAULT_CACHE_DURATION_MS, cacheDuration),
    };
  }
  if (fixed !== undefined) {
    return normaliseStatic(fixed);
  }
  throw new Error('a rule without a backend passed validation');
}

function normaliseStatic(config: StaticConfig): StaticBackendConfig {
  const { username, usernameFile, password, passwordFile, cacheDuration } = config;
  return {
    kind: 'static',
    username: username === undefined ? fileReference(usernameFile) : { text: username },
    password: password === undefined ? fileReference(passwordFile) : { secret: new Secret(password) },
    cacheDurationMs: durationOr(DEFAULT_CACHE_DURATION_MS, cacheDuration),
  };
}

function fileReference(file: string | undefined): FileReference {
  if (file === undefined) {
    throw new Error('a static rule with neither a value nor a file passed validation');
  }
  return { file };
}

function durationOr(defaultMs: number, text: string | undefined): number {
  return (text === undefined ? undefined : parseGoDuration(text)) ?? defaultMs;
}
