// Many Pods of a node that start in the same moment, as on a node that has just come up.

import { askedAlone, measureAtOnce } from './measure.mjs';

/**
 * @typedef {{
 *   count: number, empty: import('./measure.mjs').AtOnce,
 *   cases: (import('./measure.mjs').AtOnce & {requestsAlone: number})[],
 * }} ManyAtOnce
 */

const AT_ONCE = 50;
/** What is started many times at once: of the clouds, those whose answer is kept, for all the others. */
const CASES_AT_ONCE = ['static', 'docker config', 'ecr, kept', 'acr, kept', 'google, kept', 'exchange, kept'];

/** With nothing kept when the processes start. @returns {Promise<ManyAtOnce>} */
export async function manyAtOnce([empty, ...own], { starter, rounds, clouds }) {
  const cases = own.filter(({ name }) => CASES_AT_ONCE.includes(name));
  const options = { rounds, count: AT_ONCE, fresh: true, clouds };
  const [emptyAtOnce, ...found] = await measureAtOnce(starter, [empty, ...cases], options);
  const alone = [];
  for (const each of cases) alone.push(await askedAlone(starter, each, { fresh: true, clouds }));
  return {
    count: AT_ONCE,
    empty: emptyAtOnce,
    cases: found.map((each, index) => ({
      ...each,
      name: each.name.replace(', kept', ''),
      requestsAlone: alone[index].requests,
    })),
  };
}
