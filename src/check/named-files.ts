// Which files a rule names, and in which field.

import type { AcrNodeIdentity, Rule } from '../config/config.ts';

/** A file that a rule names. */
export interface NamedFile {
  readonly path: string;
  readonly field: readonly string[];
  readonly isSecret: boolean;
}

export function filesOf({ backend }: Rule): NamedFile[] {
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
    case 'dockerConfig':
      return named(backend.path, ['dockerConfig', 'path']);
    case 'ecr':
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
