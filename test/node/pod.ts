// Pods without an API server: the kubelet runs what it finds in a directory of manifests.
// https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/

/** What the tests read of a Pod's status. */
export interface ContainerStatus {
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

/** The image is asked for at the registry at each start, and the Pod needs no network plugin. */
export const staticPod = (name: string, image: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    hostNetwork: true,
    terminationGracePeriodSeconds: 0,
    containers: [{ name: 'app', image, imagePullPolicy: 'Always' }],
  },
});
