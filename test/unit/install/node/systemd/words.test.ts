// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of systemd
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  expandVariables,
  splitWords,
  standingVariable,
} from '../../../../../src/install/node/systemd/words.ts';

describe('words of a setting', () => {
  for (const [name, text, expected] of [
    ['nothing', '', []],
    ['space only', ' \t ', []],
    ['plain', '/bin/a b  c', ['/bin/a', 'b', 'c']],
    ['a quoted word', '"a b" c', ['a b', 'c']],
    ['quotes within a word', `--labels="a b"'c d'e`, ['--labels=a bc de']],
    ['the other quote inside', `'"' "'"`, ['"', "'"]],
    ['an empty word', `a "" b`, ['a', '', 'b']],
    ['escapes', String.raw`a\sb \x41\102\u00e9\U0001F600 \t\"`, ['a b', 'ABé😀', '\t"']],
    [
      'an escape that is none stays',
      String.raw`a\qb \x4 \8`,
      [String.raw`a\qb`, String.raw`\x4`, String.raw`\8`],
    ],
    ['no escape to a zero byte', String.raw`\x00`, [String.raw`\x00`]],
    ['a backslash at the end', 'a\\', ['a\\']],
    ['a specifier and a variable stay', '%H ${A} $B', ['%H', '${A}', '$B']],
    ['a quote that is not closed', 'a "b', undefined],
  ] as const) {
    test(name, () => assert.deepEqual(splitWords(text), expected));
  }
});

describe('variables in a command line', () => {
  const variables = new Map([
    ['ARGS', `--a --b="c d" 'e f' g\\ h`],
    ['ONE', 'x y'],
    ['OPEN', '--a "b c'],
    ['EMPTY', ''],
  ]);
  for (const [name, word, expected] of [
    ['a word of its own is split', '$ARGS', ['--a', '--b=c d', 'e f', 'g h']],
    ['in braces it is not', '${ONE}', ['x y']],
    ['in braces within a word', '--z=${ONE}!', ['--z=x y!']],
    ['without braces within a word it is none', 'a$ONE', ['a$ONE']],
    ['with more behind it is none', '$ONE-a', ['$ONE-a']],
    ['an empty one is no word', '$EMPTY', []],
    ['an unset one is no word', '$UNSET', []],
    ['an empty one in braces is an empty word', '${EMPTY}', ['']],
    ['a doubled dollar', '$$ONE$$', ['$ONE$']],
    ['a quote that is not closed in it', '$OPEN', ['--a', 'b c']],
    ['no name', '$1 ${2}', ['$1 ${2}']],
  ] as const) {
    test(name, () => assert.deepEqual(expandVariables([word], variables), expected));
  }

  test('which words are a variable', () => {
    assert.equal(standingVariable('$A_1'), 'A_1');
    for (const word of ['A', '$', '$1', '${A}', '$A ', '$A$B', '$$A'])
      assert.equal(standingVariable(word), undefined);
  });
});
