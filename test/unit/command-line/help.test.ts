import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import {
  COMMAND_NAMES,
  type CommandName,
  familyOf,
  GROUPS,
  rowOf,
} from '../../../src/command-line/commands.ts';
import { findTopic } from '../../../src/command-line/find-command.ts';
import { helpText } from '../../../src/command-line/help.ts';
import { OPTION_NAMES, optionRow, optionsOf } from '../../../src/command-line/options.ts';
import { parseArguments } from '../../../src/command-line/parse.ts';
import { PROFILES } from '../../../src/install/node/node-setup.ts';
import { NAME } from '../../../src/version.ts';

const TOPICS: readonly (readonly CommandName[])[] = [
  [],
  ...COMMAND_NAMES.map((name) => [name]),
  familyOf('generate'),
];

const nameOf = (topic: readonly CommandName[]) => topic.join(' and ') || 'the program';

/** Less the marks by which a shell's line goes on. */
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '\\' && word !== '');

describe('help', () => {
  for (const topic of TOPICS) {
    for (const width of [80, 60, 40]) {
      test(`of ${nameOf(topic)} in ${width} columns: no line is longer, no word is broken or missing`, () => {
        const text = helpText(topic, width);
        for (const line of text.split('\n')) {
          assert.ok(line.length <= width, line);
          assert.equal(line, line.trimEnd());
        }
        assert.deepEqual(wordsOf(text), wordsOf(helpText(topic, 80)));
      });
    }
  }

  test('is as wide as a page, and never narrower than its longest word', () => {
    assert.equal(helpText([], 200), helpText([], 80));
    assert.equal(helpText([], 1), helpText([], 40));
  });

  test('of the program shows every command in its group, and no other', () => {
    const text = helpText([], 80);
    let at = 0;
    for (const [group, title] of Object.entries(GROUPS)) {
      at = text.indexOf(`\n${title}:\n`, at);
      assert.ok(at > 0, title);
      const [section = ''] = text.slice(at + title.length + 3).split('\n\n');
      const found = [...section.matchAll(/^ {2}(\S+(?: [a-z-]+)?)/gm)].map(([, words]) => words);
      assert.deepEqual(
        found,
        COMMAND_NAMES.filter((name) => rowOf(name).group === group),
      );
    }
  });

  for (const command of COMMAND_NAMES) {
    test(`of ${command} has its options and no others, two examples, and its exit codes`, () => {
      const text = helpText([command], 80);
      const [options = ''] = (text.split('\nOptions:\n')[1] ?? '').split('\n\n');
      assert.deepEqual(
        [...options.matchAll(/^ {2}(?:-\w, | {4})?--([a-z-]+)/gm)].map(([, name]) => name),
        [...optionsOf(command), 'help'],
      );
      const [exits = ''] = (text.split('\nExit codes:\n')[1] ?? '').split('\n\n');
      assert.deepEqual(
        [...exits.matchAll(/^ {2}(\d) /gm)].map(([, code]) => code),
        Object.keys(rowOf(command).exits),
      );
      assert.equal(rowOf(command).examples.length, 2);
    });
  }

  test('as a whole, for one small command, on a wide terminal and a narrow one', () => {
    assert.equal(
      helpText(['cache clear'], 80),
      `Usage: registry-credential-provider cache clear [OPTION]...

Remove the credentials that are cached on the node; the next pull requests new
ones.

Options:
  -c, --config FILE    configuration of this plugin, YAML or JSON (default:
                       REGISTRY_CREDENTIAL_PROVIDER_CONFIG, then config.yaml,
                       config.yml or config.json in
                       /etc/registry-credential-provider, then built-in rules)
      --registry HOST  remove only the credentials of this registry
      --host-root DIR  mount point of the node's root file system, for use in a
                       Pod
  -h, --help           show this help

Examples:
  Remove all of them:
    registry-credential-provider cache clear
  Only those of one registry:
    registry-credential-provider cache clear --registry registry.example

Exit codes:
  0  removed, or nothing to remove
  1  the directory cannot be used
  2  wrong usage or configuration
`,
    );
    assert.equal(
      helpText(['cache clear'], 40),
      `Usage: registry-credential-provider
  cache clear [OPTION]...

Remove the credentials that are cached
on the node; the next pull requests new
ones.

Options:
  -c, --config FILE
    configuration of this plugin, YAML
    or JSON (default:
    REGISTRY_CREDENTIAL_PROVIDER_CONFIG,
    then config.yaml, config.yml or
    config.json in
    /etc/registry-credential-provider,
    then built-in rules)
  --registry HOST
    remove only the credentials of this
    registry
  --host-root DIR
    mount point of the node's root file
    system, for use in a Pod
  -h, --help
    show this help

Examples:
  Remove all of them:
    registry-credential-provider cache \\
      clear
  Only those of one registry:
    registry-credential-provider cache \\
      clear \\
      --registry registry.example

Exit codes:
  0  removed, or nothing to remove
  1  the directory cannot be used
  2  wrong usage or configuration
`,
    );
  });
});

