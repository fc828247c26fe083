// The node as a profile looks at it: files, the kubelet that runs, programs that print their version. Nothing is changed.

import { basename, dirname, join } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { findRunningKubelet, type RunningKubelet } from '../../kubelet/running.ts';
import { readBytes } from '../../system/files.ts';
import { type FileFacts, inspect, linkTarget, listNames } from '../../system/inspect.ts';
import { runProbe } from '../../system/program.ts';
import { followRootOnly, rootOnly } from '../../system/root-only.ts';
import { pathInRoot } from '../../system/root-path.ts';
import { decodeUtf8 } from '../../system/utf8.ts';
import { AS_IT_STANDS, type NodeFiles } from './node-files.ts';

export interface Host {
  /**
   * A file's text, every byte of it. Undefined where nothing is.
   * @throws {ProviderError} FILE_UNREADABLE, also where another user than root could have written it
   */
  read(path: string): string | undefined;
  /** Names of what is in a folder, sorted; none where there is no folder. */
  list(path: string): readonly string[];
  /** What a path leads to, through links; undefined where it leads nowhere. */
  facts(path: string): Omit<FileFacts, 'changedAt'> | undefined;
  linkTarget(path: string): string | undefined;
  kubelet(): RunningKubelet | undefined;
  /**
   * What a program prints when it is asked for its version; empty when it prints nothing, and for one that another user
   * than root could have put there, which is not run.
   */
  version(program: string): string;
}

/**
 * @param root where the node's root file system is; its links mean what they mean to the node
 * @param owner whose the node's files must be: root's, but in tests that run as another user
 */
export function hostAt(root = '/', owner = 0): Host {
  const trust = { root, owner };
  const at = (path: string) => (root === '/' ? path : pathInRoot(root, path));
  const facts = (path: string) => {
    const found = inspect(at(path));
    return 'problem' in found ? undefined : found;
  };
  return {
    read: (path) => {
      if (facts(path) === undefined) return undefined;
      // No user has written what is in /proc.
      return readWhole(path.startsWith('/proc/') ? at(path) : rootOnly(path, 'file of this node', trust));
    },
    list: (path) => listNames(at(path)).toSorted(),
    facts,
    linkTarget: (path) => linkTarget(join(at(dirname(path)), basename(path))),
    kubelet: () => findRunningKubelet(at('/proc'), trust),
    version: (program) => {
      const { real, problem } = followRootOnly(program, trust);
      if (problem !== undefined) return '';
      const path = join(root, real);
      return runProbe(path, [path, '--version']).stdout;
    },
  };
}

function readWhole(path: string): string {
  const text = decodeUtf8(readBytes(path, { what: 'file of this node' }).bytes);
  if (text === undefined) {
    throw new ProviderError(`file of this node ${quote(path)} is not UTF-8 text`, {
      code: 'FILE_UNREADABLE',
      hint: 'save it as UTF-8',
    });
  }
  return text;
}

/** The same node with some files as they would be. */
export function withFiles(
  host: Host,
  files: readonly { readonly path: string; readonly text: string }[],
): Host {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return {
    ...host,
    read: (path) => texts.get(path) ?? host.read(path),
    list: (folder) => {
      const added = [...texts.keys()].filter((path) => path.startsWith(`${folder}/`));
      const names = added.map((path) => path.slice(folder.length + 1)).filter((name) => !name.includes('/'));
      return [...new Set([...host.list(folder), ...names])].toSorted();
    },
    facts: (path) => (texts.has(path) ? (host.facts(path) ?? NEW_FILE) : host.facts(path)),
    linkTarget: (path) => (texts.has(path) ? undefined : host.linkTarget(path)),
  };
}

const NEW_FILE: Omit<FileFacts, 'changedAt'> = { kind: 'file', mode: 0o644, uid: 0, gid: 0, size: 0 };

/** The same node with its files as a plan finds them. */
export function withNodeFiles(host: Host, files: NodeFiles): Host {
  if (files === AS_IT_STANDS) return host;
  return {
    ...host,
    read: (path) => host.read(files.sourceOf(path)),
    list: (path) =>
      files
        .entries(path)
        .map(({ name }) => name)
        .toSorted(),
    facts: (path) => host.facts(files.sourceOf(path)),
    linkTarget: (path) => {
      const standing = files.standing(path);
      return standing.kind === 'link' ? standing.target : undefined;
    },
  };
}
