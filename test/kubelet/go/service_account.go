package main

import (
	"crypto"
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// apiServer stands in for one: any service account exists. Without a key of its own, its tokens are signed by one of
// no worth.
type apiServer struct {
	issuer string
	key    *rsa.PrivateKey
	keyID  string
	// Of service accounts, by namespace/name.
	annotations map[string]map[string]string
}

// newAPIServer reads the key: PEM of PKCS #8. An empty path is none.
func newAPIServer(issuer, keyFile string, pulls []pull) (*apiServer, error) {
	server := &apiServer{issuer: issuer, annotations: map[string]map[string]string{}}
	for _, p := range pulls {
		if p.Annotations != nil {
			server.annotations[p.Namespace+"/"+p.ServiceAccount] = p.Annotations
		}
	}
	if keyFile == "" {
		return server, nil
	}
	text, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%s: no PEM", keyFile)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s: no RSA key", keyFile)
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return nil, err
	}
	// As the API server names its keys.
	digest := sha256.Sum256(public)
	server.key, server.keyID = key, base64.RawURLEncoding.EncodeToString(digest[:])
	return server, nil
}

func (s *apiServer) getServiceAccount(namespace, name string) (*corev1.ServiceAccount, error) {
	return &corev1.ServiceAccount{
		ObjectMeta: metav1.ObjectMeta{
			Namespace:   namespace,
			Name:        name,
			UID:         types.UID(namespace + "-" + name + "-uid"),
			Annotations: s.annotations[namespace+"/"+name],
		},
	}, nil
}

func (s *apiServer) issueToken(namespace, name string, request *authenticationv1.TokenRequest) (*authenticationv1.TokenRequest, error) {
	now := time.Now()
	expires := now.Add(time.Hour)
	token, err := s.sign(map[string]any{
		"iss": s.issuer,
		"sub": "system:serviceaccount:" + namespace + ":" + name,
		"aud": request.Spec.Audiences,
		"iat": now.Unix(),
		"nbf": now.Unix(),
		"exp": expires.Unix(),
		"kubernetes.io": map[string]any{
			"namespace":      namespace,
			"serviceaccount": map[string]string{"name": name, "uid": namespace + "-" + name + "-uid"},
			"pod":            map[string]string{"name": "pod", "uid": "pod-uid"},
		},
	})
	if err != nil {
		return nil, err
	}
	issued := request.DeepCopy()
	issued.Status = authenticationv1.TokenRequestStatus{Token: token, ExpirationTimestamp: metav1.NewTime(expires)}
	return issued, nil
}

func (s *apiServer) sign(claims map[string]any) (string, error) {
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	encode := base64.RawURLEncoding.EncodeToString
	if s.key == nil {
		signed := encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode(payload)
		mac := hmac.New(sha256.New, []byte("test"))
		mac.Write([]byte(signed))
		return signed + "." + encode(mac.Sum(nil)), nil
	}
	signed := encode([]byte(`{"alg":"RS256","kid":"`+s.keyID+`"}`)) + "." + encode(payload)
	digest := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(nil, s.key, crypto.SHA256, digest[:])
	return signed + "." + encode(signature), err
}
