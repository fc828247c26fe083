// The smallest node that install works on: a folder with a kubelet's configuration, an executable to be installed, and a
// kubelet whose health the test decides.

import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Surroundings } from '../../../src/backend/backend.ts';
import type { TransactionOptions } from '../../../src/install/apply/collaborators.ts';
import { carryOut, type Work } from '../../../src/install/apply/transaction.ts';
import type { Health } from '../../../src/install/kubelet/control.ts';
import { AS_IT_STANDS } from '../../../src/install/node/node-files.ts';
import type { NodeSetup } from '../../../src/install/node/node-setup.ts';
import type { NodePlan } from '../../../src/install/plan/node-plan.ts';
import { planInstall } from '../../../src/install/plan/plan.ts';
import { StartingPoint } from '../../../src/install/plan/starting-point.ts';
import { planUninstall, type UninstallPlan } from '../../../src/install/plan/uninstall.ts';
import { findWanted, type InstallOptions } from '../../../src/install/plan/wanted.ts';
import type { RunStep } from '../../../src/install/state/journal.ts';
import { type Installed, readInstalled } from '../../../src/install/state/record.ts';
import { configText, ROOT_ONLY, type TemporaryFolder, temporaryFolder } from '../../support/temporary.ts';
import type { TestEnd } from '../../support/test-end.ts';

export const NOT_ROOT = process.getuid?.() === 0 ? false : 'needs root, as install does';

/** With a comment and quirks, as people write it. */
export const VENDOR = `# Written by the cloud.
kind: CredentialProviderConfig
apiVersion: kubelet.config.k8s.io/v1
providers:
    - name: vendor-plugin   # theirs
      apiVersion: credentialprovider.kubelet.k8s.io/v1
      matchImages: ["vendor.example"]
      defaultCacheDuration: "10m"
      env: [{ name: REGION, value: "1" }]
`;

export class SmallNode {
  readonly root: string;
  readonly steps: RunStep[] = [];
  readonly said: string[] = [];
  restarts = 0;
  health: Health = { healthy: true, seen: ['healthz ok'] };
  /** Told each step. */
  onStep: (step: RunStep) => void = () => {};
  readonly #folder: TemporaryFolder;

  constructor(context: TestEnd) {
    this.#folder = temporaryFolder(context, ROOT_ONLY);
    this.root = join(this.#folder.path, 'node');
    this.write('kubelet/providers.yaml', VENDOR, 0o640);
    this.write('new-executable', 'version 1', 0o755);
    for (const folder of ['bin', 'state']) mkdirSync(join(this.root, folder), { mode: 0o700 });
  }

  write(name: string, content: string, mode = 0o644): string {
    return this.#folder.write(join('node', name), content, mode);
  }

  read(name: string): string {
    return readFileSync(join(this.root, name), 'utf8');
  }

  get places() {
    return { state: join(this.root, 'state'), config: join(this.root, 'etc') };
  }

  get setup(): NodeSetup {
    return {
      profile: 'systemd',
      release: 37,
      tokenGate: undefined,
      kubeletConfig: { path: join(this.root, 'kubelet/providers.yaml'), form: 'file' },
      binDir: join(this.root, 'bin'),
      commandDir: undefined,
      flagsFrom: 'files',
      notJoined: undefined,
      flagFiles: [],
      restart: [['/bin/true']],
      logs: undefined,
      healthUrl: undefined,
      kubeconfig: undefined,
      nodeName: 'node',
      notes: [],
    };
  }

  get record(): Installed | undefined {
    return readInstalled(this.places);
  }

  /** For static rules for these registries. */
  plan(registries: readonly string[], options: Partial<InstallOptions> = {}): NodePlan {
    const rules = registries.map((registry, index) => ({
      name: `rule-${index}`,
      matchImages: [registry],
      static: { username: 'u', password: 'p' },
    }));
    const config = this.#folder.write('source.yaml', configText(rules));
    const { setup, places, record } = this;
    const wanted = findWanted(
      {
        config,
        files: undefined,
        tokens: false,
        audiences: new Map(),
        replace: [],
        acceptLoss: false,
        ...options,
      },
      {
        setup,
        files: AS_IT_STANDS,
        places,
        ownPath: join(this.root, 'new-executable'),
        surroundingsOf: () => ({ now: Date.now }) as Surroundings,
      },
    );
    return planInstall(wanted, {
      setup,
      files: AS_IT_STANDS,
      record,
      places,
      machine: { architecture: 'x64', uid: 0 },
      say: (line) => this.said.push(line),
    });
  }

  planUninstall(): UninstallPlan {
    const { record } = this;
    if (record === undefined) throw new Error('nothing is installed');
    return planUninstall(record, new StartingPoint(AS_IT_STANDS, record, this.places));
  }

  get options(): TransactionOptions {
    return {
      places: this.places,
      control: () => ({
        restart: async () => {
          this.restarts += 1;
        },
        waitForHealth: async () => this.health,
      }),
      say: (line) => this.said.push(line),
      signal: new AbortController().signal,
      sweep: async () => {},
      onStep: (step) => {
        this.steps.push(step);
        this.onStep(step);
      },
    };
  }

  async carryOut(plan: NodePlan, work: Partial<Work> = {}): Promise<void> {
    await carryOut(
      {
        what: 'install',
        plan,
        setup: this.setup,
        check: async () => {},
        leaving: [],
        sweep: null,
        ...work,
      },
      this.options,
    );
  }

  async install(registries: readonly string[]): Promise<void> {
    await this.carryOut(this.plan(registries));
  }

  async uninstall(): Promise<void> {
    const leaving = this.record?.folders ?? [];
    await this.carryOut(this.planUninstall().plan, { what: 'uninstall', leaving });
  }

  /** Every file and link with its mode and content, and every folder. */
  snapshot(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const name of readdirSync(this.root, { recursive: true, encoding: 'utf8' })) {
      const path = join(this.root, name);
      const stat = lstatSync(path);
      const mode = (stat.mode & 0o7777).toString(8);
      found[relative(this.root, path)] = stat.isSymbolicLink()
        ? `-> ${readlinkSync(path)}`
        : stat.isFile()
          ? `${mode} ${readFileSync(path, 'utf8')}`
          : 'folder';
    }
    return found;
  }

  /** Remembers the node as it is now, as a kill would leave it. @returns what brings that back */
  save(): () => void {
    this.#saved += 1;
    const copy = join(this.#folder.path, `saved-${this.#saved}`);
    const options = { recursive: true, verbatimSymlinks: true } as const;
    cpSync(this.root, copy, options);
    return () => {
      rmSync(this.root, { recursive: true });
      cpSync(copy, this.root, options);
    };
  }
  #saved = 0;
}
