// How the kubelet of this node is set up, and what would change that: what a profile finds out and `install` acts on.

import type { Release } from '../../kubelet/release.ts';

export const PROFILES = ['kubeadm', 'eks', 'aks', 'k3s', 'rke2', 'kind', 'minikube', 'systemd'] as const;
export type ProfileName = (typeof PROFILES)[number];

export interface NodeSetup {
  readonly profile: ProfileName;
  /** Undefined where the kubelet does not say. */
  readonly release: Release | undefined;
  readonly tokenGate: boolean | undefined;
  /** What the kubelet's two flags name, or will name after `flagFiles`. Absolute. */
  readonly kubeletConfig: { readonly path: string; readonly form: 'file' | 'directory' };
  readonly binDir: string;
  /** Of PATH, where a link to the executable lets commands be typed without their path. Undefined: no link is wanted. */
  readonly commandDir: string | undefined;
  /**
   * What says that the kubelet has the two flags, or will have them: its unit or its distribution's files, with
   * `flagFiles`; the process that runs; or only the operator, who has named the paths.
   */
  readonly flagsFrom: 'files' | 'process' | 'operator';
  /** Why the kubelet cannot run yet, in words, where nothing runs; undefined: it runs, or may. */
  readonly notJoined: string | undefined;
  /** The files by which the kubelet gets its two flags, as they should be; empty where it has them already. */
  readonly flagFiles: readonly WantedFile[];
  /** Programs with their arguments, one after the other: what makes the kubelet read its configuration again. */
  readonly restart: readonly CommandLine[];
  /** Prints the kubelet's newest log lines. */
  readonly logs: CommandLine | undefined;
  /** Where the kubelet says that it is healthy, such as http://127.0.0.1:10248/healthz; undefined where that is turned off. */
  readonly healthUrl: string | undefined;
  /** By which the kubelet reaches the API server; for asking whether the node is Ready. */
  readonly kubeconfig: string | undefined;
  /** Name of the Node object. */
  readonly nodeName: string;
  /** What an operator should know of this set-up, such as which other program writes these files; whole sentences. */
  readonly notes: readonly string[];
}

/** What a profile finds out. */
export type KubeletSetup = Omit<NodeSetup, 'commandDir'>;

/** Absolute path of the program, or a name that is looked for where the system has its programs, then its arguments. */
export type CommandLine = readonly [program: string, ...args: string[]];

export interface WantedFile {
  readonly path: string;
  readonly text: string;
  /** Permission bits for a file that is not there yet; one that is keeps its own. */
  readonly mode: number;
  /** Why, for the reader of the difference. */
  readonly why: string;
}
