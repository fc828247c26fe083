// The instance metadata service of EC2, version 2, and the container credentials endpoint of ECS and EKS Pod Identity.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
import { randomBytes } from 'node:crypto';
import { type Answer, json, type ReceivedRequest, type ServiceDefinition, text } from '../service.ts';
import { type Accounts, type AwsConfig, accountOf, roleNameOf } from './accounts.ts';

const TTL = 'x-aws-ec2-metadata-token-ttl-seconds';
const CREDENTIALS = '/latest/meta-data/iam/security-credentials/';
const INSTANCE = 'i-0123456789abcdef0';
const SESSION_SECONDS = 6 * 3600;

export const instanceMetadata = ({ instance = {} }: AwsConfig, accounts: Accounts): ServiceDefinition => {
  const { region = 'eu-west-1' } = instance;
  const role = instance.role === undefined ? undefined : accounts.findRole(instance.role);
  const tokens = new Map<string, number>();

  const openSession = (request: ReceivedRequest): Answer => {
    const ttl = Number(request.headers[TTL]);
    if (!Number.isInteger(ttl) || ttl < 1 || ttl > 21_600) return page(400, 'Bad Request');
    if (request.headers['x-forwarded-for'] !== undefined) return page(403, 'Forbidden');
    const token = randomBytes(42).toString('base64url');
    tokens.set(token, accounts.now().getTime() + ttl * 1000);
    return text(200, token, { [TTL]: String(ttl) });
  };

  const read = (path: string): Answer => {
    switch (path) {
      case '/latest/meta-data/placement/region':
        return text(200, region);
      case '/latest/meta-data/placement/availability-zone':
        return text(200, `${region}a`);
      case '/latest/meta-data/instance-id':
        return text(200, INSTANCE);
      case '/latest/dynamic/instance-identity/document':
        return text(
          200,
          JSON.stringify({ region, instanceId: INSTANCE, accountId: accountOf(role?.arn ?? '') }),
        );
    }
    if (role === undefined) return page(404, 'Not Found');
    if (path === CREDENTIALS || `${path}/` === CREDENTIALS) return text(200, roleNameOf(role.arn));
    if (path !== `${CREDENTIALS}${roleNameOf(role.arn)}`) return page(404, 'Not Found');
    const { SessionToken, Expiration, ...keys } = accounts.openSession(role, INSTANCE, SESSION_SECONDS);
    const times = { LastUpdated: accounts.now(), Expiration };
    return text(
      200,
      JSON.stringify({ Code: 'Success', Type: 'AWS-HMAC', ...keys, Token: SessionToken, ...times }),
    );
  };

  return {
    name: 'imds',
    hosts: /^(?:169\.254\.169\.254|\[fd00:ec2::254\])$/,
    throttled: () => page(429, 'Too Many Requests'),
    failing: (status) => page(status, 'Internal Server Error'),
    refusing: (status, _, message) => page(status, message),
    answer(request) {
      if (request.method === 'PUT' && request.path === '/latest/api/token') return openSession(request);
      if (request.method !== 'GET') return page(405, 'Method Not Allowed');
      const endsAt = tokens.get(String(request.headers['x-aws-ec2-metadata-token'])) ?? 0;
      return endsAt > accounts.now().getTime() ? read(request.path) : page(401, 'Unauthorized');
    },
  };
};

export const CONTAINER_CREDENTIALS_PATH = '/v1/credentials';

export const containerCredentials = ({ container }: AwsConfig, accounts: Accounts): ServiceDefinition => ({
  name: 'container-credentials',
  hosts: /^(?:169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\])$/,
  throttled: () => json(429, { code: 'ThrottlingException', message: 'Rate exceeded' }),
  failing: (status) => json(status, { code: 'InternalServerException', message: 'internal error' }),
  refusing: (status, code, message) => json(status, { code, message }),
  answer({ method, path, headers }) {
    const role = container && accounts.findRole(container.role);
    if (method !== 'GET' || path !== CONTAINER_CREDENTIALS_PATH || role === undefined) {
      return json(404, { code: 'ResourceNotFoundException', message: 'no credentials at that path' });
    }
    if (headers.authorization !== container?.authorization) {
      return json(401, { code: 'AccessDeniedException', message: 'the Authorization token is not valid' });
    }
    const { SessionToken, ...credentials } = accounts.openSession(role, 'eks-cluster-pod', SESSION_SECONDS);
    return json(200, { ...credentials, Token: SessionToken, AccountId: accountOf(role.arn) });
  },
});

const page = (status: number, title: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<?xml version="1.0" encoding="iso-8859-1"?>\n<html><head><title>${status} - ${title}</title></head><body><h1>${status} - ${title}</h1></body></html>\n`,
});
