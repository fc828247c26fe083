// A reporter for node:test that writes what test.mjs needs to judge a run: counts, and why tests were skipped.

export default async function* summary(events) {
  /** @type {{passed: number, failed: number, skipped: {name: string, reason: string}[]}} */
  const result = { passed: 0, failed: 0, skipped: [] };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') {
      continue;
    }
    const isSuite = data.details?.type === 'suite';
    if (data.skip !== undefined && data.skip !== false) {
      result.skipped.push({
        name: data.name,
        reason: typeof data.skip === 'string' ? data.skip : 'no reason given',
      });
    } else if (data.todo !== undefined && data.todo !== false) {
      result.skipped.push({ name: data.name, reason: 'todo' });
    } else if (isSuite) {
      // Its tests are counted, but for one that is skipped as a whole: then they are never told of.
    } else if (type === 'test:pass') {
      result.passed += 1;
    } else {
      result.failed += 1;
    }
  }
  yield JSON.stringify(result);
}
