// Where an answer sends its reader on. https://www.rfc-editor.org/rfc/rfc9110#section-15.4

import { quote } from '../escape.ts';
import type { HttpResponse } from '../system/network/door.ts';

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

export function redirectText(status: number, headers: HttpResponse['headers']): string {
  const url = redirectOf({ status, headers });
  return url === undefined
    ? ''
    : `, a redirect to ${quote(url.host, 80)}, which is not followed here with a credential`;
}

export function isRedirect({ status }: Pick<HttpResponse, 'status'>): boolean {
  return REDIRECTS.includes(status);
}

/** Undefined: it is none, or one to where no registry is. @param from where it came from, for one that names a path only */
export function redirectOf(
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  from = new URL('https://redirect.invalid'),
): URL | undefined {
  const { location } = headers;
  if (!isRedirect({ status }) || location === undefined || !URL.canParse(location, from.href))
    return undefined;
  const url = new URL(location, from);
  return url.username === '' && url.password === '' ? url : undefined;
}
