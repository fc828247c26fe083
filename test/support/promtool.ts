// Prometheus' own judge of metrics and rules, from Debian's package.
// https://prometheus.io/docs/prometheus/latest/command-line/promtool/

import { spawnSync } from 'node:child_process';
import { findPrograms } from './debian.ts';

export interface Promtool {
  /** What it says, and whether it accepts. */
  readonly run: (
    args: readonly string[],
    input?: string,
  ) => { readonly accepts: boolean; readonly says: string };
}

/** @throws {Unavailable} */
export async function findPromtool(): Promise<Promtool> {
  const { env } = await findPrograms({ promtool: 'prometheus' });
  return {
    run(args, input = '') {
      const { status, stdout, stderr, error } = spawnSync('promtool', args, { env, input, encoding: 'utf8' });
      if (error !== undefined) throw error;
      return { accepts: status === 0, says: `${stdout}${stderr}` };
    },
  };
}
