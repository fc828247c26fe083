// Compresses what its maker gives it. By pako: what Node's own zlib makes depends on the processor, by which it chooses
// its hashes.

import { parentPort, workerData } from 'node:worker_threads';
import { gzip } from 'pako';

parentPort?.postMessage(gzip(workerData, { level: 6 }));
