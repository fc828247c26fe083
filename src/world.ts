// What the process gives to a pull and to every command: the one thing that is injected.

import type { ArgumentsOf } from './command-line/arguments.ts';
import type { CommandName } from './command-line/commands.ts';
import type { Output } from './system/output.ts';
import type { Machine } from './system/permissions.ts';
import type { StdinOptions, StdinResult } from './system/stdin.ts';

export interface World {
  /** The command line as it was given. */
  readonly argv: readonly string[];
  /** The process's own environment: an SDK does not find what was deleted from it. */
  readonly env: Record<string, string | undefined>;
  /** Milliseconds since the process began, by a clock that never jumps. */
  readonly clock: () => number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly machine: Machine;
  /** This executable. */
  readonly ownPath: string;
  /** Node's version and the platform that it is for. */
  readonly runtime: string;
  readonly readStdin: (limits: Pick<StdinOptions, 'maxBytes' | 'timeoutMs'>) => Promise<StdinResult>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether stdout is a terminal that shows colour. */
  readonly hasColour: () => Promise<boolean>;
  /** Characters in a line of the reader's terminal. */
  readonly columns: () => Promise<number>;
  /** Signals that ask the process to end go to the listener, until the returned function is called. */
  readonly onSignal: (listener: (signal: NodeJS.Signals) => void) => () => void;
}

/** What a command prints, and the exit code of the process. */
export interface Outcome {
  /** For stdout; empty if the command has printed everything already. */
  readonly text: string;
  readonly exitCode: number;
}

/** @throws {ProviderError} */
export type Command<Name extends CommandName> = (args: ArgumentsOf<Name>, world: World) => Promise<Outcome>;
