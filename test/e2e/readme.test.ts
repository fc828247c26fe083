// README.md says what is so: its configuration and transcripts, as they stand there, on a node of its own; its hand test,
// and all that `npm run demo` shows, typed again after the demo. RCP_WRITE_DOCS=1 writes the transcripts.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { EXECUTABLE, ROOT } from '../support/executable.ts';
import { temporaryFolder } from '../support/temporary.ts';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const BIN = '/opt/registry-credential-provider/bin';
const skip = process.getuid?.() === 0 ? false : 'an /etc of its own needs root';

/** The fenced blocks of a language, in their order, each without its indentation. */
function blocks(language: string): string[] {
  const fences = README.matchAll(new RegExp(`^( *)\`\`\`${language}\n(.*?)^\\1\`\`\`$`, 'gms'));
  return [...fences].map(([, indentation, text = '']) =>
    text.replaceAll(new RegExp(`^${indentation}`, 'gm'), ''),
  );
}

/** The one block of that language that has this text. */
function block(language: string, part: string): string {
  const found = blocks(language).filter((text) => text.includes(part));
  assert.equal(found.length, 1, `blocks of ${language} in README.md that have ${part}`);
  return found[0] as string;
}

interface Typed {
  readonly command: string;
  readonly output: string;
}

/** Of a block of `console`: what is typed after each `$ `, with the lines that continue it, and what is shown for it. */
function transcript(text: string): Typed[] {
  return text
    .split(/^\$ /m)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [, command = '', output = ''] = /^((?:.*\\\n)*.*\n)([\s\S]*)$/.exec(part) ?? [];
      return { command, output };
    });
}

/** Each with its output in the place of what is shown. */
function writeTranscripts(outputs: readonly string[]): void {
  let index = 0;
  const text = README.replaceAll(
    /^( *)```console\n([\s\S]*?)^\1```$/gm,
    (_, indentation: string, shown: string) => {
      const lines = transcript(shown.replaceAll(new RegExp(`^${indentation}`, 'gm'), ''))
        .map(({ command }) => `$ ${command}${outputs[index++]}`)
        .join('');
      return `${indentation}\`\`\`console\n${lines.replaceAll(/^(?=.)/gm, indentation)}${indentation}\`\`\``;
    },
  );
  writeFileSync(join(ROOT, 'README.md'), text);
}

test('the transcripts of README.md are what its commands print', { skip }, (context) => {
  const typed = blocks('console').flatMap(transcript);
  assert.ok(typed.length >= 3);
  const folder = temporaryFolder(context);
  const ours = 'etc/registry-credential-provider';
  folder.write(`${ours}/config.yaml`, block('yaml', 'kind: RegistryCredentialProviderConfig'));
  folder.write(`${ours}/harbor.password`, 'not-a-real-password\n');
  folder.write(
    `${ours}/dockerconfig.json`,
    JSON.stringify({ auths: { 'registry.example': { username: 'puller', password: 'not-real' } } }),
  );
  mkdirSync(join(folder.path, 'etc/kubernetes'));
  typed.forEach(({ command }, index) => {
    folder.write(`${index}.sh`, command);
  });
  execFileSync(
    'unshare',
    [
      ...['--mount', '--propagation=private', '--pid', '--fork', '--mount-proc', 'sh'],
      ...[join(import.meta.dirname, 'readme.sh'), folder.path, EXECUTABLE],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { PATH: `${BIN}:/usr/sbin:/usr/bin:/sbin:/bin` } },
  );
  const outputs = typed.map((_, index) => readFileSync(join(folder.path, `${index}.out`), 'utf8'));
  if (process.env.RCP_WRITE_DOCS) writeTranscripts(outputs);
  typed.forEach(({ command, output }, index) => {
    assert.equal(outputs[index]?.trimEnd(), output.trimEnd(), command);
  });
});

describe('npm run demo', () => {
  let shown: readonly Typed[] = [];

  before(() => {
    const demo = execFileSync(process.execPath, ['scripts/demo.mjs', '--built'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    shown = [...demo.matchAll(/^((?:echo '.*' \|\n)? {2}dist\/.*\n)\n([\s\S]*?exit code \d+)$/gm)].map(
      ([, command = '', output = '']) => ({ command, output }),
    );
  });

  test('what it shows can be typed again afterwards, with the same outcome', () => {
    assert.equal(shown.length, 5);
    for (const { command, output } of shown) {
      assert.equal(typeAgain(command), output, command);
    }
  });

  test('the hand test of README.md is one of them, and gives a credential', () => {
    const command = block('sh', 'echo ');
    assert.ok(shown.some((each) => each.command === command));
    assert.match(typeAgain(command), /"username": "robot\$puller"[\s\S]*exit code 0$/);
  });

  /** In the form in which the demo shows it. */
  function typeAgain(command: string): string {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: ROOT, encoding: 'utf8' });
    const answer = stdout.startsWith('{') ? `${JSON.stringify(JSON.parse(stdout), null, 2)}\n` : stdout;
    const failure = stderr === '' ? '' : `stderr: ${stderr.trimEnd()}\n`;
    return `${answer}${failure}exit code ${status}`;
  }
});
