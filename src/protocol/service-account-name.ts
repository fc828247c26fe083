// The forms of Kubernetes' names of namespaces and service accounts. No namespace has a dot and no name a colon or slash,
// so that of two accounts no two texts of both parts are equal.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const NAMESPACE = new RegExp(`^${LABEL}$`);
const NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const MAX_LABEL = 63;
const MAX_SUBDOMAIN = 253;

/** A label of DNS (RFC 1123). */
export function isNamespace(text: string): boolean {
  return text.length <= MAX_LABEL && NAMESPACE.test(text);
}

/** A subdomain of DNS (RFC 1123). */
export function isServiceAccountName(text: string): boolean {
  return text.length <= MAX_SUBDOMAIN && NAME.test(text);
}
