// The door to the network as an SDK is given it: SDKs wrap what goes wrong in errors of their own, and this keeps
// the reason.

import { ProviderError } from '../../errors.ts';
import type { HttpRequest, HttpResponse, Network } from '../../system/network/door.ts';

export class SdkDoor {
  readonly #network: Network;
  readonly #signal: AbortSignal;
  readonly #who: string | undefined;
  #failure: ProviderError | undefined;

  /** @param who whose request it is, before each failure: `rule "team-a": google` */
  constructor(network: Network, signal: AbortSignal, who?: string) {
    this.#network = network;
    this.#signal = signal;
    this.#who = who;
  }

  /** Why the latest request got no answer; undefined when it got one. */
  get failure(): ProviderError | undefined {
    return this.#failure;
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    this.#failure = undefined;
    try {
      return await this.#network.send(request, this.#signal);
    } catch (error) {
      // The deadline's own words are nobody's failure in particular.
      const isOurs = this.#who !== undefined && !this.#signal.aborted;
      this.#failure = error instanceof ProviderError ? (isOurs ? error.of(this.#who) : error) : undefined;
      throw this.#failure ?? error;
    }
  }
}
