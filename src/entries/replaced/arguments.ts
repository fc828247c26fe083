// The arguments of an entry that is replaced, by what they mean to the vendors' plugins.

import type { AcrBackendConfig, GoogleWorkloadIdentity } from '../../config/config.ts';
import { quote } from '../../escape.ts';
import { coversPattern } from '../../image/overlap.ts';
import type { Provider } from '../../kubelet/config/load.ts';
import type { Counterparts } from './counterparts.ts';
import { atField, hasCounterpart, hasNone, type Judged, type JudgedField } from './judged.ts';
import { judgeVaultFlag } from './vault.ts';

export interface EntryArgument {
  /** Where it begins in the entry's `args`. */
  readonly index: number;
  /** Without its dashes; undefined: it is no flag. */
  readonly flag: string | undefined;
  readonly value: string | undefined;
}

/** https://github.com/kubernetes/klog/blob/main/klog.go and k8s.io/component-base/logs */
const LOG_FLAGS = new Set(
  [
    'add_dir_header alsologtostderr log_backtrace_at log_dir log_file log_file_max_size log_flush_frequency',
    'logging_format logtostderr legacy_stderr_threshold_behavior one_output skip_headers skip_log_headers',
    'stderrthreshold v vmodule',
  ].flatMap((line) => line.split(' ')),
);

const ONLY_SWITCHES = new Set([
  'add_dir_header',
  'alsologtostderr',
  'logtostderr',
  'one_output',
  'skip_headers',
  'skip_log_headers',
]);

export function argumentsOf(words: readonly string[]): EntryArgument[] {
  const found: EntryArgument[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = inFull(words[index] as string, words[index + 1]);
    const [, flag, , value] = /^--?([A-Za-z][^=]*)(=(.*))?$/s.exec(word) ?? [];
    const next = words[index + 1];
    const takesNext =
      flag !== undefined &&
      value === undefined &&
      next !== undefined &&
      !next.startsWith('-') &&
      !ONLY_SWITCHES.has(flag.replaceAll('-', '_'));
    found.push({ index, flag, value: flag === undefined ? word : takesNext ? next : value });
    if (takesNext) index += 1;
  }
  return found;
}

/**
 * `-v3` and `-r FROM:TO` of programs whose flags have short forms, as long ones; `-region` is the long flag of a program of
 * another kind.
 */
function inFull(word: string, next: string | undefined): string {
  const [, level] = /^-v(\d+)$/.exec(word) ?? [];
  if (level !== undefined) return `--v=${level}`;
  const [, mirrors] = /^-r=?(.*)$/s.exec(word) ?? [];
  if (mirrors === undefined || !MIRRORS.test(mirrors || (next ?? ''))) return word;
  return mirrors === '' ? '--registry-mirror' : `--registry-mirror=${mirrors}`;
}

const MIRRORS = /^[^=:]+[.][^=:]+:[^=]+[.][^=]+$/;

export function judgeArguments({ name, args }: Provider, counterparts: Counterparts): JudgedField[] {
  return argumentsOf(args).flatMap((argument) =>
    judgeArgument(name, argument, counterparts).map((judged) => atField(['args', argument.index], judged)),
  );
}

function judgeArgument(name: string, argument: EntryArgument, counterparts: Counterparts): Judged[] {
  const { flag, value } = argument;
  if (flag !== undefined && LOG_FLAGS.has(flag.replaceAll('-', '_'))) {
    return [hasCounterpart(`argument --${flag}`, '`log` of the configuration, if you want a log')];
  }
  // However the executable is called: no other plugin has such arguments.
  if (/acr/.test(name) || /^(?:registry-mirror|ib-.+)$/.test(flag ?? '') || value?.endsWith('/azure.json')) {
    if (flag === 'registry-mirror')
      return (value ?? '').split(',').map((each) => judgeMirror(each, counterparts));
    if (flag?.startsWith('ib-')) return [judgeIdentityBinding(flag, value ?? '', counterparts)];
    if (isAzureJson(argument)) return [judgeAzureJson(value ?? '', counterparts)];
  }
  if (/ecr|gcp|gcr|google/.test(name) && flag === undefined && value === 'get-credentials') {
    return [hasCounterpart('argument get-credentials', 'the command provide, which needs no name')];
  }
  if (/gcp|gcr|google/.test(name) && flag?.toLowerCase() === 'authflow') {
    return [judgeAuthFlow(value ?? '', counterparts)];
  }
  if (/gcp|gcr|google/.test(name) && flag !== undefined && Object.hasOwn(GOOGLE_FLAGS, flag)) {
    return [judgeGoogleFlag(flag, value ?? '', counterparts)];
  }
  const ofVault = flag === undefined ? undefined : judgeVaultFlag(flag, value, counterparts);
  if (ofVault !== undefined) {
    return [ofVault];
  }
  if (/harbor/.test(name) && flag === 'username') {
    return [judgeUsername(value ?? '', counterparts)];
  }
  // What it means is not known, so that its value may be a secret.
  const shown =
    flag !== undefined
      ? `argument ${quote(`--${flag}`)}${value === undefined ? '' : ' with a value that is not shown'}`
      : value?.startsWith('/')
        ? `argument ${quote(value)}`
        : 'an argument that is not shown';
  return [hasNone(shown, 'its meaning is known only to its program: see the documentation of that')];
}

/** `SOURCE:TARGET`: images of the source are pulled from the target, with its credential. */
export function parseMirror(text: string): { readonly source: string; readonly target: string } {
  const [, source = '', target = ''] = /^(.*?):(.*)$/s.exec(text.trim()) ?? [];
  return { source, target };
}

