// Whether the kubelet finds the executable of an entry, as it looks for it at start: Go's exec.LookPath.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/credentialprovider/plugin/plugin.go

import { join } from 'node:path/posix';
import { quote } from '../escape.ts';
import { inspect, mayExecute } from '../system/inspect.ts';
import type { Provider } from './config/provider.ts';
import type { KubeletProblem } from './problem.ts';

/** What keeps the kubelet from starting with these entries and this folder of executables. */
export function executableProblems(folder: string, providers: readonly Provider[]): KubeletProblem[] {
  const facts = inspect(folder);
  if ('problem' in facts) {
    const what = `the directory of executables cannot be read (${facts.problem})`;
    const remedy = 'create it, or correct --image-credential-provider-bin-dir of the kubelet';
    return [{ code: 'provider-executable', file: folder, what, remedy }];
  }
  return providers.flatMap(({ name, place }) => {
    const path = executablePath(folder, name);
    const what = whyNotFound(path);
    return what === undefined
      ? []
      : [
          {
            code: 'provider-executable' as const,
            file: place.file,
            line: place.lineOf('name'),
            path: [...place.path, 'name'],
            what: `${quote(path)} ${what}; the kubelet's own error does not name it`,
            remedy: `install the executable there (mode 0755), or write the name of an executable in ${folder}`,
          },
        ];
  });
}

export function executablePath(folder: string, name: string): string {
  return join(folder, name);
}

function whyNotFound(path: string): string | undefined {
  const facts = inspect(path);
  if ('problem' in facts)
    return facts.problem === 'ENOENT' ? 'does not exist' : `cannot be read (${facts.problem})`;
  if (facts.kind === 'directory') return 'is a directory';
  // Root executes what anybody may execute, and the kubelet is root.
  if ((facts.mode & 0o111) === 0) return 'is not executable';
  return (facts.mode & 0o001) !== 0 && !mayExecute(path)
    ? 'may not be executed: check the mount options of its disk'
    : undefined;
}
