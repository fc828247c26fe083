// help: what there is to type.

export const HELP = `registry-credential-provider gives the kubelet a credential for the registry of an image.

Usage:
  registry-credential-provider [--config FILE] [provide]   what the kubelet runs: a request on stdin, the answer on stdout
  registry-credential-provider explain IMAGE               which rule serves the image and why, without any network
  registry-credential-provider cache clear                 forgets the credentials that the node keeps between runs
  registry-credential-provider version                     version, runtime and platform
  registry-credential-provider help                        this text

Options:
  -c, --config FILE          configuration (YAML or JSON); otherwise $REGISTRY_CREDENTIAL_PROVIDER_CONFIG, then
                             /etc/registry-credential-provider/config.yaml (.yml, .json), then built-in rules
  -o, --output text|json     explain: how to print
      --service-account NAMESPACE/NAME
                             explain: as if this service account's token came with the request
      --annotation KEY=VALUE explain: as if the service account had this annotation; may be repeated
      --registry HOST        cache clear: only what is of this registry
  -h, --help                 this text
  -v, --version              as version

Try by hand what the kubelet does:
  echo '{"apiVersion":"credentialprovider.kubelet.k8s.io/v1","kind":"CredentialProviderRequest","image":"registry.example/app"}' |
    registry-credential-provider --config config.yaml

Exit codes:
  0  answered; an answer without credentials says that no rule is for this image
  1  no answer: one line on stderr says why
  2  wrong usage or configuration
`;
