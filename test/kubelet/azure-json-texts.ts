// Texts of azure.json, by hand and by chance: as templates and people write them, in any letter case, twice, in YAML.

import { createRandom, type Random } from './random.ts';

export const CLIENT = '00000000-aaaa-4aaa-8aaa-000000000001';
const OTHER = '00000000-aaaa-4aaa-8aaa-000000000002';
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const RESOURCE =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pull';
const json = (value: unknown) => JSON.stringify(value);

export const HAND_MADE: readonly string[] = [
  '',
  '{}',
  'null',
  '[]',
  '"text"',
  '5',
  '# nothing\n',
  '---\n',
  json({ useManagedIdentityExtension: true }),
  json({ useManagedIdentityExtension: true, userAssignedIdentityID: CLIENT, tenantId: TENANT }),
  json({ useManagedIdentityExtension: true, userAssignedIdentityId: RESOURCE }),
  json({ usemanagedidentityextension: true, USERASSIGNEDIDENTITYID: RESOURCE.toUpperCase() }),
  json({ useManagedIdentityExten\u017fion: true, user\u0041\u017f\u017fignedIdentityID: CLIENT }),
  json({ 'useManagedIdentityExtension ': true, aadClientId: CLIENT, aadClientSecret: 's' }),
  json({ useManagedIdentityExtension: true, userAssignedIdentityID: CLIENT, userAssignedIdentityId: OTHER }),
  json({ useManagedIdentityExtension: true, userAssignedIdentityId: OTHER, userAssignedIdentityID: CLIENT }),
  json({ useManagedIdentityExtension: true, userAssignedIdentityId: null, userAssignedIdentityID: CLIENT }),
  json({ useManagedIdentityExtension: true, userAssignedIdentityID: CLIENT, userAssignedIdentityId: '' }),
  json({ useManagedIdentityExtension: false, USEMANAGEDIDENTITYEXTENSION: true }),
  json({ USEMANAGEDIDENTITYEXTENSION: false, useManagedIdentityExtension: true }),
  `{"useManagedIdentityExtension":true,"userAssignedIdentityID":"${OTHER}","userAssignedIdentityID":"${CLIENT}"}`,
  `{"useManagedIdentityExtension":true,"userAssignedIdentityID":"${OTHER}","userAssignedIdentityID":null}`,
  json({ useManagedIdentityExtension: 'true' }),
  json({ useManagedIdentityExtension: 1 }),
  json({ useManagedIdentityExtension: true, aadClientId: 5 }),
  json({ useManagedIdentityExtension: true, cloud: ['AzurePublicCloud'] }),
  json({ useManagedIdentityExtension: true, tenantId: { a: 1 } }),
  json({ useManagedIdentityExtension: true, tenantId: null, cloud: null }),
  json({ useManagedIdentityExtension: true, aadClientId: 'msi', aadClientSecret: 'msi' }),
  json({ aadClientId: CLIENT, aadClientSecret: 's', tenantId: TENANT, cloud: 'AzureChinaCloud' }),
  json({ AADClientID: CLIENT, AADClientSecret: 's', TenantID: TENANT, Cloud: 'AzureChinaCloud' }),
  json({ aadClientId: CLIENT, aadClientCertPath: '/c', aadClientCertPassword: 'p', tenantId: TENANT }),
  json({ aadClientId: CLIENT, useFederatedWorkloadIdentityExtension: true, aadFederatedTokenFile: '/t' }),
  json({ aadClientId: CLIENT, useFederatedWorkloadIdentityExtension: true, aadClientSecret: 's' }),
  json({ aadClientId: CLIENT, aadFederatedTokenFile: '/t' }),
  json({ aadClientId: CLIENT, aadFederatedTokenFile: '/t', aadClientSecret: 's' }),
  json({ unknown: { deep: [1, { more: null }] }, useManagedIdentityExtension: true }),
  `\ufeff${json({ useManagedIdentityExtension: true })}`,
  ` \n\t${json({ useManagedIdentityExtension: true })}\n\n`,
  JSON.stringify({ useManagedIdentityExtension: true, userAssignedIdentityID: CLIENT }, null, '\t'),
  `${json({ useManagedIdentityExtension: true })} trailing`,
  `{"useManagedIdentityExtension": true,}`,
  `{useManagedIdentityExtension: true, userAssignedIdentityID: ${CLIENT}}`,
  `{"useManagedIdentityExtension": true, // a comment\n}`,
  `{"useManagedIdentityExtension": true`,
  `useManagedIdentityExtension: true\nuserAssignedIdentityId: ${RESOURCE}\n`,
  `# of the node\n---\nuseManagedIdentityExtension: yes # as it is\nuserAssignedIdentityID: '${CLIENT}'\n`,
  `useManagedIdentityExtension: on\ntenantId: "${TENANT}"\n`,
  `useManagedIdentityExtension: y\n`,
  `useManagedIdentityExtension: Yes\n`,
  `useManagedIdentityExtension: TRUE\n`,
  `useManagedIdentityExtension: tRUE\n`,
  `useManagedIdentityExtension: "yes"\n`,
  `useManagedIdentityExtension: !!bool "yes"\n`,
  `useManagedIdentityExtension: ~\n`,
  `useManagedIdentityExtension:\n`,
  `useManagedIdentityExtension: true\ntenantId: 123\n`,
  `useManagedIdentityExtension: true\ntenantId: !!str 123\n`,
  `useManagedIdentityExtension: true\ncloud: no\n`,
  `useManagedIdentityExtension: true\ncloud: 2026-11-28\n`,
  `useManagedIdentityExtension: true\ncloud: 1_000\n`,
  `useManagedIdentityExtension: true\ncloud: 0o7\n`,
  `useManagedIdentityExtension: true\ncloud: 1e3\n`,
  `useManagedIdentityExtension: true\ncloud: .inf\n`,
  `aadClientId: ${CLIENT}\naadClientSecret: |\n  of two\n  lines\n`,
  `aadClientId: ${CLIENT}\naadClientSecret: >-\n  folded\n  text\n`,
  `aadClientId: ${CLIENT}\naadClientSecret: "\\u0073 \\x41"\n`,
  `aadClientId: ${CLIENT}\naadClientSecret: !!binary c2VjcmV0\n`,
  `aadClientId: ${CLIENT}\naadClientSecret: a#b\n`,
  `aadClientId: ${CLIENT}\naadClientSecret: a #b\n`,
  `aadClientId: ${CLIENT}\naadClientSecret: %a\n`,
  `aadClientId: ${CLIENT}\naadClientSecret: a: b\n`,
  `aadClientId: ${CLIENT}\naadClientSecret: '123'\n`,
  `aadClientId: ${CLIENT}\naadClientSecret: 0x1F\n`,
  `aadClientId: &id ${CLIENT}\naadClientSecret: *id\n`,
  `base: &base {aadClientId: ${CLIENT}, aadClientSecret: s}\n<<: *base\n`,
  `base: &base {aadClientId: ${OTHER}, aadClientSecret: s}\n<<: *base\naadClientId: ${CLIENT}\n`,
  `base: &base {aadClientId: ${CLIENT}, aadClientSecret: s}\naadClientId: ${OTHER}\n<<: *base\n`,
  `a: &a {aadClientId: ${CLIENT}}\nb: &b {aadClientId: ${OTHER}, aadClientSecret: s}\n<<: [*a, *b]\n`,
  `useManagedIdentityExtension: true\nuserAssignedIdentityID: ${OTHER}\nuserAssignedIdentityID: ${CLIENT}\n`,
  `useManagedIdentityExtension: true\nUserAssignedIdentityID: ${OTHER}\nuserAssignedIdentityID: ${CLIENT}\n`,
  `useManagedIdentityExtension: true\n--- \nuseManagedIdentityExtension: false\n`,
  `useManagedIdentityExtension: true\n...\nrest`,
  `\tuseManagedIdentityExtension: true\n`,
  `  useManagedIdentityExtension: true\n  tenantId: ${TENANT}\n`,
  `useManagedIdentityExtension: true\n\ttenantId: ${TENANT}\n`,
  `useManagedIdentityExtension: true\r\ntenantId: ${TENANT}\r\n`,
  `? useManagedIdentityExtension\n: true\n`,
  `? [useManagedIdentityExtension]\n: true\n`,
  `~: x\nuseManagedIdentityExtension: true\n`,
  `5: x\ntrue: y\n1.5: z\nuseManagedIdentityExtension: true\n`,
  `useManagedIdentityExtension: true\nlist:\n- a\n- b: c\n`,
];

