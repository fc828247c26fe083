// What bash, zsh and fish offer with our completions: each shell itself completes what is typed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { COMMAND_NAMES, type CommandName } from '../../src/command-line/commands.ts';
import { INSTEAD, optionsOf as ownOptionsOf } from '../../src/command-line/options.ts';
import { findPrograms, type Packages } from '../support/debian.ts';
import { EXECUTABLE, run } from '../support/executable.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';

const NAME = 'registry-credential-provider';

const packages: Packages | Unavailable = await findPrograms({
  bash: 'bash',
  '/bin/zsh': 'zsh',
  fish: 'fish',
  script: 'bsdutils',
}).catch((error) => {
  if (error instanceof Unavailable) return error;
  throw error;
});
const skip = packages instanceof Unavailable && packages.message;

const optionsOf = (command: CommandName) =>
  [...ownOptionsOf(command), ...Object.keys(INSTEAD)].map((name) => `--${name}`);

/** What is typed, and what is offered for its last word. */
const ROWS: readonly (readonly [string, readonly string[]])[] = [
  ['', [...new Set(COMMAND_NAMES.map((command) => command.split(' ')[0] as string))]],
  ['exp', ['explain']],
  ['gener', ['generate']],
  ['generate ', ['config', 'kubelet-config', 'rbac']],
  ['generate k', ['kubelet-config']],
  ['generate rbac ', []],
  ['cache ', ['clear']],
  ['cache cl', ['clear']],
  ['completion ', ['bash', 'zsh', 'fish']],
  ['completion bash ', []],
  [
    'schema ',
    [
      'config',
      'check-report',
      'install-status',
      'credential-provider-request',
      'credential-provider-response',
    ],
  ],
  ['help gen', ['generate']],
  ['help generate ', ['config', 'kubelet-config', 'rbac']],
  ['help generate r', ['rbac']],
  ['generate --', ['--write', '--help', '--version']],
  ['--', optionsOf('provide')],
  ['explain ', []],
  ['nonsense ', []],
  ['explain --', optionsOf('explain')],
  ['explain nginx --', optionsOf('explain')],
  ['check --kubelet-', ['--kubelet-config', '--kubelet-bin-dir', '--kubelet-version']],
  ['generate kubelet-config --mer', ['--merge']],
  ['generate rbac --mer', []],
  ['cache clear --reg', ['--registry']],
  ['install --re', ['--restart-command', '--replace', '--restore-kubelet-config']],
  ['--conf', ['--config']],
  ['check --output ', ['text', 'json']],
  ['check --output=', ['text', 'json']],
  ['check -o j', ['json']],
  ['check --kubelet-version 1.2', ['1.26', '1.27', '1.28', '1.29']],
  [
    'generate rbac --audience ',
    [
      'ecr',
      'acr',
      'google',
      'secret.awsSecretsManager',
      'secret.awsParameterStore',
      'secret.googleSecretManager',
      'secret.azureKeyVault',
    ],
  ],
  ['--config f', ['file', 'folder']],
  ['--config=fi', ['file']],
  ['--config other check --kubelet-bin-dir f', ['folder']],
  ['check --kubelet-bin-dir=f', ['folder']],
  ['-c file exp', ['explain']],
  ['--config file generate ', ['config', 'kubelet-config', 'rbac']],
  ['explain --service-account ', []],
];

