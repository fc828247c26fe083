// What programs of the node are run with: ours may be anything, a Pod's or that of the person who types.

export const SYSTEM_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin',
  LC_ALL: 'C.UTF-8',
  // systemctl does nothing in what it takes for a chroot, and that is what the node's root looks like from a Pod.
  // https://github.com/systemd/systemd/blob/main/docs/ENVIRONMENT.md
  SYSTEMD_IGNORE_CHROOT: '1',
  SYSTEMD_PAGER: '',
  SYSTEMD_COLORS: '0',
};
