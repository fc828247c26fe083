// Any token endpoint that follows RFC 8693, such as Keycloak's or a registry's own.
// https://www.rfc-editor.org/rfc/rfc8693#section-2

import type { TokenEndpointConfig } from '../../../config/config.ts';
import { claimsOf } from '../../../protocol/jwt-claims.ts';
import { endByClaim, endBySeconds, memberOf } from '../life.ts';
import {
  type Asked,
  type FormFields,
  formRequest,
  jsonRequest,
  TOKEN_EXCHANGE,
  type WireForm,
} from './form.ts';

export const tokenEndpoint: WireForm<'tokenEndpoint'> = {
  service: 'token endpoint',
  hosts: undefined,
  endpoint: undefined,
  who: undefined,
  longestHours: 24,
  request: (asked) => {
    const { endpoint, settings } = asked;
    const headers = authorization(asked);
    const fields = fieldsOf(asked);
    return settings.encoding === 'form'
      ? formRequest(endpoint, fields, headers)
      : jsonRequest(endpoint, grouped(fields), headers);
  },
  credentialIn: (answer, { settings }) => {
    const password = memberOf(answer, settings.passwordField);
    return {
      username: usernameIn(answer, password, settings),
      password,
      end:
        endBySeconds(memberOf(answer, settings.lifetimeField)) ??
        endByClaim(password, settings.lifetimeClaim) ??
        (settings.lifetimeMs === undefined ? undefined : { lastsMs: settings.lifetimeMs }),
      atMostMs: settings.lifetimeMs,
    };
  },
};

function fieldsOf({ settings, token, clientSecret }: Asked<'tokenEndpoint'>): FormFields {
  const { audience, resource, scope, subjectTokenType, requestedTokenType, client, extraFields } = settings;
  const given = (name: string, value: string | undefined): FormFields =>
    value === undefined ? [] : [[name, value]];
  const sendsInBody = client?.secret?.sentBy !== 'basic';
  return [
    ['grant_type', TOKEN_EXCHANGE],
    ['subject_token', token],
    ['subject_token_type', subjectTokenType],
    ...given('requested_token_type', requestedTokenType),
    ...audience.map((each) => ['audience', each] as const),
    ...resource.map((each) => ['resource', each] as const),
    ...given('scope', scope),
    ...given('client_id', sendsInBody ? client?.id : undefined),
    ...given('client_secret', sendsInBody ? clientSecret?.reveal() : undefined),
    ...extraFields,
  ];
}

/** Both are encoded as in a form first: https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
function authorization({
  settings: { client },
  clientSecret,
}: Asked<'tokenEndpoint'>): Readonly<Record<string, string>> {
  if (client?.secret?.sentBy !== 'basic' || clientSecret === undefined) {
    return {};
  }
  const pair = [client.id, clientSecret.reveal()].map(encodeAsInForm).join(':');
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function encodeAsInForm(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

/** For JSON: what is there once is text, what is there several times a list. */
function grouped(fields: FormFields): Readonly<Record<string, string | readonly string[]>> {
  const names = new Set(fields.map(([name]) => name));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = fields.filter(([each]) => each === name).map(([, value]) => value);
      return [name, values.length === 1 ? (values[0] as string) : values];
    }),
  );
}

function usernameIn(
  answer: Parameters<typeof memberOf>[0],
  password: unknown,
  settings: TokenEndpointConfig,
): unknown {
  const { username } = settings;
  if ('text' in username) return username.text;
  return 'field' in username
    ? memberOf(answer, username.field)
    : memberOf(typeof password === 'string' ? claimsOf(password) : {}, username.claim);
}
