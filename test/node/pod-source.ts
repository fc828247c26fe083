// Where a kubelet gets its Pods from, and where their status is seen.
import type { Pod, PodManifest } from './pod.ts';

export interface PodSource {
  /** What tells the kubelet of it, in its configuration and on its command line. */
  readonly configuration: object;
  readonly flags: Readonly<Record<string, string>>;
  /** Whether the kubelet is there to run them. */
  isReady(): Promise<boolean>;
  run(pod: PodManifest): Promise<void>;
  /** The Pod of that manifest's name as it is now. */
  find(name: string): Promise<Pod | undefined>;
}
