// Findings without the secrets that are known from the files: an alias, or a slip, may have put one anywhere.

import { hideSecrets } from '../config/without-secrets.ts';
import { secretVariables } from '../entries/replaced/variables.ts';
import type { Finding } from './finding.ts';
import type { CheckSubject } from './subject.ts';

export function withoutSecrets(
  findings: readonly Finding[],
  { configs, kubeletConfig }: Pick<CheckSubject, 'configs' | 'kubeletConfig'>,
): readonly Finding[] {
  const variables = secretVariables(kubeletConfig?.providers ?? []);
  const secrets = new Set([...configs.flatMap((config) => [...config.secrets]), ...variables]);
  return secrets.size === 0
    ? findings
    : findings.map((finding) => ({
        ...finding,
        what: hideSecrets(finding.what, secrets),
        remedy: hideSecrets(finding.remedy, secrets),
      }));
}
