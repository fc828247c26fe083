// The environment of a process, as values: only main.ts reads that of this one.

export type Environment = Readonly<Record<string, string | undefined>>;
