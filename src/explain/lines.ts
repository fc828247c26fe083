// Lines of an explanation, before they are broken for a terminal.

import type { Painter, Style } from '../paint.ts';
import { wrapBeside } from '../wrap.ts';

/** One line before it is broken; what follows begins under the text. */
export interface Line {
  readonly head: string;
  readonly text: string;
  readonly style: Style | undefined;
  /** Which of both has the colour. */
  readonly coloured: 'head' | 'text';
}

export function plain(text: string): Line {
  return { head: '', text, style: undefined, coloured: 'text' };
}

export function styled(style: Style, head: string, text: string): Line {
  return { head, text, style, coloured: 'text' };
}

export function paint({ head, text, style, coloured }: Line, painter: Painter, columns: number): string {
  const broken = wrapBeside(head.length, text, columns);
  if (style === undefined) return head + broken;
  return coloured === 'head' ? painter(style, head) + broken : head + painter(style, broken);
}

const NAME_WIDTH = 14;

export function field(name: string, value: string, style?: Style): Line {
  return { head: `${name}:`.padEnd(NAME_WIDTH), text: value, style, coloured: 'text' };
}
