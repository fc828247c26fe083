// Writes a line to systemd's journal. Its native socket takes datagrams, which Node cannot send to a Unix socket;
// the other one is a stream, and what sd_journal_stream_fd(3) writes to it first is written here.
// https://www.freedesktop.org/software/systemd/man/latest/sd_journal_stream_fd.html

/** https://man7.org/linux/man-pages/man3/syslog.3.html */
export type Priority = 'err' | 'warning' | 'info';

const PRIORITIES: Readonly<Record<Priority, number>> = { err: 3, warning: 4, info: 6 };

const JOURNAL_SOCKET = '/run/systemd/journal/stdout';

interface JournalOptions {
  readonly identifier: string;
  readonly priority: Priority;
  /** A journal that does not take it is waited for this long. */
  readonly timeoutMs: number;
  readonly socket?: string;
}

/** @throws the socket's error; never later than the timeout */
export async function writeToJournal(
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
