// `help config`: every field of this plugin's configuration, for a node that has no documents.

import { EXAMPLES } from '../generated/config-examples.ts';
import { EXPECTED, FIELDS } from '../generated/config-facts.ts';
import { wrap } from '../wrap.ts';
import { widthOfHelp } from './help.ts';

/**
 * Each field with an example, as in YAML, and what is expected; fields of one object stand together.
 * @param columns of the terminal
 */
export function configFieldsText(columns: number): string {
  const width = widthOfHelp(columns);
  const objects = [...FIELDS.keys()].map((object) => objectText(object, width)).filter((text) => text !== '');
  const head =
    'Fields of the configuration (YAML or JSON), each with an example; [] stands for each item of a list:';
  return `${[wrap(head, width), ...objects].join('\n\n')}\n`;
}

function objectText(object: string, width: number): string {
  return (FIELDS.get(object) ?? [])
    .flatMap((field) => fieldLines(object === '' ? field : `${object}.${field}`, width))
    .join('\n');
}

/** None for an object, whose own fields are listed. */
function fieldLines(path: string, width: number): string[] {
  const example = EXAMPLES.get(path);
  if (example === undefined) return [];
  const expected = (EXPECTED.get(path) ?? EXPECTED.get(`${path}[]`))?.replace(/,? such as \S+$/, '');
  return [
    wrap(`${path}: ${example}`, width, { indent: 2, hang: 4 }),
    ...(expected === undefined || expected === example ? [] : [wrap(expected, width, { indent: 6 })]),
  ];
}
