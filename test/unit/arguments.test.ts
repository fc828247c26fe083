import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseArguments } from '../../src/arguments.ts';

const NONE = {
  command: undefined,
  operands: [],
  config: undefined,
  output: 'text',
  serviceAccount: undefined,
  annotations: [],
  registry: undefined,
};

describe('understood', () => {
  for (const [args, expected] of [
    [[], {}],
    [['--config', '/c'], { config: '/c' }],
    [['--config=/c'], { config: '/c' }],
    [['-c', '/c'], { config: '/c' }],
    [['provide'], { command: 'provide' }],
    [['--config=/c', 'provide'], { command: 'provide', config: '/c' }],
    [['explain', 'nginx'], { command: 'explain', operands: ['nginx'] }],
    [
      ['explain', '-o', 'json', 'nginx', '-c', '/c'],
      { command: 'explain', operands: ['nginx'], output: 'json', config: '/c' },
    ],
    [
      ['explain', 'nginx', '--service-account=a/b'],
      { command: 'explain', operands: ['nginx'], serviceAccount: 'a/b' },
    ],
    [
      ['explain', 'nginx', '--annotation', 'a/b=c=d', '--annotation=e='],
      { command: 'explain', operands: ['nginx'], annotations: ['a/b=c=d', 'e='] },
    ],
    [['cache', 'clear'], { command: 'cache', operands: ['clear'] }],
    [
      ['cache', 'clear', '--registry', 'gcr.io'],
      { command: 'cache', operands: ['clear'], registry: 'gcr.io' },
    ],
    [['version'], { command: 'version' }],
    [['--version'], { command: 'version' }],
    [['-h'], { command: 'help' }],
    [['explain', '--help'], { command: 'help' }],
    [['help', 'explain'], { command: 'help', operands: ['explain'] }],
  ] as const) {
    test(args.join(' ') || 'nothing', () => {
      const { operands, ...rest } = parseArguments(args);
      const wanted = { ...NONE, ...expected };
      assert.deepEqual({ ...rest, operands: wanted.command === 'help' ? wanted.operands : operands }, wanted);
    });
  }
});

describe('refused', () => {
  for (const [args, message] of [
    [['explian'], 'unknown command "explian"'],
    [['explain'], 'explain needs IMAGE'],
    [['explain', 'a', 'b'], 'explain: unexpected argument "b"'],
    [['provide', 'x'], 'provide: unexpected argument "x"'],
    [['--output=json'], 'provide has no option --output'],
    [['cache'], 'cache needs clear'],
    [['cache', 'show'], 'cache: expected clear, got "show"'],
    [['cache', 'clear', 'all'], 'cache: unexpected argument "all"'],
    [['explain', 'a', '--registry=b'], 'explain has no option --registry'],
    [['version', '--annotation=a=b'], 'version has no option --annotation'],
    [['explain', 'a', '-o', 'xml'], '--output: expected text or json, got "xml"'],
    [['--frobnicate'], "Unknown option '--frobnicate'"],
    [['--config'], "Option '-c, --config <value>' argument missing"],
    [['--config='], '--config: expected a file, got nothing'],
    [['--config', '-o'], "Option '--config' argument is ambiguous"],
  ] as const) {
    test(args.join(' '), () => {
      assert.throws(() => parseArguments(args), { code: 'USAGE', message });
    });
  }
});
