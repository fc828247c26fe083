// The node's identity at Amazon as a token for others: its keys, and STS with them.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html

import type { Secret } from '../../secret.ts';
import type { Surroundings } from '../backend.ts';
import { Caller } from '../cloud/call.ts';
import type { AwsSubject } from './aws-subject.ts';
import { isAbsentList, noIdentity } from './credentials.ts';
import { knownUrl } from './endpoints.ts';
import { DEFAULT_SESSION_NAME } from './identity.ts';
import { nodeCredentials } from './node.ts';
import { Sdks } from './sdks.ts';
import { Sts } from './sts.ts';

/** Obeys the signal. @throws {ProviderError} */
export async function askWebIdentityToken(
  subject: AwsSubject,
  { env, network, now }: Surroundings,
  signal: AbortSignal,
): Promise<Secret> {
  const { named, sts: place } = subject;
  const sdks = new Sdks(false);
  const url = knownUrl('sts', place);
  const caller = new Caller({ network, now }, signal, () => import('./refusals.ts'), {
    urls: url === undefined ? [] : [url],
    load: () => void sdks.roles().catch(() => undefined),
  });
  const sts = new Sts(caller, sdks);
  const sessionName = DEFAULT_SESSION_NAME;
  const keys = await nodeCredentials({
    env,
    named,
    sessionName,
    place,
    sts,
    caller,
    sdks,
    network,
    signal,
    now,
  });
  if (isAbsentList(keys)) {
    throw noIdentity(keys);
  }
  return sts.getWebIdentityToken(place, keys, subject);
}
