// Whether a service's own words may be shown: it may repeat what it was sent.

/** Shorter pieces are words of any text, and of no use to find a secret by. */
const SHORTEST = 8;
const SHORTEST_PIECE = 12;

/** @param secrets what was sent; of a token, its claims and its signature are parts of their own */
export function isHarmless(message: string, secrets: readonly string[]): boolean {
  const whole = secrets.filter((secret) => secret !== '');
  const parts = [
    ...whole,
    ...whole.flatMap((secret) => secret.split('.')).filter((part) => part.length >= SHORTEST),
  ];
  const pieces = message.split(/[^\w+/=%-]+/).filter((piece) => piece.length >= SHORTEST_PIECE);
  return parts.every((part) => !message.includes(part) && !pieces.some((piece) => part.includes(piece)));
}
