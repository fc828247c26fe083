// From a service's code, or its status, to one line.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Refusal,
  type RefusalEvent,
  refusalError,
  wayTo,
} from '../../../../src/backend/cloud/refusal.ts';
import { formatError } from '../../../../src/errors.ts';

const TABLE: readonly Refusal[] = [
  { service: 'ECR', code: 'AccessDenied', means: 'BACKEND_DENIED', why: 'it may not', hint: 'grant it' },
  { service: 'STS', code: 'AccessDenied', means: 'BACKEND_NOT_FOUND', why: 'no role', hint: 'correct it' },
  { service: 'IMDS', code: '404', means: 'IDENTITY_UNAVAILABLE', why: 'no role here', hint: 'attach one' },
  { service: 'JFrog', code: '403', means: 'BACKEND_DENIED', why: 'no mapping', hint: 'add one' },
];

const EVENT: RefusalEvent = {
  subject: 'GetAuthorizationToken at eu-west-1 for arn:aws:sts::123456789012:assumed-role/node/i-1',
  codes: ['AccessDenied'],
  status: 400,
};
const START = 'GetAuthorizationToken at eu-west-1 for arn:aws:sts::123456789012:assumed-role/node/i-1';

describe('the line', () => {
  const rows: readonly (readonly [
    what: string,
    service: string,
    event: Partial<RefusalEvent>,
    line: string,
  ])[] = [
    ['a known code', 'ECR', {}, `${START}: it may not (AccessDenied, status 400); grant it [BACKEND_DENIED]`],
    [
      "another service's code of that name",
      'STS',
      {},
      `${START}: no role (AccessDenied, status 400); correct it [BACKEND_NOT_FOUND]`,
    ],
    [
      'its words',
      'ECR',
      { message: 'User: x is not "y"' },
      `${START}: it may not (AccessDenied, status 400): "User: x is not \\"y\\""; grant it [BACKEND_DENIED]`,
    ],
    [
      'words that are none',
      'ECR',
      { message: '' },
      `${START}: it may not (AccessDenied, status 400); grant it [BACKEND_DENIED]`,
    ],
    [
      'a status as the code',
      'IMDS',
      { codes: ['404'], status: 404 },
      `${START}: no role here (status 404); attach one [IDENTITY_UNAVAILABLE]`,
    ],
    [
      'a page with a status that is known',
      'JFrog',
      { codes: [], status: 403, page: 'jfrog.example' },
      `${START}: an HTML page answered instead of the service (status 403); a proxy, gateway or firewall answered: allow jfrog.example there, or check the proxy's variables [BACKEND_DENIED]`,
    ],
    [
      'a page for what is not there, as services have them',
      'IMDS',
      { codes: [], status: 404, page: 'x.example' },
      `${START}: no role here (status 404); attach one [IDENTITY_UNAVAILABLE]`,
    ],
    [
      'an unknown code with a status that is known',
      'IMDS',
      { codes: ['New'], status: 404 },
      `${START}: no role here (New, status 404); attach one [IDENTITY_UNAVAILABLE]`,
    ],
    [
      'a status that stands for what another one means',
      'IMDS',
      { codes: ['404'], status: 200 },
      `${START}: no role here (status 404); attach one [IDENTITY_UNAVAILABLE]`,
    ],
    [
      'an unknown code',
      'ECR',
      { codes: ['New'] },
      `${START}: request denied (New, status 400); look up this code in the service's documentation [BACKEND_DENIED]`,
    ],
    [
      'several codes: the first that is known',
      'ECR',
      { codes: ['Narrow', 'AccessDenied', 'Wide'] },
      `${START}: it may not (AccessDenied, status 400); grant it [BACKEND_DENIED]`,
    ],
    [
      'several codes that are not known: the most telling',
      'STS',
      { codes: ['Narrow', 'Wide'] },
      `${START}: request denied (Narrow, status 400); look up this code in the service's documentation [BACKEND_DENIED]`,
    ],
    [
      'no code and no message',
      'ECR',
      { codes: [], status: 403 },
      `${START}: request denied (status 403); the answer has no code of the service: check whether a proxy, gateway or firewall answered instead of it [BACKEND_DENIED]`,
    ],
    [
      'no code, 429',
      'ECR',
      { codes: [], status: 429 },
      `${START}: too many requests (status 429); the kubelet runs the plugin again when it retries the pull [BACKEND_THROTTLED]`,
    ],
    [
      'no code, 503',
      'ECR',
      { codes: [], status: 503 },
      `${START}: the service failed (status 503); the kubelet runs the plugin again when it retries the pull; check whether the service has an outage [BACKEND_UNAVAILABLE]`,
    ],
    [
      'no code, 404',
      'ECR',
      { codes: [], status: 404 },
      `${START}: not found (status 404); correct the name or the endpoint, and check whether a proxy or gateway answered instead of the service [BACKEND_NOT_FOUND]`,
    ],
    [
      'no code, 200',
      'ECR',
      { codes: [], status: 200 },
      `${START}: invalid response (status 200); check that no proxy or captive portal answers instead of the service [RESPONSE_INVALID]`,
    ],
    [
      'a known code with another status',
      'ECR',
      { status: 503 },
      `${START}: it may not (AccessDenied, status 503); grant it [BACKEND_DENIED]`,
    ],
    [
      'a code that moves the cursor',
      'ECR',
      { codes: ['a\n\u001b[2J'] },
      `${START}: request denied (a\\u{a}\\u{1b}[2J, status 400); look up this code in the service's documentation [BACKEND_DENIED]`,
    ],
    [
      'words without end',
      'ECR',
      { message: 'x'.repeat(5000) },
      `${START}: it may not (AccessDenied, status 400): "${'x'.repeat(200)}…"; grant it [BACKEND_DENIED]`,
    ],
  ];
  for (const [what, service, event, line] of rows) {
    test(what, () => assert.equal(formatError(refusalError(TABLE, service, { ...EVENT, ...event })), line));
  }
});

