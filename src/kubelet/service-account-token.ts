// What the kubelet asks the API server for before it runs a plugin with a token: the service account, and a token of it that
// is bound to a Pod. Asked by the node's own certificate, it shows which right the node lacks.
// https://kubernetes.io/docs/reference/access-authn-authz/node/
// https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/

import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { isObject, type JsonObject, parseObject } from '../json.ts';
import { isJwt } from '../protocol/jwt-claims.ts';
import { Secret } from '../secret.ts';
import { askWithCertificate } from '../system/certified-request.ts';
import type { ApiServer } from './kubeconfig.ts';

export interface AccountName {
  readonly namespace: string;
  readonly name: string;
}

export interface AccountFacts {
  readonly uid: string;
  readonly annotations: ReadonlyMap<string, string>;
}

const TIMEOUT_MS = 10_000;

/** The node as the API server knows it. */
export interface NodeAtServer {
  readonly server: ApiServer;
  readonly node: string;
}

/** @throws {ProviderError} the signal's reason */
export async function readServiceAccount(
  { server }: NodeAtServer,
  { namespace, name }: AccountName,
  signal: AbortSignal,
): Promise<AccountFacts> {
  const what = `service account ${namespace}/${name}`;
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`;
  const { metadata } = await ask(server, { what, path, remedyOf: accountRemedy }, signal);
  const { uid, annotations } = isObject(metadata) ? metadata : {};
  const pairs = Object.entries(isObject(annotations) ? annotations : {});
  return {
    uid: typeof uid === 'string' ? uid : '',
    annotations: new Map(
      pairs.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])),
    ),
  };
}

/** A token as the kubelet gets it for a Pod of the account on this node. @throws {ProviderError} the signal's reason */
export async function requestToken(
  at: NodeAtServer,
  account: AccountName & { readonly uid: string },
  audience: string,
  signal: AbortSignal,
): Promise<Secret> {
  const { namespace, name, uid } = account;
  const pod = await findPod(at, account, signal);
  const answer = await ask(
    at.server,
    {
      what: `token of service account ${namespace}/${name} for audience ${quote(audience)}`,
      path: `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
      body: JSON.stringify({
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        metadata: { uid },
        spec: { audiences: [audience], boundObjectRef: { apiVersion: 'v1', kind: 'Pod', ...pod } },
      }),
      remedyOf: tokenRemedy,
      refusalOf: (error, message) =>
        AUDIENCE_REFUSED.test(message) ? new AudienceNotGranted(audience, error) : error,
    },
    signal,
  );
  const token = isObject(answer.status) ? answer.status.token : undefined;
  if (typeof token !== 'string' || !isJwt(token)) {
    throw new ProviderError('the API server answered a request for a token with something else', {
      code: 'RESPONSE_INVALID',
      hint: 'give a token with --token-file',
    });
  }
  return new Secret(token);
}

/** A node gets a token only for a Pod that runs on it. */
async function findPod(
  { server, node }: NodeAtServer,
  { namespace, name }: AccountName,
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly uid: string }> {
  const selector = encodeURIComponent(`spec.nodeName=${node},spec.serviceAccountName=${name}`);
  const what = `Pods of service account ${namespace}/${name} on node ${node}`;
  const path = `/api/v1/namespaces/${namespace}/pods?fieldSelector=${selector}&limit=5`;
  const { items } = await ask(server, { what, path, remedyOf: () => OTHERWISE }, signal);
  const pods = (Array.isArray(items) ? items : []).map((pod) => (isObject(pod) ? pod.metadata : undefined));
  for (const pod of pods) {
    if (isObject(pod) && typeof pod.name === 'string' && typeof pod.uid === 'string') {
      return { name: pod.name, uid: pod.uid };
    }
  }
  throw new ProviderError(
    `no Pod of service account ${namespace}/${name} is on node ${node}: a node may ask for a token only for a Pod that is bound to it`,
    { code: 'IDENTITY_UNAVAILABLE', hint: `start such a Pod on this node, or ${OTHERWISE}` },
  );
}

const OTHERWISE =
  'give a token with --token-file, from kubectl create token NAME --namespace NAMESPACE --audience AUDIENCE';

interface Question {
  /** For a message: what is asked for. */
  readonly what: string;
  readonly path: string;
  readonly body?: string;
  readonly remedyOf: (status: number, message: string) => string;
  /** The failure of that message, where it is another kind. */
  readonly refusalOf?: (error: ProviderError, message: string) => ProviderError;
}

/** Nodes may not request tokens with this audience. */
export class AudienceNotGranted extends ProviderError {
  readonly audience: string;

  constructor(audience: string, { message }: ProviderError) {
    super(message, {
      code: 'BACKEND_DENIED',
      hint: `grant the group system:nodes the verb request-serviceaccounts-token-audience on the resource ${quote(audience)}; this command shows the grant at its end, and generate rbac one for all rules`,
    });
    this.audience = audience;
  }
}

async function ask(
  { url, ...identity }: ApiServer,
  { what, path, body, remedyOf, refusalOf = (error) => error }: Question,
  signal: AbortSignal,
): Promise<JsonObject> {
  const request = { ...identity, url: `${url}${path}`, timeoutMs: TIMEOUT_MS };
  let answer: { readonly status: number; readonly body: string };
  try {
    answer = await askWithCertificate(body === undefined ? request : { ...request, body }, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new ProviderError(
      `${what}: the API server at ${url} cannot be asked (${(error as Error).message})`,
      {
        code: 'NETWORK_FAILED',
        hint: OTHERWISE,
      },
    );
  }
  const object = parseObject(answer.body) ?? {};
  if (answer.status === 200 || answer.status === 201) return object;
  const message = typeof object.message === 'string' ? object.message : '';
  const refused = new ProviderError(
    `${what}: the API server answered ${answer.status}${message === '' ? '' : `: ${quote(message, 400)}`}`,
    {
      code: answer.status === 404 ? 'BACKEND_NOT_FOUND' : 'BACKEND_DENIED',
      hint: remedyOf(answer.status, message),
    },
  );
  throw refusalOf(refused, message);
}

function accountRemedy(status: number): string {
  if (status === 404) return 'correct --service-account';
  return status === 403
    ? 'the API server lets a node read service accounts from Kubernetes 1.33 on; check that its certificate is of the group system:nodes and that the authorizer Node is on'
    : OTHERWISE;
}

/** 1.32 to 1.36, and 1.37, each in its words. */
const AUDIENCE_REFUSED =
  /not found in pod spec volume|not authorized to request tokens for (?:audience|this audience)/;

function tokenRemedy(status: number, message: string): string {
  if (/node requested token (?:not )?bound to a pod/.test(message)) {
    return 'the Pod has moved or ended: run it again';
  }
  return status === 404 ? 'the service account or the Pod was deleted: run it again' : OTHERWISE;
}
