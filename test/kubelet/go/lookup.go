package main

import (
	"flag"
	"fmt"
	"sync"

	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/credentialprovider/plugin"
	"k8s.io/kubernetes/pkg/util/parsers"
)

// pull is one line of `harness lookup`: an image of a Pod.
type pull struct {
	Image          string
	Namespace      string
	ServiceAccount string
	// Of the service account; the same wherever it is named.
	Annotations map[string]string
}

type pulled struct {
	Credentials []credential `json:"credentials"`
}

func runLookup(args []string) error {
	flags := flag.NewFlagSet("lookup", flag.ExitOnError)
	config := flags.String("config", "", "as --image-credential-provider-config of the kubelet")
	binDir := flags.String("bin-dir", "", "as --image-credential-provider-bin-dir of the kubelet")
	parallel := flags.Bool("parallel", false, "look up all images at once")
	issuer := flags.String("issuer", "https://kubernetes.default.svc.cluster.local", "of service account tokens")
	signingKey := flags.String("signing-key", "", "PEM file with the RSA key that signs service account tokens")
	klog.InitFlags(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}

	pulls, err := readLines[pull]()
	if err != nil {
		return err
	}
	server, err := newAPIServer(*issuer, *signingKey, pulls)
	if err != nil {
		return err
	}
	if err := plugin.RegisterCredentialProviderPlugins(*config, *binDir, server.issueToken, server.getServiceAccount); err != nil {
		return fmt.Errorf("the kubelet would not start: %w", err)
	}

	results := make([]pulled, len(pulls))
	errors := make([]error, len(pulls))
	var waitGroup sync.WaitGroup
	for i, p := range pulls {
		lookUp := func() { results[i], errors[i] = p.lookUp() }
		if *parallel {
			waitGroup.Go(lookUp)
		} else {
			lookUp()
		}
	}
	waitGroup.Wait()
	klog.Flush()

	for _, err := range errors {
		if err != nil {
			return err
		}
	}
	return writeLines(results)
}

// lookUp is what the kubelet's image manager does before a pull, without secrets and node config.
func (p pull) lookUp() (pulled, error) {
	name, _, _, err := parsers.ParseImageName(p.Image)
	if err != nil {
		return pulled{}, err
	}
	keyring := plugin.NewExternalCredentialProviderDockerKeyring(p.Namespace, "pod", "pod-uid", p.ServiceAccount)
	found, _ := keyring.Lookup(name)
	return pulled{credentialsOf(found)}, nil
}
