// `npm run soak`: ten minutes of pulls among kills, clock steps, faults and damage, the same for the same seed.
// node test/soak/main.ts [--minutes N] [--seed N] [--round N]; needs `npm run build`. Exit 1 when something happened
// that must not.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findFakeTime } from './node-clock.ts';
import { Soak, Violation } from './soak.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    /** This round alone, again and again. */
    round: { type: 'string' },
  },
});
const minutes = numberOf('minutes', values.minutes);
const seed = numberOf('seed', values.seed);
const onlyRound = values.round === undefined ? undefined : numberOf('round', values.round);

/** Set in the inner process: its folder, and the path of libfaketime. */
const INSIDE = { folder: 'RCP_SOAK_FOLDER', fakeTime: 'RCP_SOAK_FAKETIME' } as const;
const LAST_STEPS = 15;

const { [INSIDE.folder]: folder, [INSIDE.fakeTime]: fakeTime } = process.env;
process.exitCode =
  folder === undefined || fakeTime === undefined ? await outside() : await soak(folder, fakeTime);

/**
 * Where we may, in namespaces of our own: no network but loopback, mounts that are gone with us, and a kernel that
 * ends every process of ours however we end.
 */
async function outside(): Promise<number> {
  const unshare = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c'];
  const enter = 'ip link set lo up && mount -t tmpfs tmpfs /dev/shm && exec "$@"';
  const mayEnter = spawnSync('unshare', [...unshare, enter, 'sh', 'true'], { stdio: 'ignore' }).status === 0;
  const self = [process.execPath, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const [command = '', ...args] = mayEnter ? ['unshare', ...unshare, enter, 'sh', ...self] : self;
  const library = await findFakeTime();
  const folder = mkdtempSync(join(tmpdir(), 'rcp-soak-'));
  try {
    const env = { ...process.env, [INSIDE.folder]: folder, [INSIDE.fakeTime]: library };
    const inner = spawn(command, args, { stdio: 'inherit', env });
    process.on('SIGINT', () => {}); // it reaches the inner one too, which ends with its round
    process.on('SIGTERM', () => inner.kill(mayEnter ? 'SIGKILL' : 'SIGTERM'));
    const [status] = await once(inner, 'close');
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function soak(folder: string, fakeTime: string): Promise<number> {
  const steps: string[] = [];
  let round = onlyRound ?? 1;
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      interrupted = true;
    });
  }
  const soak = await Soak.start({ folder, seed, fakeTime });
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  console.log(`soak: seed ${seed}, ${minutes} minutes, ${soak.surroundings}`);
  try {
    while (elapsed() < minutes * 60 && !interrupted) {
      steps.length = 0;
      await soak.round(round, (what) => {
        steps.push(`${elapsed().toFixed(2)} s  round ${round}, step ${steps.length}: ${what}`);
      });
      if (onlyRound === undefined) round += 1;
    }
    return 0;
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    console.error(steps.slice(-LAST_STEPS).join('\n'));
    console.error(`\nsoak: violation in round ${round}, after step ${steps.length - 1}: ${error.message}`);
    console.error(`replay: npm run soak -- --seed ${seed} --round ${round}`);
    return 1;
  } finally {
    await soak.end();
    console.log(`\n${elapsed().toFixed(0)} s\n${soak.tally}\nthe metrics of its log:\n${soak.metrics}`);
  }
}

function numberOf(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) {
    console.error(`--${option}: expected a number above 0, got ${text}`);
    process.exit(2);
  }
  return number;
}
