// The disk of the soak's node with the cache's directory and the log on it, and what is done to them between pulls.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { DirectoryState, EntryState } from './plan.ts';

/** More than a round needs, and little enough to fill in no time. */
const SIZE = '8m';

export class Disk {
  /** A file system of its own, where that may be mounted. */
  readonly folder: string;
  readonly cache: string;
  readonly log: string;
  readonly isMounted: boolean;
  /** What a link in the directory's place points to: nothing may appear in it. */
  readonly elsewhere: string;
  readonly #filler: string;

  constructor(folder: string) {
    this.folder = join(folder, 'disk');
    this.cache = join(this.folder, 'run', 'cache');
    this.log = join(this.folder, 'log', 'pulls.json');
    this.elsewhere = join(this.folder, 'elsewhere');
    this.#filler = join(this.folder, 'filler');
    mkdirSync(this.folder);
    this.isMounted = mount('-t', 'tmpfs', '-o', `size=${SIZE},mode=700`, 'tmpfs', this.folder);
    mkdirSync(join(this.folder, 'run'), { mode: 0o700 });
    mkdirSync(this.elsewhere, { mode: 0o700 });
  }

  /** False: it cannot be done here, or at this moment. */
  become(state: DirectoryState): boolean {
    if (state === 'readOnly') {
      return this.isMounted && mount('-o', 'remount,ro', this.folder);
    }
    this.mend();
    switch (state) {
      case 'mended':
        return true;
      case 'removed':
        return this.#moveAway();
      case 'full':
        return this.isMounted && fill(this.#filler);
      case 'openToOthers':
        return attempt(() => chmodSync(this.cache, 0o755));
      case 'file':
        this.#moveAway();
        return attempt(() => writeFileSync(this.cache, 'not a directory', { mode: 0o600, flag: 'wx' }));
      case 'symlink':
        this.#moveAway();
        return attempt(() => symlinkSync(this.elsewhere, this.cache));
    }
  }

  /** All that was done, entries that are directories too; what is torn or foreign is left to the runs. */
  mend(): void {
    if (this.isMounted) {
      mount('-o', 'remount,rw', this.folder);
    }
    rmSync(this.#filler, { force: true });
    const stat = lstatSync(this.cache, { throwIfNoEntry: false });
    if (stat === undefined) {
      return;
    }
    if (!stat.isDirectory()) {
      rmSync(this.cache);
      return;
    }
    chmodSync(this.cache, 0o700);
    for (const entry of readdirSync(this.cache, { withFileTypes: true })) {
      if (entry.isDirectory()) rmSync(join(this.cache, entry.name), { recursive: true });
    }
  }

  unmount(): void {
    if (this.isMounted) spawnSync('umount', ['-l', this.folder]);
  }

  /** Names of the entries. */
  get entries(): readonly string[] {
    return this.#namesIn().filter((name) => name.endsWith('.json'));
  }

  /** Names of what stands in the directory beside the entries. */
  get others(): readonly string[] {
    return this.#namesIn().filter((name) => !name.endsWith('.json'));
  }

  spoil(victim: string, other: string, becomes: EntryState): boolean {
    const path = join(this.cache, victim);
    return attempt(() => {
      switch (becomes) {
        case 'torn':
          truncateSync(path, Math.floor(lstatSync(path).size / 2));
          return;
        case 'empty':
          truncateSync(path, 0);
          return;
        case 'garbage':
          writeFileSync(path, Buffer.from([0xff, 0x00, 0x7b]));
          return;
        case 'foreign':
          copyFileSync(join(this.cache, other), path);
          return;
        case 'openToOthers':
          chmodSync(path, 0o644);
          return;
        case 'symlink':
          rmSync(path);
          symlinkSync(join(this.cache, other), path);
          return;
        case 'directory':
          rmSync(path);
          mkdirSync(path, { mode: 0o700 });
      }
    });
  }

  /** Makes locks and unfinished files look as if they had been made at that time. */
  age(to: Date): boolean {
    const paths = this.others.map((name) => join(this.cache, name));
    return paths.length > 0 && run('touch', '-h', '-c', '-d', to.toISOString(), ...paths);
  }

  /** The log's lines since the last time, which are gone then, as after a rotation by others. */
  takeLog(): readonly string[] {
    return [`${this.log}.1`, this.log].flatMap((file) => {
      try {
        const text = readFileSync(file, 'utf8');
        rmSync(file);
        return text.split('\n').filter((line) => line !== '');
      } catch {
        return []; // there is none
      }
    });
  }

  #namesIn(): readonly string[] {
    try {
      return readdirSync(this.cache);
    } catch {
      return []; // not there, or no directory now
    }
  }

  /** As a whole, as somebody does who empties it while runs go on in it. */
  #moveAway(): boolean {
    const trash = join(this.folder, 'run', 'trash');
    return attempt(() => {
      renameSync(this.cache, trash);
      rmSync(trash, { recursive: true });
    });
  }
}

const mount = (...args: readonly string[]): boolean => run('mount', ...args);

function run(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** To the last byte. */
function fill(path: string): boolean {
  for (let size = 1024 * 1024; size >= 64; size /= 4) {
    while (attempt(() => writeFileSync(path, Buffer.alloc(size), { flag: 'a' }))) {
      // once more
    }
  }
  return true;
}

/** Runs go on in the directory meanwhile: what was there a moment ago may be gone. */
function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}