const FIELDS = [
  'cloud',
  'tenantId',
  'aadClientId',
  'aadClientSecret',
  'aadClientCertPath',
  'useManagedIdentityExtension',
  'userAssignedIdentityID',
  'aadFederatedTokenFile',
  'useFederatedWorkloadIdentityExtension',
] as const;

const GOOD: Readonly<Record<(typeof FIELDS)[number], readonly string[]>> = {
  cloud: ['"AzurePublicCloud"', '"AzureChinaCloud"', 'null', '""'],
  tenantId: [`"${TENANT}"`, 'null', '""'],
  aadClientId: [`"${CLIENT}"`, `"${CLIENT}"`, `"${CLIENT}"`, 'null', '""', '"msi"'],
  aadClientSecret: ['"s"', '"msi"', 'null', '""', '"a b"'],
  aadClientCertPath: ['"/c"', 'null', '""'],
  useManagedIdentityExtension: ['true', 'true', 'false', 'null'],
  userAssignedIdentityID: [`"${CLIENT}"`, `"${OTHER}"`, `"${RESOURCE}"`, 'null', '""'],
  aadFederatedTokenFile: ['"/t"', 'null', '""'],
  useFederatedWorkloadIdentityExtension: ['true', 'false', 'false', 'null'],
};

const ODD = ['true', 'false', '5', '[]', '{}', '"true"', '1.5', '["x"]'];
/** What YAML has beside JSON. */
const YAML_ONLY = ['yes', 'no', 'on', 'off', '~', 'plain', "'quoted'", '', '0x1F', '2026-11-28', 'Null', 'y'];

