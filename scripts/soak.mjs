// Ten minutes of random kills, clock steps, faults and damage: npm run soak [-- --minutes N --seed N --round N]. Not
// part of the tests, which run a few seconds of it. test/soak/main.ts says what it does.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runtimePath } from './runtime.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const build = spawnSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
if (build.status !== 0) {
  process.exit(1);
}
// Ctrl-C reaches the soak too, which ends its processes and mounts before we end.
process.on('SIGINT', () => {});
const { status } = spawnSync(runtimePath(process.arch), ['test/soak/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
