// The files of src/ and what each exports and imports, for the tests that hold the house together. Biome's format makes
// regular expressions enough: a statement begins its line, and an import ends with its specifier and a semicolon.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ROOT } from './executable.ts';

export interface SourceFile {
  /** From the root, as all paths here: `src/answer.ts`. */
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
  /** Of a file its path, of a package or module of Node's the specifier. */
  readonly target: string;
  readonly isType: boolean;
  /** Undefined: any name, as of `import * as` and `import()`. */
  readonly names: readonly string[] | undefined;
}

const EXPORT =
  /^export (?:default )?(?:declare )?(?:abstract )?(?:async )?(interface|type|class|function\*?|const|let|enum) (\w+)/gm;
const STATEMENT = /^(?:import|export) (type )?(?:([^;'"]*?) from )?'([^']+)';$/gm;
const CALL = /\bimport\(\s*'([^']+)'\s*\)/g;

/** Those of a folder or a file, generated ones left out. */
export function sourceFiles(folder = 'src'): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.d)\.[mc]?[tj]s$/.test(path) && !path.startsWith('generated/'))
    .sort()
    .map((path) => readSource(`${folder}/${path}`));
}

export function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return { path, text, exports: exportsOf(text), imports: importsOf(path, text) };
}

function exportsOf(text: string): Export[] {
  return [...text.matchAll(EXPORT)].map(([, keyword, name]) => ({
    name: name as string,
    kind: ['interface', 'type', 'class'].includes(keyword as string) ? 'type' : 'value',
  }));
}

function importsOf(path: string, text: string): Import[] {
  const target = (specifier = '') =>
    specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : specifier;
  return [
    ...[...text.matchAll(STATEMENT)].map(([, type, what, specifier]) => ({
      target: target(specifier),
      isType: type !== undefined,
      names: namesOf(what),
    })),
    ...[...text.matchAll(CALL)].map(([, specifier]) => ({
      target: target(specifier),
      isType: false,
      names: undefined,
    })),
  ];
}

/** Of `{ a, type B as C }`: a and B. */
function namesOf(what = ''): string[] | undefined {
  return /\{([^}]*)\}/
    .exec(what)?.[1]
    ?.split(',')
    .map((each) =>
      each
        .trim()
        .replace(/^type /, '')
        .replace(/ as .*/, ''),
    )
    .filter((name) => name !== '');
}
