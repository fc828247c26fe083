// What a form of exchange is: data, and two functions. CONTRIBUTING.md, "Adding a form of exchange".

import type { ExchangeFormKind, ExchangeForms } from '../../../config/config.ts';
import type { HostForm } from '../../../image/host-form.ts';
import type { JsonObject } from '../../../json.ts';
import type { Secret } from '../../../secret.ts';
import type { HttpRequest } from '../../../system/network/door.ts';
import type { AnnotationForm } from '../../cloud/annotations.ts';
import type { ToldEnd } from '../../cloud/values.ts';

export interface WireForm<K extends ExchangeFormKind> {
  /** As the table of refusals and messages have it: `Quay`. */
  readonly service: string;
  /** The vendor's own hosts; undefined: those that the rule names. */
  readonly hosts: FormHosts | undefined;
  /** Where it is asked if the rule names no endpoint; undefined: the registry itself. */
  readonly endpoint: string | undefined;
  /** Whom the credential is for at the provider; undefined: the token alone tells. */
  readonly who: FormWho | undefined;
  /** Hours for which a credential is good at the most. */
  readonly longestHours: number;
  request(asked: Asked<K>): FormRequest;
  /** The credential in a good answer. The caller checks its values. */
  credentialIn(answer: JsonObject, asked: Asked<K>): FoundCredential;
}

export interface FormHosts {
  /** For a reader: `NAME.jfrog.io`. */
  readonly described: string;
  readonly forms: readonly HostForm[];
  /** The same of a whole host. */
  readonly pattern: RegExp;
}

interface FormWho extends Pick<AnnotationForm, 'keys' | 'pattern' | 'expected'> {
  /** Of the configuration: `quay.robot`. */
  readonly field: string;
  readonly allowedField: string;
  /** In the command that sets the annotation: `NAMESPACE+ROBOT`. */
  readonly placeholder: string;
}

/** What a form makes its request of. */
export interface Asked<K extends ExchangeFormKind> {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly settings: ExchangeForms[K];
  /** Empty where the form needs no such name, and none is given. */
  readonly who: string;
  /** The token that is exchanged. */
  readonly token: string;
  /** The client's, where the form has one. */
  readonly clientSecret: Secret | undefined;
}

export type FormRequest = Pick<HttpRequest, 'method' | 'url'> & {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export interface FoundCredential {
  readonly username: unknown;
  readonly password: unknown;
  /** Undefined: the answer does not tell. */
  readonly end: ToldEnd | undefined;
  /** Milliseconds after which it is not used any more, whatever the answer tells. */
  readonly atMostMs?: number | undefined;
}

/** https://www.rfc-editor.org/rfc/rfc8693#section-2.1 */
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';

export function jsonRequest(
  url: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): FormRequest {
  return {
    method: 'POST',
    url,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** In the order in which they are sent; a name may be there several times. */
export type FormFields = readonly (readonly [name: string, value: string])[];

export function formRequest(
  url: string,
  fields: FormFields,
  headers: Readonly<Record<string, string>> = {},
): FormRequest {
  return {
    method: 'POST',
    url,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
  };
}
