// Which texts are annotation keys: a qualified name, of which letter case does not count.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apimachinery/pkg/api/validate/content/kube.go

const NAME = /^(?:[a-z0-9][-a-z0-9_.]*)?[a-z0-9]$/;
const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const PREFIX = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

/** What is wrong with a key, as a clause; undefined when nothing is. */
export function annotationKeyProblem(key: string): string | undefined {
  const parts = key.toLowerCase().split('/');
  const name = parts.at(-1) as string;
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (parts.length > 2) return 'it has more than one slash';
  if (prefix !== undefined && (prefix.length > 253 || !PREFIX.test(prefix))) {
    return 'the part before the slash is not a DNS name';
  }
  if (name.length > 63) return 'its name has more than 63 characters';
  return NAME.test(name)
    ? undefined
    : 'its name must begin and end with a letter or digit, and may have -, _ and . inside';
}
