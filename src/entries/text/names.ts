// Names of entries.

import { isSeq } from 'yaml';
import { NAME } from '../../version.ts';
import { nameOf } from './config-data.ts';
import { documentOf } from './source.ts';

/** Names of the entries, whatever else is wrong with the text. */
export function entryNames(text: string): string[] {
  const providers = documentOf(text).get('providers');
  return isSeq(providers) ? providers.items.flatMap((item) => nameOf(item) ?? []) : [];
}

/** Whether an entry of the name runs this plugin. */
export function isOurs(name: string): boolean {
  return name.startsWith(NAME);
}
