// The options that Node runs with inside the executable, each with what it is seen to do: an option that a newer Node
// still takes and no longer obeys would be missed by nobody else.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Observed what the probe tells of a process
 * @property {boolean} started
 * @property {string} [stderr] after a warning of Node's
 * @property {number} [debuggers] threads that wait for the signal to open V8's
 * @property {number} [authorities] in use of those that are in the runtime
 * @property {string} [hashes] differs with the secrets of the string hash
 * @property {number} [workers] threads of V8's
 * @property {number} [youngHeap] bytes
 * @property {number} [baselineCode] bytes for a thousand functions that are not hot
 * @property {number} [patternCode] bytes for Node's pattern of an IPv6 address
 */

/**
 * The options, and what is only so of a process that obeys them; `again` is of another process with all of them.
 * With `execArgvExtension: 'none'`, NODE_OPTIONS cannot add to them.
 * @type {Readonly<Record<string, (seen: Observed, again: Observed) => boolean>>}
 */
const OPTIONS = {
  '--no-warnings': ({ stderr }) => stderr === '',
  // Or that signal opens V8's debugger on loopback, where any user runs code as whoever we are.
  '--disable-sigusr1': ({ debuggers }) => debuggers === 0,
  // In place of OPENSSL_CONF.
  '--openssl-config=/dev/null': ({ started }) => started,
  // With it, loading node:tls does not parse Node's own 140 authorities in a further thread (25 ms of a CPU). We
  // always say ourselves which authorities count: src/system/network/authorities.ts.
  '--use-openssl-ca': ({ authorities }) => authorities === 0,
  // Or V8 draws new secrets for its string hash at each start, searching primes for them, and rehashes its heap: a
  // fifth of an empty script's start. The secrets are then those of the runtime as it was released:
  // docs/decisions/0015-the-hash-secrets-of-the-runtime.md.
  '--no-rehash-snapshot': ({ hashes }, again) => hashes !== undefined && hashes === again.hashes,
  // Else V8's helper thread compiles what ends before it is used: 1 ms of a CPU, 2 to 5 with a cloud's SDK.
  '--no-sparkplug': ({ baselineCode = Number.NaN }) => baselineCode < 50_000,
  // Node asks of each host's name whether it is an IPv6 address, by a pattern that takes 4 ms of a CPU to compile twice;
  // so it takes less than 1: docs/decisions/0017-node-http-stays.md.
  '--no-regexp-optimization': ({ patternCode = Number.NaN }) => patternCode < 80_000,
  // One helper thread; starting four costs more than they do for us.
  '--v8-pool-size=1': ({ workers }) => workers === 1,
  // MB: what a cloud's SDK allocates while it is evaluated is never copied.
  '--min-semi-space-size=4': ({ youngHeap }) => youngHeap === 4 << 20,
};

export const EXEC_ARGV = Object.keys(OPTIONS);

export const PROBE = fileURLToPath(new URL('exec-argv-probe.cjs', import.meta.url));

/**
 * Runs processes, each with the probe.
 * @param {(options: readonly string[]) => readonly string[]} command a runtime's with these options, and the probe
 * @returns {string[]} the options that change nothing that is seen, of all that the executable has
 */
export function optionsWithoutEffect(command) {
  const folder = mkdtempSync(join(tmpdir(), 'exec-argv-'));
  try {
    const again = observe(command(EXEC_ARGV), folder);
    if (!again.started) {
      throw new Error(`the runtime does not start with its options: ${again.stderr}`);
    }
    const seen = observe(command(EXEC_ARGV), folder);
    return Object.entries(OPTIONS).flatMap(([option, isObeyed]) => {
      const others = EXEC_ARGV.filter((other) => other !== option);
      const obeyed = isObeyed(seen, again) && !isObeyed(observe(command(others), folder), again);
      return obeyed ? [] : [option];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {Observed} seen of a process with all the options
 * @param {Observed} again of another
 * @returns {string[]} the options that it does not obey
 */
export function optionsNotObeyed(seen, again) {
  return Object.entries(OPTIONS).flatMap(([option, isObeyed]) => (isObeyed(seen, again) ? [] : [option]));
}

/**
 * @param {readonly string[]} command with the probe
 * @param {string} folder for files that are of no use afterwards
 * @returns {Observed}
 */
export function observe([program = '', ...args], folder) {
  const openssl = join(folder, 'openssl.cnf');
  writeFileSync(openssl, BROKEN_OPENSSL_CONFIG);
  const env = { OPENSSL_CONF: openssl, SSL_CERT_FILE: '/dev/null', SSL_CERT_DIR: '/dev/null' };
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
  return status === 0 ? { started: true, stderr, ...JSON.parse(stdout) } : { started: false, stderr };
}

/** Who obeys it ends before the first script: it wants a module that does not exist. */
const BROKEN_OPENSSL_CONFIG = `nodejs_conf = node
[node]
providers = providers
[providers]
missing = missing
[missing]
module = /dev/null/missing.so
activate = 1
`;
