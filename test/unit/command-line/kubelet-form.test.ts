import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseKubeletForm } from '../../../src/command-line/kubelet-form.ts';
import { parseArguments } from '../../../src/command-line/parse.ts';
import fc from '../../support/property.ts';

const parse = (args: readonly string[]) => parseArguments(args, () => '/');

describe('what kubelets are configured with is read without the tables', () => {
  for (const [args, config, rulesWithoutTokens = false] of [
    [[], undefined],
    [['provide'], undefined],
    [['--config', '/c'], '/c'],
    [['--config=/c'], '/c'],
    [['provide', '--config=/c'], '/c'],
    [['provide', '--config', '/c d'], '/c d'],
    [['--rules-without-tokens'], undefined, true],
    [['--config=/c', '--rules-without-tokens'], '/c', true],
    [['provide', '--config', '/c', '--rules-without-tokens'], '/c', true],
  ] as const) {
    test(args.join(' ') || 'nothing', () => {
      assert.deepEqual(parseKubeletForm(args), { command: 'provide', config, rulesWithoutTokens });
      assert.deepEqual(parse(args), { command: 'provide', config, rulesWithoutTokens });
    });
  }
});

describe('and everything else with them', () => {
  for (const args of [
    ['--config'],
    ['--config='],
    ['--config', ''],
    ['--config', '--help'],
    ['--config=c'],
    ['--config', 'c'],
    ['-c', '/c'],
    ['provide', 'provide'],
    ['--config=/c', 'provide'],
    ['--config=/c', '--config=/c'],
    ['--rules-without-tokens', '--config=/c'],
    ['--rules-without-tokens=yes'],
    ['--help'],
    ['explain'],
  ]) {
    test(args.join(' '), () => assert.equal(parseKubeletForm(args), undefined));
  }
});

test('both mean the same by every command line that both read', () => {
  const word = fc.oneof(
    fc.constantFrom('provide', '--rules-without-tokens', '--config', '--config=', '--', '-c', '/c', 'c', ''),
    fc.string().map((text) => `--config=/${text}`),
    fc.string().map((text) => `/${text}`),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 4 }), (args) => {
      const read = parseKubeletForm(args);
      if (read !== undefined) assert.deepEqual(parse(args), read);
    }),
  );
});
