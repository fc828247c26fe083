// Processes of user nobody beside a real kubelet that look like one: with flags of their own, and without.
import assert from 'node:assert/strict';
import { trapProgram } from '../attacks/elf.ts';
import type { Machine } from './machine.ts';
import { waitFor } from './wait.ts';

const FOLDER = '/run/impostors';
/** What its flags name, as in the report of this attack; a folder of the machine's own in place of /tmp. */
const FLAGS = `--image-credential-provider-config=/etc/hostname --image-credential-provider-bin-dir=${FOLDER}/bin`;

export interface Impostors {
  /** Fails where they have ended, a file is not what it was, or what they are was run as root. */
  assertUntouched(): Promise<void>;
}

/** Starts one of each kind, with numbers that are the next free ones. */
export async function startImpostors(machine: Machine, name: string): Promise<Impostors> {
  const folder = `${FOLDER}/${name}`;
  const program = `${folder}/program`;
  const trap = trapProgram(program).toString('base64');
  await machine.run(`mkdir -p ${FOLDER}/bin ${folder} && chmod 0755 ${FOLDER} && chown nobody ${FOLDER}/bin ${folder}
printf '#!/bin/sh\\ntouch ${folder}/was-run-by-$(id -u)\\n' > ${program} && chmod 0755 ${program}
printf %s '${trap}' | base64 --decode > ${folder}/anything && chmod 0755 ${folder}/anything
cp /bin/sleep ${folder}/sleep && chown nobody ${folder}/*`);
  const startAsNobody = (what: string, commandLine: string) =>
    machine.start(
      `${name}-${what}`,
      'setpriv',
      ['--reuid=nobody', '--regid=nogroup', '--clear-groups', 'bash', '-c', `cd ${folder}; ${commandLine}`],
      { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    );
  startAsNobody('flags', `exec -a kubelet ./anything ${FLAGS}`);
  startAsNobody('sleep', 'exec -a kubelet ./sleep 100000');
  const isThere = (): Promise<true | undefined> =>
    machine
      .run(`cat /proc/[0-9]*/cmdline 2> /dev/null | tr '\\0' ' ' | grep -c 'kubelet ' || :
for process in /proc/[0-9]*; do readlink $process/exe; done 2> /dev/null | grep -c '^${folder}/' || :`)
      .then((output) => (output.trim().split('\n').at(-1) === '2' ? true : undefined));
  await waitFor('the impostors', isThere, { timeoutMs: 20_000, explain: () => '' });
  const look = () =>
    machine.run(`find ${FOLDER}/bin ${folder} -printf '%p %u %m\\n' | sort; sha256sum /etc/hostname`);
  const before = await look();
  return {
    assertUntouched: async () => {
      assert.equal(await isThere(), true, 'they have ended');
      assert.equal(await look(), before);
    },
  };
}
