// Where a text stops being JSON; V8's parser is the judge of whether it does.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseJson } from '../../../src/json.ts';
import { jsonProblem } from '../../../src/yaml/json-place.ts';
import fc from '../../support/property.ts';

describe('the place of a mistake in JSON', () => {
  for (const [text, expected] of [
    [
      '{"auths":{\n "a":{"auth":"x"},\n}}',
      'line 3, column 1: expected a key in double quotes; remove the comma before it',
    ],
    ['{"a":1 "b":2}', 'line 1, column 8: expected "," or "}"'],
    ['[1,]', 'line 1, column 4: expected a value; remove the comma before it'],
    ["{'a':1}", 'line 1, column 2: expected a key in double quotes; JSON has no single quotes'],
    ['{"a": \'b\'}', 'line 1, column 7: expected a value; JSON has no single quotes'],
    ['{ // a\n"a":1}', 'line 1, column 3: expected a key in double quotes; JSON has no comments'],
    ['{"a":1} # b', 'line 1, column 9: expected the end of the text; JSON has no comments'],
    ['{"a":1, /* b */ "c":2}', 'line 1, column 9: expected a key in double quotes; JSON has no comments'],
    [
      '{\u201ca\u201d:1}',
      'line 1, column 2: expected a key in double quotes, not a typographic one (U+201C)',
    ],
    ['{"a":\u00a01}', 'line 1, column 6: expected a value, got a blank that is not the usual one (U+00A0)'],
    ['{"a":"b"\u00f6"}', 'line 1, column 9: expected "," or "}"'],
    ['{"a" 1}', 'line 1, column 6: expected ":"'],
    ['{"a":1}}', 'line 1, column 8: expected the end of the text'],
    ['{"a":{"b":1}', 'line 1, column 13: expected "," or "}", and the text ends'],
    ['{"a":"b\n"}', 'line 1, column 6: expected a valid string'],
    ['{"a":01}', 'line 1, column 7: expected "," or "}"'],
    ['{}', undefined],
    [' [1.5e3, true, null, "\\u00e9", {}] ', undefined],
  ] as const) {
    test(JSON.stringify(text), () => assert.equal(jsonProblem(text), expected));
  }

  test('there is one exactly where the text is not JSON, and nothing of it is shown', () => {
    const soup = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '1',
        '-',
        '.5',
        'true',
        ' ',
        '\n',
        '"',
        '\\',
        'e2',
      ),
    );
    const agrees = (text: string) => {
      const isJson = text.trim() === 'null' || parseJson(text) !== undefined;
      assert.equal(jsonProblem(text) === undefined, isJson, text);
    };
    fc.assert(
      fc.property(soup, (parts) => agrees(parts.join(''))),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, at) => {
        agrees(text);
        agrees(text.slice(0, at % (text.length + 1)));
      }),
    );
  });

  test('a megabyte of brackets, or one string of it, is read', () => {
    assert.match(jsonProblem('['.repeat(1 << 20)) ?? '', /^line 1, column 1048577: /);
    assert.equal(jsonProblem(`"${'a\\n'.repeat(300_000)}"`), undefined);
  });
});
