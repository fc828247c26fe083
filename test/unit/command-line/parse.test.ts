import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { COMMAND_NAMES, type CommandName, rowOf } from '../../../src/command-line/commands.ts';
import {
  isPath,
  OPTION_NAMES,
  type OptionName,
  optionRow,
  optionsOf,
} from '../../../src/command-line/options.ts';
import { memberOf, parseArguments } from '../../../src/command-line/parse.ts';
import { ProviderError } from '../../../src/errors.ts';
import fc from '../../support/property.ts';

const HERE = () => '/srv';

describe('understood', () => {
  for (const [args, expected] of [
    [[], { command: 'provide', config: undefined, rulesWithoutTokens: false }],
    [['--config', '/c'], { command: 'provide', config: '/c', rulesWithoutTokens: false }],
    [['-c', '/c'], { command: 'provide', config: '/c', rulesWithoutTokens: false }],
    [['-c/c'], { command: 'provide', config: '/c', rulesWithoutTokens: false }],
    [['--config=/a', '--config', '/c'], { command: 'provide', config: '/c', rulesWithoutTokens: false }],
    [['--rules-without-tokens', '-c/c'], { command: 'provide', config: '/c', rulesWithoutTokens: true }],
    [['provide'], { command: 'provide', config: undefined, rulesWithoutTokens: false }],
    [['--config=/c', 'provide'], { command: 'provide', config: '/c', rulesWithoutTokens: false }],
    [
      ['explain', '-o', 'json', 'nginx', '-c', '/c'],
      {
        command: 'explain',
        all: false,
        hostRoot: undefined,
        image: 'nginx',
        config: '/c',
        output: 'json',
        serviceAccount: undefined,
        annotation: [],
        kubeletConfig: undefined,
      },
    ],
    [
      ['cache', 'clear', '--registry', 'gcr.io'],
      { command: 'cache clear', config: undefined, hostRoot: undefined, registry: 'gcr.io' },
    ],
    [
      ['generate', '--audience', 'a=b', 'rbac', '--audience=c=d=e'],
      { command: 'generate rbac', config: undefined, audience: ['a=b', 'c=d=e'], write: undefined },
    ],
    [
      ['status', '--host-root=/h', '-o', 'json'],
      {
        command: 'status',
        config: undefined,
        files: undefined,
        hostRoot: '/h',
        output: 'json',
        dryRunResult: undefined,
      },
    ],
    [['completion', 'zsh'], { command: 'completion', shell: 'zsh' }],
    [['completion', '--', 'zsh'], { command: 'completion', shell: 'zsh' }],
    [['schema'], { command: 'schema', schema: 'config' }],
    [['schema', 'check-report'], { command: 'schema', schema: 'check-report' }],
    [['version'], { command: 'version' }],
    [['--version'], { command: 'version' }],
    [['check', '-v'], { command: 'version' }],
    [['help'], { command: 'help', topic: [] }],
    [['-h'], { command: 'help', topic: [] }],
    [['help', 'generate', 'rbac'], { command: 'help', topic: ['generate', 'rbac'] }],
    [['explain', '--help'], { command: 'help', topic: ['explain'] }],
    [['generate', '--nonsense', '-h'], { command: 'help', topic: ['generate'] }],
  ] as const) {
    test(args.join(' ') || 'nothing', () => {
      assert.deepEqual(parseArguments(args, HERE), expected);
    });
  }

  test('behind -- everything is an operand', () => {
    const { command, ...rest } = parseArguments(['explain', '--', '--config'], HERE);
    assert.deepEqual([command, 'image' in rest && rest.image], ['explain', '--config']);
  });
});

