// Starts processes by starter.py, which says what it measures and why it is not Node that does it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Refusal } from './refusal.mjs';

const PROGRAM = fileURLToPath(new URL('./starter.py', import.meta.url));

/**
 * @typedef {{command: string[], env: Record<string, string>, stdin: string}} Run what to start
 * @typedef {{
 *   wallMs: number, processorMs: number, memoryKb: number, faults: number, exitCode: number,
 *   stdout: string, stderr: string, startedAtNs: number, answeredAtNs: number | null, endedAtNs: number,
 * }} Ended what a process has taken; `answeredAtNs` only if it ran alone
 * @typedef {{wallMs: number, runs: Ended[]}} AtOnce from the first start to the last end
 * @typedef {{run: (...runs: Run[]) => Promise<AtOnce>, stop: () => void}} Starter
 */

/** @returns {Promise<Starter>} */
export async function openStarter() {
  const child = spawn('python3', [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    await once(child, 'spawn');
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new Refusal(`python3 is needed, which starts and measures the processes (${code})`);
  }
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async run(...runs) {
      child.stdin.write(`${JSON.stringify({ runs })}\n`);
      const { value, done } = await lines.next();
      if (done) {
        throw new Error('starter.py has ended early');
      }
      return JSON.parse(value);
    },
    stop: () => child.stdin.end(),
  };
}
