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

/** What a file has at its top. */
type Top =
  | { readonly fields: readonly string[]; readonly kind: unknown }
  /** One bare text, such as what a reader of YAML makes of TOML. */
  | { readonly text: string };

/** Undefined: it is none that is known. Shows nothing of a text. */
export function otherFile(top: Top): string | undefined {
  return 'text' in top ? ofText(top.text.trim()) : (otherKind(top.kind) ?? ofFields(top.fields, top.kind));
}

function otherKind(kind: unknown): string | undefined {
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
}

function ofFields(fields: readonly string[], kind: unknown): string | undefined {
  const has = (...names: readonly string[]) => names.every((name) => fields.includes(name));
  if (typeof kind === 'string' && has('apiVersion', 'metadata') && /^[A-Z][A-Za-z]{2,62}$/.test(kind)) {
    return `the manifest of a ${kind}`;
  }
  if (has('apiVersion')) return undefined;
  if (has('auths') || has('credHelpers') || has('credsStore')) {
    return 'a docker config, which dockerConfig.path of a rule names';
  }
  if (has('type', 'private_key') || has('type', 'credential_source')) {
    return 'a credential file of Google, which google.credentialFile of a rule names';
  }
  return has('tenantId', 'cloud') || has('aadClientId') || has('useManagedIdentityExtension')
    ? 'an azure.json, which acr.azureJson of a rule names'
    : undefined;
}

function ofText(text: string): string | undefined {
  if (text.startsWith('-----BEGIN ')) return 'PEM, as of a key or certificate';
  if (/^<(?:!doctype|html|head|body|\?xml)/i.test(text)) return 'a page, not YAML: get the file again';
  if (/^[A-Z][A-Z0-9_]*=/.test(text)) return 'a file of variables';
  if (/^\[+["\w]|^[A-Za-z][\w.-]*\s+=\s/.test(text)) return 'TOML, as of a container runtime';
  const base64 = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]{16,}={0,2}$/.test(base64) &&
    /^(?:---\s|apiVersion:|kind:|\{)/.test(Buffer.from(base64, 'base64').toString('latin1'))
    ? 'base64: decode it with base64 --decode'
    : undefined;
}
