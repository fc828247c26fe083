// Every refusal in the table: said by the service, and told to the operator.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REFUSALS } from '../../../../src/backend/ecr/refusals.ts';
import type { ErrorCode } from '../../../../src/errors.ts';
import { failureOf, NO_FILES, type PullOptions, start } from './pull.ts';
import { ALICE_KEYS, PULL, tokenOf } from './world.ts';

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  BACKEND_DENIED: 403,
  BACKEND_NOT_FOUND: 400,
  BACKEND_THROTTLED: 400,
  BACKEND_UNAVAILABLE: 503,
};

const ASKING: Readonly<Record<string, readonly ['ecr' | 'ecr-public' | 'sts', ...PullOptions[]]>> = {
  ECR: ['ecr', { env: ALICE_KEYS }],
  'ECR Public': ['ecr-public', { env: ALICE_KEYS, image: 'public.ecr.aws/x/y' }],
  STS: [
    'sts',
    { env: ALICE_KEYS, settings: { roleArn: [PULL] } },
    { rule: { identity: 'serviceAccount' }, token: tokenOf(), settings: { roleArn: [PULL] } },
  ],
};

for (const { service: name, code, means, why, hint } of REFUSALS.filter(({ service }) => service in ASKING)) {
  test(`${name}: ${code}`, async (context) => {
    const aws = await start(context);
    const [service, ...pulls] = ASKING[name] ?? assert.fail(name);
    const status = STATUS[means] ?? assert.fail(means);
    for (const options of pulls) {
      aws.services[service].misbehave({ kind: 'refusing', status, code, message: 'words-of-the-service' });
      const line = await failureOf({ ...options, env: { ...NO_FILES, ...aws.env, ...options.env } });
      aws.services[service].behave();
      assert.ok(line.startsWith('rule "team-a": ecr: '), line);
      assert.ok(line.endsWith(`: ${why} (${code}, status ${status}); ${hint} [${means}]`), line);
      assert.doesNotMatch(line, /words-of-the-service/);
    }
  });
}
