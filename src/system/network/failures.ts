// What a try that got no answer is called: host, reason in words, and what to do.
// https://nodejs.org/api/errors.html#common-system-errors

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { MAX_NAMES } from '../../names.ts';
import { MAX_BODY_BYTES, MAX_HEADER_BYTES } from './limits.ts';
import { type Endpoint, hostAndPort, isNear, type ProxyServer } from './proxy.ts';
import { type Finding, isAtProxy, nameOf, peerOf, proxyName, type Situation, whole } from './situation.ts';
import { distrustFinding, handshakeFinding, hostNameFinding } from './tls-failures.ts';

/** This program's reasons to end a try, beside the system's and OpenSSL's. */
type Flaw =
  | { readonly kind: 'limit'; readonly limit: 'connect' | 'answer' | 'total'; readonly ms: number }
  | { readonly kind: 'proxyStatus'; readonly status: number }
  /** OpenSSL's code, and the name of who has signed the certificate. */
  | { readonly kind: 'distrusted'; readonly code: string; readonly issuer: string | undefined }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'tooManyNames' }
  | { readonly kind: 'torn' }
  | { readonly kind: 'encoded'; readonly encoding: string };

export class TryError extends Error {
  readonly flaw: Flaw;

  constructor(flaw: Flaw) {
    super(flaw.kind);
    this.flaw = flaw;
  }
}

export interface Failure {
  readonly error: ProviderError;
  /** Whether the same request may fare better soon. */
  readonly passing: boolean;
}

export function describeFailure(reason: unknown, situation: Situation): Failure {
  const { problem, hint: first, code, passing = true } = findingOf(reason, situation);
  const { notExemptBy } = situation;
  const hint = notExemptBy !== undefined && isAtProxy(situation) ? `${first}; ${notExemptBy}` : first;
  const cause = causeOf(reason);
  return {
    error: new ProviderError(`${situation.step}: ${problem}`, {
      code,
      hint,
      cause: isAtProxy(situation) ? Object.assign(cause ?? new Error(code), { atProxy: true }) : cause,
    }),
    passing,
  };
}

/** Only the code: errors of Node's client may lead to the request with all its headers. */
function causeOf(reason: unknown): Error | undefined {
  const code = codeOf(reason);
  return code === undefined ? undefined : Object.assign(new Error(code), { code });
}

function findingOf(reason: unknown, situation: Situation): Finding {
  if (reason instanceof TryError) {
    return flawFinding(reason.flaw, situation);
  }
  const code = codeOf(reason) ?? 'unknown error';
  return (
    hostNameFinding(code, reason, situation) ??
    handshakeFinding(code, situation) ??
    httpFinding(code, situation) ??
    connectionFinding(code, situation)
  );
}

function codeOf(reason: unknown): string | undefined {
  if (reason instanceof TryError) return reason.flaw.kind === 'distrusted' ? reason.flaw.code : undefined;
  const { code, errors } = (reason ?? {}) as { code?: unknown; errors?: readonly unknown[] };
  return typeof code === 'string' ? code : errors && codeOf(errors[0]);
}

function flawFinding(flaw: Flaw, situation: Situation): Finding {
  const { target, proxy } = situation;
  switch (flaw.kind) {
    case 'limit':
      return limitFinding(flaw.limit, `within ${flaw.ms / 1000} s`, situation);
    case 'proxyStatus':
      return proxyFinding(flaw.status, target, proxy as ProxyServer);
    case 'distrusted':
      return distrustFinding(flaw.code, flaw.issuer, situation);
    case 'tooLarge':
      return {
        problem: `the answer of ${peerOf(situation)} is larger than ${MAX_BODY_BYTES} bytes`,
        hint: 'check that this is the right service',
        code: 'RESPONSE_INVALID',
        passing: false,
      };
    case 'tooManyNames':
      return {
        problem: `the answer of ${whole(situation)} has more than ${MAX_NAMES} names and values, or headers`,
        hint: 'check that this is the right service, and whether a proxy answers instead of it',
        code: 'RESPONSE_INVALID',
        passing: false,
      };
    case 'torn':
      return {
        problem: `the answer of ${whole(situation)} ended before it was complete`,
        hint: 'the service, or a proxy in front of it, closed the connection early; try again',
        code: 'RESPONSE_INVALID',
      };
    case 'encoded':
      return {
        problem: `the answer of ${whole(situation)} is encoded as ${quote(flaw.encoding, 40)}, which was not asked for`,
        hint: 'check the firewalls and proxies between this node and the service',
        code: 'RESPONSE_INVALID',
        passing: false,
      };
  }
}

/** What a try waits for that has not failed: a limit of another part has run out. */
export function describeWait(situation: Situation): string {
  const limit = situation.phase === 'answer' ? 'answer' : 'total';
  return `${situation.step}: ${limitFinding(limit, 'in time', situation).problem}`;
}

