// The DNS of a network namespace of its own, gone in one of the ways in which it goes: `node name-server.ts MODE` says
// `ready` and ends when its standard input does. RFC 1035.

import { createSocket } from 'node:dgram';

/** `absent`: nobody listens. `unknown`: it knows no name. `silent`: it takes each question and says nothing. */
export type NameServerMode = 'absent' | 'unknown' | 'silent';

const mode = process.argv[2] as NameServerMode;
const socket = createSocket('udp4');

if (mode === 'unknown') {
  socket.on('message', (question, { port, address }) => {
    const answer = Buffer.from(question);
    answer.writeUInt16BE(0x8183, 2); // an answer, recursion desired and available, no such name
    answer.fill(0, 6, 12); // no records, not even the one that asks for larger answers
    answer.writeUInt16BE(1, 4);
    socket.send(answer, port, address);
  });
}
if (mode === 'absent') {
  process.stdout.write('ready\n');
} else {
  socket.bind(53, '0.0.0.0', () => process.stdout.write('ready\n'));
}
process.stdin.resume().on('end', () => process.exit());
