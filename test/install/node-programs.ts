// In the place of a kubelet, k3s or RKE2 on a node that systemd runs: gets its flags as they do, starts only with what
// the kubelet's own loader takes, answers at /healthz, and tells what it has read.
// node-programs.mjs kubelet FLAG…  |  k3s server  |  rke2 server

import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { hostname } from 'node:os';
import { parse } from 'yaml';
import { readSettings } from '../../src/kubelet/settings.ts';

const [program = '', ...args] = process.argv.slice(2);

function runKubelet(flags: readonly string[]): void {
  const { config, binDir, healthUrl } = readSettings(flags, {
    directory: '/',
    read: (path) => attempt(() => readFileSync(path, 'utf8')),
    list: (path) => attempt(() => readdirSync(path)) ?? [],
  });
  const { error, providers = [] } =
    config === undefined && binDir === undefined ? {} : loadByKubelet(config ?? '', binDir ?? '');
  appendFileSync('/tmp/said/starts', `${JSON.stringify({ config, binDir, error, providers })}\n`);
  if (error !== undefined) {
    process.stderr.write(`Failed to register CRI auth plugins: ${error}\n`);
    process.exit(1);
  }
  const { hostname: address = '127.0.0.1', port = 0 } = healthUrl === undefined ? {} : new URL(healthUrl);
  createServer((_, response) => response.end('ok')).listen(Number(port), address);
}

function loadByKubelet(path: string, binDir: string): { error?: string; providers?: string[] } {
  // Which the harness leaves to the flags.
  if (path === '' || binDir === '') return { error: 'one of the two flags is missing' };
  const input = `${JSON.stringify({ path, binDir, gate: true })}\n`;
  const { stdout, stderr } = spawnSync('/mnt/harness', ['load'], { input, encoding: 'utf8' });
  return stdout === '' ? { error: stderr } : JSON.parse(stdout.split('\n')[0] ?? '');
}

/** What k3s gives its kubelet: pkg/configfilearg/parser.go and ImageCredProvAvailable, as far as the nodes here need it. */
function rancherFlags(file: string): string[] {
  const folder = `${file}.d`;
  const names = (attempt(() => readdirSync(folder)) ?? []).sort().map((name) => `${folder}/${name}`);
  const settings = new Map<string, string[]>();
  for (const path of [file, ...names]) {
    const fields: Record<string, unknown> = parse(attempt(() => readFileSync(path, 'utf8')) ?? '') ?? {};
    for (const [key, value] of Object.entries(fields)) {
      const values = (Array.isArray(value) ? value : [value]).map(String);
      const name = key.replace(/\+$/, '');
      settings.set(name, key.endsWith('+') ? [...(settings.get(name) ?? []), ...values] : values);
    }
  }
  const own = (name: string, usual: string) =>
    settings.get(name)?.at(-1) ?? `/var/lib/rancher/credentialprovider/${usual}`;
  const config = own('image-credential-provider-config', 'config.yaml');
  const binDir = own('image-credential-provider-bin-dir', 'bin');
  const isThere =
    attempt(() => statSync(binDir).isDirectory()) === true &&
    attempt(() => statSync(config).isDirectory()) === false;
  return [
    `--hostname-override=${hostname()}`,
    ...(isThere
      ? [`--image-credential-provider-bin-dir=${binDir}`, `--image-credential-provider-config=${config}`]
      : []),
    ...(settings.get('kubelet-arg') ?? []).map((arg) => `--${arg}`),
  ];
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function tellSystemd(): void {
  spawnSync('systemd-notify', ['--ready', `--pid=${process.pid}`], { stdio: 'inherit' });
}

if (program === 'kubelet') {
  runKubelet(args);
} else if (program === 'k3s') {
  process.title = `k3s ${args[0]}`;
  runKubelet(rancherFlags('/etc/rancher/k3s/config.yaml'));
  tellSystemd();
} else {
  const flags = rancherFlags('/etc/rancher/rke2/config.yaml');
  const kubelet = spawn('/mnt/kubelet', ['/mnt/node-programs.mjs', 'kubelet', ...flags], {
    argv0: 'kubelet',
    stdio: 'inherit',
  });
  kubelet.on('exit', (code) => process.exit(code ?? 1));
  process.on('SIGTERM', () => kubelet.kill('SIGKILL'));
  tellSystemd();
}
