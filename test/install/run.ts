// A run as a process of its own, which ends itself by SIGKILL at the step that it is told.
// node run.mjs '{"root": …}': one line of JSON comes out, a RunResult.

import { existsSync } from 'node:fs';
import type { RunOptions } from './node.ts';
import { runHere } from './run-here.ts';

const options: RunOptions = JSON.parse(process.argv[2] as string);
const { root, killAt, killAtStep, holdAt } = options;

const result = await runHere(options, (step, number) => {
  if (number === killAt || step === killAtStep) {
    process.kill(process.pid, 'SIGKILL');
  }
  if (step === holdAt) {
    process.stdout.write('held\n');
    while (!existsSync(`${root}-go-on`)) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
});
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);
