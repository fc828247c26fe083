// How often each piece of our code runs, counted by V8 itself: the same number on every machine, however busy it is.
// To be imported before anything has run that is to be counted, since V8 counts in what it compiles from then on.
// https://chromedevtools.github.io/devtools-protocol/v8/Profiler/#method-startPreciseCoverage

import { Session } from 'node:inspector/promises';

// Nothing listens: the session is within the process.
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

interface Count {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** Times that the blocks of src/ and of the packages ran, by their function; the inner ones after those around them. */
async function countWork(work: () => unknown): Promise<ReadonlyMap<string, readonly Count[]>> {
  await session.post('Profiler.takePreciseCoverage'); // from here on
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const counts = new Map<string, readonly Count[]>();
  for (const { url, functions } of result.filter((script) => /\/(src|node_modules)\//.test(script.url))) {
    const file = url.replace(/^.*\/(?=src\/|node_modules\/)/, '');
    for (const { functionName, ranges } of functions) {
      const blocks = ranges.map(({ startOffset, endOffset, count }) => {
        return { start: startOffset, end: endOffset, count };
      });
      counts.set(`${file} ${functionName}@${blocks[0]?.start}`, blocks);
    }
  }
  return counts;
}

/** A block that ran as often as what is around it is not named by itself. */
function countAt(blocks: readonly Count[] = [], { start, end }: Count): number {
  return blocks.findLast((block) => block.start <= start && end <= block.end)?.count ?? 0;
}

export interface Growth {
  readonly place: string;
  readonly once: number;
  readonly doubled: number;
}

/**
 * Where the work grows faster than its input, when that is doubled: a sort's comparisons grow by little more than
 * twice, what is quadratic by four times.
 */
export async function fastGrowing(workOf: (size: number) => unknown, size: number): Promise<Growth[]> {
  await workOf(size * 2); // what is done once is done now, and compiled
  const once = await countWork(() => workOf(size));
  const doubled = await countWork(() => workOf(size * 2));
  return [...doubled]
    .flatMap(([place, blocks]) =>
      blocks.map((block) => ({
        place: `${place}: ${block.start}-${block.end}`,
        once: countAt(once.get(place), block),
        doubled: block.count,
      })),
    )
    .filter(({ once, doubled: twice }) => once > 0 && twice > size && twice > 3 * once);
}
