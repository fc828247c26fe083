// What a request and a response are to all that use the one door to the network, which create.ts makes.

import type { Deadline } from '../deadline.ts';
import type { Environment } from '../environment.ts';
import type { Limits } from './limits.ts';

/** One request. Nothing of it but `step`, the method and the URL's host is ever shown: the rest may hold secrets. */
export interface HttpRequest {
  /** What it is for, in messages and in the log: `GetAuthorizationToken`, `metadata token`. */
  readonly step: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** `http:` or `https:`, with path and query. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Sent while what must come first is still made ready, and may fail to be. */
  readonly ahead?: true;
  /**
   * `metadata`: a service on the node or its link, which no proxy ever stands before, and which answers at once
   * or not at all. `service` (default): anything else.
   */
  readonly kind?: 'service' | 'metadata';
  /** What to connect to for the URL's host, which stays the server's name. Absent: what DNS and proxies say. */
  readonly server?: FixedServer;
  /** The only ones that may vouch for the URL's host. Absent: all that the node trusts. */
  readonly authorities?: OnlyAuthorities | undefined;
  /**
   * Whether an answer is worth another try, beside 408, 429 and 5xx. Only where the same request may be sent
   * twice. `never`: one try, whatever happens. `answered`: another one only after an answer that is worth it.
   */
  readonly retry?: 'never' | 'answered' | ((response: HttpResponse) => boolean);
}

/** A server that answers for a name which DNS does not lead to; no proxy is asked for it. */
export interface FixedServer {
  /** Lower case, ASCII; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Certificate authorities beside which no others count. */
export interface OnlyAuthorities {
  readonly pem: string;
  /** The setting that names their file, for messages. */
  readonly namedBy: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; of a repeated header, its values joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most 1 MiB and 250 names; empty for an error page or a redirect with more. */
  readonly body: Buffer;
}

/** One request that was sent, for the log and for tests. */
export interface SentRequest {
  readonly step: string;
  readonly method: string;
  /** Host with port. */
  readonly host: string;
  /** Whether there was a connection to send it on. Without a status, nothing whole has come back over that. */
  readonly connected: boolean;
  /** Whether an answer had begun, whole or not. */
  readonly begun: boolean;
  /** Undefined: there was no answer. */
  readonly status: number | undefined;
  readonly ms: number;
}

export interface Network {
  /**
   * Sends a request, follows no redirect, and tries again within the signal's time what is worth it.
   * @returns any answer, whatever its status
   * @throws {ProviderError} NETWORK_FAILED, TLS_FAILED, RESPONSE_INVALID (too large, torn); the signal's reason
   */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /**
   * Begins a connection, which the first request to the same place takes, and whose failure is told by that request
   * only. It ends with the signal. Absent: where nothing is really asked.
   * @param url `http:` or `https:`, of a service
   */
  readonly connectAhead?: (url: string, signal: AbortSignal) => void;
  /** What was sent in this run, in order; a repeated try is a call of its own. */
  readonly calls: readonly SentRequest[];
  /** Only where nothing is really asked: called before an SDK that asks is loaded, or a program is run; never comes back. */
  readonly leave?: () => Promise<never>;
}

export interface NetworkOptions {
  /** HTTPS_PROXY, HTTP_PROXY, NO_PROXY (also in lower case), NODE_EXTRA_CA_CERTS, SSL_CERT_FILE. */
  readonly env: Environment;
  /** PEM file of further certificate authorities. */
  readonly caFile?: string | undefined;
  /** Of the run: no try is begun that could not end before. It is told what is waited for. Absent: there is none. */
  readonly deadline?: Deadline;
  /** Milliseconds that never jump; where absent, Date.now. */
  readonly clock?: () => number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** From 0 up to 1. */
  readonly random?: () => number;
  /** Resolves after the milliseconds; rejects with the signal's reason when it fires before. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly limits?: Readonly<Record<'service' | 'metadata', Limits>>;
  /** Files of the system's certificate authorities, of which the first of use is taken. */
  readonly systemBundles?: readonly string[];
}
