// Our own entry as an operator has left it: what we do not generate stays to the byte, and what we do is said.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Rule } from '../../../../src/config/config.ts';
import { parseConfig } from '../../../../src/config/load.ts';
import { addedByHand } from '../../../../src/entries/entry/by-hand.ts';
import { describeChanges } from '../../../../src/entries/entry/field-change.ts';
import { mergeKubeletConfig } from '../../../../src/entries/merge/merge.ts';
import { dataOf } from '../../../../src/entries/text/source.ts';
import {
  isLeadComment,
  kubeletConfigText,
  splitHeader,
} from '../../../../src/entries/wanted/kubelet-config.ts';
import { planEntries } from '../../../../src/entries/wanted/plan.ts';
import { loadKubeletConfigText } from '../../../../src/kubelet/config/load.ts';
import fc from '../../../support/property.ts';

const KUBELET = { release: 37 } as const;
const EXEC = 'credentialprovider.kubelet.k8s.io/v1';
const NAME = 'registry-credential-provider';
const CONFIG = '/etc/registry-credential-provider/config.yaml';

const OURS = `# Made by registry-credential-provider install from
# ${CONFIG}, for kubelet 1.37.
apiVersion: kubelet.config.k8s.io/v1
kind: CredentialProviderConfig
providers:
  # With tokens for aud, for the rules pods.
  - name: ${NAME}-pods
    apiVersion: ${EXEC}
    # Only images that match one of these reach the rules of this plugin. Patterns mean the same in both files.
    matchImages:
      - "pods.example"
    # For responses without a cache duration; those of this plugin always have one.
    defaultCacheDuration: "0s"
    args:
      - "--config=${CONFIG}"
    tokenAttributes:
      # The kubelet may ask for such a token only with the grant that "generate rbac" prints.
      serviceAccountTokenAudience: "aud"
      # A credential is the service account's, whichever of its tokens it was got with.
      cacheType: ServiceAccount
      # Without a token these rules have nothing to give, so the kubelet need not run us.
      requireServiceAccount: true
      optionalServiceAccountAnnotationKeys:
        - "a.example/key"
  # Without tokens, for the rules one, two.
  - name: ${NAME}
    apiVersion: ${EXEC}
    # Only images that match one of these reach the rules of this plugin. Patterns mean the same in both files.
    matchImages:
      - "one.example"
      - "two.example"
    # For responses without a cache duration; those of this plugin always have one.
    defaultCacheDuration: "0s"
    args:
      - "--config=${CONFIG}"
`;

