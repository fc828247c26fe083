// Mirrors that the node's container runtime asks for images of the rules: which credentials they see, and which get none.

import { quote } from '../escape.ts';
import { patternsOverlap } from '../image/overlap.ts';
import { coverage, parsePattern } from '../image/pattern.ts';
import { findShownTo, mirroredRegistries, type ShownTo } from '../mirrors/containerd.ts';
import { readCrioRegistries } from '../mirrors/crio.ts';
import { originOfRegistry } from '../mirrors/host-settings.ts';
import { rulesOf } from './checked-config.ts';
import { type Finding, finding } from './finding.ts';
import type { CheckSubject } from './subject.ts';

/** The name of the folder for registries that have none of their own. */
const ALL_OTHERS = '_default';

/** @param root before every path of the runtimes' files */
export function mirrorsSeeCredentials(subject: CheckSubject, root = ''): Finding[] {
  return [...containerdMirrors(subject, root), ...crioMirrors(subject, root)];
}

function containerdMirrors(subject: CheckSubject, root: string): Finding[] {
  return mirroredRegistries(root).flatMap((registry) => {
    const isMeant = (pattern: string) => registry === ALL_OTHERS || coverage(pattern, registry) !== 'none';
    const rules = namesWhere(subject, isMeant);
    return rules === undefined ? [] : shownFindings(rules, registry, findShownTo(registry, root));
  });
}

function shownFindings(rules: string, registry: string, found: ShownTo): Finding[] {
  const images =
    registry === ALL_OTHERS ? 'registries without a folder of their own' : `images of ${quote(registry)}`;
  if (found.kind === 'unreadable') {
    return [
      finding('mirror-sees-credential', {
        what: `which hosts see the credentials of ${rules} for ${images} is not known: ${found.problem}`,
        remedy: 'correct the file',
      }),
    ];
  }
  const { urls = [], isPartial = false, file } = found.kind === 'hosts' ? found : {};
  const others = urls.filter((url) => url !== originOfRegistry(registry));
  if (others.length === 0 && !isPartial) return [];
  const withoutTls = others.filter((url) => url.startsWith('http://'));
  const hosts = [...others, ...(isPartial ? ['hosts in a form that is not read here'] : [])].join(', ');
  const openly = withoutTls.length === 0 ? '' : `, without TLS to ${withoutTls.join(', ')}`;
  return [
    finding('mirror-sees-credential', {
      severity: withoutTls.length === 0 ? undefined : 'warning',
      file,
      what: `containerd shows the credentials of ${rules} for ${images} to ${hosts} too${openly}`,
      remedy:
        withoutTls.length === 0
          ? 'nothing, if these hosts may see them: docs/mirrors.md tells what they can do with them'
          : 'use https:// for this mirror',
    }),
  ];
}

function crioMirrors(subject: CheckSubject, root: string): Finding[] {
  const { tables, problems } = readCrioRegistries(root);
  return [
    ...problems.map((problem) =>
      finding('mirror-gets-no-credential', {
        what: `which hosts CRI-O asks is not known in full: ${problem}`,
        remedy: 'correct the file, if CRI-O runs on this node',
      }),
    ),
    ...tables.flatMap(({ file, prefix, locations }) => {
      const rules = namesWhere(subject, (pattern) => patternsOverlap(pattern, asPattern(prefix, pattern)));
      const host = hostOf(prefix);
      const others = [...new Set(locations.map(hostOf))].filter((each) => each !== host);
      return rules === undefined || others.length === 0
        ? []
        : [
            finding('mirror-gets-no-credential', {
              file,
              what: `CRI-O asks ${others.join(', ')} for images of ${quote(prefix)} without the credential of ${rules}`,
              remedy:
                'use a mirror that needs no credential, or give CRI-O one of its own: it drops those of the kubelet for any host that is not in the image',
            }),
          ];
    }),
  ];
}

/**
 * A prefix of CRI-O, which means other images than it would as a pattern of a rule: its `*` is for any number of labels, and
 * without a port it has those of any.
 * @param like which pattern it is compared with
 */
function asPattern(prefix: string, like: string): string {
  const { labels = [], port = '' } = parsePattern(like) ?? {};
  const suffix = prefix.startsWith('*.') ? prefix.slice(2) : undefined;
  const stars = suffix === undefined ? 0 : labels.length - suffix.split('.').length;
  const host = stars < 1 || suffix === undefined ? prefix : `${'*.'.repeat(stars)}${suffix}`;
  return port === '' || /[:/]/.test(host) ? host : `${host}:${port}`;
}

function hostOf(location: string): string {
  return location.split('/')[0] ?? location;
}

/** `rule "a"`, `rules "a", "b"`; undefined: none has such a pattern. */
function namesWhere(
  { configs, patterns: { patternsOf } }: CheckSubject,
  isMeant: (pattern: string) => boolean,
): string | undefined {
  const names = configs.flatMap((config) =>
    rulesOf(config).flatMap(({ rule }) => (patternsOf(rule).some(isMeant) ? [quote(rule.name)] : [])),
  );
  const shown = names.slice(0, MAX_NAMES).join(', ');
  const rest = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  return names.length === 0 ? undefined : `${names.length === 1 ? 'rule' : 'rules'} ${shown}${rest}`;
}

const MAX_NAMES = 10;
