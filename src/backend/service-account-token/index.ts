// serviceAccountToken: the Pod's own token is the password. Nothing is asked, and nothing is kept.

import type { Rule, ServiceAccountTokenBackendConfig } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { claimsOf, isJwt } from '../../protocol/jwt-claims.ts';
import type { Secret } from '../../secret.ts';
import type { Backend, Credentials, Description, PullRequest, Surroundings } from '../backend.ts';
import { chooseAsker } from '../cloud/asker.ts';
import { failureOf } from '../cloud/failure-of.ts';
import { requireAudience } from '../cloud/token-audience.ts';
import { endOfToken } from './life.ts';
import { isNamedHost } from './registry.ts';

export class ServiceAccountTokenBackend implements Backend {
  readonly #rule: Rule;
  readonly #config: ServiceAccountTokenBackendConfig;
  readonly #now: Surroundings['now'];
  /** Whose failures they are. */
  readonly #who: string;

  constructor(rule: Rule, config: ServiceAccountTokenBackendConfig, { now }: Pick<Surroundings, 'now'>) {
    this.#rule = rule;
    this.#config = config;
    this.#now = now;
    this.#who = `rule "${rule.name}": ${config.kind}`;
  }

  describe(pull: PullRequest): Description {
    const account = this.#accountOf(pull);
    if (account?.token !== undefined) {
      this.#endOf(account.token);
    }
    const { username, audience } = this.#config;
    const asks = account === undefined ? 'anonymous' : 'serviceAccount';
    return { details: { username, audience, asks }, scope: 'registry', warnings: [] };
  }

  async getCredentials(pull: PullRequest): Promise<Credentials | undefined> {
    const token = this.#accountOf(pull)?.token;
    if (token === undefined) {
      return undefined;
    }
    const expiresAt = this.#endOf(token);
    const entry = { username: this.#config.username, password: token, expiresAt };
    return { entries: [entry], scope: 'registry' };
  }

  /** Undefined: the pull is anonymous. Its token is undefined only where `explain` imagines the account. */
  #accountOf(pull: PullRequest): { readonly token: Secret | undefined } | undefined {
    const { registry } = pull.image;
    if (!isNamedHost(this.#rule.matchImages ?? [], registry)) {
      throw new ProviderError(
        `${this.#who}: ${quote(registry)} is not a host that matchImages of the rule names in full`,
        { code: 'HOST_REFUSED', hint: 'add it to matchImages, if the registry may see the token' },
      );
    }
    const asker = chooseAsker(this.#rule, pull);
    if (asker?.kind === 'node') {
      throw new Error('a serviceAccountToken rule that asks as the node passed validation');
    }
    return asker;
  }

  /** When the token ends, which may be shown to the registry. */
  #endOf(token: Secret): Date {
    try {
      if (!isJwt(token.reveal())) {
        throw new ProviderError('the service account token is not a JWT, or has more than 16384 characters', {
          code: 'TOKEN_INVALID',
          hint: 'check the token issuer of this cluster',
        });
      }
      const claims = claimsOf(token.reveal());
      requireAudience(claims, this.#config.audience);
      return endOfToken(claims, this.#now());
    } catch (error) {
      throw failureOf(this.#who, error);
    }
  }
}
