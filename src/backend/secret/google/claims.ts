// What of the settings contradicts where a secret of Google is: global or of one location, by Google's own names.

import type { GoogleSecretManagerSettings } from '../../../config/config.ts';
import type { Contradiction } from '../../cloud/claim.ts';
import { claimsOf as endpointClaims, serviceIn } from '../../google/claims.ts';

const SERVICE = 'secretmanager';

export function claimsOf(settings: GoogleSecretManagerSettings): Contradiction[] {
  const { endpoint, location } = settings;
  return [...endpointClaims(settings), ...(endpoint === undefined ? [] : ofEndpoint(endpoint, location))];
}

/** https://cloud.google.com/secret-manager/regional-secrets/access-secret-version-rs */
function ofEndpoint(url: string, location: string | undefined): Contradiction[] {
  const service = serviceIn(url);
  const host = new URL(url).hostname;
  if (service !== undefined && service !== SERVICE) {
    return [
      {
        field: ['endpoint'],
        says: `${host} is ${service}`,
        remedy: `name the address of ${SERVICE}, or leave endpoint out`,
      },
    ];
  }
  const [, named] = /^secretmanager(?:[.]([a-z0-9-]+)[.]rep)?[.]googleapis[.]com$/.exec(host) ?? [
    host,
    location,
  ];
  return named === location
    ? []
    : [
        {
          field: ['endpoint'],
          says: `${host} has ${secretsOf(named)}, and the rule names ${secretsOf(location)}`,
          remedy:
            named === undefined ? 'leave endpoint out' : `set location: ${named}, or leave endpoint out`,
        },
      ];
}

function secretsOf(location: string | undefined): string {
  return location === undefined ? 'global secrets' : `secrets of ${location}`;
}
