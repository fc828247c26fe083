// How steep a line of measured times is.

/**
 * The steepest part of a line, as the power of the size by which the time grows that the smallest size does not take: 1
 * is in proportion, 2 with the square. Undefined: it grows by less than can be measured.
 * @param {import('./growth.mjs').Line} line
 */
export function steepestPower({ points }) {
  const [first] = points;
  const timeOf = ({ wallMs, processorMs }) => processorMs ?? wallMs;
  const grown = points.slice(1).map((point) => ({ size: point.size, ms: timeOf(point) - timeOf(first) }));
  const powers = grown.slice(1).flatMap((point, index) => {
    const before = grown[index];
    return before.ms < timeOf(first) / 5
      ? []
      : [Math.log(point.ms / before.ms) / Math.log(point.size / before.size)];
  });
  return powers.length === 0 ? undefined : Math.max(...powers);
}
