// What the sections of the vendors' forms of exchange have in common, by the names that it has in each.

import type { ExchangeFormKind, ExchangeForms } from './config.ts';

export type VendorForm = Exclude<ExchangeFormKind, 'tokenEndpoint'>;

interface VendorFields<S> {
  /** Whom the credential is for at the provider; undefined: the token alone tells. */
  readonly who: VendorWho<S> | undefined;
  /** Where it is asked if the rule names no endpoint. */
  readonly asksAt: 'the registry' | 'a host of its own';
}

interface VendorWho<S> {
  readonly field: keyof S & string;
  /** Whom an annotation may choose instead. */
  readonly allowed: keyof S & string;
  /** Whether nothing is asked without it. */
  readonly isNeeded: boolean;
}

export const VENDORS: { readonly [K in VendorForm]: VendorFields<ExchangeForms[K]> } = {
  jfrog: {
    who: { field: 'provider', allowed: 'allowedProviders', isNeeded: true },
    asksAt: 'the registry',
  },
  quay: { who: { field: 'robot', allowed: 'allowedRobots', isNeeded: true }, asksAt: 'the registry' },
  cloudsmith: {
    who: { field: 'service', allowed: 'allowedServices', isNeeded: true },
    asksAt: 'a host of its own',
  },
  chainguard: {
    who: { field: 'identity', allowed: 'allowedIdentities', isNeeded: false },
    asksAt: 'a host of its own',
  },
  artifactKeeper: {
    who: { field: 'provider', allowed: 'allowedProviders', isNeeded: false },
    asksAt: 'the registry',
  },
  yandex: {
    who: { field: 'serviceAccount', allowed: 'allowedServiceAccounts', isNeeded: true },
    asksAt: 'a host of its own',
  },
  dockerHub: { who: undefined, asksAt: 'a host of its own' },
};

export const VENDOR_FORMS = Object.keys(VENDORS) as VendorForm[];

/** Whether nothing is asked unless the rule or an annotation says whom the credential is for. */
export function needsWho(kind: ExchangeFormKind): boolean {
  return kind !== 'tokenEndpoint' && VENDORS[kind].who?.isNeeded === true;
}
