// What a try that got no answer is called: host, reason in words, and what to do.
// Codes: https://nodejs.org/api/errors.html#common-system-errors, https://docs.openssl.org/3.5/man3/X509_STORE_CTX_get_error/

import { type ErrorCode, ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { MAX_BODY_BYTES, MAX_HEADER_BYTES } from './limits.ts';
import { type Endpoint, hostAndPort, type ProxyServer } from './proxy.ts';

/** How far a try has come. */
export type Phase = 'resolve' | 'connect' | 'proxyTls' | 'tunnel' | 'tls' | 'answer' | 'body';

/** What is true of a try when it fails. */
export interface Situation {
  readonly step: string;
  readonly target: Endpoint;
  readonly proxy: ProxyServer | undefined;
  readonly phase: Phase;
}

/** Reasons of our own to end a try, beside the system's and OpenSSL's. */
export type Flaw =
  | { readonly kind: 'limit'; readonly limit: 'connect' | 'answer' | 'total'; readonly ms: number }
  | { readonly kind: 'proxyStatus'; readonly status: number }
  | { readonly kind: 'tooLarge' }
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

/** Text after the host, what to do, code; `passing` unless told. */
interface Finding {
  readonly problem: string;
  readonly hint: string;
  readonly code: ErrorCode;
  readonly passing?: boolean;
}

export function describeFailure(reason: unknown, situation: Situation): Failure {
  const { problem, hint, code, passing = true } = findingOf(reason, situation);
  const cause = causeOf(reason);
  return {
    error: new ProviderError(`${situation.step}: ${problem}`, {
      code,
      hint,
      ...(cause !== undefined && { cause }),
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
    certificateFinding(code, reason, situation) ??
    handshakeFinding(code, situation) ??
    parseFinding(code, situation) ??
    connectionFinding(code, situation)
  );
}

function codeOf(reason: unknown): string | undefined {
  const { code, errors } = (reason ?? {}) as { code?: unknown; errors?: readonly unknown[] };
  return typeof code === 'string' ? code : errors && codeOf(errors[0]);
}

// ---------------------------------------------------------------------------------------------------------- flaws

function flawFinding(flaw: Flaw, situation: Situation): Finding {
  const { target, proxy } = situation;
  switch (flaw.kind) {
    case 'limit':
      return limitFinding(flaw.limit, flaw.ms, situation);
    case 'proxyStatus':
      return proxyFinding(flaw.status, target, proxy as ProxyServer);
    case 'tooLarge':
      return {
        problem: `the answer of ${whole(situation)} is larger than ${MAX_BODY_BYTES} bytes`,
        hint: 'check that this is the right service',
        code: 'RESPONSE_INVALID',
        passing: false,
      };
    case 'torn':
      return {
        problem: `the answer of ${whole(situation)} ended before it was whole`,
        hint: 'the service or a proxy before it broke off; try again',
        code: 'RESPONSE_INVALID',
      };
    case 'encoded':
      return {
        problem: `the answer of ${whole(situation)} is encoded as ${quote(flaw.encoding, 40)}, which was not asked for`,
        hint: 'check what stands between this node and the service',
        code: 'RESPONSE_INVALID',
        passing: false,
      };
  }
}

function limitFinding(
  limit: 'connect' | 'answer' | 'total',
  ms: number,
  { phase, ...situation }: Situation,
): Finding {
  const within = `within ${ms / 1000} s`;
  const code = 'NETWORK_FAILED';
  const peer = peerOf({ phase, ...situation });
  if (limit === 'answer') {
    return { problem: `${whole(situation)} did not answer ${within}`, hint: 'try again later', code };
  }
  if (limit === 'total' && (phase === 'answer' || phase === 'body')) {
    return {
      problem: `the answer of ${whole(situation)} was not whole ${within}`,
      hint: 'try again later',
      code,
    };
  }
  switch (phase) {
    case 'resolve':
      return { problem: `the name ${peer} was not resolved ${within}`, hint: CHECK_DNS, code };
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
        hint: 'check what stands between this node and the host',
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
      problem: `${peer} wants ${proxy.authorization === undefined ? '' : 'other '}credentials (407) for a connection to ${nameOf(target)}`,
      hint: `put user name and password into ${proxy.variable}, or list the host in NO_PROXY`,
      code,
      passing: false,
    };
  }
  return {
    problem: `${peer} refused a connection to ${nameOf(target)} (${status})`,
    hint: 'permit the host at the proxy, or list it in NO_PROXY',
    code,
    passing: status >= 500 || status === 429,
  };
}

// ------------------------------------------------------------------------------------------------------------ TLS

const UNKNOWN_AUTHORITY: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const UNTRUSTED: ReadonlySet<string> = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_REJECTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CRL_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'CRL_SIGNATURE_FAILURE',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'OUT_OF_MEM',
  'PATH_LENGTH_EXCEEDED',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_GET_CRL',
  'UNSPECIFIED',
]);

