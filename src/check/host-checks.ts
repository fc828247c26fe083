// Patterns and registries of a cloud's rule, against the hosts that the cloud's backend gives its credential to.

import type { Rule } from '../config/config.ts';
import { quote } from '../escape.ts';
import { hostsOfForms, nearestForm } from '../image/host-form.ts';
import { lintPattern } from '../image/lint.ts';
import { type PatternParts, parsePattern } from '../image/pattern-parts.ts';
import type { Path } from '../yaml/path.ts';
import { type CheckedConfig, placeOf, rulesOf } from './checked-config.ts';
import { type CloudHosts, cloudHostsOf } from './cloud-hosts.ts';
import { type Finding, finding } from './finding.ts';
import type { CheckSubject } from './subject.ts';

export function backendsTakeHosts({ configs }: CheckSubject): Finding[] {
  return configs.flatMap((config) =>
    rulesOf(config).flatMap(({ rule, path }) => {
      const hosts = cloudHostsOf(rule.backend);
      if (hosts === undefined) {
        return [];
      }
      return hosts.registry === undefined
        ? patternsRefused(config, rule, path, hosts)
        : registryRefused(config, rule, path, hosts, hosts.registry);
    }),
  );
}

function patternsRefused(config: CheckedConfig, rule: Rule, path: Path, hosts: CloudHosts): Finding[] {
  const { kind } = rule.backend;
  return (rule.matchImages ?? []).flatMap((pattern, index) => {
    const refused = whyRefused(pattern, kind, hosts);
    return refused === undefined
      ? []
      : [
          finding('host-refused', {
            ...placeOf(config, [...path, 'matchImages', index]),
            what: `rule ${quote(rule.name)}: ${quote(pattern)} matches no registry of ${kind} (${refused.why})`,
            remedy:
              refused.meant === undefined
                ? `remove the pattern, or set ${kind}.registry to the registry whose credential the images need`
                : `write ${quote(refused.meant)}, if that is what you mean; for a mirror or pull-through cache set ${kind}.registry to the registry whose credential it needs`,
          }),
        ];
  });
}

function registryRefused(
  config: CheckedConfig,
  { name, backend: { kind } }: Rule,
  path: Path,
  hosts: CloudHosts,
  registry: string,
): Finding[] {
  const refused = whyRefused(registry, kind, hosts);
  return refused === undefined
    ? []
    : [
        finding('host-refused', {
          ...placeOf(config, [...path, kind, 'registry']),
          what: `rule ${quote(name)}: ${quote(registry)} is not a registry of ${kind} (${refused.why})`,
          remedy:
            refused.meant === undefined || refused.meant.includes('*')
              ? `use one of its registries: ${hosts.described}`
              : `write ${quote(refused.meant)}, if that is what you mean`,
        }),
      ];
}

/** Undefined: a host that it matches is one of the cloud's. */
function whyRefused(
  pattern: string,
  kind: string,
  { forms, described }: CloudHosts,
): { readonly why: string; readonly meant: string | undefined } | undefined {
  const parts = parsePattern(pattern);
  if (parts === undefined || hostsOfForms(pattern, forms).length > 0) {
    return undefined;
  }
  const near = nearestForm(parts, forms);
  const meant = near !== undefined && lintPattern(near.pattern) === undefined ? near.pattern : undefined;
  return { why: reasonOf(parts, kind, near) ?? `its registries are ${described}`, meant };
}

function reasonOf(
  { labels, port }: PatternParts,
  kind: string,
  near: ReturnType<typeof nearestForm>,
): string | undefined {
  if (kind === 'acr' && /^azurecr\.de$/i.test(labels.slice(-2).join('.'))) {
    return 'AzureGermanCloud was closed in October 2021';
  }
  if (near === undefined) {
    return undefined;
  }
  if (port !== '') {
    return 'its registries have no port';
  }
  const { wrong } = near;
  return wrong === undefined ? undefined : `${quote(wrong.label)} cannot be ${wrong.name}`;
}
