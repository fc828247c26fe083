// The tables of docs/performance.md.

import { table } from '../../markdown-table.mjs';
import { AT_ONCE, BESIDE_PEER, callsVerdict, SIZE } from '../goals.mjs';
import { PHASES, totalOf } from '../phases.mjs';
import { steepestPower } from '../power.mjs';
import { chartOf } from './charts.mjs';

/**
 * By the names of their places in the page.
 * @param {import('../page.mjs').WholeFigures} figures
 * @returns {Record<string, string>}
 */
export function tables(figures) {
  return {
    machine: machineBlock(figures),
    starts: startsBlock(figures.starts),
    beside: besideBlock(figures),
    'at-once': atOnceBlock(figures.atOnce),
    growth: growthBlock(figures.growth),
    where: whereBlock(figures.where),
    size: sizeBlock(figures.sizes),
  };
}

const ms = (number) =>
  number < 1000 ? `${number.toFixed(number < 100 ? 1 : 0)} ms` : `${(number / 1000).toFixed(2)} s`;
const times = (one, other) => (one / other).toFixed(2);
const goalText = (ratio, goal) => (goal === undefined ? '' : `${goal}${ratio <= goal ? '' : ', missed'}`);

function machineBlock({ machine, runs }) {
  const { processor, processors, kernel, architecture, busy } = machine;
  return `${runs} runs of each case, in turn, on ${processors} processors (${processor}, ${architecture}), ${kernel}${busy ? ', while other programs kept the machine busy: the wall times are too long' : ''}.`;
}

function startsBlock({ starts }) {
  const [empty] = starts;
  const ratioTo = (field, start) => {
    const ratio = start[field].median / empty[field].median;
    return [ratio, ratio.toFixed(2)];
  };
  const rows = starts.map((start) => {
    const [wall, wallText] = ratioTo('wallMs', start);
    const [processor, processorText] = ratioTo('processorMs', start);
    const [memory, memoryText] = ratioTo('memoryKb', start);
    return [
      start.name,
      ms(start.wallMs.median),
      wallText,
      goalText(wall, start.goal?.wall),
      ms(start.processorMs.median),
      processorText,
      goalText(processor, start.goal?.processor),
      `${(start.memoryKb.median / 1024).toFixed(1)} MB`,
      memoryText,
      goalText(memory, start.goal?.memory),
      start.faults.median.toFixed(0),
    ];
  });
  const head = [
    '',
    'wall',
    'ratio',
    'goal',
    'processor',
    'ratio',
    'goal',
    'memory',
    'ratio',
    'goal',
    'page faults',
  ];
  return `![starts by case](performance/starts.svg)\n\n${table(head, rows)}`;
}

function besideBlock({ beside, delayMs }) {
  const rows = beside.map(({ name, peerMs, ownMs, peerCalls, ownCalls }) => [
    name,
    ms(peerMs),
    ms(ownMs),
    times(ownMs, peerMs),
    goalText(ownMs / peerMs, BESIDE_PEER[name]?.wall),
    `${peerCalls}`,
    callsVerdict(ownCalls, BESIDE_PEER[name]?.calls),
  ]);
  const head = [
    `ECR ${delayMs} ms away`,
    "vendor's plugin",
    'this plugin',
    'ratio',
    'goal',
    "calls: vendor's",
    "this plugin's",
  ];
  return table(head, rows);
}

function atOnceBlock({ count, empty, cases }) {
  const rows = cases.map(({ name, wallMs, requests, requestsAlone }) => {
    const ratio = wallMs.median / empty.wallMs.median;
    return [
      name,
      ms(wallMs.median),
      ratio.toFixed(2),
      requestsAlone === 0 ? '' : goalText(ratio, AT_ONCE.wall),
      requestsAlone === 0 ? '' : `${requests}`,
      requestsAlone === 0 ? '' : `${requestsAlone}`,
    ];
  });
  const head = [
    `${count} at once`,
    'until the last has its answer',
    'ratio',
    'goal',
    'requests of all',
    'of one alone',
  ];
  return table(head, [['empty script', ms(empty.wallMs.median), '', '', '', ''], ...rows]);
}

function growthBlock(growth) {
  return growth
    .map(({ what, lines }) => {
      const rows = lines.map((line) => {
        const power = steepestPower(line);
        return [
          line.name,
          ...line.points.map(({ wallMs }) => ms(wallMs)),
          power === undefined ? 'not measurably' : power.toFixed(2),
        ];
      });
      const sizes = lines[0].points.map(({ size }) => size.toLocaleString('en'));
      return `![${what}](performance/${chartOf(what)}.svg)\n\n${table([what, ...sizes, 'power'], rows)}`;
    })
    .join('\n\n');
}

function whereBlock(where) {
  const rows = where.map(({ name, phases, executableMs }) => [
    name,
    ...Object.keys(PHASES).map((phase) => ms(phases[phase])),
    ms(totalOf(phases)),
    ms(executableMs),
  ]);
  const meaning = Object.entries(PHASES).map(([phase, text]) => `- *${phase}*: ${text}`);
  return `![where the time goes](performance/where.svg)\n\n${table(
    ['', ...Object.keys(PHASES), 'sum', 'the executable itself'],
    rows,
  )}\n\n${meaning.join('\n')}`;
}

function sizeBlock({ runtime, executable }) {
  const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  const ratio = executable / runtime;
  return `The executable has ${mb(executable)}, ${ratio.toFixed(3)} of the stripped runtime inside it (goal: ${goalText(ratio, SIZE)}).`;
}
