// What the owner of a service account may choose by its annotations: who asks, and nothing else.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { ServiceAccountAsker } from './asker.ts';

/** Keys by which users already say who asks; of several that mean the same, the first that is set counts. */
export const ANNOTATION_KEYS = {
  /** The first is the ECR plugin's own, the second that of IAM roles for service accounts. */
  awsRole: ['eks.amazonaws.com/ecr-role-arn', 'eks.amazonaws.com/role-arn'],
  /** The first are the ACR plugin's own, the second those of workload identity. */
  azureClientId: ['kubernetes.azure.com/acr-client-id', 'azure.workload.identity/client-id'],
  azureTenantId: ['kubernetes.azure.com/acr-tenant-id', 'azure.workload.identity/tenant-id'],
  /** https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity */
  googleServiceAccount: ['iam.gke.io/gcp-service-account'],
} as const;

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
