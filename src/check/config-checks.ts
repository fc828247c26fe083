// Our configuration, and the files that its rules name.

import { BUILT_IN } from '../config/built-in.ts';
import { formatError } from '../errors.ts';
import { quote, shellWord } from '../escape.ts';
import { modeWarnings } from '../system/files.ts';
import { inspect } from '../system/inspect.ts';
import { type Finding, finding } from './finding.ts';
import type { CheckSubject } from './subject.ts';

export function configsAreSound({ configs }: CheckSubject): Finding[] {
  return configs.flatMap(({ file, mistakes, problem, lineOf }) => [
    ...(problem === undefined
      ? []
      : [
          finding('config-unreadable', {
            file,
            what: problem.message,
            remedy: problem.hint ?? 'correct the path',
          }),
        ]),
    ...mistakes.map(({ path, line = lineOf(path), text, remedy }) =>
      finding('config-invalid', {
        file,
        line,
        path,
        what: text,
        remedy: remedy ?? 'correct it; run registry-credential-provider help config for every field',
      }),
    ),
  ]);
}

/** Files of passwords, and the plugin's configuration where a password is written in it. */
export function secretsAreForRoot({ configs }: CheckSubject): Finding[] {
  const secret = configs.flatMap(({ file, files, secrets }) => [
    ...(secrets.size > 0 ? [file] : []),
    ...files.flatMap(({ path, isSecret }) => (isSecret ? [path] : [])),
  ]);
  return [...new Set(secret)].flatMap((file) => {
    const facts = inspect(file);
    return 'problem' in facts || modeWarnings(file, facts.mode).length === 0
      ? []
      : [
          finding('secret-readable-by-others', {
            file,
            what: `it contains a secret, and its mode is ${facts.mode.toString(8)}`,
            remedy: `chmod 0600 ${shellWord(file)}`,
          }),
        ];
  });
}

export function entriesStartUs({ entries, kubeletConfig }: CheckSubject): Finding[] {
  if (kubeletConfig !== undefined && kubeletConfig.problems.length === 0 && entries.length === 0) {
    return [
      finding('provider-not-ours', {
        file: kubeletConfig.path,
        path: ['providers'],
        what: 'no entry runs registry-credential-provider',
        remedy: 'add the entry that generate kubelet-config --merge prints',
      }),
    ];
  }
  return entries.flatMap(({ provider: { place }, problem, readsInstead }) => [
    ...(problem === undefined
      ? []
      : [
          finding('provider-arguments', {
            file: place.file,
            line: place.lineOf('args'),
            path: [...place.path, 'args'],
            what: `the plugin would not start with these arguments: ${formatError(problem)}`,
            remedy: 'write --config=FILE, or no argument for the default locations',
          }),
        ]),
    ...(readsInstead === undefined
      ? []
      : [
          finding('provider-config-differs', {
            file: place.file,
            line: place.lineOf('args'),
            path: [...place.path, 'args'],
            what: `this entry makes the plugin read ${readsInstead === BUILT_IN ? 'the built-in rules' : quote(readsInstead)}, not the file that --config names`,
            remedy: 'correct args of the entry, or run check without --config',
          }),
        ]),
  ]);
}
