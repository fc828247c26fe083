// Lines over magnitudes: both axes are logarithmic, so that growth in proportion is a line of one slope, whatever its
// factor; a dashed line shows that slope.

import { colourOf, curve, label, legend, line, svg } from './svg.mjs';

const WIDTH = 600;
const HEIGHT = 300;
const FRAME = { left: 90, right: 560, top: 34, bottom: 252 };

/**
 * @param {{title: string, across: string, unit: string, lines: {name: string, points: (readonly [number, number])[]}[]}} chart
 */
export function lineChart({ title, across, unit, lines }) {
  const xs = lines.flatMap(({ points }) => points.map(([x]) => x));
  const ys = lines.flatMap(({ points }) => points.map(([, y]) => y));
  const x = axis(Math.min(...xs), Math.max(...xs), FRAME.left, FRAME.right);
  const [low, high] = [powerBelow(Math.min(...ys)), powerAbove(Math.max(...ys))];
  const y = axis(low, high, FRAME.bottom, FRAME.top);
  const [first] = xs;
  const guideEnd = Math.min(Math.max(...xs), (first * high) / low);
  return svg({
    width: WIDTH,
    height: HEIGHT,
    title,
    parts: [
      ...legend(
        FRAME.left,
        16,
        lines.map(({ name }) => name),
      ),
      ...powers(low, high).flatMap((tick) => [
        line(FRAME.left, y(tick), FRAME.right, y(tick), '1 4'),
        label(FRAME.left - 6, y(tick) + 4, `${tick.toLocaleString('en')} ${unit}`, 'end'),
      ]),
      ...[...new Set(xs)].map((tick) =>
        label(x(tick), FRAME.bottom + 18, tick.toLocaleString('en'), 'middle'),
      ),
      label((FRAME.left + FRAME.right) / 2, FRAME.bottom + 38, across, 'middle'),
      line(x(first), y(low), x(guideEnd), y((low * guideEnd) / first), '6 4'),
      ...lines.map(({ points }, index) =>
        curve(
          points.map(([size, value]) => [x(size), y(value)]),
          colourOf(index),
        ),
      ),
    ],
  });
}

/** From a value to its place. */
function axis(from, to, start, end) {
  return (value) => start + ((end - start) * Math.log(value / from)) / Math.log(to / from);
}

const powerBelow = (value) => 10 ** Math.floor(Math.log10(value));
const powerAbove = (value) => 10 ** Math.ceil(Math.log10(value));

function powers(low, high) {
  const count = Math.round(Math.log10(high / low));
  return Array.from({ length: count + 1 }, (_, index) => low * 10 ** index);
}
