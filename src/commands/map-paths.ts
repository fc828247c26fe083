// Our configuration with the paths of its files changed: for reading them before they are in their places.

/** The same value in which every text that is a path has been looked up. Classes such as `Secret` stay as they are. */
export function mapPaths<T>(value: T, pathOf: (path: string) => string): T {
  return map(value, pathOf) as T;
}

function map(value: unknown, pathOf: (path: string) => string): unknown {
  if (typeof value === 'string') {
    return value.startsWith('/') ? pathOf(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map((each) => map(each, pathOf));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, map(each, pathOf)]))
    : value;
}
