// Colour and JSON for what a person reads at a terminal.

import { styleText } from 'node:util';
import { escapeJson } from './escape.ts';

export type Style = 'green' | 'yellow' | 'red' | 'dim' | 'bold';
export type Painter = (style: Style, text: string) => string;

/** `colour`: whether the reader's terminal shows it. */
export function painterFor(colour: boolean): Painter {
  return colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}

/** JSON on several lines; what a terminal or a reader's eye would stumble over is escaped. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).split('\n').map(escapeJson).join('\n')}\n`;
}