test('when the service wants to be asked again', () => {
  assert.equal(refusalError(TABLE, 'ECR', { ...EVENT, retryAfterMs: 7000 }).retryAfterMs, 7000);
  assert.equal(refusalError(TABLE, 'ECR', EVENT).retryAfterMs, undefined);
});

describe('the way to a service from a private network', () => {
  for (const [host, said] of [
    ['secretsmanager.eu-west-1.amazonaws.com', /VPC endpoint com\.amazonaws\.eu-west-1\.secretsmanager with/],
    ['secretsmanager.cn-north-1.amazonaws.com.cn', / cn\.com\.amazonaws\.cn-north-1\.secretsmanager with/],
    ['ssm.cn-north-1.amazonaws.com.cn', /VPC endpoint com\.amazonaws\.cn-north-1\.ssm with/],
    ['nodes.vault.azure.net', /zone privatelink\.vaultcore\.azure\.net to/],
    ['nodes.vault.usgovcloudapi.net', /zone privatelink\.vaultcore\.usgovcloudapi\.net to/],
    ['acmeprod.azurecr.io', /if the registry has a private endpoint.*zone privatelink\.azurecr\.io to/],
    ['acmeprod.azurecr.cn', /privatelink\.azurecr\.cn/],
    ['login.microsoftonline.com', /Entra ID has no private endpoint.*AzureActiveDirectory/],
    ['login.microsoftonline.us', /Entra ID/],
    ['login.partner.microsoftonline.cn', /Entra ID/],
    ['iamcredentials.googleapis.com', /Private Google Access/],
    ['secretmanager.europe-west1.rep.googleapis.com', /Private Google Access/],
    ['googleapis.com.example', undefined],
    ['azurecr.io', undefined],
    ['127.0.0.1:8080', undefined],
    ['', undefined],
  ] as const) {
    test(host, () => {
      if (said === undefined) assert.equal(wayTo(host), undefined);
      else assert.match(wayTo(host) ?? '', said);
    });
  }
});
