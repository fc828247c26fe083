// JSON of which nothing may be shown: V8's message quotes the text, which may hold a secret.

/** The members of a JSON object; undefined when the text is none, such as the page of some proxy. */
export function parseObject(text: string | Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
