// A bar for each row, made of one part or of several.

import { colourOf, label, legend, line, rectangle, svg } from './svg.mjs';

const WIDTH = 760;
const LEFT = 170;
const RIGHT = 70;
const ROW = 24;
const TOP = 34;

/**
 * @param {{
 *   title: string, unit: string, legend: string[],
 *   rows: {name: string, parts: number[], goal: number | undefined, text: string}[],
 * }} chart `goal`: a mark across the bar, in the
 *     colour that follows those of the parts; `text`: stands behind it
 */
export function barChart({ title, unit, legend: names, rows }) {
  const lengths = rows.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0));
  const longest = Math.max(...lengths, ...rows.map(({ goal }) => goal ?? 0));
  const step = niceStep(longest);
  const scale = (WIDTH - LEFT - RIGHT) / longest;
  const bottom = TOP + rows.length * ROW;
  const ticks = Array.from({ length: Math.floor(longest / step) + 1 }, (_, index) => index * step);
  return svg({
    width: WIDTH,
    height: bottom + 26,
    title,
    parts: [
      ...legend(LEFT, 16, names),
      ...ticks.flatMap((tick) => [
        line(LEFT + tick * scale, TOP, LEFT + tick * scale, bottom, '1 4'),
        label(LEFT + tick * scale, bottom + 16, tickText(tick, step), 'middle'),
      ]),
      label(WIDTH - 4, bottom + 16, unit, 'end'),
      ...rows.flatMap((row, index) => bar(row, TOP + index * ROW, scale)),
    ],
  });
}

function bar({ name, parts, goal, text }, y, scale) {
  let at = LEFT;
  const rectangles = parts.map((part, index) => {
    at += part * scale;
    return rectangle(at - part * scale, y + 4, part * scale, ROW - 8, colourOf(index));
  });
  const mark =
    goal === undefined ? [] : [rectangle(LEFT + goal * scale - 1, y + 2, 3, ROW - 4, colourOf(parts.length))];
  const end = Math.max(at, LEFT + (goal ?? 0) * scale);
  return [label(LEFT - 8, y + 16, name, 'end'), ...rectangles, ...mark, label(end + 6, y + 16, text)];
}

/** 1, 2 or 5 times a power of ten, for at most eight ticks. */
function niceStep(longest) {
  const power = 10 ** Math.floor(Math.log10(longest / 8));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => longest / step <= 8) ?? longest;
}

function tickText(tick, step) {
  return step < 1 ? tick.toFixed(1) : `${tick}`;
}
