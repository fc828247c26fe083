// What Google's IAM says through the metadata server, as on GKE for a service account of Kubernetes.

import type { SaidRefusal } from './call.ts';

/** Google's metadata server was sent nothing secret. On GKE it passes on what IAM says; its own refusals are pages. */
export function refusalOfIam(status: number, body: Buffer): SaidRefusal | undefined {
  const text = body.toString('utf8', 0, 2000).trim();
  const isIam =
    status >= 400 &&
    status < 500 &&
    status !== 429 &&
    (/\bIAM returned\b/.test(text) ||
      (status === 403 && /\bIAM\b|iam\.|iamcredentials|getAccessToken|PERMISSION_DENIED/.test(text)));
  if (!isIam || text.startsWith('<')) return undefined;
  return { codes: ['IAM'], message: text.replace(/\s+/g, ' ').slice(0, 300), hint: hintOfIam(text) };
}

function hintOfIam(text: string): string | undefined {
  if (/Identity Pool does not exist/i.test(text)) {
    return 'turn Workload Identity Federation for GKE on for the cluster of this node';
  }
  return /\bIAM returned 404\b|Gaia id not found/i.test(text)
    ? 'create the Google service account, or correct the annotation iam.gke.io/gcp-service-account'
    : undefined;
}
