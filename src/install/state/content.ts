// What install puts at a path: the role of the file or link, and its content.

import { digestOf, type FileAttributes, type Standing } from '../../system/placing.ts';

/** In the order in which they are put in place, so that nothing on the disk ever names what is not there. */
export const ROLES = ['executable', 'link', 'file', 'config', 'kubeletConfig', 'flags'] as const;
/** `file`: one of --files. `flags`: by which the kubelet gets its flags. */
export type Role = (typeof ROLES)[number];

/** What the kubelet reads at its start, and only then. */
export function needsRestart(role: Role): boolean {
  return role === 'kubeletConfig' || role === 'flags';
}

export type Content =
  | { readonly kind: 'absent' }
  | { readonly kind: 'link'; readonly target: string }
  | (FileAttributes & {
      readonly kind: 'file';
      readonly digest: string;
      /** The bytes, or the path of a file that has them. */
      readonly source: Uint8Array | string;
    });

export const ABSENT: Content = { kind: 'absent' };

/** Of a new file, which is root's. */
export function fileOf(text: Uint8Array | string, mode: number): Content {
  return withAttributes(text, { mode, uid: 0, gid: 0 });
}

export function withAttributes(
  text: Uint8Array | string,
  { mode, uid, gid }: FileAttributes,
): Content & { readonly kind: 'file' } {
  const source = typeof text === 'string' ? Buffer.from(text) : text;
  return { kind: 'file', digest: digestOf(source), source, mode, uid, gid };
}

/** The content as it stands once it is in place. */
export function standingOf(content: Content): Standing {
  if (content.kind !== 'file') return content;
  const { kind, digest, mode, uid, gid } = content;
  return { kind, digest, mode, uid, gid };
}
