// The serviceAccountToken section of a rule: from the file to what the backend wants, and what a schema cannot say of it.

import type { ServiceAccountTokenConfig } from '../generated/config-types.ts';
import { notTheOwners, ownerOfAudience } from '../protocol/known-audiences.ts';
import type { BackendSection, SectionCheck } from './section.ts';

export const serviceAccountToken: BackendSection<'serviceAccountToken'> = {
  normalise: (section) => ({ kind: 'serviceAccountToken', ...section }),
  checks: [audienceIsTheRegistrys],
};

function audienceIsTheRegistrys({
  audience,
}: Partial<ServiceAccountTokenConfig>): ReturnType<SectionCheck<'serviceAccountToken'>> {
  const owner = ownerOfAudience(audience ?? '');
  return owner === undefined ? [] : [{ path: ['audience'], text: notTheOwners(audience ?? '', owner) }];
}
