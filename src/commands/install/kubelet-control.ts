// What install needs of the kubelet: that it reads its configuration again, and whether it is well afterwards.

export interface KubeletControl {
  /** Makes the kubelet read its configuration again. Throws ProviderError when the command fails. */
  restart(signal: AbortSignal): Promise<void>;
  /** Waits until it is well, and stays well for a moment. Never throws for an unhealthy kubelet. */
  waitForHealth(signal: AbortSignal): Promise<Health>;
}

export type Health =
  /** `seen`: such as "process 4711", "healthz ok", "node Ready". */
  | { readonly well: true; readonly seen: readonly string[] }
  | { readonly well: false; readonly why: string; readonly logLines: readonly string[] };
