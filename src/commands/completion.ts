// completion: the script by which a shell completes our command line.

import { bashScript } from '../command-line/completion/bash.ts';
import { fishScript } from '../command-line/completion/fish.ts';
import { zshScript } from '../command-line/completion/zsh.ts';
import { SHELLS } from '../command-line/manual.ts';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import type { Command } from '../world.ts';

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], () => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export const completion: Command = async ({ operands: [shell] }) => ({
  text: completionScript(shell),
  exitCode: 0,
});

/** @throws {ProviderError} USAGE */
export function completionScript(name: string | undefined): string {
  const shell = SHELLS.find((known) => known === name);
  if (shell === undefined) {
    throw new ProviderError(`completion: expected ${SHELLS.join(', ')}, got ${quote(name ?? '')}`, {
      code: 'USAGE',
      hint: 'name the shell that is to complete',
    });
  }
  return SCRIPTS[shell]();
}
