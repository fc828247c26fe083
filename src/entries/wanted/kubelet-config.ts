// The text of a CredentialProviderConfig for the entries of a plan, with comments where a reader would ask why.
// https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/

import type { CacheType } from '../../backend/cloud/conventions.ts';
import { BUILT_IN } from '../../config/built-in.ts';
import { escapeControls } from '../../escape.ts';
import { formatRelease, type Release, TOKEN_GATE, TOKENS_ON } from '../../kubelet/release.ts';
import { NAME } from '../../version.ts';
import { WITHOUT_TOKENS } from '../text/entry-data.ts';
import type { EntryPlan, PlannedEntry, PlannedTokens } from './plan.ts';

export interface KubeletConfigOptions {
  /** Absolute path of the plugin's configuration, or `built-in`. */
  readonly config: string;
  readonly release: Release;
  /** The command that makes it. */
  readonly madeBy: 'generate kubelet-config' | 'install';
}

export function kubeletConfigText(plan: EntryPlan, options: KubeletConfigOptions): string {
  const names = plan.entries.map(({ name }) => name);
  const links = names.filter((name) => name !== NAME);
  const lines = [
    `# Made by ${NAME} ${options.madeBy} from`,
    `# ${escapeControls(options.config)}, for kubelet ${formatRelease(options.release)}.`,
    ...ABOUT,
    ...(links.length === 0 ? [] : ['#', ...ABOUT_LINKS, ...links.map((name) => `#   ln -s ${NAME} ${name}`)]),
    ...plan.leftOut.map(
      ({ name }) => `# Not here: rule "${name}", which needs service account tokens (--tokens).`,
    ),
    'apiVersion: kubelet.config.k8s.io/v1',
    'kind: CredentialProviderConfig',
    'providers:',
    ...plan.entries.flatMap((entry) => entryLines(entry, options)),
  ];
  return `${lines.join('\n')}\n`;
}

const ABOUT: readonly string[] = [
  "# The kubelet's flag --image-credential-provider-config names this file, and",
  '# --image-credential-provider-bin-dir the folder of the executables. The kubelet',
  '# reads this file once, at start, and exits on one mistake in it: run',
  `# "${NAME} check" before a restart.`,
];
const ABOUT_LINKS: readonly string[] = [
  '# One entry has either tokens of one audience or none, so there is one for each,',
  '# and each is a file of that name in the folder: a symbolic link to the',
  '# executable does.',
];

function entryLines(
  { name, rules, matchImages, tokens, rulesWithoutTokens }: PlannedEntry,
  { config, release }: KubeletConfigOptions,
): string[] {
  const named = rules.map((rule) => rule.name).join(', ');
  return [
    `  # ${tokens === undefined ? 'Without tokens' : `With tokens for ${escapeControls(tokens.audience)}`}, for the rules ${named}.`,
    `  - name: ${name}`,
    '    apiVersion: credentialprovider.kubelet.k8s.io/v1',
    '    # Only images that match one of these reach the rules of this plugin.',
    '    matchImages:',
    ...matchImages.map((pattern) => `      - ${quoted(pattern)}`),
    '    # For responses without a cache duration; this plugin always sets one.',
    '    defaultCacheDuration: "0s"',
    ...(config === BUILT_IN
      ? []
      : [
          '    args:',
          `      - ${quoted(`--config=${config}`)}`,
          ...(rulesWithoutTokens ? [`      ${OTHERS_HAVE_TOKENS}`, `      - ${quoted(WITHOUT_TOKENS)}`] : []),
        ]),
    ...(tokens === undefined ? [] : tokenLines(tokens, release)),
  ];
}

const OTHERS_HAVE_TOKENS = '# Images of rules that need tokens get their credential by another entry.';
const TOKEN_REQUIRED = '# Without a token (a static Pod) these rules give no credential.';
const TOKEN_OPTIONAL = '# Without a token (a static Pod) the rules say what a pull gets.';

/** Why the kubelet caches as it does. */
const CACHE_REASONS: Readonly<Record<CacheType, string>> = {
  ServiceAccount: "# A credential is the service account's, whichever of its tokens got it.",
  Token: '# The password is the token: the kubelet accepts that with this type only.',
};

