// version: what this executable is.

import { NAME, VERSION } from '../version.ts';
import type { Command } from '../world.ts';

export const version: Command<'version'> = async (_, { runtime }) => ({
  text: `${NAME} ${VERSION} (${runtime})\n`,
  exitCode: 0,
});
