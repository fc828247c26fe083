// What the agent says: a line with its time, for the Pod's log.

import { escapeControls } from '../../escape.ts';

export function saidLine(text: string): string {
  const time = new Date().toISOString().replace(/\.[0-9]+/, '');
  return `${time} ${escapeControls(text)}\n`;
}
