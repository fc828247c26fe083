// The control groups of a machine: the kernel keeps them, empty, when their processes are gone.
import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

const root = '/sys/fs/cgroup';

/** Where the control group is: in version 2 once, in version 1 below each controller. */
export async function findCgroups(cgroup: string): Promise<string[]> {
  const parents = [root, ...(await directoriesIn(root))];
  const found = await Promise.all(
    parents.map(async (parent) =>
      (await directoriesIn(parent)).includes(join(parent, cgroup)) ? parent : undefined,
    ),
  );
  return found.filter((parent) => parent !== undefined).map((parent) => join(parent, cgroup));
}

export async function removeCgroups(cgroup: string): Promise<void> {
  for (const directory of await findCgroups(cgroup)) await removeTree(directory);
}

/** The files of a control group cannot be removed, and need not be: only `rmdir`, from the leaves up. */
async function removeTree(directory: string): Promise<void> {
  for (const child of await directoriesIn(directory)) await removeTree(child);
  await rmdir(directory);
}

async function directoriesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(directory, entry.name));
}
