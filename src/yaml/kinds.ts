// What files of the kinds are that people have beside the one that was expected.

const KINDS: Readonly<Record<string, string>> = {
  CredentialProviderConfig:
    "the kubelet's configuration of credential providers (--image-credential-provider-config)",
  RegistryCredentialProviderConfig: 'the configuration of registry-credential-provider',
  KubeletConfiguration: "the kubelet's own configuration (--config)",
  KubeProxyConfiguration: "kube-proxy's configuration",
  InitConfiguration: "kubeadm's configuration",
  ClusterConfiguration: "kubeadm's configuration",
  JoinConfiguration: "kubeadm's configuration",
  Config: 'a kubeconfig',
  Secret: 'the manifest of a Secret; write what is in it to a file',
  ConfigMap: 'the manifest of a ConfigMap; write what is in it to a file',
  CredentialProviderRequest: 'a request to a plugin',
};

/** Undefined: it is of no kind that is known. */
export function otherKind(kind: unknown): string | undefined {
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
}
