export interface Way {
  readonly chunks: readonly string[];
  readonly image: string;
  readonly rule: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  readonly request: Readonly<Record<string, unknown>>;
}

export function waysTo(url: string): Readonly<Record<string, Way>>;
export function startCannedClouds(
  delayMs?: number,
): Promise<{ readonly url: string; readonly stop: () => void }>;
