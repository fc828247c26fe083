// The token that a rule sends to a service which it names: what a schema cannot say of its two forms, the Pod's and one
// that proves the node.

import { quote } from '../escape.ts';
import type { NodeSubjectConfig } from '../generated/config-types.ts';
import { parseGoDuration } from '../protocol/go-duration.ts';
import { notTheOwners, ownerOfAudience } from '../protocol/known-audiences.ts';
import type { Mistake } from '../yaml/mistake.ts';
import { ENDPOINT_EXPECTED, isEndpoint } from './endpoint.ts';
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

/** Of the token that proves the node. @param who is sent it: `the registry` */
export function checkSubject(
  subject: NodeSubjectConfig | undefined,
  who: string,
): readonly (Mistake | undefined)[] {
  const { google, azure, aws } = subject ?? {};
  return [
    audienceIsIts(google?.audience, ['subject', 'google', 'audience'], who),
    audienceIsIts(azure?.application, ['subject', 'azure', 'application'], who),
    audienceIsIts(aws?.audience, ['subject', 'aws', 'audience'], who),
    ...durationIs(['subject', 'aws', 'lifetime'], aws?.lifetime, '1m', '1h'),
    ...stsIsRegional(aws?.endpoint),
  ];
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html */
function stsIsRegional(url: string | undefined): Mistake[] {
  const path = ['subject', 'aws', 'endpoint'];
  if (url === undefined) return [];
  if (!isEndpoint(url)) return [{ path, text: `expected ${ENDPOINT_EXPECTED}, got ${quote(url)}` }];
  return new URL(url).hostname === 'sts.amazonaws.com'
    ? [{ path, text: 'expected STS of a region: the global endpoint does not issue these tokens' }]
    : [];
}

/** @param text absent: it is in the range */
export function durationIs(
  path: readonly string[],
  text: string | undefined,
  from: string,
  to: string,
): Mistake[] {
  const [ms, least, most] = [text ?? from, from, to].map((each) => parseGoDuration(each) ?? Number.NaN);
  return Number(ms) >= Number(least) && Number(ms) <= Number(most)
    ? []
    : [{ path, text: `expected a duration from ${from} to ${to}, got ${quote(text ?? '')}` }];
}
