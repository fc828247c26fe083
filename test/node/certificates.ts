// A throw-away certificate authority, and a server certificate for the registries' names.
import { join } from 'node:path';
import { runProgram } from '../support/run-program.ts';
import type { Environment } from './program.ts';

export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Paths of PEM files in the directory. */
export async function createCertificates(
  directory: string,
  hostNames: readonly string[],
  env: Environment,
): Promise<Certificates> {
  const [authority, authorityKey] = [join(directory, 'ca.crt'), join(directory, 'ca.key')];
  const [certificate, key] = [join(directory, 'server.crt'), join(directory, 'server.key')];
  const openssl = (...args: string[]) => runProgram('openssl', args, env, 60_000);
  const request = [
    'req',
    '-x509',
    '-nodes',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-days',
    '2',
  ];
  await openssl(...request, '-subj', '/CN=test authority', '-keyout', authorityKey, '-out', authority);
  const names = hostNames.map((name) => `DNS:${name}`).join();
  const extensions = ['-addext', `subjectAltName=${names}`, '-addext', 'basicConstraints=critical,CA:FALSE'];
  const signed = ['-CA', authority, '-CAkey', authorityKey, '-subj', '/CN=registry', ...extensions];
  await openssl(...request, ...signed, '-keyout', key, '-out', certificate);
  return { authority, certificate, key };
}
