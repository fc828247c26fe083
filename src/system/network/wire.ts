// A connection as requests use it, one after the other: bytes out, bytes in, and its end.

import type { Socket } from 'node:net';

/** What becomes of a connection. After `end` and `failed` there is nothing more. */
interface WireListener {
  readonly bytes: (bytes: Buffer) => void;
  /** The peer will send no more. */
  readonly end: () => void;
  /** It was lost. */
  readonly failed: (error: Error) => void;
}

/** What the bytes go over. */
interface Transport {
  /** Nothing is read before; called once. */
  readonly read: () => void;
  readonly write: (bytes: Uint8Array) => void;
  /** Whether the system has taken all that was written. */
  readonly isSent: () => boolean;
  readonly close: () => void;
  /** Whether it keeps the process alive. */
  readonly hold: (held: boolean) => void;
}

export class Wire {
  readonly #transport: Transport;
  #listener: WireListener | undefined;
  #isReading = false;
  #isOpen = true;

  /** @param open is given whom to tell */
  constructor(open: (listener: WireListener) => Transport) {
    this.#transport = open({
      bytes: (bytes) => this.#listener?.bytes(bytes),
      end: () => this.#end((listener) => listener.end()),
      failed: (error) => this.#end((listener) => listener.failed(error)),
    });
  }

  /** False once either side has ended it. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** False where a peer has answered before it has read the request: what is left of that goes before the next one. */
  get isSent(): boolean {
    return this.#transport.isSent();
  }

  /** For the next request: only its listener is told from now on. */
  listen(listener: WireListener): void {
    this.#listener = listener;
    if (!this.#isOpen) {
      listener.failed(closedEarly());
      return;
    }
    this.#transport.hold(true);
    this.#read();
  }

  /** No request waits for anything: whatever comes ends it. It does not keep the process alive. */
  rest(): void {
    const close = () => this.close();
    this.#listener = { bytes: close, end: close, failed: close };
    if (!this.#isOpen) return;
    this.#transport.hold(false);
    this.#read();
  }

  write(bytes: Uint8Array): void {
    if (this.#isOpen) this.#transport.write(bytes);
  }

  /** The listener is told nothing more. */
  close(): void {
    this.#end(() => undefined);
  }

  #read(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    this.#transport.read();
  }

  #end(tell: (listener: WireListener) => void): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#transport.close();
    if (this.#listener !== undefined) tell(this.#listener);
  }
}

/** Over a socket of Node's that is connected, and whose errors have a listener already. */
export function socketWire(socket: Socket): Wire {
  return new Wire(({ bytes, end, failed }) => {
    socket.on('error', failed);
    socket.once('close', () => failed(closedEarly()));
    return {
      read: () => socket.once('end', end).on('data', bytes),
      write: (sent) => socket.write(sent),
      isSent: () => socket.writableLength === 0,
      close: () => socket.destroy(),
      hold: (held) => (held ? socket.ref() : socket.unref()),
    };
  });
}

/** As Node calls it. */
export function closedEarly(): Error {
  return Object.assign(new Error('closed'), { code: 'ECONNRESET' });
}
