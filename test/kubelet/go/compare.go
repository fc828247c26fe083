package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"reflect"
	"time"

	"golang.org/x/net/http/httpproxy"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/credentialprovider"
	"k8s.io/kubernetes/pkg/util/parsers"
)

// question is one line of `harness compare`: exactly one of its fields is set.
type question struct {
	// Match: does the pattern match the image?
	Match *struct{ Pattern, Image string }
	// Image: which name does the kubelet ask for?
	Image *string
	// Key: as what does the keyring keep this auth key?
	Key *string
	// Keyring: in which order are these auth keys tried for the image?
	Keyring *struct {
		Keys  []string
		Image string
	}
	// Duration: how many nanoseconds is this text?
	Duration *string
	// NodeConfig: what does a docker config in this directory hold for the image, read as the node's own?
	NodeConfig *struct{ Dir, Image string }
	// Proxy: host and port of the proxy that an https URL is asked through, given HTTPS_PROXY and NO_PROXY?
	Proxy *struct{ URL, Proxy, NoProxy string }
	// Object: does this manifest decode strictly as an object of rbac.authorization.k8s.io?
	Object *string
	// OwnConfig: does the kubelet start with this file of --config, or with this drop-in of --config-dir?
	OwnConfig *struct {
		Path   string
		DropIn bool
	}
}

type answer struct {
	Matched     bool         `json:"matched,omitempty"`
	Name        string       `json:"name,omitempty"`
	Key         *string      `json:"key,omitempty"`
	Keys        []string     `json:"keys,omitempty"`
	Nanoseconds string       `json:"nanoseconds,omitempty"`
	Credentials []credential `json:"credentials,omitempty"`
	JSON        string       `json:"json,omitempty"`
	Error       string       `json:"error,omitempty"`
}

type credential struct {
	Username string `json:"username"`
	Password string `json:"password"`
}

func runCompare() error {
	// Every bad auth key is logged; the tests ask about thousands.
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)

	questions, err := readLines[question]()
	if err != nil {
		return err
	}
	answers := make([]answer, 0, len(questions))
	for _, q := range questions {
		a, err := q.answer()
		if err != nil {
			a.Error = err.Error()
		}
		answers = append(answers, a)
	}
	return writeLines(answers)
}

func (q question) answer() (answer, error) {
	switch {
	case q.Match != nil:
		matched, err := credentialprovider.URLsMatchStr(q.Match.Pattern, q.Match.Image)
		return answer{Matched: matched}, err
	case q.Image != nil:
		name, _, _, err := parsers.ParseImageName(*q.Image)
		return answer{Name: name}, err
	case q.Key != nil:
		return answer{Key: storedKey(*q.Key)}, nil
	case q.Keyring != nil:
		return answer{Keys: lookupOrder(q.Keyring.Keys, q.Keyring.Image)}, nil
	case q.Duration != nil:
		duration, err := time.ParseDuration(*q.Duration)
		// As text, since JavaScript reads a JSON number as a double.
		return answer{Nanoseconds: fmt.Sprint(duration.Nanoseconds())}, err
	case q.NodeConfig != nil:
		credentials, err := nodeCredentials(q.NodeConfig.Dir, q.NodeConfig.Image)
		return answer{Credentials: credentials}, err
	case q.Proxy != nil:
		proxy, err := proxyFor(q.Proxy.URL, q.Proxy.Proxy, q.Proxy.NoProxy)
		return answer{Name: proxy}, err
	case q.Object != nil:
		text, err := decodeRBAC(*q.Object)
		return answer{JSON: text}, err
	case q.OwnConfig != nil:
		return answer{}, loadOwnConfig(q.OwnConfig.Path, q.OwnConfig.DropIn)
	}
	return answer{}, fmt.Errorf("empty question")
}

func proxyFor(target, proxy, noProxy string) (string, error) {
	parsed, err := url.Parse(target)
	if err != nil {
		return "", err
	}
	config := httpproxy.Config{HTTPSProxy: proxy, NoProxy: noProxy}
	chosen, err := config.ProxyFunc()(parsed)
	if chosen == nil || err != nil {
		return "", err
	}
	return chosen.Host, nil
}

// storedKey is the key of the keyring's index, which is not exported; nil when Add ignored it.
func storedKey(key string) *string {
	keyring := &credentialprovider.BasicDockerKeyring{}
	keyring.Add(nil, credentialprovider.DockerConfig{key: {}})
	index := reflect.ValueOf(keyring).Elem().FieldByName("index")
	if index.Len() == 0 {
		return nil
	}
	stored := index.Index(0).String()
	return &stored
}

// lookupOrder gives the keys in the order of their credentials; each credential's user name is its key.
func lookupOrder(keys []string, image string) []string {
	config := credentialprovider.DockerConfig{}
	for _, key := range keys {
		config[key] = credentialprovider.DockerConfigEntry{Username: key}
	}
	keyring := &credentialprovider.BasicDockerKeyring{}
	keyring.Add(nil, config)
	var order []string
	found, _ := keyring.Lookup(image)
	for _, c := range found {
		order = append(order, c.Username)
	}
	return order
}

// nodeCredentials does with config.json or .dockercfg what the kubelet does with its own.
func nodeCredentials(dir, image string) ([]credential, error) {
	config, err := credentialprovider.ReadDockerConfigJSONFile([]string{dir})
	if err != nil {
		config, err = credentialprovider.ReadDockercfgFile([]string{dir})
	}
	if err != nil {
		return nil, err
	}
	name, _, _, err := parsers.ParseImageName(image)
	if err != nil {
		return nil, err
	}
	keyring := &credentialprovider.BasicDockerKeyring{}
	keyring.Add(nil, config)
	found, _ := keyring.Lookup(name)
	return credentialsOf(found), nil
}

func credentialsOf(found []credentialprovider.TrackedAuthConfig) []credential {
	credentials := make([]credential, 0, len(found))
	for _, c := range found {
		credentials = append(credentials, credential{c.Username, c.Password})
	}
	return credentials
}

// decodeRBAC gives the object as JSON.
func decodeRBAC(manifest string) (string, error) {
	scheme := runtime.NewScheme()
	if err := rbacv1.AddToScheme(scheme); err != nil {
		return "", err
	}
	codecs := serializer.NewCodecFactory(scheme, serializer.EnableStrict)
	object, _, err := codecs.UniversalDeserializer().Decode([]byte(manifest), nil, nil)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(object)
	return string(text), err
}
