// Lines in the journal of systemd itself: journalctl finds a failure by its code, rule and image.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { whyNoSystemd } from '../install/real-systemd.ts';
import { EXECUTABLE, request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const SECRET = 'secret-canary-Jn42';
const folder = temporaryFolder({ after });

type Entry = Readonly<Record<string, string | readonly string[] | undefined>>;

const said = (name: string): string => readFileSync(join(folder.path, name), 'utf8');
const entries = (name: string): Entry[] =>
  said(name)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const messageOf = ({ MESSAGE }: Entry) => JSON.parse(MESSAGE as string);

describe("systemd's journal", { skip: await whyNoSystemd() }, () => {
  before(async () => {
    const dockerConfig = (name: string) => ({ dockerConfig: { path: join(folder.path, name) } });
    folder.write(
      'good.json',
      JSON.stringify({ auths: { 'b.example': { username: 'u', password: SECRET } } }),
    );
    folder.write(
      'config.yaml',
      configText(
        [
          { name: 'harbor', matchImages: ['a.example'], ...dockerConfig('none.json') },
          { name: 'first', matchImages: ['b.example/chain'], continue: true, ...dockerConfig('none.json') },
          { name: 'good', matchImages: ['b.example'], ...dockerConfig('good.json') },
        ],
        { log: { journald: true } },
      ),
    );
    folder.write('fails.json', request('a.example/team/app'));
    folder.write('works.json', request('b.example/app'));
    folder.write('chain.json', request('b.example/chain/app'));
    folder.write('hostile.json', request('a.example/x\nCODE=EVIL\nMESSAGE=evil'));
    const namespaces = ['--mount', '--propagation=private', '--pid', '--fork', '--net', '--kill-child'];
    const { exit, stderr } = await run({
      command: ['unshare', ...namespaces, '--mount-proc', 'sh', join(import.meta.dirname, 'journal.sh')],
      args: [folder.path, EXECUTABLE],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      timeoutMs: 240_000,
    });
    assert.equal(exit, 0, stderr);
  });

  test('a failure has fields, and the line of the log is its text', () => {
    const [entry, ...more] = entries('by-code').filter(({ IMAGE }) => IMAGE === 'a.example/team/app');
    assert.deepEqual(more, []);
    const { CODE, RESULT, RULE, BACKEND, IDENTITY, PRIORITY, SYSLOG_IDENTIFIER, SERVICE_ACCOUNT } =
      entry ?? {};
    assert.deepEqual(
      { CODE, RESULT, RULE, BACKEND, IDENTITY, PRIORITY, SYSLOG_IDENTIFIER, SERVICE_ACCOUNT },
      {
        CODE: 'FILE_UNREADABLE',
        RESULT: 'failure',
        RULE: 'harbor',
        BACKEND: 'dockerConfig',
        IDENTITY: 'node',
        PRIORITY: '3',
        SYSLOG_IDENTIFIER: 'registry-credential-provider',
        SERVICE_ACCOUNT: undefined,
      },
    );
    const { code, image, result } = messageOf(entry as Entry);
    assert.deepEqual([code, image, result], ['FILE_UNREADABLE', 'a.example/team/app', 'failure']);
    assert.ok(entries('by-rule').some(({ __CURSOR }) => __CURSOR === entry?.__CURSOR));
  });

  test('a rule of a chain that failed is found, though the pull got a credential', () => {
    const [entry] = entries('by-code').filter(({ RESULT }) => RESULT === 'credential');
    assert.deepEqual(
      [entry?.RULE, entry?.CODE, entry?.PRIORITY, entry?.IMAGE],
      ['first', 'FILE_UNREADABLE', '4', 'b.example/chain/app'],
    );
  });

  test('a pull without a failure is a line without fields', () => {
    const entry = entries('all').find((each) => messageOf(each).image === 'b.example/app');
    assert.deepEqual([entry?.RULE, entry?.RESULT, entry?.PRIORITY], [undefined, undefined, '6']);
    assert.equal(messageOf(entry as Entry).result, 'credential');
    assert.match(said('works.out'), new RegExp(SECRET), 'what the kubelet gets');
  });

  test('an image cannot bring fields along', () => {
    assert.deepEqual(entries('evil'), []);
    const [entry] = entries('all').filter(({ MESSAGE }) => `${MESSAGE}`.includes('EVIL'));
    assert.equal(messageOf(entry as Entry).result, 'failure');
    assert.ok(!entries('all').some(({ MESSAGE }) => MESSAGE === 'evil'));
  });

  test('without a logger that can be believed, or that knows how, the line is there without fields', () => {
    const lines = entries('all').filter((each) => messageOf(each).image === 'a.example/team/app');
    assert.deepEqual(
      lines.map(({ CODE, PRIORITY }) => [CODE, PRIORITY]).toSorted(),
      [
        ['FILE_UNREADABLE', '3'],
        [undefined, '3'],
        [undefined, '3'],
      ].toSorted(),
    );
  });

  test('no secret, and a failure is said to the kubelet as ever', () => {
    assert.ok(!said('all').includes(SECRET));
    assert.match(said('fails.err'), /\[FILE_UNREADABLE\]$/);
    assert.equal(said('other.err'), said('fails.err'));
  });
});
