// The fake AWS's accounts: users and their access keys, roles with whom they trust, sessions of assumed roles, and who
// may do what.
import { randomBytes } from 'node:crypto';
import type { TrustedIssuer } from '../oidc.ts';
import type { AccessKey } from './signature.ts';

/** The actions that the fakes know. */
export type Action =
  | 'ecr:GetAuthorizationToken'
  | 'ecr-public:GetAuthorizationToken'
  | 'sts:GetServiceBearerToken'
  | 'sts:GetWebIdentityToken'
  | 'secretsmanager:GetSecretValue'
  | 'ssm:GetParameter';

export interface AwsUser {
  /** `arn:aws:iam::123456789012:user/alice` */
  readonly arn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly allows?: readonly Action[];
}

export interface AwsRole {
  /** `arn:aws:iam::123456789012:role/pull` */
  readonly arn: string;
  readonly allows?: readonly Action[];
  readonly trusts?: {
    /** ARNs of users and roles who may assume it. */
    readonly principals?: readonly string[];
    readonly externalId?: string;
    /** `sub` of web identities who may assume it; `*` stands for any text. */
    readonly subjects?: readonly string[];
    /** Which issuer these are of; any trusted one, when absent. */
    readonly issuer?: string;
  };
  /** An hour, unless told. */
  readonly maxSessionSeconds?: number;
}

export interface AwsVersion {
  /** Of a parameter, its number. */
  readonly id: string;
  /** AWSCURRENT, unless told; of a parameter, its labels. */
  readonly stages?: readonly string[];
  readonly text: string;
  readonly binary?: boolean;
}

/** A secret of Secrets Manager, in every region. */
export interface AwsSecret {
  readonly name: string;
  readonly versions: readonly AwsVersion[];
  readonly deleted?: boolean;
  /** What its key does, if it is not there for everybody. */
  readonly kms?: 'denied' | 'deniedByKms' | 'disabled' | 'invalid';
}

export type AwsParameter = Omit<AwsSecret, 'deleted'>;

export interface AwsConfig {
  readonly secrets?: readonly AwsSecret[];
  readonly parameters?: readonly AwsParameter[];
  readonly users?: readonly AwsUser[];
  readonly roles?: readonly AwsRole[];
  /** The identity providers of the account, for AssumeRoleWithWebIdentity. */
  readonly issuers?: readonly TrustedIssuer[];
  /** The EC2 instance whose metadata service answers; without a role it has no instance profile. */
  readonly instance?: { readonly region?: string; readonly role?: string };
  /** The container credentials endpoint: the role it gives, and the Authorization header it asks for. */
  readonly container?: { readonly role: string; readonly authorization: string };
  /** The passwords inside the ECR tokens by ARN of user or role; a made-up one each time, when absent. */
  readonly passwords?: Readonly<Record<string, string | ((expiresAt: Date) => string)>>;
  /** 12 hours, unless told. */
  readonly ecrTokenSeconds?: number;
  /** STS is switched off there. */
  readonly disabledRegions?: readonly string[];
  /** The issuers of the accounts in which outbound web identity federation is enabled, by the account's number. */
  readonly outboundIssuers?: Readonly<Record<string, string>>;
  /** The clock; the real one, when absent. */
  readonly now?: () => Date;
}

export interface Principal {
  /** As the services name it: of a session, `arn:aws:sts::123456789012:assumed-role/pull/session`. */
  readonly arn: string;
  /** Of the user, or of the session's role. */
  readonly identityArn: string;
  readonly account: string;
  readonly allows: readonly Action[];
}

export interface Key extends AccessKey {
  readonly principal: Principal;
}

export interface SessionCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}

export interface Accounts {
  readonly now: () => Date;
  findKey(accessKeyId: string): Key | undefined;
  findRole(arn: string): AwsRole | undefined;
  openSession(role: AwsRole, name: string, seconds: number): SessionCredentials;
}

export function createAccounts({ users = [], roles = [], now = () => new Date() }: AwsConfig): Accounts {
  const keys = new Map<string, Key>(
    users.map(({ arn, accessKeyId, secretAccessKey, allows = [] }) => {
      const principal = { arn, identityArn: arn, account: accountOf(arn), allows };
      return [accessKeyId, { secretAccessKey, principal }];
    }),
  );
  return {
    now,
    findKey: (accessKeyId) => keys.get(accessKeyId),
    findRole: (arn) => roles.find((role) => role.arn === arn),
    openSession(role, name, seconds) {
      const credentials = {
        AccessKeyId: `ASIA${randomBytes(10).toString('hex').slice(0, 16).toUpperCase()}`,
        SecretAccessKey: randomBytes(30).toString('base64'),
        SessionToken: randomBytes(120).toString('base64'),
        Expiration: new Date(Math.floor(now().getTime() / 1000 + seconds) * 1000),
      };
      keys.set(credentials.AccessKeyId, {
        secretAccessKey: credentials.SecretAccessKey,
        sessionToken: credentials.SessionToken,
        expiresAt: credentials.Expiration,
        principal: {
          arn: sessionArn(role.arn, name),
          identityArn: role.arn,
          account: accountOf(role.arn),
          allows: role.allows ?? [],
        },
      });
      return credentials;
    },
  };
}

export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

export const roleNameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** The path of the role is not part of it. */
export const sessionArn = (roleArn: string, name: string): string =>
  `${roleArn.split(':', 2).join(':')}:sts::${accountOf(roleArn)}:assumed-role/${roleNameOf(roleArn)}/${name}`;
