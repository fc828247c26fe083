// What rules with an identity binding of AKS need in the kubelet's configuration and of the API server: tokens for the
// binding's audience, in an entry of their own beside the one for Entra ID. And what --audience says, cloud by cloud.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PatternsOf } from '../../../../src/config/choose-rule.ts';
import { parseConfig } from '../../../../src/config/load.ts';
import { describeAudienceConflicts } from '../../../../src/entries/wanted/audience-conflicts.ts';
import { kubeletConfigText } from '../../../../src/entries/wanted/kubelet-config.ts';
import { audiencesOf, planEntries } from '../../../../src/entries/wanted/plan.ts';
import { rbacText } from '../../../../src/entries/wanted/rbac.ts';
import { audiencesNamed } from '../../../../src/entries/wanted/wanted-entries.ts';
import { configText } from '../../../support/temporary.ts';

const identityBinding = { sniName: 'a.example', apiServer: '10.0.0.1', caFile: '/ca.crt' };
const acr = (name: string, image: string, settings: object, more: object = {}) => ({
  name,
  matchImages: [image],
  identity: 'serviceAccount',
  ...more,
  acr: settings,
});
const bound = acr('bound', 'corp.azurecr.io', { identityBinding });
const entra = acr('entra', 'team.azurecr.io', {});

const plan = (rules: readonly object[], audiences: ReadonlyMap<string, string> = new Map()) => {
  const config = parseConfig('/c', configText(rules));
  const patternsOf: PatternsOf = ({ matchImages = [] }) => matchImages;
  const entries = planEntries(config, { patternsOf, tokens: true, audiences });
  return { config, entries, conflicts: describeAudienceConflicts(entries, patternsOf) };
};
const tokensOf = (rules: readonly object[], audiences?: ReadonlyMap<string, string>) =>
  plan(rules, audiences).entries.entries.map(({ tokens }) => tokens);

const BOUND = {
  audience: 'api://AKSIdentityBinding',
  cacheType: 'ServiceAccount',
  requireServiceAccount: true,
  annotationKeys: [
    'kubernetes.azure.com/acr-client-id',
    'azure.workload.identity/client-id',
    'kubernetes.azure.com/acr-tenant-id',
    'azure.workload.identity/tenant-id',
  ],
};
const ENTRA = { ...BOUND, audience: 'api://AzureADTokenExchange' };

test('tokens for its audience', () => {
  assert.deepEqual(tokensOf([bound]), [BOUND]);
});

test('for Pods without a service account too, where the node may ask instead', () => {
  const withNode = { ...bound, onMissingServiceAccount: 'node' };
  assert.deepEqual(tokensOf([withNode]), [{ ...BOUND, requireServiceAccount: false }]);
});

test('an entry for each audience', () => {
  assert.deepEqual(tokensOf([bound, entra]), [BOUND, ENTRA]);
  assert.deepEqual(plan([bound, entra]).conflicts, []);
});

test('an option that names another audience is for Entra ID alone', () => {
  assert.deepEqual(tokensOf([bound, entra], new Map([['acr', 'api://other']])), [
    BOUND,
    { ...ENTRA, audience: 'api://other' },
  ]);
});

test('two rules for the same images with two audiences are told', () => {
  const { conflicts } = plan([bound, { ...entra, matchImages: ['*.azurecr.io'] }]);
  assert.equal(conflicts.length, 1);
  assert.match(conflicts[0] ?? '', /^rule "bound": the kubelet also runs entry .*AzureADTokenExchange/);
});

test('the entry without tokens leaves rules to one with tokens for the same images, and only then', () => {
  const node = { name: 'node', matchImages: ['*.azurecr.io'], acr: {} };
  const elsewhere = {
    ...node,
    matchImages: ['other.example'],
    acr: undefined,
    static: { username: 'u', password: 'p' },
  };
  const limited = (rules: readonly object[]) =>
    plan(rules).entries.entries.map(({ rulesWithoutTokens }) => rulesWithoutTokens);
  assert.deepEqual(limited([bound, node]), [false, true]);
  assert.deepEqual(limited([bound, elsewhere]), [false, false]);
  assert.deepEqual(limited([node]), [false]);
  const text = (rules: readonly object[]) =>
    kubeletConfigText(plan(rules).entries, { config: '/c', release: 37, madeBy: 'install' });
  assert.match(
    text([bound, node]),
    /- "--config=\/c"\n {6}# Images of rules .*\n {6}- "--rules-without-tokens"\n$/,
  );
  assert.doesNotMatch(text([bound, elsewhere]), /rules-without-tokens/);
});

test('the grant names its audience', () => {
  const { config } = plan([bound, entra]);
  const text = rbacText(audiencesOf(config, new Map([['acr', 'api://other']])), '/c');
  assert.match(text, /For the rules bound\. .*\n.*\n {4}resources: \["api:\/\/AKSIdentityBinding"\]/);
  assert.match(text, /For the rules entra\. .*\n.*\n {4}resources: \["api:\/\/other"\]/);
});

test('a chain of which one rule needs tokens: both entries have its images', () => {
  const { entries } = plan([
    acr('pods', 'corp.azurecr.io', {}, { continue: true }),
    { name: 'node', matchImages: ['*.azurecr.io'], acr: {} },
  ]).entries;
  assert.deepEqual(
    entries.map(({ rules, matchImages, tokens }) => [
      rules.map(({ name }) => name),
      matchImages,
      tokens !== undefined,
    ]),
    [
      [['pods'], ['corp.azurecr.io'], true],
      [['node'], ['*.azurecr.io'], false],
    ],
  );
});

