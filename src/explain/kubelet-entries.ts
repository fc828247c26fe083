// The entries through which the kubelet runs a plugin for an image.

import { type PatternsReport, reportPatterns } from '../image/report.ts';
import { loadKubeletConfig } from '../kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../kubelet/release.ts';

export interface KubeletReport {
  readonly config: string;
  /** The kubelet does not start with it; `check` says why. */
  readonly refused: boolean;
  /** In the kubelet's order; it runs the plugin of each that matches. */
  readonly providers: readonly (PatternsReport & { readonly name: string; readonly tokens: boolean })[];
}

/** @throws {ProviderError} CONFIG_NOT_FOUND, CONFIG_UNREADABLE */
export function reportKubelet(path: string, image: string): KubeletReport {
  const { providers, problems } = loadKubeletConfig(path, { release: NEWEST_RELEASE, tokenGate: true });
  return {
    config: path,
    refused: problems.length > 0,
    providers: providers.map(({ name, matchImages, tokenAttributes }) => ({
      name,
      ...reportPatterns(matchImages, image, 'it has no pattern'),
      tokens: tokenAttributes !== undefined,
    })),
  };
}
