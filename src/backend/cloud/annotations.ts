// What the owner of a service account may choose by its annotations: who asks, and nothing else.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { ServiceAccountAsker } from './asker.ts';

export interface AnnotationForm {
  /** Whose failure it is: `rule "team-a": ecr`. */
  readonly who: string;
  /** The annotation's keys; the first that is set counts. */
  readonly keys: readonly [string, ...string[]];
  /** What its value must look like in whole. */
  readonly pattern: RegExp;
  /** The same in words: `an IAM role ARN`. */
  readonly expected: string;
}

/**
 * The annotation's value; undefined when none of the keys is set.
 * @throws {ProviderError} ANNOTATION_INVALID
 */
export function readAnnotation(
  { account, annotations }: ServiceAccountAsker,
  { who, keys, pattern, expected }: AnnotationForm,
): string | undefined {
  const key = keys.find((candidate) => annotations.has(candidate));
  const value = key === undefined ? undefined : annotations.get(key);
  if (value === undefined || pattern.test(value)) {
    return value;
  }
  throw new ProviderError(
    `${who}: service account ${account.namespace}/${account.name}: annotation ${key}: expected ${expected}, got ${quote(value)}`,
    { code: 'ANNOTATION_INVALID', hint: `correct it: ${annotateCommand(account, key as string, '…')}` },
  );
}

/** Says which annotation is missing, and the command that sets it. `placeholder`: `ROLE_ARN`. */
export function missingAnnotation(
  { account }: ServiceAccountAsker,
  { who, keys: [key, ...others] }: AnnotationForm,
  placeholder: string,
): ProviderError {
  const or = others.length === 0 ? '' : ` (or ${others.join(', ')})`;
  return new ProviderError(
    `${who}: service account ${account.namespace}/${account.name} has no annotation ${key}${or} that reached us`,
    {
      code: 'ANNOTATION_MISSING',
      hint: `set it: ${annotateCommand(account, key, placeholder)}; and name the key in optionalServiceAccountAnnotationKeys of our entry in the kubelet's configuration`,
    },
  );
}

function annotateCommand(
  { namespace, name }: ServiceAccountAsker['account'],
  key: string,
  value: string,
): string {
  return `kubectl annotate serviceaccount --namespace ${namespace} ${name} ${key}=${value}`;
}