describe('completion', { timeout: 20 * 60_000 }, () => {
  const folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });
  const { root, env } = packages instanceof Unavailable ? { root: '/', env: {} } : packages;

  /** Runs a program in the folder that has a file and a folder to complete. */
  function shell(program: string, args: readonly string[], input = ''): string {
    const { stdout, stderr, error } = spawnSync(program, args, {
      cwd: join(folder.path, 'here'),
      env: { ...env, TERM: 'dumb', HOME: folder.path, ZDOTDIR: folder.path, LC_ALL: 'C.UTF-8' },
      input,
      encoding: 'utf8',
      timeout: 240_000,
    });
    if (error !== undefined) throw error;
    return `${stdout}${stderr}`;
  }

  /**
   * Types each line into a shell on a terminal, with the key that inserts all that is offered; the command prints its
   * arguments.
   */
  function type(command: string, key: string): string[][] {
    const typed = ROWS.map(([line]) => `${NAME} ${line}${key}\n`).join('');
    const output = shell('script', ['--quiet', '--command', command, '/dev/null'], `${typed}exit\n`);
    return [...output.matchAll(/GOT(?:([^\r\n]*))<\/>\r/g)].map(([, words = ''], index) =>
      offered(
        [...words.matchAll(/<([^>]*)>/g)].map(([, word = '']) => word),
        ROWS[index]?.[0] ?? '',
      ),
    );
  }

  const PRINT = `${NAME}() { printf GOT; printf '<%s>' "$@"; echo '</>'; }\n`;

  before(async () => {
    if (skip) return;
    mkdirSync(join(folder.path, 'here/folder'), { recursive: true });
    folder.write('here/file', '');
    for (const name of ['bash', 'zsh', 'fish']) {
      const { stdout, exit } = await run({ args: ['completion', name], command: [EXECUTABLE] });
      assert.equal(exit, 0);
      folder.write(name === 'zsh' ? `zsh/_${NAME}` : `script.${name}`, stdout);
    }
    folder.write(
      'bashrc',
      `PS1=''\nbind 'set bell-style none'\nbind 'set enable-bracketed-paste off'\n${PRINT}source ${folder.path}/script.bash\n`,
    );
    folder.write(
      '.zshrc',
      `PS1=''
[[ -d ${root}/usr/share/zsh ]] && module_path=(${root}/usr/lib/*/zsh/*(/N)) fpath=(${root}/usr/share/zsh/functions/**/*(/N))
fpath=(${folder.path}/zsh $fpath)
autoload -U compinit && compinit -u -D
zle -C all complete-word _generic && bindkey '^Xa' all
zstyle ':completion:all::::' completer _all_matches _complete
zstyle ':completion:all:*' insert yes
unsetopt beep prompt_sp
${PRINT}`,
    );
  });

  test('by bash', { skip }, () => {
    const actual = type(`bash --noprofile --rcfile ${folder.path}/bashrc -i`, '\x1b*');
    assert.deepEqual(actual, expected());
  });

  test('by zsh', { skip }, () => {
    const zsh = root === '/' ? '/bin/zsh' : join(root, 'bin/zsh');
    assert.deepEqual(type(`${zsh} -d -i`, '\x18a'), expected());
  });

  test('by fish', { skip }, () => {
    const script = [
      `set -p fish_function_path ${root}/usr/share/fish/functions`,
      `source ${folder.path}/script.fish`,
      ...ROWS.map(([line]) => `echo ROW; complete -C '${NAME} ${line}'`),
    ].join('\n');
    const [, ...rows] = shell('fish', ['--no-config', folder.write('rows.fish', script)]).split('ROW\n');
    const actual = rows.map((text, index) =>
      offered(
        text.split('\n').map((line) => line.replace(/\t.*/, '')),
        ROWS[index]?.[0] ?? '',
        true,
      ),
    );
    assert.deepEqual(actual, expected());
  });

  test('of a shell that we do not know is refused', async () => {
    const { exit, stdout, stderr } = await run({ args: ['completion', 'tcsh'] });
    assert.deepEqual([exit, stdout], [2, '']);
    assert.match(
      stderr,
      /^completion: expected bash, zsh or fish, got "tcsh"; run '.* completion --help' \[USAGE\]$/,
    );
  });
});

const expected = () => ROWS.map(([, words]) => [...words].sort());

/**
 * The offers as words, in order. Of a whole command line that is what stands in the place of its last word; that
 * itself when nothing was offered.
 */
function offered(words: readonly string[], typed: string, only = false): string[] {
  const before = typed.split(' ').slice(0, -1).length;
  const last = typed.split(' ').at(-1) as string;
  const found = (only ? words : words.slice(before))
    .map((word) => word.replace(/^--[^=]+=/, '').replace(/[/=]$/, ''))
    .filter((word) => word !== '');
  return found.join() === last.replace(/^--[^=]+=/, '') ? [] : found.sort();
}
