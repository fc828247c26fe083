// Whether what lies in the state folder has the form that we write: it may be torn, of another version, or not ours at all.

import { PROFILES } from '../node/node-setup.ts';
import { ROLES } from './content.ts';

type Shape = (value: unknown) => boolean;

const text: Shape = (value) => typeof value === 'string';
const path: Shape = (value) => typeof value === 'string' && value.startsWith('/') && !value.includes('\0');
const number: Shape = (value) => typeof value === 'number' && Number.isFinite(value);
const flag: Shape = (value) => typeof value === 'boolean';
const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);
const orNull =
  (shape: Shape): Shape =>
  (value) =>
    value === null || shape(value);
const oneOf =
  (words: readonly string[]): Shape =>
  (value) =>
    words.includes(value as string);
const either =
  (...shapes: readonly Shape[]): Shape =>
  (value) =>
    shapes.some((shape) => shape(value));
const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);
const fields =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(shapes).every(([name, shape]) => shape((value as Record<string, unknown>)[name]));

const digest: Shape = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const command: Shape = (value) => listOf(text)(value) && (value as unknown[]).length > 0;
const standing = either(
  fields({ kind: oneOf(['absent', 'other']) }),
  fields({ kind: oneOf(['link']), target: text }),
  fields({ kind: oneOf(['file']), digest, mode: number, uid: number, gid: number }),
);
const setup = fields({
  profile: oneOf(PROFILES),
  release: optional(number),
  tokenGate: optional(flag),
  kubeletConfig: fields({ path, form: oneOf(['file', 'directory']) }),
  binDir: path,
  commandDir: optional(path),
  flagsFrom: optional(oneOf(['files', 'process', 'operator'])),
  notJoined: optional(text),
  restart: listOf(command),
  logs: optional(command),
  healthUrl: optional(text),
  kubeconfig: optional(path),
  nodeName: text,
});
const change = fields({ role: oneOf(ROLES), path, before: standing, after: standing });

export const isInstalled: Shape = fields({
  version: text,
  wanted: text,
  setup,
  config: text,
  items: listOf(fields({ role: oneOf(ROLES), path, original: standing, ours: standing })),
  folders: listOf(path),
  replaced: listOf(text),
  unread: optional(fields({ boot: text, ticks: number })),
});

export const isTransaction: Shape = fields({
  phase: oneOf(['staging', 'switching', 'undoing', 'committed']),
  what: oneOf(['install', 'uninstall']),
  changes: listOf(change),
  folders: listOf(path),
  restart: flag,
  setup,
  record: orNull(isInstalled),
  leaving: listOf(path),
  sweep: orNull(fields({ cache: orNull(path), log: orNull(path) })),
});

export const isLastRun: Shape = fields({
  time: text,
  version: text,
  wanted: text,
  outcome: oneOf(['installed', 'unchanged', 'refused', 'rolledBack', 'uninstalled', 'dryRun']),
  message: text,
  details: listOf(text),
  remaining: optional(listOf(text)),
});
