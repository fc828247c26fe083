// What is asked of a store of AWS, where and as whom: everything that decides the answer, as plain data.

import type { AwsParameterStoreSettings, AwsSecretsManagerSettings } from '../../../config/config.ts';
import { regionOfArn } from '../../../config/secret-aws.ts';
import type { Environment } from '../../../system/environment.ts';
import type { QuestionKey } from '../../backend.ts';
import type { Asker } from '../../cloud/asker.ts';
import type { Details } from '../../cloud/cloud-backend.ts';
import {
  type AwsIdentity,
  type AwsPlace,
  awsIdentityKey,
  describeNamed,
  identityOf,
  incomplete,
  namedIn,
  partitionOf,
  refuseOtherPartition,
  servicePlace,
  stsPlace,
} from '../../ecr/lent.ts';

export type AwsStoreSettings = AwsSecretsManagerSettings | AwsParameterStoreSettings;

export interface AwsSecretQuestion extends AwsIdentity {
  readonly operation: StoreOperation;
  readonly place: AwsPlace;
  /** Of the operation. */
  readonly input: Readonly<Record<string, string | boolean | undefined>>;
}

/** One call of a store. */
interface StoreOperation {
  readonly name: string;
  readonly target: string;
  /** As in host names and signatures. */
  readonly host: 'secretsmanager' | 'ssm';
  /** As the table of refusals has it. */
  readonly service: string;
  /** That names its endpoint. */
  readonly variable: string;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
const GET_SECRET_VALUE: StoreOperation = {
  name: 'GetSecretValue',
  target: 'secretsmanager.GetSecretValue',
  host: 'secretsmanager',
  service: 'Secrets Manager',
  variable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
const GET_PARAMETER: StoreOperation = {
  name: 'GetParameter',
  target: 'AmazonSSM.GetParameter',
  host: 'ssm',
  service: 'Parameter Store',
  variable: 'AWS_ENDPOINT_URL_SSM',
};

/** @throws {ProviderError} CONFIG_INVALID for a role of another partition or an endpoint that cannot be, and as identityOf */
export function questionOf(settings: AwsStoreSettings, asker: Asker, env: Environment): AwsSecretQuestion {
  const { operation, id, input } = callOf(settings);
  const region = regionOfArn(id) ?? settings.region ?? '';
  const identity = identityOf(settings, asker);
  refuseOtherPartition(identity, { partition: partitionOf(region) }, 'secret');
  return {
    operation,
    input,
    place: servicePlace({ region, endpoint: settings.endpoint }, operation.variable, env),
    identity,
    named: identity.kind === 'node' ? namedIn(env, identity.profile) : { kind: 'none' },
    sts: stsPlace({ region, endpoint: settings.stsEndpoint }, env),
    externalId: settings.externalId,
    sessionName: settings.sessionName,
  };
}

function callOf(
  settings: AwsStoreSettings,
): Pick<AwsSecretQuestion, 'operation' | 'input'> & { readonly id: string } {
  if (settings.kind === 'awsParameterStore') {
    const { name } = settings;
    return { operation: GET_PARAMETER, id: name, input: { Name: name, WithDecryption: true } };
  }
  const { secretId, versionId, versionStage } = settings;
  const input = { SecretId: secretId, VersionId: versionId, VersionStage: versionStage };
  return { operation: GET_SECRET_VALUE, id: secretId, input };
}

/** For `explain`. */
export function describeQuestion(question: AwsSecretQuestion, env: Environment): Details {
  const { identity, named, place, sts, operation, input } = question;
  const { roles } = identity;
  return {
    store: operation.service,
    secret: `${input.SecretId ?? input.Name}`,
    versionId: textOf(input.VersionId),
    versionStage: textOf(input.VersionStage),
    region: place.region,
    profile: identity.kind === 'node' ? identity.profile : undefined,
    named: identity.kind === 'node' ? describeNamed(named, env) : undefined,
    role: roles.join(' -> ') || undefined,
    endpoint: place.endpoint,
    stsEndpoint: roles.length > 0 ? sts.endpoint : undefined,
  };
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function warningsOf({ named }: AwsSecretQuestion): readonly string[] {
  return named.kind === 'half' ? [incomplete(named).message] : [];
}

/** For the cache. */
export function keyOf(
  { operation, place, input, ...asked }: AwsSecretQuestion,
  env: Environment,
): QuestionKey {
  return { operation: operation.target, place: { ...place }, input, ...awsIdentityKey(asked, env) };
}
