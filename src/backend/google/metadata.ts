// What the metadata server says beside tokens: the node's project, and attributes of the instance.
// https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys

import { decodeUtf8 } from '../../system/utf8.ts';
import type { Caller, CloudCall } from '../cloud/call.ts';

export interface MetadataOptions {
  readonly caller: Caller;
  /** Scheme, host and port of the metadata server. */
  readonly endpoint: string;
}

const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
/** Of a project; a domain-scoped one's has its domain before it: `example.com:my-project`. */
const PROJECT_ID = new RegExp(
  `^(?:(?=[^:]{1,200}:)${LABEL}(?:\\.${LABEL})+:)?[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$`,
);

/** Id of the project of the node. @throws {ProviderError} */
export async function readProject(options: MetadataOptions): Promise<string> {
  const { text } = await read('project/project-id', options, (status, value) =>
    status === 200 && PROJECT_ID.test(value) ? { text: value } : undefined,
  );
  return text;
}

/** Undefined: the instance has no such attribute. @throws {ProviderError} */
export async function readAttribute(name: string, options: MetadataOptions): Promise<string | undefined> {
  const { text } = await read<{ readonly text?: string }>(
    `instance/attributes/${name}`,
    options,
    (status, value) => {
      if (status === 404) return {};
      return status === 200 ? { text: value } : undefined;
    },
  );
  return text;
}

async function read<T>(
  path: string,
  { endpoint, caller }: MetadataOptions,
  interpret: (status: number, text: string) => T | undefined,
): Promise<T> {
  const call: CloudCall = {
    step: path,
    service: 'metadata server',
    identity: 'this node',
    answer: 'text',
    requests: { kind: 'metadata' },
  };
  return caller.call(call, async (send) => {
    const { status, headers, body } = await send({
      method: 'GET',
      url: `${endpoint}/computeMetadata/v1/${path}`,
      headers: { 'Metadata-Flavor': 'Google' },
    });
    const text = decodeUtf8(body);
    // Whatever answers without it is no metadata server of Google's.
    return headers['metadata-flavor'] === 'Google' && text !== undefined
      ? interpret(status, text)
      : undefined;
  });
}
