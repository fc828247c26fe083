// check: what is wrong with this plugin's configuration, the kubelet's, and the executables, before a node or a pull finds
// out.

import { makeCheck } from '../check/checks.ts';
import { formatReport } from '../check/report.ts';
import type { SubjectOptions } from '../check/subject.ts';
import type { ArgumentsOf } from '../command-line/arguments.ts';
import { findKubelet } from '../install/state/find-kubelet.ts';
import { kubeletsPassedOver } from '../kubelet/running.ts';
import { formatJson, painterFor } from '../paint.ts';
import { surroundingsOf } from '../surroundings.ts';
import type { Command, Outcome } from '../world.ts';
import { runInside } from './in-host-root.ts';

type NamedByArguments = 'kubeletConfig' | 'kubeletBinDir' | 'kubeletVersion';

export interface CheckOptions extends Omit<SubjectOptions, NamedByArguments> {
  readonly colour: boolean;
  /** Of the reader's terminal. */
  readonly columns: number;
}

export const check: Command<'check'> = async (args, world) => {
  const { hostRoot } = args;
  return hostRoot === undefined ? checkHere(args, world) : runInside({ ...args, hostRoot }, world);
};

const checkHere: Command<'check'> = async (args, world) =>
  checkNode(args, {
    load: { flag: args.config, env: world.env },
    surroundingsOf: surroundingsOf(world),
    colour: await world.hasColour(),
    columns: await world.columns(),
    machine: world.machine,
    ownPath: world.ownPath,
    running: findKubelet(),
    passedOver: kubeletsPassedOver,
    pathOf: (path) => path,
  });

/** The command on a node of which a test may choose each part. @throws {ProviderError} USAGE */
export async function checkNode(
  { kubeletConfig, kubeletBinDir, kubeletVersion, output }: ArgumentsOf<'check'>,
  { colour, columns, ...options }: CheckOptions,
): Promise<Outcome> {
  const report = await makeCheck({ ...options, kubeletConfig, kubeletBinDir, kubeletVersion });
  return {
    text: output === 'json' ? formatJson(report) : formatReport(report, painterFor(colour), columns),
    exitCode: report.errors > 0 ? 1 : 0,
  };
}
