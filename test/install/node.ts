// A node that is a folder: a kubelet's configuration with a vendor's plugin, executables that are scripts, and what is
// wanted on it. Runs of install on it are processes of their own, which can be killed at each of their steps.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import type { ErrorCode } from '../../src/errors.ts';
import type { SeenKubelet } from '../../src/install/kubelet/process.ts';
import type { NodeSetup } from '../../src/install/node/node-setup.ts';
import type { RunStep } from '../../src/install/state/journal.ts';
import { loadKubeletConfig } from '../../src/kubelet/config/load.ts';
import { executableProblems } from '../../src/kubelet/executable.ts';
import { ROOT } from '../support/executable.ts';
import { configText, ROOT_ONLY, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import type { TestEnd } from '../support/test-end.ts';
import { runHere } from './run-here.ts';

export const NAME = 'registry-credential-provider';
const EXEC = 'credentialprovider.kubelet.k8s.io/v1';

/** How the kubelet is set up before us: one file, a directory, or nothing at all, not even its flags. */
export const FORMS = ['file', 'directory', 'nothing'] as const;
export type Form = (typeof FORMS)[number];

export interface Wants {
  readonly config?: string;
  readonly files?: string;
  readonly tokens?: boolean;
  readonly replace?: readonly string[];
  readonly acceptLoss?: boolean;
  readonly unattended?: boolean;
}

export interface RunOptions {
  readonly root: string;
  readonly setup: NodeSetup;
  readonly what: 'install' | 'uninstall' | 'restore';
  readonly wants?: Wants;
  readonly dryRun?: boolean;
  readonly noRestart?: boolean;
  /** How long it waits for another run. */
  readonly waitMs?: number;
  /** The kubelet that is seen. */
  readonly kubelet?: SeenKubelet | undefined;
  /** Ends itself by SIGKILL at so manieth a step, or at the first of that name. */
  readonly killAt?: number;
  readonly killAtStep?: RunStep;
  /** Stays there, for another run to come. */
  readonly holdAt?: RunStep;
}

export interface RunResult {
  readonly outcome?: string;
  readonly code?: ErrorCode;
  readonly message: string;
  readonly steps: readonly RunStep[];
  readonly said: readonly string[];
}

let program: Promise<string> | undefined;

/** Without the clouds' SDKs, which no run here asks for. */
async function bundle(): Promise<string> {
  const outfile = join(ROOT, 'build/test-install/run.mjs');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/install/run.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    outfile,
    mainFields: ['module', 'main'],
    plugins: [
      {
        name: 'no SDK',
        setup: ({ onResolve }) =>
          onResolve({ filter: /\/sdk\.ts$/ }, ({ path }) => ({ path, external: true })),
      },
    ],
    alias: { yaml: join(ROOT, 'node_modules/yaml/browser/dist/index.js') },
    logLevel: 'error',
  });
  return outfile;
}

export class Node {
  readonly form: Form;
  readonly root: string;
  readonly #folder: TemporaryFolder;
  readonly #program: string;

  private constructor(form: Form, folder: TemporaryFolder, file: string) {
    this.form = form;
    this.#folder = folder;
    this.root = join(folder.path, 'node');
    this.#program = file;
  }

  static async make(context: TestEnd, form: Form): Promise<Node> {
    program ??= bundle();
    const node = new Node(form, temporaryFolder(context, ROOT_ONLY), await program);
    node.write('bin/vendor-plugin', '#!/bin/sh\nexit 1\n', 0o755);
    if (form === 'file') {
      node.write('kubelet/providers.yaml', kubeletText(['vendor-plugin', 'other-plugin']), 0o640);
    } else if (form === 'directory') {
      node.write('kubelet/10-vendor.yaml', kubeletText(['vendor-plugin']), 0o600);
      node.write('kubelet/20-other.json', JSON.stringify(kubeletConfig(['other-plugin'])), 0o644);
      node.write('kubelet/README', 'not read', 0o644);
    }
    if (form !== 'nothing') node.write('bin/other-plugin', '#!/bin/sh\nexit 1\n', 0o755);
    node.ship('1.0.0');
    return node;
  }

