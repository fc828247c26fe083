// A client of the API server: JSON over HTTPS, with a client certificate.
// https://kubernetes.io/docs/reference/using-api/api-concepts/
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Certificate } from './certificates.ts';
import { type Executed, execInContainer } from './exec.ts';

/** What every object has, and what its kind adds. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
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
  /**
   * What would come of creating it, all but its storage: unknown and repeated fields are errors.
   * https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run
   */
  tryToCreate(object: KubernetesObject): Promise<{ readonly warnings: readonly string[] }>;
  /** Makes it so, whether it is there or not: https://kubernetes.io/docs/reference/using-api/server-side-apply/ */
  apply(object: KubernetesObject): Promise<void>;
  /** Changes the fields of the patch and no others (RFC 7386). */
  patch<T>(path: string, patch: object): Promise<T>;
  delete(path: string, options?: object): Promise<void>;
  /** Runs a command in the only container of the Pod of that path. */
  exec(path: string, words: readonly string[]): Promise<Executed>;
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
  const exchange = async (method: string, path: string, body?: object, type = 'application/json') => {
    const content = body && JSON.stringify(body);
    // Of a deletion Node tells no length by itself, and the API server then sees no body.
    const length = content === undefined ? {} : { 'content-length': Buffer.byteLength(content) };
    const headers = { 'content-type': type, ...length };
    const options = { method, agent, headers, signal: AbortSignal.timeout(30_000) };
    const sent = request(new URL(path, url), options).end(content);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const answer = await text(response);
    const { statusCode = 0 } = response;
    if (statusCode < 200 || statusCode > 299) throw new Error(`${method} ${path}: ${statusCode} ${answer}`);
    return { answer, warnings: [response.headers.warning ?? []].flat() };
  };
  const send = async (...args: Parameters<typeof exchange>): Promise<string> =>
    (await exchange(...args)).answer;
  return {
    getText: (path) => send('GET', path),
    get: async (path) => JSON.parse(await send('GET', path)),
    post: async (path, body) => JSON.parse(await send('POST', path, body)),
    create: async (object) => {
      await send('POST', collectionOf(object), object);
    },
    tryToCreate: async (object) => {
      const path = `${collectionOf(object)}?dryRun=All&fieldValidation=Strict`;
      const { warnings } = await exchange('POST', path, object);
      return { warnings };
    },
    apply: async (object) => {
      const path = `${collectionOf(object)}/${object.metadata.name}?fieldManager=test&force=true`;
      await send('PATCH', path, object, 'application/apply-patch+yaml');
    },
    patch: async (path, patch) =>
      JSON.parse(await send('PATCH', path, patch, 'application/merge-patch+json')),
    delete: async (path, options) => {
      await send('DELETE', path, options);
    },
    exec: (path, words) => {
      const query = new URLSearchParams({ stdout: 'true', stderr: 'true' });
      for (const word of words) query.append('command', word);
      return execInContainer(new URL(`${path}/exec?${query}`, url), agent);
    },
  };
}

/** The path of the objects of its kind; of the kinds that the tests use, each plural is regular. */
function collectionOf({ apiVersion, kind, metadata: { namespace } }: KubernetesObject): string {
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const scope = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return `${group}${scope}/${kind.toLowerCase()}s`;
}
