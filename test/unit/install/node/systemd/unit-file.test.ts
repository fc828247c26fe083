import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseUnit } from '../../../../../src/install/node/systemd/unit-file.ts';

function directives(text: string): string[] {
  return parseUnit(text).map(({ section, name, value }) => `${section}/${name}=${value}`);
}

describe('a unit file', () => {
  for (const [name, text, expected] of [
    ['nothing', '', []],
    ['sections', '[Unit]\nA=1\n[Service]\nA=2\n', ['Unit/A=1', 'Service/A=2']],
    ['spaces around', '  [Service]  \n\t A = 1 2 \n', ['Service/A=1 2']],
    ['an equals sign in the value', '[S]\nEnvironment=A=B=C', ['S/Environment=A=B=C']],
    ['an empty value', '[S]\nExecStart=\nExecStart=/a', ['S/ExecStart=', 'S/ExecStart=/a']],
    ['comments', '# a=1\n; b=2\n[S]\n  # c=3\nA=1 # no comment', ['S/A=1 # no comment']],
    ['a continued line', '[S]\nA=1 \\\n  2 \\\n3\nB=4', ['S/A=1    2  3', 'S/B=4']],
    ['a comment between', '[S]\nA=1 \\\n# no\n ; neither\n2\nB=3', ['S/A=1  2', 'S/B=3']],
    ['two backslashes are no continuation', '[S]\nA=1 \\\\\nB=2', ['S/A=1 \\\\', 'S/B=2']],
    ['three are one', '[S]\nA=1\\\\\\\n2', ['S/A=1\\\\ 2']],
    ['a space behind the backslash is none', '[S]\nA=1 \\ \nB=2', ['S/A=1 \\', 'S/B=2']],
    ['continued by an empty line', '[S]\nA=1 \\\n\nB=2', ['S/A=1', 'S/B=2']],
    ['continued at the end', '[S]\nA=1 \\', ['S/A=1']],
    ['a continued comment is none', '# a \\\n[S]\nA=1', ['S/A=1']],
    ['line ends of Windows', '[S]\r\nA=1\\\r\n2\r\n', ['S/A=1 2']],
    ['a byte order mark', '\ufeff[S]\nA=1', ['S/A=1']],
    ['what is no assignment', '[S]\nhello\n=1\nA=1\n[T', ['S/A=1']],
    ['before any section', 'A=1', ['/A=1']],
  ] as const) {
    test(name, () => assert.deepEqual(directives(text), expected));
  }
});
