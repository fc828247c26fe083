// Roles: from one identity to the next, by AWS STS.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Secret } from '../../secret.ts';
import { USER_AGENT } from '../../version.ts';
import type { Caller } from './calls.ts';
import { type AwsCredentials, keysFrom } from './credentials.ts';
import { type AwsPlace, nameOf } from './endpoints.ts';
import type { Keys, RoleRequest, RoleSession, Send, Service } from './sdk-client.ts';
import type { Sdks } from './sdks.ts';

export function serviceAt(place: AwsPlace, send: Send): Service {
  const [name = '', version = ''] = USER_AGENT.split('/');
  return { ...place, send, userAgent: [name, version] };
}

export function keysOf({ accessKeyId, secretAccessKey, sessionToken }: AwsCredentials): Keys {
  return {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    sessionToken: sessionToken?.reveal(),
  };
}

export class Sts {
  readonly #caller: Caller;
  readonly #sdks: Sdks;

  constructor(caller: Caller, sdks: Sdks) {
    this.#caller = caller;
    this.#sdks = sdks;
  }

  /** One request. @throws {ProviderError} */
  async assumeRole(place: AwsPlace, from: AwsCredentials, role: RoleRequest): Promise<AwsCredentials> {
    const sdk = await this.#sdks.roles();
    return this.#caller.call({
      service: 'STS',
      step: `AssumeRole ${role.roleArn}`,
      where: nameOf(place),
      identity: from.who,
      make: async (send) =>
        credentialsOf(await sdk.assumeRole(serviceAt(place, send), keysOf(from), role), role),
    });
  }

  /** One request, which no other key signs. @throws {ProviderError} */
  async assumeRoleWithWebIdentity(
    place: AwsPlace,
    { token, who }: { readonly token: Secret; readonly who: string },
    role: RoleRequest,
  ): Promise<AwsCredentials> {
    const sdk = await this.#sdks.roles();
    return this.#caller.call({
      service: 'STS',
      step: `AssumeRoleWithWebIdentity ${role.roleArn}`,
      where: nameOf(place),
      identity: who,
      make: async (send) => {
        const service = serviceAt(place, send);
        return credentialsOf(await sdk.assumeRoleWithWebIdentity(service, token.reveal(), role), role);
      },
    });
  }
}

function credentialsOf({ keys, arn }: RoleSession, { roleArn }: RoleRequest): AwsCredentials {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  const who = typeof arn === 'string' ? quote(arn).slice(1, -1) : roleArn;
  const raw = { id: accessKeyId, secret: secretAccessKey, token: sessionToken };
  const session = keysFrom(raw, () => who);
  if (session === undefined) {
    throw new ProviderError(`STS answered without the keys of role ${roleArn}`, {
      code: 'RESPONSE_INVALID',
      hint: 'check that this is the right service, and what stands before it',
    });
  }
  return session;
}
