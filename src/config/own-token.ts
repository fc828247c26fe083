// The token that a rule sends to a service which it names: what a schema cannot say of its two forms, the Pod's and one
// that proves the node.

import { notTheOwners, ownerOfAudience } from '../protocol/known-audiences.ts';
import type { Mistake } from '../yaml/mistake.ts';
import { mayAskAs, type SoundRule } from './sound.ts';

interface OwnTokenSection {
  readonly serviceAccountTokenAudience?: string | undefined;
  readonly subject?: object | undefined;
}

/** Whether the rule asks as the node for certain, be it only for pulls without a token. */
export function asksAsNode(rule: SoundRule): boolean {
  return !mayAskAs(rule, 'serviceAccount') || rule.onMissingServiceAccount === 'node';
}

/** @param whose own the audience should be, as `such as the host of the registry, which the provider there trusts` */
export function identityHasItsToken(
  section: OwnTokenSection,
  rule: SoundRule,
  whose: string,
): readonly (Mistake | undefined)[] {
  const asNode = mayAskAs(rule, 'node');
  const asPod = mayAskAs(rule, 'serviceAccount');
  return [
    asksAsNode(rule) && !('subject' in section)
      ? {
          path: ['subject'],
          text: `missing; with ${asPod ? 'onMissingServiceAccount' : 'identity'}: node it names the token that proves the node`,
        }
      : undefined,
    !asNode && section.subject !== undefined
      ? {
          path: ['subject'],
          text: 'is an identity of the node, which this rule never uses: with identity: serviceAccount it needs onMissingServiceAccount: node',
        }
      : undefined,
    rule.identity === 'serviceAccount' && !('serviceAccountTokenAudience' in section)
      ? {
          path: ['serviceAccountTokenAudience'],
          text: `missing; expected an audience of its own, ${whose}`,
        }
      : undefined,
    !asPod && section.serviceAccountTokenAudience !== undefined
      ? { path: ['serviceAccountTokenAudience'], text: 'has an effect only with identity: serviceAccount' }
      : undefined,
  ];
}

/** @param who is sent the token: `the registry` */
export function audienceIsIts(
  audience: string | undefined,
  path: readonly string[],
  who: string,
): Mistake | undefined {
  const owner = ownerOfAudience(audience ?? '');
  return owner === undefined ? undefined : { path, text: notTheOwners(audience ?? '', owner, who) };
}