/** The message, and the command whose help is named. */
const REFUSED = [
  [['explian'], 'unknown command "explian" (did you mean explain?)', ''],
  [['frobnicate'], 'unknown command "frobnicate"', ''],
  [['generate kubelet'], 'unknown command "generate kubelet"', ''],
  [['generate'], 'generate: expected config, kubelet-config or rbac, got nothing', 'generate '],
  [
    ['generate', 'rback'],
    'generate: expected config, kubelet-config or rbac, got "rback" (did you mean rbac?)',
    'generate ',
  ],
  [['cache', 'show'], 'cache: expected clear, got "show"', 'cache '],
  [['explain'], 'explain needs IMAGE', 'explain '],
  [['completion'], 'completion needs SHELL: bash, zsh or fish', 'completion '],
  [
    ['completion', 'fisch'],
    'completion: expected bash, zsh or fish, got "fisch" (did you mean fish?)',
    'completion ',
  ],
  [
    ['schema', 'confg'],
    'schema: expected config, check-report, install-status, credential-provider-request or credential-provider-response, got "confg" (did you mean config?)',
    'schema ',
  ],
  [['explain', 'a', 'b'], 'explain: unexpected argument "b" (explain takes one IMAGE)', 'explain '],
  [['check', 'x'], 'check: unexpected argument "x" (check takes options only)', 'check '],
  [['--frobnicate'], 'unknown option "--frobnicate"', ''],
  [['check', '--ouput=json'], 'unknown option "--ouput" (did you mean --output?)', 'check '],
  [['check', '--hostroot=/h'], 'unknown option "--hostroot" (did you mean --host-root?)', 'check '],
  [['--ouput', 'json', 'check'], 'unknown option "--ouput" (did you mean --output?)', ''],
  [['check', '-x'], 'unknown option "-x"', 'check '],
  [['check', '--constructor'], 'unknown option "--constructor"', 'check '],
  [
    ['check', '--service-account=a/b'],
    'check does not take --service-account, which is an option of explain and try',
    'check ',
  ],
  [
    ['--tokens'],
    'provide, the default command, does not take --tokens, which is an option of generate kubelet-config and install',
    'provide ',
  ],
  [['explain', 'a', '-o', 'xml'], '--output: expected text or json, got "xml"', 'explain '],
  [
    ['explain', 'a', '-o', 'jsn'],
    '--output: expected text or json, got "jsn" (did you mean json?)',
    'explain ',
  ],
] as const;

/** With what to do beside reading the help. */
const REFUSED_WITH_HINT = [
  [
    ['check', '--config', '-o', 'json'],
    '--config needs a value (FILE), but the next argument begins with a dash, as an option does',
    'write --config=FILE if that is the value',
  ],
  [['install', '--dry-run=yes'], '--dry-run takes no value', 'write --dry-run alone'],
  [['--help=yes'], '--help takes no value', 'write --help alone'],
  [['install', '--dry-run', '--dry-run'], '--dry-run is given more than once', 'give it once'],
  [['check', '-c', '/a', '--config=/b'], '--config is given more than once', 'give it once'],
] as const;

describe('refused', () => {
  for (const [args, message, topic] of REFUSED) {
    test(args.join(' '), () => {
      const hint = `run 'registry-credential-provider ${topic}--help'`;
      assert.throws(() => parseArguments(args, HERE), { code: 'USAGE', message, hint });
    });
  }

  for (const [args, message, todo] of REFUSED_WITH_HINT) {
    test(args.join(' '), () => {
      assert.throws(
        () => parseArguments(args, HERE),
        (error: ProviderError) => {
          assert.deepEqual([error.code, error.message], ['USAGE', message]);
          assert.ok(error.hint?.startsWith(`${todo}, or run 'registry-credential-provider `), error.hint);
          return true;
        },
      );
    });
  }

  test('no message has the value of an option that has none, or that is missing: it may be a secret', () => {
    for (const args of [
      ['--help=canary'],
      ['check', '--canary=canary2'],
      ['check', '--config', '-canary3'],
    ]) {
      assert.throws(
        () => parseArguments(args, HERE),
        (error: ProviderError) => !/canary[23]|=canary/.test(`${error.message} ${error.hint}`),
      );
    }
  });
});

const OPERANDS: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  explain: ['nginx'],
  try: ['nginx'],
  completion: ['bash'],
};

/** A sound value of an option that has one. */
function valueFor(name: OptionName): string | undefined {
  const { value, choices, offers } = optionRow(name);
  return value === undefined ? undefined : (choices?.at(-1) ?? offers?.[0] ?? '/x');
}

/** The words of a command, with an option and those that it needs beside it. */
function withOption(command: CommandName, name: OptionName, value = valueFor(name)): string[] {
  const needed = (optionRow(name).needs?.[command] ?? []) as readonly OptionName[];
  const spelled = (option: OptionName, text = valueFor(option)) =>
    text === undefined ? `--${option}` : `--${option}=${text}`;
  return [
    ...command.split(' '),
    ...(OPERANDS[command] ?? []),
    spelled(name, value),
    ...needed.map((each) => spelled(each)),
  ];
}

