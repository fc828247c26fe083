// `help config`: every field of this plugin's configuration, for a node that has no documents.

import { EXPECTED, FIELDS } from '../generated/config-facts.ts';

const WIDTH = 44;

/** The topic of help that is no command. */
export const CONFIG_TOPIC = 'config';

export function configFieldsText(): string {
  return `Fields of the configuration (YAML or JSON; [] stands for each item of a list):\n\n${linesOf('').join('\n')}\n`;
}

function linesOf(place: string): string[] {
  return (FIELDS.get(place) ?? []).flatMap((field) => {
    const path = place === '' ? field : `${place}.${field}`;
    const nested = [path, `${path}[]`].find((each) => FIELDS.has(each));
    if (nested !== undefined) return linesOf(nested);
    const expected = EXPECTED.get(path) ?? EXPECTED.get(`${path}[]`);
    return [`  ${path.padEnd(WIDTH)} ${expected ?? ''}`.trimEnd()];
  });
}
