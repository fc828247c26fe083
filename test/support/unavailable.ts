/** Something that this machine does not have and that cannot be brought here: the tests are skipped with the reason. */
export class Unavailable extends Error {}

/** Why it cannot be brought, for the tests' `skip`; false: it was. */
export async function whyUnavailable(bring: () => Promise<unknown>): Promise<string | false> {
  try {
    await bring();
    return false;
  } catch (error) {
    if (error instanceof Unavailable) return error.message;
    throw error;
  }
}
