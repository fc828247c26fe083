// The table of docs/troubleshooting.md: from what is seen to what to do.

import type { SetUp } from './set-up.ts';

export function tableOf(setUps: readonly SetUp[]): string {
  const rows = [...setUps]
    .sort((one, other) => compare(one.symptom, other.symptom) || compare(one.name, other.name))
    .map(({ name, symptom, ask, says, remedy }) => {
      const command = ask === 'check' ? '`check`' : `\`${ask} IMAGE\``;
      const link = `[${says.replace(/[*<>[\]_|]/g, '\\$&')}](../test/troubleshooting/${name}/output.txt)`;
      return `| ${symptom} | ${command} | ${link} | ${remedy} |`;
    });
  return ['| what is seen | ask | it says | do |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
