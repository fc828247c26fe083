// The grant without which a kubelet gets no token for an audience.
// https://kubernetes.io/docs/reference/access-authn-authz/node/

import type { Rule } from '../../config/config.ts';
import { escapeControls } from '../../escape.ts';
import { audienceRule, grantText } from '../../kubelet/audience-grant.ts';
import { NAME } from '../../version.ts';
import { quoted } from './kubelet-config.ts';

const ROLE = `${NAME}-token-audiences`;

/** `config`: where the rules are from. */
export function rbacText(audiences: ReadonlyMap<string, readonly Rule[]>, config: string): string {
  if (audiences.size === 0) {
    return `# ${escapeControls(config)}:\n# no rule uses service account tokens, so there is nothing to grant.\n`;
  }
  return `# Made by ${NAME} generate rbac from
# ${escapeControls(config)}.
# Kubelets from 1.33 on may ask the API server for a service account's token
# only for audiences that they are granted here, or that the Pod's own volumes
# name. Without the grant a pull gets no credential, and only the kubelet's log
# says so.
${grantText(ROLE, [...audiences].map(([audience, rules]) => `${ruleText(audience, rules)}\n`).join(''))}`;
}

function ruleText(audience: string, rules: readonly Rule[]): string {
  const names = accountNames(rules);
  return [
    `  # For the rules ${rules.map(({ name }) => name).join(', ')}. The resource is the audience.`,
    audienceRule(quoted(audience)),
    ...(names === undefined
      ? ['    # For any service account; resourceNames would restrict it to some, by name.']
      : [
          '    # Only for service accounts with these names, in any namespace: the rules',
          '    # are for no others.',
          `    resourceNames: [${names.map(quoted).join(', ')}]`,
        ]),
  ].join('\n');
}

/** The names of the accounts that the rules are for; undefined when they are not all known. */
function accountNames(rules: readonly Rule[]): string[] | undefined {
  const patterns = rules.flatMap(({ matchServiceAccounts }) => matchServiceAccounts ?? ['*/*']);
  const names = patterns.map((pattern) => pattern.slice(pattern.indexOf('/') + 1));
  return names.some((name) => name.includes('*')) ? undefined : [...new Set(names)];
}
