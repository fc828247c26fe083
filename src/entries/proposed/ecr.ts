// For an entry of ecr-credential-provider.
// https://github.com/kubernetes/cloud-provider-aws/tree/master/cmd/ecr-credential-provider

import { ANNOTATION_KEYS } from '../../backend/cloud/annotations.ts';
import { hostForms } from '../../backend/ecr/registry.ts';
import { annotatedRules } from './annotated-rules.ts';
import type { FoundEntry } from './found-entry.ts';
import { noteEach, sortPatterns } from './hosts.ts';
import type { Proposal } from './proposal.ts';

const NOT_OURS =
  'no registry of Amazon ECR, for which that plugin has no credential either; for a mirror or a pull-through cache write a rule with ecr.registry';

/** Keys come before a profile, and files other than root's are named by the variables of the entry, which it keeps. */
const WITH_A_PROFILE = ['AWS_ACCESS_KEY_ID', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'];

export function proposeEcr(entry: FoundEntry): Proposal {
  const { own, others, notes } = sortPatterns(entry, hostForms());
  const profile = WITH_A_PROFILE.some((name) => entry.variable(name) !== undefined)
    ? undefined
    : entry.variable('AWS_PROFILE');
  const rules = annotatedRules(entry, own, {
    name: 'ecr',
    keys: ANNOTATION_KEYS.awsRole,
    has: 'a role',
    forNode: { ecr: profile === undefined ? {} : { profile } },
    forPod: { ecr: {} },
  });
  return { rules, notes: [...notes, ...noteEach(others, NOT_OURS)] };
}
