import { stringify } from 'yaml';

/** A value as it stands behind a key in YAML. */
export function inOneLine(value) {
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}