export function generateAzureJson(seed: number, count: number): readonly string[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => generate(random));
}

function generate(random: Random): string {
  const isYaml = random.chance(0.5);
  const pairs = random.list(0, 8, () => pair(random, isYaml));
  if (random.chance(0.5)) {
    const [start, end] = isYaml && random.chance(0.3) ? ['{ ', '\n}'] : ['{', '}'];
    if (!isYaml || start === '{ ') {
      return wrap(
        random,
        start + pairs.map(([name, value]) => `"${name}": ${value || 'null'}`).join(',\n') + end,
      );
    }
  }
  return isYaml
    ? wrap(
        random,
        pairs.map(([name, value]) => `${name}: ${value}${random.chance(0.1) ? ' # why' : ''}\n`).join(''),
      )
    : wrap(random, `{${pairs.map(([name, value]) => `"${name}":${value}`).join(',')}}`);
}

function wrap(random: Random, text: string): string {
  const before = random.chance(0.1) ? random.pick(['\ufeff', ' ', '\n', '# a comment\n', '---\n', '\t']) : '';
  const after = random.chance(0.1)
    ? random.pick([' ', '\n', '# a comment\n', '\n...\n', '\n---\n', '\r\n'])
    : '';
  return before + text + after;
}

function pair(random: Random, isYaml: boolean): readonly [string, string] {
  const field = random.pick(FIELDS);
  const value = random.chance(0.03)
    ? random.pick(isYaml ? [...ODD, ...YAML_ONLY] : ODD)
    : random.pick(GOOD[field]);
  return [spell(random, field), value];
}

/** In another case, now and then, and with a letter that only Go takes for the same. */
function spell(random: Random, field: string): string {
  if (random.chance(0.6)) {
    return field;
  }
  return [...field]
    .map((letter) => {
      if (random.chance(0.02) && /[sk]/i.test(letter)) {
        return letter.toLowerCase() === 's' ? '\u017f' : '\u212a';
      }
      return random.chance(0.3) ? letter.toUpperCase() : random.chance(0.3) ? letter.toLowerCase() : letter;
    })
    .join('');
}
