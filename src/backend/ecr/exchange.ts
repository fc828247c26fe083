// From an identity to a credential of the registry: keys, roles, and ECR's own token.
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html

import { ProviderError } from '../../errors.ts';
import { Secret } from '../../secret.ts';
import type { Credential, Credentials, Surroundings } from '../backend.ts';
import { accountText, type ServiceAccountAsker } from '../cloud/asker.ts';
import { type Ahead, Caller, type CloudCall, type CloudSend } from '../cloud/call.ts';
import { againIfExpired, endOfLife, isPlainText } from '../cloud/values.ts';
import { type Absent, type AwsCredentials, isAbsentList, noIdentity } from './credentials.ts';
import { endpointAdvice, knownUrl, nameOf } from './endpoints.ts';
import { sessionNameOf } from './identity.ts';
import { nodeCredentials } from './node.ts';
import type { EcrQuestion } from './question.ts';
import type { EcrToken } from './sdk-client.ts';
import { Sdks } from './sdks.ts';
import { isPassingRefusal, keysOf, Sts, serviceAt } from './sts.ts';

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
  readonly #sts: Sts;
  readonly #sdks: Sdks;

  constructor(question: EcrQuestion, surroundings: Surroundings, signal: AbortSignal) {
    this.#question = question;
    this.#surroundings = surroundings;
    this.#signal = signal;
    this.#sdks = new Sdks(question.registry.public);
    this.#caller = new Caller(surroundings, signal, () => import('./refusals.ts'), this.#ahead());
    this.#sts = new Sts(this.#caller, this.#sdks);
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
    const { registry, sts, ecr } = this.#question;
    const sdk = () => (this.#asksRoles ? this.#sdks.roles() : this.#sdks.token());
    return {
      // A node without an identity never asks ECR Public.
      urls: [
        this.#asksRoles ? knownUrl('sts', sts) : undefined,
        registry.public ? undefined : knownUrl('api.ecr', ecr),
      ].filter((url) => url !== undefined),
      load: () => void sdk().catch(() => undefined),
    };
  }

  get #asksRoles(): boolean {
    const question = this.#question;
    return question.identity.roles.length > 0 || question.named.kind === 'webIdentity';
  }

  async #identity(): Promise<AwsCredentials | { readonly anonymous: true }> {
    const question = this.#question;
    const { identity } = question;
    const sessionName = sessionNameOf(identity, question.sessionName);
    if (identity.kind === 'serviceAccount') {
      const [first, ...further] = identity.roles;
      const token = tokenOf(identity.asker);
      const session = await this.#sts.assumeRoleWithWebIdentity(question.sts, token, {
        roleArn: first,
        sessionName,
      });
      return this.#assume(further, session, sessionName);
    }
    const found = await this.#node(sessionName);
    if (!isAbsentList(found)) {
      return this.#assume(identity.roles, found, sessionName);
    }
    if (question.registry.public && identity.roles.length === 0 && !found.some(({ broken }) => broken)) {
      return { anonymous: true };
    }
    throw noIdentity(found);
  }

  #node(sessionName: string): Promise<AwsCredentials | readonly Absent[]> {
    const { env, network, now } = this.#surroundings;
    const question = this.#question;
    return nodeCredentials({
      env,
      named: question.named,
      sessionName,
      place: question.sts,
      sts: this.#sts,
      caller: this.#caller,
      sdks: this.#sdks,
      network,
      signal: this.#signal,
      now,
    });
  }

  async #assume(
    roles: readonly string[],
    first: AwsCredentials,
    sessionName: string,
  ): Promise<AwsCredentials> {
    const { sts, externalId } = this.#question;
    let current = first;
    for (const roleArn of roles) {
      current = await this.#sts.assumeRole(sts, current, { roleArn, sessionName, externalId });
    }
    return current;
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

function tokenOf({ token, account }: ServiceAccountAsker): { token: Secret; who: string } {
  if (token === undefined) {
    throw new Error('a service account asks without its token');
  }
  return { token, who: accountText(account) };
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
