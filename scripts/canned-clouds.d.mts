type Cloud = 'ecr' | 'acr' | 'google';

export const IMAGES: Readonly<Record<Cloud, string>>;
export function asNode(
  url: string,
): Readonly<
  Record<
    Cloud,
    { readonly section: Readonly<Record<string, unknown>>; readonly env: Readonly<Record<string, string>> }
  >
>;
export function startCannedClouds(): Promise<{ readonly url: string; readonly stop: () => void }>;
