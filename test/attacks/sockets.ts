// What listens on the node, and is not who it should be; and processes that must not count as the kubelet after a restart.

import assert from 'node:assert/strict';
import { type Attack, FORGED, INSTALL, PLACES, RCP, type Seen } from './attack.ts';

/** A server of nobody's on the port of the kubelet's /healthz. */
const listens = (body: string) => `
cat > server.mjs << 'END'
import { createServer } from 'node:net';
createServer((socket) => { socket.on('error', () => {}); ${body} }).listen(10248, '127.0.0.1');
END
goes_on node server.mjs
until grep -q ':2808 ' /proc/net/tcp; do sleep 0.02; done`;

const OK = `socket.end('HTTP/1.1 200 OK\\\\r\\\\nContent-Length: 2\\\\r\\\\n\\\\r\\\\nok');`;

const installed = ({ exit, stdout, stderr }: Seen): void => {
  assert.equal(exit, 0, stderr);
  assert.match(stdout, /is in place/);
};

const rolledBack = ({ exit, stderr }: Seen): void => {
  assert.equal(exit, 1, stderr);
  assert.match(stderr, /\[INSTALL_ROLLED_BACK\]/);
};

const IMPOSTORS = `as kubelet ./trap ${FORGED} --kubeconfig=/home/mallory/kubeconfig --healthz-port=1
as kubelet sleep 1000; as '/usr/local/bin/k3s server' ./trap; as kubelet ./trap`;

/** What an uninstall is told of this node. */
const CONTROL = INSTALL.replace(/--profile=\S+ --config=\S+ /, '');

const SHORT = INSTALL.replace('60s', '3s');

export const SOCKETS: readonly Attack[] = [
  {
    name: 'a process named kubelet goes on while the kubelet is restarted',
    kubelet: 'healthy',
    early: 'as kubelet sleep 1000',
    prepare: 'as kubelet sleep 1000; as kubelet ./trap',
    root: `${RCP} install ${INSTALL}`,
    mayChange: PLACES,
    holds: installed,
  },
  {
    name: 'processes with the flags of a kubelet run before and behind it while it is restarted',
    kubelet: 'healthy',
    early: `as kubelet ./trap ${FORGED} --kubeconfig=/home/mallory/kubeconfig --hostname-override=mallory --healthz-port=1`,
    prepare: `as kubelet ./trap ${FORGED} --kubeconfig=/home/mallory/kubeconfig --healthz-bind-address=192.0.2.1
      as '/usr/local/bin/k3s server' ./trap; as k3s ./trap agent`,
    root: `${RCP} install ${INSTALL}`,
    mayChange: PLACES,
    holds: installed,
  },
  {
    name: 'processes with the flags of a kubelet run while the agent installs',
    kubelet: 'healthy',
    early: IMPOSTORS,
    prepare: IMPOSTORS,
    root: `${RCP} install --watch ${INSTALL} > /run/out 2>&1 & agent=$!
      until grep -q 'waits for changes' /run/out; do kill -0 $agent || break; sleep 0.05; done
      cat /run/out; ${RCP} status; code=$?; kill $agent; wait $agent; exit $code`,
    mayChange: PLACES,
    holds: installed,
  },
  {
    name: 'processes with the flags of a kubelet run while a Pod installs onto the node',
    kubelet: 'healthy',
    early: IMPOSTORS,
    prepare: IMPOSTORS,
    root: `${RCP} install --host-root=/ ${INSTALL} && ${RCP} status --host-root=/ --config=/etc/registry-credential-provider/config.yaml && ${RCP} uninstall --host-root=/ ${CONTROL}`,
    mayChange: PLACES,
    holds: (seen) => {
      installed(seen);
      assert.match(seen.stdout, /is installed as wanted[\s\S]*was removed from this node/);
    },
  },
  {
    name: 'explain is asked, and processes with the name and the environment of a kubelet run',
    early: `MALLORY_PROXY=1 HTTPS_PROXY=http://mallory.example:1 ; export MALLORY_PROXY HTTPS_PROXY; ${IMPOSTORS}`,
    prepare: `AWS_PROFILE=mallory; export AWS_PROFILE; ${IMPOSTORS}`,
    root: `${RCP} explain harbor.example/app; ${RCP} explain 123456789012.dkr.ecr.eu-west-1.amazonaws.com/app`,
    holds: ({ stdout, stderr }) => {
      assert.match(stdout, /harbor/);
      assert.doesNotMatch(stdout + stderr, /mallory/i);
    },
  },
  {
    name: "another user's program says in the kubelet's place that it is healthy",
    prepare: listens(OK),
    root: `${RCP} install ${SHORT}`,
    mayChange: PLACES,
    holds: rolledBack,
  },
  {
    name: "another user's program answers without an end in the kubelet's place",
    prepare: listens(
      `socket.write('HTTP/1.1 200 OK\\\\r\\\\nTransfer-Encoding: chunked\\\\r\\\\n\\\\r\\\\n'); setInterval(() => socket.write('1000\\\\r\\\\n' + 'a'.repeat(4096) + '\\\\r\\\\n'), 1);`,
    ),
    root: `${RCP} install ${SHORT}`,
    mayChange: PLACES,
    holds: rolledBack,
  },
  {
    name: "another user's program answers with headers without an end in the kubelet's place",
    prepare: listens(
      `socket.write('HTTP/1.1 200 OK\\\\r\\\\n'); setInterval(() => socket.write('a: b\\\\r\\\\n'), 1);`,
    ),
    root: `${RCP} install ${SHORT}`,
    mayChange: PLACES,
    holds: rolledBack,
  },
  {
    name: "another user's program sends whoever asks for the kubelet's health elsewhere",
    prepare: listens(
      `socket.end('HTTP/1.1 302 Found\\\\r\\\\nLocation: http://127.0.0.1:10248/\\\\u001b[31m\\\\r\\\\nContent-Length: 0\\\\r\\\\n\\\\r\\\\n');`,
    ),
    root: `${RCP} install ${SHORT}`,
    mayChange: PLACES,
    holds: rolledBack,
  },
  {
    name: "another user's program takes the connection in the kubelet's place and says nothing",
    prepare: listens(''),
    root: `${RCP} install ${SHORT}`,
    mayChange: PLACES,
    holds: rolledBack,
  },
  {
    name: "the kubeconfig of the kubelet is the attacker's, and wants a program run and another server asked",
    kubelet: 'healthy',
    careless: `sed -i 's#--config=#--kubeconfig=/home/mallory/kubeconfig --config=#' /usr/local/sbin/restart-kubelet /etc/systemd/system/kubelet.service`,
    prepare: `cat > kubeconfig << END
apiVersion: v1
kind: Config
current-context: c
contexts: [{name: c, context: {cluster: c, user: u}}]
clusters: [{name: c, cluster: {server: "https://127.0.0.1:10249"}}]
users: [{name: u, user: {tokenFile: /root/private/key, exec: {apiVersion: client.authentication.k8s.io/v1, command: /home/mallory/program}}}]
END`,
    root: `${RCP} install ${INSTALL}`,
    mayChange: PLACES,
    holds: (seen) => {
      installed(seen);
      assert.match(seen.stderr, /kubeconfig" is not read: .*belongs to user 65534/);
    },
  },
];
