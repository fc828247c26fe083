// Several credentials for one image: the kubelet's own keyring tries those of generated rules in the order of the rules.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../src/config/load.ts';
import { ProviderError } from '../../src/errors.ts';
import { provide } from '../../src/provide.ts';
import { Deadline } from '../../src/system/deadline.ts';
import { request } from '../support/executable.ts';
import { configText } from '../support/temporary.ts';
import { RELEASES, type Release, whyNoHarness } from './build.ts';
import { randomRules } from './generate.ts';
import { askKubelet, type Credential, lookUp } from './harness.ts';
import { createRandom, type Random } from './random.ts';

/** With eight images each. */
const SETS = 120;
/** Of these, those that the kubelet itself runs our executable for. */
const RUN_SETS = 8;
const CHAINS = 500;
/** More than there are keys for a short name. */
const MANY = 60;

interface GeneratedRule {
  readonly name: string;
  readonly pattern: string;
  readonly continue: boolean;
  readonly required: boolean;
  readonly thenAnonymous: boolean;
  readonly fails: boolean;
}

interface RuleSet {
  readonly rules: readonly GeneratedRule[];
  readonly images: readonly string[];
}

const ANONYMOUS: Credential = { username: '', password: '' };

function randomSet(random: Random): RuleSet {
  const { chance } = random;
  const { patterns, images } = randomRules(random);
  return {
    images,
    rules: [...patterns, ...patterns].map((pattern, index) => ({
      name: `rule-${index}`,
      pattern,
      continue: chance(0.8),
      required: chance(0.05),
      thenAnonymous: chance(0.15),
      fails: chance(0.15),
    })),
  };
}

function configured({ name, pattern, fails, ...flags }: GeneratedRule): object {
  const username = `${name}-user`;
  return {
    name,
    matchImages: [pattern],
    continue: flags.continue,
    required: flags.required,
    thenAnonymous: flags.thenAnonymous,
    static: fails ? { username, passwordFile: '/no/such/file' } : { username, password: name },
  };
}

/** By what the kubelet says of each pattern, in the rules' order. */
function expectedOf(
  rules: readonly GeneratedRule[],
  matches: (rule: GeneratedRule) => boolean,
): Credential[] {
  const chain: GeneratedRule[] = [];
  for (const rule of rules.filter(matches)) {
    chain.push(rule);
    if (!rule.continue) break;
  }
  const given = chain.filter(({ fails }) => !fails);
  const isChain = chain.length > 1 || chain.some(({ thenAnonymous }) => thenAnonymous);
  if (given.length === 0 || (isChain && chain.some(({ fails, required }) => fails && required))) return [];
  return [
    ...given.map(({ name }) => ({ username: `${name}-user`, password: name })),
    ...(chain.some(({ thenAnonymous }) => thenAnonymous) ? [ANONYMOUS] : []),
  ];
}

/** What each image of each set must get, in order. */
async function expectations(release: Release, sets: readonly RuleSet[]): Promise<Credential[][][]> {
  const asked = sets.flatMap(({ rules, images }) =>
    images.flatMap((image) => rules.map(({ pattern }) => ({ match: { pattern, image } }))),
  );
  const answers = await askKubelet(release, asked);
  let next = 0;
  return sets.map(({ rules, images }) =>
    images.map(() => {
      const matched = new Map(rules.map((rule) => [rule, answers[next++]?.matched === true]));
      return expectedOf(rules, (rule) => matched.get(rule) === true);
    }),
  );
}

interface Answered {
  readonly auth: Readonly<Record<string, Credential>>;
  readonly cacheKeyType: string;
}

/** Undefined: it fails. */
async function answerOf({ rules }: RuleSet, image: string): Promise<Answered | undefined> {
  try {
    const text = await provide(request(image), {
      config: parseConfig('/config.yaml', configText(rules.map(configured))),
      stop: new AbortController(),
      surroundings: {
        env: {},
        network: { calls: [], send: () => assert.fail('nothing is sent') },
        now: () => 0,
      },
      deadline: new Deadline(45_000, () => 0),
    });
    return JSON.parse(text) as Answered;
  } catch (error) {
    assert.ok(error instanceof ProviderError, String(error));
    return undefined;
  }
}

