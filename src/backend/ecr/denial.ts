// Why AWS denies an action, where it says so: which kind of policy has no allow, or an explicit deny. Only these words of
// a message are read and shown, from a closed list: others repeat what was sent, signature and token included.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html

interface Denial {
  readonly action: string;
  /** Who was denied, an ARN; undefined where the service does not say. */
  readonly arn: string | undefined;
  /** In AWS's own words; undefined where it gives no reason, or one that is not in its guide. */
  readonly clause: string | undefined;
  /** What to do, where the reason tells more than the code. */
  readonly hint: string | undefined;
}

/** Where the allow is missing or the deny stands, by the service that refused. */
type Where = (service: string) => string;

/** What VPC endpoints are called, beside those of ECR and STS. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  'Secrets Manager': 'secretsmanager',
  'Parameter Store': 'ssm',
};

/** The policies of a service's own resources. */
const OWN_POLICIES: Readonly<Record<string, string>> = {
  STS: "the role's trust policy",
  'Secrets Manager': "the secret's policy, or the policy of its KMS key",
  'Parameter Store': "the policy of the parameter's KMS key, or of its share",
};

/** The kinds of policies, as AWS names them. */
const POLICIES: Readonly<Record<string, Where>> = {
  'service control policy': () => "a service control policy (SCP) of the account's organization",
  'resource control policy': () => "a resource control policy (RCP) of the account's organization",
  'VPC endpoint policy': (service) =>
    `the policy of the VPC endpoint that the request goes through (${ENDPOINTS[service] ?? (service.startsWith('STS') ? 'sts' : 'ecr.api')})`,
  'permissions boundary': () => 'the permissions boundary of the identity',
  'session policy': () => "the session policy of the identity's session",
  'resource-based policy': (service) => OWN_POLICIES[service] ?? "the registry's or the repository's policy",
  'role trust policy': () => "the role's trust policy",
  'identity-based policy': () => 'a policy attached to the identity',
};

const KIND = `(${Object.keys(POLICIES).join('|')}|sessions policy)`;
const IMPLICIT = new RegExp(` because no ${KIND} allows the [A-Za-z-]{1,40}:\\w{1,80} action`);
/** AWS adds the policy's ARN where the caller is of its account or organization. */
const EXPLICIT = new RegExp(
  ` with an explicit deny in (an?|the) ${KIND}(?: transitively through (an?|the) ${KIND})?` +
    '(?:: (arn:aws[-a-z]{0,20}:(?:iam|organizations)::(?:[0-9]{12}|aws):policy/[\\w+=,.@/-]{1,200}))?',
);

const ARN = 'arn:[a-z-]+:(?:iam|sts)::\\d{12}:[\\w+=,.@/-]{1,200}';
const DENIED = new RegExp(
  `^(?:User: (${ARN}) is not authorized to perform|Not authorized to perform):? ([a-z-]{1,40}:\\w{1,60})`,
);
/** Longer than any that AWS documents. */
const MAX_LENGTH = 4_000;

/** @param service that refused, as the table of refusals has it: `ECR`, `STS` */
export function readDenial(message: unknown, service: string): Denial | undefined {
  const text = typeof message === 'string' ? message.slice(0, MAX_LENGTH) : '';
  const [start, arn, action] = DENIED.exec(text) ?? [];
  if (start === undefined || action === undefined) {
    return undefined;
  }
  const reason = reasonIn(text.slice(start.length).replace(/\s+/g, ' '), action, service);
  return arn === undefined && reason.clause === undefined ? undefined : { action, arn, ...reason };
}

function reasonIn(text: string, action: string, service: string): Pick<Denial, 'clause' | 'hint'> {
  const [, lacking] = IMPLICIT.exec(text) ?? [];
  if (lacking !== undefined) {
    const kind = lacking.replace('sessions', 'session');
    return {
      clause: `because no ${kind} allows the ${action} action`,
      hint: hasOwnHint(kind, service) ? undefined : `allow ${action} in ${placeOf(kind, service)}`,
    };
  }
  const [, article, denying, throughArticle, through, policy] = EXPLICIT.exec(text) ?? [];
  if (denying === undefined) {
    return { clause: undefined, hint: undefined };
  }
  const way = through === undefined ? '' : ` transitively through ${throughArticle} ${through}`;
  const where = placeOf((through ?? denying).replace('sessions', 'session'), service);
  return {
    clause: `with an explicit deny in ${article} ${denying}${way}${policy === undefined ? '' : `: ${policy}`}`,
    hint: `remove the deny of ${action} from ${where}, or exclude the identity from it`,
  };
}

/** Where the table of refusals says the same, and more of it. */
function hasOwnHint(kind: string, service: string): boolean {
  return service === 'STS'
    ? kind === 'role trust policy' || kind === 'resource-based policy'
    : kind === 'identity-based policy';
}

function placeOf(kind: string, service: string): string {
  return (POLICIES[kind] as Where)(service);
}
