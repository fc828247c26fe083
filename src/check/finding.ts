// What `check` finds: its codes, how grave each is, and why it matters. docs/check.md has a row for each.

import { formatPath } from '../config/mistake.ts';
import type { ProviderError } from '../errors.ts';
import type { Finding } from '../generated/check-report-types.ts';
import type { Path } from '../yaml/path.ts';

export type { Finding };
export type FindingCode = Finding['code'];
export type Severity = Finding['severity'];

const KUBELET_EXITS = 'the kubelet refuses its whole configuration and exits at its start, again and again';
const PULLS_FAIL = 'each pull that needs it gets no credential from us';

/** Severity, and why it matters, of each code. */
export const CODES: Readonly<Record<FindingCode, readonly [severity: Severity, why: string]>> = {
  'kubelet-own-config': ['error', 'the kubelet exits at its start, again and again'],
  'kubelet-config-unreadable': ['error', KUBELET_EXITS],
  'kubelet-config-syntax': ['error', KUBELET_EXITS],
  'kubelet-config-kind': ['error', KUBELET_EXITS],
  'kubelet-config-unknown-field': ['error', KUBELET_EXITS],
  'kubelet-config-repeated-field': ['error', KUBELET_EXITS],
  'kubelet-config-type': ['error', KUBELET_EXITS],
  'kubelet-config-no-providers': ['error', KUBELET_EXITS],
  'provider-name': ['error', KUBELET_EXITS],
  'provider-name-repeated': ['error', KUBELET_EXITS],
  'provider-api-version': ['error', KUBELET_EXITS],
  'provider-match-images': ['error', KUBELET_EXITS],
  'provider-cache-duration': ['error', KUBELET_EXITS],
  'provider-token-attributes': ['error', KUBELET_EXITS],
  'provider-executable': ['error', KUBELET_EXITS],
  'kubelet-flags': ['error', 'the kubelet wants both flags or none, and exits at its start'],
  'executable-architecture': ['error', 'the kubelet starts, but each run of this executable fails'],
  'executable-does-not-start': ['error', 'the kubelet starts, but each run of this executable fails'],
  'writable-by-others': ['error', 'whoever can write there decides what the kubelet runs as root'],
  'config-invalid': ['error', 'with a mistake in it we answer nothing at all'],
  'config-unreadable': ['error', 'without it we answer nothing, or not what was meant'],
  'file-unreadable': ['error', PULLS_FAIL],
  'host-refused': [
    'error',
    'a backend gives its credential to hosts of its own cloud only, so each such pull fails',
  ],
  'setting-contradicts-registry': [
    'error',
    'the cloud refuses each such pull: its partitions, regions and clouds know nothing of each other',
  ],
  'provider-arguments': ['error', PULLS_FAIL],
  'tokens-missing': ['error', 'without a token the rule cannot ask as the service account'],
  'kubelet-document-ignored': [
    'warning',
    'the kubelet reads the first document of a file and not a word more',
  ],
  'pattern-never-matches': [
    'warning',
    'the kubelet takes it without a word, and never asks the plugin because of it',
  ],
  'provider-overlap': [
    'warning',
    'the kubelet runs both, one after the other, at each pull that neither has in the cache, waits up to a minute for each, and tries the credentials of both; one that fails does not keep the other from being used',
  ],
  'provider-not-ours': ['warning', 'the kubelet never runs us'],
  'provider-config-differs': ['warning', 'what was checked is not what this entry reads'],
  'provider-without-rule': [
    'warning',
    'the kubelet runs us for such images, and the answer is that there is no credential',
  ],
  'rule-not-asked': [
    'warning',
    'the kubelet never asks us about such images, and they are pulled without this rule',
  ],
  'rule-shadowed': ['warning', 'the first rule that matches wins, so this one never does'],
  'pattern-shadowed': ['warning', 'the first rule that matches wins, so this pattern never counts'],
  'secret-readable-by-others': [
    'warning',
    'every user and every escaped container of the node can read the secret',
  ],
  'served-as-node': [
    'warning',
    'the kubelet notes that every Pod of the node may use an image that was pulled so, whatever the rule is to keep',
  ],
  'token-audience': [
    'warning',
    'a cloud refuses tokens that are for somebody else, unless it was told to take them',
  ],
  'annotation-not-sent': [
    'warning',
    'the kubelet sends only the annotations that are listed, so the rule cannot see who is to ask',
  ],
  'tokens-unused': ['note', 'the kubelet gets a token for each pull, and no rule looks at it'],
  'default-cache-duration': ['note', 'our answers always say how long they may be used, so it never counts'],
  'kubelet-release-assumed': ['note', 'what the kubelet accepts differs from release to release'],
  'kubelet-config-not-found': ['note', 'only our own configuration was checked'],
  'kubelet-executables-unknown': ['note', 'whether the executables are there and can run was not checked'],
};

/** Whether the kubelet does not start because of it. */
export function keepsKubeletDown({ code, severity }: Finding): boolean {
  return (
    severity === 'error' &&
    (CODES[code][1] === KUBELET_EXITS || code === 'kubelet-flags' || code === 'kubelet-own-config')
  );
}

interface FindingDetails {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly path?: Path;
  readonly what: string;
  readonly remedy: string;
  /** By default that of the code. */
  readonly severity?: Severity | undefined;
}

export function finding(code: FindingCode, details: FindingDetails): Finding {
  const [severity, why] = CODES[code];
  const { file, line, path = [], what, remedy } = details;
  return {
    code,
    severity: details.severity ?? severity,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(path.length > 0 && { path: formatPath(path) }),
    what,
    why,
    remedy,
  };
}

/** What is wrong, and what to do, by a failure of the code that a pull runs. */
export function textsOf({ message, hint }: ProviderError): Pick<FindingDetails, 'what' | 'remedy'> {
  return { what: message, remedy: hint ?? 'correct the path' };
}
