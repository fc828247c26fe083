// The executables that the kubelet will run: for this machine, by nobody else's hand, and ours really starts.

import { join } from 'node:path/posix';
import { escapeControls, quote } from '../../escape.ts';
import { executablePath } from '../../kubelet/executable.ts';
import { readHead } from '../../system/files.ts';
import { inspect, realPath } from '../../system/inspect.ts';
import { runProgram } from '../../system/run-program.ts';
import { NAME } from '../ours.ts';
import { type Finding, finding } from './finding.ts';
import { type Machine, writers } from './permissions.ts';
import type { Subject } from './subject.ts';

/** The executables that the kubelet finds, each once: the path that it runs. */
function executablesOf({ kubeletConfig, binDir }: Subject): string[] {
  if (binDir === undefined) {
    return [];
  }
  const paths = (kubeletConfig?.providers ?? []).map(({ name }) => executablePath(binDir, name));
  return [...new Set(paths)].filter((path) => {
    const facts = inspect(path);
    return !('problem' in facts) && facts.kind === 'file' && (facts.mode & 0o111) !== 0;
  });
}

// e_machine of the ELF header: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
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

export function architecturesFit(subject: Subject, { architecture }: Machine): Finding[] {
  return executablesOf(subject).flatMap((file) => {
    const what = whyNotForMachine(readHead(file, 20), architecture);
    return what === undefined
      ? []
      : [
          finding('executable-architecture', {
            file,
            what,
            remedy: `put the executable for linux ${architecture} there`,
          }),
        ];
  });
}

/** Undefined also for what cannot be read, of which nothing is known. */
function whyNotForMachine(head: Buffer | undefined, architecture: string): string | undefined {
  if (head === undefined || head.toString('latin1', 0, 2) === '#!') {
    return undefined;
  }
  if (head.length < 20 || head.toString('latin1', 0, 4) !== '\x7fELF') {
    return 'it is no program: neither an ELF file nor a script';
  }
  const isBigEndian = head[5] === 2;
  const number = isBigEndian ? head.readUInt16BE(18) : head.readUInt16LE(18);
  const machine = MACHINES.get(number) ?? `machine ${number}`;
  return machine === architecture ? undefined : `it is for ${machine}, and this machine is ${architecture}`;
}

/** Runs ours, and only if nobody else could have put something in its place. */
export function ourExecutablesStart(subject: Subject, machine: Machine): Finding[] {
  const { binDir, entries } = subject;
  const ours = new Set(
    binDir === undefined ? [] : entries.map(({ provider }) => executablePath(binDir, provider.name)),
  );
  return executablesOf(subject)
    .filter((file) => ours.has(file))
    .filter((file) => writersOnTheWay(file, machine).length === 0)
    .filter((file) => whyNotForMachine(readHead(file, 20), machine.architecture) === undefined)
    .flatMap((file) => {
      const what = whyNotStarted(file);
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

function whyNotStarted(file: string): string | undefined {
  const { code, stdout, stderr, problem } = runProgram(file, ['version']);
  if (code === 0 && stdout.startsWith(NAME)) {
    return undefined;
  }
  const said = escapeControls(stderr.trim().split('\n')[0] ?? '').slice(0, 300);
  const end = problem ?? (code === 0 ? 'it answered something else' : `exit ${code}`);
  return `"version" failed (${end})${said === '' ? '' : `: ${said}`}`;
}

export function nobodyElseWrites(subject: Subject, machine: Machine): Finding[] {
  const { kubeletConfig, binDir, configs } = subject;
  const files = [
    ...executablesOf(subject),
    ...(binDir === undefined ? [] : [binDir]),
    ...(kubeletConfig === undefined ? [] : [kubeletConfig.path, ...kubeletConfig.files]),
    ...configs.map(({ file }) => file),
  ];
  return writableByOthers(files, machine);
}

/** Each of the files, and of the folders on the way to it, that somebody beside root can write; once. */
export function writableByOthers(files: readonly string[], machine: Machine): Finding[] {
  const found = new Map(files.flatMap((file) => writersOnTheWay(file, machine)));
  return [...found].map(([file, who]) =>
    finding('writable-by-others', {
      file,
      what: `${who} can write it`,
      remedy: `chown root: ${quote(file)} && chmod go-w ${quote(file)}`,
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
