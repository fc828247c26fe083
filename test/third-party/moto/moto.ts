// moto, a third party's AWS, in server mode, and AWS' own command line: in a virtual environment that is made once, from
// PyPI.
// https://docs.getmoto.org/en/latest/docs/server_mode.html

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cached, hash } from '../../support/cache.ts';
import { runProgram } from '../../support/run-program.ts';
import { Unavailable, whyUnavailable } from '../../support/unavailable.ts';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
/** Some 140 MB of Python, on a machine with other work to do. */
const INSTALL_MS = 900_000;

export interface Moto {
  readonly url: string;
  /** AWS' command line, `aws`, for a shell. */
  readonly commandLine: string;
  /** From here on every request must be signed by a key that exists, of somebody who may; or none need. */
  enforce(isEnforced: boolean): Promise<void>;
  /** Calls IAM, in its query protocol. Gives the answer's XML. */
  iam(action: string, parameters: Readonly<Record<string, string>>): Promise<string>;
  close(): Promise<void>;
}

/** Why there is no moto on this machine; false: there is. */
export const whyNoMoto = (): Promise<string | false> => whyUnavailable(install);

/** The interpreter of the environment. @throws {Unavailable} */
async function install(): Promise<string> {
  const version = await runProgram('python3', ['--version'], process.env, 30_000).catch((error: Error) => {
    throw new Unavailable(`no python3: ${error.message}`);
  });
  const name = `moto-${hash([version, process.arch, await readFile(REQUIREMENTS)])}`;
  const directory = await cached(name, async (part) => {
    process.stderr.write('installing moto from PyPI\n');
    const python = join(part, 'bin/python');
    const pip = [
      '-m',
      'pip',
      '--quiet',
      '--disable-pip-version-check',
      'install',
      '--requirement',
      REQUIREMENTS,
    ];
    try {
      await runProgram('python3', ['-m', 'venv', part], process.env, 120_000);
      await runProgram(python, pip, process.env, INSTALL_MS);
    } catch (error) {
      throw new Unavailable(`cannot install moto: ${(error as Error).message}`);
    }
  });
  return join(directory, 'bin/python');
}

/** Its tokens of ECR ended in 2015, and no answer is made of those: here they live for twelve hours, as ECR's do. */
const SERVER = `
import sys
from datetime import datetime, timedelta, timezone
import moto.ecr.responses
moto.ecr.responses.datetime = lambda *_, **__: datetime.now(timezone.utc) + timedelta(hours=12)
from moto.server import main
main(sys.argv[1:])
`;

export async function startMoto(): Promise<Moto> {
  const python = await install();
  const child = spawn(python, ['-u', '-c', SERVER, '--host', '127.0.0.1', '--port', '0'], {
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const lines = createInterface(child.stderr);
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    ended.then(() => reject(new Error('moto ended at its start')));
  });
  child.stdout.resume();
  return {
    url,
    commandLine: `${python} -m awscli`,
    async enforce(isEnforced) {
      const body = isEnforced ? '0' : 'inf';
      const { ok } = await fetch(`${url}/moto-api/reset-auth`, { method: 'POST', body });
      if (!ok) throw new Error('moto does not know reset-auth');
    },
    async iam(action, parameters) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          // Which service is meant, moto reads here.
          authorization:
            'AWS4-HMAC-SHA256 Credential=setup/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${action}: ${response.status} ${text}`);
      return text;
    },
    async close() {
      child.kill();
      await ended;
    },
  };
}
