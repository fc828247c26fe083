// Which part of AWS's SDK is loaded, and when: each is a bundle of its own, since V8 takes the code of one as a whole.

import type * as profiles from './profiles/sdk.ts';
import type * as roles from './roles/sdk.ts';
import type { AwsService, EcrToken, SigningKeys } from './sdk-client.ts';

/** @throws what the SDK throws: a service's refusal has `name`, `Code` and `$metadata.httpStatusCode` */
type AskToken = (service: AwsService, keys: SigningKeys) => Promise<EcrToken>;

export class Sdks {
  readonly #public: boolean;
  #roles: Promise<typeof roles> | undefined;

  /** @param isPublic whether tokens are those of ECR Public */
  constructor(isPublic: boolean) {
    this.#public = isPublic;
  }

  async token(): Promise<AskToken> {
    if (this.#public) {
      return (await import('./public/sdk.ts')).getAuthorizationToken;
    }
    return (await (this.#roles ?? import('./sdk.ts'))).getAuthorizationToken;
  }

  roles(): Promise<typeof roles> {
    this.#roles ??= import('./roles/sdk.ts');
    return this.#roles;
  }

  profiles(): Promise<typeof profiles> {
    return import('./profiles/sdk.ts');
  }
}
