// What the agent writes, follows and serves for the monitoring of a node, where another user was first.

import assert from 'node:assert/strict';
import { type Attack, INSTALL, PLACES, RCP } from './attack.ts';

/** Until the agent has said what this looks for; then it is told to end. */
const agent = (options: string, says: string): string => `
${RCP} install --watch ${INSTALL} ${options} > /run/out 2>&1 < /dev/null &
run=$!
until grep -q 'waits for changes' /run/out && grep -q '${says}' /run/out; do sleep 0.05; done
kill -TERM $run; wait $run; code=$?; cat /run/out; exit $code`;

const attack = (
  name: string,
  { options, says, ...more }: { readonly options: string; readonly says: string } & Partial<Attack>,
): Attack => ({
  name,
  kubelet: 'healthy',
  root: agent(options, says),
  mayChange: PLACES,
  ...more,
  holds: (seen) => {
    assert.equal(seen.exit, 0, seen.stdout);
    more.holds?.(seen);
  },
});

const REFUSED = 'is not written to, as other users could';

export const METRICS: readonly Attack[] = [
  attack("the textfiles' folder is the attacker's, with links to files of root's in it", {
    options: '--metrics-dir=/home/mallory/textfiles',
    says: REFUSED,
    prepare: `mkdir textfiles; cd textfiles; ln -s /etc/precious registry-credential-provider.prom
      ln -s /etc/precious .registry-credential-provider.new`,
  }),
  attack("the textfiles' folder is a link of the attacker's to a folder of root's jobs", {
    options: '--metrics-dir=/tmp/textfiles',
    says: REFUSED,
    careless: 'mkdir -p /etc/cron.d',
    prepare: 'ln -s /etc/cron.d /tmp/textfiles',
  }),
  attack("the textfiles' folder of root's is open to all, and sticky", {
    options: '--metrics-dir=/srv/textfiles',
    says: REFUSED,
    careless: 'mkdir -m 1777 -p /srv/textfiles',
    prepare: 'ln -s /etc/precious /srv/textfiles/registry-credential-provider.prom',
  }),
  attack("the pulls' log is the attacker's, with lines that are to be counted and printed", {
    options: '--show-pulls',
    says: 'pulls are not counted',
    careless: `cat > /etc/registry-credential-provider/config.yaml << 'END'
{"apiVersion":"registry-credential-provider/v1alpha1","kind":"RegistryCredentialProviderConfig","log":{"file":"/tmp/logs/pulls.log"},
 "rules":[{"name":"a","matchImages":["*.dkr.ecr.*.amazonaws.com"],"ecr":{}}]}
END`,
    prepare: `mkdir /tmp/logs; goes_on bash -c 'while :; do
      printf "{\\"result\\":\\"none\\",\\"image\\":\\"planted\\\\033[2J\\"}\\n" >> /tmp/logs/pulls.log; sleep 0.1; done'`,
    holds: ({ stdout }) => assert.doesNotMatch(stdout, /planted/),
  }),
  attack('another user listens on the port of the metrics', {
    options: '--metrics-listen=9745',
    says: 'another process listens there',
    prepare: `cat > server.mjs << 'END'
import { createServer } from 'node:http';
createServer((_, response) => response.end('planted')).listen(9745, '127.0.0.1');
END
      goes_on node server.mjs
      until grep -q ':2611 ' /proc/net/tcp; do sleep 0.02; done`,
  }),
];