describe('credentials of several rules', { skip: await whyNoHarness() }, () => {
  for (const release of RELEASES) {
    it(`the keys, as the kubelet sorts them, kubelet ${release}`, async (t) => {
      const random = createRandom(21);
      const sets = Array.from({ length: SETS }, () => randomSet(random));
      const expected = await expectations(release, sets);
      const asked: { keys: readonly string[]; image: string; answer: Answered; wanted: Credential[] }[] = [];
      let registries = 0;
      for (const [index, set] of sets.entries()) {
        for (const [position, image] of set.images.entries()) {
          const answer = await answerOf(set, image);
          const wanted = expected[index]?.[position] ?? [];
          const keys = Object.keys(answer?.auth ?? {});
          assert.equal(keys.length, wanted.length, JSON.stringify({ set, image, keys, wanted }));
          if (answer === undefined) continue;
          // What is cached for the registry is used for its other images too.
          const others = answer.cacheKeyType === 'Registry' ? set.images : [image];
          registries += Number(answer.cacheKeyType === 'Registry' && keys.length > 1);
          // Design Must 3: so each of them must want the same.
          for (const [other, each] of set.images.entries()) {
            if (others.includes(each))
              assert.deepEqual(expected[index]?.[other], wanted, JSON.stringify({ set, image, each }));
          }
          asked.push(...others.map((each) => ({ keys, image: each, answer, wanted })));
        }
      }
      const tried = await askKubelet(
        release,
        asked.map(({ keys, image }) => ({ keyring: { keys, image } })),
      );
      for (const [index, { answer, wanted, image }] of asked.entries()) {
        const credentials = (tried[index]?.keys ?? []).map((key) => answer.auth[key]);
        assert.deepEqual(credentials, wanted, `${image}: ${JSON.stringify(answer)}`);
      }
      const chains = asked.filter(({ keys }) => keys.length > 1).length;
      t.diagnostic(
        `${asked.length} answers, ${chains} with several credentials, ${registries} for a registry`,
      );
      assert.ok(chains >= CHAINS, `only ${chains} answers have several credentials`);
      assert.ok(registries > 20, `only ${registries} are for a registry`);
    });

    it(`more credentials than keys, kubelet ${release}`, async () => {
      const rules = Array.from({ length: MANY }, (_, index) => ({
        name: `rule-${index}`,
        pattern: '',
        continue: true,
        required: false,
        thenAnonymous: index === 0,
        fails: false,
      }));
      for (const image of ['localhost:5000/a', '[::1]:5000/a/b', 'reg.io/a', '10.0.0.1:5000/team/app']) {
        const [registry = ''] = image.split('/');
        const all = rules.map((rule) => ({ ...rule, pattern: registry }));
        const answer = (await answerOf({ rules: all, images: [image] }, image)) ?? assert.fail(image);
        const keys = Object.keys(answer.auth);
        assert.ok(keys.length > 2 && keys.length < MANY, `${image}: ${keys.length} keys`);
        const [tried] = await askKubelet(release, [{ keyring: { keys, image } }]);
        assert.deepEqual(
          tried?.keys?.map((key) => answer.auth[key]?.username),
          [...all.slice(0, keys.length - 1).map(({ name }) => `${name}-user`), ''],
        );
      }
    });

    it(`the kubelet runs our executable, kubelet ${release}`, async (t) => {
      const random = createRandom(22);
      const sets = Array.from({ length: RUN_SETS }, () => randomSet(random));
      const expected = await expectations(release, sets);
      let several = 0;
      for (const [index, set] of sets.entries()) {
        const { credentials, log } = await lookUp({
          release,
          apiVersion: 'v1',
          rules: set.rules.map(configured),
          pulls: set.images.map((image) => ({ image })),
        });
        assert.deepEqual(credentials, expected[index], JSON.stringify({ set, log }));
        several += credentials.filter(({ length }) => length > 1).length;
      }
      t.diagnostic(`${several} pulls with several credentials`);
      assert.ok(several > RUN_SETS, `only ${several} pulls have several credentials`);
    });
  }
});
