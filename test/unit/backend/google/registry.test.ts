// Google's hosts, with the lookalikes beside them.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createGoogleBackend } from '../../../../src/backend/google/index.ts';
import { parseRegistry } from '../../../../src/backend/google/registry.ts';
import { BUILT_IN_CONFIG } from '../../../../src/config/built-in.ts';
import { chooseRules } from '../../../../src/config/choose-rule.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { createNetwork } from '../../../../src/system/network/create.ts';
import { googleRule, memberOf, NODE, pullOf, startProject } from './google.ts';
import hosts from './hosts.json' with { type: 'json' };

describe('hosts', () => {
  for (const host of hosts.ours) {
    test(`${host} is Google's`, () => assert.deepEqual(parseRegistry(host), { host }));
  }
  for (const host of hosts.foreign) {
    test(`${JSON.stringify(host)} is not`, () => assert.equal(parseRegistry(host), undefined));
  }

  test("each of Google's is served by a built-in rule", () => {
    for (const host of hosts.ours) {
      const subject = { image: parseImage(`${host}/p/image`), serviceAccount: () => undefined };
      const choice = chooseRules(BUILT_IN_CONFIG.rules, subject, ({ matchImages = [] }) => matchImages);
      assert.equal(choice?.rules[0].name, 'google', host);
    }
  });
});

test("a host that is not Google's gets no credential, and nobody is asked", async () => {
  const network = createNetwork({ env: {} });
  const rule = googleRule({});
  for (const host of ['gcr.io.evil.example', 'evil.example', 'gcr.io:5000']) {
    const backend = createGoogleBackend(rule, rule.backend, { env: {}, network, now: Date.now });
    const refused = {
      code: 'HOST_REFUSED',
      message: new RegExp(
        `^rule "team-a": google: "${host.replaceAll('.', '\\.')}" is not a registry of this cloud`,
      ),
    };
    await assert.rejects(backend.getCredentials(pullOf(`${host}/a/b`), new AbortController()), refused);
    assert.throws(() => backend.describe(pullOf(`${host}/a/b`)), refused);
  }
  assert.deepEqual(network.calls, []);
});

test('the built-in rule asks the metadata server, as the node', async (context) => {
  const google = await startProject(context);
  const rule = BUILT_IN_CONFIG.rules.find(({ name }) => name === 'google');
  assert.ok(rule?.backend.kind === 'google');
  const { host } = new URL(google.urls.metadata);
  const env = { GCE_METADATA_HOST: host };
  const backend = createGoogleBackend(rule, rule.backend, {
    env,
    network: createNetwork({ env }),
    now: Date.now,
  });
  const credentials = await backend.getCredentials(pullOf('eu.gcr.io/a/b'), new AbortController());
  assert.equal(memberOf(google, credentials), `serviceAccount:${NODE}`);
});
