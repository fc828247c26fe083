// Generated from schemas/credential-provider-response.schema.json by scripts/generate.mjs. Do not edit.

/**
 * What the kubelet reads from stdout (https://kubernetes.io/docs/reference/config-api/kubelet-credentialprovider.v1/). It refuses the whole response for one field that it does not know.
 */
export interface CredentialProviderResponse {
  /**
   * Version of the exec API, the same as in the request.
   */
  apiVersion:
    | 'credentialprovider.kubelet.k8s.io/v1'
    | 'credentialprovider.kubelet.k8s.io/v1beta1'
    | 'credentialprovider.kubelet.k8s.io/v1alpha1';
  /**
   * Kind of the object.
   */
  kind: 'CredentialProviderResponse';
  /**
   * For what else the kubelet may reuse the answer: the same image, or all images of the registry. Never `Global`, though the API knows it.
   */
  cacheKeyType: 'Image' | 'Registry';
  /**
   * How long the kubelet may reuse the answer, as Go writes durations; never negative, and always given, since without it the kubelet's default of hours holds.
   */
  cacheDuration: string;
  /**
   * Credentials by registry or image pattern. Empty: no credential is needed or known.
   */
  auth: {
    [k: string]: AuthConfig;
  };
}
/**
 * One credential.
 */
export interface AuthConfig {
  /**
   * The username.
   */
  username: string;
  /**
   * The password or token.
   */
  password: string;
}
