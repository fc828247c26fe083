// The image of the DaemonSet's Pod, made as ours is (scripts/release/image.mjs) but for this machine only: the
// executable, and the libraries that it links to. Nothing else.
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Image, imageOf } from './image.ts';

export const ENTRYPOINT = '/usr/local/bin/registry-credential-provider';

const LIBRARY = 'libstdc++.so.6';
/** As long as its name, and nowhere but in the image. */
const NEWER_LIBRARY = 'libstdc++.so.9';

export interface AgentImageOptions {
  /** Which folder may be filled; it must be empty. */
  readonly folder: string;
  /** Whether the executable wants a library that its image has and the node lacks, as one that was built for a newer one. */
  readonly forNewerNode?: boolean;
  /** Whether the executable is another one to whoever compares, and does the same. */
  readonly isNext?: boolean;
}

export function createAgentImage(
  executable: string,
  { folder, forNewerNode = false, isNext = false }: AgentImageOptions,
): Image {
  for (const [library, path] of librariesOf(executable)) {
    const name = forNewerNode && library === LIBRARY ? NEWER_LIBRARY : library;
    place(path, join(folder, dirname(path), name));
  }
  const target = join(folder, ENTRYPOINT);
  place(executable, target);
  if (isNext) appendFileSync(target, '\n'); // behind all that the loader looks at
  if (forNewerNode) writeFileSync(target, renameLibrary(readFileSync(target)));
  const tar = execFileSync('tar', ['--create', '--owner=0', '--group=0', `--directory=${folder}`, '.'], {
    maxBuffer: 1024 * 1024 * 1024,
  });
  return imageOf(tar, [ENTRYPOINT], [`PATH=${dirname(ENTRYPOINT)}:/usr/bin:/bin`]);
}

/** By the name under which each is looked for, the loader among them. */
function librariesOf(executable: string): ReadonlyMap<string, string> {
  const lines = execFileSync('ldd', [executable], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g);
  return new Map(Array.from(lines, ([, path = '']) => [basename(path), path]));
}

function place(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function renameLibrary(content: Buffer): Buffer {
  const name = Buffer.from(`\0${LIBRARY}\0`);
  const at = content.indexOf(name);
  if (at < 0) throw new Error(`the executable does not link to ${LIBRARY}`);
  content.write(NEWER_LIBRARY, at + 1);
  return content;
}
