// Configurations of the kubelet that the kubelet itself would refuse.

import { formatPath } from '../../config/mistake.ts';
import { hideSecrets } from '../../config/without-secrets.ts';
import { ProviderError } from '../../errors.ts';
import { escapeControls } from '../../escape.ts';
import { GIVE_THE_RIGHT_ONE } from '../../kubelet/config/decode.ts';
import { type Kubelet, type KubeletConfig, loadKubeletConfigText } from '../../kubelet/config/load.ts';
import { secretVariables } from '../replaced/variables.ts';

/** @throws {ProviderError} CONFIG_INVALID when the kubelet refuses the file as it is */
export function refuseUnloadable({
  file,
  text,
  kubelet,
  who = '--merge',
}: {
  readonly file: string;
  readonly text: string;
  readonly kubelet: Kubelet;
  /** The option or command, for errors. */
  readonly who?: string;
}): void {
  refuseProblems(
    `${who}: the kubelet refuses the file`,
    loadKubeletConfigText(file, text, kubelet),
    'correct the file first',
  );
}

/** @throws {ProviderError} CONFIG_INVALID */
export function refuseProblems(what: string, { problems, providers }: KubeletConfig, hint: string): void {
  if (problems.length > 0) {
    const secrets = secretVariables(providers);
    const otherFile = problems.find(({ remedy }) => remedy.startsWith(GIVE_THE_RIGHT_ONE));
    const details = problems.map(({ file, line, path = [], what: problem }) =>
      escapeControls(
        `${file}${line === undefined ? '' : `:${line}`}: ${path.length > 0 ? `${formatPath(path)}: ` : ''}${hideSecrets(problem, secrets)}`,
      ),
    );
    throw new ProviderError(`${what}: ${details.join('; ')}`, {
      code: 'CONFIG_INVALID',
      hint: `${otherFile?.remedy ?? hint}; see registry-credential-provider check`,
      details,
    });
  }
}
