// A client of the API server: JSON over HTTPS, with a client certificate.
// https://kubernetes.io/docs/reference/using-api/api-concepts/
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Certificate } from './certificates.ts';

/** What every object has, and what its kind adds. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface ApiClient {
  /** Of what is no JSON, such as a health check. */
  getText(path: string): Promise<string>;
  get<T>(path: string): Promise<T>;
  /** With the answer's body, as JSON. */
  post<T>(path: string, body: object): Promise<T>;
  /** Creates the object where its kind belongs. */
  create(object: KubernetesObject): Promise<void>;
}

/** Any status but 2xx is an error that tells the API server's reason. */
export async function createApiClient(
  url: string,
  authority: string,
  { certificate, key }: Certificate,
): Promise<ApiClient> {
  const agent = new Agent({
    ca: await readFile(authority),
    cert: await readFile(certificate),
    key: await readFile(key),
  });
  const send = async (method: string, path: string, body?: object): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const options = { method, agent, headers, signal: AbortSignal.timeout(30_000) };
    const sent = request(new URL(path, url), options).end(body && JSON.stringify(body));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const answer = await text(response);
    const { statusCode = 0 } = response;
    if (statusCode < 200 || statusCode > 299) throw new Error(`${method} ${path}: ${statusCode} ${answer}`);
    return answer;
  };
  return {
    getText: (path) => send('GET', path),
    get: async (path) => JSON.parse(await send('GET', path)),
    post: async (path, body) => JSON.parse(await send('POST', path, body)),
    create: async (object) => {
      await send('POST', collectionOf(object), object);
    },
  };
}

/** The path of the objects of its kind; of the kinds that the tests use, each plural is regular. */
function collectionOf({ apiVersion, kind, metadata: { namespace } }: KubernetesObject): string {
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const scope = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return `${group}${scope}/${kind.toLowerCase()}s`;
}
