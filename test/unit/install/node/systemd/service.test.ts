// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of systemd
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { commandOf, findService } from '../../../../../src/install/node/systemd/service.ts';
import { testHost } from '../../../../install/hosts.ts';
import { temporaryFolder } from '../../../../support/temporary.ts';

const ETC = 'etc/systemd/system';
const RUN = 'run/systemd/system';
const USR = 'usr/lib/systemd/system';
const unit = (...lines: readonly string[]) => ['[Service]', ...lines, ''].join('\n');

/** Files by path; those that begin with `->` are links. */
type Files = Readonly<Record<string, string>>;

describe('a service', () => {
  for (const [name, files, expected] of [
    ['as its unit has it', { [`${USR}/k.service`]: unit('ExecStart=/k a') }, ['/k', 'a']],
    [
      'of two units the one in /etc',
      { [`${USR}/k.service`]: unit('ExecStart=/k usr'), [`${ETC}/k.service`]: unit('ExecStart=/k etc') },
      ['/k', 'etc'],
    ],
    [
      'drop-ins by name, whichever folder they are in',
      {
        [`${USR}/k.service`]: unit('ExecStart=/k'),
        [`${ETC}/k.service.d/10-a.conf`]: unit('ExecStart=', 'ExecStart=/k ten'),
        [`${USR}/k.service.d/20-b.conf`]: unit('ExecStart=', 'ExecStart=/k twenty'),
      },
      ['/k', 'twenty'],
    ],
    [
      'of two drop-ins with one name that of the earlier folder',
      {
        [`${USR}/k.service`]: unit('ExecStart=/k $A'),
        [`${USR}/k.service.d/10.conf`]: unit('Environment=A=usr'),
        [`${RUN}/k.service.d/10.conf`]: unit('Environment=A=run'),
      },
      ['/k', 'run'],
    ],
    [
      'a masked drop-in',
      {
        [`${USR}/k.service`]: unit('ExecStart=/k $A'),
        [`${USR}/k.service.d/10.conf`]: unit('Environment=A=usr'),
        [`${ETC}/k.service.d/10.conf`]: '->/dev/null',
      },
      ['/k'],
    ],
    [
      'drop-ins for all services',
      {
        [`${USR}/k.service`]: unit('ExecStart=/k $A'),
        [`${ETC}/service.d/1.conf`]: unit('Environment=A=all'),
      },
      ['/k', 'all'],
    ],
    [
      'what is no drop-in',
      {
        [`${USR}/k.service`]: unit('ExecStart=/k'),
        [`${ETC}/k.service.d/1.conf.bak`]: unit('ExecStart=', 'ExecStart=/b'),
      },
      ['/k'],
    ],
    [
      'other sections do not count',
      { [`${USR}/k.service`]: `[Unit]\nExecStart=/no\n${unit('ExecStart=/k')}[Install]\nExecStart=/no\n` },
      ['/k'],
    ],
    [
      'variables: files over settings, later over earlier, empty forgets',
      {
        [`${USR}/k.service`]: unit(
          'Environment=X=gone',
          'Environment=',
          'Environment="A=1 2" B=3',
          'Environment=B=4 C=5',
          'EnvironmentFile=/gone.env',
          'EnvironmentFile=',
          'EnvironmentFile=-/etc/a.env',
          'EnvironmentFile=/etc/b.env',
          'ExecStart=/k $A ${B} ${C} $D $X',
        ),
        'gone.env': 'D=no\n',
        'etc/a.env': 'C=6\nD=7\n',
        'etc/b.env': 'D="8 9"\n',
      },
      ['/k', '1', '2', '4', '6', '8', '9'],
    ],
    [
      'prefixes, and specifiers',
      {
        [`${USR}/k.service`]: unit(
          'EnvironmentFile=-/etc/default/%N',
          'ExecStart=-/k --name=%H --short=%l --unit=%n --percent=%%d --other=%i $A',
        ),
        'etc/default/k': 'A=1\n',
        'etc/hostname': 'Node.example\n',
      },
      ['/k', '--name=node.example', '--short=node', '--unit=k.service', '--percent=%d', '--other=%i', '1'],
    ],
    ['no variables behind a colon', { [`${USR}/k.service`]: unit('ExecStart=:/k $A') }, ['/k', '$A']],
    ['another name behind an at sign', { [`${USR}/k.service`]: unit('ExecStart=@/k me a') }, ['/k', 'a']],
    ['no command line', { [`${USR}/k.service`]: unit('Type=oneshot') }, undefined],
    ['a command line that systemd ignores', { [`${USR}/k.service`]: unit('ExecStart=/k "a') }, undefined],
  ] as const satisfies readonly (readonly [string, Files, readonly string[] | undefined])[]) {
    test(name, (context) => {
      const folder = temporaryFolder(context);
      for (const [path, text] of Object.entries<string>(files)) {
        if (text.startsWith('->')) {
          mkdirSync(dirname(join(folder.path, path)), { recursive: true });
          symlinkSync(text.slice(2), join(folder.path, path));
        } else {
          folder.write(path, text);
        }
      }
      const service = findService(testHost(folder.path), 'k.service');
      assert.ok(service);
      assert.deepEqual(commandOf(testHost(folder.path), service), expected);
    });
  }

  test('none, and a masked one', (context) => {
    const folder = temporaryFolder(context);
    folder.write(`${USR}/k.service`, unit('ExecStart=/k'));
    mkdirSync(join(folder.path, ETC), { recursive: true });
    symlinkSync('/dev/null', join(folder.path, ETC, 'k.service'));
    assert.equal(findService(testHost(folder.path), 'k.service'), undefined);
    assert.equal(findService(testHost(folder.path), 'other.service'), undefined);
  });
});
