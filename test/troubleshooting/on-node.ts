// Runs a command on the node of a set-up: `node on-node.ts NODE COMMAND [ARGUMENT]...`, as root, in namespaces of its own. The
// node's `etc/` is laid over /etc, and the servers of its `servers.json` answer at their names.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createAuthority } from '../clouds/authority.ts';
import { type Servers, startServers } from './servers.ts';

const [node = '', command = '', ...args] = process.argv.slice(2);
const servers = JSON.parse(readFileSync(join(node, 'servers.json'), 'utf8')) as Servers;
const authority = createAuthority("the company's authority");

place('etc/pki/company.pem', authority.certificate);
if (servers.isAuthorityKnown !== false) place('etc/ssl/certs/ca-certificates.crt', authority.certificate);
const hosts = await startServers(servers, authority, node);
place('etc/resolv.conf', '');
place('etc/hosts', ['localhost', ...hosts].map((name) => `127.0.0.1 ${name}\n`).join(''));
const lower = `lowerdir=${join(node, 'etc')}:/etc`;
const { status, stderr } = spawnSync('mount', ['-t', 'overlay', '-o', lower, 'overlay', '/etc'], {
  env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  encoding: 'utf8',
});
if (status !== 0) throw new Error(`nothing can be laid over /etc: ${stderr}`);

const [exit] = await once(spawn(command, args, { stdio: 'inherit', env: process.env }), 'exit');
process.exit(exit ?? 1);

function place(path: string, text: string): void {
  mkdirSync(dirname(join(node, path)), { recursive: true, mode: 0o755 });
  writeFileSync(join(node, path), text, { mode: 0o644 });
}
