// A copy of the source tree in which CONTRIBUTING.md's "Adding a backend" is followed: steps/ has what each step adds.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/executable.ts';

/** The backend that is added. */
export const NAME = 'echo';

const STEPS = join(import.meta.dirname, 'steps');
const COPIED = [
  'src',
  'schemas',
  'scripts',
  'deploy',
  'docs',
  'examples',
  'test/unit/backend',
  'test/unit/backends.test.ts',
  'CHANGELOG.md',
  'package.json',
  'tsconfig.json',
];

/** A step of the recipe: its number, and the paths that its text names. */
export interface Step {
  readonly number: number;
  readonly paths: readonly string[];
}

/** As CONTRIBUTING.md tells them. */
export function stepsOfRecipe(): Step[] {
  const text = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const [, recipe = ''] = /\n## Adding a backend\n(.*?)\n## /s.exec(text) ?? [];
  return [...recipe.matchAll(/^(\d+)\. (.*?)(?=^\d+\. |(?![\s\S]))/gms)].map(([, number, words = '']) => ({
    number: Number(number),
    paths: [...words.matchAll(/`([\w<>./-]+(?:\/|\.\w+))`/g)].map(([, path = '']) =>
      path.replace('<name>', NAME),
    ),
  }));
}

interface Edit {
  readonly file: string;
  readonly find: string;
  /** Lines. */
  readonly replace: readonly string[];
}

function editsOf(number: number): readonly Edit[] {
  const file = join(STEPS, String(number), 'edits.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** Files that the step adds, which are kept with .txt behind their names: here they would be no part of anything. */
function newFilesOf(number: number): string[] {
  const folder = join(STEPS, String(number));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.txt'))
    .map((file) => file.replace(/\.txt$/, ''));
}

/** Each file that the step adds or edits. */
export function filesOf(number: number): string[] {
  return [...new Set([...newFilesOf(number), ...editsOf(number).map(({ file }) => file)])];
}

export class Copy {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    for (const each of COPIED) {
      cpSync(join(ROOT, each), join(path, each), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(path, 'node_modules'));
    const settings = { extends: './tsconfig.json', include: ['src'] };
    writeFileSync(join(path, 'tsconfig.src.json'), JSON.stringify(settings));
  }

  follow(number: number): void {
    for (const file of newFilesOf(number)) {
      cpSync(join(STEPS, String(number), `${file}.txt`), join(this.path, file), { recursive: true });
    }
    for (const { file, find, replace } of editsOf(number)) {
      const text = readFileSync(join(this.path, file), 'utf8');
      const [before = '', after, ...more] = text.split(find);
      if (after === undefined || more.length > 0) {
        throw new Error(`step ${number}: ${file} has ${JSON.stringify(find)} not once`);
      }
      writeFileSync(join(this.path, file), before + replace.join('\n') + after);
    }
  }

  /** Takes the steps back. What was generated stays. */
  forget(steps: readonly Step[]): void {
    for (const file of steps.flatMap(({ number }) => filesOf(number))) {
      const original = join(ROOT, file);
      if (existsSync(original)) cpSync(original, join(this.path, file));
      else rmSync(join(this.path, file));
    }
  }

  generate(): void {
    execFileSync(process.execPath, ['scripts/generate.mjs'], { cwd: this.path, stdio: 'pipe' });
  }

  /** What the type checker says, a line for each mistake. */
  typeErrors(): string[] {
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    const { stdout } = spawnSync(tsc, ['--project', 'tsconfig.src.json', '--pretty', 'false'], {
      cwd: this.path,
      encoding: 'utf8',
    });
    return stdout.split('\n').filter((line) => /^\S.*error TS/.test(line));
  }

  /** What the tests of the file say, where one fails. */
  testFailures(file: string): string {
    const { status, stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], {
      cwd: this.path,
      encoding: 'utf8',
      env: {},
    });
    return status === 0 ? '' : stdout;
  }
}