  /** The executable that is to be installed. */
  ship(version: string): void {
    this.write('new-executable', `#!/bin/sh\necho ${NAME} ${version}\n`, 0o755);
  }

  write(name: string, content: string, mode = 0o644): string {
    return this.#folder.write(join('node', name), content, mode);
  }

  read(name: string): string {
    return readFileSync(join(this.root, name), 'utf8');
  }

  has(name: string): boolean {
    return lstatSync(join(this.root, name), { throwIfNoEntry: false }) !== undefined;
  }

  /** A source of our configuration with rules for these registries, whose password is in a file of --files. */
  wants(
    registries: readonly string[],
    { files = ['password'], ...more }: { files?: string[] } & Omit<Wants, 'files'> = {},
  ): Wants {
    const source = this.write(
      'source/config.yaml',
      configText(
        registries.map((registry, index) => ({
          name: `rule-${index}`,
          matchImages: [registry],
          ...(registry.startsWith('pods') && { matchServiceAccounts: ['team-a/*'] }),
          static: {
            username: 'u',
            passwordFile: join(this.root, 'etc/registry-credential-provider', files[0] ?? 'none'),
          },
        })),
      ),
    );
    rmSync(join(this.root, 'source/files'), { recursive: true, force: true });
    mkdirSync(join(this.root, 'source/files'));
    for (const file of files) this.write(`source/files/${file}`, `secret of ${file}\n`, 0o644);
    return { config: source, files: join(this.root, 'source/files'), ...more };
  }

  get setup(): NodeSetup {
    const at = (name: string) => join(this.root, name);
    const path = this.form === 'directory' ? at('kubelet') : at('kubelet/providers.yaml');
    return {
      profile: 'systemd',
      release: 37,
      tokenGate: undefined,
      kubeletConfig: { path, form: this.form === 'directory' ? 'directory' : 'file' },
      binDir: at('bin'),
      commandDir: at('path'),
      flagsFrom: 'files',
      notJoined: undefined,
      flagFiles:
        this.form === 'nothing'
          ? [
              {
                path: at('unit.d/20-credentials.conf'),
                text: `config=${path}\n`,
                mode: 0o644,
                why: 'the flags',
              },
            ]
          : [],
      restart: [['/bin/true']],
      logs: undefined,
      healthUrl: 'http://127.0.0.1:1/healthz',
      kubeconfig: undefined,
      nodeName: 'node',
      notes: [],
    };
  }

  /** To its end, in this process. */
  run(options: Omit<RunOptions, 'root' | 'setup'> & { setup?: Partial<NodeSetup> }): Promise<RunResult> {
    return this.start(options).result;
  }

  /** The same, and the moment in which it says that it waits for another run; it says so when it has looked at the lock. */
  start(options: Omit<RunOptions, 'root' | 'setup'> & { setup?: Partial<NodeSetup> }) {
    const { setup, ...rest } = options;
    const { promise: waiting, resolve } = Promise.withResolvers<void>();
    const result = runHere(
      { root: this.root, ...rest, setup: { ...this.setup, ...setup } },
      undefined,
      (line) => line.startsWith('waiting for ') && resolve(),
    );
    // One that ends without having waited must not keep the test.
    result.then(() => resolve(), resolve);
    return { result, waiting };
  }

  /** By a process of its own, which is killed. */
  async kill(options: Omit<RunOptions, 'root' | 'setup'>): Promise<void> {
    const result = await this.begin(options).result;
    assert.equal(result, undefined, `it was not killed, but ended: ${result?.message}`);
  }

