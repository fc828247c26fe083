// completion: the script by which a shell completes this program's command line.

import type { ArgumentsOf } from '../command-line/arguments.ts';
import { bashScript } from '../command-line/completion/bash.ts';
import { fishScript } from '../command-line/completion/fish.ts';
import { zshScript } from '../command-line/completion/zsh.ts';
import type { Command } from '../world.ts';

const SCRIPTS: Readonly<Record<ArgumentsOf<'completion'>['shell'], () => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export const completion: Command<'completion'> = async ({ shell }) => ({
  text: SCRIPTS[shell](),
  exitCode: 0,
});
