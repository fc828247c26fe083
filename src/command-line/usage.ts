// What is said of a wrong command line: what, why, and where its help is.

import { ProviderError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { NAME } from '../version.ts';

/** @param topic whose help tells more: a command, the first word of several, or nothing for the program's own */
export function usageError(message: string, topic: string | undefined, hint = ''): ProviderError {
  const help = `run '${NAME} ${topic === undefined ? '' : `${topic} `}--help'`;
  return new ProviderError(message, { code: 'USAGE', hint: `${hint}${hint === '' ? '' : ', or '}${help}` });
}

/** ` (did you mean explain?)`, or nothing where no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}
