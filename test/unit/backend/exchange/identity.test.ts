// Whose token is sent, and for whom at the provider: what the rule says, and what an annotation may say instead.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatError, ProviderError } from '../../../../src/errors.ts';
import { ask, backendOf, podToken, pullOf, ROBOT, startTrust } from './registries.ts';

const KEY = 'quay.io/federated-robot-account';

async function refusalOf(asking: Promise<unknown>): Promise<ProviderError> {
  const error = await asking.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError, String(error));
  return error;
}

describe('annotations', () => {
  test('none, and none in the rule: the command that sets it', async (context) => {
    const registries = await startTrust(context);
    const error = await refusalOf(ask(registries, 'quay', { fields: { robot: undefined } }));
    assert.equal(error.code, 'ANNOTATION_MISSING');
    assert.match(
      formatError(error),
      /^rule "team-a": exchange: service account team-a\/app has no annotation quay\.io\/federated-robot-account in the request; set it: kubectl annotate serviceaccount --namespace team-a app quay\.io\/federated-robot-account=NAMESPACE\+ROBOT; and add the key to optionalServiceAccountAnnotationKeys/,
    );
    assert.deepEqual(registries.requests, []);
  });

  const lists: readonly (readonly [
    allowed: readonly string[] | undefined,
    robot: string,
    isAllowed: boolean,
  ])[] = [
    [undefined, ROBOT, true],
    [['team+*'], ROBOT, true],
    [[ROBOT], ROBOT, true],
    [['team+other', 'other+*'], ROBOT, false],
    [['puller'], ROBOT, false],
  ];
  for (const [allowedRobots, robot, isAllowed] of lists) {
    test(`${robot} by ${allowedRobots}: ${isAllowed}`, async (context) => {
      const registries = await startTrust(context);
      const asking = ask(registries, 'quay', {
        annotations: { [KEY]: robot },
        fields: { robot: undefined, allowedRobots },
      });
      if (isAllowed) {
        assert.equal((await asking)?.entries.length, 1);
        return;
      }
      const error = await refusalOf(asking);
      assert.equal(error.code, 'IDENTITY_NOT_ALLOWED');
      assert.match(error.message, /team\+puller is not in exchange\.quay\.allowedRobots of the rule/);
      assert.deepEqual(registries.requests, []);
    });
  }

  test("the rule's own robot needs no entry", async (context) => {
    const registries = await startTrust(context);
    const credentials = await ask(registries, 'quay', { fields: { allowedRobots: ['other+*'] } });
    assert.equal(credentials?.entries.length, 1);
  });

  for (const value of [
    '',
    'puller',
    'team+puller:x',
    'team+puller\n',
    'team+puller@evil.example',
    'https://evil.example/team+puller',
    '../../evil+a',
    'team+puller?x=y',
    'team+puller Authorization: x',
    `${'a'.repeat(300)}+a`,
  ]) {
    test(`a robot of another form: ${JSON.stringify(value).slice(0, 40)}`, async (context) => {
      const registries = await startTrust(context);
      const error = await refusalOf(ask(registries, 'quay', { annotations: { [KEY]: value } }));
      assert.equal(error.code, 'ANNOTATION_INVALID');
      assert.deepEqual(registries.requests, []);
    });
  }

  test('those by which other plugins let a Pod choose hosts, URLs, headers and TLS are not read', async (context) => {
    const registries = await startTrust(context);
    const annotations = {
      'quay.io/host-override': 'evil.example',
      'quay.io/host': 'evil.example',
      'quay.io/ignore-tls-verify': 'true',
      'quay.io/plain-http': 'true',
      'quay.io/certificate-file': '/etc/shadow',
      'cloudsmith.io/api-host': 'evil.example',
      'cloudsmith.io/org-slug': '../evil',
      'registry-credential-provider/jfrog-endpoint': 'https://evil.example',
      JFrogExchange: 'true',
    };
    for (const service of ['quay', 'jfrog', 'tokenEndpoint'] as const) {
      assert.equal((await ask(registries, service, { annotations }))?.entries.length, 1);
    }
    assert.deepEqual(
      registries.requests.map(({ host, service }) => [service, `http://${host}`]),
      [
        ['quay', registries.urls.quay],
        ['jfrog', registries.urls.jfrog],
        ['token-endpoint', registries.urls.tokenEndpoint],
      ],
    );
  });
});

describe('tokens', () => {
  const huge = Array.from({ length: 200 }, (_, index) => `https://audience-${index}.example`);
  const rows: readonly (readonly [what: string, audience: string | readonly string[], words: RegExp])[] = [
    [
      "the API server's audience",
      'https://kubernetes.default.svc',
      /is for "https:\/\/kubernetes\.default\.svc" \(the Kubernetes API server\), and the rule is for "quay\.io" alone/,
    ],
    ["a cloud's", 'sts.amazonaws.com', /is for "sts\.amazonaws\.com" \(AWS\)/],
    ['its own and another', ['quay.io', 'sts.amazonaws.com'], /is for "quay\.io", "sts\.amazonaws\.com"/],
    ['very many', huge, /"https:\/\/audience-2\.example" and 197 more/],
    ['none', [], /is for no audience/],
    ['one that begins with its own', 'quay.io.evil.example', /is for "quay\.io\.evil\.example"/],
  ];
  for (const [what, audience, words] of rows) {
    test(`a token for ${what} is not sent`, async (context) => {
      const registries = await startTrust(context);
      const error = await refusalOf(ask(registries, 'quay', { token: podToken('quay', { audience }) }));
      assert.equal(error.code, 'AUDIENCE_REFUSED');
      assert.match(error.message, words);
      assert.ok(error.message.length < 1000);
      assert.deepEqual(registries.requests, []);
    });
  }

  test('a token of a size that no header takes, and one that is no JWT', async (context) => {
    const registries = await startTrust(context);
    const claims = { padding: 'x'.repeat(16_384) };
    const opaque = podToken('quay').replaceAll('.', '.!');
    for (const token of [podToken('quay', { claims }), opaque]) {
      const error = await refusalOf(ask(registries, 'quay', { token }));
      assert.equal(error.code, 'TOKEN_INVALID');
      assert.ok(error.message.length < 500);
    }
    assert.deepEqual(registries.requests, []);
  });

  test('no token in the request', async (context) => {
    const registries = await startTrust(context);
    const image = 'quay.io/team/app';
    const backend = backendOf({ quay: { endpoint: registries.urls.quay, robot: ROBOT } }, { image });
    const error = await refusalOf(backend.getCredentials(pullOf({ image }), new AbortController()));
    assert.equal(error.code, 'SERVICE_ACCOUNT_MISSING');
  });
});
