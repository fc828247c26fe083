// A throw-away certificate authority, for the registries' names and for who may speak to the API server.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../support/run-program.ts';
import type { Environment } from './program.ts';

/** Paths of PEM files. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export interface Authority {
  /** PEM file of its own certificate. */
  readonly certificate: string;
  /**
   * Signs a certificate for a server or a client. The subject is as in `/O=organisation/CN=name`, the names are
   * as in `DNS:host` and `IP:address`.
   */
  issue(file: string, subject: string, names?: readonly string[]): Promise<Certificate>;
}

export async function createAuthority(parent: string, env: Environment): Promise<Authority> {
  const directory = join(parent, 'certificates');
  await mkdir(directory, { mode: 0o700 });
  const create = async (name: string, options: readonly string[]): Promise<Certificate> => {
    const certificate = join(directory, `${name}.crt`);
    const key = join(directory, `${name}.key`);
    const kind = ['-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-days', '2'];
    const files = ['-keyout', key, '-out', certificate];
    await runProgram('openssl', ['req', ...kind, ...options, ...files], env, 60_000);
    return { certificate, key };
  };
  const own = await create('authority', ['-subj', '/CN=test authority']);
  const signed = ['-CA', own.certificate, '-CAkey', own.key, '-addext', 'basicConstraints=critical,CA:FALSE'];
  return {
    certificate: own.certificate,
    issue: (file, subject, names = []) => {
      const alternatives = names.length > 0 ? ['-addext', `subjectAltName=${names.join()}`] : [];
      return create(file, [...signed, '-subj', subject, ...alternatives]);
    },
  };
}