describe('examples', () => {
  for (const command of COMMAND_NAMES) {
    for (const [line] of rowOf(command).examples) {
      test(`${line}: is understood as its command`, () => {
        const [own = ''] = line.split(/ [|<>] /);
        const parsed = parseArguments(own.split(' '), () => '/');
        assert.equal(parsed.command, command);
      });
    }
  }

  test('mean to a shell, broken, what they mean as one line', () => {
    const texts = COMMAND_NAMES.flatMap((command) => [40, 80].map((width) => helpText([command], width)));
    const lines = texts.map((text) => {
      const [, examples = ''] = /\nExamples:\n(.*)\n\nExit codes/s.exec(text) ?? [];
      return [...examples.matchAll(/^ {4}(registry-.*?[^\\])$/gms)].map(([, line = '']) => line);
    });
    assert.ok(lines.every(({ length }) => length === 2));
    const script = lines
      .flat()
      .map((line) => `printf '%s ' ${line.split(/[|<>]/)[0]}; echo`)
      .join('\n');
    const { stdout } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
    const expected = COMMAND_NAMES.flatMap((command) => {
      const whole = rowOf(command).examples.map(([line]) => `${NAME} ${line.split(/ [|<>]/)[0]} `);
      return [...whole, ...whole];
    });
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => `${line.trimEnd()} `),
      expected,
    );
  });
});

describe('the topic of help', () => {
  for (const [words, commands] of [
    [[], []],
    [['explain'], ['explain']],
    [['explain', 'nginx'], ['explain']],
    [['generate'], ['generate config', 'generate kubelet-config', 'generate rbac']],
    [['generate', 'rbac'], ['generate rbac']],
    [['cache'], ['cache clear']],
  ] as const) {
    test(words.join(' ') || 'nothing', () => assert.deepEqual(findTopic(words), commands));
  }

  for (const [words, message] of [
    [['instal'], 'unknown command "instal" (did you mean install?)'],
    [['confg'], 'unknown command "confg" (did you mean config?)'],
    [['generate', 'x'], 'generate: expected config, kubelet-config or rbac, got "x"'],
  ] as const) {
    test(`refused: ${words.join(' ')}`, () => {
      assert.throws(() => findTopic(words), { code: 'USAGE', message });
    });
  }
});

test('the profiles that are offered and named are those that exist', () => {
  const { offers, does } = optionRow('profile');
  assert.deepEqual(offers, PROFILES);
  for (const name of PROFILES) assert.match(does, new RegExp(`\\b${name}\\b`));
});

test('each text is one clause, without a full stop', () => {
  for (const { does } of [...COMMAND_NAMES.map(rowOf), ...OPTION_NAMES.map(optionRow)]) {
    assert.match(does, /^(?:[a-z]|URL)[^.]*(?:\.[^ ][^.]*)*$/);
  }
});
