/** Something that this machine does not have and that cannot be brought here: the tests are skipped with the reason. */
export class Unavailable extends Error {}
