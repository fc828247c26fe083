// The executables that the kubelet will run: built for this machine, written by root alone, and the plugin's own starts.
// Those of other plugins are never run: only their first bytes are read.

import { join } from 'node:path/posix';
import { escapeControls, quote, shellWord } from '../escape.ts';
import { executablePath } from '../kubelet/executable.ts';
import { readHead } from '../system/files.ts';
import { inspect, realPath } from '../system/inspect.ts';
import { type Machine, writers } from '../system/permissions.ts';
import { type ExecutableFile, lookAtExecutable, runProbe } from '../system/program.ts';
import { HEADER_BYTES, readProgramHeader } from '../system/program-header.ts';
import { problemOfRootOnly } from '../system/root-only.ts';
import { NAME } from '../version.ts';
import { type Finding, finding } from './finding.ts';
import type { CheckSubject } from './subject.ts';

/** The executables that the kubelet finds, each once: the path that it runs. */
function executablesOf({ kubeletConfig, binDir }: CheckSubject): string[] {
  if (binDir === undefined) {
    return [];
  }
  const paths = (kubeletConfig?.providers ?? []).map(({ name }) => executablePath(binDir, name));
  return [...new Set(paths)].filter((path) => {
    const facts = inspect(path);
    return !('problem' in facts) && facts.kind === 'file' && (facts.mode & 0o111) !== 0;
  });
}

// e_machine of the ELF header, as Node names machines.
// https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
const MACHINES: ReadonlyMap<number, string> = new Map([
  [0x03, 'ia32'],
  [0x15, 'ppc64'],
  [0x16, 's390x'],
  [0x28, 'arm'],
  [0x3e, 'x64'],
  [0xb7, 'arm64'],
  [0xf3, 'riscv64'],
  [0x102, 'loong64'],
]);

export function architecturesFit(subject: CheckSubject): Finding[] {
  const { architecture } = subject.machine;
  const own = ownExecutables(subject);
  return executablesOf(subject).flatMap((file) => {
    const unfit = whyUnfit(readHead(file, HEADER_BYTES), architecture);
    if (unfit === undefined) return [];
    const { what, remedy, lacksProgram } = unfit;
    const doesNotStart = lacksProgram && own.has(file);
    return [
      finding(doesNotStart ? 'executable-does-not-start' : 'executable-architecture', { file, what, remedy }),
    ];
  });
}

/** The paths at which the kubelet runs this plugin. */
function ownExecutables({ binDir, entries }: CheckSubject): ReadonlySet<string> {
  return new Set(
    binDir === undefined ? [] : entries.map(({ provider }) => executablePath(binDir, provider.name)),
  );
}

interface Unfit {
  readonly what: string;
  readonly remedy: string;
  /** It is for this machine, but not for this system. */
  readonly lacksProgram: boolean;
}

/** Undefined also for what cannot be read, of which nothing is known. */
function whyUnfit(head: Buffer | undefined, architecture: string): Unfit | undefined {
  if (head === undefined) {
    return undefined;
  }
  const right = `put the executable for linux ${architecture} there`;
  const header = readProgramHeader(head);
  if (header === undefined) {
    return {
      what: 'it is not a program: neither an ELF file nor a script',
      remedy: right,
      lacksProgram: false,
    };
  }
  if (header.kind === 'elf') {
    const machine = MACHINES.get(header.machine) ?? `machine ${header.machine}`;
    if (machine !== architecture) {
      return {
        what: `it was built for ${machine}, and this machine is ${architecture}`,
        remedy: right,
        lacksProgram: false,
      };
    }
  }
  const { kind, interpreter } = header;
  if (interpreter?.startsWith('/') !== true || !('problem' in inspect(interpreter))) {
    return undefined;
  }
  return kind === 'script'
    ? {
        what: `it is a script for ${quote(interpreter)}, which does not exist here`,
        remedy: 'install that program, or put another executable there',
        lacksProgram: true,
      }
    : {
        what: `its loader ${quote(interpreter)} does not exist here`,
        remedy: 'use an executable for the C library of this system, or a static one',
        lacksProgram: true,
      };
}

/** Runs the plugin's own, and only if no other user could have replaced it. */
export function ourExecutablesStart(subject: CheckSubject): Finding[] {
  const { ownPath, machine } = subject;
  const own = ownExecutables(subject);
  return executablesOf(subject)
    .filter((file) => own.has(file))
    .filter((file) => whyUnfit(readHead(file, HEADER_BYTES), machine.architecture) === undefined)
    .flatMap((file) => {
      const looked = lookAtExecutable(file);
      const isSafe = looked !== undefined && isOursAlone(file, looked, machine, ownPath);
      const what = isSafe ? whyNotStarted(file, looked) : undefined;
      return what === undefined
        ? []
        : [
            finding('executable-does-not-start', {
              file,
              what,
              remedy:
                'it needs glibc 2.28 or newer, libstdc++ and libgcc, and a disk that is not mounted noexec',
            }),
          ];
    });
}

/** Whether it is what runs already, or no user but root, and the one who looks, decides what it is. */
function isOursAlone(file: string, looked: ExecutableFile, machine: Machine, ownPath: string): boolean {
  const own = lookAtExecutable(ownPath);
  if (own !== undefined && own.dev === looked.dev && own.ino === looked.ino) return true;
  return machine.uid === 0
    ? problemOfRootOnly(file) === undefined
    : writersOnTheWay(file, machine).length === 0;
}

/** Asks the file that was looked at, and no other that is there meanwhile. */
function whyNotStarted(file: string, looked: ExecutableFile): string | undefined {
  const { code, stdout, stderr, problem } = runProbe(file, [file, 'version'], looked);
  if (code === 0 && stdout.startsWith(NAME)) {
    return undefined;
  }
  const said = escapeControls(stderr.trim().split('\n')[0] ?? '').slice(0, 300);
  const end = problem ?? (code === 0 ? 'unexpected output' : `exit ${code}`);
  return `"version" failed (${end})${said === '' ? '' : `: ${said}`}`;
}

export function noOtherUserWrites(subject: CheckSubject): Finding[] {
  const { kubeletConfig, binDir, configs, kubelet, machine } = subject;
  const files = [
    ...(kubelet.running?.ownFiles ?? []),
    ...executablesOf(subject),
    ...(binDir === undefined ? [] : [binDir]),
    ...(kubeletConfig === undefined ? [] : [kubeletConfig.path, ...kubeletConfig.files]),
    ...configs.map(({ file }) => file),
  ];
  return writableByOthers(files, machine);
}

/** Each of the files, and of the directories on the way to it, that another user than root can write; once. */
export function writableByOthers(files: readonly string[], machine: Machine): Finding[] {
  const found = new Map(files.flatMap((file) => writersOnTheWay(file, machine)));
  return [...found].map(([file, who]) =>
    finding('writable-by-others', {
      file,
      what: `${who} can write it`,
      remedy: `chown root: ${shellWord(file)} && chmod go-w ${shellWord(file)}`,
    }),
  );
}

/** The file, and every folder on the way to it: who can write one of them can put something else in its place. */
function writersOnTheWay(path: string, machine: Machine): (readonly [file: string, who: string])[] {
  const real = realPath(path);
  if (real === undefined) {
    return [];
  }
  const parts = real.split('/').slice(1);
  const places = ['/', ...parts.map((_, index) => `/${join(...parts.slice(0, index + 1))}`)];
  return places.flatMap((place) => {
    const facts = inspect(place);
    const who = 'problem' in facts ? undefined : writers(facts, machine, place === real);
    return who === undefined ? [] : [[place, who] as const];
  });
}
