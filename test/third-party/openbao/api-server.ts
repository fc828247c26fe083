// What OpenBao's Kubernetes login asks an API server: whether a service account's token is good, and for which audience.
// https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/

import { createServer } from 'node:https';
import type { Authority } from '../../clouds/authority.ts';
import { type Listener, start } from '../../clouds/listener.ts';
import { audiencesOf, type TrustedIssuer, verifyOidcToken } from '../../clouds/oidc.ts';
import { type Answer, json, send } from '../../clouds/service.ts';

interface TokenReviewer {
  readonly issuer: TrustedIssuer;
  /** The API server's own audience, for which a token is if the request names none. */
  readonly audience: string;
  /** Who may ask. */
  readonly reviewerToken: string;
}

const PATH = '/apis/authentication.k8s.io/v1/tokenreviews';

export function listenForTokenReviews(authority: Authority, reviewer: TokenReviewer): Promise<Listener> {
  const { certificate: cert, key } = authority.issue(['127.0.0.1', 'localhost']);
  const server = createServer({ cert, key }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url, headers } = request;
    if (headers.authorization !== `Bearer ${reviewer.reviewerToken}`) {
      send(response, json(401, { kind: 'Status', apiVersion: 'v1', code: 401, message: 'Unauthorized' }));
    } else if (method !== 'POST' || url !== PATH) {
      send(response, json(404, { kind: 'Status', apiVersion: 'v1', code: 404, message: 'not found' }));
    } else {
      send(response, await review(JSON.parse(Buffer.concat(chunks).toString('utf8')), reviewer));
    }
  });
  return start(server, 'https://127.0.0.1');
}

interface TokenReview {
  readonly spec: { readonly token: string; readonly audiences?: readonly string[] };
}

async function review({ spec }: TokenReview, { issuer, audience }: TokenReviewer): Promise<Answer> {
  const { problem, claims } = await verifyOidcToken(spec.token, [issuer], new Date());
  const asked = spec.audiences ?? [audience];
  const audiences = audiencesOf(claims).filter((one) => asked.includes(one));
  const { namespace, serviceaccount } = (claims['kubernetes.io'] ?? {}) as {
    readonly namespace?: string;
    readonly serviceaccount?: { readonly uid: string };
  };
  const status =
    problem !== undefined
      ? { error: `[invalid bearer token, ${problem}]` }
      : audiences.length === 0
        ? { error: `[invalid bearer token, token audiences ${JSON.stringify(claims.aud)} is invalid]` }
        : {
            authenticated: true,
            audiences,
            user: {
              username: claims.sub,
              uid: serviceaccount?.uid,
              groups: [
                'system:serviceaccounts',
                `system:serviceaccounts:${namespace}`,
                'system:authenticated',
              ],
            },
          };
  return json(201, { kind: 'TokenReview', apiVersion: 'authentication.k8s.io/v1', spec, status });
}