/** @param within how long it was: `within 5 s` */
function limitFinding(limit: 'connect' | 'answer' | 'total', within: string, situation: Situation): Finding {
  const { phase } = situation;
  const code = 'NETWORK_FAILED';
  const peer = peerOf(situation);
  if (limit === 'answer') {
    return { problem: `${whole(situation)} did not answer ${within}`, hint: 'try again later', code };
  }
  if (limit === 'total' && (phase === 'answer' || phase === 'body')) {
    return {
      problem: `the answer of ${whole(situation)} was not complete ${within}`,
      hint: 'try again later',
      code,
    };
  }
  switch (phase) {
    case 'resolve':
      return { problem: `DNS did not answer for ${peer} ${within}`, hint: checkDns(situation), code };
    case 'tunnel':
      return {
        problem: `${peer} did not open a connection to ${hostAndPort(situation.target)} ${within}`,
        hint: 'check the proxy, or list the host in NO_PROXY',
        code,
      };
    case 'tls':
    case 'proxyTls':
      return {
        problem: `${peer} did not finish the TLS handshake ${within}`,
        hint: 'check the firewalls and proxies between this node and the host',
        code,
      };
    default:
      return { problem: `${peer} did not accept a connection ${within}`, hint: reach(situation), code };
  }
}

function proxyFinding(status: number, target: Endpoint, proxy: ProxyServer): Finding {
  const peer = proxyName(proxy);
  const code = 'NETWORK_FAILED';
  if (status === 407) {
    return {
      problem: `${peer} requires ${proxy.authorization === undefined ? '' : 'other '}credentials (407) for a connection to ${nameOf(target)}`,
      hint: `put user name and password into ${proxy.variable}, or list the host in NO_PROXY`,
      code,
      passing: false,
    };
  }
  return {
    problem: `${peer} refused a connection to ${nameOf(target)} (${status})`,
    hint: 'allow the host at the proxy, or list it in NO_PROXY',
    code,
    passing: status >= 500 || status === 429,
  };
}

function httpFinding(code: string, situation: Situation): Finding | undefined {
  const peer = situation.phase === 'tunnel' ? peerOf(situation) : whole(situation);
  if (code === 'ERR_INVALID_CHAR' || code === 'ERR_UNESCAPED_CHARACTERS') {
    return {
      problem: `the request to ${peer} is invalid: it contains a line break or another control character (${code})`,
      hint: 'check the token or key that it sends',
      code: 'NETWORK_FAILED',
      passing: false,
    };
  }
  if (!code.startsWith('HPE_')) {
    return undefined;
  }
  return {
    problem:
      code === 'HPE_HEADER_OVERFLOW'
        ? `the headers of the answer of ${peer} are larger than ${MAX_HEADER_BYTES} bytes`
        : `the answer of ${peer} is not HTTP (${code})`,
    hint: 'check that this is the right service',
    code: 'RESPONSE_INVALID',
    passing: false,
  };
}

/** Behind a proxy the node's own DNS often knows no names outside. */
function checkDns(situation: Situation): string {
  const { proxy } = situation;
  const name = proxy === undefined ? '' : `${proxy.variable} and `;
  return `check ${name}the node's DNS (/etc/resolv.conf)${situation.exemptBy === undefined ? '' : orProxy(situation)}`;
}

const CLOSED_AT = {
  resolve: 'at once',
  connect: 'at once',
  tunnel: 'before it had opened the tunnel',
  tls: 'during the TLS handshake',
  proxyTls: 'during the TLS handshake',
};

function connectionFinding(code: string, situation: Situation): Finding {
  const { phase, proxy } = situation;
  const peer = peerOf(situation);
  const failed = (problem: string, hint: string, passing = true): Finding => ({
    problem: `${problem} (${code})`,
    hint,
    code: 'NETWORK_FAILED',
    passing,
  });
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_NONAME':
    case 'EAI_NODATA':
      return failed(
        `DNS does not know ${peer}`,
        proxy === undefined
          ? `check the name and the node's DNS${orProxy(situation)}`
          : `check ${proxy.variable}`,
        false,
      );
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'ETIMEOUT':
      return failed(`DNS does not answer for ${peer}`, checkDns(situation));
    case 'ECONNREFUSED':
      return failed(`${peer} refused the connection`, reach(situation));
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return failed(`there is no route to ${peer}`, `check the node's routes${orProxy(situation)}`);
    case 'ETIMEDOUT':
      return failed(`${peer} did not accept a connection`, reach(situation));
    case 'EACCES':
    case 'EPERM':
      return failed(`this node does not permit a connection to ${peer}`, "check the node's firewall", false);
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
      return phase === 'answer' || phase === 'body'
        ? failed(`${whole(situation)} closed the connection before it had answered`, 'try again later')
        : failed(
            `${peer} closed the connection ${CLOSED_AT[phase]}`,
            `check whether a firewall or proxy refuses this host${situation.exemptBy === undefined ? '' : orProxy(situation)}`,
          );
    default:
      return failed(`the connection to ${peer} failed`, reach(situation));
  }
}

function reach(situation: Situation): string {
  return situation.proxy === undefined
    ? `check that this node can reach it${orProxy(situation)}`
    : `check ${situation.proxy.variable}`;
}

/** Not where no proxy would be asked. */
function orProxy({ proxy, server, kind, target, exemptBy }: Situation): string {
  if (exemptBy !== undefined) {
    return `; no proxy is used, because ${exemptBy} if this network needs the proxy`;
  }
  return proxy !== undefined || server !== undefined || kind === 'metadata' || isNear(target.host)
    ? ''
    : '; if this network needs a proxy, set HTTPS_PROXY';
}
