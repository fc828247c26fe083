// A valid configuration file as the Config that the program works with.

import type { RegistryCredentialProviderConfig, RuleConfig } from '../generated/config-types.ts';
import { normaliseBackend } from './backends.ts';
import type { Config, Rule } from './config.ts';
import {
  DEFAULT_CACHE_DIRECTORY,
  DEFAULT_DEADLINE_MS,
  DEFAULT_GRACE_MS,
  DEFAULT_IDENTITY,
  DEFAULT_ON_MISSING_SERVICE_ACCOUNT,
  durationOr,
} from './defaults.ts';
import { normaliseLog } from './log.ts';

/** The file's content, which must be free of mistakes, with defaults filled in. */
export function normaliseConfig(source: string, file: RegistryCredentialProviderConfig): Config {
  const { enabled = true, directory = DEFAULT_CACHE_DIRECTORY, graceAfterExpiry } = file.cache ?? {};
  return {
    source,
    deadlineMs: durationOr(DEFAULT_DEADLINE_MS, file.deadline),
    caFile: file.caFile,
    cache: enabled ? { directory, graceMs: durationOr(DEFAULT_GRACE_MS, graceAfterExpiry) } : undefined,
    log: file.log && normaliseLog(file.log),
    rules: file.rules.map(normaliseRule),
  };
}

function normaliseRule(rule: RuleConfig): Rule {
  return {
    name: rule.name,
    matchImages: rule.matchImages,
    matchServiceAccounts: rule.matchServiceAccounts,
    identity: rule.identity ?? DEFAULT_IDENTITY,
    onMissingServiceAccount: rule.onMissingServiceAccount ?? DEFAULT_ON_MISSING_SERVICE_ACCOUNT,
    continue: rule.continue ?? false,
    required: rule.required ?? false,
    thenAnonymous: rule.thenAnonymous ?? false,
    backend: normaliseBackend(rule),
  };
}
