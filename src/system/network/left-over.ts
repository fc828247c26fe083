// Connections that requests have left over, for further ones on the same route.

import type { HttpResponse } from './door.ts';
import type { Wire } from './wire.ts';

/** Before the server closes it, as it has said, and perhaps while our request is on its way. */
const SAFETY_MS = 1_000;

interface LeftOver {
  readonly wire: Wire;
  /** By the clock; after this it is of no use. */
  readonly until: number;
}

export class LeftOvers {
  readonly #clock: () => number;
  readonly #byRoute = new Map<string, LeftOver[]>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** The latest that is still open. */
  take(route: string): Wire | undefined {
    const rows = this.#byRoute.get(route) ?? [];
    for (let row = rows.pop(); row !== undefined; row = rows.pop()) {
      if (row.wire.isOpen && this.#clock() < row.until) return row.wire;
      row.wire.close();
    }
    return undefined;
  }

  leave(route: string, wire: Wire, headers: HttpResponse['headers']): void {
    const [, seconds = Number.POSITIVE_INFINITY] =
      /\btimeout=(\d{1,9})/.exec(headers['keep-alive'] ?? '') ?? [];
    const until = this.#clock() + Number(seconds) * 1000 - SAFETY_MS;
    wire.rest();
    this.#byRoute.set(route, [...(this.#byRoute.get(route) ?? []), { wire, until }]);
  }
}
