// Mutated requests, configurations and docker configs: no crash, no hang, one line, exit 0, 1 or 2.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RunResult, request, run } from '../support/executable.ts';
import fc from '../support/property.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 120);
const IMAGE = 'r.example/team/app';
const RULES = [{ name: 'any', matchImages: ['*.example'], static: { username: 'u', password: 'p' } }];
const YAML = `# comment
apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
deadline: 5s
rules:
  - name: a
    matchImages: &images ["r.example/team", '*.example:5000']
    static: { username: u, password: "p", cacheDuration: 1h }
  - name: b
    matchImages: *images
    matchServiceAccounts: [team-a/*]
    identity: serviceAccount
    ecr: { roleArn: "arn:aws:iam::210987654321:role/pull" }
  - name: c
    dockerConfig:
      path: /nonexistent/config.json
`;
const DOCKER_CONFIG = JSON.stringify({
  auths: {
    'https://r.example/v1/': { auth: 'dTpw' },
    'r.example/team': { username: 'u', password: 'p' },
    '*.example': {},
  },
  credHelpers: { 's.example': 'gcr' },
});

/** Bytes that mean something to JSON, YAML, URLs or terminals. */
const SPECIAL = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '\\',
  '\n',
  '\t',
  ' ',
  '*',
  '&',
  '!',
  '|',
  '>',
  '%',
  '@',
  '`',
  '#',
  '-',
  '?',
  '\0',
  '\x1b',
  '\ufeff',
  'ÿ',
  '/',
  '//',
  '..',
  '<<: ',
  '__proto__',
  '1e999',
  'null',
  '\u2028',
];

interface Mutation {
  readonly at: number;
  readonly cut: number;
  readonly insert: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(8),
  insert: fc.oneof(fc.constant(''), fc.constantFrom(...SPECIAL), fc.string({ maxLength: 6, unit: 'binary' })),
});
const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });
/** Bytes, so that invalid UTF-8 is among them. */
const mutate = (text: string, changes: readonly Mutation[], broken: boolean): Buffer => {
  const mutated = changes.reduce((result, { at, cut, insert }) => {
    const start = Math.floor(at * result.length);
    return result.slice(0, start) + insert + result.slice(start + cut);
  }, text);
  return broken ? Buffer.concat([Buffer.from(mutated), Buffer.from([0xff])]) : Buffer.from(mutated);
};

/** What hangs is ended by the driver, by a signal. */
function assertBehaves({ exit, signal, stdout, stderr }: RunResult): void {
  assert.equal(signal, null);
  assert.ok(exit === 0 || exit === 1 || exit === 2, `exit ${exit}`);
  if (exit === 0) {
    assert.equal(stderr, '');
    const { kind } = JSON.parse(stdout);
    assert.equal(kind, 'CredentialProviderResponse');
  } else {
    assert.equal(stdout, '');
    assert.match(stderr, /^[^\p{Cc}\u2028\u2029]+ \[[A-Z_]+\]$/u);
    assert.doesNotMatch(stderr, /\[INTERNAL\]/);
  }
}

async function fuzz(
  provide: (changes: readonly Mutation[], broken: boolean) => Promise<RunResult>,
): Promise<void> {
  const exits = new Map<number | null, number>();
  await fc.assert(
    fc.asyncProperty(mutations, fc.boolean(), async (changes, broken) => {
      const result = await provide(changes, broken && changes.length > 2);
      exits.set(result.exit, (exits.get(result.exit) ?? 0) + 1);
      assertBehaves(result);
    }),
    { numRuns: RUNS, seed: 20261124 },
  );
  assert.ok(exits.size > 1, `only exit ${[...exits.keys()]}: the mutations are too harsh or too mild`);
}

test('requests', async (t) => {
  const config = temporaryFolder(t).write('config.yaml', configText(RULES));
  const text = request(IMAGE, { serviceAccountToken: 'a.b.c', serviceAccountAnnotations: { 'a/b': 'c' } });
  await fuzz((changes, broken) => run({ args: ['--config', config], input: mutate(text, changes, broken) }));
});

test('configurations', async (t) => {
  const folder = temporaryFolder(t);
  await fuzz((changes, broken) => {
    const config = folder.write('config.yaml', mutate(YAML, changes, broken));
    return run({ args: ['--config', config], input: request(IMAGE) });
  });
});

test('docker configs', async (t) => {
  const folder = temporaryFolder(t);
  const rules = [{ name: 'any', dockerConfig: { path: `${folder.path}/docker.json` } }];
  const config = folder.write('config.yaml', configText(rules));
  await fuzz((changes, broken) => {
    folder.write('docker.json', mutate(DOCKER_CONFIG, changes, broken));
    return run({ args: ['--config', config], input: request(IMAGE) });
  });
});
