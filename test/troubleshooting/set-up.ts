// A broken set-up: a folder of this directory, and the node of its own on which it is laid out.

import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Stands for the node's folder in every file, and is as long as its path, so that lines break where they do on a node. */
export const NODE = '/etc/kubernetes/node';

export interface SetUp {
  readonly name: string;
  /** What people see, and report. */
  readonly symptom: string;
  readonly image: string;
  /** The command that names the cause. */
  readonly ask: 'explain' | 'try' | 'check';
  /** Further arguments of that command. */
  readonly options: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The words of its output that do. */
  readonly says: string;
  readonly remedy: string;
  readonly proof: Proof;
  /** The files that are no secrets, and have another mode than 0600. */
  readonly modes: Readonly<Record<string, string>>;
}

/**
 * What fails in the broken set-up and works in the mended one: this plugin gives a credential (`provide`); the image has a
 * rule that would answer (`explain`; for a cloud, which is not asked); the kubelet has a credential (`try`); `check`
 * has no such finding.
 */
export type Proof = 'provide' | 'explain' | 'try' | { readonly check: string };

export function readSetUps(): SetUp[] {
  return readdirSync(HERE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const told = JSON.parse(readFileSync(join(HERE, name, 'set-up.json'), 'utf8'));
      return { options: [], env: {}, modes: {}, ...told, name };
    });
}

/** Puts the set-up's files there: the broken ones, or over them those of the remedy. */
export function layOut({ name, modes }: SetUp, part: 'broken' | 'remedy', node: string): void {
  const from = join(HERE, name, part);
  if (!existsSync(from)) return;
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const path = source.slice(from.length + 1);
    const target = join(node, path);
    rmSync(target, { force: true });
    cpSync(source, target, { recursive: true });
    const bytes = readFileSync(source);
    const text = bytes.toString('utf8');
    if (Buffer.from(text).equals(bytes)) writeFileSync(target, text.replaceAll(NODE, node));
    const usual = path.startsWith('bin/') ? '0755' : '0600';
    chmodSync(target, Number.parseInt(modes[`${part}/${path}`] ?? usual, 8));
  }
}
