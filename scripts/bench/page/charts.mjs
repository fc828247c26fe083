// The charts of docs/performance.md.

import { barChart } from '../chart/bars.mjs';
import { lineChart } from '../chart/lines.mjs';
import { PHASES, totalOf } from '../phases.mjs';

/** By their names. @param {import('../page.mjs').WholeFigures} figures @returns {Record<string, string>} */
export function charts({ starts: { starts }, growth, where }) {
  const [empty] = starts;
  const ratio = ({ wallMs }) => wallMs.median / empty.wallMs.median;
  return {
    starts: barChart({
      title: 'Wall time of a whole run, as a ratio to an empty script; the marks are goals',
      unit: '× empty script',
      legend: ['wall time, median', 'goal'],
      rows: starts.map((start) => ({
        name: start.name,
        parts: [ratio(start)],
        goal: start.goal?.wall,
        text: ratio(start).toFixed(2),
      })),
    }),
    where: barChart({
      title: 'Where the time of a run goes',
      unit: 'ms',
      legend: Object.keys(PHASES),
      rows: where.map(({ name, phases }) => ({
        name,
        parts: Object.keys(PHASES).map((phase) => Math.max(0, phases[phase])),
        goal: undefined,
        text: `${totalOf(phases).toFixed(0)} ms`,
      })),
    }),
    ...Object.fromEntries(
      growth.map(({ what, lines }) => [
        chartOf(what),
        lineChart({
          title: `Wall time over ${what}`,
          across: what,
          unit: 'ms',
          lines: lines.map(({ name, points }) => ({
            name,
            points: points.map(({ size, wallMs }) => /** @type {const} */ ([size, wallMs])),
          })),
        }),
      ]),
    ),
  };
}

/** The name of the chart of a growth. @param {string} what */
export function chartOf(what) {
  return `growth-${what.replaceAll(' ', '-')}`;
}
