// Audiences of service account tokens that belong to services which let their bearer in. Whoever is shown a token with one
// of them can use it there.

import { quote } from '../escape.ts';

/** Of AKS's identity bindings: https://github.com/Azure/AgentBaker writes it for acr-credential-provider. */
export const AKS_BINDING_AUDIENCE = 'api://AKSIdentityBinding';

/** Of the API server by default: kubeadm's, and what distributions use, beside the issuer of the cluster. */
const API_SERVER = /^(?:https:\/\/)?kubernetes\.default(?:\.svc(?:\.[-.a-z0-9]+)?)?(?::[0-9]+)?\/?$/i;

/** The same of AKS, which has it with quotes too: https://learn.microsoft.com/azure/aks/use-oidc-issuer */
const AKS_API_SERVER = /^"?(?:https:\/\/)?[-.a-z0-9]+\.azmk8s\.io"?(?::443)?\/?$/i;

/** Azure's own services, as Entra ID names them in the tokens that it gives a managed identity for them. */
const AZURE_RESOURCE = new RegExp(
  `^https://(?:[-a-z0-9]+\\.)*(?:${[
    '(?:management|storage|vault)\\.azure\\.(?:com|net|cn)',
    '(?:core|graph|database|servicebus)\\.windows\\.net',
    '(?:management|core|vault|database)\\.(?:usgovcloudapi\\.net|chinacloudapi\\.cn)',
    '(?:graph\\.microsoft\\.(?:com|us)|microsoftgraph\\.chinacloudapi\\.cn)',
  ].join('|')})(?::443)?(?:/|$)`,
  'i',
);

const OWNERS: readonly (readonly [form: RegExp, owner: string])[] = [
  [API_SERVER, 'the Kubernetes API server'],
  [/^(?:k3s|rke2)$/i, 'the Kubernetes API server'],
  [AKS_API_SERVER, 'the Kubernetes API server'],
  [/^sts\.amazonaws\.com(?:\.cn)?$/i, 'AWS'],
  [/^pods\.eks\.amazonaws\.com$/i, 'AWS'],
  [/^api:\/\/AzureADTokenExchange(?:USGov|China)?$/i, 'Azure'],
  [/^api:\/\/AKSIdentityBinding$/i, 'Azure'],
  [AZURE_RESOURCE, 'Azure'],
  [/^[-.a-z0-9:]+\.svc\.id\.goog$/i, 'Google Cloud'],
  [/^identitynamespace:/i, 'Google Cloud'],
  [/^(?:https?:)?\/\/iam\.googleapis\.com\//i, 'Google Cloud'],
  // RRSA: https://www.alibabacloud.com/help/ack/ack-managed-and-ack-dedicated/user-guide/use-rrsa-to-authorize-pods-to-access-different-cloud-services
  [/^sts\.aliyuncs\.com$/i, 'Alibaba Cloud'],
  [/^sts\.cloud\.tencent\.com$/i, 'Tencent Cloud'],
];

/**
 * Of an audience that a rule names and that has an owner: what is wrong with it.
 * @param who is sent the token
 */
export function notTheOwners(audience: string, owner: string, who = 'the registry'): string {
  return `expected an audience of ${who}'s own, got ${quote(audience)}: ${who} could use such a token at ${owner}`;
}

/** Who takes tokens with the audience, for a message; undefined: none of these. */
export function ownerOfAudience(audience: string): string | undefined {
  return OWNERS.find(([form]) => form.test(audience))?.[1];
}