function certificateFinding(code: string, reason: unknown, situation: Situation): Finding | undefined {
  const peer = peerOf(situation);
  const certificate = (problem: string, hint: string): Finding => ({
    problem: `the certificate of ${peer} ${problem}`,
    hint,
    code: 'TLS_FAILED',
    passing: false,
  });
  if (UNKNOWN_AUTHORITY.has(code)) {
    return certificate(
      `comes from an authority that this node does not know (${code})`,
      "add the company's authority with caFile or NODE_EXTRA_CA_CERTS",
    );
  }
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return certificate(
        `is for another host${namesOn(reason)}`,
        'something answers in its place: check DNS, /etc/hosts and the proxy',
      );
    case 'CERT_HAS_EXPIRED':
      return certificate(
        'has expired',
        "check the node's clock; if it is right, the certificate must be renewed",
      );
    case 'CERT_NOT_YET_VALID':
      return certificate('is not valid yet', "check the node's clock");
    case 'CERT_REVOKED':
      return certificate('was revoked', 'the service needs a new certificate');
    default:
      return UNTRUSTED.has(code)
        ? certificate(`cannot be trusted (${code})`, 'the service needs another certificate')
        : undefined;
  }
}

function namesOn(reason: unknown): string {
  const names = (reason as { cert?: { subjectaltname?: unknown } }).cert?.subjectaltname;
  return typeof names === 'string' && names !== '' ? `: ${quote(names, 120)}` : '';
}

function handshakeFinding(code: string, situation: Situation): Finding | undefined {
  if (!code.startsWith('ERR_SSL_') && code !== 'EPROTO') {
    return undefined;
  }
  const peer = peerOf(situation);
  const finding = (problem: string, hint: string): Finding => ({
    problem,
    hint,
    code: 'TLS_FAILED',
    passing: false,
  });
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW/.test(code)) {
    return finding(`${peer} speaks no TLS from version 1.2 up (${code})`, 'let it speak TLS 1.2 or 1.3');
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER/.test(code)) {
    return finding(
      `${peer} does not speak TLS (${code})`,
      situation.phase === 'proxyTls'
        ? `let ${situation.proxy?.variable} begin with http://`
        : 'check the port, and what stands between this node and the host',
    );
  }
  if (/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/.test(code)) {
    return finding(
      `${peer} wants a client certificate (${code})`,
      'check what stands between this node and it',
    );
  }
  return finding(
    `the TLS handshake with ${peer} failed (${code})`,
    'check what stands between this node and it',
  );
}

// ----------------------------------------------------------------------------------------------------------- HTTP

function parseFinding(code: string, situation: Situation): Finding | undefined {
  if (!code.startsWith('HPE_')) {
    return undefined;
  }
  const peer = situation.phase === 'tunnel' ? peerOf(situation) : whole(situation);
  const tooLarge = code === 'HPE_HEADER_OVERFLOW';
  return {
    problem: tooLarge
      ? `the headers of the answer of ${peer} are larger than ${MAX_HEADER_BYTES} bytes`
      : `the answer of ${peer} is not HTTP (${code})`,
    hint: 'check that this is the right service',
    code: 'RESPONSE_INVALID',
    passing: false,
  };
}

// ----------------------------------------------------------------------------------------------------- connection

const CHECK_DNS = "check the node's DNS (/etc/resolv.conf)";

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
        `there is no host ${peer}`,
        proxy === undefined
          ? `check the name and the node's DNS${orProxy(situation)}`
          : `check ${proxy.variable}`,
        false,
      );
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'ETIMEOUT':
      return failed(`the name ${peer} could not be resolved: DNS does not answer`, CHECK_DNS);
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
            `${peer} closed the connection ${phase === 'tunnel' ? 'before it had opened the tunnel' : 'during the TLS handshake'}`,
            'check whether a firewall or proxy refuses this host',
          );
    default:
      return failed(`the connection to ${peer} failed`, reach(situation));
  }
}

function reach(situation: Pick<Situation, 'proxy'>): string {
  return situation.proxy === undefined
    ? `check that this node can reach it${orProxy(situation)}`
    : `check ${situation.proxy.variable}`;
}

function orProxy({ proxy }: Pick<Situation, 'proxy'>): string {
  return proxy === undefined ? '; where the way out leads through a proxy, set HTTPS_PROXY' : '';
}

// ---------------------------------------------------------------------------------------------------------- names

/** Who was spoken to when it failed: the proxy until it has opened the tunnel. */
function peerOf({ target, proxy, phase }: Situation): string {
  const byProxy = proxy !== undefined && phase !== 'tls' && phase !== 'answer' && phase !== 'body';
  return byProxy ? proxyName(proxy) : whole({ target, proxy });
}

function whole({ target, proxy }: Pick<Situation, 'target' | 'proxy'>): string {
  return proxy === undefined ? nameOf(target) : `${nameOf(target)} (through ${proxyName(proxy)})`;
}

function proxyName(proxy: ProxyServer): string {
  return `the proxy ${hostAndPort(proxy)} of ${proxy.variable}`;
}

/** Without the port that goes without saying. */
export function nameOf(endpoint: Endpoint): string {
  return endpoint.port === (endpoint.tls ? 443 : 80) ? endpoint.host : hostAndPort(endpoint);
}
