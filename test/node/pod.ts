// Pods, as the tests write them and as they read their status.
import type { KubernetesObject } from './api-client.ts';

export interface ServiceAccountName {
  readonly namespace: string;
  readonly name: string;
}

export type PodManifest = KubernetesObject & { readonly spec: object };

/** What the tests read of a Pod's status. */
export interface ContainerStatus {
  readonly containerID?: string;
  readonly restartCount?: number;
  readonly state: {
    readonly running?: object;
    readonly waiting?: { readonly reason: string; readonly message?: string };
    readonly terminated?: { readonly reason: string };
  };
}

export interface Pod {
  readonly metadata: { readonly name: string };
  readonly status: { readonly phase: string; readonly containerStatuses?: readonly ContainerStatus[] };
}

export type PullPolicy = 'Always' | 'IfNotPresent';

/**
 * The image is asked for at the registry at each start, unless another policy is given, and the Pod needs no network plugin. Only a Pod of an API
 * server can have a service account.
 */
export const podManifest = (
  name: string,
  image: string,
  account?: ServiceAccountName,
  imagePullPolicy: PullPolicy = 'Always',
): PodManifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...(account && { namespace: account.namespace }) },
  spec: {
    hostNetwork: true,
    terminationGracePeriodSeconds: 0,
    containers: [{ name: 'app', image, imagePullPolicy }],
    ...(account && { serviceAccountName: account.name, automountServiceAccountToken: false }),
  },
});

export const isRunning = ({ state }: ContainerStatus): boolean => state.running !== undefined;

export const isPullFailing = ({ state }: ContainerStatus): boolean =>
  ['ErrImagePull', 'ImagePullBackOff'].includes(state.waiting?.reason ?? '');
