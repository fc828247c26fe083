// What is said of many runs.

/** @typedef {{median: number, least: number, mean: number}} Summary */

/** @param {number[]} numbers @returns {Summary} */
export function summarize(numbers) {
  return {
    median: median(numbers),
    least: Math.min(...numbers),
    mean: numbers.reduce((sum, number) => sum + number, 0) / numbers.length,
  };
}

/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