/** Without the entry for tokens. */
const PLAIN_OURS = OURS.replace(/^ {2}# With tokens[\s\S]*?(?=^ {2}# Without tokens)/m, '');

const merge = (text: string, options = {}) =>
  mergeKubeletConfig({ file: '/k', text, ours: OURS, kubelet: KUBELET, ...options });
const providers = (text: string) => {
  const { problems, providers: found } = loadKubeletConfigText('/k', text, KUBELET);
  assert.deepEqual(problems, []);
  return found;
};
const ours = (text: string) => providers(text).find(({ name }) => name === NAME);

const HEAD = `apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\nproviders:\n`;
/** Both entries as they are wanted, the second with further lines. */
const entries = (further: string) => {
  const [, list = ''] = OURS.split('providers:\n');
  return HEAD + list + further;
};

describe('what an operator has added to our entry stays', () => {
  for (const [name, text] of [
    [
      'env with proxies',
      entries('    env:\n      - name: HTTPS_PROXY # ours\n        value: "http://p:3128"\n'),
    ],
    ['env in flow', entries("    env: [{name: NO_PROXY, value: '.corp.example'}]\n")],
    ['an argument', entries('').replace(/ {4}args:\n(.*\n)$/, '    args:\n      - provide   # by name\n$1')],
    ['a comment in the list', entries('').replace('- "two.', '# the second\n      - "two.')],
    ['a comment behind a value', entries('').replace('"two.example"', '"two.example" # why')],
    ['fields in another order', entries('').replace(/( {4}args:\n.*\n)( {2}# Without)/, '    # mine\n$1$2')],
    ['a longer name for the same duration', entries('').replaceAll('"0s"', '0h0m0s')],
    ['--config in two words', entries('').replaceAll(/- "--config=(.*)"/g, '- --config\n      - $1')],
    ['patterns in another order', entries('').replace(/(.*"one.*\n)(.*"two.*\n)/, '$2$1')],
    [
      'required annotations',
      entries('').replace(/( *optional)/, '      requiredServiceAccountAnnotationKeys: [b]\n$1'),
    ],
    ['lines that end as on Windows', entries('    env: [{name: A, value: b}]\n').replaceAll('\n', '\r\n')],
    ['no end of the last line', entries('    env: [{name: A, value: b}]')],
    [
      'JSON',
      `${JSON.stringify({ ...(dataOf(entries('')) as object), providers: jsonProviders() }, null, '\t')}\n`,
    ],
    ['a further document', `${entries('    env: [{name: A, value: b}]\n')}---\nother: 1\n`],
  ] as const) {
    test(name, () => {
      const { text: merged, changes, lost } = merge(text);
      assert.equal(merged, text);
      assert.deepEqual([changes, lost], [[], []]);
    });
  }

  function jsonProviders(): unknown[] {
    const [tokens, plain] = (dataOf(entries('')) as { providers: Record<string, unknown>[] }).providers;
    const attributes = tokens?.tokenAttributes as object;
    return [
      { ...tokens, tokenAttributes: { ...attributes, requireServiceAccount: true } },
      { env: [{ name: 'A', value: '\u00e9' }], ...plain },
    ];
  }
});

describe('the argument that leaves rules to the entry with tokens', () => {
  const ARGUMENT = '      - "--rules-without-tokens"\n';
  const limited = OURS + ARGUMENT;
  const mergeLimited = (text: string) =>
    mergeKubeletConfig({ file: '/k', text, ours: limited, kubelet: KUBELET });

  test('comes to an entry of an earlier version, behind what is there', () => {
    const { text, changes } = mergeLimited(entries('      - "provide"\n'));
    assert.deepEqual(ours(text)?.args, [`--config=${CONFIG}`, 'provide', '--rules-without-tokens']);
    assert.deepEqual(describeChanges(changes), [`entry "${NAME}": args: "--rules-without-tokens" is added`]);
  });

  test('comes with the one for the configuration', () => {
    const { text } = mergeLimited(entries('').replace(/ {4}args:\n.*\n$/, ''));
    assert.deepEqual(ours(text)?.args, [`--config=${CONFIG}`, '--rules-without-tokens']);
  });

  test('stays as it is, and once', () => {
    assert.equal(mergeLimited(limited).text, limited);
    const { text } = mergeLimited(limited + ARGUMENT);
    assert.deepEqual(ours(text)?.args, [`--config=${CONFIG}`, '--rules-without-tokens']);
  });

  test('goes when no entry with tokens is for the same images, and is no argument of an operator', () => {
    const { text, changes, lost } = merge(limited);
    assert.deepEqual(ours(text)?.args, [`--config=${CONFIG}`]);
    assert.equal(changes.length, 1);
    assert.deepEqual(lost, []);
    assert.deepEqual(addedByHand({ name: NAME, args: [`--config=${CONFIG}`, '--rules-without-tokens'] }), []);
  });
});

describe('a field of ours that was changed by hand is changed back, and said', () => {
  const plain = entries('    env: [{name: A, value: b}] # keep\n');
  const cases: readonly (readonly [name: string, text: string, said: readonly string[]])[] = [
    [
      'a duration',
      plain.replace(/(name: registry-credential-provider\n[\s\S]*?)"0s"/, '$15m # long'),
      [`entry "${NAME}": defaultCacheDuration: "5m" becomes "0s"`],
    ],
    [
      'a pattern more',
      plain.replace('- "two', "- 'three.example'\n      - \"two"),
      [`entry "${NAME}": matchImages: "three.example" is removed`],
    ],
    [
      'a pattern less',
      plain.replace('      - "two.example"\n', ''),
      [`entry "${NAME}": matchImages: "two.example" is added`],
    ],
    [
      'another configuration',
      plain.replace(/--config=[^"]*(?="\n {4}env)/, '--config=/tmp/other.yaml'),
      [`entry "${NAME}": args: "--config=/tmp/other.yaml" becomes "--config=${CONFIG}"`],
    ],
    [
      'another audience',
      plain.replace('Audience: "aud"', 'Audience: other'),
      [`entry "${NAME}-pods": tokenAttributes.serviceAccountTokenAudience: "other" becomes "aud"`],
    ],
    [
      'tokens of the entry that has none',
      `${plain}    tokenAttributes:\n      serviceAccountTokenAudience: x\n      cacheType: Token\n      requireServiceAccount: false\n`,
      [`entry "${NAME}": tokenAttributes: "of the audience x" is removed`],
    ],
    [
      'an older exec API',
      plain.replace(
        /(name: registry-credential-provider\n *apiVersion: ).*/,
        '$1credentialprovider.kubelet.k8s.io/v1beta1',
      ),
      [`entry "${NAME}": apiVersion: "credentialprovider.kubelet.k8s.io/v1beta1" becomes "${EXEC}"`],
    ],
  ];
  for (const [name, text, said] of cases) {
    test(name, () => {
      const { text: merged, changes } = merge(text);
      assert.deepEqual(describeChanges(changes), said);
      assert.match(merged, /env: \[\{name: A, value: b\}\] # keep/);
      assert.deepEqual(ours(merged)?.matchImages.toSorted(), ['one.example', 'two.example']);
      assert.equal(merge(merged).text, merged);
      assert.deepEqual(merge(merged).changes, []);
    });
  }

  test('an entry that no rule needs any more goes with what was added to it, by name', () => {
    const text = entries('')
      .replaceAll(`${NAME}-pods`, `${NAME}-old`)
      .replace('    tokenA', '    env: [{name: A, value: secret}]\n    tokenA');
    const { lost, changes } = merge(text);
    assert.deepEqual(lost, [{ entry: `${NAME}-old`, what: 'env: A' }]);
    assert.ok(
      describeChanges(changes).some((line) => /"registry-credential-provider-old" is removed/.test(line)),
    );
  });

  test('an anchor in a field of ours that another entry uses: the other keeps its patterns', () => {
    const other = `  - name: other\n    apiVersion: ${EXEC}\n    matchImages: *p\n    defaultCacheDuration: 1m\n`;
    const text =
      plain.replace(/matchImages:\n {6}- "one/, 'matchImages: &p\n      - "x.example"\n      - "one') + other;
    const merged = merge(text).text;
    assert.deepEqual(providers(merged).find(({ name }) => name === 'other')?.matchImages, [
      'x.example',
      'one.example',
      'two.example',
    ]);
    assert.deepEqual(ours(merged)?.matchImages, ['one.example', 'two.example']);
    assert.deepEqual(ours(merged)?.env, [{ name: 'A', value: 'b' }]);
  });

  test('an alias in what is not ours stays an alias', () => {
    const other = `  - name: other\n    apiVersion: ${EXEC}\n    matchImages: [x]\n    defaultCacheDuration: 1m\n    env: &e [{name: A, value: b}]\n`;
    const text = `${entries('').replace('providers:\n', `providers:\n${other}`)}    env: *e\n`;
    assert.equal(merge(text).text, text);
    const changed = text.replace('"two.example"', '"three.example"');
    assert.equal(merge(changed).text, text);
  });

  test('a field by a merge key is written out where it differs, and its source stays', () => {
    const text = `${HEAD}  - &a\n    name: ${NAME}-pods\n    apiVersion: ${EXEC}\n    matchImages: [pods.example]\n    defaultCacheDuration: 1m\n`;
    assert.throws(() => merge(`${text}  - <<: *a\n    name: ${NAME}\n`), /repeats the field/);
  });
});

describe('our comments follow, those of an operator stay', () => {
  test('the line that names the rules, and the head of a file that we have made', () => {
    const text = OURS.replace('rules one, two', 'rules zero')
      .replace('kubelet 1.37', 'kubelet 1.34')
      .replace('  # Without', '  # mine\n  # Without');
    assert.equal(merge(text).text, OURS.replace('  # Without', '  # mine\n  # Without'));
  });

  test('an upgrade of the kubelet: what was said of the release goes', () => {
    const text = OURS.replace(
      / *# A credential.*\n.*cacheType.*\n/,
      '      # From 1.34 on there must be a cacheType as well, which this release refuses.\n',
    );
    const old = { kubelet: { release: 33, tokenGate: true } };
    assert.equal(loadKubeletConfigText('/k', text, old.kubelet).problems.length, 0);
    const merged = mergeKubeletConfig({
      file: '/k',
      text: text.replace('requireServiceAccount: true', 'requireServiceAccount: true # yes'),
      ours: OURS.replace(/ *cacheType.*\n/, ''),
      ...old,
    });
    assert.match(merged.text, /# yes/);
    assert.doesNotMatch(merged.text, /From 1\.34/);
  });
});

/** One line of a file: whether it is an operator's or a field of ours. */
interface Line {
  readonly text: string;
  readonly stays: boolean;
}

const stays = (text: string): Line => ({ text, stays: true });
const generated = (text: string): Line => ({ text, stays: false });

const word = fc.stringMatching(/^w[a-z0-9]{0,6}$/);
const quoting = fc.constantFrom(
  (text: string) => text,
  (text: string) => `"${text}"`,
  (text: string) => `'${text}'`,
);
const remark = fc.oneof(
  fc.constant(''),
  word.map((text) => ` # ${text}`),
);
const comments = (indent: string) =>
  fc.array(
    word.map((text) => stays(`${indent}# ${text}`)),
    { maxLength: 2 },
  );

/** An entry in lines, its fields in any order, with comments between them. */
const entryLines = (name: string, isOurs: boolean): fc.Arbitrary<readonly Line[]> =>
  fc
    .record({
      quote: quoting,
      remark,
      patterns: fc.shuffledSubarray(['one.example', 'two.example', 'x.example', 'y.example/z'], {
        minLength: 1,
      }),
      duration: fc.constantFrom('0s', '5m', '1h0m0s'),
      args: fc.subarray([
        'provide',
        '--config=/other.yaml',
        '--config=/etc/registry-credential-provider/config.yaml',
      ]),
      env: fc.uniqueArray(fc.tuple(word, word), { selector: ([key]) => key, maxLength: 3 }),
      envFlow: fc.boolean(),
      between: fc.tuple(comments('    '), comments('    '), comments('    '), comments('    ')),
      above: comments('  '),
      inside: comments('      '),
      order: fc.constantFrom([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]),
    })
    .map(
      ({ quote, remark: behind, patterns, duration, args, env, envFlow, between, above, inside, order }) => {
        const field = isOurs ? generated : stays;
        const isConfig = (arg: string) => arg.startsWith('--config');
        const envLines =
          env.length === 0
            ? []
            : envFlow
              ? [
                  stays(
                    `    env: [${env.map(([key, value]) => `{name: ${quote(key)}, value: ${quote(value)}}`).join(', ')}]${behind}`,
                  ),
                ]
              : [
                  stays('    env:'),
                  ...env.flatMap(([key, value]) => [
                    stays(`      - name: ${quote(key)}${behind}`),
                    stays(`        value: "${value}"`),
                  ]),
                ];
        const parts: readonly (readonly Line[])[] = [
          [
            field('    matchImages:'),
            ...inside,
            ...patterns.map((pattern) => field(`      - ${quote(pattern)}${isOurs ? '' : behind}`)),
          ],
          [field(`    defaultCacheDuration: ${quote(duration)}${isOurs ? '' : behind}`)],
          args.length === 0
            ? []
            : [
                field('    args:'),
                ...args.map((arg) => (isConfig(arg) ? field : stays)(`      - ${quote(arg)}`)),
              ],
          envLines,
        ];
        return [
          ...above,
          stays(`  - name: ${quote(name)}${behind}`),
          field(`    apiVersion: ${EXEC}`),
          ...order.flatMap((index) => [...(between[index] ?? []), ...(parts[index] ?? [])]),
        ];
      },
    );

const document = fc
  .record({
    head: comments(''),
    first: entryLines('first', false),
    ours: entryLines(NAME, true),
    last: entryLines('last', false),
    place: fc.constantFrom('between', 'first', 'alone'),
  })
  .map(({ head, first, ours: own, last, place }): readonly Line[] => [
    ...head,
    stays('apiVersion: kubelet.config.k8s.io/v1'),
    stays('kind: CredentialProviderConfig'),
    stays('providers:'),
    ...(place === 'between' ? first : []),
    ...own,
    ...(place === 'alone' ? [] : last),
  ]);

test('for any file: every line outside of our fields is as it was, and a second merge changes nothing', () => {
  const mergePlain = (text: string) =>
    mergeKubeletConfig({ file: '/k', text, ours: PLAIN_OURS, kubelet: KUBELET }).text;
  fc.assert(
    fc.property(document, fc.boolean(), (lines, hasEnd) => {
      const text = lines.map((line) => line.text).join('\n') + (hasEnd ? '\n' : '');
      const merged = mergePlain(text);
      const rest = merged.split('\n').filter((line) => line !== '');
      const kept = lines.filter((line) => line.stays).map((line) => line.text);
      // Whatever is not ours stands there in its order; what is between is fields of ours.
      let at = 0;
      const further: string[] = [];
      for (const line of rest) {
        if (line === kept[at]) at += 1;
        else further.push(line);
      }
      assert.equal(at, kept.length, `lost: ${kept[at]}\n${text}\n=>\n${merged}`);
      for (const line of further) {
        assert.match(
          line,
          /^ {4}(?:apiVersion|matchImages|defaultCacheDuration|args):|^ {6}- ["']?(?:--config=|one\.|two\.)|^ {4}# For|^ {4}# Only/,
          merged,
        );
      }
      const entry = ours(merged);
      assert.deepEqual(entry?.matchImages.toSorted(), ['one.example', 'two.example']);
      assert.deepEqual(
        entry?.args.filter((arg) => arg.startsWith('--config')),
        [`--config=${CONFIG}`],
      );
      assert.equal(entry?.defaultCacheDurationMs, 0);
      assert.deepEqual(entry?.env, ours(text)?.env);
      assert.equal(mergePlain(merged), merged);
    }),
    { numRuns: 50 },
  );
});

test('for any file as JSON or in flow: the same data, and every other byte', () => {
  fc.assert(
    fc.property(document, fc.constantFrom(undefined, 2, '\t'), (lines, indent) => {
      const data = dataOf(`${lines.map((line) => line.text).join('\n')}\n`) as {
        readonly providers: readonly { readonly name: string }[];
      };
      const text = `${JSON.stringify(data, null, indent)}\n`;
      const merged = mergeKubeletConfig({ file: '/k', text, ours: PLAIN_OURS, kubelet: KUBELET }).text;
      assert.doesNotThrow(() => JSON.parse(merged), merged);
      assert.deepEqual(ours(merged)?.env, ours(text)?.env);
      for (const other of data.providers.filter(({ name }) => name !== NAME)) {
        const written = JSON.stringify({ x: [other] }, null, indent)
          .slice(indent === undefined ? 6 : 8, -5)
          .trim();
        assert.ok(indent !== undefined || merged.includes(written.slice(0, -1)), merged);
      }
      assert.equal(
        mergeKubeletConfig({ file: '/k', text: merged, ours: PLAIN_OURS, kubelet: KUBELET }).text,
        merged,
      );
    }),
    { numRuns: 20 },
  );
});

test('an older version of the file stays, unless tokens need the newest', () => {
  const text = PLAIN_OURS.replace('kubelet.config.k8s.io/v1', 'kubelet.config.k8s.io/v1beta1 # old');
  const options = { file: '/k', text, kubelet: KUBELET };
  assert.equal(mergeKubeletConfig({ ...options, ours: PLAIN_OURS }).text, text);
  const { text: merged, changes } = mergeKubeletConfig({ ...options, ours: OURS });
  assert.match(merged, /^apiVersion: kubelet\.config\.k8s\.io\/v1 # old$/m);
  assert.deepEqual(describeChanges(changes), [
    'the file: apiVersion: "kubelet.config.k8s.io/v1beta1" becomes "kubelet.config.k8s.io/v1"',
  ]);
});

test('the head that is generated is known as such, with every line that it can have', () => {
  const rules = [
    { matchImages: ['210987654300.dkr.ecr.eu-west-1.amazonaws.com'], identity: 'serviceAccount', ecr: {} },
    { matchImages: ['210987654310.dkr.ecr.eu-west-1.amazonaws.com'], ecr: {} },
    { matchImages: ['210987654320.dkr.ecr.eu-west-1.amazonaws.com'], identity: 'serviceAccount', ecr: {} },
  ];
  const config = parseConfig(
    '/c',
    JSON.stringify({
      apiVersion: 'registry-credential-provider/v1alpha1',
      kind: 'RegistryCredentialProviderConfig',
      rules: rules.map((rule, index) => ({ ...rule, name: `rule-${index}` })),
    }),
  );
  for (const tokens of [false, true]) {
    const patternsOf = ({ matchImages = [] }: Rule) => matchImages;
    const plan = planEntries(config, { patternsOf, tokens, audiences: new Map() });
    for (const release of [33, 37] as const) {
      for (const madeBy of ['install', 'generate kubelet-config'] as const) {
        const text = kubeletConfigText(plan, { config: '/c', release, madeBy });
        assert.match(splitHeader(text)[1], /^apiVersion:/);
        const comments = text.split('\n').filter((line) => /^ {2}#/.test(line));
        assert.ok(
          comments.every((line) => isLeadComment(line.trim())),
          comments.join('\n'),
        );
      }
    }
  }
});
