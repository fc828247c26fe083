// What `install` takes from outside of a node: our configuration and further files, as they are mounted into a Pod.

import { basename, dirname, join } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { inspect, listFolder, listNames } from '../../system/inspect.ts';
import { digestOf, digestOfFile } from '../../system/placing.ts';
import { MAX_NAME_BYTES } from '../state/places.ts';

export interface Sources {
  readonly config: string | undefined;
  readonly files: string | undefined;
}

/** The same text for the same contents, also for what cannot be read. */
export function fingerprintOf({ config, files }: Sources): string {
  return digestOf(
    JSON.stringify([
      config === undefined ? null : digestIfReadable(config),
      files === undefined || 'problem' in listFolder(files)
        ? null
        : filesIn(files).map((path) => [basename(path), digestIfReadable(path)]),
    ]),
  );
}

/** In which something happens when a source changes: in a mounted ConfigMap, the link that leads to the newest version. */
export function foldersOf({ config, files }: Sources): string[] {
  return [...(config === undefined ? [] : [dirname(config)]), ...(files === undefined ? [] : [files])];
}

function digestIfReadable(path: string): string {
  try {
    return digestOfFile(path);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return error.message;
  }
}

/** As a Secret is mounted: names that begin with two dots are Kubernetes' own. @throws {ProviderError} USAGE */
export function filesIn(folder: string): string[] {
  const entries = listFolder(folder);
  if ('problem' in entries) {
    throw new ProviderError(`--files: ${quote(folder)} cannot be listed (${entries.problem})`, {
      code: 'USAGE',
      hint: 'give the path of a folder',
    });
  }
  return entries
    .filter(({ name }) => !name.startsWith('..'))
    .map(({ name }) => join(folder, name))
    .filter((path) => {
      const facts = inspect(path);
      return !('problem' in facts) && facts.kind === 'file';
    })
    .sort();
}

/**
 * The same, all of which can be placed on a node: seen to before anything is announced, as no later run could undo what
 * has names that cannot be. @throws {ProviderError} USAGE, INSTALL_REFUSED
 */
export function placeableFilesIn(folder: string): string[] {
  const paths = filesIn(folder);
  for (const name of listNames(folder).filter((each) => !each.startsWith('..'))) {
    const problem = problemOfName(name);
    if (problem !== undefined) {
      throw new ProviderError(`install: --files: the name ${quote(name, 60)} ${problem}`, {
        code: 'INSTALL_REFUSED',
        hint: 'rename the file (in a Secret: its key)',
      });
    }
  }
  return paths;
}

function problemOfName(name: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(name)) return 'has a control character in it';
  if (name.includes('\ufffd')) return 'is not UTF-8';
  const bytes = Buffer.byteLength(name);
  return bytes > MAX_NAME_BYTES
    ? `has ${bytes} bytes; at most ${MAX_NAME_BYTES} leave room for a copy beside it`
    : undefined;
}