function tokenLines(
  { audience, cacheType, requireServiceAccount, annotationKeys }: PlannedTokens,
  release: Release,
): string[] {
  const hasCacheType = release >= TOKENS_ON;
  return [
    ...(hasCacheType
      ? []
      : [`    # Kubelet ${formatRelease(release)} takes this only with the feature gate ${TOKEN_GATE}.`]),
    '    tokenAttributes:',
    '      # The kubelet gets such a token only with the grant of "generate rbac".',
    `      serviceAccountTokenAudience: ${quoted(audience)}`,
    ...(hasCacheType
      ? [`      ${CACHE_REASONS[cacheType]}`, `      cacheType: ${cacheType}`]
      : ['      # From 1.34 on there must be a cacheType too, which this release refuses.']),
    `      ${requireServiceAccount ? TOKEN_REQUIRED : TOKEN_OPTIONAL}`,
    `      requireServiceAccount: ${requireServiceAccount}`,
    ...(annotationKeys.length === 0
      ? []
      : [
          '      # The kubelet sends no other annotations. They are optional: for a Pod',
          '      # without a required one it would skip the plugin.',
          '      optionalServiceAccountAnnotationKeys:',
          ...annotationKeys.map((key) => `        - ${quoted(key)}`),
        ]),
  ];
}

/** In double quotes, which YAML and JSON read alike. */
export function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What `kubeletConfigText` begins with, and the rest; an empty header where another author has begun the text. */
export function splitHeader(text: string): readonly [header: string, rest: string] {
  const lines = text.split(/(?<=\n)/);
  if (
    !/^# Made by registry-credential-provider (?:install|generate kubelet-config) from\r?$/m.test(
      lines[0] ?? '',
    )
  ) {
    return ['', text];
  }
  const end = lines.findIndex(
    (line, index) => index > 1 && !HEADER.some((form) => form.test(line.trimEnd())),
  );
  const count = end === -1 ? lines.length : end;
  return [lines.slice(0, count).join(''), lines.slice(count).join('')];
}

/** The lines behind the first two, which say what it is made from. */
const HEADER: readonly RegExp[] = [
  ...[...ABOUT, ...ABOUT_LINKS].map(lineOf),
  // As earlier versions have written them.
  /^# --image-credential-provider-config of the kubelet names this file, --image-credential-provider-bin-dir the folder$/,
  /^# of the executables\. The kubelet reads it once, at start, and exits on one mistake in it: run$/,
  /^# One entry has either tokens of one audience or none, so there is one for each, and each is a file of that$/,
  /^# name in the folder: a symbolic link to the executable does\.$/,
  /^#$/,
  /^# {3}ln -s registry-credential-provider registry-credential-provider-\S+$/,
  /^# Not here: rule ".*", which needs service account tokens \(--tokens\)\.$/,
];

/** The line above an entry that names its rules. */
export function isLeadComment(comment: string): boolean {
  return /^# (?:Without tokens|With tokens for .+), for the rules .+\.$/.test(comment);
}

/** A comment in an entry that depends on the kubelet's release or on the rules. */
export function isGeneratedComment(comment: string): boolean {
  return GENERATED.some((form) => form.test(presentComment(comment)));
}

/** A comment of an earlier version as this version writes it; any other as it is. */
export function presentComment(comment: string): string {
  return EARLIER.find(([form]) => form.test(comment))?.[1] ?? comment;
}

const GENERATED: readonly RegExp[] = [
  /^# Kubelet \S+ takes this only with the feature gate \w+\.$/,
  /^# From 1\.34 on there must be a cacheType (?:as well|too), which this release refuses\.$/,
  ...[...Object.values(CACHE_REASONS), OTHERS_HAVE_TOKENS, TOKEN_REQUIRED, TOKEN_OPTIONAL].map(lineOf),
];

const EARLIER: readonly (readonly [form: RegExp, present: string])[] = [
  [/^# Without a token these rules have nothing to give, so the kubelet need not run us\.$/, TOKEN_REQUIRED],
  [
    /^# A Pod without a service account \(a static Pod\) is asked for without a token; the rules say what it gets\.$/,
    TOKEN_OPTIONAL,
  ],
  [
    /^# Without a token these rules give no credential, so the kubelet need not run the plugin\.$/,
    TOKEN_REQUIRED,
  ],
  [
    /^# For a Pod without a service account \(a static Pod\) the plugin runs without a token; the rules say what it gets\.$/,
    TOKEN_OPTIONAL,
  ],
  [
    /^# For images of a rule that needs tokens the kubelet also runs the entry with them: here it gets no credential\.$/,
    OTHERS_HAVE_TOKENS,
  ],
  [
    /^# A credential is the service account's, whichever of its tokens it was got with\.$/,
    CACHE_REASONS.ServiceAccount,
  ],
  [
    /^# The password is the token itself: the kubelet accepts such a response with this type only\.$/,
    CACHE_REASONS.Token,
  ],
];

function lineOf(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.()]/g, '\\$&')}$`);
}
