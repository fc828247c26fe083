// Of which environment an explanation holds: this shell's. The kubelet runs plugins with its own, and what both have is
// compared by name; no value is shown.

import type { BackendKind } from '../generated/backends.ts';
import type { KubeletEnvironment } from '../kubelet/running.ts';
import type { Environment } from '../system/environment.ts';

export interface EnvironmentReport {
  /** Variables of this shell that choose an identity, a service's address or a way through the network. */
  readonly shell: readonly string[];
  /** Null: no kubelet was seen, or its environment could not be read. */
  readonly kubelet: SeenEnvironment | null;
}

interface SeenEnvironment {
  readonly pid: number;
  readonly names: readonly string[];
  /** Those that only one of both has, or that have another value there. */
  readonly differ: readonly string[];
}

/** Of the backends that ask a service. */
const OF_BACKEND: Readonly<Record<BackendKind, RegExp | undefined>> = {
  ecr: /^AWS_(?!CA_BUNDLE$)/,
  acr: /^(?:AZURE_|IDENTITY_|IMDS_|MSI_)/,
  google: /^(?:GOOGLE_|GCE_METADATA_|AWS_(?!CA_BUNDLE$))/,
  exchange: /^(?:AWS_(?!CA_BUNDLE$)|AZURE_|GCE_METADATA_)/,
  secret: /^(?:AWS_(?!CA_BUNDLE$)|AZURE_|IDENTITY_|IMDS_|MSI_|GOOGLE_|GCE_METADATA_)/,
  serviceAccountToken: undefined,
  dockerConfig: undefined,
  static: undefined,
};

const OF_NETWORK =
  /^(?:REGISTRY_CREDENTIAL_PROVIDER_CONFIG|SSL_CERT_(?:FILE|DIR)|NODE_EXTRA_CA_CERTS|(?:HTTPS?|NO)_PROXY|https?_proxy|no_proxy)$/;

/** @param backends of the rules that serve the image. Null: they ask no service, so the environment decides nothing. */
export function reportEnvironment(
  backends: readonly BackendKind[],
  shell: Environment,
  kubelet: () => Pick<KubeletEnvironment, 'pid' | 'environment'> | undefined,
): EnvironmentReport | null {
  const own = backends.flatMap((backend) => OF_BACKEND[backend] ?? []);
  if (own.length === 0) return null;
  const namesIn = (environment: Environment): string[] =>
    Object.keys(environment)
      .filter((name) => [OF_NETWORK, ...own].some((names) => names.test(name)))
      .filter((name) => environment[name])
      .sort();
  const found = kubelet();
  const theirs = found?.environment() ?? {};
  const isKnown = Object.keys(theirs).length > 0;
  const [ours, names] = [namesIn(shell), namesIn(theirs)];
  const all = [...new Set([...ours, ...names])].sort();
  return {
    shell: ours,
    kubelet:
      found === undefined || !isKnown
        ? null
        : { pid: found.pid, names, differ: all.filter((name) => shell[name] !== theirs[name]) },
  };
}

/** In words, for a person. */
export function describeEnvironment({ shell, kubelet }: EnvironmentReport): {
  readonly shell: string;
  readonly kubelet: string;
} {
  return {
    shell: `this shell's, not the kubelet's: ${listed(shell)}`,
    kubelet:
      kubelet === null
        ? 'not seen: no kubelet runs here, or this user may not read its environment'
        : `process ${kubelet.pid} has ${listed(kubelet.names)}${
            kubelet.differ.length === 0 ? '' : `; other than here: ${kubelet.differ.join(', ')}`
          }`,
  };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'no variable that matters' : names.join(', ');
}
