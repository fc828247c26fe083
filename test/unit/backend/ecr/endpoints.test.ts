// Which hosts are asked: by the SDK's rules from the registry's host, or as configuration and environment say.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProviderError } from '../../../../src/errors.ts';
import type { HttpRequest, Network } from '../../../../src/system/network/door.ts';
import { OURS } from './hosts.ts';
import { failureOf, type PullOptions, pull } from './pull.ts';
import { ALICE_KEYS, PULL, tokenOf } from './world.ts';

const STS_ANSWER = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2036-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

/** Answers as ECR and STS do, and writes down where each was asked and for which region it was signed. */
function recorder(asked: string[], ahead: string[]): Network {
  return {
    calls: [],
    connectAhead: (url) => ahead.push(url),
    async send({ url, headers = {}, step }: HttpRequest) {
      const [, region = 'unsigned'] =
        /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
      asked.push(`${url} ${region}`);
      const isSts = step.startsWith('AssumeRole');
      const data = { authorizationToken: btoa('AWS:x'), expiresAt: 1.9e9 };
      const isPublic = url.includes('public');
      const body = isSts
        ? STS_ANSWER.replaceAll('AssumeRole', step.split(' ')[0] ?? '')
        : JSON.stringify({ authorizationData: isPublic ? data : [data] });
      return { status: 200, headers: {}, body: Buffer.from(body) };
    },
  };
}

async function asked(options: PullOptions): Promise<string[]> {
  return (await askedAndBegun(options)).asked;
}

/** Beside where requests went, to where connections were begun before the SDK was evaluated: nowhere else. */
async function askedAndBegun(options: PullOptions): Promise<{ asked: string[]; begun: string[] }> {
  const asked: string[] = [];
  const ahead: string[] = [];
  const env = { ...ALICE_KEYS, ...options.env };
  await pull({ ...options, env, network: recorder(asked, ahead) });
  const begun = ahead.map((url) => new URL(url).host);
  const hosts = asked.map((url) => new URL(url.replace(/ .*/, '')).host);
  for (const host of begun) assert.ok(hosts.includes(host), `a connection to ${host}, which is not asked`);
  return { asked, begun };
}

