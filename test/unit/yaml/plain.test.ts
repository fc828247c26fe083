// The short way through plain files and the YAML library must never disagree.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import { validateConfig } from '../../../src/generated/config-validator.js';
import { parsePlainYaml } from '../../../src/yaml/plain.ts';
import { parseYaml } from '../../../src/yaml/read.ts';
import fc from '../../support/property.ts';

/** So many that by chance too few never take the short way: of 2,000 at least 240 do, give or take 15. */
const RUNS = 2000;
const EXAMPLE = readFileSync(join(import.meta.dirname, '../../../examples/config.yaml'), 'utf8');

/** True when the short way had an answer, which was the right one. */
function agrees(text: string): boolean {
  const plain = parsePlainYaml(text);
  // JSON may be nested deeper than the library is let to go; but what is no configuration is asked of that anyway.
  if (plain === undefined || (text.startsWith('{') && nestingOf(plain) > 30)) {
    return false;
  }
  const { value, mistakes } = parseYaml(text);
  assert.deepEqual(mistakes, [], text);
  assert.equal(JSON.stringify(plain), JSON.stringify(value), text);
  return true;
}

function nestingOf(value: unknown): number {
  return typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(nestingOf))
    : 0;
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
    quotes: 'a: "it\'s"\nb: \'say "x"\'\nc: ""\nd: "1"\ne: "ü"\n',
    'letters of the world in comments': 'a: b # für – „Ω“ … → 中\n',
    'brackets as JSON writes them': 'a: {"b":"c","d": [ "e" ,"f"],"true":"g"}\n',
    'a comment to the left': 'a:\n    b: c\n  # d\n# e\n    f: g\n',
    'no line end at the end': 'a: b',
    'a long file': `${'# a comment\n'.repeat(5000)}a: b\n`,
    'as JSON with CRLF': '{"a":\r\n  "b"}\r\n',
    'escapes and any character, as JSON': JSON.stringify({ a: '\\"\n\u2028\ud83d\ude00\ufeff\x7f/' }),
  };
  for (const [name, text] of Object.entries(rows)) {
    test(name, () => {
      assert.ok(agrees(text));
    });
  }
});

test('takes the short way as long as a file may be', () => {
  const rule = '  - name: a\n    matchImages: [a.example]\n    static: { username: u, password: p }\n';
  const text = `rules:\n${rule.repeat(Math.floor((1024 * 1024) / rule.length) - 1)}`;
  const { rules } = parsePlainYaml(text) as { rules: unknown[] };
  assert.ok(rules.length > 10_000);
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
    'fields in quotes and brackets, twice': 'a: {"b": c, b: d}\n',
    'a space before the colon of a field in quotes': 'a: {"b" : c}\n',
    'half a character': 'a: "\ud83d"\n',
    'a next line': 'a: b\u0085\n',
    'a line separator': 'a: "b\u2028c"\n',
    'JSON and a comment': '{"a": "b"} # c\n',
    __proto__: '__proto__: b\n',
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
      { numRuns: 5000 },
    );
  });

  const edit = (text: string) => fc.tuple(fc.nat(text.length), fc.nat(4), fc.option(fragment, { nil: '' }));
  const texts: Readonly<Record<string, string>> = {
    'our example': EXAMPLE,
    'our example as JSON': JSON.stringify(parseYaml(EXAMPLE).value),
    'our example as JSON over many lines': JSON.stringify(parseYaml(EXAMPLE).value, undefined, 2),
    'our example as the library writes it': stringify(parseYaml(EXAMPLE).value),
  };
  for (const [name, original] of Object.entries(texts)) {
    test(`on ${name} with a few edits`, () => {
      const isJson = original.startsWith('{');
      let taken = 0;
      fc.assert(
        fc.property(fc.array(edit(original), { minLength: 1, maxLength: isJson ? 1 : 3 }), (edits) => {
          const text = edits.reduce(
            (all, [at, length, insert]) => all.slice(0, at) + insert + all.slice(at + length),
            original,
          );
          taken += agrees(text) ? 1 : 0;
        }),
        { numRuns: RUNS },
      );
      assert.ok(taken > 100, `${taken} of ${RUNS} took the short way: too few to prove anything`);
    });
  }

  const word = fc.stringMatching(/^[A-Za-z0-9_./$][A-Za-z0-9_./$*@+=~%^:-]{0,12}$/);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, depthSize: 'small' },
      word,
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(true, false, 'true', 'null', '1', '0x1f', '.5', '-1', '~', '', 'a: b', '- a', 'a #b'),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,5}$/), tie('value'), { maxKeys: 4 }),
    ),
  }));
  const fields = fc.dictionary(fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,5}$/), value, { minKeys: 1 });
  const writers: Readonly<Record<string, (value: object) => string>> = {
    'in blocks': (object) => stringify(object, { lineWidth: 0 }),
    'in blocks, lists not indented': (object) =>
      stringify(object, { lineWidth: 0, indentSeq: false, indent: 3 }),
    'in brackets, as JSON': (object) => `a: ${JSON.stringify(object)}\n`,
    'as JSON': (object) => JSON.stringify(object, undefined, '\t'),
  };
  for (const [name, write] of Object.entries(writers)) {
    test(`on values that somebody else has written, ${name}`, () => {
      let taken = 0;
      fc.assert(
        fc.property(fields, (object) => {
          taken += agrees(write(object)) ? 1 : 0;
        }),
        { numRuns: RUNS },
      );
      assert.ok(taken > 100, `${taken} of ${RUNS} took the short way: too few to prove anything`);
    });
  }

  test('on the most levels that it takes', () => {
    const nested = Array.from({ length: 40 }, (_, depth) => {
      const blocks = Array.from({ length: depth }, (_, level) => `${'  '.repeat(level)}- a:\n`);
      return `a:\n${blocks.join('')}${'  '.repeat(depth + 1)}b: ${'['.repeat(11)}${']'.repeat(11)}\n`;
    });
    const taken = nested.filter(agrees).length;
    assert.ok(taken > 3 && taken < 20, `${taken}`);
  });
});
