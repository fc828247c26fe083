// What OpenBao asks an API server: by its Kubernetes login, whether a service account's token is good and for which
// audience; by its JWT login, with which keys it signs tokens.
// https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/
// https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery

import { createServer } from 'node:https';
import type { Authority } from '../../clouds/authority.ts';
import type { KeySet } from '../../clouds/jwt.ts';
import { type Listener, start } from '../../clouds/listener.ts';
import { audiencesOf, verifyOidcToken } from '../../clouds/oidc.ts';
import { type Answer, json, send } from '../../clouds/service.ts';

interface ApiServer {
  /** Of its tokens, beside its own URL. */
  readonly issuer: string;
  readonly keys: KeySet;
  /** Its own, for which a token must be if the request names none. */
  readonly audience: string;
  /** Of whom may ask for reviews. */
  readonly reviewerToken: string;
}

export async function listenAsApiServer(authority: Authority, settings: ApiServer): Promise<Listener> {
  const { certificate: cert, key } = authority.issue(['127.0.0.1']);
  let url = '';
  const server = createServer({ cert, key }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url: path, headers } = request;
    const answers: Readonly<Record<string, () => Answer | Promise<Answer>>> = {
      'GET /.well-known/openid-configuration': () =>
        json(200, {
          issuer: url,
          jwks_uri: `${url}/openid/v1/jwks`,
          response_types_supported: ['id_token'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        }),
      'GET /openid/v1/jwks': () => json(200, settings.keys),
      'POST /apis/authentication.k8s.io/v1/tokenreviews': () =>
        headers.authorization === `Bearer ${settings.reviewerToken}`
          ? review(JSON.parse(Buffer.concat(chunks).toString('utf8')), url, settings)
          : json(401, { kind: 'Status', apiVersion: 'v1', code: 401, message: 'Unauthorized' }),
    };
    const answer = answers[`${method} ${path}`];
    send(response, (await answer?.()) ?? json(404, { kind: 'Status', apiVersion: 'v1', code: 404 }));
  });
  const listener = await start(server, 'https://127.0.0.1');
  url = listener.url;
  return listener;
}

interface TokenReview {
  readonly spec: { readonly token: string; readonly audiences?: readonly string[] };
}

async function review(
  { spec }: TokenReview,
  url: string,
  { issuer, keys, audience }: ApiServer,
): Promise<Answer> {
  const issuers = [issuer, url].map((each) => ({ issuer: each, keys }));
  const { problem, claims } = await verifyOidcToken(spec.token, issuers, new Date());
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
