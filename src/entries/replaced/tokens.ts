// The service account tokens that an entry sends which is replaced.

import { quote } from '../../escape.ts';
import type { Provider } from '../../kubelet/config/load.ts';
import type { Counterparts } from './counterparts.ts';
import { hasCounterpart, hasNone, type Judged } from './judged.ts';

export function judgeTokens(
  { tokenAttributes }: Provider,
  { tokenEntries, annotationKeys }: Counterparts,
): Judged[] {
  if (tokenAttributes === undefined) return [];
  const { serviceAccountTokenAudience: audience } = tokenAttributes;
  const what = `service account tokens for ${quote(audience)}`;
  const entry = tokenEntries.get(audience);
  const keys = [
    ...tokenAttributes.requiredServiceAccountAnnotationKeys,
    ...tokenAttributes.optionalServiceAccountAnnotationKeys,
  ];
  return [
    entry !== undefined
      ? hasCounterpart(what, `entry ${quote(entry.name)}`)
      : hasNone(
          what,
          audience === 'api://AKSIdentityBinding'
            ? 'write a rule with identity: serviceAccount and acr.identityBinding, and add --tokens'
            : 'write a rule with identity: serviceAccount, and add --tokens',
        ),
    ...keys.map((key) => {
      const annotation = `the service account's annotation ${quote(key)}`;
      return annotationKeys.has(key)
        ? hasCounterpart(annotation, 'an annotation that this plugin reads too')
        : hasNone(annotation, 'no rule reads it');
    }),
  ];
}
