// The command line of `npm run bench`.

import { parseArgs } from 'node:util';
import { Refusal } from './refusal.mjs';

/** What is measured. */
export const PARTS = ['starts', 'at-once', 'beside', 'growth', 'where'];
/** In a minute. */
const USUAL_PARTS = PARTS.slice(0, 3);

export const HELP = `npm run bench -- [option...]

Measures what the kubelet waits for: whole processes of dist/ (npm run build), in turn with an empty script on the
same stripped runtime, on clouds that answer on loopback. Prints ratios and goals; what misses a goal fails nothing.

  --runs N           runs of each case (30)
  --part NAME        only that part: ${PARTS.join(', ')}; several with commas between them
                     (${USUAL_PARTS.join(',')})
  --only TEXT        of starts and at-once, only the cases whose name contains it; several texts with commas between them
  --against PATH     another executable of this plugin, in turn with the one of dist/
  --peer PATH        a vendor's plugin for ECR, in turn with this one; build: builds AWS's own, which needs Go
  --delay MS         how long the clouds take beside the vendor's plugin (60)
  --chart            measures all parts, beside the vendor's plugin, and writes docs/performance.md and its charts
  --from FILE        takes the figures of an earlier --json instead of measuring
  --json FILE        writes all figures there as JSON; -: to standard output, and the tables to standard error
  --help
`;

/** @typedef {ReturnType<typeof parseOptions>} Options */

/** @param {string[]} args @throws {Refusal} */
export function parseOptions(args) {
  const values = parsed(args);
  if (values.chart && (values.only !== undefined || values.part !== undefined)) {
    throw new Refusal('--chart takes neither --only nor --part: the page has all of it');
  }
  return {
    help: values.help,
    runs: wholeNumber('--runs', values.runs, 1),
    parts: partsOf(values.part ?? (values.chart ? PARTS : USUAL_PARTS).join(',')),
    only: values.only?.split(',').filter((text) => text !== ''),
    against: values.against,
    peer: values.peer ?? (values.chart ? 'build' : undefined),
    delayMs: wholeNumber('--delay', values.delay, 0),
    chart: values.chart,
    from: values.from,
    json: values.json,
  };
}

function parsed(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        runs: { type: 'string', default: '30' },
        part: { type: 'string' },
        only: { type: 'string' },
        against: { type: 'string' },
        peer: { type: 'string' },
        delay: { type: 'string', default: '60' },
        chart: { type: 'boolean', default: false },
        from: { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new Refusal(`${/** @type {Error} */ (error).message}; --help shows the options`);
  }
}

function wholeNumber(option, text, least) {
  const number = Number(text);
  if (!/^\d{1,6}$/.test(text) || number < least) {
    throw new Refusal(`${option}: expected a whole number from ${least} on, got ${JSON.stringify(text)}`);
  }
  return number;
}

function partsOf(text) {
  const parts = text.split(',');
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) {
    throw new Refusal(`--part: expected some of ${PARTS.join(', ')}, got ${JSON.stringify(unknown)}`);
  }
  return parts;
}
