// AWS Secrets Manager and Systems Manager Parameter Store: GetSecretValue and GetParameter, with the KMS keys behind.
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
import type { Answer, ReceivedRequest, ServiceDefinition } from '../service.ts';
import type { Accounts, AwsConfig, AwsParameter, AwsSecret, AwsVersion } from './accounts.ts';
import {
  authorise,
  type Call,
  isAnswer,
  jsonAnswer,
  jsonError,
  type Operation,
  TROUBLE,
} from './json-protocol.ts';
import { hostsOf, regionIn } from './partitions.ts';

const SECRETS_HOST = hostsOf('secretsmanager(?:-fips)?');
const PARAMETERS_HOST = hostsOf('ssm(?:-fips)?');

const operation = (service: string, target: string, host: RegExp, action: Operation['actions'][0]) => ({
  target,
  service,
  regionOf: (name: string) => (host.test(name) ? regionIn(name) : undefined),
  actions: [action],
});

export const secretsManager = ({ secrets = [] }: AwsConfig, accounts: Accounts): ServiceDefinition => ({
  name: 'secretsmanager',
  hosts: SECRETS_HOST,
  now: accounts.now,
  ...TROUBLE,
  answer: (request: ReceivedRequest) =>
    answerTo(
      authorise(
        request,
        accounts,
        operation(
          'secretsmanager',
          'secretsmanager.GetSecretValue',
          SECRETS_HOST,
          'secretsmanager:GetSecretValue',
        ),
      ),
      (call) => secretValue(call, secrets),
    ),
});

export const parameterStore = ({ parameters = [] }: AwsConfig, accounts: Accounts): ServiceDefinition => ({
  name: 'ssm',
  hosts: PARAMETERS_HOST,
  now: accounts.now,
  ...TROUBLE,
  answer: (request: ReceivedRequest) =>
    answerTo(
      authorise(
        request,
        accounts,
        operation('ssm', 'AmazonSSM.GetParameter', PARAMETERS_HOST, 'ssm:GetParameter'),
      ),
      (call) => parameter(call, parameters),
    ),
});

const answerTo = (call: Call | Answer, answer: (call: Call) => Answer): Answer =>
  isAnswer(call) ? call : answer(call);

const arnOf = ({ region, principal }: Call, rest: string) =>
  `arn:aws:${rest.split(':')[0]}:${region}:${principal.account}:${rest.slice(rest.indexOf(':') + 1)}`;

function secretValue(call: Call, secrets: readonly AwsSecret[]): Answer {
  const {
    SecretId,
    VersionId,
    VersionStage = VersionId === undefined ? 'AWSCURRENT' : undefined,
  } = call.input;
  const unknown = Object.keys(call.input).filter((name) => !/^(SecretId|VersionId|VersionStage)$/.test(name));
  if (typeof SecretId !== 'string' || unknown.length > 0)
    return jsonError('ValidationException', 'no SecretId');
  const secret = secrets.find(
    ({ name }) => name === SecretId || arnOf(call, `secretsmanager:secret:${name}-AbCdEf`) === SecretId,
  );
  if (secret === undefined) {
    return jsonError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  if (secret.deleted) {
    return jsonError(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }
  const refused = refusedKey(secret.kms, call);
  if (refused !== undefined) return refused;
  const versions: readonly AwsVersion[] = secret.versions;
  const version = versions.find(
    ({ id, stages = ['AWSCURRENT'] }) =>
      (VersionId === undefined || id === VersionId) &&
      (VersionStage === undefined || stages.includes(String(VersionStage))),
  );
  if (version === undefined) {
    return jsonError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${VersionId === undefined ? `staging label: ${VersionStage}` : `VersionId: ${VersionId}`}`,
    );
  }
  return jsonAnswer(200, {
    ARN: arnOf(call, `secretsmanager:secret:${secret.name}-AbCdEf`),
    CreatedDate: 1_700_000_000.123,
    Name: secret.name,
    ...(version.binary
      ? { SecretBinary: Buffer.from(version.text).toString('base64') }
      : { SecretString: version.text }),
    VersionId: version.id,
    VersionStages: version.stages ?? ['AWSCURRENT'],
  });
}

function parameter(call: Call, parameters: readonly AwsParameter[]): Answer {
  const { Name, WithDecryption } = call.input;
  if (typeof Name !== 'string') return jsonError('ValidationException', 'no Name');
  if (WithDecryption !== true) return jsonError('ValidationException', 'the fake decrypts only');
  const [, name = '', selector] =
    /^(?:arn:aws:ssm:[^:]+:\d+:parameter)?([^:]+)(?::([^:]+))?$/.exec(Name) ?? [];
  const found = parameters.find((each) => each.name === name);
  if (found === undefined) return jsonError('ParameterNotFound', '');
  const refused = refusedKey(found.kms, call);
  if (refused !== undefined) return refused;
  const version = found.versions.findLast(
    ({ id, stages = [] }) => selector === undefined || id === selector || stages.includes(selector),
  );
  if (version === undefined) {
    return jsonError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${selector} of ${name}.`,
    );
  }
  return jsonAnswer(200, {
    Parameter: {
      ARN: arnOf(call, `ssm:parameter${name}`),
      DataType: 'text',
      LastModifiedDate: 1_700_000_000.123,
      Name: name,
      Type: 'SecureString',
      Value: version.text,
      Version: Number(version.id),
      ...(selector !== undefined && { Selector: `:${selector}` }),
    },
  });
}

/** What the services say when KMS says no, each in its own way. */
function refusedKey(kms: AwsSecret['kms'], { principal }: Call): Answer | undefined {
  switch (kms) {
    case undefined:
      return undefined;
    case 'denied':
      return jsonError('AccessDeniedException', 'Access to KMS is not allowed');
    case 'deniedByKms':
      return jsonError(
        'AccessDeniedException',
        `User: ${principal.arn} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:123456789012:key/1 because no identity-based policy allows the kms:Decrypt action (Service: AWSKMS; Status Code: 400)`,
      );
    case 'disabled':
      return jsonError(
        'DecryptionFailure',
        "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
      );
    case 'invalid':
      return jsonError('InvalidKeyId', 'arn:aws:kms:eu-west-1:123456789012:key/1 is disabled.');
  }
}
