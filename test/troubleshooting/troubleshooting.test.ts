// Each folder here is a broken set-up: what people see, a command whose output names the cause and the remedy, and the
// remedy, which makes it work. docs/troubleshooting.md has a row for each.
//   set-up.json  see set-up.ts              output.txt  what the command prints, to the letter, and how it ends
//   broken/      the files of the node      remedy/     those that are changed
// Of those, servers.json is what the node meets beyond itself (servers.ts), what is below etc/ is laid over /etc, and what is
// below applied/ the API server has.
// RCP_WRITE_GOLDEN=1 writes output.txt and the page's table; look at them then.

import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, globSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { field } from '../../src/try/lines.ts';
import { EXECUTABLE, ROOT } from '../support/executable.ts';
import { ROOT_ONLY, temporaryFolder } from '../support/temporary.ts';
import { ask, hasServers, works } from './ask.ts';
import { HERE, layOut, NODE, readSetUps, type SetUp } from './set-up.ts';
import { tableOf } from './table.ts';

const setUps = readSetUps();
const isWritten = process.env.RCP_WRITE_GOLDEN !== undefined;

describe('a broken set-up', () => {
  // Where root alone can write, as try and check want it of a plugin.
  const ours = temporaryFolder({ after }, ROOT_ONLY);
  before(() => copyFileSync(EXECUTABLE, join(ours.path, 'plugin')));

  for (const setUp of setUps) {
    const skip = process.getuid?.() !== 0 && hasServers(join(HERE, setUp.name, 'broken')) && 'needs root';
    test(setUp.name, { skip }, async (t) => {
      const node = temporaryFolder(t, ROOT_ONLY).path;
      assert.equal(node.length, NODE.length, 'lines break as on a node');
      chmodSync(node, 0o755);
      mkdirSync(join(node, 'bin'));
      linkSync(join(ours.path, 'plugin'), join(node, 'bin', 'registry-credential-provider'));
      layOut(setUp, 'broken', node);
      assert.equal(await works(node, setUp), false, 'it is broken');

      const { image, ask: command, options, env } = setUp;
      const { exit, stdout, stderr } = await ask(node, { command, image, options, env });
      const shown = withoutChance(`${stdout}${stderr}`.replaceAll(node, NODE));
      const golden = join(HERE, setUp.name, 'output.txt');
      const text = `${shown}exit ${exit}\n`;
      if (isWritten) writeFileSync(golden, text);
      assert.equal(text, readFileSync(golden, 'utf8'));
      assert.ok(shown.replace(/\s+/g, ' ').includes(setUp.says), `it says: ${setUp.says}`);

      await isSeen(setUp, node, shown);

      layOut(setUp, 'remedy', node);
      for (const object of globSync(join(HERE, setUp.name, 'remedy', 'applied', '*'))) {
        assert.ok(shown.includes(readFileSync(object, 'utf8')), 'it shows what is to be applied');
      }
      assert.equal(await works(node, setUp), true, 'the remedy mends it');
    });
  }
});

/** A line may break before a time, or in it, where that is long; those of the calls are broken again. */
function withoutChance(output: string): string {
  return output
    .replace(/\s+\d+\s+ms\b/g, ' 30 ms')
    .replace(/^ {2}calls: {7}(.*(?:\n {15}.*)*)$/gm, (_, calls: string) =>
      field('calls', calls.replace(/\s+/g, ' '), 80, 2).join('\n'),
    )
    .replace(/ process \d+/g, ' process 12')
    .replace(/(?<=from the API\s+server; of \d+ characters, sha256 )\w{6}/g, '402ded');
}

/** The symptom is what this plugin prints where it quotes that, and what the kubelet logs where it quotes the kubelet. */
async function isSeen({ symptom, image, ask: command, env }: SetUp, node: string, shown: string) {
  const [, status, code] = /exit status (\d).*\[([A-Z_]+)\]/.exec(symptom) ?? [];
  if (code !== undefined && command === 'try') {
    assert.ok(shown.includes(`exit status ${status}`) && shown.includes(`[${code}]`), symptom);
  } else if (code !== undefined) {
    const { exit, stderr } = await ask(node, { command: 'provide', image, env });
    assert.deepEqual([exit, stderr.includes(`[${code}]`)], [Number(status), true], stderr);
  } else if (command === 'try' && symptom.startsWith('`')) {
    assert.ok(shown.replace(/\s+/g, ' ').includes(symptom.replaceAll('`', '')), symptom);
  }
}

/** Each mistake of a configuration is one line, as a compiler's, and so is each failure with its code. */
const FAILURE = /^\/\S+:\d+: | \[[A-Z_]+\]$/;

test('what is printed fits 80 columns, but for a word or a command that is longer', () => {
  const wide = setUps.flatMap(({ name }) =>
    readFileSync(join(HERE, name, 'output.txt'), 'utf8')
      .split('\n')
      .filter((line) => line.length > 80 && line.trim().includes(' ') && !FAILURE.test(line))
      .map((line) => `${name}: ${line}`),
  );
  assert.deepEqual(wide, []);
});

test('docs/troubleshooting.md has a row for each set-up, and no other', () => {
  const page = join(ROOT, 'docs', 'troubleshooting.md');
  const text = readFileSync(page, 'utf8');
  const [, head = '', table, rest = ''] =
    /^(.*<!-- Generated from test\/troubleshooting\/. -->\n\n)(.*?)(\n<!-- End of what is generated. -->.*)$/s.exec(
      text,
    ) ?? [];
  if (isWritten) writeFileSync(page, `${head}${tableOf(setUps)}${rest}`);
  else assert.equal(table, tableOf(setUps));
});
