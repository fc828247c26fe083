// The service account tokens that an entry sends which is replaced.

import { quote } from '../../escape.ts';
import type { Provider } from '../../kubelet/config/load.ts';
import type { Counterparts } from './counterparts.ts';
import { atField, hasCounterpart, hasNone, type JudgedField } from './judged.ts';

/** The lists of an entry's tokenAttributes that name annotations. */
export const ANNOTATION_LISTS = [
  'requiredServiceAccountAnnotationKeys',
  'optionalServiceAccountAnnotationKeys',
] as const;

export function judgeTokens(
  { tokenAttributes }: Provider,
  { tokenEntries, annotationKeys }: Counterparts,
): JudgedField[] {
  if (tokenAttributes === undefined) return [];
  const { serviceAccountTokenAudience: audience } = tokenAttributes;
  const what = `service account tokens for ${quote(audience)}`;
  const entry = tokenEntries.get(audience);
  const keys = ANNOTATION_LISTS.flatMap((list) =>
    tokenAttributes[list].map((key, index) => ({ key, field: ['tokenAttributes', list, index] })),
  );
  const tokens =
    entry !== undefined
      ? hasCounterpart(what, `entry ${quote(entry.name)}`)
      : hasNone(
          what,
          audience === 'api://AKSIdentityBinding'
            ? 'write a rule with identity: serviceAccount and acr.identityBinding, and add --tokens'
            : 'write a rule with identity: serviceAccount, and add --tokens',
        );
  return [
    atField(['tokenAttributes', 'serviceAccountTokenAudience'], tokens),
    ...keys.map(({ key, field }) => {
      const annotation = `the service account's annotation ${quote(key)}`;
      return atField(
        field,
        annotationKeys.has(key)
          ? hasCounterpart(annotation, 'an annotation that this plugin reads too')
          : hasNone(annotation, 'no rule reads it'),
      );
    }),
  ];
}
