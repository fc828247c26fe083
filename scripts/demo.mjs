// `npm run demo`: builds, then does by hand what the kubelet does, on the example of examples/demo. Each command that it
// shows does the same afterwards. `-- --built`: what is in dist/ already.

import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ON_A_NODE = '/etc/registry-credential-provider';
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

if (!process.argv.includes('--built')) {
  const build = spawnSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
  if (build.status !== 0) {
    process.exit(1);
  }
}
const FOLDER = 'build/demo';
prepare();
const CONFIG = `${FOLDER}/config.yaml`;
const BROKEN = `${FOLDER}/password-file-missing.yaml`;
// On Linux the executable is built; elsewhere the plain bundle does the same with the machine's own Node.
const command = existsSync('dist/registry-credential-provider')
  ? ['dist/registry-credential-provider']
  : [process.execPath, 'dist/registry-credential-provider.cjs'];

say('The configuration:');
console.log(readFileSync(CONFIG, 'utf8'));

say('What the kubelet sends for a Pod with this image, and what it gets (static rule):');
provide('harbor.corp.example:8443/team/app');
say('Two entries of the docker config match; the kubelet tries both, the longer one first:');
provide('my-registry.example/images/subpath/my-image');
say('No rule matches this image: an answer without a credential, which the kubelet does not cache:');
provide('docker.io/library/nginx');
say('Why does this one get no credential? (`explain` sends nothing over the network)');
run(['explain', 'harbor.corp.example/team/app']);
say(
  'And with a configuration that names a password file which does not exist? A failure is one line for the log of the kubelet:',
);
writeFileSync(BROKEN, readFileSync(CONFIG, 'utf8').replace('harbor.password', 'harbour.password'));
provide('harbor.corp.example:8443/team/app', BROKEN);

/** The example, with this folder where a node has its own. */
function prepare() {
  mkdirSync(FOLDER, { recursive: true });
  cpSync('examples/demo', FOLDER, { recursive: true });
  for (const file of readdirSync(FOLDER).map((name) => join(FOLDER, name))) {
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(ON_A_NODE, join(process.cwd(), FOLDER)));
    chmodSync(file, 0o600);
  }
}

function say(text) {
  console.log(`\n=== ${text}\n`);
}

function provide(image, config = CONFIG) {
  const request = {
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    kind: 'CredentialProviderRequest',
    image,
  };
  console.log(`echo '${JSON.stringify(request)}' |`);
  run([], config, JSON.stringify(request));
}

function run(args, config = CONFIG, input = '') {
  const all = [...command, '--config', config, ...args];
  console.log(`  ${all.join(' ')}\n`);
  const [file, ...rest] = all;
  const { status, stdout, stderr, error } = spawnSync(file, rest, { input, encoding: 'utf8' });
  if (error !== undefined) {
    console.error(`cannot be started: ${error.message}`);
    process.exit(1);
  }
  process.stdout.write(pretty(stdout));
  process.stdout.write(stderr === '' ? '' : `stderr: ${stderr.trimEnd()}\n`);
  console.log(`exit code ${status}`);
}

function pretty(text) {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    return text;
  }
}
