// status: what is said of a node, and whether it counts as ready. The node is a folder, with links as a node has them.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { status } from '../../../src/commands/status.ts';
import { ProviderError } from '../../../src/errors.ts';
import { escapeControls } from '../../../src/escape.ts';
import type { InstallStatus } from '../../../src/generated/install-status-types.ts';
import { validateInstallStatus } from '../../../src/generated/install-status-validator.js';
import type { Role } from '../../../src/install/state/content.ts';
import { standingAt } from '../../../src/system/placing.ts';
import { VERSION } from '../../../src/version.ts';
import { argumentsOf } from '../../support/arguments.ts';
import { recordText } from '../../support/record.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary.ts';

const NAME = 'registry-credential-provider';
const STATE = `root/var/lib/${NAME}`;

/** What stands on the node and was recorded. */
const FILES: readonly (readonly [role: Role, path: string, content: string])[] = [
  ['executable', `/opt/bin/${NAME}`, 'program'],
  ['file', `/etc/${NAME}/password`, 'secret'],
  ['config', `/etc/${NAME}/config.yaml`, 'rules'],
  ['kubeletConfig', '/etc/kubernetes/providers.yaml', kubeletConfig('ours')],
];

function kubeletConfig(name: string): string {
  const entry = {
    name,
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    matchImages: ['a.example'],
    defaultCacheDuration: '1m',
  };
  const kind = 'CredentialProviderConfig';
  return `${JSON.stringify({ apiVersion: 'kubelet.config.k8s.io/v1', kind, providers: [entry] }, null, 2)}\n`;
}

/** Where a path of the node is without the link, which would lead the test to this machine's /usr. */
const inFolder = (path: string): string => path.replace(/^\/opt\//, '/usr/');

/** Of a kubelet that says that it is healthy. */
let healthUrl: string;

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

  record(said: Parameters<typeof recordText>[0] = {}): void {
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
      recordText({
        version: this.version,
        items,
        replaced: ['ecr-credential-provider'],
        ...said,
        setup: { healthUrl, ...said.setup },
      }),
    );
    if (this.run !== undefined)
      this.folder.write(`${STATE}/last-run.json`, JSON.stringify({ format: 1, ...this.run }));
  }

  async ask(...more: string[]): Promise<{ report: InstallStatus; exitCode: number; text: string }> {
    const root = join(this.folder.path, 'root');
    for (const folder of ['etc', 'usr', 'var']) mkdirSync(join(root, folder), { recursive: true });
    const args = ['status', '--host-root', root, ...more.map((each) => this.at(each))];
    const { text: json, exitCode } = await status(
      argumentsOf('status', [...args, '--output=json']),
      COLOURLESS,
    );
    const report: unknown = JSON.parse(json);
    assert.ok(validateInstallStatus(report), JSON.stringify(validateInstallStatus.errors));
    const { text } = await status(argumentsOf('status', args), COLOURLESS);
    assert.equal(text.split('\n')[0], escapeControls(report.summary));
    assert.equal(report.ok, exitCode === 0);
    return { report, exitCode, text };
  }

  at(text: string): string {
    return text.replace('$DIR', this.folder.path);
  }
}

const COLOURLESS = { hasColour: async () => false };

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
        message: `the kubelet was not healthy: ${'x'.repeat(300)}`,
      };
    },
    /^rolled back at 2026-11-25T02:00:00Z: the kubelet was not healthy: x+…$/,
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
    /^the node does not have what the last run should have installed$/,
  ],
  [
    'new rules',
    (node) => node.folder.write('config.yaml', 'other rules'),
    /^\/etc\/registry-credential-provider\/config\.yaml is not yet updated from .*\/config\.yaml$/,
    SOURCES,
  ],
  [
    'rules of another form',
    (node) => node.folder.write('config.json', 'rules'),
    /^\/etc\/registry-credential-provider\/config\.json is not yet updated from/,
    ['--config=$DIR/config.json'],
  ],
  ['new rules that nobody asks for', (node) => node.folder.write('config.yaml', 'other rules'), undefined],
  [
    'a new file',
    (node) => node.folder.write('files/more', 'x'),
    /^\/etc\/registry-credential-provider\/more is not yet updated from .*\/files\/more$/,
    SOURCES,
  ],
  [
    'a file less',
    (node) => rmSync(join(node.folder.path, 'files/password')),
    /^\/etc\/registry-credential-provider\/password still exists, but is not in /,
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
    (node) => node.write('/etc/kubernetes/providers.yaml', kubeletConfig('by-nodeadm')),
    /^\/etc\/kubernetes\/providers\.yaml was changed by another program or user$/,
  ],
  [
    'the executable has gone, behind a link that is absolute',
    (node) => rmSync(join(node.folder.path, `root/usr/bin/${NAME}`)),
    /^\/opt\/bin\/registry-credential-provider is missing$/,
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
    /password was changed by another program or user$/,
  ],
  [
    'a link that leads elsewhere',
    (node) => {
      rmSync(join(node.folder.path, `root/usr/bin/${NAME}-ecr`));
      symlinkSync('/bin/true', join(node.folder.path, `root/usr/bin/${NAME}-ecr`));
    },
    /-ecr was changed by another program or user$/,
  ],
];

