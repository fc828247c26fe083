export const DEAD_PATTERNS: readonly (readonly [sign: string, problem: string])[];
