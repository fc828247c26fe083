// "Adding a backend" of CONTRIBUTING.md, followed to the letter by a small backend: with all steps it works, and of each
// step that is left out something says so.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { request, run, serviceAccountToken } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { Copy, filesOf, NAME, type Step, stepsOfRecipe } from './copy.ts';

const STEPS = stepsOfRecipe();
/** Named by the recipe for what this backend has not: new codes of errors, scenarios of a whole program. */
const NOT_NEEDED = /^(docs|test\/e2e)\//;

/** What says that a step was left out: the type checker, or else the test. */
const COMPLAINTS: Readonly<Record<number, readonly RegExp[]>> = {
  1: [/^src\/config\/backends\.ts.*'echo' does not exist in type/],
  2: [/^src\/config\/config\.ts.*'echo'/],
  3: [/^src\/config\/backends\.ts.*Property 'echo' is missing/],
  4: [/^src\/backend\/create\.ts.*Cannot find module '\.\/echo\/index\.ts'/],
  5: [/^src\/backend\/create\.ts.*'EchoBackendConfig' does not satisfy the expected type 'never'/],
  6: [
    /^src\/backend\/cloud\/conventions\.ts.*'EchoBackendConfig' does not satisfy the expected type 'never'/,
  ],
  7: [
    /^src\/check\/cloud-hosts\.ts.*'EchoBackendConfig' does not satisfy the expected type 'never'/,
    /^src\/check\/claim-checks\.ts.*'EchoBackendConfig' does not satisfy the expected type 'never'/,
    /^src\/explain\/environment\.ts.*Property 'echo' is missing/,
  ],
  8: [/test\/unit\/backend\/echo\/ has no test/],
  9: [/examples\/config\.yaml has no rule with echo/],
};

describe('the recipe', () => {
  test('has steps in their order', () =>
    assert.deepEqual(
      STEPS.map(({ number }) => String(number)),
      Object.keys(COMPLAINTS),
    ));

  for (const { number, paths } of STEPS) {
    test(`step ${number} names each file that it needs, and no other`, () => {
      const needed = filesOf(number);
      const names = (path: string, file: string) =>
        path.endsWith('/') ? file.startsWith(path) : file === path;
      const isPlace = (path: string) => path.includes('/') || path === 'CHANGELOG.md';
      for (const file of needed) {
        assert.ok(
          paths.some((path) => names(path, file)),
          `${file} is not named: ${paths}`,
        );
      }
      for (const path of paths.filter((each) => isPlace(each) && !NOT_NEEDED.test(each))) {
        assert.ok(
          needed.some((file) => names(path, file)),
          `${path} is not needed`,
        );
      }
    });
  }
});

const TESTED = [8, 9];
const TEST = 'test/unit/backends.test.ts';

describe('a backend that is added', () => {
  const ends: (() => void)[] = [];
  let copy: Copy;
  before(() => {
    copy = new Copy(temporaryFolder({ after: (end) => ends.push(end) }).path);
    for (const { number } of STEPS) copy.follow(number);
    copy.generate();
  });
  after(() => {
    for (const end of ends) end();
  });

  test('passes the type checker and its tests', () => {
    assert.deepEqual(copy.typeErrors(), []);
    assert.equal(copy.testFailures(TEST), '');
    assert.equal(copy.testFailures(`test/unit/backend/${NAME}/registry.test.ts`), '');
  });

  test('answers a pull, and explain and check know it', () => tryIt(copy));

  for (const step of STEPS) {
    const { number } = step;
    test(`step ${number} left out`, () => {
      without(copy, step, () => {
        const said = TESTED.includes(number) ? [copy.testFailures(TEST)] : copy.typeErrors();
        for (const complaint of COMPLAINTS[number] ?? []) {
          assert.ok(
            said.some((line) => complaint.test(line)),
            `${complaint} is not among\n${said.join('\n')}`,
          );
        }
      });
    });
  }
});

function without(copy: Copy, step: Step, look: () => void): void {
  const others = STEPS.filter((each) => each !== step);
  copy.forget(STEPS);
  for (const { number } of others) copy.follow(number);
  if (step.number === 1) copy.generate();
  try {
    look();
  } finally {
    copy.forget(others);
    for (const { number } of STEPS) copy.follow(number);
    if (step.number === 1) copy.generate();
  }
}

async function tryIt(copy: Copy): Promise<void> {
  const tokens: string[] = [];
  const server = createServer(({ headers, url }, response) => {
    tokens.push(`${headers.authorization} ${url}`);
    if (headers.authorization === 'Bearer refused') {
      response.writeHead(401).end();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ username: 'puller', password: 'the-password', expiresIn: 3600 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ends: (() => void)[] = [() => server.close()];
  try {
    const folder = temporaryFolder({ after: (end) => ends.push(end) });
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const tokenFile = folder.write('token', 'node-token\n');
    const refusedFile = folder.write('refused', 'refused\n');
    const config = folder.write(
      'config.yaml',
      configText([
        { name: 'refused', matchImages: ['c.echo.example'], echo: { endpoint, tokenFile: refusedFile } },
        { name: 'node', matchImages: ['team.echo.example'], echo: { endpoint, tokenFile } },
        { name: 'pods', matchImages: ['*.echo.example'], identity: 'serviceAccount', echo: { endpoint } },
        { name: 'other', matchImages: ['other.example'], echo: { endpoint, tokenFile: '/no/such/file' } },
      ]),
    );
    const runCopy = (args: readonly string[], input: string) =>
      run({
        command: [process.execPath, join(copy.path, 'src/main.ts'), ...args, '--config', config],
        input,
      });

    const pull = await runCopy([], request('team.echo.example/app'));
    assert.deepEqual([pull.exit, pull.stderr], [0, '']);
    const { auth, cacheKeyType } = JSON.parse(pull.stdout);
    assert.deepEqual(auth, { 'team.echo.example': { username: 'puller', password: 'the-password' } });
    assert.equal(cacheKeyType, 'Registry');
    const token = serviceAccountToken('team-a', 'app');
    const ofPod = await runCopy([], request('b.echo.example/app', { serviceAccountToken: token }));
    assert.equal(ofPod.exit, 0, ofPod.stderr);
    assert.deepEqual(tokens, ['Bearer node-token /credentials/team', `Bearer ${token} /credentials/b`]);
    const refused = await runCopy([], request('c.echo.example/app'));
    assert.match(
      refused.stderr,
      /^rule "refused": echo: credential request at .* not accepted .*\[BACKEND_DENIED\]/,
    );
    const otherHost = await runCopy([], request('other.example/app'));
    assert.match(otherHost.stderr, /^rule "other": echo: .*\[HOST_REFUSED\]/);

    const explained = await runCopy(['explain', 'team.echo.example/app', '--output', 'json'], '');
    const { backend, details, identity } = JSON.parse(explained.stdout);
    assert.deepEqual([backend, identity], [NAME, 'node']);
    assert.deepEqual(details, { name: 'team', asks: 'node', as: `the token of ${tokenFile}` });

    const checked = await runCopy(['check', '--output', 'json'], '');
    const found = JSON.parse(checked.stdout).findings.map(
      ({ code, path }: { code: string; path?: string }) => `${code} ${path}`,
    );
    assert.ok(found.includes('file-unreadable rules[3].echo.tokenFile'), found.join('\n'));
    assert.ok(found.includes('host-refused rules[3].matchImages[0]'), found.join('\n'));
  } finally {
    for (const end of ends) end();
  }
}
