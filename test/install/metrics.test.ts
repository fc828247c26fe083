// What the agent publishes of a node: pulls of the executable, counted by their log; the same numbers in the textfile and
// on the port, both as Prometheus' own tool accepts them.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { request, run } from '../support/executable.ts';
import { findFreePort } from '../support/port.ts';
import { findPromtool } from '../support/promtool.ts';
import { configText } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';
import { Machine, NAME, whyNoMachine } from './machine.ts';

const LOG = '/var/log/pulls/pulls.json';
const TEXTFILES = '/var/lib/node_exporter/textfiles';
const TEXTFILE = `${TEXTFILES}/${NAME}.prom`;

const promtool = await findPromtool().catch((error: unknown) => {
  if (error instanceof Unavailable) return error;
  throw error;
});
const skip = whyNoMachine() ?? (promtool instanceof Unavailable ? promtool.message : undefined);

/** The same rules; the log and the passwords where they are for the process that reads it. */
const rules = (at: (path: string) => string): string =>
  configText(
    ['harbor', 'gone'].map((name) => ({
      name,
      matchImages: [`${name}.example`],
      static: { username: 'u', passwordFile: at(`/etc/${NAME}/${name}`) },
    })),
    { log: { file: at(LOG), maxSize: '64Ki' } },
  );

/** The samples of a page, without those of time. */
const numbersIn = (page: string): readonly string[] =>
  page.split('\n').filter((line) => line !== '' && !/^#|_seconds|duration/.test(line));

describe('the metrics of a node', { ...(skip !== undefined && { skip }), timeout: 15 * 60_000 }, () => {
  test('from pulls to the textfile, the port and the Pod’s log; gone when the Pod ends', async (context) => {
    if (promtool instanceof Unavailable) return;
    const machine = await Machine.make(context);
    for (const path of [LOG, TEXTFILE]) machine.write(join(path, '../.keep').slice(1), '');
    const config = machine.folder.write(
      'config/config.yaml',
      rules((path) => path),
    );
    for (const name of ['harbor', 'gone']) machine.folder.write(`files/${name}`, 'canary-6f2a\n');
    // Of pulls that run outside of the machine; one of the passwords is not where it says.
    const outside = machine.folder.write(
      'outside.yaml',
      rules((path) => machine.at(path.slice(1).replace('gone', 'missing'))),
    );
    const port = await findFreePort();
    const sources = [`--config=${config}`, `--files=${machine.folder.path}/files`];
    const metrics = [`--metrics-dir=${TEXTFILES}`, `--metrics-listen=${port}`, '--show-pulls'];
    const install = ['install', `--host-root=${machine.root}`, ...sources, ...machine.options, '--watch'];
    const pod = machine.pod(context, [...install, ...metrics]);
    const page = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const textfile = (): string =>
      existsSync(machine.at(TEXTFILE.slice(1))) ? readFileSync(machine.at(TEXTFILE.slice(1)), 'utf8') : '';
    const until = async (what: () => boolean | Promise<boolean>, name: string): Promise<void> => {
      for (let left = 2_400; !(await what()); left -= 1) {
        assert.ok(left > 0, `${name}: ${pod.output.text}\n${textfile()}`);
        await delay(50);
      }
    };
    const pull = async (image: string): Promise<number | null> =>
      (await run({ args: [`--config=${outside}`], input: request(`${image}/team/app`) })).exit;

    await until(() => /_log_followed\{target="file",level="info"\} 1/.test(textfile()), 'the log');
    await until(() => /_install_ok 1$/m.test(textfile()), 'the install');
    assert.match(textfile(), /_installed_info\{version="\d\S*",config="sha256:[0-9a-f]{64}"\} 1$/m);
    assert.equal(statSync(machine.at(TEXTFILE.slice(1))).mode & 0o7777, 0o644);

    assert.equal(await pull('harbor.example'), 0);
    assert.equal(await pull('harbor.example'), 0);
    assert.equal(await pull('other.example'), 0);
    assert.equal(await pull('gone.example'), 1);
    const counted = [
      'requests_total{rule="",backend="",result="none",code=""} 1',
      'requests_total{rule="gone",backend="static",result="failure",code="FILE_UNREADABLE"} 1',
      'requests_total{rule="harbor",backend="static",result="credential",code=""} 2',
    ].map((sample) => `registry_credential_provider_${sample}\n`);
    await until(() => textfile().includes(counted.join('')), 'the pulls in the textfile');
    const served = await page();
    assert.ok(served.includes(counted.join('')), served);
    assert.deepEqual(
      numbersIn(served).filter((line) => !line.includes('_install_')),
      numbersIn(textfile()).filter((line) => !line.includes('_install_')),
    );
    for (const [name, text] of Object.entries({ textfile: textfile(), page: served })) {
      assert.deepEqual(promtool.run(['check', 'metrics'], text), { accepts: true, says: '' }, name);
      assert.doesNotMatch(text, /canary|team\/app/);
    }
    const shown = pod.output.text.split('\n').filter((line) => line.startsWith('{'));
    assert.deepEqual(
      shown.map((line) => JSON.parse(line).image).sort(),
      ['gone.example', 'harbor.example', 'harbor.example', 'other.example'].map((host) => `${host}/team/app`),
    );

    pod.terminate();
    assert.equal(await pod.exit, 0);
    assert.equal(existsSync(machine.at(TEXTFILE.slice(1))), false);
    await assert.rejects(page());
  });
});