function judgeMirror(text: string, counterparts: Counterparts): Judged {
  const what = `argument --registry-mirror=${quote(text)}`;
  const { source, target } = parseMirror(text);
  const rule = counterparts
    .rulesOf('acr')
    .find(
      (each) =>
        each.backend.registry?.toLowerCase() === target.toLowerCase() &&
        counterparts.patternsOf(each).some((pattern) => coversPattern(pattern, source)),
    );
  return rule === undefined
    ? hasNone(what, `write a rule with matchImages ${quote(source)} and acr.registry ${quote(target)}`)
    : hasCounterpart(what, `registry of the rule ${quote(rule.name)}`);
}

/** https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/cmd/acr-credential-provider/pkg/config */
export const IDENTITY_BINDING_FLAGS: Readonly<Record<string, AcrField>> = {
  'ib-sni-name': ['acr.identityBinding.sniName', ({ identityBinding }) => identityBinding?.sniName],
  'ib-apiserver-ip': ['acr.identityBinding.apiServer', ({ identityBinding }) => identityBinding?.apiServer],
  'ib-default-client-id': ['acr.clientId', ({ clientId }) => clientId],
  'ib-default-tenant-id': ['acr.tenantId', ({ tenantId }) => tenantId],
};

type AcrField = readonly [name: string, valueIn: (backend: AcrBackendConfig) => string | undefined];

function judgeIdentityBinding(flag: string, value: string, counterparts: Counterparts): Judged {
  const what = `argument --${flag}${value === '' ? '' : `=${quote(value)}`}`;
  const [field, valueIn] = IDENTITY_BINDING_FLAGS[flag] ?? [];
  if (field === undefined || valueIn === undefined) {
    return hasNone(what, 'its meaning is known only to its program: see the documentation of that');
  }
  const rule = counterparts
    .rulesOf('acr')
    .filter(({ backend }) => backend.identityBinding !== undefined)
    .find(({ backend }) => valueIn(backend)?.toLowerCase() === value.toLowerCase());
  return rule === undefined
    ? hasNone(
        what,
        `write ${field}: ${value} in a rule with identity: serviceAccount and acr.identityBinding`,
      )
    : hasCounterpart(what, `${field} of the rule ${quote(rule.name)}`);
}

export function isAzureJson({ flag, value }: EntryArgument): boolean {
  return value !== undefined && (flag === undefined || flag === 'config');
}

function judgeAzureJson(path: string, counterparts: Counterparts): Judged {
  const what = `argument ${quote(path)}`;
  const rules = counterparts.rulesOf('acr');
  const reading = rules.find(({ backend: { node } }) => node?.kind === 'azureJson' && node.path === path);
  if (reading !== undefined) {
    return hasCounterpart(what, `acr.azureJson of the rule ${quote(reading.name)}`);
  }
  const named = rules.find(({ backend: { node } }) => node !== undefined);
  return named === undefined
    ? hasNone(what, `write acr.azureJson: ${path} in the rule, or another identity`)
    : hasCounterpart(what, `acr.${named.backend.node?.kind} of the rule ${quote(named.name)}`);
}

/** Of https://github.com/container-registry/harbor-workload-identity-federation: with which the token is the password. */
function judgeUsername(username: string, counterparts: Counterparts): Judged {
  const what = `argument --username=${quote(username)}`;
  const rule = counterparts
    .rulesOf('serviceAccountToken')
    .find(({ backend }) => backend.username === username);
  return rule === undefined
    ? hasNone(what, `write serviceAccountToken.username: ${username} in a rule`)
    : hasCounterpart(what, `serviceAccountToken.username of the rule ${quote(rule.name)}`);
}

/** https://github.com/kubernetes/cloud-provider-gcp/blob/master/cmd/auth-provider-gcp/app/getcredentials.go */
export const GOOGLE_FLAGS: Readonly<Record<string, GoogleField>> = {
  'identity-provider': [
    'google.workloadIdentity.identityProvider',
    (from) => (from.kind === 'gke' ? from.identityProvider : undefined),
  ],
  'project-id': [
    'google.workloadIdentity.project',
    (from) => (from.kind === 'gke' ? from.project : undefined),
  ],
  'sts-audience': [
    'google.workloadIdentity.provider',
    (from) => (from.kind === 'provider' ? from.name : undefined),
  ],
};

type GoogleField = readonly [name: string, valueIn: (from: GoogleWorkloadIdentity) => string | undefined];

function judgeGoogleFlag(flag: string, value: string, counterparts: Counterparts): Judged {
  const what = `argument --${flag}=${quote(value)}`;
  const [field = '', valueIn] = GOOGLE_FLAGS[flag] ?? [];
  const rule = counterparts
    .rulesOf('google')
    .find(({ backend }) => valueIn?.(backend.workloadIdentity) === value);
  return rule === undefined
    ? hasNone(what, `write ${field} in a rule with identity: serviceAccount`)
    : hasCounterpart(what, `${field} of the rule ${quote(rule.name)}`);
}

function judgeAuthFlow(flow: string, counterparts: Counterparts): Judged {
  const what = `argument --authFlow=${quote(flow)}`;
  const rule = counterparts
    .rulesOf('google')
    .find(({ backend }) => flow === 'gcr' || (flow.startsWith('dockercfg') && backend.metadataDockerConfig));
  return rule === undefined
    ? hasNone(what, 'google.metadataDockerConfig reads what the metadata server has')
    : hasCounterpart(what, `rule ${quote(rule.name)}`);
}
