// What the documents promise is what the code has.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { CODES } from '../../src/check/finding.ts';
import { COMMAND_NAMES } from '../../src/command-line/commands.ts';
import { helpText } from '../../src/command-line/help.ts';
import { parseArguments } from '../../src/command-line/parse.ts';
import { type ErrorCode, ProviderError } from '../../src/errors.ts';
import { ROOT } from '../support/executable.ts';
import { PAGES, pagesIn, QUICK_STARTS } from '../support/page.ts';
import { sourceFiles } from '../support/source-files.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

test('docs/errors.md has a row for each code, with its exit code', () => {
  const union = /export type ErrorCode =([^;]+);/.exec(read('src/errors.ts'))?.[1] ?? '';
  const codes = [...union.matchAll(/'([A-Z_]+)'/g)].map((match) => match[1] as ErrorCode);
  assert.ok(codes.length > 10);
  const rows = [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)` \| (\d) \|/gm)];
  assert.deepEqual(
    rows.map(([, code, exit]) => [code, Number(exit)]),
    codes.map((code) => [code, new ProviderError('', { code }).exitCode]),
  );
});

test('docs/check.md has a row for each finding, with its severity', () => {
  const rows = [...read('docs/check.md').matchAll(/^\| `([a-z-]+)` \| (error|warning|note)(?:, \w+)* \|/gm)];
  assert.deepEqual(
    rows.map(([, code, severity]) => [code, severity]),
    Object.entries(CODES).map(([code, [severity]]) => [code, severity]),
  );
});

test('each test that docs/security-model.md names exists', () => {
  const named = [...read('docs/security-model.md').matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter((path) => !existsSync(join(ROOT, path))),
    [],
  );
});

test('docs/README.md names each page of docs/', () => {
  const linked = new Set([...read('docs/README.md').matchAll(/\]\(([^)#]+)/g)].map(([, target]) => target));
  const others = [...pagesIn('docs'), ...QUICK_STARTS].filter((page) => page !== 'docs/README.md');
  assert.deepEqual(
    others.filter((page) => !linked.has(relative('docs', page))),
    [],
  );
});

test('docs/troubleshooting.md begins with what is typed on a workstation', () => {
  const [, typed = ''] =
    /^# [^\n]*\n\n[^\n]*\n\n```sh\n(.*?)```/s.exec(read('docs/troubleshooting.md')) ?? [];
  const commands = typed.trim().split('\n');
  assert.equal(commands.length, 3);
  for (const command of commands) assert.match(command, /^kubectl --namespace /);
  for (const command of commands.slice(1)) assert.match(command, / exec POD -- .* --host-root \/host /);
});

test('README.md is short enough to be read whole', () => {
  assert.ok(read('README.md').trimEnd().split('\n').length < 120);
});

const files = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : entry.isFile() ? [path] : [];
  });

/** A shell empties the file before the command begins, whose failure then leaves the kubelet without its configuration. */
const ONTO_A_LIVE_FILE = /(?:^|[^-=>\d])\d?>{1,2}\|?\s*["']?\/(?:etc|var|opt|usr|run)\//m;

test('no page, example, manifest or help shows a redirection onto a file of the system', () => {
  const shown = [
    ...documents,
    ...['docs', 'deploy', 'examples', 'src'].flatMap(files).filter((file) => !documents.includes(file)),
  ];
  for (const file of shown) {
    assert.doesNotMatch(read(file), ONTO_A_LIVE_FILE, file);
  }
  for (const topic of [[], ...COMMAND_NAMES.map((name) => [name])]) {
    assert.doesNotMatch(helpText(topic, 80), ONTO_A_LIVE_FILE);
  }
});

for (const [text, isOne] of [
  ['generate kubelet-config > /etc/kubernetes/credential-providers.yaml', true],
  ['generate kubelet-config >/var/lib/kubelet/c.yaml', true],
  ['generate rbac >> "/opt/x"', true],
  ['x 2> /usr/y', true],
  ['x >| /etc/y', true],
  ['generate kubelet-config > /tmp/new.yaml', false],
  ['rules -> /etc/x', false],
  ['x 2>/dev/null', false],
] as const) {
  test(`${text}: ${isOne ? 'a' : 'no'} redirection onto a file of the system`, () => {
    assert.equal(ONTO_A_LIVE_FILE.test(text), isOne);
  });
}

const documents = [...pagesIn('.'), ...PAGES.filter((page) => page !== 'README.md')];

/** The anchors of a page, as GitHub makes them of its headings: of those that are alike, the second ends in -1. */
function anchorsOf(page: string): string[] {
  const headings = [...page.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} +(.+)$/gm)].map(
    ([, heading = '']) =>
      heading
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
  );
  return headings.map((anchor, index) => {
    const before = headings.slice(0, index).filter((other) => other === anchor).length;
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

for (const document of documents) {
  test(`${document} has text, and links to files and headings that exist`, () => {
    const page = read(document);
    assert.notEqual(page.trim(), '');
    for (const [, target = '', anchor] of page.matchAll(/\]\(([^)#\s]*)(?:#([^)\s]*))?\)/g)) {
      const file = target === '' ? document : join(dirname(document), target);
      if (!/^[a-z]+:/.test(target)) {
        assert.ok(existsSync(join(ROOT, file)), `${document} links to ${target}`);
        assert.ok(anchor === undefined || anchorsOf(read(file)).includes(anchor), `${file} has #${anchor}`);
      }
    }
  });
}

