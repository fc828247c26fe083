// From an identity to a credential of the registry: keys, roles, and ECR's own token.
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html

import { ProviderError } from '../../errors.ts';
import { Secret } from '../../secret.ts';
import type { Credential, Credentials, Surroundings } from '../backend.ts';
import { type Ahead, Caller, type CloudCall, type CloudSend } from '../cloud/call.ts';
import { againIfExpired, endOfLife, isPlainText } from '../cloud/values.ts';
import { type AwsCredentials, isAbsentList, noIdentity } from './credentials.ts';
import { endpointAdvice, knownUrl, nameOf } from './endpoints.ts';
import { asksRoles, identityKeys } from './identity-keys.ts';
import type { EcrQuestion } from './question.ts';
import type { EcrToken } from './sdk-client.ts';
import { Sdks } from './sdks.ts';
import { isPassingRefusal, keysOf, serviceAt } from './sts.ts';

/** How long the kubelet remembers that a public image is pulled anonymously: the node may get an identity. */
const ANONYMOUS_MS = 60_000;

/** Obeys the signal. @throws {ProviderError} */
export function ask(
  question: EcrQuestion,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Credentials> {
  return new Exchange(question, surroundings, signal).run();
}

class Exchange {
  readonly #question: EcrQuestion;
  readonly #surroundings: Surroundings;
  readonly #signal: AbortSignal;
  readonly #caller: Caller;
  readonly #sdks: Sdks;

  constructor(question: EcrQuestion, surroundings: Surroundings, signal: AbortSignal) {
    this.#question = question;
    this.#surroundings = surroundings;
    this.#signal = signal;
    this.#sdks = new Sdks(question.registry.public);
    this.#caller = new Caller(surroundings, signal, () => import('./refusals.ts'), this.#ahead());
  }

  // As registryIds is deprecated and changes nothing about the token, the account is not sent:
  // the token is good for all registries of the region that the identity may pull from.
  async run(): Promise<Credentials> {
    const identity = await this.#identity();
    if ('anonymous' in identity) {
      return { entries: [], scope: 'registry', anonymousForMs: ANONYMOUS_MS };
    }
    return { entries: [await this.#askToken(identity)], scope: 'registry' };
  }

  #ahead(): Ahead {
    const question = this.#question;
    const { registry, sts, ecr } = question;
    const sdk = () => (asksRoles(question) ? this.#sdks.roles() : this.#sdks.token());
    return {
      // A node without an identity never asks ECR Public.
      urls: [
        asksRoles(question) ? knownUrl('sts', sts) : undefined,
        registry.public ? undefined : knownUrl('api.ecr', ecr),
      ].filter((url) => url !== undefined),
      load: () => void sdk().catch(() => undefined),
    };
  }

  async #identity(): Promise<AwsCredentials | { readonly anonymous: true }> {
    const question = this.#question;
    const found = await identityKeys(question, {
      surroundings: this.#surroundings,
      caller: this.#caller,
      sdks: this.#sdks,
      signal: this.#signal,
    });
    if (!isAbsentList(found)) {
      return found;
    }
    const mayBeAnonymous = question.registry.public && question.identity.roles.length === 0;
    if (mayBeAnonymous && !found.some(({ broken }) => broken)) {
      return { anonymous: true };
    }
    throw noIdentity(found);
  }

  async #askToken(keys: AwsCredentials): Promise<Credential> {
    const { ecr, registry } = this.#question;
    const call: CloudCall = {
      step: 'GetAuthorizationToken',
      service: registry.public ? 'ECR Public' : 'ECR',
      identity: keys.who,
      where: nameOf(ecr),
      unreachable: registry.public ? undefined : endpointAdvice('ecr.api', ecr),
      requests: { retry: isPassingRefusal },
    };
    return againIfExpired(() =>
      this.#caller.call(call, async (send) => {
        let date = Number.NaN;
        const dated: CloudSend = async (request) => {
          const response = await send(request);
          date = Date.parse(response.headers.date ?? '');
          return response;
        };
        const getToken = await this.#sdks.token();
        const token = await getToken(serviceAt(ecr, dated), keysOf(keys));
        return readToken(token, `GetAuthorizationToken at ${nameOf(ecr)}`, date, this.#surroundings.now());
      }),
    );
  }
}

/** Hours for which a token of ECR is good, always. */
const LONGEST_HOURS = 12;

/**
 * `AWS:<password>` in base64; what is behind the first colon is the password, colons included.
 * @param date what the service's clock showed; NaN: it did not say
 */
function readToken({ token, expiresAt }: EcrToken, step: string, date: number, now: number): Credential {
  const bytes = isBase64(token) ? Buffer.from(token, 'base64').toString('latin1') : '';
  const [username, password] = [bytes.slice(0, 3), bytes.slice(4)];
  const endsAt = expiresAt?.getTime();
  if (username !== 'AWS' || bytes[3] !== ':' || !isPlainText(password) || Number.isNaN(endsAt)) {
    throw new ProviderError(`${step}: the response contains no valid token`, {
      code: 'RESPONSE_INVALID',
      hint: 'check that this is the right service, and whether a proxy answers instead of it',
    });
  }
  return {
    username,
    password: new Secret(password),
    expiresAt:
      endsAt === undefined
        ? undefined
        : endOfLife(
            { endsAt, servedAt: date },
            { what: `${step}: the token`, longestHours: LONGEST_HOURS, now },
          ),
  };
}

function isBase64(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 32_768 && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
}
