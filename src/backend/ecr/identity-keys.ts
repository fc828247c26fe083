// Keys of an identity: the node's own or those that a service account's token is exchanged for, and the roles after them.

import type { Secret } from '../../secret.ts';
import type { Surroundings } from '../backend.ts';
import { accountText, type ServiceAccountAsker } from '../cloud/asker.ts';
import type { Caller } from '../cloud/call.ts';
import { type Absent, type AwsCredentials, isAbsentList } from './credentials.ts';
import { sessionNameOf } from './identity.ts';
import { nodeCredentials } from './node.ts';
import type { AwsIdentity } from './question.ts';
import type { Sdks } from './sdks.ts';
import { Sts } from './sts.ts';

interface Means {
  readonly surroundings: Surroundings;
  readonly caller: Caller;
  readonly sdks: Sdks;
  readonly signal: AbortSignal;
}

/** Whether STS is certain to be asked. */
export function asksRoles({ identity, named }: AwsIdentity): boolean {
  return identity.roles.length > 0 || named.kind === 'webIdentity';
}

/** The keys; or, where no identity of the node is named, why none of the places has any. @throws {ProviderError} */
export async function identityKeys(
  asked: AwsIdentity,
  { surroundings, caller, sdks, signal }: Means,
): Promise<AwsCredentials | readonly Absent[]> {
  const { identity, named, sts: place, externalId } = asked;
  const sts = new Sts(caller, sdks);
  const sessionName = sessionNameOf(identity, asked.sessionName);
  const assume = async (roles: readonly string[], first: AwsCredentials): Promise<AwsCredentials> => {
    let current = first;
    for (const roleArn of roles) {
      current = await sts.assumeRole(place, current, { roleArn, sessionName, externalId });
    }
    return current;
  };
  if (identity.kind === 'serviceAccount') {
    const [roleArn, ...further] = identity.roles;
    const token = tokenOf(identity.asker);
    return assume(further, await sts.assumeRoleWithWebIdentity(place, token, { roleArn, sessionName }));
  }
  const { env, network, now } = surroundings;
  const options = { env, named, sessionName, place, sts, caller, sdks, network, signal, now };
  const found = await nodeCredentials(options);
  return isAbsentList(found) ? found : assume(identity.roles, found);
}

function tokenOf({ token, account }: ServiceAccountAsker): { token: Secret; who: string } {
  if (token === undefined) {
    throw new Error('a service account asks without its token');
  }
  return { token, who: accountText(account) };
}
