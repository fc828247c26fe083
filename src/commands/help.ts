// help: what there is to type.

export const HELP = `registry-credential-provider gives the kubelet a credential for the registry of an image.

Usage:
  registry-credential-provider [--config FILE] [provide]   what the kubelet runs: a request on stdin, the answer on stdout
  registry-credential-provider explain IMAGE               which rule serves the image and why, without any network
  registry-credential-provider check                       what is wrong with our configuration and the kubelet's
  registry-credential-provider generate kubelet-config     the kubelet's configuration that our rules need
  registry-credential-provider generate rbac               the grant that lets kubelets ask for service account tokens
  registry-credential-provider install                     puts us on this node; its kubelet comes back, or all is as before
  registry-credential-provider uninstall                   takes us off this node again
  registry-credential-provider status                      what is installed here, and how the last run ended
  registry-credential-provider cache clear                 forgets the credentials that the node keeps between runs
  registry-credential-provider version                     version, runtime and platform
  registry-credential-provider help                        this text

Options:
  -c, --config FILE          configuration (YAML or JSON); otherwise $REGISTRY_CREDENTIAL_PROVIDER_CONFIG, then
                             /etc/registry-credential-provider/config.yaml (.yml, .json), then built-in rules
  -o, --output text|json     explain, check, status: how to print
      --service-account NAMESPACE/NAME
                             explain: as if this service account's token came with the request
      --annotation KEY=VALUE explain: as if the service account had this annotation; may be repeated
      --kubelet-config FILE  explain, check, install: what --image-credential-provider-config of the kubelet names
      --kubelet-bin-dir DIR  check, install: what --image-credential-provider-bin-dir names
      --kubelet-version X.Y  check, generate kubelet-config, install: for this release, such as 1.34
      --tokens               generate kubelet-config, install: with entries for service account tokens
      --audience CLOUD=TEXT  generate, install: for whom the tokens are; CLOUD is ecr, acr or google
      --merge FILE           generate kubelet-config: into this configuration of the kubelet's
      --files DIR            install: places these files, such as passwords, beside our configuration; status: these
      --replace NAME         install: takes this entry out of the kubelet's configuration; may be repeated
      --dry-run              (un)install: shows what would change, and changes nothing
      --profile NAME         install: kubeadm, eks, aks, k3s, rke2, kind, minikube or systemd; otherwise found out
      --restart-command TEXT (un)install: what restarts the kubelet, for /bin/sh -c
      --log-command TEXT     (un)install: what prints the kubelet's newest log lines, for /bin/sh -c
      --health-url URL       (un)install: where the kubelet says that it is well
      --health-timeout TIME  (un)install: how long it may take to be well, such as 2m
      --host-root DIR        install, uninstall, status: of the node whose root file system is mounted there
      --watch                install: stays, and does it again when something has changed
      --unattended           install: leaves alone what was undone before, until something else is wanted; so does --watch
      --registry HOST        cache clear: only what is of this registry
  -h, --help                 this text
  -v, --version              as version

Try by hand what the kubelet does:
  echo '{"apiVersion":"credentialprovider.kubelet.k8s.io/v1","kind":"CredentialProviderRequest","image":"registry.example/app"}' |
    registry-credential-provider --config config.yaml

Exit codes:
  0  answered; an answer without credentials says that no rule is for this image; check: no error found;
     install, uninstall: done, or nothing was to do; status: the node is as it should be
  1  no answer: one line on stderr says why; check: an error found; install, uninstall: the node is as it was before
  2  wrong usage or configuration
`;
