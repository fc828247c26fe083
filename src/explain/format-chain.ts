// The rules of a chain as text for a person.

import { describeEntry } from '../cache/entry-report.ts';
import { escapeControls } from '../escape.ts';
import type { ExplainedLink } from './explain-chain.ts';
import type { Explanation } from './explain-pull.ts';
import { field, type Line, plain } from './lines.ts';

/** In the order in which the kubelet tries their credentials, each with what is known of it below. */
export function chainLines({ chain, thenAnonymous, authKeys }: Explanation): Line[] {
  const last = thenAnonymous ? authKeys.at(-1) : undefined;
  return chain.length === 0
    ? []
    : [
        plain('Credentials, in the order in which the kubelet tries them:'),
        ...chain.flatMap((link, index) => linkLines(link, index + 1)),
        ...(last === undefined
          ? []
          : [
              numbered(chain.length + 1, 'none: a pull without a credential (thenAnonymous)'),
              below(field('auth key', escapeControls(last))),
            ]),
      ];
}

function linkLines(link: ExplainedLink, number: number): Line[] {
  const { rule, backend, identity, required, authKeys, leftOut, details, namedBy, nodeCache, error } = link;
  const rest = [
    ...detailLines(details, namedBy),
    ...(error !== undefined
      ? [field('failure', escapeControls(`${error.message} [${error.code}]`), 'red')]
      : authKeys.length === 0
        ? [field('answer', 'no credential')]
        : authKeys.map((key) => field('auth key', escapeControls(key)))),
    ...(leftOut === 0 ? [] : [field('not given', `${leftOut} more, for which there is no key`, 'yellow')]),
    ...(nodeCache === null ? [] : [field('node cache', escapeControls(describeEntry(nodeCache)))]),
  ];
  const title = `${rule}: ${backend}, identity ${identity}${required ? ', required' : ''}`;
  return [numbered(number, title), ...rest.map(below)];
}

/** What the backend says of the image and of the identity. */
export function detailLines(details: Explanation['details'], namedBy: string | null): Line[] {
  return [
    ...Object.entries(details)
      .filter(([name]) => !(name === 'named' || name === 'namedBy') || namedBy === null)
      .map(([name, value]) => field(name, escapeControls(String(value)))),
    ...(namedBy === null ? [] : [field('named by', escapeControls(namedBy))]),
  ];
}

function numbered(number: number, text: string): Line {
  return { ...plain(text), head: `  ${number}. ` };
}

function below(line: Line): Line {
  return { ...line, head: `     ${line.head}` };
}
