// Our executable as a credential helper of docker's, asked by a client that is not ours: Debian's skopeo, which reads images
// of Debian's docker-registry by Basic authentication.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runProgram } from '../support/run-program.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';
import { passwordGate } from './gate.ts';
import { imageOf } from './image.ts';
import { installPackages } from './packages.ts';
import { findExecutable } from './prepare.ts';
import { type Environment, startProgram } from './program.ts';

const UNAUTHORIZED = /unauthorized|authentication required|invalid username/;
const puller = { username: 'puller', password: 'may:pull' };

const packages: Environment | Unavailable = await installPackages().catch((error: unknown) => {
  if (error instanceof Unavailable) return error;
  throw error;
});
const skip = packages instanceof Unavailable && packages.message;

describe('skopeo with this executable as its credential helper', { timeout: 5 * 60_000 }, () => {
  const folder = temporaryFolder({ after });
  let registry: ChildProcess;
  let host: string;
  let env: Environment;

  before(async () => {
    if (packages instanceof Unavailable) return;
    const bin = join(folder.path, 'bin');
    mkdirSync(bin);
    symlinkSync(findExecutable(), join(bin, 'docker-credential-registry-credential-provider'));
    const config = {
      version: '0.1',
      storage: { inmemory: {} },
      http: { addr: '127.0.0.1:0' },
      auth: await passwordGate([puller], packages).configure(folder.path),
    };
    const file = folder.write('registry.yml', JSON.stringify(config)); // JSON is YAML
    const log = join(folder.path, 'registry.log');
    const started = startProgram('registry', 'docker-registry', ['serve', file], packages, log);
    registry = started.child;
    const [, port] = await started.program.waitForLog(/listening on 127\.0\.0\.1:(\d+)/, 30_000);
    host = `127.0.0.1:${port}`;
    env = {
      ...packages,
      PATH: `${bin}:${packages.PATH}`,
      REGISTRY_CREDENTIAL_PROVIDER_CONFIG: join(folder.path, 'config.yaml'),
    };
    folder.write('auth.json', JSON.stringify({ credHelpers: { [host]: 'registry-credential-provider' } }));
    const image = writeImage(join(folder.path, 'image'));
    const push = ['copy', '--insecure-policy', '--dest-creds=owner:may push', '--dest-tls-verify=false'];
    await runProgram('skopeo', [...push, `dir:${image}`, `docker://${host}/team/app:1`], env, 60_000);
  });
  after(() => registry?.kill());

  const copy = async (rules: readonly object[]): Promise<void> => {
    folder.write('config.yaml', configText(rules));
    const args = ['--insecure-policy', '--src-tls-verify=false', `--authfile=${folder.path}/auth.json`];
    const images = [`docker://${host}/team/app:1`, `dir:${folder.path}/copy`];
    await runProgram('skopeo', ['copy', ...args, ...images], env, 60_000);
  };
  const rule = (password: string) => ({
    name: 'puller',
    matchImages: [host],
    static: { username: puller.username, password },
  });

  test('with the right password it copies an image', { skip }, async () => {
    await copy([rule(puller.password)]);
    // skopeo has compressed the layer when it pushed the image.
    const configOf = (name: string) =>
      JSON.parse(readFileSync(join(folder.path, name, 'manifest.json'), 'utf8')).config;
    assert.deepEqual(configOf('copy'), configOf('image'));
  });

  test('with a wrong one the registry refuses', { skip }, async () => {
    await assert.rejects(copy([rule('a former one')]), UNAUTHORIZED);
  });

  test('without a rule skopeo goes on without a credential', { skip }, async () => {
    const other = { ...rule(puller.password), matchImages: ['other.example'] };
    await assert.rejects(copy([other]), UNAUTHORIZED);
  });

  test('of a failure skopeo shows the line', { skip }, async () => {
    const path = join(folder.path, 'absent');
    await assert.rejects(
      copy([{ ...rule(''), static: { username: 'u', passwordFile: path } }]),
      /error getting credentials .*rule \\"puller\\": static: passwordFile .*absent\\" does not exist.* \[FILE_UNREADABLE\]/,
    );
  });
});

/** An image with an empty layer, as skopeo's directories have it. */
function writeImage(folder: string): string {
  const { layer, config, manifest } = imageOf(Buffer.alloc(1024), ['/app']);
  mkdirSync(folder);
  writeFileSync(join(folder, 'version'), 'Directory Transport Version: 1.1\n');
  writeFileSync(join(folder, 'manifest.json'), manifest.content);
  for (const { digest, content } of [layer, config]) {
    writeFileSync(join(folder, digest.replace('sha256:', '')), content);
  }
  return folder;
}
