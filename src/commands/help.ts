// help: what there is to type.

export const HELP = `registry-credential-provider gives the kubelet a credential for the registry of an image.

Usage:
  registry-credential-provider [--config FILE] [provide]   what the kubelet runs: a request on stdin, the answer on stdout
  registry-credential-provider explain IMAGE               which rule serves the image and why, without any network
  registry-credential-provider check                       what is wrong with our configuration and the kubelet's
  registry-credential-provider generate kubelet-config     the kubelet's configuration that our rules need
  registry-credential-provider generate rbac               the grant that lets kubelets ask for service account tokens
  registry-credential-provider cache clear                 forgets the credentials that the node keeps between runs
  registry-credential-provider version                     version, runtime and platform
  registry-credential-provider help                        this text

Options:
  -c, --config FILE          configuration (YAML or JSON); otherwise $REGISTRY_CREDENTIAL_PROVIDER_CONFIG, then
                             /etc/registry-credential-provider/config.yaml (.yml, .json), then built-in rules
  -o, --output text|json     explain, check: how to print
      --service-account NAMESPACE/NAME
                             explain: as if this service account's token came with the request
      --annotation KEY=VALUE explain: as if the service account had this annotation; may be repeated
      --kubelet-config FILE  explain, check: what --image-credential-provider-config of the kubelet names
      --kubelet-bin-dir DIR  check: what --image-credential-provider-bin-dir names
      --kubelet-version X.Y  check, generate kubelet-config: for this release, such as 1.34
      --tokens               generate kubelet-config: with entries for service account tokens
      --audience CLOUD=TEXT  generate: for whom the tokens are; CLOUD is ecr, acr or google
      --merge FILE           generate kubelet-config: into this configuration of the kubelet's
      --registry HOST        cache clear: only what is of this registry
  -h, --help                 this text
  -v, --version              as version

Try by hand what the kubelet does:
  echo '{"apiVersion":"credentialprovider.kubelet.k8s.io/v1","kind":"CredentialProviderRequest","image":"registry.example/app"}' |
    registry-credential-provider --config config.yaml

Exit codes:
  0  answered; an answer without credentials says that no rule is for this image; check: no error found
  1  no answer: one line on stderr says why; check: an error found
  2  wrong usage or configuration
`;
