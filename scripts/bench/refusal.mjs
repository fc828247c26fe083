// Why the bench cannot do what it was asked for.

/** A reason that is not a bug: it is shown as one line, without a stack. */
export class Refusal extends Error {}
