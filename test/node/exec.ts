// A command in a container, as kubectl exec runs it: a WebSocket to the API server, which passes on to the kubelet, and that
// to the container runtime. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ (exec)
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type Agent, request } from 'node:https';
import type { Socket } from 'node:net';

export interface Executed {
  /** Of both streams, as a terminal shows them. */
  readonly text: string;
  readonly exit: number;
}

/** As kubectl's; the first byte of each message is its channel. */
const PROTOCOL = 'v5.channel.k8s.io';
const STDOUT = 1;
const STDERR = 2;
const STATUS = 3;

/** @param url of the Pod's `exec`, with the command in its query */
export async function execInContainer(url: URL, agent: Agent): Promise<Executed> {
  const sent = request(url, {
    agent,
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      'sec-websocket-protocol': PROTOCOL,
    },
    signal: AbortSignal.timeout(60_000),
  }).end();
  const refused = once(sent, 'response').then(async ([response]) => {
    const body = await (response as IncomingMessage).toArray();
    throw new Error(`${url.pathname}: ${(response as IncomingMessage).statusCode} ${body.join('')}`);
  });
  const [, socket, head] = (await Promise.race([once(sent, 'upgrade'), refused])) as [
    IncomingMessage,
    Socket,
    Buffer,
  ];
  let text = '';
  let status: ExecStatus | undefined;
  for await (const [channel, content] of messages(socket, head)) {
    if (channel === STDOUT || channel === STDERR) text += content.toString();
    if (channel === STATUS) {
      status = JSON.parse(content.toString());
      break;
    }
  }
  socket.destroy();
  if (status === undefined) throw new Error(`${url.pathname} ended without a status: ${text}`);
  const exit = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
  if (status.status !== 'Success' && exit === undefined) throw new Error(JSON.stringify(status));
  return { text, exit: Number(exit ?? 0) };
}

interface ExecStatus {
  readonly status: string;
  readonly details?: { readonly causes?: readonly { readonly reason: string; readonly message: string }[] };
}

/** The server's frames are whole messages and not masked: RFC 6455, 5.2. */
async function* messages(socket: Socket, head: Buffer): AsyncGenerator<readonly [number, Buffer]> {
  let rest = head;
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (let frame = firstFrame(rest); frame !== undefined; frame = firstFrame(rest)) {
      rest = rest.subarray(frame.end);
      if (frame.isClose) return;
      const [channel] = frame.payload;
      if (channel !== undefined) yield [channel, frame.payload.subarray(1)];
    }
  }
}

function firstFrame(bytes: Buffer): { payload: Buffer; end: number; isClose: boolean } | undefined {
  const short = (bytes[1] ?? 0) & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return undefined;
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const end = start + length;
  if (bytes.length < end) return undefined;
  return { payload: bytes.subarray(start, end), end, isClose: ((bytes[0] ?? 0) & 0x0f) === 8 };
}
