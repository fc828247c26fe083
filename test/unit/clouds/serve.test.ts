// The fake clouds as a process of their own: what it prints, how it is told what to do, and that it ends.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import type { RecordedRequest } from '../../clouds/record.ts';
import type { Instruction, ServeConfig, Served } from '../../clouds/serve.ts';
import { ROOT } from '../../support/executable.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function serve(context: TestContext, config: ServeConfig) {
  const file = temporaryFolder(context).write('config.json', JSON.stringify(config));
  const child = spawn(process.execPath, [join(ROOT, 'test/clouds/serve.ts'), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  context.after(() => child.kill());
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, served: JSON.parse(line) as Served };
}

const ROLE = 'arn:aws:iam::123456789012:role/node';

test('serves, records, misbehaves when told, and ends with its standard input', async (context) => {
  const { child, served } = await serve(context, {
    aws: { roles: [{ arn: ROLE }], instance: { role: ROLE, region: 'eu-central-1' } },
    now: '2026-01-01T00:00:00Z',
  });
  assert.match(served.authority, /^-----BEGIN CERTIFICATE-----\n/);
  assert.equal(served.env.HTTPS_PROXY, served.proxyUrl);
  const { imds = '' } = served.aws.urls;
  const put = () =>
    fetch(`${imds}/latest/api/token`, {
      method: 'PUT',
      headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' },
    });
  assert.equal((await put()).status, 200);

  const misbehaviours = `${served.control}/__misbehaviours`;
  const tell = (instruction: Instruction) =>
    fetch(misbehaviours, { method: 'POST', body: JSON.stringify(instruction) });
  const throttled = { kind: 'throttled', retryAfter: '3' } as const;
  assert.equal((await tell({ cloud: 'aws', service: 'imds', misbehaviour: throttled })).status, 204);
  assert.equal((await tell({ cloud: 'aws', service: 'other', misbehaviour: throttled })).status, 404);
  const refused = await put();
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '3']);
  const { quay = '' } = served.registries.urls;
  const exchange = async () => (await fetch(`${quay}/oauth2/federation/robot/token`)).status;
  const failing = { kind: 'failing', status: 503 } as const;
  assert.equal((await tell({ cloud: 'registries', service: 'quay', misbehaviour: failing })).status, 204);
  assert.equal(await exchange(), 503);
  await fetch(misbehaviours, { method: 'DELETE' });
  assert.equal((await put()).status, 200);
  assert.equal(await exchange(), 401, 'as no robot has asked');

  const requests = `${served.control}/__requests`;
  const recorded = async () => (await (await fetch(requests)).json()) as RecordedRequest[];
  assert.deepEqual(
    (await recorded()).map(({ cloud, service, status }) => [cloud, service, status]),
    [
      ['aws', 'imds', 200],
      ['aws', 'imds', 429],
      ['registries', 'quay', 503],
      ['aws', 'imds', 200],
      ['registries', 'quay', 401],
    ],
  );
  await fetch(requests, { method: 'DELETE' });
  assert.deepEqual(await recorded(), []);
  assert.deepEqual(await (await fetch(`${served.control}/__proxy`)).json(), []);

  child.stdin.end();
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});
