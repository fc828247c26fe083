// In the place of a kubelet: answers at /healthz, ends when its plan says so, and writes a log. Started as
// `kubelet stand-in-kubelet.ts FOLDER`, so that its command line is that of a kubelet.

import { appendFileSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

export interface Plan {
  readonly port: number;
  /** Status of /healthz; undefined: nothing listens. */
  readonly healthz?: number;
  /** Exit code, and after how many milliseconds; undefined: it stays. With `if`, only where that file has that text. */
  readonly end?: {
    readonly afterMs: number;
    readonly exit: number;
    readonly if?: { readonly file: string; readonly text: string };
  };
  /** Lines for its log at its start. */
  readonly log?: readonly string[];
}

const folder = process.argv[2] as string;
const plan: Plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));

// What a test gives as the kernel's /proc has this node's processes and no others.
const link = join(folder, 'proc', String(process.pid));
rmSync(link, { force: true }); // of another machine's process of that number, in the same folder
symlinkSync(`/proc/${process.pid}`, link);
writeFileSync(join(folder, 'pid'), String(process.pid));
const { end } = plan;
const ends =
  end !== undefined && (end.if === undefined || readFileSync(end.if.file, 'utf8').includes(end.if.text));
for (const line of plan.log ?? []) {
  appendFileSync(join(folder, 'kubelet.log'), `${line}\n`);
}

if (plan.healthz !== undefined && (!ends || end.if === undefined)) {
  createServer((request, response) => {
    response.writeHead(request.url === '/healthz' ? (plan.healthz ?? 500) : 404).end('ok');
  }).listen(plan.port, '127.0.0.1');
}
if (ends) {
  setTimeout(() => process.exit(end.exit), end.afterMs);
} else {
  setInterval(() => {}, 60_000);
}
