// The environment of the node's programs, and which file a program's name means. This process may have any variables, a
// Pod's or an operator's; a folder or a file that another user can write is passed over.

import { join } from 'node:path/posix';
import { inspect } from '../../system/inspect.ts';
import { problemOfRootOnly } from '../../system/root-only.ts';

const FOLDERS = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/opt/bin',
] as const;

export function systemEnvironment(): Readonly<Record<string, string>> {
  return {
    PATH: FOLDERS.filter((folder) => problemOfRootOnly(folder) === undefined).join(':'),
    LC_ALL: 'C.UTF-8',
    // systemctl does nothing in what it takes for a chroot, and that is what the node's root looks like from a Pod.
    // https://github.com/systemd/systemd/blob/main/docs/ENVIRONMENT.md
    SYSTEMD_IGNORE_CHROOT: '1',
    SYSTEMD_PAGER: '',
    SYSTEMD_COLORS: '0',
  };
}

/**
 * The file of a program: of a path, or of a name that is looked for where the system has its programs.
 * @returns the problem, in words, where the program does not exist or another user could have written it
 */
export function systemProgram(program: string): { readonly path: string } | { readonly problem: string } {
  const paths = program.includes('/') ? [program] : FOLDERS.map((folder) => join(folder, program));
  let problem: string | undefined;
  for (const path of paths.filter(isExecutable)) {
    const open = problemOfRootOnly(path);
    if (open === undefined) return { path };
    problem ??= `not run as root: ${open}`;
  }
  return { problem: problem ?? 'ENOENT' };
}

function isExecutable(path: string): boolean {
  const facts = inspect(path);
  return !('problem' in facts) && facts.kind === 'file' && (facts.mode & 0o111) !== 0;
}
