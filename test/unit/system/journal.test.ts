// A line to the journal: what goes over the socket, and a journal that is not there or does not read.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type JournalField, writeToJournal } from '../../../src/system/journal.ts';
import { ROOT_ONLY, temporaryFolder } from '../../support/temporary.ts';

test('the header of sd_journal_stream_fd, then the line', async (context) => {
  const socket = join(temporaryFolder(context).path, 'stdout');
  const server = createServer().listen(socket);
  context.after(() => server.close());
  const received = once(server, 'connection').then(async ([connection]: Socket[]) => {
    let text = '';
    for await (const chunk of (connection as Socket).setEncoding('utf8')) text += chunk;
    return text;
  });
  await writeToJournal('{"a":"ü"}', {
    identifier: 'me',
    priority: 'warning',
    fields: [],
    timeoutMs: 5_000,
    socket,
  });
  assert.equal(await received, 'me\n\n4\n0\n0\n0\n0\n{"a":"ü"}\n');
});

/** A journal that takes one line over its stream, and a logger that is this script. */
function journalWith(context: TestContext, script: string | undefined) {
  const folder = temporaryFolder(context, ROOT_ONLY);
  const socket = join(folder.path, 'stdout');
  const lines: string[] = [];
  const server = createServer((connection) => {
    connection.setEncoding('utf8').on('data', (text: string) => lines.push(text));
  }).listen(socket);
  context.after(() => server.close());
  chmodSync(folder.path, 0o755);
  const logger =
    script === undefined
      ? join(folder.path, 'none')
      : folder.write('logger', `#!/bin/sh\ncd ${folder.path}\n${script}\n`, 0o755);
  const write = (line: string, fields: readonly JournalField[], timeoutMs = 20_000) =>
    writeToJournal(line, {
      ...{ identifier: 'me', priority: 'err', fields, timeoutMs, socket },
      loggers: [join(folder.path, 'absent'), logger],
    });
  /** What came over the stream, all of which was sent before this one. */
  const streamed = async () => {
    connect(socket).end('end');
    while (lines.at(-1) !== 'end') await delay(5);
    return lines.slice(0, -1);
  };
  const given = (name: string) => {
    const path = join(folder.path, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  return { logger, streamed, write, given };
}

const FIELDS = [
  ['CODE', 'BACKEND_DENIED'],
  ['IMAGE', 'a.example/app'],
] as const;

describe('a line with fields', {
  skip: process.getuid?.() === 0 ? false : 'who may be believed is tested as root',
}, () => {
  test('is given to logger, a field in each line, with nothing of our environment', async (context) => {
    const { write, given, streamed } = journalWith(context, 'echo "$@" > args; cat > fields; env > env');
    await write('{"a":"ü"}', [...FIELDS, ['CODE', 'HOST_REFUSED']]);
    assert.equal(given('args'), '--journald\n');
    assert.equal(
      given('fields'),
      'MESSAGE={"a":"ü"}\nPRIORITY=3\nSYSLOG_IDENTIFIER=me\nCODE=BACKEND_DENIED\nIMAGE=a.example/app\nCODE=HOST_REFUSED\n',
    );
    assert.doesNotMatch(given('env') ?? '', /HOME|PATH=.*node/);
    assert.deepEqual(await streamed(), [], 'and not over the stream as well');
  });

  test('a value cannot bring a field along, and has a bound', async (context) => {
    const { write, given } = journalWith(context, 'cat > fields');
    const hostile = 'a.example/x\nCODE=EVIL\r\n\0\u2028PRIORITY=0\u001b[2J';
    await write('one\nMESSAGE=two', [
      ['IMAGE', hostile],
      ['RULE', 'x'.repeat(5_000)],
    ]);
    const fields = (given('fields') ?? '').split('\n');
    assert.deepEqual(fields.slice(0, 4), [
      'MESSAGE=one\\u{a}MESSAGE=two',
      'PRIORITY=3',
      'SYSLOG_IDENTIFIER=me',
      'IMAGE=a.example/x\\u{a}CODE=EVIL\\u{d}\\u{a}\\u{0}\\u{2028}PRIORITY=0\\u{1b}[2J',
    ]);
    assert.deepEqual([fields[4]?.length, fields.length], ['RULE='.length + 1_024, 6]);
  });

  const FAILING: Readonly<Record<string, string | undefined>> = {
    'is not there': undefined,
    'knows no --journald': 'echo "unrecognized option" >&2; exit 1',
    'is killed': 'kill -9 $$',
    'writes without end': 'yes',
    'does not read': 'exit 1',
  };
  for (const [what, script] of Object.entries(FAILING)) {
    test(`goes over the stream where logger ${what}`, async (context) => {
      const { write, streamed } = journalWith(context, script);
      await write('text', FIELDS);
      assert.deepEqual(await streamed(), ['me\n\n3\n0\n0\n0\n0\ntext\n']);
    });
  }

  test('a logger that does not end is killed with what it has started', async (context) => {
    const { write, streamed, given } = journalWith(context, 'sleep 1000 & echo $! > child; wait');
    await write('text', FIELDS, 2_000);
    assert.equal((await streamed()).length, 1);
    const child = given('child')?.trim();
    const isGone = () => {
      const stat = `/proc/${child}/stat`;
      return !existsSync(stat) || /\) Z /.test(readFileSync(stat, 'utf8'));
    };
    while (!isGone()) await delay(20);
  });

  test('a logger that another user can write is not run', async (context) => {
    const { write, streamed, logger, given } = journalWith(context, 'touch was-run');
    chmodSync(logger, 0o777);
    await write('text', FIELDS);
    assert.deepEqual([(await streamed()).length, given('was-run')], [1, undefined]);
  });

  test('without fields no process is started', async (context) => {
    const { write, streamed, given } = journalWith(context, 'touch was-run');
    await write('text', []);
    assert.deepEqual([(await streamed()).length, given('was-run')], [1, undefined]);
  });
});

test('no journal is an error', async (context) => {
  const socket = join(temporaryFolder(context).path, 'stdout');
  await assert.rejects(
    writeToJournal('x', { identifier: 'me', priority: 'info', fields: [], timeoutMs: 5_000, socket }),
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
    writeToJournal(long, { identifier: 'me', priority: 'info', fields: [], timeoutMs: 200, socket }),
    /takes no data/,
  );
});
