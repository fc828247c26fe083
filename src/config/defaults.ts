// What holds where the file says nothing. The schema says the same, which a test compares.

export const DEFAULT_DEADLINE_MS = 45_000;
export const DEFAULT_CACHE_DURATION_MS = 300_000;
export const DEFAULT_IDENTITY = 'node';
export const DEFAULT_ON_MISSING_SERVICE_ACCOUNT = 'deny';

/** The kubelet kills the process after a minute, and all that it wrote is lost. */
export const KUBELET_TIMEOUT_MS = 60_000;

/** Gone with the node's memory, as `/run` is. */
export const DEFAULT_CACHE_DIRECTORY = '/run/registry-credential-provider';
export const DEFAULT_LOG_LEVEL = 'info';
export const DEFAULT_LOG_MAX_SIZE = '10Mi';
