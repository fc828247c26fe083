// Command render turns charts and kustomizations into objects, with Helm's and kustomize's own code: questions as JSON lines
// on stdin, an answer on a line of stdout for each, in order.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	chart3 "helm.sh/helm/v3/pkg/chart/loader"
	values3 "helm.sh/helm/v3/pkg/chartutil"
	engine3 "helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v4/pkg/chart/common"
	values4 "helm.sh/helm/v4/pkg/chart/common/util"
	chart4 "helm.sh/helm/v4/pkg/chart/v2/loader"
	engine4 "helm.sh/helm/v4/pkg/engine"
	"k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// question is about a kustomization or about a chart.
type question struct {
	Kustomization string         `json:"kustomization"`
	Chart         string         `json:"chart"`
	Helm          string         `json:"helm"` // v3 or v4
	Release       string         `json:"release"`
	Namespace     string         `json:"namespace"`
	Values        map[string]any `json:"values"`
}

type answer struct {
	Objects []any  `json:"objects,omitempty"`
	Notes   string `json:"notes,omitempty"`
	Error   string `json:"error,omitempty"`
}

func main() {
	decoder := json.NewDecoder(os.Stdin)
	encoder := json.NewEncoder(os.Stdout)
	for {
		var asked question
		err := decoder.Decode(&asked)
		if errors.Is(err, io.EOF) {
			return
		}
		if err == nil {
			err = encoder.Encode(answerTo(asked))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "render:", err)
			os.Exit(1)
		}
	}
}

func answerTo(asked question) answer {
	result, err := render(asked)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return result
}

func render(asked question) (answer, error) {
	if asked.Kustomization != "" {
		resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), asked.Kustomization)
		if err != nil {
			return answer{}, err
		}
		text, err := resources.AsYaml()
		if err != nil {
			return answer{}, err
		}
		objects, err := objectsOf(text)
		return answer{Objects: objects}, err
	}
	templates, err := map[string]func(question) (map[string]string, error){"v3": renderWithHelm3, "v4": renderWithHelm4}[asked.Helm](asked)
	if err != nil {
		return answer{}, err
	}
	var result answer
	for _, name := range sortedKeys(templates) {
		if strings.HasSuffix(name, "/NOTES.txt") {
			result.Notes = templates[name]
			continue
		}
		objects, err := objectsOf([]byte(templates[name]))
		if err != nil {
			return answer{}, fmt.Errorf("%s: %w", name, err)
		}
		result.Objects = append(result.Objects, objects...)
	}
	return result, nil
}

func renderWithHelm3(asked question) (map[string]string, error) {
	chart, err := chart3.Load(asked.Chart)
	if err != nil {
		return nil, err
	}
	release := values3.ReleaseOptions{Name: asked.Release, Namespace: asked.Namespace, Revision: 1, IsInstall: true}
	values, err := values3.ToRenderValues(chart, asked.Values, release, values3.DefaultCapabilities)
	if err != nil {
		return nil, err
	}
	return engine3.Engine{Strict: true}.Render(chart, values)
}

func renderWithHelm4(asked question) (map[string]string, error) {
	chart, err := chart4.Load(asked.Chart)
	if err != nil {
		return nil, err
	}
	release := common.ReleaseOptions{Name: asked.Release, Namespace: asked.Namespace, Revision: 1, IsInstall: true}
	values, err := values4.ToRenderValues(chart, asked.Values, release, common.DefaultCapabilities)
	if err != nil {
		return nil, err
	}
	return engine4.Engine{Strict: true}.Render(chart, values)
}

// objectsOf reads the documents as the API server would get them: as JSON.
func objectsOf(text []byte) ([]any, error) {
	var objects []any
	decoder := yaml.NewYAMLToJSONDecoder(bytes.NewReader(text))
	for {
		var object any
		if err := decoder.Decode(&object); errors.Is(err, io.EOF) {
			return objects, nil
		} else if err != nil {
			return nil, err
		}
		if object != nil {
			objects = append(objects, object)
		}
	}
}

func sortedKeys(texts map[string]string) []string {
	var keys []string
	for key := range texts {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
