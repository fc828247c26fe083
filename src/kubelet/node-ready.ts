// What the API server says of this node: its condition Ready, asked for as the kubelet itself.
// https://kubernetes.io/docs/reference/node/node-status/#condition

import { parseObject } from '../json.ts';
import { askWithCertificate } from '../system/certified-request.ts';
import type { ApiServer } from './kubeconfig.ts';

export type NodeReady =
  | {
      readonly seen: true;
      readonly ready: boolean;
      /** When the kubelet last said so, in milliseconds since the epoch, to the second. */
      readonly heartbeat: number;
      /** Of a node that is not: the condition's own words. */
      readonly reason: string;
    }
  | { readonly seen: false; readonly why: string };

/** A kubelet that has just begun may be slow to be answered too. */
const TIMEOUT_MS = 5_000;

/** Never throws but the signal's reason. */
export async function askWhetherReady(
  { url, ...identity }: ApiServer,
  node: string,
  signal: AbortSignal,
): Promise<NodeReady> {
  const request = {
    ...identity,
    url: `${url}/api/v1/nodes/${encodeURIComponent(node)}`,
    timeoutMs: TIMEOUT_MS,
  };
  try {
    const { status, body } = await askWithCertificate(request, signal);
    return status === 200
      ? readCondition(body)
      : { seen: false, why: `the API server at ${url} answered ${status} for node ${node}` };
  } catch (error) {
    signal.throwIfAborted();
    return {
      seen: false,
      why: `the request to the API server at ${url} failed (${(error as Error).message})`,
    };
  }
}

interface Condition {
  readonly type?: unknown;
  readonly status?: unknown;
  readonly lastHeartbeatTime?: unknown;
  readonly reason?: unknown;
  readonly message?: unknown;
}

function readCondition(body: string): NodeReady {
  const unclear = { seen: false, why: 'the response of the API server is not a Node' } as const;
  const node: { readonly status?: { readonly conditions?: unknown } | null } | undefined = parseObject(body);
  if (node === undefined) {
    return unclear;
  }
  const conditions = node.status?.conditions;
  const ready = Array.isArray(conditions)
    ? (conditions as (Condition | null)[]).find((condition) => condition?.type === 'Ready')
    : undefined;
  if (ready === undefined || ready === null) {
    return { ...unclear, why: 'the Node has no condition Ready yet' };
  }
  const { status, lastHeartbeatTime, reason, message } = ready;
  const heartbeat = typeof lastHeartbeatTime === 'string' ? Date.parse(lastHeartbeatTime) : Number.NaN;
  return {
    seen: true,
    ready: status === 'True',
    heartbeat: Number.isNaN(heartbeat) ? 0 : heartbeat,
    reason: [reason, message].filter((part) => typeof part === 'string' && part !== '').join(': '),
  };
}
