export const gaxios: typeof import('gaxios', { with: { 'resolution-mode': 'require' }});
export const gcpMetadata: typeof import('gcp-metadata');
export const logging: typeof import('google-logging-utils');
