// What certificates are verified with, made from the authorities when the first request needs it.

import type { SecureContext } from 'node:tls';
import { type AuthoritiesOptions, certificatesOf, readAuthorities } from './authorities.ts';
import { likelyAuthorities } from './likely-authorities.ts';

/** @throws {ProviderError} FILE_UNREADABLE, each, when a file of authorities that a setting names is of no use */
export interface TlsTrust {
  /** All authorities. */
  all(): Promise<SecureContext>;
  /** Those that probably vouch for the host, and all that a setting names; undefined when not known. */
  likely(host: string): Promise<SecureContext | undefined>;
  /** They do not vouch for what answers: from now on it is all of them. */
  giveUpLikely(): void;
}

/** Certificates, each a PEM text. */
interface Certificates {
  readonly system: readonly string[];
  readonly further: readonly string[];
}

export function createTrust(options: AuthoritiesOptions): TlsTrust {
  let certificates: Promise<Certificates> | undefined;
  let complete: Promise<SecureContext> | undefined;
  const byHost = new Map<string, Promise<SecureContext | undefined>>();
  let hinting = true;

  return {
    all() {
      complete ??= read().then(({ system, further }) => createContext([...system, ...further]));
      return complete;
    },
    async likely(host) {
      const context = hinting ? (byHost.get(host) ?? createLikely(host)) : undefined;
      if (context !== undefined) byHost.set(host, context);
      return context;
    },
    giveUpLikely() {
      hinting = false;
    },
  };

  function read(): Promise<Certificates> {
    certificates ??= readCertificates(options);
    return certificates;
  }

  async function createLikely(host: string): Promise<SecureContext | undefined> {
    const { system, further } = await read();
    const found = likelyAuthorities(host, system);
    return found && createContext([...found, ...further]);
  }
}

async function readCertificates(options: AuthoritiesOptions): Promise<Certificates> {
  const { system, further } = readAuthorities(options);
  return {
    system: system === undefined ? (await import('node:tls')).rootCertificates : certificatesOf(system),
    further,
  };
}

export async function createContext(certificates: readonly string[]): Promise<SecureContext> {
  const tls = await import('node:tls');
  return tls.createSecureContext({ ca: certificates.join('\n'), minVersion: 'TLSv1.2' });
}
