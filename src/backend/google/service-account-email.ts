// The address of a Google service account, by which it is named.

export const EMAIL =
  /^(?=.{1,250}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?@[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?\.gserviceaccount\.com$/;

/** In whole, so that it may stand in the path of a URL. */
export function isServiceAccountEmail(text: string): boolean {
  return EMAIL.test(text);
}
