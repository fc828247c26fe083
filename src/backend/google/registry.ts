// Which hosts are Google's registries: Artifact Registry's own, and those that Google's plugin knows beside them.
// https://cloud.google.com/artifact-registry/docs/repositories/repo-locations
// https://github.com/kubernetes/cloud-provider-gcp/blob/master/pkg/gcpcredential/gcpcredential.go

import type { HostForm } from '../../image/host-form.ts';
import type { Details } from '../cloud/cloud-backend.ts';

export interface GoogleRegistry {
  readonly host: string;
}

export const HOSTS =
  'gcr.io, PREFIX.gcr.io, LOCATION-docker.pkg.dev, docker.REGION.rep.pkg.dev, container.cloud.google.com';

const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';

/** The forms of all hosts that `parseRegistry` takes. */
export function hostForms(): HostForm[] {
  const label = { name: 'a location', of: [LABEL] };
  return [
    ['gcr', 'io'],
    [label, 'gcr', 'io'],
    [{ name: 'LOCATION-docker', of: [`${LABEL}-docker`], pattern: '*-docker' }, 'pkg', 'dev'],
    ['docker', label, 'rep', 'pkg', 'dev'],
    ['container', 'cloud', 'google', 'com'],
  ];
}

/** Undefined: not Google's, or with a port, which none of its registries has. */
export function parseRegistry(host: string): GoogleRegistry | undefined {
  return isGoogleHost(host) ? { host } : undefined;
}

function isGoogleHost(host: string): boolean {
  if (host === 'gcr.io' || host === 'container.cloud.google.com') {
    return true;
  }
  const forms = [`${LABEL}\\.gcr\\.io`, `${LABEL}-docker\\.pkg\\.dev`, `docker\\.${LABEL}\\.rep\\.pkg\\.dev`];
  return new RegExp(`^(?:${forms.join('|')})$`).test(host);
}

/** For `explain`. */
export function describeRegistry({ host }: GoogleRegistry): Details {
  return { host };
}
