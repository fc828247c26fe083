// Command azure reads texts as cloud-provider-azure's loader reads its configuration, azure.json: JSON lines of text on
// stdin, one JSON line for each on stdout, with what its struct then holds or why it is refused.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"sigs.k8s.io/yaml"
)

// config has the fields that choose an identity or a cloud, embedded as they are there:
// https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/azclient/auth_conf.go and arm_conf.go
type config struct {
	client   `json:",inline"`
	identity `json:",inline"`
}

type client struct {
	Cloud    string `json:"cloud,omitempty"`
	TenantID string `json:"tenantId,omitempty"`
}

type identity struct {
	AADClientID                           string `json:"aadClientId,omitempty"`
	AADClientSecret                       string `json:"aadClientSecret,omitempty"`
	AADClientCertPath                     string `json:"aadClientCertPath,omitempty"`
	UseManagedIdentityExtension           bool   `json:"useManagedIdentityExtension,omitempty"`
	UserAssignedIdentityID                string `json:"userAssignedIdentityID,omitempty"`
	AADFederatedTokenFile                 string `json:"aadFederatedTokenFile,omitempty"`
	UseFederatedWorkloadIdentityExtension bool   `json:"useFederatedWorkloadIdentityExtension,omitempty"`
}

type answer struct {
	Error  string  `json:"error,omitempty"`
	Config *config `json:"config,omitempty"`
}

func main() {
	decoder := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	encoder := json.NewEncoder(out)
	for decoder.More() {
		var text string
		if err := decoder.Decode(&text); err != nil {
			exit(err)
		}
		if err := encoder.Encode(read([]byte(text))); err != nil {
			exit(err)
		}
	}
	if err := out.Flush(); err != nil {
		exit(err)
	}
}

// read does what YamlByteLoader.Load does:
// https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/azclient/configloader/loader_yaml.go
func read(text []byte) answer {
	decoded := &config{}
	if err := yaml.Unmarshal(bytes.TrimSpace(text), decoded); err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Config: decoded}
}

func exit(err error) {
	fmt.Fprintln(os.Stderr, "azure:", err)
	os.Exit(1)
}
