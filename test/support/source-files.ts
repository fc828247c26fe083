// The files of src/ and what each exports and imports, for the tests that hold the house together. Biome's format makes
// regular expressions enough: an export begins its line.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ROOT } from './executable.ts';

export interface SourceFile {
  /** From src/. */
  readonly path: string;
  readonly text: string;
  readonly exports: readonly Export[];
  readonly imports: readonly Import[];
}

export interface Export {
  readonly name: string;
  readonly kind: 'type' | 'value';
}

export interface Import {
  /** As it is written: `./answer.ts`, `node:fs`. */
  readonly specifier: string;
  /** From src/; of a package the specifier. */
  readonly target: string;
  readonly isType: boolean;
  /** Undefined: any, as of `import * as` and `import()`. */
  readonly names: readonly string[] | undefined;
}

const SRC = join(ROOT, 'src');
const EXPORT =
  /^export (?:default )?(?:declare )?(?:abstract )?(?:async )?(interface|type|class|function\*?|const|let|enum) (\w+)/gm;

const STATEMENT = /^(?:import|export) (type )?(?:([^;'"]*?) from )?'([^']+)';$/gm;
const CALL = /\bimport\(\s*'([^']+)'\s*\)/g;

/** All but what is generated. */
export const SOURCE_FILES: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('generated/'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    return { path, text, exports: exportsOf(text), imports: importsOf(path, text) };
  });

function exportsOf(text: string): Export[] {
  return [...text.matchAll(EXPORT)].map(([, keyword, name]) => ({
    name: name as string,
    kind: ['interface', 'type', 'class'].includes(keyword as string) ? 'type' : 'value',
  }));
}

/** @param file path from src/ of what imports; it may lie outside, as `../scripts/build.mjs` does */
export function importsOf(file: string, text: string): Import[] {
  const target = (specifier: string) =>
    specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
  return [
    ...[...text.matchAll(STATEMENT)].map(([, type, what = '', specifier]) => ({
      specifier: specifier as string,
      target: target(specifier as string),
      isType: type !== undefined,
      names: namesOf(what),
    })),
    ...[...text.matchAll(CALL)].map(([, specifier]) => ({
      specifier: specifier as string,
      target: target(specifier as string),
      isType: false,
      names: undefined,
    })),
  ];
}

/** Of `{ a, type B as C }`: a and B. */
function namesOf(what: string): string[] | undefined {
  const braces = /\{([^}]*)\}/.exec(what)?.[1];
  return braces
    ?.split(',')
    .map((each) => each.trim().replace(/^type /, '').replace(/ as .*/, ''))
    .filter((name) => name !== '');
}
