// Who asks a cloud for a credential: the node, or the service account of the Pod. Never one in the other's place
// unless the rule says so.

import type { Rule } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import type { ServiceAccount } from '../../protocol/service-account.ts';
import type { Secret } from '../../secret.ts';
import type { PullRequest } from '../backend.ts';

export type Asker = { readonly kind: 'node' } | ServiceAccountAsker;

export interface ServiceAccountAsker {
  readonly kind: 'serviceAccount';
  readonly account: ServiceAccount;
  /** Undefined only where `explain` imagines the service account. */
  readonly token: Secret | undefined;
  readonly annotations: ReadonlyMap<string, string>;
}

/** For messages: `service account team-a/app`. */
export function accountText({ namespace, name }: ServiceAccount): string {
  return `service account ${namespace}/${name}`;
}

const NODE: Asker = { kind: 'node' };

/**
 * The identity, by the rule's `identity` and `onMissingServiceAccount`; undefined: none, the pull is anonymous.
 * @throws {ProviderError} SERVICE_ACCOUNT_MISSING, TOKEN_INVALID
 */
export function chooseAsker(rule: Rule, pull: PullRequest): Asker | undefined {
  if (rule.identity === 'node') {
    return NODE;
  }
  const account = pull.serviceAccount();
  if (account !== undefined) {
    return {
      kind: 'serviceAccount',
      account,
      token: pull.serviceAccountToken,
      annotations: pull.serviceAccountAnnotations,
    };
  }
  switch (rule.onMissingServiceAccount) {
    case 'node':
      return NODE;
    case 'anonymous':
      return undefined;
    case 'deny':
      throw new ProviderError(
        `rule "${rule.name}": ${rule.backend.kind}: identity is serviceAccount, but the request has no service account token`,
        {
          code: 'SERVICE_ACCOUNT_MISSING',
          hint: "set tokenAttributes in this plugin's entry in the kubelet's configuration, or set onMissingServiceAccount for pulls without a token (a static Pod never has one)",
        },
      );
  }
}
