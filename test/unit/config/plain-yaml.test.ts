// The short way through plain files and the YAML library must never disagree.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parsePlainYaml } from '../../../src/config/plain-yaml.ts';
import { parseYaml } from '../../../src/config/yaml.ts';
import { validateConfig } from '../../../src/generated/config-validator.js';

const EXAMPLE = readFileSync(join(import.meta.dirname, '../../../examples/config.yaml'), 'utf8');

/** True when the short way had an answer, which was the right one. */
function agrees(text: string): boolean {
  const plain = parsePlainYaml(text);
  // What is no configuration is asked of the library in any case.
  if (plain === undefined || (text.startsWith('{') && !validateConfig(plain))) {
    return false;
  }
  const { value, mistakes } = parseYaml(text);
  assert.deepEqual(mistakes, [], text);
  assert.equal(JSON.stringify(plain), JSON.stringify(value), text);
  return true;
}

describe('takes the short way', () => {
  const rows: Readonly<Record<string, string>> = {
    'our example': EXAMPLE,
    'our example as JSON': JSON.stringify(parseYaml(EXAMPLE).value),
    'our example as JSON with tabs': JSON.stringify(parseYaml(EXAMPLE).value, undefined, '\t'),
    'a document sign before it': `---\n${EXAMPLE}`,
    'dashes below their key': 'a:\n- b\n- c: d\n  e:\n  - f\ng: h\n',
    'a wide indentation': 'a:\n      - b: c\n        d: e\n      -   f: g\n          h: i\n',
    brackets: 'a: [b, "c, d", [e], {f: g, h: [i]}]\nj: { k: l }\nm: []\nn: {}\n',
    'comments everywhere': '# a\na: b # c\n   # d\nc: # e\n  # f\n  - "#g" # h\n\n',
    'colons inside': 'a: b.example:5000/c\nd: arn:aws:iam::1:role/x\n',
    'words that are text': 'a: yes\nb: 2026-01-31\nc: 1.2.3\nd: 11111111-2222\ne: 0x\nf: 1_000\n',
    'true and false': 'a: true\nb: false\n',
    quotes: 'a: "it\'s"\nb: \'say "x"\'\nc: ""\nd: "1"\ne: "ü €"\n',
  };
  for (const [name, text] of Object.entries(rows)) {
    test(name, () => {
      assert.ok(agrees(text));
    });
  }
});

describe('leaves to the library', () => {
  const rows: Readonly<Record<string, string>> = {
    nothing: '',
    'a list at the top': '- a\n',
    'text at the top': 'a\n',
    'no value': 'a:\n',
    'no value, then a field': 'a:\nb: c\n',
    numbers: 'a: 1\n',
    'numbers with a fraction': 'a: 1.5e3\n',
    null: 'a: ~\n',
    'a repeated field': 'a: b\na: c\n',
    'a repeated field in brackets': 'a: {b: c, b: d}\n',
    'a repeated field in JSON': '{"a": {"b": "c", "b": "d"}}',
    'text over two lines': 'a: b\n  c\n',
    'text below its key': 'a:\n  b\n',
    'spaces inside of text': 'a: b c\n',
    'escapes in quotes': 'a: "\\n"\n',
    'a quote in quotes': "a: 'it''s'\n",
    'an open quote': 'a: "b\n',
    'text after quotes': 'a: "b" c\n',
    'a colon at the end': 'a: b:\n',
    'brackets over two lines': 'a: [b,\n  c]\n',
    'a comma too many': 'a: [b,]\n',
    anchors: 'a: &b c\n',
    aliases: 'a: *b\n',
    tags: 'a: !!str b\n',
    blocks: 'a: |\n  b\n',
    'merge keys': '<<: {a: b}\n',
    'two documents': 'a: b\n---\na: c\n',
    directives: '%YAML 1.1\n---\na: b\n',
    tabs: 'a:\n\tb: c\n',
    CRLF: 'a: b\r\nc: d\r\n',
    'indentation to the left': 'a:\n    b: c\n  d: e\n',
    'indentation at the top': '  a: b\n',
    'quoted fields': '"a": b\n',
    __proto__: '__proto__: b\n',
    'a long file': `${'# a comment\n'.repeat(5000)}a: b\n`,
    'deep nesting': `a: ${'['.repeat(20)}${']'.repeat(20)}\n`,
    'deep nesting, as JSON': `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  };
  for (const [name, text] of Object.entries(rows)) {
    test(name, () => {
      const plain = parsePlainYaml(text);
      assert.ok(plain === undefined || (text.startsWith('{') && !validateConfig(plain)));
    });
  }
});

describe('never disagrees', () => {
  const fragment = fc.constantFrom(
    ...[
      'a',
      'b: ',
      'c:\n',
      ': ',
      ':',
      '- ',
      '-',
      ' ',
      '  ',
      '\n',
      '\n  ',
      '\n    ',
      '\n- ',
      '\n  - ',
      '#',
      ' # c',
    ],
    ...[
      '"x"',
      "'y'",
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      ', ',
      'true',
      'null',
      '1',
      '1.5',
      '0x1',
      '-1',
      '.5',
      '~',
    ],
    ...[
      'x/y',
      'a:b',
      'a::b',
      '*',
      '&a ',
      '!t ',
      '|',
      '>',
      '---\n',
      '...',
      '%A',
      '\t',
      '[a, b]',
      '{a: b}',
      '{}',
    ],
    ...[
      '[]',
      'é',
      '\\',
      '@',
      '`',
      '?',
      '? ',
      '<<: ',
      '=',
      '+',
      '\r\n',
      '\u2028',
      '\u0085',
      '\0',
      '\ufeff',
      '"k": ',
    ],
  );

  test('on text made of the pieces of YAML', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 14 }), (fragments) => {
        agrees(`a: ${fragments.join('')}`);
      }),
      { numRuns: 20_000 },
    );
  });

  test('on our example with a few edits', () => {
    const edit = fc.tuple(fc.nat(EXAMPLE.length), fc.nat(4), fc.option(fragment, { nil: '' }));
    let taken = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const text = edits.reduce(
          (all, [at, length, insert]) => all.slice(0, at) + insert + all.slice(at + length),
          EXAMPLE,
        );
        taken += agrees(text) ? 1 : 0;
      }),
      { numRuns: 2000 },
    );
    assert.ok(taken > 200, `${taken} of 2000 took the short way: too few to prove anything`);
  });
});