for (const document of documents) {
  test(`${document} names only commands and options that exist`, () => {
    for (const [, line = ''] of read(document).matchAll(/`registry-credential-provider ([^`]+)`/g)) {
      assert.doesNotThrow(() => parseArguments(line.split(/\s+/), () => '/'), line);
    }
  });
}

/** Phrases that must not come back, each with what to write instead. Readers are operators, whose first language is another. */
const PHRASES: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\b(?:is|are|was|were) over\b(?=\W*$|[,.;:)'`]| (?:and|or|by|since|before|when|until)\b)/, 'expired'],
  [/\bdue\b(?! to)/, 'needs renewal'],
  [/\b(?:that|which) (?:is|are) none\b/, 'not a token, invalid'],
  [/\b(?:is|are) well\b|\bkubelet (?:comes|came) back\b/, 'is healthy'],
  [/\bputs? (?:\w+ )?back\b/, 'rolled back, restored'],
  [/\bas before\b/, 'unchanged'],
  [/\bforeign\b/, 'not a registry of this cloud, of another user'],
  [/\bwho(?:ever)? asks\b/, 'the caller, the identity'],
  [/\banew\b|\bonce more\b/, 'again'],
  [/\bin the place of\b/, 'instead of'],
  [/\b(?:nobody|somebody)\b|\beverybody (?:can|may|else)\b/i, 'no process, another process, another user'],
  [/\bthere is none of (?:this|that) name\b/, 'does not exist'],
  [/\bwhat there is to\b/, 'show'],
  [/\b(?:is|are|still) at it\b/, 'in progress'],
  [/\b(\w+ \w+: )\1/, 'it once'],
];

/** In the log of another program, and in help, they name no one: the program is named, or "this plugin". */
const WE: (typeof PHRASES)[number] = [
  /(?<![-.|\w])(?:we|us|our|ours|ourselves)(?![-|\w])/,
  'registry-credential-provider, this plugin, this configuration',
];

const COMMENT_OR_TEXT = /\/\/.*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

/** Of src/, comments and messages (texts of more than one word). Nearly: regular expressions have quotes in them too. */
const sources = sourceFiles().map(({ path, text }) => {
  const parts = text.match(COMMENT_OR_TEXT) ?? [];
  return {
    path,
    comments: parts.filter((each) => each.startsWith('/')).flatMap((each) => each.split('\n')),
    messages: parts.filter((each) => /^['"`][^\n]* [^\n]*$/.test(each)),
  };
});
const pages = [
  ...documents.filter((file) => file !== 'CHANGELOG.md' && file !== 'CONTRIBUTING.md'),
  ...['deploy', 'schemas', 'examples'].flatMap(files),
].map((path) => ({ path, lines: read(path).split('\n') }));

for (const { path, lines, ours } of [
  ...sources.map(({ path, comments, messages }) => ({
    path,
    lines: [...comments, ...messages],
    ours: messages,
  })),
  ...pages.map((page) => ({ ...page, ours: [] })),
]) {
  test(`${path} has none of the phrases that must not come back`, () => {
    const found = [...PHRASES.map((each) => [...each, lines] as const), [...WE, ours] as const].flatMap(
      ([phrase, instead, texts]) =>
        texts
          .filter((text) => phrase.test(text))
          .map((text) => `${phrase.exec(text)?.[0]} (write: ${instead}): ${text.trim()}`),
    );
    assert.deepEqual(found, []);
  });
}
