// For an entry of acr-credential-provider.
// https://github.com/kubernetes-sigs/cloud-provider-azure/tree/master/cmd/acr-credential-provider

import { hostForms, parseRegistry } from '../../backend/acr/registry.ts';
import { quote } from '../../escape.ts';
import { coversPattern } from '../../image/overlap.ts';
import { IDENTITY_BINDING_FLAGS, isAzureJson, parseMirror } from '../replaced/arguments.ts';
import type { FoundEntry } from './found-entry.ts';
import { noteEach, type SortedPatterns, sortPatterns } from './hosts.ts';
import {
  type FieldNote,
  type Proposal,
  type ProposedFields,
  type ProposedRule,
  withField,
} from './proposal.ts';

/** That plugin trusts no others for identity bindings. */
const AKS_AUTHORITIES = '/etc/kubernetes/certs/ca.crt';

const NOT_OURS =
  'no login server of Azure, for which that plugin has no credential; for a mirror write a rule with acr.registry';

export function proposeAcr(entry: FoundEntry): Proposal {
  const forms = hostForms();
  const { own, others, notes } = sortPatterns(entry, forms);
  const identity = identityOf(entry);
  const mirrors = mirrorsOf(entry);
  const mirrored = others.filter(({ pattern }) => mirrors.some((each) => each.matchImages.includes(pattern)));
  const left = others.filter((each) => !mirrored.includes(each));
  const ofPrivateClouds = left.filter(({ pattern }) => privateSuffixOf(pattern) !== undefined);
  const rule = (name: string, matchImages: readonly string[], extra: ProposedFields): ProposedRule => ({
    name: entry.ruleName(name),
    matchImages,
    fields: { ...identity.fields, acr: { ...extra, ...(identity.fields.acr as ProposedFields) } },
    comments: identity.comments,
  });
  return {
    rules: [
      ...mirrors.flatMap(({ matchImages, registry }) =>
        registry === undefined || matchImages.length === 0
          ? []
          : [rule('acr-mirror', matchImages, { registry })],
      ),
      ...ofPrivateClouds.map(({ pattern }) => ({
        ...rule('acr-private', [pattern], { cloud: { suffix: privateSuffixOf(pattern) ?? '' } }),
        comments: [
          ...identity.comments,
          'A cloud of its own: add cloud.authorityHost and cloud.resource if azure.json does not name that cloud.',
        ],
      })),
      ...(own.length === 0 ? [] : [rule('acr', own, {})]),
    ],
    notes: [
      ...notes,
      ...closedClouds(left),
      ...noteEach(
        left.filter((each) => !ofPrivateClouds.includes(each) && !isOfClosedCloud(each.pattern)),
        NOT_OURS,
      ),
      ...mirrors.flatMap(({ note }) => note ?? []),
    ],
  };
}

const isOfClosedCloud = (pattern: string): boolean => /\.azurecr\.de(?:\/|$)/.test(pattern);

function closedClouds(patterns: SortedPatterns['others']): FieldNote[] {
  return noteEach(
    patterns.filter(({ pattern }) => isOfClosedCloud(pattern)),
    'left out: that cloud was closed in 2021',
  );
}

/** Of a cloud with login servers of its own, whose suffix that plugin knows only if `azurecr.` is in it. */
function privateSuffixOf(pattern: string): string | undefined {
  const suffix = /^\*\.(azurecr\.[-a-z0-9.]+)$/.exec(pattern)?.[1];
  return suffix === 'azurecr.de' ? undefined : suffix;
}

interface Mirror {
  readonly matchImages: readonly string[];
  /** Undefined: the target is none of Azure's. */
  readonly registry: string | undefined;
  readonly note: FieldNote | undefined;
}

function mirrorsOf(entry: FoundEntry): Mirror[] {
  const mirrors = entry.args
    .filter(({ flag }) => flag === 'registry-mirror')
    .flatMap(({ index, value = '' }) =>
      value
        .replaceAll(' ', '')
        .split(',')
        .map((text) => mirrorOf(entry, text, index)),
    );
  // Of several targets of one source that plugin knows the last.
  return mirrors.filter(
    ({ matchImages }, index) =>
      matchImages.length === 0 ||
      !mirrors.slice(index + 1).some((later) => String(later.matchImages) === String(matchImages)),
  );
}

/** Images of the source that reach the plugin at all, as matchImages of the entry has them. */
function mirrorOf({ provider }: FoundEntry, text: string, index: number): Mirror {
  const { source, target } = parseMirror(text);
  const [registry = ''] = target.toLowerCase().split('/');
  const note = (why: string): Mirror => ({
    matchImages: [],
    registry: undefined,
    note: { field: ['args', index], text: `${quote(text)}: ${why}` },
  });
  if (source === '' || target === '') return note('not SOURCE:TARGET, so that plugin ignores it');
  if (parseRegistry(registry) === undefined) return note('its target is no login server of Azure');
  const reached = provider.matchImages.some((pattern) => coversPattern(pattern, source))
    ? [source]
    : provider.matchImages.filter((pattern) => coversPattern(source, pattern));
  return reached.length === 0
    ? note('no pattern of the entry matches these images, so no pull has used it')
    : { matchImages: reached, registry, note: undefined };
}

interface Identity {
  readonly fields: ProposedFields;
  readonly comments: readonly string[];
}

function identityOf(entry: FoundEntry): Identity {
  const azureJson = entry.args.findLast((argument) => isAzureJson(argument))?.value;
  const node: ProposedFields = { acr: azureJson?.startsWith('/') ? { azureJson } : {} };
  const { tokenAttributes } = entry.provider;
  if (tokenAttributes === undefined) return { fields: node, comments: [] };
  const withoutToken: ProposedFields =
    tokenAttributes.requireServiceAccount === false ? { onMissingServiceAccount: 'node' } : {};
  const asPod: ProposedFields = { identity: 'serviceAccount', ...withoutToken, ...node };
  if (entry.flag('ib-sni-name') === undefined) return { fields: asPod, comments: [] };
  const bound = Object.entries(IDENTITY_BINDING_FLAGS).reduce<ProposedFields>((fields, [flag, [field]]) => {
    const value = entry.flag(flag)?.value;
    return value === undefined ? fields : withField(fields, field, value);
  }, asPod);
  return {
    fields: withField(bound, 'acr.identityBinding.caFile', AKS_AUTHORITIES),
    comments:
      tokenAttributes.requireServiceAccount === false
        ? [
            'A static Pod has no service account: it pulls as the node here, where that plugin fails. Remove onMissingServiceAccount if it must fail.',
          ]
        : [],
  };
}
