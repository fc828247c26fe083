// Each folder here is a scenario: what the kubelet sends, our configuration, and what must come back.
//   request.json   stdin                          config.yaml    the configuration; without it, `--config` is not given
//   expected.json  exit, stdout (parsed), stderr  files/         what the configuration refers to
//   arguments.json arguments instead of provide   `${dir}` stands for the folder's copy, everywhere
//   environment.json  variables of the process: COLUMNS, where lines would break by the length of `${dir}`
// All of them run on the executable, and on the plain bundle under the Node that is inside the executable.

import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { validateCredentialProviderResponse } from '../../src/generated/credential-provider-response-validator.js';
import { BUNDLE, EXECUTABLE, run } from '../support/executable.ts';
import { temporaryFolder } from '../support/temporary.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const scenarios = readdirSync(HERE, { withFileTypes: true }).filter((entry) => entry.isDirectory());

interface Expected {
  readonly exit: number;
  /** An object: the one JSON object on stdout. A text: stdout to the letter. */
  readonly stdout: unknown;
  readonly stderr: string;
}

for (const [what, command] of [
  ['the executable', [EXECUTABLE]],
  ['the plain bundle', [process.execPath, BUNDLE]],
] as const) {
  describe(what, () => {
    for (const { name } of scenarios) {
      test(name, async (t) => {
        const dir = temporaryFolder(t).path;
        cpSync(join(HERE, name), dir, { recursive: true });
        prepare(dir);
        const read = (file: string): string | undefined =>
          existsSync(join(dir, file)) ? readFileSync(join(dir, file), 'utf8') : undefined;
        const config = read('config.yaml') === undefined ? [] : ['--config', join(dir, 'config.yaml')];
        const args: string[] = JSON.parse(read('arguments.json') ?? '[]');
        const { exit, stdout, stderr } = await run({
          command: [...command],
          args: [...config, ...args],
          input: read('request.json') ?? '',
          env: JSON.parse(read('environment.json') ?? '{}'),
        });
        const expected: Expected = JSON.parse(read('expected.json') as string);
        const printed = typeof expected.stdout === 'string' ? stdout : JSON.parse(stdout || 'null');
        assert.deepEqual({ exit, stdout: printed, stderr }, expected);
        if (args.length === 0 && exit === 0) {
          assert.ok(validateCredentialProviderResponse(printed), 'the response is as its schema says');
        }
      });
    }
  });
}

/** Puts the folder's own path into its files, and gives them the mode of secrets, which git does not keep. */
function prepare(dir: string): void {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const file = join(entry.parentPath, entry.name);
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this text is the placeholder
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('${dir}', dir));
      chmodSync(file, 0o600);
    }
  }
}
