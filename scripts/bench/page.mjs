// docs/performance.md: its tables and charts, from the figures beside it.

import { charts } from './page/charts.mjs';
import { tables } from './page/tables.mjs';
import { Refusal } from './refusal.mjs';

export const PAGE = 'docs/performance.md';
export const FIGURES = 'docs/performance/figures.json';
const PLACE = /(<!-- Written by npm run bench: ([a-z-]+) -->\n)[\s\S]*?(<!-- End of it. -->)/g;

/**
 * Of a run in which all parts were measured.
 * @typedef {import('./figures.mjs').Figures} Figures
 * @typedef {{[Part in keyof Figures]-?: Exclude<Figures[Part], undefined>}} WholeFigures
 */

/**
 * All that follows from the figures.
 * @param {Figures} figures
 * @param {string} page as it is
 * @returns {Record<string, string>} texts by their paths from the root
 * @throws {Refusal} a part has not been measured
 */
export function pageFiles(figures, page) {
  const { starts, atOnce, beside, growth, where } = figures;
  const missing = Object.entries({ starts, 'at-once': atOnce, beside, growth, where })
    .filter(([, part]) => part === undefined)
    .map(([name]) => name);
  if (missing.length > 0 || beside?.some(({ peerMs }) => peerMs === undefined)) {
    throw new Refusal(
      `the page needs all parts, and a peer; not measured: ${[...missing, 'peer'].join(', ')}`,
    );
  }
  const whole = /** @type {WholeFigures} */ (figures);
  const texts = tables(whole);
  const places = [...page.matchAll(PLACE)].map(([, , name]) => name);
  if (`${places.sort()}` !== `${Object.keys(texts).sort()}`) {
    throw new Error(`${PAGE} has places for ${places}; there are ${Object.keys(texts)}`);
  }
  const text = page.replaceAll(PLACE, (_, begin, name, end) => `${begin}\n${texts[name]}\n\n${end}`);
  const drawn = Object.entries(charts(whole)).map(([name, chart]) => [`docs/performance/${name}.svg`, chart]);
  return { [PAGE]: text, ...Object.fromEntries(drawn) };
}
