// Files that nobody writes by accident, or that are no configuration at all: one clear error, and soon.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadConfig, parseConfig } from '../../../src/config/load.ts';
import { formatError, ProviderError } from '../../../src/errors.ts';
import fc from '../../support/property.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const MIB = 1024 * 1024;
// Nothing here needs a tenth of it; what is quadratic needs minutes.
const PATIENCE_MS = 10_000;

const fill = (text: string) => text.repeat(Math.floor(MIB / text.length));

function lines(line: (index: number) => string): string {
  let text = '';
  for (let index = 0; text.length < MIB - 100; index += 1) {
    text += line(index);
  }
  return text;
}

function laughs(): string {
  const names = [...'abcdefghij'];
  const nine = (name: string) => Array(9).fill(`*${name}`).join(',');
  const rest = names.slice(1).map((name, index) => `${name}: &${name} [${nine(names[index] ?? '')}]`);
  return ['a: &a [x,x,x,x,x,x,x,x,x]', ...rest, 'rules: *j'].join('\n');
}

const HOSTILE: Readonly<Record<string, readonly [text: string, message?: RegExp]>> = {
  '200,000 opening brackets': ['['.repeat(200_000), /nested more than 32 levels deep/],
  '200,000 opening braces': ['{'.repeat(200_000), /nested more than 32 levels deep/],
  '200,000 objects in each other, as JSON': [
    `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`,
    /nested more than 32 levels deep/,
  ],
  'lists in each other on one line': [fill('- '), /nested more than 32 levels deep/],
  'question marks': [fill('? '), /nested more than 32 levels deep/],
  'indentation to the right': [
    Array.from({ length: 1400 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
    /nested more than 32 levels deep/,
  ],
  'a billion laughs': [laughs(), /aliases stand for more than 10000 values/],
  'a chain of aliases': [`a0: &a0 [x]\n${lines((index) => `a${index + 1}: &a${index + 1} [*a${index}]\n`)}`],
  'a short chain of aliases': [
    [
      'a0: &a0 [x]',
      ...Array.from({ length: 2000 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}]`),
    ].join('\n'),
  ],
  'the same field over and over': [fill('abcd: 1\n')],
  'as many fields as fit': [
    lines((index) => `k${index}: 1\n`),
    /:\d+: too large to be read with a mistake or in other than plain YAML: more than 250000 YAML tokens/,
  ],
  'nine thousand unknown fields': [Array.from({ length: 9000 }, (_, index) => `k${index}: 1`).join('\n')],
  'nine thousand repeated fields': [Array.from({ length: 9000 }, () => 'usernam: 1').join('\n')],
  'ten thousand rules without anything': [`rules:\n${'- {}\n'.repeat(8000)}`],
  'wrong escapes': [`a: "${fill('\\x')}"`],
  'only line breaks': [fill('\n')],
  'only comments': [fill('#\n')],
  'only spaces': [fill(' ')],
  'only tabs': [fill('\t')],
  'only NUL': [fill('\0')],
  'only quotes': [fill('"')],
  'only colons': [fill(': ')],
  'only commas': [`[${fill(',')}]`],
  'only document signs': [fill('---\n')],
  'only directives': [fill('%A\n')],
  'only tags': [fill('!a ')],
  'only anchors': [fill('&a ')],
  'only carriage returns': [fill('\r')],
  'one long word': [fill('x')],
  'one long name': [`rules:\n- name: ${fill('a').slice(100)}`],
  'one long duration': [`deadline: ${fill('1h').slice(100)}`],
  'one long number as text': [`deadline: "${fill('1').slice(100)}"`],
  'one long number': [`deadline: ${fill('1').slice(100)}`],
  'one long pattern': [`rules:\n- matchImages: ["${fill('*.').slice(100)}"]`],
  'one long service account': [`rules:\n- matchServiceAccounts: ["${fill('*').slice(100)}"]`],
  'one long role': [`rules:\n- ecr: {roleArn: "arn:aws:iam::123456789012:role/${fill('a/').slice(100)}!"}`],
  'one long registry': [`rules:\n- ecr: {registry: "${fill('a.').slice(100)}"}`],
  'one long block': [`a: |\n${fill('  x\n')}`],
};

describe('text', () => {
  for (const [name, [text, message]] of Object.entries(HOSTILE)) {
    test(name, () => {
      const startedAt = performance.now();
      const line = refusal(() => parseConfig('/config.yaml', text), 'CONFIG_INVALID');
      assert.ok(performance.now() - startedAt < PATIENCE_MS);
      assert.match(line, message ?? /./);
      assert.ok(line.length <= 4096);
    });
  }

  test('whatever it is, it is a configuration or one line says why not', () => {
    const config = `apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
rules:
  - name: a
    matchImages: [gcr.io, "*.gcr.io"]
    static: {username: a, password: 'b'}
`;
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom(
        ...'\n \t:-?#&*!|>%@`"\'{}[],~',
        '\n  ',
        '&a ',
        '*a',
        '!!str ',
        '<<: ',
        '---\n',
        '__proto__: ',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(config.length), noise), { maxLength: 4 }), (edits) => {
        let text = config;
        for (const [at, insert] of edits) {
          text = text.slice(0, at) + insert + text.slice(at + (insert.length % 3));
        }
        try {
          assert.equal(parseConfig('/config.yaml', text).source, '/config.yaml');
        } catch (error) {
          assert.ok(error instanceof ProviderError, `${error} for ${JSON.stringify(text)}`);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('files', () => {
  const load = (flag: string) => () => loadConfig({ flag, env: {} });

  test('missing', (context) => {
    const { path } = temporaryFolder(context);
    assert.match(
      refusal(load(join(path, 'none.yaml')), 'CONFIG_NOT_FOUND'),
      /^configuration ".*none\.yaml" does not exist; /,
    );
  });

  test('below a file', (context) => {
    const file = temporaryFolder(context).write('a', '');
    assert.match(refusal(load(join(file, 'b')), 'CONFIG_NOT_FOUND'), /does not exist; /);
  });

  test('a directory', (context) => {
    const { path } = temporaryFolder(context);
    assert.match(refusal(load(path), 'CONFIG_UNREADABLE'), /is a directory, not a file; /);
  });

  test('a named pipe that nobody writes to', (context) => {
    const pipe = join(temporaryFolder(context).path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    assert.match(refusal(load(pipe), 'CONFIG_UNREADABLE'), /is a named pipe, not a file; /);
  });

  test('a device', () => {
    assert.match(refusal(load('/dev/zero'), 'CONFIG_UNREADABLE'), /is a device, not a file; /);
  });

  test('a link that leads nowhere', (context) => {
    const { path } = temporaryFolder(context);
    symlinkSync(join(path, 'none'), join(path, 'config.yaml'));
    assert.match(
      refusal(() => loadConfig({ flag: undefined, env: {}, directory: path }), 'CONFIG_NOT_FOUND'),
      /does not exist; /,
    );
  });

  test('over 1 MiB', (context) => {
    const file = temporaryFolder(context).write('big.yaml', Buffer.alloc(MIB + 1, '#'));
    assert.match(refusal(load(file), 'CONFIG_UNREADABLE'), /is larger than 1048576 bytes; /);
  });

  test('not UTF-8', (context) => {
    const file = temporaryFolder(context).write('latin.yaml', Buffer.from([0x61, 0xe4, 0x0a]));
    assert.match(refusal(load(file), 'CONFIG_UNREADABLE'), /is not UTF-8 text; /);
  });

  test('not for this user', (context) => {
    const file = temporaryFolder(context).write('a.yaml', '', 0o000);
    const line = asNobody(() => refusal(load(file), 'CONFIG_UNREADABLE'));
    assert.match(line, /cannot be read by this user; /);
  });

  test('a directory that may not be looked into', (context) => {
    const directory = join(temporaryFolder(context).path, 'closed');
    mkdirSync(directory, { mode: 0o000 });
    const work = () => loadConfig({ flag: undefined, env: {}, directory });
    const line = asNobody(() => refusal(work, 'CONFIG_UNREADABLE'));
    assert.match(line, /config\.yaml" cannot be accessed \(EACCES\); /);
  });

  test('a name with control characters is shown escaped', (context) => {
    const { path } = temporaryFolder(context);
    assert.match(refusal(load(join(path, 'a\u001b[2J\nb')), 'CONFIG_NOT_FOUND'), /a\\u\{1b\}\[2J\\u\{a\}b/);
    const file = temporaryFolder(context).write('a\u001b[2J\nb', 'x');
    assert.match(refusal(load(file), 'CONFIG_INVALID'), /a\\u\{1b\}\[2J\\u\{a\}b:1: expected an object/);
  });
});

// Root may read everything, so it has to be somebody else for a moment.
function asNobody<T>(work: () => T): T {
  if (process.geteuid?.() !== 0) {
    return work();
  }
  process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

/** The one line that says why not. */
function refusal(work: () => unknown, code: string): string {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof ProviderError, String(error));
    assert.equal(error.code, code);
    const line = formatError(error);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there
    assert.doesNotMatch(line, /[\u0000-\u001f]/);
    return line;
  }
  assert.fail('was accepted');
}
