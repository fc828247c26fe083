// One run of the node-wide cache as a process of its own, with a cloud on loopback in the place of a real one.
// node pull.cjs '{"directory": …}': one line of JSON comes out, a PullResult.

import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { Credentials } from '../../src/backend/backend.ts';
import { NodeCache } from '../../src/cache/node-cache.ts';
import { type ErrorCode, ProviderError } from '../../src/errors.ts';
import { Secret } from '../../src/secret.ts';
import { Deadline } from '../../src/system/deadline.ts';
import type { PullOptions, PullResult } from './node.ts';

/** As in node.ts, which this program does without. */
const WAITS = 'waits-';

const options: PullOptions = JSON.parse(process.argv[2] as string);
const { directory, url, identity, killAt, stopAt, deadlineMs = 600_000, now } = options;
const startedAt = performance.now();

const cache = new NodeCache({
  directory,
  uid: process.geteuid?.() ?? -1,
  now: () => now ?? Date.now(),
  graceMs: 0,
  deadline: new Deadline(deadlineMs, () => performance.now() - startedAt),
  onStep: (step) => {
    if (step === 'waiting') {
      writeFileSync(`${WAITS}${process.pid}`, '');
    }
    if (step === killAt) {
      process.kill(process.pid, 'SIGKILL');
    }
    if (step === stopAt) {
      process.kill(process.pid, 'SIGSTOP');
    }
  },
});

const REFUSALS: Readonly<Record<number, ErrorCode>> = {
  403: 'BACKEND_DENIED',
  429: 'BACKEND_THROTTLED',
  503: 'BACKEND_UNAVAILABLE',
};

function ask(): Promise<Credentials> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${identity}`, { agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => {
        const code = REFUSALS[response.statusCode ?? 0];
        if (code !== undefined) {
          reject(new ProviderError(`cloud: status ${response.statusCode}`, { code }));
          return;
        }
        const { password, lifeMs } = JSON.parse(body) as { password: string; lifeMs: number };
        const expiresAt = new Date(Date.now() + lifeMs);
        resolve({
          scope: 'registry',
          entries: [{ username: 'AWS', password: new Secret(password), expiresAt }],
        });
      });
    });
    sent.on('error', (cause) =>
      reject(new ProviderError('cloud: no answer', { code: 'NETWORK_FAILED', cause })),
    );
    sent.end();
  });
}

function end(result: Omit<PullResult, 'outcome' | 'troubles' | 'ms' | 'cpuMs'>): void {
  const { outcome = 'none', troubles = [] } = cache.report ?? {};
  const { user, system } = process.cpuUsage();
  const cpuMs = (user + system) / 1000;
  const ms = performance.now() - startedAt;
  process.stdout.write(JSON.stringify({ ...result, outcome, troubles, ms, cpuMs }));
}

cache
  .through(
    { rule: 'ecr', backend: 'ecr', registry: 'registry.example', key: { identity }, byToken: false, ask },
    { signal: AbortSignal.timeout(deadlineMs) },
  )
  .then(
    ({ entries }) => end({ password: entries[0]?.password.reveal() ?? '' }),
    (error: ProviderError) => end({ code: error.code, message: error.message }),
  );