describe('every option, at every command', () => {
  for (const command of COMMAND_NAMES.filter((name) => name !== 'help')) {
    for (const name of OPTION_NAMES) {
      const row = optionRow(name);
      if (!row.commands.includes(command)) {
        test(`${command} refuses --${name}, and says who takes it`, () => {
          assert.throws(() => parseArguments(withOption(command, name), HERE), {
            code: 'USAGE',
            message: /does not take --[a-z-]+, which is an option of [a-z]/,
          });
        });
        continue;
      }
      test(`${command} takes --${name}`, () => {
        const parsed: object = parseArguments(withOption(command, name), HERE);
        const { [memberOf(name)]: member } = parsed as Readonly<Record<string, unknown>>;
        const value = valueFor(name);
        assert.deepEqual(member, value === undefined ? true : row.multiple ? [value] : value);
        const { operand } = rowOf(command);
        assert.deepEqual(
          Object.keys(parsed).sort(),
          [
            'command',
            ...optionsOf(command).map(memberOf),
            ...(operand === undefined ? [] : [operand.name]),
          ].sort(),
          'its own options, and no others',
        );
      });

      test(`${command} refuses a wrong --${name}`, () => {
        const words = withOption(command, name);
        const usage = (args: readonly string[], message: RegExp) =>
          assert.throws(() => parseArguments(args, HERE), { code: 'USAGE', message });
        if (row.value === undefined) {
          usage(withOption(command, name, 'yes'), /^--[a-z-]+ takes no value$/);
        } else {
          usage(
            [...command.split(' '), `--${name}`],
            /^--[a-z-]+ needs a value \([^ ]+\), but nothing follows it$/,
          );
          usage(withOption(command, name, ''), /^--[a-z-]+ needs a value \([^ ]+\), but it is empty$/);
          usage([...command.split(' '), `--${name}`, '--help='], /but the next argument begins with a dash/);
        }
        if (!row.multiple && command !== 'provide') {
          usage(
            [...words, words.find((word) => word.startsWith(`--${name}`)) as string],
            /is given more than once$/,
          );
        }
      });
    }
  }
});

describe('options that stand beside others, or never do', () => {
  for (const [args, message] of [
    [
      ['generate', 'kubelet-config', '--replace=a'],
      'generate kubelet-config: --replace can only be used with --merge',
    ],
    [
      ['install', '--dry-run-result=/r'],
      'install: --dry-run-result can only be used with --dry-run and --watch',
    ],
    [
      ['install', '--dry-run-result=/r', '--watch'],
      'install: --dry-run-result can only be used with --dry-run and --watch',
    ],
    [
      ['install', '--watch', '--restore-kubelet-config'],
      'install: --restore-kubelet-config cannot be used with --watch',
    ],
  ] as const) {
    test(args.join(' '), () => {
      assert.throws(() => parseArguments(args, HERE), { code: 'USAGE', message });
    });
  }

  test('the names in the table are those of options', () => {
    for (const { needs = {}, excludes = [] } of OPTION_NAMES.map(optionRow)) {
      for (const name of [...Object.values(needs).flat(), ...excludes]) {
        assert.ok((OPTION_NAMES as readonly string[]).includes(name), name);
      }
    }
  });
});

describe('relative paths', () => {
  const GONE = () => {
    throw Object.assign(new Error('uv_cwd'), { code: 'ENOENT' });
  };

  for (const command of COMMAND_NAMES) {
    for (const name of optionsOf(command).filter((each) => isPath(optionRow(each)))) {
      test(`of ${command} --${name} are of the folder of the start`, () => {
        const parsed: object = parseArguments(withOption(command, name, '../x/./y/'), () => '/srv/a');
        assert.equal((parsed as Readonly<Record<string, unknown>>)[memberOf(name)], '/srv/x/y/');
      });
    }
  }

  test('that folder is not asked for where all are absolute', () => {
    parseArguments(['install', '--config=/c', '--files=/f', '--host-root=/h', '--kubelet-config=/k'], GONE);
  });

  for (const [args, message] of [
    [
      ['--config=c'],
      /^--config: "c" is a relative path, and the working directory .* cannot be read \(ENOENT\)$/,
    ],
    [['install', '--kubelet-bin-dir', 'bin'], /^--kubelet-bin-dir: "bin" is a relative path/],
    [
      ['install', '--host-root=/h', '--kubelet-bin-dir', 'bin'],
      /^--kubelet-bin-dir: expected an absolute path on the node of --host-root, got "bin"$/,
    ],
    [
      ['install', '--host-root=/h', '--kubelet-config=./k'],
      /^--kubelet-config: expected an absolute path on the node of --host-root/,
    ],
  ] as const) {
    test(`refused: ${args.join(' ')}`, () => {
      assert.throws(() => parseArguments(args, GONE), { code: 'USAGE', message });
    });
  }
});

test('every command line gives arguments or a usage error', () => {
  const option = fc.constantFrom(...OPTION_NAMES, 'help', 'version', 'x', '__proto__', 'constructor');
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      ...COMMAND_NAMES.flatMap((name) => name.split(' ')),
      '--',
      '-',
      '',
      '-c',
      '-ohc',
      '--=',
      '-o=x',
    ),
    option.map((name) => `--${name}`),
    fc.tuple(option, fc.string()).map(([name, value]) => `--${name}=${value}`),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (args) => {
      try {
        const { command } = parseArguments(args, HERE);
        assert.ok(COMMAND_NAMES.includes(command));
      } catch (error) {
        assert.ok(error instanceof ProviderError && error.code === 'USAGE', String(error));
        assert.match(error.hint ?? '', /run 'registry-credential-provider [a-z -]*--help'$/);
      }
    }),
    { numRuns: 2000 },
  );
});