  /** A process of its own; its result is undefined when it was killed. */
  begin(options: Omit<RunOptions, 'root' | 'setup'> & { command?: readonly string[] }) {
    const { command = [], ...rest } = options;
    const input: RunOptions = { root: this.root, setup: this.setup, ...rest };
    const [file = '', ...args] = [...command, process.execPath, this.#program, JSON.stringify(input)];
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(ROOT, 'build/test-install/cache') },
    });
    const output = { stdout: '', stderr: '' };
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    let reached: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      reached = resolve;
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
      if (output.stdout.includes('held\n')) reached();
    });
    const result = new Promise<RunResult | undefined>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exit, signal) => {
        if (signal === 'SIGKILL' || exit === 137) resolve(undefined);
        else if (exit === 0) resolve(JSON.parse(output.stdout.replaceAll('held\n', '')) as RunResult);
        else reject(new Error(`run ended with ${exit ?? signal}: ${output.stderr}${output.stdout}`));
      });
    });
    return { child, held, result };
  }

  /** Lets a run that is held go on. */
  goOn(): void {
    this.#folder.write('node-go-on', '');
  }

  /** Every file, link and folder with its mode and content, but for what the tests themselves keep there. */
  snapshot(): Record<string, string> {
    const found: Record<string, string> = {};
    const walk = (folder: string) => {
      for (const name of readdirSync(folder).sort()) {
        const path = join(folder, name);
        const short = relative(this.root, path);
        if (/^(source|new-executable|restarts|ill-when|state\/last-run\.json)$/.test(short)) continue;
        const stat = lstatSync(path);
        const mode = (stat.mode & 0o7777).toString(8);
        if (stat.isSymbolicLink()) found[short] = `-> ${readlinkSync(path)}`;
        else if (stat.isFile()) found[short] = `${mode} ${readFileSync(path, 'utf8')}`;
        else {
          found[short] = `${mode} folder`;
          walk(path);
        }
      }
    };
    walk(this.root);
    return found;
  }

  /** The same, of what others look at: without our account of it. */
  snapshotOfOthers(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.snapshot()).filter(([name]) => !/^state\b/.test(name)));
  }

  /** Why the kubelet would not start with what is on the disk; it reads nothing where it has no flags. */
  whyNotLoaded(): string[] {
    const { kubeletConfig, binDir } = this.setup;
    if (this.form === 'nothing' && !this.has('unit.d/20-credentials.conf')) return [];
    const { problems, providers } = loadKubeletConfig(kubeletConfig.path, { release: 37, tokenGate: true });
    return [...problems, ...executableProblems(binDir, providers)].map(({ what }) => what);
  }

  get providers(): string[] {
    if (!existsSync(this.setup.kubeletConfig.path)) return [];
    return loadKubeletConfig(this.setup.kubeletConfig.path, { release: 37, tokenGate: true }).providers.map(
      ({ name }) => name,
    );
  }

  get restarts(): number {
    return this.has('restarts') ? this.read('restarts').length : 0;
  }

  /** Remembers the node as it is. @returns what brings it back, at the same paths */
  save(): () => void {
    this.#saved += 1;
    const copy = join(this.#folder.path, `saved-${this.#saved}`);
    execFileSync('cp', ['-a', this.root, copy]);
    return () => {
      rmSync(this.root, { recursive: true });
      execFileSync('cp', ['-a', copy, this.root]);
    };
  }
  #saved = 0;
}

export function kubeletConfig(names: readonly string[]): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1',
    kind: 'CredentialProviderConfig',
    providers: names.map((name) => ({
      name,
      apiVersion: EXEC,
      matchImages: [`${name}.example`],
      defaultCacheDuration: '10m',
    })),
  };
}

/** In YAML, with the comments and quirks of a file that people write. */
export function kubeletText(names: readonly string[]): string {
  return [
    '# Written by the cloud. Do not touch!',
    'kind: CredentialProviderConfig',
    'apiVersion: kubelet.config.k8s.io/v1',
    'providers:',
    ...names.flatMap((name) => [
      `    # ${name} is for ${name}.example.`,
      `    - name: ${name}`,
      `      apiVersion: ${EXEC}`,
      `      matchImages: ["${name}.example"]   # only this`,
      '      defaultCacheDuration: "10m"',
    ]),
    '',
  ].join('\n');
}
