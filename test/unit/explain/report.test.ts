// The text of explain is made of its JSON alone: the JSON that was printed, read again, gives the same text.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { errorJson } from '../../../src/command-line/error-json.ts';
import { failureText } from '../../../src/command-line/failure-text.ts';
import { explain } from '../../../src/commands/explain.ts';
import { ProviderError } from '../../../src/errors.ts';
import { formatExplanation } from '../../../src/explain/format.ts';
import type { ExplainReport } from '../../../src/explain/report.ts';
import { painterFor } from '../../../src/paint.ts';
import { argumentsOf } from '../../support/arguments.ts';
import { ROOT } from '../../support/executable.ts';
import fc from '../../support/property.ts';
import { configText, temporaryFolder } from '../../support/temporary.ts';
import { worldOf } from '../../support/world.ts';

const CLIENT = '11111111-2222-3333-4444-555555555555';
const FILES = {
  'docker.json': {
    auths: {
      'a.example': { username: 'u', password: 'p' },
      'a.example/team': { username: '', password: 'q\n' },
      'b.example:5000': { username: 'u', password: `\${P}` },
    },
  },
  'kubelet.json': {
    apiVersion: 'kubelet.config.k8s.io/v1',
    kind: 'CredentialProviderConfig',
    providers: ['registry-credential-provider', 'vendor', 'odd'].map((name, index) => ({
      name,
      apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
      matchImages: [['a.example', '*.azurecr.io'], ['*.example:5000'], ['a.example/*']][index],
      ...(name === 'odd' ? {} : { defaultCacheDuration: '1m' }),
    })),
  },
};

const BACKENDS = [
  { static: { username: 'u', password: 'p', cacheDuration: '10m' } },
  { static: { username: 'u', passwordFile: '$DIR/missing' } },
  { static: { username: 'u', pasword: 'p' } },
  { dockerConfig: { path: '$DIR/docker.json' } },
  { dockerConfig: { path: '$DIR/missing' } },
  { ecr: {} },
  { ecr: { profile: 'hybrid' } },
  { acr: { managedIdentity: { clientId: CLIENT } } },
  { google: {} },
  { identity: 'serviceAccount', ecr: {} },
  { identity: 'serviceAccount', serviceAccountToken: { username: 'jwt', audience: 'a.example' } },
] as const;
const PATTERNS = [
  'a.example',
  'a.example/team/',
  '*.example:5000',
  'A.example',
  '*.azurecr.io',
  'a.example/*',
];
const IMAGES = [
  'a.example/team/app:1.0',
  'a.example/teams/app',
  'b.example:5000/app',
  'acme1.azurecr.io/app',
  '210987654321.dkr.ecr.eu-west-1.amazonaws.com/app',
  'nginx',
];

const rule = fc.record(
  {
    backend: fc.constantFrom(...BACKENDS),
    matchImages: fc.uniqueArray(fc.constantFrom(...PATTERNS.slice(0, 5)), { minLength: 1, maxLength: 3 }),
    deadPattern: fc.nat(20).map((chance) => chance === 0),
    more: fc.constantFrom(
      {},
      {},
      { continue: true },
      { continue: true, required: true },
      { thenAnonymous: true },
    ),
    accounts: fc.constantFrom({}, {}, {}, { matchServiceAccounts: ['team-a/*'] }),
  },
  { requiredKeys: [] },
);
const asked = fc.record({
  image: fc.constantFrom(...IMAGES),
  words: fc.subarray(['--all', '--service-account=team-a/app', '--kubelet-config=$DIR/kubelet.json']),
  env: fc.constantFrom({}, { AWS_PROFILE: 'hybrid', HTTPS_PROXY: 'http://proxy.example:3128' }),
});

test('any configuration: the text is made of what the JSON has', async (context) => {
  const folder = temporaryFolder(context);
  for (const [name, content] of Object.entries(FILES)) folder.write(name, JSON.stringify(content), 0o644);
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(rule, { maxLength: 5 }), asked, async (rules, { image, words, env }) => {
      const text = configText(
        rules.map(
          ({ backend = BACKENDS[0], matchImages = ['a.example'], deadPattern, more, accounts }, index) => ({
            name: `rule-${index}`,
            matchImages: deadPattern ? [PATTERNS.at(-1)] : matchImages,
            ...backend,
            ...more,
            ...accounts,
          }),
        ),
        { cache: { directory: join(folder.path, 'cache') } },
      );
      const config = folder.write('config.yaml', text.replaceAll('$DIR', folder.path));
      const command = [
        'explain',
        image,
        '-c',
        config,
        ...words.map((word) => word.replace('$DIR', folder.path)),
      ];
      for (const name of await compare(command, env)) seen.add(name);
    }),
    { numRuns: 300 },
  );
  const documented = documentedFields();
  assert.deepEqual(
    [...seen].filter((name) => !documented.has(name)),
    [],
    'fields that docs/commands.md does not name',
  );
});

test('rules that are left out are counted alike', async (context) => {
  const rules = Array.from({ length: 700 }, (_, index) => ({
    name: `r${index}`,
    matchImages: [`h${index}.example`],
    static: { username: 'u', password: 'p' },
  }));
  const config = temporaryFolder(context).write('config.yaml', configText(rules));
  for (const words of [[], ['--all']]) await compare(['explain', 'h4.example/a', '-c', config, ...words], {});
});

/** Of one command. @returns the names of all fields of its JSON */
async function compare(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Set<string>> {
  const run = (words: readonly string[]) => explain(argumentsOf('explain', words), worldOf({ env }));
  const json = [...command, '--output', 'json'];
  let text: string;
  try {
    ({ text } = await run(command));
  } catch (error) {
    assert.ok(error instanceof ProviderError, String(error));
    await assert.rejects(run(json), { message: error.message });
    compareMistakes(error);
    return new Set();
  }
  const printed = JSON.parse((await run(json)).text) as ExplainReport;
  const options = { all: command.includes('--all'), painter: painterFor(false), columns: 80 };
  assert.equal(formatExplanation(printed, options), text);
  return namesIn(printed);
}

/** Every line that a person is shown is in the JSON, but their number. */
function compareMistakes(error: ProviderError): void {
  const { code, message, hint, mistakes } = JSON.parse(errorJson(error)).error;
  const lines = failureText(error).trimEnd().split('\n');
  const last = lines.pop() ?? '';
  assert.deepEqual(lines, lines.length === 0 ? [] : mistakes);
  const what = lines.length === 0 ? message : `${lines.length} mistakes`;
  assert.equal(last, `${what}${hint === null ? '' : `; ${hint}`} [${code}]`);
}

/** The backend's own details have names of their own. */
function namesIn(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...namesIn(each)]));
  return new Set(
    Object.entries(value).flatMap(([name, inside]) => [name, ...(name === 'details' ? [] : namesIn(inside))]),
  );
}

function documentedFields(): Set<string> {
  const page = readFileSync(join(ROOT, 'docs/commands.md'), 'utf8');
  const [, section = ''] = page.split('## `explain --output json`');
  const [text = ''] = section.split('\n## ');
  return new Set([...text.matchAll(/`(\w+)(?:\[\])?`/g)].map(([, name = '']) => name));
}
