// What lets nodes request service account tokens for an audience, as objects of the API server.
// https://kubernetes.io/docs/reference/access-authn-authz/node/

import { escapeJson } from '../escape.ts';
import { sha256 } from '../sha256.ts';
import { NAME } from '../version.ts';

const DIGITS = 8;

/** Of this audience alone, beside whatever is granted already. */
export function grantOfAudience(audience: string): string {
  return grantText(
    `${NAME}-audience-${sha256(audience).slice(0, DIGITS)}`,
    `${audienceRule(escapeJson(JSON.stringify(audience)))}\n`,
  );
}

/** @param resource the audience, in quotes */
export function audienceRule(resource: string): string {
  return `  - apiGroups: [""]
    resources: [${resource}]
    verbs: ["request-serviceaccounts-token-audience"]`;
}

/** @param rules of the role, each with its line end */
export function grantText(name: string, rules: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: ${name}
rules:
${rules}---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ${name}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: ${name}
subjects:
  # Every node: the API server itself checks which Pods run on a node, and so
  # which tokens it may request.
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: system:nodes
`;
}
