// The kubelet's matching of patterns (matchImages, auth keys) and images: URLsMatchStr.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/credentialprovider/keyring.go

import { matchGlob } from './go-match.ts';
import { type PatternParts, parsePattern } from './pattern-parts.ts';

export { explainMismatch } from './mismatch.ts';
export { parsePattern } from './pattern-parts.ts';

/** Whether the kubelet takes the image (a full name, without tag) as matched. Never throws. */
export function matchesPattern(pattern: string, image: string): boolean {
  const patternParts = parsePattern(pattern);
  if (patternParts === undefined) return false;
  const imageParts = parsePattern(image);
  return imageParts !== undefined && matchesParts(patternParts, imageParts);
}

/** The path counts as a plain prefix: "/foo" matches "/foobar/x". */
export function matchesParts(pattern: PatternParts, image: PatternParts): boolean {
  return image.path.startsWith(pattern.path) && matchesHost(pattern, image);
}

/** Which images of a registry (`host` or `host:port`) a pattern matches. */
export function coverage(pattern: string, registry: string): 'none' | 'some' | 'all' {
  const patternParts = parsePattern(pattern);
  const registryParts = parsePattern(registry);
  if (patternParts === undefined || registryParts === undefined) return 'none';
  if (!matchesHost(patternParts, registryParts)) return 'none';
  return patternParts.path === '' || patternParts.path === '/' ? 'all' : 'some';
}

/** Ports are equal as text (none is ''), and so is the number of labels; each label is a glob of its own. */
function matchesHost(pattern: PatternParts, image: PatternParts): boolean {
  return (
    pattern.port === image.port &&
    pattern.labels.length === image.labels.length &&
    pattern.labels.every((label, i) => matchGlob(label, image.labels[i] ?? ''))
  );
}
