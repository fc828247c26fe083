// The exchange section of a rule: from the file to what the backend wants.

import type { ExchangeConfig } from '../generated/config-types.ts';
import { parseGoDuration } from '../protocol/go-duration.ts';
import type { ExchangeForm, ExchangeFormOf, ExchangeForms, TokenEndpointConfig } from './config.ts';
import { EXCHANGE_CHECKS } from './exchange-checks.ts';
import { VENDOR_FORMS, VENDORS, type VendorForm } from './exchange-forms.ts';
import type { BackendSection } from './section.ts';

export const exchange: BackendSection<'exchange'> = {
  normalise: (section) => ({
    kind: 'exchange',
    registry: section.registry,
    tokenAudience: section.serviceAccountTokenAudience,
    subject: section.subject,
    form: normaliseForm(section),
  }),
  checks: EXCHANGE_CHECKS,
};

function normaliseForm(section: ExchangeConfig): ExchangeForm {
  const kind = VENDOR_FORMS.find((each) => section[each] !== undefined);
  return kind === undefined ? normaliseTokenEndpoint(section) : normaliseVendor(kind, section);
}

function normaliseVendor<K extends VendorForm>(kind: K, section: ExchangeConfig): ExchangeForm {
  const settings = section[kind] as ExchangeForms[K];
  const { who } = VENDORS[kind];
  return {
    kind,
    endpoint: withoutSlash(settings.endpoint),
    who: who && settings[who.field],
    allowed: who && settings[who.allowed],
    settings,
  } as ExchangeFormOf<K> as ExchangeForm;
}

function normaliseTokenEndpoint(section: ExchangeConfig): ExchangeFormOf<'tokenEndpoint'> {
  return {
    kind: 'tokenEndpoint',
    endpoint: section.tokenEndpoint,
    who: undefined,
    allowed: undefined,
    settings: tokenEndpointSettings(section),
  };
}

function tokenEndpointSettings(section: ExchangeConfig): TokenEndpointConfig {
  const { clientId, clientSecretFile, response = {} } = section;
  return {
    encoding: section.encoding ?? 'form',
    audience: [section.audience ?? []].flat(),
    resource: [section.resource ?? []].flat(),
    scope: section.scope,
    subjectTokenType: section.subjectTokenType ?? 'urn:ietf:params:oauth:token-type:jwt',
    requestedTokenType: section.requestedTokenType,
    client:
      clientId === undefined
        ? undefined
        : {
            id: clientId,
            secret:
              clientSecretFile === undefined
                ? undefined
                : { file: clientSecretFile, sentBy: section.clientAuthentication ?? 'basic' },
          },
    extraFields: (section.extraFields ?? []).map(({ name, value }) => [name, value]),
    username: usernameOf(response),
    passwordField: response.passwordField ?? 'access_token',
    lifetimeField: response.lifetimeField ?? 'expires_in',
    lifetimeClaim: response.lifetimeClaim ?? 'exp',
    lifetimeMs: response.lifetime === undefined ? undefined : parseGoDuration(response.lifetime),
  };
}

function usernameOf({
  username,
  usernameField,
  usernameClaim = '',
}: NonNullable<ExchangeConfig['response']>): TokenEndpointConfig['username'] {
  if (username !== undefined) return { text: username };
  return usernameField === undefined ? { claim: usernameClaim } : { field: usernameField };
}

function withoutSlash(url: string | undefined): string | undefined {
  return url?.replace(/\/+$/, '');
}
