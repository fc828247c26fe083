// A reporter for node:test that writes what test.mjs needs to judge a run: counts, and why tests were skipped.

export default async function* summary(events) {
  const result = { passed: 0, failed: 0, skipped: [] };
  for await (const { type, data } of events) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') {
      continue;
    }
    if (data.skip !== undefined && data.skip !== false) {
      result.skipped.push({
        name: data.name,
        reason: typeof data.skip === 'string' ? data.skip : 'no reason given',
      });
    } else if (data.todo !== undefined && data.todo !== false) {
      result.skipped.push({ name: data.name, reason: 'todo' });
    } else if (type === 'test:pass') {
      result.passed += 1;
    } else {
      result.failed += 1;
    }
  }
  yield JSON.stringify(result);
}
