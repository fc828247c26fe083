// The pages that people read: the blocks in their fences, what stands before each, and what is typed in them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './executable.ts';

export interface Block {
  readonly page: string;
  /** Of the fence that opens it. */
  readonly line: number;
  readonly language: string;
  /** What follows the language in the line of the fence, such as the name of the file. */
  readonly name: string;
  /** Of a comment in the line before the fence; readers do not see it. */
  readonly mark: string | undefined;
  /** Without the indentation of the list that it stands in. */
  readonly text: string;
}

/** The pages in a folder of the project, such as `docs`. */
export function pagesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

export const QUICK_STARTS: readonly string[] = pagesIn('docs/quickstart');

/** Every page of README.md and docs/. */
export const PAGES: readonly string[] = [
  'README.md',
  ...['docs', 'docs/decisions'].flatMap(pagesIn),
  ...QUICK_STARTS,
];

export function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const fences = text.matchAll(/(?:^ *<!-- (.*?) -->\n)?^( *)```(\w*) *(.*)\n([\s\S]*?)^\2```$/gm);
  return [...fences].map(({ index, 0: whole, 1: mark, 2: indentation, 3: language, 4: name, 5: body }) => ({
    page,
    line: text.slice(0, index + whole.indexOf('```')).split('\n').length,
    language: language ?? '',
    name: name ?? '',
    mark,
    text: (body ?? '').replaceAll(new RegExp(`^${indentation}`, 'gm'), ''),
  }));
}

/** For messages and names of tests. */
export const placeOf = ({ page, line }: Block): string => `${page}:${line}`;

export interface Typed {
  readonly command: string;
  readonly output: string;
}

/** Of a block of `console`: what is typed after each `$ `, with the lines that continue it, and what is shown for it. */
export function transcriptOf({ text }: Block): Typed[] {
  return text
    .split(/^\$ /m)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [, command = '', output = ''] = /^((?:.*\\\n)*.*\n)([\s\S]*)$/.exec(part) ?? [];
      return { command, output };
    });
}
