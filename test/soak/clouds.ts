// The clouds of the soak: one journal, one clock, and how often each identity was given a credential.

import { createAuthority } from '../clouds/authority.ts';
import { type AwsCloud, startAws } from '../clouds/aws.ts';
import { type AzureService, startAzure } from '../clouds/azure.ts';
import type { Cloud } from '../clouds/cloud.ts';
import { type GoogleCloud, startGoogle } from '../clouds/google.ts';
import { createJournal, type Journal } from '../clouds/record.ts';
import type { Service } from '../clouds/service.ts';
import { type NodeClock, OFFSETS } from './node-clock.ts';
import { cloudsOf, rulesOf } from './subjects.ts';

const DAY = 86_400_000;

export class SoakClouds {
  readonly #aws: AwsCloud;
  readonly #azure: Cloud<AzureService>;
  readonly #google: GoogleCloud;
  readonly #journal: Journal;
  readonly #issued: Map<string, number>;
  /** PEM of the authority. */
  readonly caCertificate: string;

  private constructor(
    clouds: { readonly aws: AwsCloud; readonly azure: Cloud<AzureService>; readonly google: GoogleCloud },
    issued: Map<string, number>,
    caCertificate: string,
  ) {
    this.#aws = clouds.aws;
    this.#azure = clouds.azure;
    this.#google = clouds.google;
    this.#journal = clouds.aws.journal;
    this.#issued = issued;
    this.caCertificate = caCertificate;
  }

  static async start(clock: NodeClock): Promise<SoakClouds> {
    const authority = createAuthority('authority of the soak', {
      from: new Date(Date.now() + OFFSETS.least - DAY),
      to: new Date(Date.now() + OFFSETS.most + DAY),
    });
    const issued = new Map<string, number>();
    const config = cloudsOf(
      () => new Date(clock.now()),
      (identity) => issued.set(identity, (issued.get(identity) ?? 0) + 1),
    );
    const journal = createJournal();
    const clouds = {
      aws: await startAws(config.aws, { journal }),
      azure: await startAzure(config.azure, { journal, certificateFor: authority.certificateFor() }),
      google: await startGoogle(config.google, { journal }),
    };
    return new SoakClouds(clouds, issued, authority.certificate);
  }

  /** Those that may go wrong. */
  get services(): readonly Service[] {
    const { ecr, sts } = this.#aws.services;
    const { imds, entra, acr } = this.#azure.services;
    const { metadata, sts: exchange, iamcredentials } = this.#google.services;
    return [ecr, sts, imds, entra, acr, metadata, exchange, iamcredentials];
  }

  heal(): void {
    for (const service of this.services) service.behave();
  }

  /** Of the runs. */
  get env(): Readonly<Record<string, string>> {
    return { ...this.#aws.env, ...this.#azure.env, ...this.#google.env };
  }

  get rules(): ReturnType<typeof rulesOf> {
    return rulesOf({ aws: this.#aws.urls, azure: this.#azure.urls, google: this.#google.urls });
  }

  forgetCalls(): void {
    this.#issued.clear();
    this.#journal.clear();
  }

  /** Requests since they were forgotten. */
  get calls(): number {
    return this.#journal.requests.length;
  }

  /** How often each identity was given a credential for a registry since then. */
  get issued(): ReadonlyMap<string, number> {
    const issued = new Map(this.#issued);
    // A fake registry makes its refresh tokens by itself; for whom, the journal tells.
    for (const { service, path, status, claims } of this.#journal.requests) {
      const identity = claims['field access_token']?.appid;
      if (
        service === 'acr' &&
        path === '/oauth2/exchange' &&
        status === 200 &&
        typeof identity === 'string'
      ) {
        issued.set(identity, (issued.get(identity) ?? 0) + 1);
      }
    }
    return issued;
  }

  async close(): Promise<void> {
    await Promise.all([this.#aws.close(), this.#azure.close(), this.#google.close()]);
  }
}
