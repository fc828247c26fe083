// Generated from schemas/credential-provider-request.schema.json by scripts/generate.mjs. Do not edit.

/**
 * What the kubelet writes on stdin (https://kubernetes.io/docs/reference/config-api/kubelet-credentialprovider.v1/). Fields that a later kubelet may add are let through.
 */
export interface CredentialProviderRequest {
  /**
   * Version of the exec API; the response has the same.
   */
  apiVersion:
    | 'credentialprovider.kubelet.k8s.io/v1'
    | 'credentialprovider.kubelet.k8s.io/v1beta1'
    | 'credentialprovider.kubelet.k8s.io/v1alpha1';
  /**
   * Kind of the object.
   */
  kind: 'CredentialProviderRequest';
  /**
   * Full name of the image that is pulled, without tag and digest.
   */
  image: string;
  /**
   * Token of the Pod's service account, when the kubelet is configured to give it.
   */
  serviceAccountToken?: string;
  /**
   * Those annotations of the service account that the kubelet is configured to give.
   */
  serviceAccountAnnotations?: {
    [k: string]: string;
  };
  [k: string]: unknown;
}