/** Behind `api.ecr.REGION.` and `sts.REGION.`, and behind `ecr.REGION.` where there is IPv6 too. */
const SUFFIXES: Readonly<Record<string, readonly [plain: string, dualstack: string]>> = {
  aws: ['amazonaws.com', 'api.aws'],
  'aws-us-gov': ['amazonaws.com', 'api.aws'],
  'aws-cn': ['amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  'aws-eusc': ['amazonaws.eu', 'api.amazonwebservices.eu'],
  'aws-iso': ['c2s.ic.gov', 'api.aws.ic.gov'],
  'aws-iso-b': ['sc2s.sgov.gov', 'api.aws.scloud'],
  'aws-iso-e': ['cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
  'aws-iso-f': ['csp.hci.ic.gov', 'api.aws.hci.ic.gov'],
};

for (const [host, { region, partition, fips, dualstack, public: isPublic }] of OURS) {
  test(`${host}: ECR and STS of its region, FIPS and IP version`, async () => {
    const [plain, dual] = SUFFIXES[partition] ?? assert.fail(partition);
    const f = fips ? '-fips' : '';
    const ecr = isPublic
      ? dualstack
        ? 'ecr-public.us-east-1.api.aws'
        : 'api.ecr-public.us-east-1.amazonaws.com'
      : dualstack
        ? `ecr${f}.${region}.${dual}`
        : `api.ecr${f}.${region}.${plain}`;
    // STS in GovCloud is FIPS under its plain name.
    const stsFips = partition === 'aws-us-gov' && !dualstack ? '' : f;
    const sts = `sts${stsFips}.${region}.${dualstack ? dual : plain}`;
    const arn = `arn:${partition}:iam::210987654321:role/pull`;
    const { asked, begun } = await askedAndBegun({ image: `${host}/x`, settings: { roleArn: [arn] } });
    assert.deepEqual(asked, [`https://${sts}/ ${region}`, `https://${ecr}/ ${region}`]);
    // Those names that are known without the SDK; who asks ECR Public may have no identity.
    const known = isPublic ? [sts] : [sts, ecr];
    assert.deepEqual(begun, fips || dualstack ? [] : known);
  });
}

const HOST = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/x';
const PUBLIC = 'public.ecr.aws/x/y';
const API = 'https://api.ecr.eu-west-1.amazonaws.com/ eu-west-1';
const roleArn = [PULL];
const link = 'https://vpce-1.api.ecr.eu-west-1.vpce.amazonaws.com';

const PLACES: readonly (readonly [what: string, options: PullOptions, places: string[]])[] = [
  ['an endpoint of the configuration', { settings: { endpoint: link } }, [`${link}/ eu-west-1`]],
  [
    'it takes the place of FIPS and dual-stack too',
    { image: '123456789012.dkr-ecr-fips.us-west-2.on.aws/x', settings: { endpoint: link } },
    [`${link}/ us-west-2`],
  ],
  [
    'it comes before the environment',
    { settings: { endpoint: link }, env: { AWS_ENDPOINT_URL_ECR: 'https://other.example' } },
    [`${link}/ eu-west-1`],
  ],
  [
    'AWS_ENDPOINT_URL_ECR',
    { env: { AWS_ENDPOINT_URL_ECR: 'https://e.example', AWS_ENDPOINT_URL: 'https://x.example' } },
    ['https://e.example/ eu-west-1'],
  ],
  [
    'AWS_ENDPOINT_URL, for all of them',
    { settings: { roleArn }, env: { AWS_ENDPOINT_URL: 'https://x.example' } },
    ['https://x.example/ eu-west-1', 'https://x.example/ eu-west-1'],
  ],
  [
    'AWS_ENDPOINT_URL_STS',
    { settings: { roleArn }, env: { AWS_ENDPOINT_URL_STS: 'https://s.example' } },
    ['https://s.example/ eu-west-1', API],
  ],
  [
    'an endpoint of STS in the configuration',
    {
      settings: { roleArn, stsEndpoint: 'https://sts.example' },
      env: { AWS_ENDPOINT_URL_STS: 'https://s.example' },
    },
    ['https://sts.example/ eu-west-1', API],
  ],
  [
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is for those of the environment',
    { env: { AWS_ENDPOINT_URL_ECR: 'https://e.example', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } },
    [API],
  ],
  [
    'and for no other',
    { settings: { endpoint: link }, env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } },
    [`${link}/ eu-west-1`],
  ],
  ['an empty variable is none', { env: { AWS_ENDPOINT_URL_ECR: '', AWS_ENDPOINT_URL: '' } }, [API]],
  [
    'ECR Public has a variable of its own',
    {
      image: PUBLIC,
      env: {
        AWS_ENDPOINT_URL_ECR: 'https://e.example',
        AWS_ENDPOINT_URL_ECR_PUBLIC: 'https://public.example',
      },
    },
    ['https://public.example/ us-east-1'],
  ],
  [
    'a path',
    { settings: { endpoint: 'https://proxy.example/ecr' } },
    ['https://proxy.example/ecr/ eu-west-1'],
  ],
  [
    'FIPS by the environment',
    { env: { AWS_USE_FIPS_ENDPOINT: 'true' } },
    ['https://api.ecr-fips.eu-west-1.amazonaws.com/ eu-west-1'],
  ],
  [
    'dual-stack by the environment',
    { env: { AWS_USE_DUALSTACK_ENDPOINT: 'true' } },
    ['https://ecr.eu-west-1.api.aws/ eu-west-1'],
  ],
  [
    'a region of STS',
    { settings: { roleArn, region: 'eu-central-1' } },
    ['https://sts.eu-central-1.amazonaws.com/ eu-central-1', API],
  ],
  [
    'the region of the environment is not ECR’s',
    { env: { AWS_REGION: 'us-east-2', AWS_DEFAULT_REGION: 'us-east-2' } },
    [API],
  ],
  [
    'ECR Public: STS in the node’s region',
    { image: PUBLIC, settings: { roleArn }, env: { AWS_REGION: 'eu-north-1' } },
    [
      'https://sts.eu-north-1.amazonaws.com/ eu-north-1',
      'https://api.ecr-public.us-east-1.amazonaws.com/ us-east-1',
    ],
  ],
  [
    'ECR Public: STS in the configured region',
    { image: PUBLIC, settings: { roleArn, region: 'sa-east-1' }, env: { AWS_REGION: 'eu-north-1' } },
    [
      'https://sts.sa-east-1.amazonaws.com/ sa-east-1',
      'https://api.ecr-public.us-east-1.amazonaws.com/ us-east-1',
    ],
  ],
  [
    'ECR Public: a region that is none, or of another partition',
    {
      image: PUBLIC,
      settings: { roleArn },
      env: { AWS_REGION: 'evil.example/#', AWS_DEFAULT_REGION: 'cn-north-1' },
    },
    [
      'https://sts.us-east-1.amazonaws.com/ us-east-1',
      'https://api.ecr-public.us-east-1.amazonaws.com/ us-east-1',
    ],
  ],
  [
    'a web identity is not signed',
    { rule: { identity: 'serviceAccount' }, token: tokenOf(), settings: { roleArn: [PULL] } },
    ['https://sts.eu-west-1.amazonaws.com/ unsigned', API],
  ],
];

for (const [what, options, places] of PLACES) {
  test(`asks at: ${what}`, async () => {
    assert.deepEqual(await asked({ image: HOST, ...options }), places);
  });
}

const WRONG: readonly (readonly [what: string, options: PullOptions, failure: RegExp])[] = [
  [
    'http that leaves the node',
    { env: { AWS_ENDPOINT_URL_ECR: 'http://e.example' } },
    /AWS_ENDPOINT_URL_ECR: expected an https URL without user, query and fragment; http only to loopback; correct/,
  ],
  [
    'http that looks like loopback',
    { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1.evil.example' } },
    /AWS_ENDPOINT_URL: expected/,
  ],
  ['a user', { env: { AWS_ENDPOINT_URL_STS: 'https://u:p@e.example' } }, /AWS_ENDPOINT_URL_STS: expected/],
  ['a query', { env: { AWS_ENDPOINT_URL_STS: 'https://e.example/?x=1' } }, /AWS_ENDPOINT_URL_STS: expected/],
  ['no URL', { env: { AWS_ENDPOINT_URL_ECR: 'e.example' } }, /AWS_ENDPOINT_URL_ECR: expected/],
  [
    'a region of STS in another partition',
    { settings: { region: 'cn-north-1' } },
    /ecr\.region cn-north-1 is in the partition aws-cn, but the registry is in aws; use one rule for each partition/,
  ],
];

for (const [what, options, failure] of WRONG) {
  test(`asks nowhere: ${what}`, async () => {
    const places: string[] = [];
    const line = await failureOf({ image: HOST, ...options, network: recorder(places, places) });
    assert.match(line, failure);
    assert.match(line, /^rule "team-a": ecr: .*\[CONFIG_INVALID\]$/);
    assert.deepEqual(places, []);
  });
}

test('a wrong endpoint is the configuration’s mistake', async () => {
  await assert.rejects(
    pull({ image: HOST, env: { AWS_ENDPOINT_URL: 'x' } }),
    (error) => error instanceof ProviderError && error.exitCode === 2,
  );
});
