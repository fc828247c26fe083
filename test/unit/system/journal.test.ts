// A line to the journal: what goes over the socket, and a journal that is not there or does not read.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeToJournal } from '../../../src/system/journal.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('the header of sd_journal_stream_fd, then the line', async (context) => {
  const socket = join(temporaryFolder(context).path, 'stdout');
  const server = createServer().listen(socket);
  context.after(() => server.close());
  const received = once(server, 'connection').then(async ([connection]: Socket[]) => {
    let text = '';
    for await (const chunk of (connection as Socket).setEncoding('utf8')) text += chunk;
    return text;
  });
  await writeToJournal('{"a":"ü"}', { identifier: 'me', priority: 'warning', timeoutMs: 5_000, socket });
  assert.equal(await received, 'me\n\n4\n0\n0\n0\n0\n{"a":"ü"}\n');
});

test('no journal is an error', async (context) => {
  const socket = join(temporaryFolder(context).path, 'stdout');
  await assert.rejects(
    writeToJournal('x', { identifier: 'me', priority: 'info', timeoutMs: 5_000, socket }),
    { code: 'ENOENT' },
  );
});

test('a journal that does not read is left', async (context) => {
  const socket = join(temporaryFolder(context).path, 'stdout');
  const server = createServer({ pauseOnConnect: true }).listen(socket);
  const connections: Socket[] = [];
  server.on('connection', (connection) => connections.push(connection));
  context.after(() => {
    for (const connection of connections) connection.destroy();
    server.close();
  });
  const long = 'x'.repeat(4 * 1024 * 1024);
  await assert.rejects(
    writeToJournal(long, { identifier: 'me', priority: 'info', timeoutMs: 200, socket }),
    /takes no data/,
  );
});
