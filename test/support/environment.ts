// Environment variables of this process for the length of a test: for SDKs that read them.
import type { TestEnd } from './test-end.ts';

export function setEnvironment(context: TestEnd, variables: Readonly<Record<string, string>>): void {
  const before = { ...process.env };
  context.after(() => {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  });
  Object.assign(process.env, variables);
}
