// To which registries a rule with exchange gives its credential: the vendor's own hosts where it has some, unless the
// rule names the registry; else those of its patterns.

import type { ExchangeBackendConfig } from '../../config/config.ts';
import type { Details } from '../cloud/cloud-backend.ts';
import type { FormHosts } from './forms/form.ts';
import { formOf } from './forms/forms.ts';

export interface ExchangeRegistry {
  /** With its port, if it has one. */
  readonly host: string;
}

/** Undefined: the vendor has none, or what is exchanged follows a standard. */
export function ownHosts({ form }: Pick<ExchangeBackendConfig, 'form'>): FormHosts | undefined {
  return formOf(form.kind).hosts;
}

export function describeHosts(settings: ExchangeBackendConfig): string {
  return ownHosts(settings)?.described ?? 'those of matchImages';
}

export function parseRegistry(settings: ExchangeBackendConfig, host: string): ExchangeRegistry | undefined {
  const hosts = settings.registry === undefined ? ownHosts(settings) : undefined;
  return hosts === undefined || hosts.pattern.test(host) ? { host } : undefined;
}

/** For `explain`. */
export function describeRegistry({ host }: ExchangeRegistry): Details {
  return { host };
}
