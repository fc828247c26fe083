// JSON from outside. V8's error for a text that is not JSON quotes the text, and the text may hold a secret: such an
// error is never shown, nor kept as a cause. So it goes no further than this file, and `undefined` stands for it.

export type JsonObject = Readonly<Record<string, unknown>>;

/** Undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined when the text is not a JSON object, such as the page of some proxy. */
export function parseObject(text: string): JsonObject | undefined {
  const value = parseJson(text);
  return isObject(value) ? value : undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What kind of value it is, for a message that must not show the value: `an object`, `a string`. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
