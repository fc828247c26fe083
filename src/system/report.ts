// A descriptor that the process was started with beside its three, for what its parent wants to know of its run.

import { writeSync } from 'node:fs';

/** @throws the system's error, also where there is no such descriptor */
export function writeReport(descriptor: 3, line: string): void {
  writeSync(descriptor, `${line}\n`);
}
