// The figures as text, with ratios and goals.

import { AT_ONCE, BESIDE_PEER, callsVerdict, SIZE, verdict } from './goals.mjs';
import { PHASES, totalOf } from './phases.mjs';
import { steepestPower } from './power.mjs';
import { textTable } from './text-table.mjs';

/** @param {import('./figures.mjs').Figures} figures */
export function reportText(figures) {
  const { starts, atOnce, beside, growth, where } = figures;
  return [
    `${figures.runs} runs each, in turn; medians`,
    ...(figures.machine.busy
      ? ['This machine is busy with other programs: processor times are more reliable than wall times.']
      : []),
    ...(starts === undefined ? [] : [startsText(starts)]),
    ...(starts === undefined || starts.against.length === 0 ? [] : [againstText(starts, figures)]),
    ...(atOnce === undefined ? [] : [atOnceText(atOnce)]),
    ...(beside === undefined ? [] : [besideText(beside, figures.delayMs)]),
    ...(growth ?? []).map(growthText),
    ...(where === undefined ? [] : [whereText(where)]),
    sizesText(figures.sizes),
  ].join('\n\n');
}

const ms = (number, digits = 1) => `${number.toFixed(digits)} ms`;
const times = (one, other) => (one / other).toFixed(2);

function startsText({ starts }) {
  const [empty] = starts;
  const rows = starts.map(({ name, goal, wallMs, processorMs, memoryKb, faults }) => {
    const judged = (summary, reference, field) => [
      times(summary.median, reference.median),
      verdict(summary.median / reference.median, goal?.[field]),
    ];
    return [
      name,
      ms(wallMs.median),
      ms(wallMs.least),
      ...judged(wallMs, empty.wallMs, 'wall'),
      ms(processorMs.median),
      ms(processorMs.least),
      ...judged(processorMs, empty.processorMs, 'processor'),
      `${(memoryKb.median / 1024).toFixed(1)} MB`,
      ...judged(memoryKb, empty.memoryKb, 'memory'),
      faults.median.toFixed(0),
    ];
  });
  const head = [
    '',
    'wall',
    'least',
    'ratio',
    'goal',
    'processor',
    'least',
    'ratio',
    'goal',
    'memory',
    'ratio',
    'goal',
  ];
  return `Ratios to an empty script on the same stripped runtime with its own defaults\n${textTable([
    [...head, 'page faults'],
    ...rows,
  ])}`;
}

/** Each case of this executable as a ratio to the same case of the other one, run in turn with it. */
function againstText({ starts, against }, { sizes, sizeAgainst }) {
  const others = new Map(against.map((start) => [start.name, start]));
  const rows = starts.flatMap((start) => {
    const other = others.get(start.name);
    return other === undefined
      ? []
      : [
          [
            start.name,
            times(start.wallMs.median, other.wallMs.median),
            times(start.wallMs.least, other.wallMs.least),
            times(start.processorMs.median, other.processorMs.median),
            times(start.processorMs.least, other.processorMs.least),
            times(start.memoryKb.median, other.memoryKb.median),
            times(start.faults.median, other.faults.median),
          ],
        ];
  });
  const head = [
    'beside the other executable',
    'wall',
    'least',
    'processor',
    'least',
    'memory',
    'page faults',
  ];
  return `${textTable([head, ...rows])}\nSize in bytes: ${sizes.executable}, of the other ${sizeAgainst}`;
}

function atOnceText({ count, empty, cases }) {
  const rows = cases.map(({ name, wallMs, requests, requestsAlone }) => [
    name,
    ms(wallMs.median, 0),
    times(wallMs.median, empty.wallMs.median),
    requestsAlone === 0 ? '' : verdict(wallMs.median / empty.wallMs.median, AT_ONCE.wall),
    requestsAlone === 0 ? '' : `${requests} (of one alone: ${requestsAlone})`,
  ]);
  return textTable([
    [`${count} at once, nothing kept`, 'wall', 'ratio', 'goal', 'requests'],
    ['empty script', ms(empty.wallMs.median, 0), '', '', ''],
    ...rows,
  ]);
}

function besideText(beside, delayMs) {
  const rows = beside.map(({ name, peerMs, ownMs, peerCalls, ownCalls }) => [
    name,
    peerMs === undefined ? '' : ms(peerMs),
    ms(ownMs),
    peerMs === undefined ? '' : times(ownMs, peerMs),
    peerMs === undefined ? '' : verdict(ownMs / peerMs, BESIDE_PEER[name]?.wall),
    peerCalls === undefined ? '' : `${peerCalls}`,
    callsVerdict(ownCalls, BESIDE_PEER[name]?.calls),
  ]);
  const head = [
    `ECR ${delayMs} ms away`,
    'vendor',
    'this plugin',
    'ratio',
    'goal',
    'calls: vendor',
    'this plugin',
  ];
  return textTable([head, ...rows]);
}

function growthText({ what, lines }) {
  const rows = lines.map((line) => {
    const power = steepestPower(line);
    return [
      line.name,
      ...line.points.map(({ wallMs, processorMs }) => ms(processorMs ?? wallMs)),
      power === undefined ? 'not at all' : `with power ${power.toFixed(2)}`,
    ];
  });
  const sizes = lines[0].points.map(({ size }) => size.toLocaleString('en'));
  const time = lines[0].points[0].processorMs === undefined ? 'wall' : 'processor';
  return textTable([[`${what}: ${time}`, ...sizes, 'grows'], ...rows]);
}

function whereText(where) {
  const names = Object.keys(PHASES);
  const rows = where.map(({ name, phases, executableMs }) => [
    name,
    ...names.map((phase) => ms(phases[phase])),
    ms(totalOf(phases)),
    ms(executableMs),
  ]);
  return textTable([['where the time goes', ...names, 'sum', 'executable'], ...rows]);
}

function sizesText({ runtime, executable, bundle }) {
  const ratio = executable / runtime;
  return textTable([
    ['', 'bytes', 'ratio', 'goal'],
    ['stripped runtime', `${runtime}`, '', ''],
    ['executable', `${executable}`, ratio.toFixed(3), verdict(ratio, SIZE)],
    ['.cjs', `${bundle}`, '', ''],
  ]);
}
