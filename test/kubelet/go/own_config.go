package main

import (
	"context"
	"fmt"

	kubeletconfig "k8s.io/kubernetes/pkg/kubelet/apis/config"
	"k8s.io/kubernetes/pkg/kubelet/kubeletconfig/configfiles"
	"k8s.io/kubernetes/pkg/util/filesystem"
)

// loadOwnConfig does with a file of --config, or with a drop-in of --config-dir, what the kubelet does at its start, but
// for the validation of its values.
func loadOwnConfig(path string, isDropIn bool) error {
	loader, err := configfiles.NewFsLoader(&filesystem.DefaultFs{}, path)
	if err != nil {
		return err
	}
	if isDropIn {
		_, gvk, err := loader.LoadIntoJSON()
		if err == nil && gvk.String() != "kubelet.config.k8s.io/v1beta1, Kind=KubeletConfiguration" {
			err = fmt.Errorf("unknown apiVersion/kind: %v", gvk.String())
		}
		return err
	}
	// Releases differ in whether a context is passed.
	switch loader := any(loader).(type) {
	case interface {
		Load() (*kubeletconfig.KubeletConfiguration, error)
	}:
		_, err = loader.Load()
	case interface {
		Load(context.Context) (*kubeletconfig.KubeletConfiguration, error)
	}:
		_, err = loader.Load(context.Background())
	default:
		err = fmt.Errorf("a loader of an unknown form")
	}
	return err
}
