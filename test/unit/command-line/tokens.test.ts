import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withoutOptions } from '../../../src/command-line/tokens.ts';

describe('a command line without some options', () => {
  for (const [args, expected] of [
    [
      ['install', '--watch', '--config', '/c', '--files=/f', '--dry-run'],
      ['install', '--files=/f', '--dry-run'],
    ],
    [
      ['-c/c', 'install', '--replace', 'a', '--replace=b'],
      ['install', '--replace=a', '--replace=b'],
    ],
    [['uninstall'], ['uninstall']],
  ] as const) {
    test(args.join(' '), () => {
      assert.deepEqual(withoutOptions(args, ['watch', 'config']), expected);
    });
  }
});
