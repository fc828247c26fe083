// How Azure's SDK is bundled for a chunk: its credentials that we ask by, and of what they import what they use.

import { leanModules } from './lean-modules.mjs';

const CREDENTIALS = {
  ClientAssertionCredential: 'clientAssertionCredential.js',
  ClientCertificateCredential: 'clientCertificateCredential.js',
  ClientSecretCredential: 'clientSecretCredential.js',
  ManagedIdentityCredential: 'managedIdentityCredential/index.js',
};

/** @param forApplications whether for those, or for managed identities */
export function azureSdk({ forApplications }) {
  return leanModules('azure-sdk', {
    leftOut: [
      // We give it a way to send, without policies between.
      '@azure/core-client/dist/esm/pipeline.js',
      '@typespec/ts-http-runtime/dist/esm/nodeHttpClient.js',
      // What the environment would have to name: src/backend/acr/entra-token.ts hides it.
      ...(forApplications ? [] : ['@azure/identity/dist/esm/credentials/workloadIdentityCredential.js']),
    ],
    replaced: {
      // It imports every credential there is, and each makes a logger.
      '@azure/identity/dist/esm/index.js': Object.entries(CREDENTIALS)
        .map(([name, file]) => `export { ${name} } from './credentials/${file}';`)
        .join('\n'),
    },
    edited: {
      // It wants a number of it, and takes all of MSAL as an object.
      '@azure/identity/dist/esm/msal/utils.js': [
        ['import { msalCommon } from "./msal.js";', 'import * as msalCommon from "@azure/msal-node";'],
      ],
      // node:crypto takes 5 ms to load; src/system/web-globals.ts needs none of it.
      '@azure/msal-node/dist/crypto/GuidGenerator.mjs': [
        ["import { randomUUID } from 'node:crypto';", 'const randomUUID = () => crypto.randomUUID();'],
      ],
    },
    pure: /\/node_modules\/@azure\/msal-node\/dist\//,
  });
}
