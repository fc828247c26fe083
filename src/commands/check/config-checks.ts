// Our configuration, and the files that its rules name.

import type { AcrNodeIdentity, Rule } from '../../config/config.ts';
import type { Path } from '../../config/mistake.ts';
import { formatError, ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { modeWarnings, readTextFile } from '../../system/files.ts';
import { inspect } from '../../system/inspect.ts';
import type { RulePatterns } from '../rule-patterns.ts';
import { type Finding, finding } from './finding.ts';
import { placeOf } from './rule-checks.ts';
import { type OurConfig, rulesOf, type Subject } from './subject.ts';

export function configsAreSound({ configs }: Subject): Finding[] {
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
    ...mistakes.map(({ path, line, text }) => {
      const at = line ?? lineOf(path);
      return finding('config-invalid', {
        file,
        ...(at !== undefined && { line: at }),
        path,
        what: text,
        remedy: 'correct it; docs/configuration.md describes every field',
      });
    }),
  ]);
}

/** A file that a rule names, beside a docker config. */
interface NamedFile {
  readonly path: string;
  readonly field: readonly string[];
  readonly isSecret: boolean;
}

function filesOf({ backend }: Rule): NamedFile[] {
  switch (backend.kind) {
    case 'static': {
      const { username, password } = backend;
      return [
        ...named('file' in username ? username.file : undefined, ['static', 'usernameFile'], false),
        ...named('file' in password ? password.file : undefined, ['static', 'passwordFile']),
      ];
    }
    case 'acr':
      return filesOfAzure(backend.node);
    case 'google':
      return named(backend.credentialFile, ['google', 'credentialFile']);
    case 'ecr':
    case 'dockerConfig':
      return [];
  }
}

function filesOfAzure(node: AcrNodeIdentity | undefined): NamedFile[] {
  switch (node?.kind) {
    case 'azureJson':
      return named(node.path, ['acr', 'azureJson']);
    case 'workloadIdentity':
      return named(node.tokenFile, ['acr', 'workloadIdentity', 'tokenFile']);
    case 'servicePrincipal':
      return [
        ...named(node.clientSecretFile, ['acr', 'servicePrincipal', 'clientSecretFile']),
        ...named(node.clientCertificateFile, ['acr', 'servicePrincipal', 'clientCertificateFile']),
      ];
    case 'managedIdentity':
    case undefined:
      return [];
  }
}

function named(path: string | undefined, field: readonly string[], isSecret = true): NamedFile[] {
  return path === undefined ? [] : [{ path, field, isSecret }];
}

export function namedFilesAreThere({ configs }: Subject): Finding[] {
  return configs.flatMap((config) => [
    ...authorities(config),
    ...rulesOf(config).flatMap(({ rule, path }) =>
      filesOf(rule).flatMap((file) =>
        readable(config, [...path, ...file.field], file.path, `rule "${rule.name}": ${file.field.at(-1)}`),
      ),
    ),
  ]);
}

function authorities(config: OurConfig): Finding[] {
  const file = config.config?.caFile;
  return file === undefined ? [] : readable(config, ['caFile'], file, 'caFile');
}

function readable(config: OurConfig, path: Path, file: string, what: string): Finding[] {
  try {
    const { text } = readTextFile(file, { what });
    return text.trim() === '' ? [unusable(config, path, `${what} ${quote(file)} is empty`, 'write it')] : [];
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return [unusable(config, path, error.message, error.hint)];
  }
}

function unusable(config: OurConfig, path: Path, what: string, remedy = 'correct the path'): Finding {
  return finding('file-unreadable', { ...placeOf(config, path), what, remedy });
}

/** Also where a rule has patterns of its own, so that its docker config is not needed for them. */
export function dockerConfigsAreSound({ configs }: Subject, { problemOf }: RulePatterns): Finding[] {
  return configs.flatMap((config) =>
    rulesOf(config).flatMap(({ rule, path }) => {
      const problem = problemOf(rule);
      return problem === undefined
        ? []
        : [unusable(config, [...path, 'dockerConfig', 'path'], problem.message, problem.hint)];
    }),
  );
}

/** Files of passwords, and our own configuration where a password is written in it. */
export function secretsAreForRoot({ configs }: Subject): Finding[] {
  const files = configs.flatMap((config) => [
    ...(holdsSecret(config) ? [config.file] : []),
    ...rulesOf(config).flatMap(({ rule }) => secretFilesOf(rule)),
  ]);
  return [...new Set(files)].flatMap((file) => {
    const facts = inspect(file);
    return 'problem' in facts || modeWarnings(file, facts.mode).length === 0
      ? []
      : [
          finding('secret-readable-by-others', {
            file,
            what: `it holds a secret, and its mode is ${facts.mode.toString(8)}`,
            remedy: `chmod 0600 ${quote(file)}`,
          }),
        ];
  });
}

function secretFilesOf(rule: Rule): string[] {
  return rule.backend.kind === 'dockerConfig'
    ? [rule.backend.path]
    : filesOf(rule).flatMap(({ path, isSecret }) => (isSecret ? [path] : []));
}

function holdsSecret(config: OurConfig): boolean {
  return rulesOf(config).some(
    ({ rule: { backend } }) => backend.kind === 'static' && 'secret' in backend.password,
  );
}

export function entriesStartUs({ entries, kubeletConfig }: Subject): Finding[] {
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
            what: `we would not start with these arguments: ${formatError(problem)}`,
            remedy: 'write --config=FILE, or nothing for the default places',
          }),
        ]),
    ...(readsInstead === undefined
      ? []
      : [
          finding('provider-config-differs', {
            file: place.file,
            line: place.lineOf('args'),
            path: [...place.path, 'args'],
            what: `this entry has us read ${quote(readsInstead)}, not what --config names`,
            remedy: 'correct args, or leave --config out here',
          }),
        ]),
  ]);
}