describe('an audience for each store', () => {
  const secret = (store: string, settings: object, more: object = {}) => ({
    name: store.toLowerCase(),
    matchImages: [`${store.toLowerCase()}.example`],
    identity: 'serviceAccount',
    secret: { [store]: settings },
    ...more,
  });
  const aws = secret('awsSecretsManager', { secretId: 'a', region: 'eu-west-1' });
  const parameter = secret('awsParameterStore', { name: 'a', region: 'eu-west-1' });
  const google = secret('googleSecretManager', { project: 'my-project', secret: 's' });
  const azure = secret('azureKeyVault', { vault: 'team', name: 'hub' });
  const vault = secret('vault', {
    address: 'https://vault.example',
    path: 'p',
    jwt: { role: 'r' },
    serviceAccountTokenAudience: 'vault.example',
  });
  const audiences = (rules: readonly object[], ...named: readonly (readonly [string, string])[]) =>
    tokensOf(rules, new Map(named)).map((tokens) => tokens?.audience);

  test('its own, where the option names it', () => {
    assert.deepEqual(
      audiences(
        [aws, parameter, google, azure, vault],
        ['secret.awsSecretsManager', 'one'],
        ['secret.awsParameterStore', 'two'],
        ['secret.googleSecretManager', 'three'],
        ['secret.azureKeyVault', 'four'],
      ),
      ['one', 'two', 'three', 'four', 'vault.example'],
    );
  });

  test('the usual one for the others, the same in the grant', () => {
    const named = new Map([['secret.googleSecretManager', 'three']]);
    const usual = ['sts.amazonaws.com', 'three', 'api://AzureADTokenExchange'];
    assert.deepEqual(audiences([aws, parameter, google, azure], ...named), usual);
    const { config } = plan([aws, parameter, google, azure], named);
    assert.deepEqual([...audiencesOf(config, named).keys()], usual);
  });

  test('that of the backend, where there is one store; a store by its own name is none of them', () => {
    assert.deepEqual(audiences([azure, vault], ['secret', 'four']), ['four', 'vault.example']);
    assert.deepEqual(audiences([aws, azure], ['secret', 'four'], ['secret.awsSecretsManager', 'one']), [
      'one',
      'four',
    ]);
    assert.deepEqual(audiences([{ ...aws, identity: 'node' }, azure], ['secret', 'four']), [
      'four',
      undefined,
    ]);
  });

  test('of several stores, the option says what to write instead', () => {
    assert.throws(() => audiences([aws, azure, vault], ['secret', 'x']), {
      code: 'USAGE',
      message:
        '--audience secret: the rules use secret.awsSecretsManager, secret.azureKeyVault, each of which expects an audience of its own',
      hint: 'write --audience secret.awsSecretsManager=… --audience secret.azureKeyVault=… instead',
    });
  });

  test('one that is not known names its store', () => {
    assert.throws(() => audiences([google]), {
      message:
        'rule "googlesecretmanager": the audience that secret.googleSecretManager expects in a token is not known',
      hint: 'set --audience secret.googleSecretManager=PROJECT.svc.id.goog, or set secret.googleSecretManager.workloadIdentity in the rule',
    });
  });
});

describe('what is generated', () => {
  const rules = [
    acr('a', 'a.azurecr.io', {}),
    acr('b', 'a.azurecr.io', {}, { onMissingServiceAccount: 'node' }),
    { name: 'c', matchImages: ['*.azurecr.io'], acr: {} },
    {
      name: 'd',
      matchImages: ['zot.corp.example'],
      identity: 'serviceAccount',
      serviceAccountToken: { username: 'jwt', audience: 'zot.corp.example' },
    },
    acr('e', 'b.azurecr.io', {}, { matchServiceAccounts: ['team/puller'] }),
  ];
  const texts = (source: string, named: ReadonlyMap<string, string> = new Map()): string[] => {
    const { config } = plan(rules);
    const patternsOf: PatternsOf = ({ matchImages = [] }) => matchImages;
    const configs = ([33, 37] as const).flatMap((release) =>
      [false, true].map((tokens) =>
        kubeletConfigText(planEntries(config, { patternsOf, tokens, audiences: named }), {
          config: source,
          release,
          madeBy: 'generate kubelet-config',
        }),
      ),
    );
    return [...configs, rbacText(audiencesOf(config, named), source), rbacText(new Map(), source)];
  };

  test('fits 80 columns, but for names', () => {
    const wide = texts('/etc/c.yaml')
      .flatMap((text) => text.split('\n'))
      .filter(
        (line) => line.length > 80 && !/ln -s |feature gate \w+\.$|\["request-serviceaccounts/.test(line),
      );
    assert.deepEqual([...new Set(wide)], []);
  });

  test('has no line of its own for a path with a line break', () => {
    for (const path of ['/etc/a\nproviders: []', '/etc/a\u2028b', '/etc/a\u0085b', '/etc/a\rb']) {
      const [plainly, odd] = [texts('/etc/c'), texts(path)];
      for (const [index, text] of odd.entries()) {
        const lines = text.split(/[\n\r\u0085\u2028\u2029]/);
        assert.equal(lines.length, plainly[index]?.split('\n').length, text);
      }
    }
  });
});

test('an audience is of the form that the configuration and the chart have for it', () => {
  for (const audience of [
    'a\u2028b',
    'a\u0085b',
    'a\nb',
    'a b',
    ' a',
    'a ',
    'ä',
    'a\u{a0}b',
    '*',
    '',
    'a'.repeat(501),
  ]) {
    assert.throws(() => audiencesNamed([`acr=${audience}`]), { code: 'USAGE' }, audience);
  }
  for (const audience of ['a', 'api://x', '**', 'a=b', `a${'"'}b`, 'a'.repeat(500)]) {
    assert.deepEqual([...audiencesNamed([`acr=${audience}`])], [['acr', audience]]);
  }
});
