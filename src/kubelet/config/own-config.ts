// The kubelet's own configuration, a KubeletConfiguration: what in the files of --config and --config-dir keeps every
// release from starting. Unknown and repeated fields do not: the kubelet warns of them and goes on.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/kubelet/kubeletconfig/util/codec/codec.go
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/cmd/kubelet/app/server.go (mergeKubeletConfigurations)

import { ProviderError } from '../../errors.ts';
import { readBytes } from '../../system/files.ts';
import { inspect } from '../../system/inspect.ts';
import type { KubeletProblem } from '../problem.ts';
import { readConfigBytes } from './decode.ts';
import type { Value } from './value.ts';

const API_VERSION = 'kubelet.config.k8s.io/v1beta1';
const KIND = 'KubeletConfiguration';
const HEADER = `apiVersion: ${API_VERSION} and kind: ${KIND}`;

/** k3s and RKE2 write this one again at each start of their kubelet. */
const WRITTEN_AT_START = /\/00-(?:k3s|rke2)-defaults\.conf$/;

// The kubelet knows no limit; this one is only against what is no configuration at all.
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * What is certain, and no more: a file that this process may not read says nothing. Never throws.
 * @param files of --config and --config-dir, as the kubelet names them
 * @param at where such a path is for this process
 */
export function ownConfigProblems(
  files: readonly string[],
  at: (path: string) => string = (path) => path,
): readonly KubeletProblem[] {
  return files
    .filter((file) => !WRITTEN_AT_START.test(file))
    .flatMap((file) => problemOf(file, at(file)) ?? [])
    .map((problem) => ({ code: 'kubelet-own-config', ...problem }));
}

type Problem = Omit<KubeletProblem, 'code'>;

function problemOf(file: string, place: string): Problem | undefined {
  const facts = inspect(place);
  if ('problem' in facts) {
    return /^(?:ENOENT|ENOTDIR|ELOOP)$/.test(facts.problem)
      ? { file, what: 'it does not exist', remedy: 'create it, or correct --config' }
      : undefined;
  }
  if (facts.kind === 'directory') {
    // The kubelet looks for files in a folder of --config-dir that has the ending of a drop-in.
    return file.endsWith('.conf')
      ? undefined
      : { file, what: 'it is a directory', remedy: 'name a file with --config' };
  }
  const bytes = facts.kind === 'file' ? bytesOf(place) : undefined;
  return bytes && problemOfBytes(file, bytes);
}

function bytesOf(place: string): Buffer | undefined {
  try {
    return readBytes(place, { what: 'file of the kubelet', maxBytes: MAX_BYTES }).bytes;
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}

function problemOfBytes(file: string, bytes: Buffer): Problem | undefined {
  const { value, problems } = readConfigBytes(bytes);
  if (value === undefined) {
    const syntax = problems.find(({ repeats = false }) => !repeats);
    return (
      syntax && {
        file,
        line: syntax.line,
        what: `neither YAML nor JSON: ${syntax.what}`,
        remedy: 'correct it',
      }
    );
  }
  if (value.kind !== 'map') {
    const what = value.kind === 'null' ? 'it is empty' : 'it has no fields';
    return { file, line: value.line, what, remedy: `begin it with ${HEADER}` };
  }
  const wrong = (
    [
      ['kind', KIND],
      ['apiVersion', API_VERSION],
    ] as const
  ).find(
    ([name, expected]) =>
      !valuesOf(value.fields, name).some((each) => each.kind === 'text' && each.text === expected),
  );
  if (wrong === undefined) return undefined;
  const [name, expected] = wrong;
  const [found] = valuesOf(value.fields, name);
  return {
    file,
    line: found?.line ?? value.line,
    path: [name],
    what: `expected ${expected}, got ${found === undefined ? 'nothing' : 'another value'}`,
    remedy: `write ${HEADER}`,
  };
}

/** The kubelet's reading of these two takes any letter case. */
function valuesOf(
  fields: readonly { readonly name: string; readonly value: Value }[],
  name: string,
): Value[] {
  return fields.filter((field) => field.name.toLowerCase() === name.toLowerCase()).map(({ value }) => value);
}
