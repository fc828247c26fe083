// Signals, and what listens after them.

import assert from 'node:assert/strict';
import { type Attack, INSTALL, PLACES, RCP } from './attack.ts';

/** Waits for a request that never comes. */
const WAITING = `mkfifo /run/stdin; (sleep 1000 > /run/stdin) & 
${RCP} < /run/stdin > /run/out 2>&1 &
run=$!
until [ "$(readlink /proc/$run/exe)" = ${RCP} ] && grep -q '^State:.S' /proc/$run/status; do sleep 0.02; done
`;

const AGENT = `${RCP} install --watch ${INSTALL} > /run/out 2>&1 < /dev/null &
run=$!
until grep -q 'waits for changes' /run/out; do sleep 0.05; done
`;

/** Those that are ignored, or stopped and continued, do not end it; after each it still runs and listens nowhere. */
const EACH_BUT_DEADLY = `
for signal in USR1 URG WINCH CONT CHLD USR1 USR1; do kill -$signal $run; sleep 0.05; done
kill -STOP $run; kill -USR1 $run; kill -CONT $run; sleep 0.2
kill -0 $run && echo runs
cat /proc/$run/net/tcp /proc/$run/net/tcp6 | awk '$4 == "0A" && $2 !~ /:2808$/ { print "listens on " $2 }'
for fd in /proc/$run/fd/*; do readlink $fd; done | grep -c socket: || :
`;

// SIGCONT arrives from each process of the same session.
const BY_NOBODY = `
setpriv --reuid=nobody --regid=nogroup --clear-groups --inh-caps=-all setsid --wait bash -c '
  for signal in $(seq 1 64); do kill -$signal '$run' 2> /dev/null && echo arrived $signal; done; exit 0'
sleep 0.1
kill -0 $run && echo runs
`;

const runsOn = ({ stdout }: { readonly stdout: string }): void => {
  assert.match(stdout, /^runs$/m);
  assert.doesNotMatch(stdout, /listens|arrived/);
};

export const SIGNALS: readonly Attack[] = [
  {
    name: "root's SIGUSR1, and others that do not end it, open no debugger in a run for a pull",
    root: `${WAITING}${EACH_BUT_DEADLY}`,
    holds: runsOn,
  },
  {
    name: "root's SIGUSR1, and others that do not end it, open no debugger in the agent",
    kubelet: 'healthy',
    root: `${AGENT}${EACH_BUT_DEADLY}`,
    mayChange: PLACES,
    holds: runsOn,
  },
  {
    name: 'no signal of another user arrives at a run for a pull',
    root: `${WAITING}${BY_NOBODY}`,
    holds: runsOn,
  },
  {
    name: 'no signal of another user arrives at the agent',
    kubelet: 'healthy',
    root: `${AGENT}${BY_NOBODY}`,
    mayChange: PLACES,
    holds: runsOn,
  },
  {
    name: 'a run that a debugger is asked of by a variable of the runtime has none',
    root: `NODE_OPTIONS='--inspect=127.0.0.1:9229' ${WAITING.replace(`\n${RCP}`, `\nNODE_OPTIONS=--inspect=127.0.0.1:9229 ${RCP}`)}${EACH_BUT_DEADLY}`,
    holds: runsOn,
  },
];
