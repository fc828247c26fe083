// help: the program's own help, or that of a command.

import { configFieldsText } from '../command-line/config-fields.ts';
import { CONFIG_TOPIC, findTopic } from '../command-line/find-command.ts';
import { helpText } from '../command-line/help.ts';
import type { Command } from '../world.ts';

/** @throws {ProviderError} USAGE for an unknown command */
export const help: Command<'help'> = async ({ topic }, { columns }) => ({
  text:
    topic.join(' ') === CONFIG_TOPIC
      ? configFieldsText(await columns())
      : helpText(findTopic(topic), await columns()),
  exitCode: 0,
});
