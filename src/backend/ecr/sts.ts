// AWS STS: from one identity to the next by roles, and from an identity to a token that proves it to others.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import type { HttpResponse } from '../../system/network/door.ts';
import { USER_AGENT } from '../../version.ts';
import type { Caller, CloudCall, CloudSend } from '../cloud/call.ts';
import { isToken } from '../cloud/values.ts';
import { type AwsCredentials, keysFrom } from './credentials.ts';
import { type AwsPlace, endpointAdvice, nameOf } from './endpoints.ts';
import type {
  AwsService,
  RoleRequest,
  RoleSession,
  SigningKeys,
  WebIdentityTokenRequest,
} from './sdk-client.ts';
import type { Sdks } from './sdks.ts';

export function serviceAt(place: AwsPlace, send: CloudSend): AwsService {
  const [name = '', version = ''] = USER_AGENT.split('/');
  return { ...place, send, userAgent: [name, version] };
}

export function keysOf({ accessKeyId, secretAccessKey, sessionToken }: AwsCredentials): SigningKeys {
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
  assumeRole(place: AwsPlace, from: AwsCredentials, role: RoleRequest): Promise<AwsCredentials> {
    const call = stsCall(place, `AssumeRole ${role.roleArn}`, from.who);
    return this.#caller.call(call, async (send) => {
      const { assumeRole } = await this.#sdks.roles();
      return credentialsOf(await assumeRole(serviceAt(place, send), keysOf(from), role), role);
    });
  }

  /** One request, which no other key signs. @throws {ProviderError} */
  assumeRoleWithWebIdentity(
    place: AwsPlace,
    { token, who }: { readonly token: Secret; readonly who: string },
    role: RoleRequest,
  ): Promise<AwsCredentials> {
    const call = stsCall(place, `AssumeRoleWithWebIdentity ${role.roleArn}`, who);
    return this.#caller.call(call, async (send) => {
      const { assumeRoleWithWebIdentity } = await this.#sdks.roles();
      const service = serviceAt(place, send);
      return credentialsOf(await assumeRoleWithWebIdentity(service, token.reveal(), role), role);
    });
  }

  /** One request. @throws {ProviderError} */
  getWebIdentityToken(
    place: AwsPlace,
    from: AwsCredentials,
    request: WebIdentityTokenRequest,
  ): Promise<Secret> {
    const call = { ...stsCall(place, 'GetWebIdentityToken', from.who), service: WEB_IDENTITY_TOKENS };
    return this.#caller.call(call, async (send) => {
      const { getWebIdentityToken } = await this.#sdks.roles();
      const token = await getWebIdentityToken(serviceAt(place, send), keysOf(from), request);
      return isToken(token) ? new Secret(token) : undefined;
    });
  }
}

/** In the table of refusals: STS has other reasons for them than for roles. */
const WEB_IDENTITY_TOKENS = 'STS: web identity token';

/** STS answers in XML. */
function stsCall(place: AwsPlace, step: string, identity: string): CloudCall {
  const requests = { retry: isPassingRefusal };
  const unreachable = endpointAdvice('sts', place);
  return { step, service: 'STS', identity, where: nameOf(place), answer: 'text', requests, unreachable };
}

/** AWS refuses for the time being with 400 too. */
export function isPassingRefusal({ status, body }: HttpResponse): boolean {
  return (
    status >= 400 &&
    /Throttl|TooManyRequests|RequestLimitExceeded|IDPCommunicationError|RequestTimeout/.test(
      body.toString('latin1', 0, 2000),
    )
  );
}

function credentialsOf({ keys, arn }: RoleSession, { roleArn }: RoleRequest): AwsCredentials {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  const who = typeof arn === 'string' ? quote(arn).slice(1, -1) : roleArn;
  const raw = { id: accessKeyId, secret: secretAccessKey, token: sessionToken };
  const session = keysFrom(raw, () => who);
  if (session === undefined) {
    throw new ProviderError(`STS returned no valid credentials for role ${roleArn}`, {
      code: 'RESPONSE_INVALID',
      hint: 'check that this is the right service, and whether a proxy answers instead of it',
    });
  }
  return session;
}
