// What an install would lose for good: it needs a word of the operator.

import { ProviderError } from '../../errors.ts';
import type { Installed } from '../state/record.ts';

export interface Loss {
  /** As it is recorded. */
  readonly key: string;
  /** Name of the entry that is replaced; undefined for an entry of ours. */
  readonly replaced: string | undefined;
  /** In words. */
  readonly text: string;
}

/**
 * What was accepted, by this run or by an earlier one, is lost without a further word.
 * @param say told the notes of a plan that is refused; another has them with it
 * @returns keys of what was accepted so far @throws {ProviderError} INSTALL_REFUSED
 */
export function refuseLosses(
  losses: readonly Loss[],
  notes: readonly string[],
  { record, acceptLoss, say }: LossContext,
): readonly string[] {
  const isAccepted = ({ key, replaced }: Loss) =>
    record?.accepted?.includes(key) ??
    // It went before this was looked at, so that this run loses nothing.
    (replaced !== undefined && record?.replaced.includes(replaced) === true);
  const refused = acceptLoss ? [] : losses.filter((each) => !isAccepted(each)).map(({ text }) => text);
  if (refused.length > 0) {
    for (const note of notes.filter((each) => !refused.includes(each))) say(note);
    throw new ProviderError(
      `install: nothing was changed, because this would be lost: ${refused.join(' | ')}`,
      {
        code: 'INSTALL_REFUSED',
        hint: 'do what each item says, or accept the loss with --accept-loss',
        details: refused,
        summary: 'install: nothing was changed, because all of this would be lost',
      },
    );
  }
  return [...new Set(losses.map(({ key }) => key))];
}

interface LossContext {
  readonly record: Installed | undefined;
  readonly acceptLoss: boolean;
  readonly say: (line: string) => void;
}
