// Charts and kustomizations as objects, by Helm's and kustomize's own code.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../support/executable.ts';
import { buildRenderer } from './build.ts';
import type { DaemonSet, DeployedObject } from './objects.ts';

export const HELMS = ['v3', 'v4'] as const;
export type Helm = (typeof HELMS)[number];

export const NAME = 'registry-credential-provider';
export const DEPLOY = join(ROOT, 'deploy');
const CHART = join(DEPLOY, 'chart', NAME);

/** What has no default, and must be said by everyone. */
export const IMAGE = {
  repository: 'registry.corp.example/platform/registry-credential-provider',
  digest: `sha256:${'0123456789abcdef'.repeat(4)}`,
};

export interface Rendered {
  readonly objects: readonly DeployedObject[];
  /** What Helm tells the operator. */
  readonly notes: string;
  /** Why there are none, in Helm's or kustomize's words. */
  readonly error?: string;
}

export interface ChartOptions {
  /** Its folder, when it is another than ours. */
  readonly chart?: string;
  readonly helm?: Helm;
  readonly release?: string;
  readonly namespace?: string;
}

/** The chart with these values, and with an image if they name none. */
export async function renderChart(values: object, options: ChartOptions = {}): Promise<Rendered> {
  const [rendered] = await renderCharts([values], options);
  return rendered as Rendered;
}

/** The same for many values, in one process. */
export async function renderCharts(
  values: readonly object[],
  { chart = CHART, helm = 'v4', release = NAME, namespace = NAME }: ChartOptions = {},
): Promise<readonly Rendered[]> {
  return ask(values.map((some) => ({ chart, helm, release, namespace, values: { image: IMAGE, ...some } })));
}

/** The kustomization in the folder. */
export async function renderKustomization(folder: string): Promise<Rendered> {
  const [rendered] = await ask([{ kustomization: folder }]);
  return rendered as Rendered;
}

async function ask(questions: readonly object[]): Promise<Rendered[]> {
  const child = spawn(await buildRenderer(), { stdio: 'pipe', env: {} });
  child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const answers = stdout.trimEnd().split('\n');
  if (answers.length !== questions.length) throw new Error(`${answers.length} answers: ${stderr}`);
  return answers.map((line) => ({ objects: [], notes: '', ...JSON.parse(line) }));
}

/** The only object of that kind. @throws where there is none or more than one */
export function only<T extends DeployedObject>({ objects, error }: Rendered, kind: T['kind']): T {
  const [object, another] = objects.filter((candidate) => candidate.kind === kind);
  if (object === undefined || another !== undefined) throw new Error(`not one ${kind}: ${error ?? ''}`);
  return object as T;
}

export const daemonSetOf = (rendered: Rendered): DaemonSet => only<DaemonSet>(rendered, 'DaemonSet');
