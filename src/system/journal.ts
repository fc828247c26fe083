// Writes a line to systemd's journal. Its native socket takes datagrams, which Node cannot send to a Unix socket;
// the other one is a stream, and what sd_journal_stream_fd(3) writes to it first is written here. A stream has no fields:
// a line that has some is given to logger(1), and goes over the stream only where that fails (docs/decisions/0019).
// https://www.freedesktop.org/software/systemd/man/latest/sd_journal_stream_fd.html
// https://man7.org/linux/man-pages/man1/logger.1.html

import { escapeControls } from '../escape.ts';
import { followRootOnly } from './root-only.ts';

/** https://man7.org/linux/man-pages/man3/syslog.3.html */
export type Priority = 'err' | 'warning' | 'info';

const PRIORITIES: Readonly<Record<Priority, number>> = { err: 3, warning: 4, info: 6 };

const JOURNAL_SOCKET = '/run/systemd/journal/stdout';

/** Of util-linux, on every distribution that has systemd. */
const LOGGERS = ['/usr/bin/logger', '/bin/logger'];
/** Of a value; what journald makes an index of is no longer. */
const MAX_VALUE = 1_024;

/** A name of capital letters, digits and `_`, and a value. */
export type JournalField = readonly [name: string, value: string];

interface JournalOptions {
  readonly identifier: string;
  readonly priority: Priority;
  /** By which the entry is found, beside its text; one name may have several values. */
  readonly fields: readonly JournalField[];
  /** A journal that does not take it is waited for this long, and a logger for the same time before. */
  readonly timeoutMs: number;
  readonly socket?: string;
  readonly loggers?: readonly string[];
}

/** @throws the socket's error; never later than twice the timeout */
export async function writeToJournal(line: string, options: JournalOptions): Promise<void> {
  if (options.fields.length === 0 || !(await writeWithFields(line, options))) {
    await writeToStream(line, options);
  }
}

/** Whether it was taken. */
async function writeWithFields(
  line: string,
  { identifier, priority, fields, timeoutMs, loggers = LOGGERS }: JournalOptions,
): Promise<boolean> {
  const logger = loggers.find((path) => {
    const { facts, problem } = followRootOnly(path);
    return problem === undefined && facts?.isFile();
  });
  if (logger === undefined) return false;
  const { runFilter } = await import('./program.ts');
  const entry: readonly JournalField[] = [
    ['MESSAGE', escapeControls(line)],
    ['PRIORITY', `${PRIORITIES[priority]}`],
    ['SYSLOG_IDENTIFIER', identifier],
    // A line end in a value would begin another field.
    ...fields.map(([name, value]) => [name, escapeControls(value).slice(0, MAX_VALUE)] as const),
  ];
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  try {
    const input = entry.map(([name, value]) => `${name}=${value}\n`).join('');
    const options = { env: {}, signal: late.signal, maxBytes: MAX_VALUE, input };
    const result = await runFilter([logger, '--journald'], options);
    return result.kind === 'exited' && result.exit === 0;
  } catch {
    return false; // late, or it could not be started
  } finally {
    clearTimeout(timer);
  }
}

async function writeToStream(
  line: string,
  { identifier, priority, timeoutMs, socket = JOURNAL_SOCKET }: JournalOptions,
): Promise<void> {
  const { connect } = await import('node:net');
  const level = PRIORITIES[priority];
  // Who writes, of which unit, how urgent; whether lines begin with <N>; whether to forward to syslog, kmsg, console.
  const header = [identifier, '', level, 0, 0, 0, 0];
  await new Promise<void>((resolve, reject) => {
    const connection = connect(socket);
    const timer = setTimeout(() => {
      connection.destroy();
      reject(new Error('the journal takes no data'));
    }, timeoutMs);
    connection.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    connection.end(`${[...header, line].join('\n')}\n`, () => {
      clearTimeout(timer);
      connection.destroy();
      resolve();
    });
  });
}
