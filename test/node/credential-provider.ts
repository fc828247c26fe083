// Our executable in the kubelet's CredentialProviderConfig, told about it as an operator would.
// https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Machine } from './machine.ts';

/** One entry. */
export interface Provider {
  readonly name: string;
  readonly matchImages: readonly string[];
  readonly args: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly tokenAttributes?: TokenAttributes;
}

/** The provider is given a token of the Pod's service account, and these annotations of it. */
export interface TokenAttributes {
  readonly serviceAccountTokenAudience: string;
  readonly cacheType: 'Token' | 'ServiceAccount';
  readonly requireServiceAccount: boolean;
  readonly requiredServiceAccountAnnotationKeys?: readonly string[];
  readonly optionalServiceAccountAnnotationKeys?: readonly string[];
}

/** The kubelet's flags that name configuration and directory of executables. */
export interface ProviderFlags {
  readonly 'image-credential-provider-config': string;
  readonly 'image-credential-provider-bin-dir': string;
}

/** Copies both to the places on the machine, if there are any; what the flags name then. */
export async function placeProviders(
  machine: Machine,
  written: ProviderFlags,
  places: ProviderFlags | undefined,
): Promise<ProviderFlags> {
  if (places === undefined) return written;
  const { 'image-credential-provider-config': config, 'image-credential-provider-bin-dir': binDir } = places;
  await machine.run(
    `mkdir -p ${dirname(config)} ${dirname(binDir)}
cp ${written['image-credential-provider-config']} ${config}
cp --recursive --dereference ${written['image-credential-provider-bin-dir']} ${binDir}`,
  );
  return places;
}

/** Writes configuration and directory of executables; the kubelet's flags that name them. */
export async function writeProviders(
  directory: string,
  executable: string,
  providers: readonly Provider[],
): Promise<ProviderFlags> {
  const binDir = join(directory, 'bin');
  await mkdir(binDir);
  for (const { name } of providers) await symlink(executable, join(binDir, name));
  const file = join(directory, 'credential-provider.json');
  const config = {
    apiVersion: 'kubelet.config.k8s.io/v1',
    kind: 'CredentialProviderConfig',
    providers: providers.map((provider) => ({
      ...provider,
      apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
      defaultCacheDuration: '0s',
    })),
  };
  await writeFile(file, JSON.stringify(config, undefined, 2));
  return { 'image-credential-provider-config': file, 'image-credential-provider-bin-dir': binDir };
}
