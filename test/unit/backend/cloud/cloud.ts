// A cloud that is none, for the tests of what all clouds share: it owns `own.example` and says who has asked it.

import type { Credentials, PullRequest } from '../../../../src/backend/backend.ts';
import type { Asker } from '../../../../src/backend/cloud/asker.ts';
import type { Cloud } from '../../../../src/backend/cloud/cloud-backend.ts';
import type { Rule } from '../../../../src/config/config.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { serviceAccountOf } from '../../../../src/protocol/service-account.ts';
import { Secret } from '../../../../src/secret.ts';
import { serviceAccountToken } from '../../../support/executable.ts';

export function ruleOf(rule: Partial<Rule> = {}): Rule {
  return {
    name: 'team-a',
    matchImages: ['own.example'],
    matchServiceAccounts: undefined,
    identity: 'node',
    onMissingServiceAccount: 'deny',
    continue: false,
    required: false,
    thenAnonymous: false,
    backend: { kind: 'ecr', roleArn: [] } as unknown as Rule['backend'],
    ...rule,
  };
}

export interface Account {
  readonly namespace: string;
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** In place of a good one. */
  readonly token?: string;
}

export function pullOf(image: string, account?: Account): PullRequest {
  const token = account && new Secret(account.token ?? serviceAccountToken(account.namespace, account.name));
  return {
    image: parseImage(image),
    serviceAccountToken: token,
    serviceAccount: () => token && serviceAccountOf(token),
    serviceAccountAnnotations: new Map(Object.entries(account?.annotations ?? {})),
  };
}

export interface FakeQuestion {
  readonly who: string;
  readonly host: string;
}

/** Who has asked about which host, in order; for a service account its name. */
export class FakeCloud implements Cloud<string, FakeQuestion> {
  readonly hosts = 'own.example';
  readonly registry: string | undefined;
  readonly planned: string[] = [];
  readonly asked: string[] = [];

  constructor(registry?: string) {
    this.registry = registry;
  }

  parseRegistry(host: string): string | undefined {
    return host === 'own.example' || host === 'other.own.example' ? host : undefined;
  }

  describeRegistry(host: string) {
    return { host };
  }

  questionOf(host: string, asker: Asker): FakeQuestion {
    const who = nameOf(asker);
    this.planned.push(`${who} ${host}`);
    return { who, host };
  }

  describeQuestion({ who }: FakeQuestion) {
    return { account: who };
  }

  warningsOf({ who }: FakeQuestion) {
    return [`a warning of ${who}`];
  }

  keyOf(question: FakeQuestion) {
    return { ...question };
  }

  async ask({ who, host }: FakeQuestion): Promise<Credentials> {
    this.asked.push(`${who} ${host}`);
    return { entries: [{ username: who, password: new Secret('p') }], scope: 'registry' };
  }
}

export const nameOf = (asker: Asker): string =>
  asker.kind === 'node' ? 'node' : `${asker.account.namespace}/${asker.account.name}`;
