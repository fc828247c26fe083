// What the settings of a rule say that can be right for no registry: an endpoint that is another of Google's services.

import type { GoogleBackendConfig } from '../../config/config.ts';
import type { Claim } from '../cloud/claim.ts';

const SERVICES = { sts: 'sts', iamCredentials: 'iamcredentials', oauth2: 'oauth2' } as const;

export function claimsOf({ endpoints }: Pick<GoogleBackendConfig, 'endpoints'>): Claim[] {
  return (['sts', 'iamCredentials', 'oauth2'] as const).flatMap((name): Claim[] => {
    const url = endpoints[name];
    const found = url === undefined ? undefined : serviceIn(url);
    return found === undefined || found === SERVICES[name]
      ? []
      : [
          {
            field: ['endpoints', name],
            says: `${url} is ${found}`,
            fits: [],
            remedy: `name the address of ${SERVICES[name]}`,
          },
        ];
  });
}

/** Of global, regional and private names: sts.googleapis.com, sts.us-east1.rep.googleapis.com, sts-corp.p.googleapis.com */
export function serviceIn(url: string): string | undefined {
  return /^https?:\/\/(?:[a-z0-9-]+-)?(sts|iamcredentials|oauth2|secretmanager)[.-](?:.+\.)?googleapis\.com(?::443)?\/?$/.exec(
    url,
  )?.[1];
}
