// For an entry of auth-provider-gcp, which is also called gcp-credential-provider.
// https://github.com/kubernetes/cloud-provider-gcp/tree/master/cmd/auth-provider-gcp

import { hostForms } from '../../backend/google/registry.ts';
import { GOOGLE_FLAGS } from '../replaced/arguments.ts';
import { annotatedRules } from './annotated-rules.ts';
import type { FoundEntry } from './found-entry.ts';
import { noteAnnotation, noteEach, sortPatterns } from './hosts.ts';
import { Placeholder, type Proposal, type ProposedFields, withField } from './proposal.ts';

/** By which a service account lets its token be used. */
const OPTS_IN = 'iam.gke.io/enable-wi-image-pull';

const NOT_OURS =
  "no registry of Google's, for which that plugin has no credential either; for a mirror write a rule with google.registry";

export function proposeGoogle(entry: FoundEntry): Proposal {
  const flow = (entry.flag('authFlow') ?? entry.flag('a'))?.value;
  const readsMetadata = flow?.startsWith('dockercfg') === true;
  const { own, others, notes } = sortPatterns(entry, readsMetadata ? undefined : hostForms());
  const matchImages = own.map((pattern) => (pattern === '*.pkg.dev' ? '*-docker.pkg.dev' : pattern));
  const rules = annotatedRules(entry, [...new Set(matchImages)], {
    name: 'google',
    keys: [OPTS_IN],
    has: 'it',
    forNode: { google: readsMetadata ? { metadataDockerConfig: true } : nodeIdentity(entry) },
    forPod: workloadIdentity(entry),
  });
  return {
    rules,
    notes: [
      ...notes,
      ...noteEach(others, NOT_OURS),
      ...entry.provider.matchImages.flatMap((pattern, index) =>
        pattern === '*.pkg.dev'
          ? [
              {
                field: ['matchImages', index],
                text: 'written as "*-docker.pkg.dev": its other hosts have no images',
              },
            ]
          : [],
      ),
      ...noteAnnotation(
        entry,
        OPTS_IN,
        'not read: matchServiceAccounts of a rule says which service accounts it is for',
      ),
    ],
  };
}

function nodeIdentity(entry: FoundEntry): ProposedFields {
  const credentialFile = entry.variable('GOOGLE_APPLICATION_CREDENTIALS');
  return credentialFile?.startsWith('/') ? { credentialFile } : {};
}

/** A provider of a pool, or the pool of GKE. */
function workloadIdentity(entry: FoundEntry): ProposedFields {
  const said = Object.entries(GOOGLE_FLAGS).flatMap(([flag, [field]]) => {
    const value = entry.flag(flag)?.value;
    return value === undefined ? [] : [{ field, value }];
  });
  const provider = said.filter(({ field }) => field.endsWith('.provider'));
  const fields = (provider.length > 0 ? provider : said).reduce<ProposedFields>(
    (all, { field, value }) => withField(all, field, value),
    {},
  );
  if (said.some(({ field }) => /\.(?:provider|project)$/.test(field))) return fields;
  const [, ofPool] = /^([-a-z0-9]+)\.svc\.id\.goog$/.exec(entry.audience ?? '') ?? [];
  const project =
    ofPool ?? new Placeholder('ID of the project whose GKE pool has the cluster', 'fill-in-project');
  return withField(fields, 'google.workloadIdentity.project', project);
}
