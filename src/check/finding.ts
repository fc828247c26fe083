// What `check` finds: its codes, how grave each is, and why it matters. docs/check.md has a row for each.

import { formatPath } from '../config/mistake.ts';
import type { ProviderError } from '../errors.ts';
import type { Finding } from '../generated/check-report-types.ts';
import type { Path } from '../yaml/path.ts';

export type { Finding };
export type FindingCode = Finding['code'];
export type Severity = Finding['severity'];

const KUBELET_EXITS = 'the kubelet refuses the whole configuration and exits at each start';
const PULLS_FAIL = 'each pull that needs it gets no credential from this plugin';

/** Severity, and why it matters, of each code. */
export const CODES: Readonly<Record<FindingCode, readonly [severity: Severity, why: string]>> = {
  'kubelet-own-config': ['error', 'the kubelet exits at each start'],
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
  'kubelet-flags': ['error', 'the kubelet requires both flags or neither, and exits at each start'],
  'executable-architecture': ['error', 'the kubelet starts, but each run of this executable fails'],
  'executable-does-not-start': ['error', 'the kubelet starts, but each run of this executable fails'],
  'writable-by-others': ['error', 'a user who can write there decides what the kubelet runs as root'],
  'config-invalid': ['error', 'with a mistake in its configuration the plugin answers no request'],
  'config-unreadable': ['error', 'without it the plugin answers no request, or not as intended'],
  'file-unreadable': ['error', PULLS_FAIL],
  'host-refused': [
    'error',
    'a backend gives its credential only to registries of its own cloud, so each such pull fails',
  ],
  'setting-contradicts-registry': [
    'error',
    'the cloud refuses each such pull: its partitions, regions and clouds are separate',
  ],
  'setting-contradicts-secret': [
    'error',
    'the secret cannot be read: partitions, regions and clouds are separate',
  ],
  'provider-arguments': ['error', PULLS_FAIL],
  'tokens-missing': ['error', 'without a token the rule cannot use the identity of the service account'],
  'token-cache-type': [
    'error',
    'the kubelet refuses a response whose password is the token, so each such pull gets no credential',
  ],
  'kubelet-document-ignored': ['warning', 'the kubelet reads only the first document of a file'],
  'pattern-never-matches': [
    'warning',
    'the kubelet accepts it without a message, and never runs the plugin for it',
  ],
  'provider-overlap': [
    'warning',
    'the kubelet runs both, one after the other, for each pull whose credentials are not in its cache, waits up to a minute for each, and tries the credentials of both; if one fails, the other is still used',
  ],
  'provider-not-ours': ['warning', 'the kubelet never runs this plugin'],
  'provider-config-differs': [
    'warning',
    'this entry reads another configuration than the one that was checked',
  ],
  'provider-without-rule': [
    'warning',
    'the kubelet runs this plugin for such images, and the plugin answers that it has no credential',
  ],
  'rule-not-asked': [
    'warning',
    'the kubelet never runs this plugin for such images, so they are pulled without this rule',
  ],
  'rule-shadowed': ['warning', 'the first rule that matches wins, so this one never does'],
  'pattern-shadowed': ['warning', 'the first rule that matches wins, so this pattern has no effect'],
  'secret-readable-by-others': [
    'warning',
    'every user of the node, and every process that escapes from a container, can read the secret',
  ],
  'login-odd': ['warning', 'a registry hardly takes it as it is written, and refuses each such pull'],
  'served-as-node': [
    'warning',
    'the kubelet records that every Pod of the node may use an image that was pulled like this, whatever the rule is meant to restrict',
  ],
  'continue-without-next': ['warning', 'continue has an effect only if another rule follows'],
  'images-open': [
    'warning',
    "the kubelet records that every Pod of the node may use an image that was pulled with the node's credential",
  ],
  'token-audience': [
    'warning',
    'tokens for another audience are refused: by this plugin where the registry sees the token, by a cloud unless it is configured to accept them',
  ],
  'annotation-not-sent': [
    'warning',
    'the kubelet sends only the listed annotations, so the rule cannot read which identity to use',
  ],
  'chain-order': ['note', 'the kubelet tries several credentials in the order of their keys'],
  'chain-by-entries': [
    'note',
    'the kubelet sorts the keys of both answers together, those of the earlier entry first: what both have is tried twice',
  ],
  'mirror-sees-credential': [
    'note',
    'containerd shows each credential for an image to every host of its hosts.toml, in the order of the file',
  ],
  'mirror-gets-no-credential': [
    'note',
    "CRI-O shows a credential of the kubelet only to the host in the image's name",
  ],
  'tokens-unused': ['note', 'the kubelet requests a token for each pull, and no rule uses it'],
  'default-cache-duration': [
    'note',
    'each response of this plugin says how long it may be cached, so this field has no effect',
  ],
  'kubelet-release-assumed': ['note', 'what the kubelet accepts differs from release to release'],
  'kubelet-config-not-found': ['note', "only this plugin's configuration was checked"],
  'kubelet-executables-unknown': ['note', 'whether the executables exist and start was not checked'],
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
