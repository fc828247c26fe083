// The end of a test, or of a file of tests: what `node:test` and its contexts have in common.

export interface TestEnd {
  after(end: () => void | Promise<void>): void;
}
