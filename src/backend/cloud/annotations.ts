// What the owner of a service account may choose by its annotations: the identity, and nothing else.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { accountText, type ServiceAccountAsker } from './asker.ts';

/** Keys by which users already name an identity; of several that mean the same, the first that is set counts. */
export const ANNOTATION_KEYS = {
  /** The first is the ECR plugin's own, the second that of IAM roles for service accounts. */
  awsRole: ['eks.amazonaws.com/ecr-role-arn', 'eks.amazonaws.com/role-arn'],
  /** The first are the ACR plugin's own, the second those of workload identity. */
  azureClientId: ['kubernetes.azure.com/acr-client-id', 'azure.workload.identity/client-id'],
  azureTenantId: ['kubernetes.azure.com/acr-tenant-id', 'azure.workload.identity/tenant-id'],
  /** https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity */
  googleServiceAccount: ['iam.gke.io/gcp-service-account'],
  /** No key of JFrog's plugin names an OIDC integration. */
  jfrogProvider: ['registry-credential-provider/jfrog-provider'],
  /** https://github.com/sabre1041/quay-credential-provider */
  quayRobot: ['quay.io/federated-robot-account'],
  /** https://github.com/cloudsmith-io/cloudsmith-kubernetes-credential-provider */
  cloudsmithService: ['cloudsmith.io/service-slug'],
  chainguardIdentity: ['registry-credential-provider/chainguard-identity'],
  artifactKeeperProvider: ['registry-credential-provider/artifact-keeper-provider'],
  yandexServiceAccount: ['registry-credential-provider/yandex-service-account'],
} as const;

export interface AnnotationForm {
  /** The annotation's keys; the first that is set counts. */
  readonly keys: readonly [string, ...string[]];
  /** What its value must look like in whole. */
  readonly pattern: RegExp;
  /** The same in words: `an IAM role ARN`. */
  readonly expected: string;
  /** Which values the rule allows; absent: all. */
  readonly allowList?: AllowList;
}

interface AllowList {
  /** `ecr.allowedRoleArns`. */
  readonly field: string;
  /** Undefined: the rule has no such list, and allows all. */
  readonly entries: readonly string[] | undefined;
  allows(entry: string, value: string): boolean;
}

/**
 * The annotation's value; undefined when none of the keys is set.
 * @throws {ProviderError} ANNOTATION_INVALID, IDENTITY_NOT_ALLOWED
 */
export function readAnnotation(
  { account, annotations }: ServiceAccountAsker,
  { keys, pattern, expected, allowList }: AnnotationForm,
): string | undefined {
  const key = keys.find((candidate) => annotations.has(candidate));
  const value = key === undefined ? undefined : annotations.get(key);
  if (key === undefined || value === undefined) {
    return undefined;
  }
  const what = `${accountText(account)}: annotation ${key}`;
  const command = annotateCommand(account, key, '…', '--overwrite ');
  if (!pattern.test(value)) {
    throw new ProviderError(`${what}: expected ${expected}, got ${quote(value)}`, {
      code: 'ANNOTATION_INVALID',
      hint: `correct it: ${command}`,
    });
  }
  const { field, entries, allows } = allowList ?? {};
  if (entries !== undefined && !entries.some((entry) => allows?.(entry, value))) {
    throw new ProviderError(`${what}: ${value} is not in ${field} of the rule (${entries.join(', ')})`, {
      code: 'IDENTITY_NOT_ALLOWED',
      hint: `add it to ${field}, or correct the annotation: ${command}`,
    });
  }
  return value;
}

/** Says which annotation is missing, and the command that sets it. `placeholder`: `ROLE_ARN`. */
export function missingAnnotation(
  { account }: ServiceAccountAsker,
  { keys: [key, ...others] }: Pick<AnnotationForm, 'keys'>,
  placeholder: string,
): ProviderError {
  const or = others.length === 0 ? '' : ` (or ${others.join(', ')})`;
  return new ProviderError(`${accountText(account)} has no annotation ${key}${or} in the request`, {
    code: 'ANNOTATION_MISSING',
    hint: `set it: ${annotateCommand(account, key, placeholder)}; and add the key to optionalServiceAccountAnnotationKeys of this plugin's entry in the kubelet's configuration`,
  });
}

function annotateCommand(
  { namespace, name }: ServiceAccountAsker['account'],
  key: string,
  value: string,
  overwrite: '--overwrite ' | '' = '',
): string {
  return `kubectl annotate ${overwrite}serviceaccount --namespace ${namespace} ${name} ${key}=${value}`;
}
