// The link in a folder of PATH that root types commands by: what other users do to it, and to the folder.

import assert from 'node:assert/strict';
import { type Attack, INSTALL, PLACES, RCP, type Seen } from './attack.ts';

const LINK = '/usr/local/bin/registry-credential-provider';
const UNINSTALL = `${RCP} uninstall --restart-command=restart-kubelet`;
const AS_NOBODY = 'setpriv --reuid=nobody --regid=nogroup --clear-groups';

const isDone =
  (note: RegExp) =>
  ({ exit, stdout, stderr }: Seen): void => {
    assert.equal(exit, 0, stderr);
    assert.match(stdout, /is in place/);
    assert.match(stdout, /was removed from this node/);
    assert.match(stdout + stderr, note);
  };

const unlinked = (attack: Omit<Attack, 'kubelet' | 'mayChange'>): Attack => ({
  kubelet: 'healthy',
  // Not the link.
  mayChange: new RegExp(PLACES.source.replace(/\|usr.*\$/, '')),
  ...attack,
});

export const LINKS: readonly Attack[] = [
  unlinked({
    name: "the folder of the link is the attacker's, who has put a link to root's jobs there under our name",
    careless: 'mkdir -p /etc/cron.d; chown nobody /usr/local/bin',
    prepare: `ln -s /etc/cron.d/evil ${LINK}; ln -s /etc/cron.d/evil /usr/local/bin/.registry-credential-provider.rcp-new`,
    root: `${RCP} install ${INSTALL} && ${UNINSTALL}; code=$?; [ ! -e /etc/cron.d/evil ] || touch /canary/evil; exit $code`,
    holds: isDone(/No link was made in \/usr\/local\/bin, because "\/usr\/local\/bin" belongs to user 65534/),
  }),
  unlinked({
    name: "root names a folder of the attacker's for the link, behind a link of root's",
    careless: 'ln -s /home/mallory/bin /usr/local/tools',
    root: `${RCP} install ${INSTALL} --link=/usr/local/tools && ${UNINSTALL}`,
    holds: isDone(
      /No link was made in \/usr\/local\/tools, because "\/home\/mallory(?:\/bin)?" belongs to user/,
    ),
  }),
  unlinked({
    name: 'every user could write the folder, in which a program of the attacker has stood under our name since',
    careless: 'chmod 0777 /usr/local/bin',
    prepare: `cp program ${LINK}`,
    root: `chmod 0755 /usr/local/bin; ${RCP} install ${INSTALL} && ${UNINSTALL}; code=$?
      [ "$(stat -c %u ${LINK})" = 65534 ] || touch /canary/taken; exit $code`,
    holds: isDone(/because \/usr\/local\/bin\/registry-credential-provider exists and is not from install/),
  }),
  {
    name: 'the link was made, and the attacker has replaced it since the folder can be written',
    kubelet: 'healthy',
    careless: 'echo precious > /etc/precious',
    mayChange: PLACES,
    root: `${RCP} install ${INSTALL} || exit 1
      chmod 0777 /usr/local/bin; ${AS_NOBODY} ln -sf /etc/precious ${LINK}
      ${RCP} status; ${UNINSTALL}; code=$?; readlink ${LINK}; exit $code`,
    holds: (seen) => {
      isDone(/registry-credential-provider was changed after install wrote it, and is left as it is/)(seen);
      assert.match(
        seen.stdout,
        /local\/bin\/registry-credential-provider was changed by another program or user/,
      );
      assert.match(seen.stdout, /^\/etc\/precious$/m);
    },
  },
];
