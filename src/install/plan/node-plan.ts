// What is to be changed on a node, in which order, and what is recorded afterwards.

import type { Standing } from '../../system/placing.ts';
import type { Content, Role } from '../state/content.ts';
import type { Installed } from '../state/record.ts';

export interface Change {
  readonly role: Role;
  readonly path: string;
  readonly before: Standing;
  readonly after: Content;
  /** For the reader of the difference. */
  readonly why: string | undefined;
}

export interface NodePlan {
  /** In their order; what is taken away comes last. */
  readonly changes: readonly Change[];
  /** What holds after them. Undefined: nothing of ours is there any more. */
  readonly record: Installed | undefined;
  /** Contents for the backup folder, by digest: bytes, or the path of a file that has them. */
  readonly kept: ReadonlyMap<string, Uint8Array | string>;
  /** Whether the kubelet must read something again. */
  readonly restart: boolean;
  /** What an operator should know, in whole sentences. */
  readonly notes: readonly string[];
}
