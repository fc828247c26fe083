// The door to the network as an SDK is given it: SDKs wrap what goes wrong in errors of their own, and this keeps
// the reason.

import { ProviderError } from '../../errors.ts';
import type { HttpRequest, HttpResponse, Network } from '../../system/network/door.ts';

export class SdkDoor {
  readonly #network: Network;
  readonly #signal: AbortSignal;
  #failure: ProviderError | undefined;

  constructor(network: Network, signal: AbortSignal) {
    this.#network = network;
    this.#signal = signal;
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
      this.#failure = error instanceof ProviderError ? error : undefined;
      throw error;
    }
  }
}
