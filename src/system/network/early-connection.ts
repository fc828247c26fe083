// A connection that is begun before there is a request for it: the name, TCP and TLS take their time while the process
// is busy. What becomes of it is told to the request that takes it, and to nothing else.

import { type ConnectOptions, connect, type Route } from './connection.ts';
import type { ConnectionPhase } from './situation.ts';
import type { TlsTrust } from './trust.ts';
import type { Wire } from './wire.ts';

export class EarlyConnection {
  readonly #end = new AbortController();
  readonly #wire: Promise<Wire>;
  #phase: ConnectionPhase = 'connect';
  #taken: ConnectOptions['enter'] | undefined;

  /** @param signal ends the connection, taken or not */
  constructor(route: Route, trust: TlsTrust, signal: AbortSignal) {
    this.#endWith(signal);
    this.#wire = connect(route, {
      signal: this.#end.signal,
      trust,
      enter: (phase) => {
        this.#phase = phase;
        this.#taken?.(phase);
      },
    });
    // Closed by whatever the server does before a request takes it.
    this.#wire.then(
      (wire) => wire.rest(),
      () => undefined,
    );
  }

  /**
   * For one request, as if it had begun the connection itself.
   * @returns undefined when the server has closed it in the meantime
   */
  async take({ signal, enter }: Pick<ConnectOptions, 'signal' | 'enter'>): Promise<Wire | undefined> {
    enter(this.#phase);
    this.#taken = enter;
    this.#endWith(signal);
    const wire = await this.#wire;
    return wire.isOpen ? wire : undefined;
  }

  #endWith(signal: AbortSignal): void {
    const end = () => this.#end.abort(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  }
}
