// What `install` takes from outside of a node: our configuration and further files, as they are mounted into a Pod.

import { basename, dirname } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { listFolder } from '../../system/inspect.ts';
import { digestOf, digestOfFile } from '../../system/placing.ts';
import { filesIn } from '../outside/host-root.ts';

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
