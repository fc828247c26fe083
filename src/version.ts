// The program's name, and its version, which the build puts in.

declare const BUILD_VERSION: string | undefined;

/** As in package.json; `0.0.0-source` when run from source. */
export const VERSION: string = typeof BUILD_VERSION === 'string' ? BUILD_VERSION : '0.0.0-source';

/** The executable's file name; the name of each link to it begins so. */
export const NAME = 'registry-credential-provider';

/** The name by which services know this program. */
export const USER_AGENT = `${NAME}/${VERSION}`;
