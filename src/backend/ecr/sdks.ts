// Which part of AWS's SDK is loaded, and when: each is a bundle of its own, since V8 takes the code of one as a whole.

import type { Network } from '../../system/network/door.ts';
import type * as profiles from './profiles/sdk.ts';
import type * as roles from './roles/sdk.ts';
import type { EcrToken, Keys, Service } from './sdk-client.ts';

/** @throws what the SDK throws: a service's refusal has `name`, `Code` and `$metadata.httpStatusCode` */
export type AskToken = (service: Service, keys: Keys) => Promise<EcrToken>;

export class Sdks {
  readonly #public: boolean;
  #roles: Promise<typeof roles> | undefined;

  readonly #leave: Network['leave'];

  /** @param isPublic whether tokens are those of ECR Public */
  constructor(isPublic: boolean, { leave }: Pick<Network, 'leave'>) {
    this.#public = isPublic;
    this.#leave = leave;
  }

  async token(): Promise<AskToken> {
    await this.#leave?.();
    if (this.#public) {
      return (await import('./public/sdk.ts')).getAuthorizationToken;
    }
    return (await (this.#roles ?? import('./sdk.ts'))).getAuthorizationToken;
  }

  async roles(): Promise<typeof roles> {
    await this.#leave?.();
    this.#roles ??= import('./roles/sdk.ts');
    return this.#roles;
  }

  profiles(): Promise<typeof profiles> {
    return import('./profiles/sdk.ts');
  }
}
