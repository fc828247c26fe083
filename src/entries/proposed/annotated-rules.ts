// The rules for an entry whose plugin asks as the Pod's service account where that has an annotation, and as the node for
// all others. A rule asks as one of them, so there are two, and a person says which service accounts the first is for.

import type { FoundEntry } from './found-entry.ts';
import { Placeholder, type ProposedFields, type ProposedRule } from './proposal.ts';

interface Annotated {
  readonly name: string;
  /** The annotations by which that plugin asks as the service account. */
  readonly keys: readonly string[];
  /** What a service account with the annotation has: `a role`. */
  readonly has: string;
  /** The sections of the backend. */
  readonly forNode: ProposedFields;
  readonly forPod: ProposedFields;
}

export function annotatedRules(
  entry: FoundEntry,
  matchImages: readonly string[],
  { name, keys, has, forNode, forPod }: Annotated,
): ProposedRule[] {
  if (matchImages.length === 0) return [];
  const forAll = (): ProposedRule => ({
    name: entry.ruleName(name),
    matchImages,
    fields: forNode,
    comments: [],
  });
  const sent = keys.filter((key) => entry.sends(key));
  if (sent.length === 0) return [forAll()];
  const pod = (fields: ProposedFields, comment: string): ProposedRule => ({
    name: entry.ruleName(`${name}-service-accounts`),
    matchImages,
    fields: { ...fields, identity: 'serviceAccount', ...forPod },
    comments: [comment],
  });
  if (sent.some((key) => entry.requires(key))) {
    return [
      pod(
        {},
        `The kubelet asks only for Pods whose service account has the annotation ${sent.join(' or ')}; generate kubelet-config --tokens makes the annotations optional, and a Pod without one gets no credential here either.`,
      ),
    ];
  }
  return [
    pod(
      {
        matchServiceAccounts: [
          new Placeholder(
            `namespace/name of the service accounts that have ${has}, such as team-a/*`,
            'fill-in/*',
          ),
        ],
      },
      `That plugin asks as the service account where it has the annotation ${sent.join(' or ')}, and as the node for all others. Name the service accounts that have it, or remove this rule if there are none.`,
    ),
    forAll(),
  ];
}
