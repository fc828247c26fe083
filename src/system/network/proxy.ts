// Which proxy a request goes through. The variables mean what they mean to Go programs, the kubelet and containerd
// among them: https://pkg.go.dev/golang.org/x/net/http/httpproxy

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../environment.ts';
import { isLinkLocal, isLoopback, parseIp } from './ip.ts';
import { isExempt } from './no-proxy.ts';

/** A place to connect to. */
export interface Endpoint {
  /** Lower case, ASCII; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

export interface ProxyServer extends Endpoint {
  /** The variable that names it. */
  readonly variable: string;
  /** `Basic …`, from the URL's user information; undefined where it has none. */
  readonly authorization: string | undefined;
}

/** Where a URL of http or https leads. */
export function endpointOf(url: URL): Endpoint {
  const tls = url.protocol === 'https:';
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (tls ? 443 : 80) : Number(url.port),
    tls,
  };
}

/** `host:port`, an IPv6 address in brackets. */
export function hostAndPort({ host, port }: Pick<Endpoint, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * The proxy for what is at the endpoint; undefined: none. Never one for `localhost`, loopback and link-local.
 * @throws {ProviderError} CONFIG_INVALID when the variable that decides holds no proxy's URL
 */
export function chooseProxy(target: Endpoint, env: Environment): ProxyServer | undefined {
  const [variable, value] = variableOf(env, target.tls ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (value === '' || isNear(target.host)) {
    return undefined;
  }
  const [, noProxy] = variableOf(env, 'NO_PROXY');
  if (isExempt(noProxy, asTarget(target))) {
    return undefined;
  }
  return parseProxy(variable, value);
}

/** The variable that names the proxy for what is at the endpoint, and that `chooseProxy` refuses if it is malformed. */
export function proxyVariable({ tls }: Endpoint, env: Environment): string {
  return variableOf(env, tls ? 'HTTPS_PROXY' : 'HTTP_PROXY')[0];
}

/**
 * Why no proxy is asked for a host though a variable names one, and what to do if the network needs it:
 * `NO_PROXY has ".example": remove that entry`. Undefined: no variable names one, or it is asked.
 */
export function exemptionOf(target: Endpoint, env: Environment): string | undefined {
  if (isNear(target.host)) return undefined;
  const name = target.tls ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const [, proxy] = variableOf(env, name);
  if (proxy === '') {
    const other = [...(target.tls ? ['HTTP_PROXY', 'http_proxy'] : []), 'ALL_PROXY', 'all_proxy'].find(
      (each) => env[each],
    );
    return (
      other &&
      `${other} ${/^h/i.test(other) ? 'is for http:// alone' : 'is not read, as by the kubelet'}: set ${name}`
    );
  }
  const [variable, value] = variableOf(env, 'NO_PROXY');
  const entry = value.split(',').find((each) => isExempt(each, asTarget(target)));
  return entry && `${variable} has ${quote(entry.trim(), 80)}: remove that entry`;
}

/** What of NO_PROXY was meant for a host that goes through the proxy, and how to write it so that it counts. */
export function misreadExemptionOf(target: Endpoint, env: Environment): string | undefined {
  const [variable, value] = variableOf(env, 'NO_PROXY');
  for (const entry of value.split(',')) {
    const found = entry
      .trim()
      .split(/[\s;|]+/)
      .find((each) => isExempt(hostIn(each), asTarget(target)));
    if (found !== undefined && !isExempt(entry, asTarget(target))) {
      return `${variable} has ${quote(found, 80)} in a form that does not count: write ${hostIn(found)} alone between commas`;
    }
  }
  return undefined;
}

/** Of what may be a URL or in quotes. */
function hostIn(entry: string): string {
  return entry.replace(/^["']*(?:[a-z]+:\/\/)?/i, '').replace(/(?:\/.*)?["']*$/, '');
}

function asTarget({ host, port }: Endpoint): { readonly host: string; readonly port: string } {
  return { host, port: String(port) };
}

/** Whether no proxy is ever asked for this host. */
export function isNear(host: string): boolean {
  const address = parseIp(host);
  return host === 'localhost' || (address !== undefined && (isLoopback(address) || isLinkLocal(address)));
}

/** Go asks for the name in upper case first; an empty value counts as none. */
function variableOf(env: Environment, name: string): readonly [name: string, value: string] {
  const found = [name, name.toLowerCase()].find((candidate) => env[candidate]) ?? name;
  return [found, env[found] ?? ''];
}

function parseProxy(variable: string, value: string): ProxyServer {
  if (/^["']|["']$/.test(value))
    throw refused(variable, 'has quotes in it', `write ${variable} without the quotes`);
  if (/^\s/.test(value)) throw refused(variable, 'begins with a blank', `write ${variable} without it`);
  const withoutScheme = () => refused(variable, 'has a scheme without "://"');
  if (/^https?:(?!\/\/)/i.test(value)) throw withoutScheme();
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value) ?? [];
  const text = scheme === undefined ? `http://${value}` : value;
  const raw = rawCharacterIn(text);
  if (raw !== undefined) {
    throw refused(
      variable,
      `has ${raw === ' ' ? 'a blank' : `the character ${raw}`} in its user name or password`,
      `write %${raw.charCodeAt(0).toString(16).toUpperCase()} instead of it in ${variable}`,
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === '') {
    throw refused(variable, `is not the URL of a proxy${whyNoUrl(text)}`);
  }
  if (/^https?$/.test(url.hostname)) throw withoutScheme();
  if (url.hostname.includes('$')) {
    throw refused(variable, 'has the name of a variable for its host, and variables are not expanded in it');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const socks = url.protocol.startsWith('socks');
    throw refused(
      variable,
      socks
        ? 'names a SOCKS proxy, which is not supported'
        : `is not the URL of a proxy: its scheme is ${quote(url.protocol.slice(0, -1), 20)}`,
    );
  }
  const credentials = `${decodePart(url.username)}:${decodePart(url.password)}`;
  return {
    ...endpointOf(url),
    variable,
    authorization: credentials === ':' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`,
  };

  function decodePart(part: string): string {
    try {
      return decodeURIComponent(part);
    } catch {
      throw refused(
        variable,
        'has a malformed percent-encoding before "@"',
        `write %25 instead of each % in user name and password that begins no code such as %23 in ${variable}`,
      );
    }
  }
}

/** What is wrong with the host or port of a text that is not a URL; shows nothing of it. */
function whyNoUrl(text: string): string {
  const host = text
    .slice(Math.max(text.indexOf('//') + 2, text.lastIndexOf('@') + 1))
    .replace(/[/?#].*$/, '');
  if (host.includes(',')) return ': it has a comma, and only one proxy can be named';
  if (/\s/.test(host)) return ': there is a blank in its host';
  if (/^\[?[\da-f.]*:[\da-f.]*:[\da-f.:]*(?:\]?:\d*)?$/i.test(host))
    return ': an IPv6 address is written in brackets';
  if (/^(?::|$)/.test(host)) return ': the host is missing';
  const [, port] = /:([^:\]]*)$/.exec(host) ?? [];
  return port !== undefined && !(/^\d*$/.test(port) && Number(port) < 65_536)
    ? ': its port is no number up to 65535'
    : '';
}

/** What ends a host in a URL, or is no part of one, and stands before "@": the rest is taken for another host. */
function rawCharacterIn(text: string): string | undefined {
  const begin = text.indexOf('//') + 2;
  const login = text.slice(begin, Math.max(begin, text.lastIndexOf('@')));
  return /[\\/?#[\]^|<>" ]/.exec(login)?.[0];
}

// The value is never shown: it may hold a password.
function refused(variable: string, problem: string, hint?: string): ProviderError {
  return new ProviderError(`${variable} ${problem}`, {
    code: 'CONFIG_INVALID',
    hint: hint ?? `set ${variable} to http://host:port or https://host:port, or unset it`,
  });
}
