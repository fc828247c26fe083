// status: what is said of a node, and whether it counts as ready. The node is a folder, with links as a node has them.

import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { parseArguments } from '../../../src/arguments.ts';
import type { Role } from '../../../src/commands/install/change.ts';
import { status } from '../../../src/commands/status.ts';
import { ProviderError } from '../../../src/errors.ts';
import { escapeControls } from '../../../src/escape.ts';
import type { InstallStatus } from '../../../src/generated/install-status-types.ts';
import { validateInstallStatus } from '../../../src/generated/install-status-validator.js';
import { standingAt } from '../../../src/system/placing.ts';
import { VERSION } from '../../../src/version.ts';
import { recordText } from '../../support/record.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary.ts';

const NAME = 'registry-credential-provider';
const STATE = `root/var/lib/${NAME}`;

/** What stands on the node and was recorded. */
const FILES: readonly (readonly [role: Role, path: string, content: string])[] = [
  ['executable', `/opt/bin/${NAME}`, 'program'],
  ['file', `/etc/${NAME}/password`, 'secret'],
  ['config', `/etc/${NAME}/config.yaml`, 'rules'],
  ['kubeletConfig', '/etc/kubernetes/providers.yaml', 'entries'],
];

/** Where a path of the node is without the link, which would lead the test to this machine's /usr. */
const inFolder = (path: string): string => path.replace(/^\/opt\//, '/usr/');

class Node {
  readonly folder: TemporaryFolder;
  version = VERSION;
  run: object | undefined = {
    time: '2026-11-25T02:00:00Z',
    version: VERSION,
    wanted: 'd1',
    outcome: 'installed',
    message: 'version 1 is in place',
    details: [],
  };

  constructor(context: TestContext) {
    this.folder = temporaryFolder(context);
    // Links of a node are absolute, and mean the node's root.
    mkdirSync(join(this.folder.path, 'root/usr/local'), { recursive: true });
    mkdirSync(join(this.folder.path, 'root/usr/bin'));
    symlinkSync('/usr', join(this.folder.path, 'root/opt'));
    for (const [, path, content] of FILES) this.write(inFolder(path), content);
    symlinkSync(NAME, join(this.folder.path, `root/usr/bin/${NAME}-ecr`));
    this.folder.write('config.yaml', 'rules');
    this.folder.write('files/password', 'secret');
  }

  write(path: string, content: string, mode?: number): void {
    this.folder.write(join('root', path), content, mode);
  }

  record(): void {
    const items = [
      ...FILES.map(([role, path]) => ({ role, path })),
      { role: 'link', path: `/opt/bin/${NAME}-ecr` },
    ].map(({ role, path }) => ({
      role: role as Role,
      path,
      original: { kind: 'absent' } as const,
      ours: standingAt(join(this.folder.path, 'root', inFolder(path))),
    }));
    this.folder.write(
      `${STATE}/installed.json`,
      recordText({ version: this.version, items, replaced: ['ecr-credential-provider'] }),
    );
    if (this.run !== undefined)
      this.folder.write(`${STATE}/last-run.json`, JSON.stringify({ format: 1, ...this.run }));
  }

  ask(...more: string[]): { report: InstallStatus; exitCode: number; text: string } {
    const args = [
      'status',
      '--host-root',
      join(this.folder.path, 'root'),
      ...more.map((each) => this.at(each)),
    ];
    const { text: json, exitCode } = status(parseArguments([...args, '--output=json']), { colour: false });
    const report: unknown = JSON.parse(json);
    assert.ok(validateInstallStatus(report), JSON.stringify(validateInstallStatus.errors));
    const { text } = status(parseArguments(args), { colour: false });
    assert.equal(text.split('\n')[0], escapeControls(report.summary));
    assert.equal(report.ok, exitCode === 0);
    return { report, exitCode, text };
  }

  at(text: string): string {
    return text.replace('$DIR', this.folder.path);
  }
}

const SOURCES = ['--config=$DIR/config.yaml', '--files=$DIR/files'];

/** What is changed of a node that is as it should be, and the first line then; undefined: it still is. */
const ROWS: readonly (readonly [
  name: string,
  change: (node: Node) => void,
  summary: RegExp | undefined,
  args?: readonly string[],
])[] = [
  ['as it should be', () => {}, undefined],
  ['asked for its rules and files too', () => {}, undefined, SOURCES],
  [
    'nothing to do the last time',
    (node) => {
      node.run = { ...node.run, outcome: 'unchanged' };
    },
    undefined,
  ],
  [
    'rolled back',
    (node) => {
      node.run = {
        ...node.run,
        outcome: 'rolledBack',
        message: `the kubelet was not well: ${'x'.repeat(300)}`,
      };
    },
    /^rolled back at 2026-11-25T02:00:00Z: the kubelet was not well: x+…$/,
  ],
  [
    'refused, with what would clear a screen',
    (node) => {
      node.run = { ...node.run, outcome: 'refused', message: 'a\u001b[2Jb' };
    },
    /^refused at 2026-11-25T02:00:00Z: a.\[2Jb$/,
  ],
  [
    'another version',
    (node) => {
      node.version = '0.0.1';
    },
    /^the node runs 0\.0\.1, not /,
  ],
  [
    'something else was wanted last',
    (node) => {
      node.run = { ...node.run, wanted: 'd2' };
    },
    /^the node does not run what was wanted last$/,
  ],
  [
    'new rules',
    (node) => node.folder.write('config.yaml', 'other rules'),
    /^\/etc\/registry-credential-provider\/config\.yaml is not yet what .*\/config\.yaml is$/,
    SOURCES,
  ],
  [
    'rules of another form',
    (node) => node.folder.write('config.json', 'rules'),
    /^\/etc\/registry-credential-provider\/config\.json is not yet what/,
    ['--config=$DIR/config.json'],
  ],
  ['new rules that nobody asks for', (node) => node.folder.write('config.yaml', 'other rules'), undefined],
  [
    'a new file',
    (node) => node.folder.write('files/more', 'x'),
    /^\/etc\/registry-credential-provider\/more is not yet what .*\/files\/more is$/,
    SOURCES,
  ],
  [
    'a file less',
    (node) => rmSync(join(node.folder.path, 'files/password')),
    /^\/etc\/registry-credential-provider\/password is still there, and not in /,
    SOURCES,
  ],
  [
    'the names of a mounted Secret are not files of it',
    (node) => {
      mkdirSync(join(node.folder.path, 'files/..data'));
    },
    undefined,
    SOURCES,
  ],
];

/** The same after the record was written. */
const DRIFTS: readonly (readonly [
  name: string,
  change: (node: Node) => void,
  summary: RegExp | undefined,
])[] = [
  [
    'the kubelet has other entries',
    (node) => node.write('/etc/kubernetes/providers.yaml', 'by nodeadm'),
    /^\/etc\/kubernetes\/providers\.yaml was changed by somebody else$/,
  ],
  [
    'the executable has gone, behind a link that is absolute',
    (node) => rmSync(join(node.folder.path, `root/usr/bin/${NAME}`)),
    /^\/opt\/bin\/registry-credential-provider is gone$/,
  ],
  [
    'another executable of the same size',
    (node) => node.write(`/usr/bin/${NAME}`, 'gramorp'),
    /^\/opt\/bin\/registry-credential-provider was changed/,
  ],
  [
    'the same executable again, at another time',
    (node) => utimesSync(join(node.folder.path, `root/usr/bin/${NAME}`), 1, 1),
    undefined,
  ],
  [
    'a password that others can read',
    (node) => node.write(`/etc/${NAME}/password`, 'secret', 0o644),
    /password was changed by somebody else$/,
  ],
  [
    'a link that leads elsewhere',
    (node) => {
      rmSync(join(node.folder.path, `root/usr/bin/${NAME}-ecr`));
      symlinkSync('/bin/true', join(node.folder.path, `root/usr/bin/${NAME}-ecr`));
    },
    /-ecr was changed by somebody else$/,
  ],
];

function check(node: Node, summary: RegExp | undefined, args: readonly string[] = []): void {
  const { report } = node.ask(...args);
  assert.equal(report.ok, summary === undefined, report.summary);
  assert.match(
    report.summary,
    summary ?? /^registry-credential-provider \S+ is installed as wanted; last run /,
  );
  assert.ok(report.summary.length <= 200);
}

describe('status', () => {
  for (const [name, change, summary, args] of ROWS) {
    test(name, (context) => {
      const node = new Node(context);
      change(node);
      node.record();
      check(node, summary, args);
    });
  }

  for (const [name, change, summary] of DRIFTS) {
    test(name, (context) => {
      const node = new Node(context);
      node.record();
      change(node);
      check(node, summary);
    });
  }

  test('everything that it knows', (context) => {
    const node = new Node(context);
    node.run = { ...node.run, outcome: 'rolledBack', details: ['F1125 the kubelet\u0007'] };
    node.record();
    node.write('/etc/kubernetes/providers.yaml', 'by nodeadm');
    const { report, text } = node.ask();
    assert.equal(report.problems.length, 2);
    assert.deepEqual(report.installed?.entries, [NAME, `${NAME}-ecr`]);
    assert.equal(report.installed.files.find(({ role }) => role === 'kubeletConfig')?.state, 'changed');
    assert.equal(report.lastRun?.outcome, 'rolledBack');
    assert.match(text, /^also: +\/etc\/kubernetes\/providers\.yaml was changed/m);
    assert.match(text, /^replaced: +ecr-credential-provider$/m);
    assert.match(text, /F1125 the kubelet\\u\{7\}$/m);
  });

  test('nothing was ever installed', (context) => {
    const node = new Node(context);
    const { report, exitCode } = node.ask();
    assert.equal(exitCode, 1);
    assert.equal(report.summary, 'install has not run on this node yet');
    assert.equal(report.installed, null);
    assert.equal(report.lastRun, null);
  });

  test('the first run was refused', (context) => {
    const node = new Node(context);
    node.run = { ...node.run, outcome: 'refused', message: 'no kubelet' };
    node.record();
    rmSync(join(node.folder.path, STATE, 'installed.json'));
    assert.match(node.ask().report.summary, /^refused at .*: no kubelet$/);
  });

  test('a record of a later version', (context) => {
    const node = new Node(context);
    node.folder.write(`${STATE}/installed.json`, '{"format":2}');
    assert.throws(
      () => node.ask(),
      (error) => error instanceof ProviderError && error.code === 'INSTALL_REFUSED',
    );
  });
});
