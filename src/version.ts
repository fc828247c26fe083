// The version, put in by the build.

declare const BUILD_VERSION: string | undefined;

/** As in package.json; `0.0.0-source` when run from source. */
export const VERSION: string = typeof BUILD_VERSION === 'string' ? BUILD_VERSION : '0.0.0-source';

/** How we name ourselves to services. */
export const USER_AGENT = `registry-credential-provider/${VERSION}`;