async function check(node: Node, summary: RegExp | undefined, args: readonly string[] = []): Promise<void> {
  const { report } = await node.ask(...args);
  assert.equal(report.ok, summary === undefined, report.summary);
  assert.match(
    report.summary,
    summary ?? /^registry-credential-provider \S+ is installed as wanted; last run /,
  );
  assert.ok(report.summary.length <= 200);
}

describe('status', () => {
  const server = createServer((_, response) => response.end('ok'));
  before(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    healthUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`;
  });
  after(() => server.close());

  for (const [name, change, summary, args] of ROWS) {
    test(name, async (context) => {
      const node = new Node(context);
      change(node);
      node.record();
      await check(node, summary, args);
    });
  }

  for (const [name, change, summary] of DRIFTS) {
    test(name, async (context) => {
      const node = new Node(context);
      node.record();
      change(node);
      await check(node, summary);
    });
  }

  const KUBELET_UNIT =
    '[Service]\nExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml --config-dir=/etc/kubelet.d\n';
  const OWN_CONFIG = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';

  /** The kubelet, by what is recorded of it and what is written then. */
  const KUBELET: readonly (readonly [
    name: string,
    said: Parameters<typeof recordText>[0],
    change: (node: Node) => void,
    summary: RegExp,
    ok?: boolean,
  ])[] = [
    [
      'its configuration was broken',
      {},
      (node) => node.write('/etc/kubernetes/providers.yaml', `${kubeletConfig('ours')}oops canary-9d1c\n`),
      /^the kubelet does not start with \/etc\/kubernetes\/providers\.yaml:\d+: not JSON.*; correct it, or run install --restore-kubelet-config/,
    ],
    [
      'a field that it does not know',
      {},
      (node) =>
        node.write(
          '/etc/kubernetes/providers.yaml',
          kubeletConfig('ours').replace('"kind"', '"kin": 1, "kind"'),
        ),
      /^the kubelet does not start with \/etc\/kubernetes\/providers\.yaml:\d+: kin: unknown field/,
    ],
    [
      'its configuration is gone',
      {},
      (node) => rmSync(join(node.folder.path, 'root/etc/kubernetes/providers.yaml')),
      /^the kubelet does not start with \/etc\/kubernetes\/providers\.yaml: it cannot be read \(ENOENT\)/,
    ],
    [
      'one file of its folder is broken, of which nothing is held',
      { setup: { kubeletConfig: { path: '/etc/kubernetes/p.d', form: 'directory' } } },
      (node) => {
        node.write('/etc/kubernetes/p.d/10.yaml', kubeletConfig('a'));
        node.write('/etc/kubernetes/p.d/20.yaml', 'kind: [');
      },
      /^the kubelet does not start with \/etc\/kubernetes\/p\.d\/20\.yaml:1: .*; correct it; check shows the details/,
    ],
    [
      'its own configuration, which its unit names, was broken',
      {},
      (node) => {
        node.write('/etc/systemd/system/kubelet.service', KUBELET_UNIT);
        node.write('/var/lib/kubelet/config.yaml', 'kind: KubeletConfiguration\nx: [\n');
      },
      /^the kubelet does not start with \/var\/lib\/kubelet\/config\.yaml:\d: neither YAML nor JSON: .*; correct it; check shows the details \(found by the record/,
    ],
    [
      'a drop-in of its own configuration is of another kind',
      {},
      (node) => {
        node.write('/etc/systemd/system/kubelet.service', KUBELET_UNIT);
        node.write('/var/lib/kubelet/config.yaml', OWN_CONFIG);
        node.write('/etc/kubelet.d/20.conf', 'kind: Pod\n');
      },
      /^the kubelet does not start with \/etc\/kubelet\.d\/20\.conf:1: kind: expected KubeletConfiguration, got another value/,
    ],
    [
      'no process and no unit names the paths',
      { setup: { flagsFrom: 'operator', healthUrl: undefined } },
      () => {},
      /^registry-credential-provider \S+ is installed; not seen: whether the kubelet is started with --image-credential-provider-config=\/etc\/kubernetes\/providers\.yaml /,
      true,
    ],
    [
      'it has not read what was placed',
      { unread: { boot: 'b', ticks: 5 }, setup: { notJoined: 'no config.yaml' } },
      () => {},
      /^the kubelet has not yet read what install --no-restart placed: it reads it when it is started$/,
    ],
    [
      'nothing listens where it says that it is healthy',
      { setup: { healthUrl: 'http://127.0.0.1:1/healthz' } },
      () => {},
      /^the kubelet is not healthy: healthz: .*refused/,
    ],
  ];
  for (const [name, said, change, summary, ok = false] of KUBELET) {
    test(`of the kubelet: ${name}`, async (context) => {
      const node = new Node(context);
      node.record(said);
      change(node);
      const { report, text } = await node.ask();
      assert.equal(report.ok, ok, report.summary);
      assert.match(`${ok ? report.summary : report.problems[0]}`, summary);
      assert.ok(
        summary.source.includes('not seen') === report.unseen.some((each) => each.includes('--image-')),
      );
      assert.doesNotMatch(text, /canary/);
    });
  }

  test('a kubelet that says that it is healthy', async (context) => {
    const node = new Node(context);
    node.write('/etc/systemd/system/kubelet.service', KUBELET_UNIT);
    node.write('/var/lib/kubelet/config.yaml', `${OWN_CONFIG}unknown: 1\nunknown: 2\n`);
    node.write('/etc/kubelet.d/20.conf', OWN_CONFIG);
    node.record();
    const { report } = await node.ask();
    assert.deepEqual([report.ok, report.unseen], [true, []], report.summary);
    assert.deepEqual(report.kubelet, { config: '/etc/kubernetes/providers.yaml', from: 'record', pid: null });
  });

  /** What a dry run that stays has written down, and what a Pod's probe makes of it. */
  for (const [name, written, ok, summary] of [
    ['not ended yet', undefined, false, /^the dry run has not ended yet$/],
    ['torn', '{"format"', false, /^the dry run has not ended yet$/],
    ['of another form', '{"format": 1, "outcome": "dryRun"}', false, /^the dry run has not ended yet$/],
    [
      'one that found no reason to refuse',
      'dryRun',
      true,
      /^nothing was changed; a dry run of \S+ at T found no reason to refuse$/,
    ],
    ['one that was refused', 'refused', false, /^the run would be refused \(dry run at T\): m$/],
  ] as const) {
    test(`a dry run: ${name}`, async (context) => {
      const node = new Node(context);
      if (written !== undefined) {
        const run = {
          format: 1,
          time: 'T',
          version: '1',
          wanted: '',
          outcome: written,
          message: 'm',
          details: [],
        };
        node.folder.write('result.json', written.startsWith('{') ? written : JSON.stringify(run));
      }
      const { report } = await node.ask('--dry-run-result=$DIR/result.json');
      assert.equal(report.ok, ok);
      assert.match(report.summary, summary);
    });
  }

  test('everything that it knows', async (context) => {
    const node = new Node(context);
    node.run = { ...node.run, outcome: 'rolledBack', details: ['F1125 the kubelet\u0007'] };
    node.record();
    node.write('/etc/kubernetes/providers.yaml', kubeletConfig('by-nodeadm'));
    const { report, text } = await node.ask();
    assert.equal(report.problems.length, 2);
    assert.deepEqual(report.installed?.entries, [NAME, `${NAME}-ecr`]);
    assert.equal(report.installed.files.find(({ role }) => role === 'kubeletConfig')?.state, 'changed');
    assert.equal(report.lastRun?.outcome, 'rolledBack');
    assert.match(text, /^also: +\/etc\/kubernetes\/providers\.yaml was changed/m);
    assert.match(text, /^replaced: +ecr-credential-provider$/m);
    assert.match(text, /F1125 the kubelet\\u\{7\}$/m);
  });

  test('nothing was ever installed', async (context) => {
    const node = new Node(context);
    const { report, exitCode } = await node.ask();
    assert.equal(exitCode, 1);
    assert.equal(report.summary, 'install has not run on this node yet');
    assert.equal(report.installed, null);
    assert.equal(report.lastRun, null);
  });

  for (const [name, root, said] of [
    ['a folder that does not exist', 'nowhere', /ENOENT/],
    ['a file', 'file', /it is not a directory/],
    ['a folder that is no root file system', 'folder', /it has no \/etc, so it is not a root file system/],
  ] as const)
    test(`--host-root names ${name}: nothing is said of a node`, async (context) => {
      const folder = temporaryFolder(context);
      folder.write('file', '');
      folder.write('folder/file', '');
      const args = argumentsOf('status', ['status', `--host-root=${join(folder.path, root)}`]);
      await assert.rejects(status(args, COLOURLESS), { code: 'HOST_ROOT_UNUSABLE', message: said });
    });

  test('the first run was refused', async (context) => {
    const node = new Node(context);
    node.run = { ...node.run, outcome: 'refused', message: 'no kubelet' };
    node.record();
    rmSync(join(node.folder.path, STATE, 'installed.json'));
    assert.match((await node.ask()).report.summary, /^refused at .*: no kubelet$/);
  });

  test('a record of a later version', async (context) => {
    const node = new Node(context);
    node.folder.write(`${STATE}/installed.json`, '{"format":2}');
    await assert.rejects(
      node.ask(),
      (error) => error instanceof ProviderError && error.code === 'INSTALL_REFUSED',
    );
  });
});
