// Which pages are typed on which node, and which of their blocks are not typed at all, each with its reason.

import type { Block } from '../support/page.ts';

/** For each page that has something to be typed: a node of test/install/hosts/. */
export const NODES: Readonly<Record<string, string>> = {
  'README.md': 'kubeadm-deb',
  'docs/quickstart/one-machine.md': 'systemd-variable',
  'docs/quickstart/kubeadm.md': 'kubeadm-deb',
  'docs/quickstart/k3s.md': 'k3s-server',
};

/** What stands in the comment before a block that is not typed. */
export const MARKS: readonly string[] = [
  'needs a cloud',
  'needs a cluster',
  'needs a container runtime',
  'needs the network',
];

/** A shell's, or a file that is written for it. */
const isForTyping = ({ language, name }: Block): boolean =>
  language === 'sh' || language === 'console' || name !== '';

export const isTyped = (block: Block): boolean => isForTyping(block) && block.mark === undefined;
