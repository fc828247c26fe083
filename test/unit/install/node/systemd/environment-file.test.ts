import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  addToVariable,
  parseEnvironmentFile,
  takeFromVariable,
} from '../../../../../src/install/node/systemd/environment-file.ts';
import fc from '../../../../support/property.ts';

function values(text: string): string[] {
  return parseEnvironmentFile(text).map(({ name, value }) => `${name}=${value}`);
}

const WORDS = '--config=/etc/c.yaml --bin-dir=/opt/b';
const MARK = '# Added by registry-credential-provider, whose uninstall takes it away.\n';

describe('an environment file', () => {
  for (const [name, text, expected] of [
    ['nothing', '', []],
    ['plain', 'A=1\nB=2', ['A=1', 'B=2']],
    ['spaces in a value, not around it', 'A=  1  2 \t\nB=3', ['A=1  2', 'B=3']],
    ['comments', '#A=1\n ; B=2\nC=3 # stays', ['C=3 # stays']],
    ['double quotes', 'A="1 \'2\' # 3 "', [`A=1 '2' # 3 `]],
    ['single quotes', `A='1 "2" \\n'`, ['A=1 "2" \\n']],
    ['quotes one after the other', `A="1" '2'3`, ['A=123']],
    ['a quote within what is not quoted stays', 'A=1"2 3"', ['A=1"2 3"']],
    ['escapes in double quotes', String.raw`A="\"\$\\\q"`, [String.raw`A="$\\q`]],
    ['escapes without quotes', String.raw`A=\"1\ 2\ `, ['A="1 2 ']],
    ['over several lines', 'A=1 \\\n2\nB="3\\\n4\n5"', ['A=1 2', 'B=34\n5']],
    ['an empty value', 'A=\nB=""\nC=', ['A=', 'B=', 'C=']],
    ['what is no assignment', 'hello\nA=1\n=2', ['A=1', '=2']],
    ['export is no part of a name that counts', 'export A=1', ['export A=1']],
    ['line ends of Windows', 'A=1\r\nB="2"\r\n', ['A=1', 'B=2']],
    ['a quote that is not closed', 'A="1\nB=2', ['A=1\nB=2']],
  ] as const) {
    test(name, () => assert.deepEqual(values(text), expected));
  }
});

describe('words added to a variable', () => {
  for (const [name, text, expected] of [
    ['an empty file', '', `${MARK}X="${WORDS}"\n`],
    ['no such variable', 'Y=1\n', `Y=1\n${MARK}X="${WORDS}"\n`],
    ['no such variable, and no line end', 'Y=1', `Y=1\n${MARK}X="${WORDS}"`],
    ['a name that only begins so', 'XY=1\n', `XY=1\n${MARK}X="${WORDS}"\n`],
    ['in a comment it is none', '#X=1\n', `#X=1\n${MARK}X="${WORDS}"\n`],
    ['empty', 'X=\nY=1\n', `X=${WORDS}\nY=1\n`],
    ['empty quotes', 'X=""\n', `X="${WORDS}"\n`],
    ['plain', 'X=--v=2 \n', `X=--v=2 ${WORDS} \n`],
    ['double quotes', 'X="--v=2" \n', `X="--v=2 ${WORDS}" \n`],
    ['single quotes', "X='--v=2'", `X='--v=2 ${WORDS}'`],
    ['several lines', 'X="--v=2 \\\n  --w"\n', `X="--v=2 \\\n  --w ${WORDS}"\n`],
    ['of two the last', 'X=1\nX=2\n', `X=1\nX=2 ${WORDS}\n`],
    ['a last line that is continued', 'Y=1\\\n', `${MARK}X="${WORDS}"\nY=1\\\n`],
    ['a quote that is not closed', 'Y="1\n', `${MARK}X="${WORDS}"\nY="1\n`],
    ['a quote within', 'X=--l="a b"\n', `X=--l="a b" ${WORDS}\n`],
  ] as const) {
    test(name, () => {
      assert.equal(addToVariable(text, 'X', WORDS), expected);
      assert.equal(takeFromVariable(expected, 'X', WORDS), text);
    });
  }

  for (const [name, text, expected] of [
    ['somebody added behind', `X="--v=2 ${WORDS} --w"\n`, 'X="--v=2 --w"\n'],
    ['somebody added before', `X="--u ${WORDS}"\n`, 'X="--u"\n'],
    ['somebody put them on lines', 'X="--config=/etc/c.yaml \\\n --bin-dir=/opt/b"\n', 'X=" \\\n"\n'],
    ['somebody added to our line', `${MARK}X="${WORDS} --v=2"\n`, 'X=" --v=2"\n'],
    ['one of them is gone', 'X=--bin-dir=/opt/b\n', 'X=\n'],
    ['both are gone', 'X=--v=2\n', 'X=--v=2\n'],
    ['a longer path is another one', 'X=--bin-dir=/opt/bin\n', 'X=--bin-dir=/opt/bin\n'],
    ['another variable has them', `Y="${WORDS}"\n`, `Y="${WORDS}"\n`],
    ['a comment has them', `# ${WORDS}\nX=\n`, `# ${WORDS}\nX=\n`],
    ['our line in the middle', `Y=1\n${MARK}X="${WORDS}"\nZ=1\n`, 'Y=1\nZ=1\n'],
  ] as const) {
    test(`taken out again though ${name}`, () => assert.equal(takeFromVariable(text, 'X', WORDS), expected));
  }

  test('for any file: they are seen once, nothing else changes, and the way back is to the byte', () => {
    const piece = fc.constantFrom(
      'X=',
      'Y=',
      '"',
      "'",
      '\\',
      '\n',
      ' ',
      '#',
      ';',
      '--v=2',
      'a',
      '=',
      '\r\n',
      '$X',
      '%',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join('');
        const before = parseEnvironmentFile(text);
        fc.pre(!text.endsWith('\\')); // which takes the meaning from whatever comes behind the file's end
        const after = addToVariable(text, 'X', WORDS);
        const last = before.findLast(({ name }) => name === 'X')?.value ?? '';
        const now = parseEnvironmentFile(after);
        assert.equal(
          now.findLast(({ name }) => name === 'X')?.value,
          last === '' ? WORDS : `${last} ${WORDS}`,
        );
        const others = (list: typeof now) =>
          list.filter(({ name }) => name !== 'X').map(({ name, value }) => [name, value]);
        assert.deepEqual(others(now), others(before));
        assert.equal(takeFromVariable(after, 'X', WORDS), text);
      }),
      { numRuns: 2000 },
    );
  });
});
