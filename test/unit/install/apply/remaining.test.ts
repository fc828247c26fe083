// What is said of what install leaves to an operator.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule } from '../../../../src/config/config.ts';
import { describeRemaining, formatRemaining } from '../../../../src/install/apply/remaining.ts';
import type { NodePlan } from '../../../../src/install/plan/node-plan.ts';
import type { Wanted } from '../../../../src/install/plan/wanted.ts';
import { SETUP } from '../../../support/record.ts';

const CONFIG = '/etc/registry-credential-provider/config.yaml';
const rules = (...names: string[]) => names.map((name) => ({ name }) as Rule);
const entry = (audience: string | undefined) =>
  ({ tokens: audience === undefined ? undefined : { audience } }) as Wanted['plan']['entries'][number];
const linked = (path: string) => ({ record: { items: [{ role: 'link', path }] } }) as unknown as NodePlan;
const NO_LINK = { record: undefined } as NodePlan;

function remaining(
  plan: Partial<Wanted['plan']>,
  { release = 37 as number | undefined, audiences = new Map<string, string>(), node = NO_LINK } = {},
): readonly string[] {
  const wanted = { plan: { entries: [], leftOut: [], ...plan }, configInForce: CONFIG } as unknown as Wanted;
  return describeRemaining({ audiences }, wanted, { ...SETUP, release }, node);
}

test('nothing, where no rule needs tokens', () => {
  assert.deepEqual(remaining({ entries: [entry(undefined)] }), []);
  assert.equal(formatRemaining([]), '');
});

test('the grant, with the command that is typed: that it is there is not claimed', () => {
  assert.deepEqual(remaining({ entries: [entry('quay.io'), entry('zot.example'), entry(undefined)] }), [
    `as an administrator of the cluster, grant the kubelets tokens for quay.io, zot.example, unless that is done (it was not checked; the manifests of the DaemonSet have the grant): /opt/bin/registry-credential-provider generate rbac --config ${CONFIG} | kubectl apply -f -`,
  ]);
});

test('the command is found by its name where there is a link, and has the audiences of this run', () => {
  const [text = ''] = remaining(
    { entries: [entry('a b')] },
    {
      audiences: new Map([['google', 'a b']]),
      node: linked('/usr/local/bin/registry-credential-provider'),
    },
  );
  assert.ok(
    text.endsWith(
      `: registry-credential-provider generate rbac --config ${CONFIG} --audience 'google=a b' | kubectl apply -f -`,
    ),
    text,
  );
  // A link beside the executable, which the kubelet runs, is none of PATH.
  assert.match(
    remaining({ entries: [entry('a')] }, { node: linked('/opt/bin/registry-credential-provider-pods') })[0] ??
      '',
    /: \/opt\/bin\/registry/,
  );
});

test('rules that have no entry without tokens', () => {
  assert.deepEqual(remaining({ leftOut: rules('zot') }), [
    'the rule zot gives no credential on this node yet, because that needs service account tokens: run install again with --tokens added',
  ]);
  assert.match(
    remaining({ leftOut: rules('a', 'b') }, { release: undefined })[0] ?? '',
    /the rules a, b give/,
  );
  assert.match(
    remaining({ leftOut: rules('a') }, { release: 30 })[0] ?? '',
    /has no service account tokens: upgrade it to 1\.33 or later, then run install --tokens/,
  );
});

test('a line each, without what moves a cursor', () => {
  assert.equal(formatRemaining(['one', 'two\u001b[2J']), 'Still to do: one\nStill to do: two\\u{1b}[2J\n');
});
