package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// These two stand in for the API server: any service account exists, and its token is signed by a key of no worth.

func getServiceAccount(namespace, name string) (*corev1.ServiceAccount, error) {
	return &corev1.ServiceAccount{
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name, UID: types.UID(namespace + "-" + name + "-uid")},
	}, nil
}

func issueToken(namespace, name string, request *authenticationv1.TokenRequest) (*authenticationv1.TokenRequest, error) {
	now := time.Now()
	expires := now.Add(time.Hour)
	token, err := sign(map[string]any{
		"iss": "https://kubernetes.default.svc.cluster.local",
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

func sign(claims map[string]any) (string, error) {
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	encode := base64.RawURLEncoding.EncodeToString
	signed := encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode(payload)
	mac := hmac.New(sha256.New, []byte("test"))
	mac.Write([]byte(signed))
	return signed + "." + encode(mac.Sum(nil)), nil
}
