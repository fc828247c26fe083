import type { BuildOptions } from 'esbuild';

export function bundleInOne(version: string, overrides?: BuildOptions): Promise<string>;
export function bundleInChunks(version: string): Promise<{
  readonly main: string;
  readonly chunks: ReadonlyMap<string, string>;
  readonly inputs: readonly string[];
}>;
export function bundledFiles(version: string): Promise<readonly string[]>;
export function chunkName(entry: string): string;
export function bundleChunk(
  entry: string,
  version: string,
): Promise<{ readonly text: string; readonly inputs: readonly string[] }>;
