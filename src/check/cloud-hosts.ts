// Which hosts the clouds' backends give credentials to, as forms that a pattern can be held against.

import { hostForms as acrForms, describeHosts } from '../backend/acr/registry.ts';
import { HOSTS as ECR_HOSTS, hostForms as ecrForms } from '../backend/ecr/registry.ts';
import { ownHosts } from '../backend/exchange/registry.ts';
import { HOSTS as GOOGLE_HOSTS, hostForms as googleForms } from '../backend/google/registry.ts';
import type { BackendConfig } from '../config/config.ts';
import type { HostForm } from '../image/host-form.ts';

export interface CloudHosts {
  readonly forms: readonly HostForm[];
  /** For a reader. */
  readonly described: string;
  /** Whose credential is asked for, where it is not for the image's own registry. */
  readonly registry: string | undefined;
}

/** Undefined for a backend whose credentials are for any host. */
export function cloudHostsOf(backend: BackendConfig): CloudHosts | undefined {
  switch (backend.kind) {
    case 'ecr':
      return { forms: ecrForms(), described: ECR_HOSTS, registry: backend.registry };
    case 'acr': {
      const suffix = backend.cloud?.suffix;
      return { forms: acrForms(suffix), described: describeHosts(suffix), registry: backend.registry };
    }
    case 'google':
      return backend.metadataDockerConfig
        ? undefined
        : { forms: googleForms(), described: GOOGLE_HOSTS, registry: backend.registry };
    case 'exchange': {
      const hosts = backend.registry === undefined ? ownHosts(backend) : undefined;
      return hosts && { forms: hosts.forms, described: hosts.described, registry: undefined };
    }
    case 'dockerConfig':
    case 'secret':
    case 'serviceAccountToken':
    case 'static':
      return undefined;
    default:
      return backend satisfies never;
  }
}
