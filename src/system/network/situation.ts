// How far a try had come when it failed, and who is to be named for it.

import type { ErrorCode } from '../../errors.ts';
import type { FixedServer, OnlyAuthorities } from './door.ts';
import { type Endpoint, hostAndPort, type ProxyServer } from './proxy.ts';

/** How far a try has come. */
export type ConnectionPhase = 'resolve' | 'connect' | 'proxyTls' | 'tunnel' | 'tls' | 'answer' | 'body';

/** What is true of a try when it fails. */
export interface Situation {
  readonly step: string;
  readonly target: Endpoint;
  readonly proxy: ProxyServer | undefined;
  readonly server: FixedServer | undefined;
  /** Beside which no others vouch for the target. */
  readonly authorities: OnlyAuthorities | undefined;
  readonly phase: ConnectionPhase;
  readonly kind: 'service' | 'metadata';
  /** What keeps the target from the proxy: `NO_PROXY has ".example": remove that entry`. Absent: nothing. */
  readonly exemptBy?: string | undefined;
  /** What was meant to keep it from the proxy, and does not: `NO_PROXY has … in a form that does not count: …`. */
  readonly notExemptBy?: string | undefined;
  /** The file whose authorities are trusted beside the system's. Absent: none is configured. */
  readonly caFile?: string | undefined;
}

/** What a failure is called: what went wrong, what to do, under which code. */
export interface Finding {
  readonly problem: string;
  readonly hint: string;
  readonly code: ErrorCode;
  /** Whether the same request may fare better soon; it may unless told. */
  readonly passing?: boolean;
}

/** Who was spoken to when it failed: the proxy until it has opened the tunnel. */
export function peerOf({
  target,
  proxy,
  server,
  phase,
}: Pick<Situation, 'target' | 'proxy' | 'server' | 'phase'>): string {
  if (server !== undefined && phase === 'resolve') {
    return server.host;
  }
  return proxy !== undefined && isAtProxy({ proxy, phase })
    ? proxyName(proxy)
    : whole({ target, proxy, server });
}

/** Whether it is the proxy that could not be had, or that has opened no tunnel. */
export function isAtProxy({ proxy, phase }: Pick<Situation, 'proxy' | 'phase'>): boolean {
  return proxy !== undefined && phase !== 'tls' && phase !== 'answer' && phase !== 'body';
}

export function whole({ target, proxy, server }: Pick<Situation, 'target' | 'proxy' | 'server'>): string {
  if (server !== undefined) {
    return `${nameOf(target)} (at ${hostAndPort(server)})`;
  }
  return proxy === undefined ? nameOf(target) : `${nameOf(target)} (through ${proxyName(proxy)})`;
}

export function proxyName(proxy: ProxyServer): string {
  return `the proxy ${hostAndPort(proxy)} of ${proxy.variable}`;
}

/** Without the port that goes without saying. */
export function nameOf(endpoint: Endpoint): string {
  return endpoint.port === (endpoint.tls ? 443 : 80) ? endpoint.host : hostAndPort(endpoint);
}
