// How to change the root to the node's from an image that has only the executable: by the node's own chroot,
// which the node's own dynamic loader starts with the node's own C library.
// https://man7.org/linux/man-pages/man8/ld.so.8.html

import { basename, dirname } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { exists } from '../../system/files.ts';
import { inspect } from '../../system/inspect.ts';
import { problemOfRootOnly } from '../../system/root-only.ts';
import { pathInRoot } from '../../system/root-path.ts';

const LOADERS: Readonly<Record<string, string>> = {
  x64: '/lib64/ld-linux-x86-64.so.2',
  arm64: '/lib/ld-linux-aarch64.so.1',
};

const LIBRARY_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  x64: ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/lib64', '/usr/lib64', '/lib', '/usr/lib'],
  arm64: ['/lib/aarch64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/lib64', '/usr/lib64', '/lib', '/usr/lib'],
};

const CHROOTS = ['/usr/sbin/chroot', '/usr/bin/chroot', '/sbin/chroot', '/bin/chroot'];

/** The beginning of a command line that runs what follows, a path of that root, inside it. @throws {ProviderError} */
export function chrootInto(root: string, architecture: string): readonly [string, ...string[]] {
  const loader = LOADERS[architecture];
  if (loader === undefined) {
    throw unusable(root, `nodes of the architecture ${architecture} are not supported`, 'use x64 or arm64');
  }
  const realLoader = pathInRoot(root, loader);
  if (!isFile(realLoader)) {
    throw unusable(
      root,
      `it has no ${loader}`,
      'its C library is not glibc (but musl, for instance), or is in another place: the executable cannot start there',
    );
  }
  const libraries = (LIBRARY_FOLDERS[architecture] ?? []).filter((folder) =>
    isFile(pathInRoot(root, `${folder}/libc.so.6`)),
  );
  const folders = [dirname(realLoader), ...libraries.map((folder) => pathInRoot(root, folder))];
  const chroot = CHROOTS.find((path) => isFile(pathInRoot(root, path)));
  const program = chroot === undefined ? undefined : pathInRoot(root, chroot);
  if (program === undefined) {
    throw unusable(
      root,
      `it has no chroot in ${CHROOTS.map(dirname).join(', ')}`,
      'install coreutils on the node',
    );
  }
  requireRootOnly(root, [loader, ...libraries.map((folder) => `${folder}/libc.so.6`), chroot as string]);
  // A program that has many commands chooses by the name under which it is started.
  const name = basename(program) === 'chroot' ? [] : ['--argv0', 'chroot'];
  return [realLoader, '--library-path', [...new Set(folders)].join(':'), ...name, program, root];
}

/** What is mounted there must be a node's root, with all that is mounted in it. @throws {ProviderError} */
export function checkRoot(root: string): void {
  checkRootFolders(root);
  const missing = ['/proc/self', '/dev/null'].find((path) => !exists(`${root}${path}`));
  if (missing !== undefined) {
    throw unusable(
      root,
      `it has no ${missing}`,
      'mount the root of the node there with everything that is mounted in it, as a hostPath volume of / does',
    );
  }
}

/** For what only reads files there. @throws {ProviderError} */
export function checkRootFolders(root: string): void {
  const facts = inspect(root);
  if ('problem' in facts || facts.kind !== 'directory') {
    throw unusable(
      root,
      'problem' in facts ? facts.problem : 'it is not a directory',
      'mount the root of the node there',
    );
  }
  for (const folder of ['/etc', '/usr', '/var']) {
    const inside = inspect(pathInRoot(root, folder));
    if ('problem' in inside || inside.kind !== 'directory') {
      throw unusable(
        root,
        `it has no ${folder}, so it is not a root file system`,
        'mount the root of the node there',
      );
    }
  }
}

/** Nothing of that root is run, or written to, that another user of the node decides about. @throws {ProviderError} */
export function requireRootOnly(root: string, paths: readonly string[]): void {
  for (const path of paths) {
    const problem = problemOfRootOnly(path, { root, owner: 0 });
    if (problem !== undefined) {
      throw unusable(
        root,
        `${path} can be changed by another user than root: ${problem}`,
        'run chown root: and chmod go-w on the named file or folder',
      );
    }
  }
}

export function unusable(root: string, what: string, hint: string): ProviderError {
  return new ProviderError(`--host-root ${quote(root)}: ${what}`, { code: 'HOST_ROOT_UNUSABLE', hint });
}

function isFile(path: string): boolean {
  const facts = inspect(path);
  return !('problem' in facts) && facts.kind === 'file';
}
