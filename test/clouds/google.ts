// A fake Google Cloud: the metadata server of a machine, the Security Token Service, impersonation, the token endpoint
// for service account keys, and Secret Manager.
import { type Cloud, type CloudOptions, startCloud } from './cloud.ts';
import { iamCredentials } from './google/iam-credentials.ts';
import { createTokens, type GivenToken, type GoogleConfig } from './google/identities.ts';
import { metadataServer } from './google/metadata.ts';
import { oauth2 } from './google/oauth2.ts';
import { secretManager } from './google/secret-manager.ts';
import { sts } from './google/sts.ts';

export type GoogleService = 'metadata' | 'sts' | 'iamcredentials' | 'oauth2' | 'secretmanager';

export interface GoogleCloud extends Cloud<GoogleService> {
  /** Whom a token stands for, and for how long; undefined: it is none of ours, or over. */
  readToken(token: string): GivenToken | undefined;
}

export async function startGoogle(
  config: GoogleConfig,
  options: CloudOptions<GoogleService> = {},
): Promise<GoogleCloud> {
  const tokens = createTokens(config);
  const definitions = {
    metadata: metadataServer(config, tokens),
    sts: sts(config, tokens),
    iamcredentials: iamCredentials(config, tokens),
    oauth2: oauth2(config, tokens),
    secretmanager: secretManager(config, tokens),
  };
  const cloud = await startCloud('google', definitions, options, (urls) => ({
    GCE_METADATA_HOST: new URL(urls.metadata).host,
  }));
  return Object.assign(cloud, { readToken: tokens.read });
}
