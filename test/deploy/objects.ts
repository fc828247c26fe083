// Objects of Kubernetes, as far as the tests read them.

import type { KubernetesObject } from '../node/api-client.ts';

export type DeployedObject = KubernetesObject;

export interface ConfigMap extends DeployedObject {
  readonly kind: 'ConfigMap';
  readonly immutable: boolean;
  readonly data: Readonly<Record<string, string>>;
}

export interface DaemonSet extends DeployedObject {
  readonly kind: 'DaemonSet';
  readonly spec: {
    readonly minReadySeconds: number;
    readonly selector: object;
    readonly updateStrategy: object;
    readonly template: PodTemplate;
  };
}

export interface PodTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

export interface PodSpec {
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly [field: string]: unknown;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly readinessProbe?: { readonly exec: { readonly command: readonly string[] } };
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly [field: string]: unknown;
}

export interface Volume {
  readonly name: string;
  readonly hostPath?: { readonly path: string };
  readonly configMap?: { readonly name: string };
  readonly secret?: { readonly secretName: string };
}

export interface ClusterRole extends DeployedObject {
  readonly kind: 'ClusterRole';
  readonly rules: readonly object[];
}
