import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseArguments, withAbsolutePaths } from '../../../src/command-line/arguments.ts';
import { ProviderError } from '../../../src/errors.ts';

const NONE = {
  command: undefined,
  operands: [],
  config: undefined,
  output: 'text',
  serviceAccount: undefined,
  annotations: [],
  registry: undefined,
  kubeletConfig: undefined,
  kubeletBinDir: undefined,
  kubeletVersion: undefined,
  tokens: false,
  audiences: [],
  merge: undefined,
  files: undefined,
  replace: [],
  acceptLoss: false,
  write: undefined,
  dryRun: false,
  profile: undefined,
  restartCommand: undefined,
  logCommand: undefined,
  healthUrl: undefined,
  healthTimeout: undefined,
  hostRoot: undefined,
  watch: false,
  noRestart: false,
  restoreKubeletConfig: false,
  dryRunResult: undefined,
  unattended: false,
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
    [
      ['explain', 'nginx', '--kubelet-config=/k'],
      { command: 'explain', operands: ['nginx'], kubeletConfig: '/k' },
    ],
    [['check'], { command: 'check' }],
    [
      [
        'check',
        '--kubelet-config',
        '/k',
        '--kubelet-bin-dir=/b',
        '--kubelet-version',
        '1.34',
        '-o',
        'json',
        '-c',
        '/c',
      ],
      {
        command: 'check',
        config: '/c',
        output: 'json',
        kubeletConfig: '/k',
        kubeletBinDir: '/b',
        kubeletVersion: '1.34',
      },
    ],
    [['generate', 'rbac'], { command: 'generate rbac' }],
    [
      ['generate', 'kubelet-config', '--tokens', '--audience', 'a=b', '--audience=c=d', '--merge', '/m'],
      { command: 'generate kubelet-config', tokens: true, audiences: ['a=b', 'c=d'], merge: '/m' },
    ],
    [['install'], { command: 'install' }],
    [
      ['install', '--files', '/f', '--replace', 'a', '--replace=b', '--dry-run', '--watch', '--tokens'],
      {
        command: 'install',
        files: '/f',
        replace: ['a', 'b'],
        dryRun: true,
        watch: true,
        tokens: true,
      },
    ],
    [
      ['install', '--profile=k3s', '--host-root', '/host', '--health-timeout', '2m', '--health-url=http://h'],
      {
        command: 'install',
        profile: 'k3s',
        hostRoot: '/host',
        healthTimeout: '2m',
        healthUrl: 'http://h',
      },
    ],
    [
      ['uninstall', '--dry-run', '--restart-command', 'kill 1', '--log-command=cat /l'],
      { command: 'uninstall', dryRun: true, restartCommand: 'kill 1', logCommand: 'cat /l' },
    ],
    [['uninstall', '--host-root=/host', '--watch'], { command: 'uninstall', hostRoot: '/host', watch: true }],
    [['status', '-o', 'json'], { command: 'status', output: 'json' }],
    [['completion', 'zsh'], { command: 'completion', operands: ['zsh'] }],
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
    [['completion'], 'completion needs SHELL'],
    [['cache'], 'cache needs clear'],
    [['cache', 'show'], 'cache: expected clear, got "show"'],
    [['cache', 'clear', 'all'], 'cache: unexpected argument "all"'],
    [['explain', 'a', '--registry=b'], 'explain has no option --registry'],
    [['version', '--annotation=a=b'], 'version has no option --annotation'],
    [['explain', 'a', '-o', 'xml'], '--output: expected text or json, got "xml"'],
    [['check', 'x'], 'check: unexpected argument "x"'],
    [['check', '--service-account=a/b'], 'check has no option --service-account'],
    [['check', '--kubelet-config='], '--kubelet-config: expected a file, got nothing'],
    [['check', '--kubelet-bin-dir='], '--kubelet-bin-dir: expected a folder, got nothing'],
    [['explain', 'a', '--kubelet-version=1.34'], 'explain has no option --kubelet-version'],
    [['generate'], 'generate needs kubelet-config or rbac'],
    [['generate', 'x'], 'generate needs kubelet-config or rbac'],
    [['generate', 'rbac', 'x'], 'generate rbac: unexpected argument "x"'],
    [['generate', 'rbac', '--tokens'], 'generate rbac has no option --tokens'],
    [['generate', 'kubelet-config', '--output=json'], 'generate kubelet-config has no option --output'],
    [['install', 'now'], 'install: unexpected argument "now"'],
    [['install', '--merge=/m'], 'install has no option --merge'],
    [['install', '--health-timeout='], '--health-timeout: expected a duration, got nothing'],
    [['uninstall', '--replace=a'], 'uninstall has no option --replace'],
    [['uninstall', '--kubelet-config=/k'], 'uninstall has no option --kubelet-config'],
    [['status', '--dry-run'], 'status has no option --dry-run'],
    [['generate kubelet'], 'unknown command "generate kubelet"'],
    [['--tokens'], 'provide has no option --tokens'],
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

describe('relative paths', () => {
  const GONE = () => {
    throw Object.assign(new Error('uv_cwd'), { code: 'ENOENT' });
  };

  for (const [args, expected] of [
    [['--config', 'c.yaml'], { config: '/srv/c.yaml' }],
    [['--config=../c.yaml'], { config: '/c.yaml' }],
    [
      ['explain', 'a', '-c', './x/c.yaml', '--kubelet-config=k'],
      { config: '/srv/x/c.yaml', kubeletConfig: '/srv/k' },
    ],
    [
      ['check', '--kubelet-bin-dir', 'bin', '--kubelet-config', '/k'],
      { kubeletBinDir: '/srv/bin', kubeletConfig: '/k' },
    ],
    [['generate', 'kubelet-config', '--merge', 'm'], { merge: '/srv/m' }],
    [
      ['install', '--files', 'secrets', '--kubelet-bin-dir=bin', '--kubelet-config=k.d/'],
      { files: '/srv/secrets', kubeletBinDir: '/srv/bin', kubeletConfig: '/srv/k.d/' },
    ],
    [['status', '--host-root=host', '--files', '.'], { hostRoot: '/srv/host', files: '/srv' }],
  ] as const) {
    test(`are of the folder of the start: ${args.join(' ')}`, () => {
      const parsed = parseArguments(args);
      assert.deepEqual(
        withAbsolutePaths(parsed, () => '/srv'),
        { ...parsed, ...expected },
      );
    });
  }

  test('that folder is not asked for where all are absolute', () => {
    const parsed = parseArguments([
      'install',
      '--config=/c',
      '--files=/f',
      '--host-root=/h',
      '--kubelet-config=/k',
    ]);
    assert.equal(withAbsolutePaths(parsed, GONE), parsed);
  });

  for (const [args, message] of [
    [['--config=c'], /^--config: "c" is a relative path, and the folder .* cannot be looked up \(ENOENT\)$/],
    [['install', '--kubelet-bin-dir', 'bin'], /^--kubelet-bin-dir: "bin" is a relative path/],
    [
      ['install', '--host-root=/h', '--kubelet-bin-dir', 'bin'],
      /^--kubelet-bin-dir: expected an absolute path of the node at --host-root, got "bin"$/,
    ],
    [
      ['install', '--host-root=/h', '--kubelet-config=./k'],
      /^--kubelet-config: expected an absolute path of the node/,
    ],
  ] as const) {
    test(`refused: ${args.join(' ')}`, () => {
      assert.throws(
        () => withAbsolutePaths(parseArguments(args), GONE),
        (error) => error instanceof ProviderError && error.code === 'USAGE' && message.test(error.message),
      );
    });
  }
});
