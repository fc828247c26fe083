// The kubelet's configuration as it is loaded at start: a file, or the files of a directory in their order.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/credentialprovider/plugin/config.go

import { join } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { toBytes } from '../../image/go-bytes.ts';
import { readBytes } from '../../system/files.ts';
import { inspect, listFolder } from '../../system/inspect.ts';
import type { Path } from '../../yaml/path.ts';
import type { KubeletProblem } from '../problem.ts';
import { DIRECTORIES, formatRelease } from '../release.ts';
import { type Decoded, decodeConfig } from './decode.ts';
import type { Provider } from './provider.ts';
import { type Kubelet, validateProviders } from './validate.ts';

export type { Kubelet, Provider };

export interface KubeletConfig {
  /** The file or directory that the kubelet is pointed at. */
  readonly path: string;
  /** The files that it reads, in its order. */
  readonly files: readonly string[];
  /** In the kubelet's order. */
  readonly providers: readonly Provider[];
  /** Each of them keeps the kubelet from starting. */
  readonly problems: readonly KubeletProblem[];
  /** Further YAML documents, which it does not read. */
  readonly ignored: readonly { readonly file: string; readonly line: number }[];
}

// The kubelet knows no limit; this one is only against what is no configuration at all.
const MAX_BYTES = 16 * 1024 * 1024;

/** Never throws. */
export function loadKubeletConfig(path: string, kubelet: Kubelet): KubeletConfig {
  const { files, problems } = findFiles(path, kubelet);
  return assemble(
    path,
    problems,
    files.map((file) => ({ file, ...readFile(file, kubelet) })),
    kubelet,
  );
}

/** The same for a file that is not written yet. Never throws. */
export function loadKubeletConfigText(path: string, text: string, kubelet: Kubelet): KubeletConfig {
  const decoded = decodeConfig(path, Buffer.from(text), kubelet.release);
  return assemble(path, [], [{ file: path, ...decoded }], kubelet);
}

function assemble(
  path: string,
  notFound: readonly KubeletProblem[],
  files: readonly (Decoded & { readonly file: string })[],
  kubelet: Kubelet,
): KubeletConfig {
  const providers = files.flatMap((file) => file.providers);
  const problems = [...notFound, ...files.flatMap((file) => file.problems)];
  const place = (file: string | undefined, path: Path) => JSON.stringify([file, ...path]);
  const spoiled = new Set(
    files.flatMap(({ file, spoiled: paths }) => paths.map((path) => place(file, path))),
  );
  const isKnown = ({ file, path = [] }: KubeletProblem) =>
    [...path.keys(), path.length].some((length) => spoiled.has(place(file, path.slice(0, length))));
  const complaints =
    problems.length > 0 && providers.length === 0
      ? []
      : validateProviders(path, providers, kubelet).filter((problem) => !isKnown(problem));
  return {
    path,
    files: files.map(({ file }) => file),
    providers,
    problems: [...problems, ...complaints],
    ignored: files.flatMap(({ file, furtherDocument: line }) => (line === undefined ? [] : [{ file, line }])),
  };
}

interface Found {
  readonly files: readonly string[];
  readonly problems: readonly KubeletProblem[];
}

function findFiles(path: string, { release }: Kubelet): Found {
  const facts = inspect(path);
  if ('problem' in facts) {
    return nothing(path, `it cannot be read (${facts.problem})`, 'create it or correct the path');
  }
  if (facts.kind !== 'directory') {
    return { files: [path], problems: [] };
  }
  if (release < DIRECTORIES) {
    return nothing(
      path,
      `it is a directory, and kubelet ${formatRelease(release)} reads only a file: directories are supported from ${formatRelease(DIRECTORIES)}`,
      'use a file',
    );
  }
  const entries = listFolder(path);
  if ('problem' in entries) {
    return nothing(path, `it cannot be listed (${entries.problem})`, 'correct its mode');
  }
  const files = entries
    .filter(({ name, isFolder }) => !isFolder && isConfigFile(name))
    .map(({ name }) => join(path, name))
    .sort((a, b) => (toBytes(a) < toBytes(b) ? -1 : 1));
  return files.length > 0
    ? { files, problems: [] }
    : nothing(
        path,
        'it contains no file whose name ends in .json, .yaml or .yml',
        'put the configuration into it, or remove both --image-credential-provider flags from the kubelet',
      );
}

/** Whether the kubelet reads a file of that name in a directory. */
export function isConfigFile(name: string): boolean {
  return /\.(?:json|yaml|yml)$/.test(name);
}

function nothing(file: string, what: string, remedy: string): Found {
  return { files: [], problems: [{ code: 'kubelet-config-unreadable', file, what, remedy }] };
}

function readFile(file: string, { release }: Kubelet): Decoded {
  try {
    return decodeConfig(file, readBytes(file, { what: 'it', maxBytes: MAX_BYTES }).bytes, release);
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    const what = error.message.replace(`it ${quote(file)} `, 'it ');
    const remedy = error.hint ?? 'correct the path';
    const problem: KubeletProblem = { code: 'kubelet-config-unreadable', file, what, remedy };
    return { providers: [], problems: [problem], spoiled: [[]], furtherDocument: undefined };
  }
}
