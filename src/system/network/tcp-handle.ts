// TCP to an address by the handles that node:net itself is built on. Loading node:net with the streams below it, and
// running these for the first time, takes a fifth of what an empty script takes; a metadata service needs none of it.
// docs/decisions/0018-nodes-parser-without-its-client.md

import { getSystemErrorName } from 'node:util';
import { closedEarly, Wire } from './wire.ts';

declare const process: { readonly binding?: (name: string) => unknown };

/** What is used of `tcp_wrap`. Numbers are zero, or an error of the system's below it. */
interface TcpBinding {
  readonly TCP: new (kind: number) => TcpHandle;
  readonly TCPConnectWrap: new () => { oncomplete: (status: number) => void };
  readonly constants: { readonly SOCKET: number };
}

interface TcpHandle {
  readonly connect: (request: object, address: string, port: number) => number;
  readonly connect6: (request: object, address: string, port: number) => number;
  readonly setNoDelay: (on: boolean) => number;
  readonly readStart: () => number;
  readonly writeBuffer: (request: object, bytes: Uint8Array) => number;
  readonly ref: () => void;
  readonly unref: () => void;
  readonly close: () => void;
  /** Bytes that the system has not taken. */
  readonly writeQueueSize: number;
  onread: (bytes: ArrayBuffer | undefined) => void;
}

/** And of `stream_wrap`: what a call of a handle's is about stands in numbers beside it. */
interface StreamBinding {
  readonly WriteWrap: new () => { oncomplete: (status: number) => void; bytes: Uint8Array };
  readonly streamBaseState: Readonly<Record<number, number>>;
  readonly kReadBytesOrError: number;
  readonly kArrayBufferOffset: number;
}

type Handles = TcpBinding & StreamBinding;

/** Undefined: this runtime does not give them away. */
export function findHandles(): Handles | undefined {
  try {
    const handles = {
      ...(process.binding?.('tcp_wrap') as TcpBinding | undefined),
      ...(process.binding?.('stream_wrap') as StreamBinding | undefined),
    };
    return isComplete(handles) ? handles : undefined;
  } catch {
    return undefined;
  }
}

function isComplete(found: Partial<Handles>): found is Handles {
  const { TCP, TCPConnectWrap, WriteWrap, constants, streamBaseState, kReadBytesOrError } = found;
  return (
    [TCP, TCPConnectWrap, WriteWrap].every((each) => typeof each === 'function') &&
    [constants?.SOCKET, kReadBytesOrError, found.kArrayBufferOffset].every(Number.isInteger) &&
    streamBaseState !== undefined
  );
}

/**
 * @param host an IP address
 * @throws the signal's reason, or an error with the system's code
 */
export async function connectHandle(
  handles: Handles,
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<Wire> {
  const handle = new handles.TCP(handles.constants.SOCKET);
  const wire = new Wire(({ bytes, end, failed }) => {
    handle.onread = (buffer) => {
      const count = handles.streamBaseState[handles.kReadBytesOrError] ?? 0;
      if (count > 0 && buffer !== undefined) {
        bytes(Buffer.from(buffer, handles.streamBaseState[handles.kArrayBufferOffset], count));
      } else if (count < 0) {
        const error = errorOf(count);
        if (error.code === 'EOF') end();
        else failed(error);
      }
    };
    return {
      read: () => failedUnless(handle.readStart()),
      write(sent) {
        const request = new handles.WriteWrap();
        request.oncomplete = failedUnless;
        request.bytes = sent; // the system may not have taken them all when the call returns
        failedUnless(handle.writeBuffer(request, sent));
      },
      isSent: () => handle.writeQueueSize === 0,
      close: () => handle.close(),
      hold: (held) => (held ? handle.ref() : handle.unref()),
    };

    function failedUnless(status: number): void {
      if (status < 0) failed(errorOf(status));
    }
  });
  await new Promise<void>((resolve, reject) => {
    const arrived = (status: number) => {
      if (status < 0) {
        wire.close();
        reject(errorOf(status));
      } else if (wire.isOpen) {
        handle.setNoDelay(true);
        resolve();
      } else {
        reject(closedEarly());
      }
    };
    const end = () => {
      wire.close();
      reject(signal.reason);
    };
    signal.addEventListener('abort', end, { once: true });
    const request = Object.assign(new handles.TCPConnectWrap(), { oncomplete: arrived });
    const begin = host.includes(':') ? handle.connect6 : handle.connect;
    const status = begin.call(handle, request, host, port);
    if (status < 0) arrived(status);
  });
  return wire;
}

function errorOf(status: number): Error & { readonly code: string } {
  const code = getSystemErrorName(status);
  return Object.assign(new Error(code), { code });
}
