package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	_ "unsafe" // for go:linkname

	"k8s.io/apimachinery/pkg/util/validation/field"
	_ "k8s.io/kubernetes/pkg/credentialprovider/plugin"
	kubeletconfig "k8s.io/kubernetes/pkg/kubelet/apis/config"
)

// configPath is one line of `harness load`: what the kubelet's two flags name, and the feature gate of tokens.
type configPath struct {
	Path   string
	BinDir string
	Gate   bool
}

type loaded struct {
	// Error is why the kubelet would not start; empty when it would.
	Error string `json:"error,omitempty"`
	// Providers are the names that it has read, in its order.
	Providers []string `json:"providers,omitempty"`
}

// The plugin package exports only RegisterCredentialProviderPlugins, which a process can call once.

//go:linkname readCredentialProviderConfig k8s.io/kubernetes/pkg/credentialprovider/plugin.readCredentialProviderConfig
func readCredentialProviderConfig(path string) (*kubeletconfig.CredentialProviderConfig, string, error)

//go:linkname validateCredentialProviderConfig k8s.io/kubernetes/pkg/credentialprovider/plugin.validateCredentialProviderConfig
func validateCredentialProviderConfig(config *kubeletconfig.CredentialProviderConfig, tokenGate bool) field.ErrorList

func runLoad() error {
	paths, err := readLines[configPath]()
	if err != nil {
		return err
	}
	results := make([]loaded, len(paths))
	for i, path := range paths {
		names, err := path.load()
		results[i].Providers = names
		if err != nil {
			results[i].Error = err.Error()
		}
	}
	return writeLines(results)
}

// load goes the way of RegisterCredentialProviderPlugins up to the registration.
func (p configPath) load() ([]string, error) {
	config, _, err := readCredentialProviderConfig(p.Path)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, provider := range config.Providers {
		names = append(names, provider.Name)
	}
	if errs := validateCredentialProviderConfig(config, p.Gate); len(errs) > 0 {
		return names, fmt.Errorf("failed to validate credential provider config: %v", errs.ToAggregate())
	}
	if p.BinDir == "" {
		return names, nil
	}
	for _, name := range names {
		if _, err := exec.LookPath(filepath.Join(p.BinDir, name)); err != nil {
			return names, err
		}
	}
	return names, nil
}
