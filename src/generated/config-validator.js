// Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit.

var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// <stdin>
var validateConfig = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "registry-credential-provider/v1alpha1/config.schema.json", "type": "object", "additionalProperties": false, "required": ["apiVersion", "kind", "rules"], "properties": { "apiVersion": { "const": "registry-credential-provider/v1alpha1" }, "kind": { "const": "RegistryCredentialProviderConfig" }, "deadline": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" }, "caFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "cache": { "type": "object", "additionalProperties": false, "properties": { "enabled": { "type": "boolean" }, "directory": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "graceAfterExpiry": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } } }, "log": { "type": "object", "additionalProperties": false, "properties": { "file": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "journald": { "const": true }, "level": { "enum": ["error", "warning", "info"] }, "maxSize": { "type": "string", "pattern": "^[1-9][0-9]{0,5}(Ki|Mi)$" } }, "oneOf": [{ "required": ["file"] }, { "required": ["journald"] }] }, "rules": { "type": "array", "minItems": 1, "items": { "type": "object", "additionalProperties": false, "required": ["name"], "properties": { "name": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" }, "matchImages": { "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } }, "matchServiceAccounts": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[-a-z0-9*]{1,63}/[-.a-z0-9*]{1,253}$" } }, "identity": { "enum": ["node", "serviceAccount"] }, "onMissingServiceAccount": { "enum": ["deny", "node", "anonymous"] }, "continue": { "type": "boolean" }, "required": { "type": "boolean" }, "thenAnonymous": { "type": "boolean" }, "ecr": { "type": "object", "additionalProperties": false, "properties": { "registry": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "maxLength": 260 }, "profile": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" }, "roleArn": { "type": ["string", "array"], "pattern": "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$", "minItems": 1, "items": { "type": "string", "pattern": "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } }, "externalId": { "type": "string", "pattern": "^[\\w+=,.@:/-]{2,1224}$" }, "sessionName": { "type": "string", "pattern": "^[\\w+=,.@-]{2,64}$" }, "allowedRoleArns": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^arn:[-a-z*]+:iam::[0-9*]{1,12}:role/[!-~]+$" } }, "region": { "type": "string", "pattern": "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" }, "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "stsEndpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } } }, "acr": { "type": "object", "additionalProperties": false, "properties": { "registry": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "maxLength": 260 }, "managedIdentity": { "type": "object", "additionalProperties": false, "maxProperties": 1, "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "objectId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "resourceId": { "type": "string", "pattern": "^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[-\\w.()/]{1,500}$" } } }, "workloadIdentity": { "type": "object", "additionalProperties": false, "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "tokenFile": { "type": "string", "pattern": "^/[^\\u0000]*$" } } }, "servicePrincipal": { "type": "object", "additionalProperties": false, "required": ["clientId", "tenantId"], "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "clientSecretFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "clientCertificateFile": { "type": "string", "pattern": "^/[^\\u0000]*$" } }, "oneOf": [{ "required": ["clientSecretFile"] }, { "required": ["clientCertificateFile"] }] }, "azureJson": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "allowedClientIds": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } }, "identityBinding": { "type": "object", "additionalProperties": false, "required": ["sniName", "apiServer", "caFile"], "properties": { "sniName": { "type": "string", "pattern": "^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])*[a-z]([-a-z0-9]*[a-z0-9])?$", "maxLength": 253 }, "apiServer": { "type": "string", "pattern": "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 260 }, "caFile": { "type": "string", "pattern": "^/[^\\u0000]*$" } } }, "cloud": { "type": "object", "additionalProperties": false, "properties": { "suffix": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$", "maxLength": 200 }, "authorityHost": { "type": "string", "pattern": "^https://[^\\s/?#@]+/?$" }, "resource": { "type": "string", "pattern": "^https://[^\\s?#@]+$" } } }, "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } } }, "google": { "type": "object", "additionalProperties": false, "properties": { "registry": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "maxLength": 260 }, "serviceAccount": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" }, "credentialFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "impersonate": { "type": ["string", "array"], "pattern": "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$", "minItems": 1, "items": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } }, "workloadIdentity": { "type": "object", "additionalProperties": false, "properties": { "provider": { "type": "string", "pattern": "^((https:)?//iam[.]googleapis[.]com/)?projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[-a-z0-9]{1,63}/providers/[-a-z0-9]{1,63}$" }, "project": { "type": "string", "pattern": "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$", "maxLength": 200 }, "identityProvider": { "type": "string", "pattern": "^https://[!-~]{1,500}$" } } }, "allowedServiceAccounts": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[-a-z0-9*]{1,64}@[-.a-z0-9*]{1,200}$" } }, "metadataDockerConfig": { "type": "boolean" }, "endpoints": { "type": "object", "additionalProperties": false, "properties": { "metadata": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 }, "sts": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 }, "iamCredentials": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 }, "oauth2": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 } } } } }, "serviceAccountToken": { "type": "object", "additionalProperties": false, "required": ["username", "audience"], "properties": { "username": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f:]+$", "maxLength": 255 }, "audience": { "type": "string", "pattern": "^([!-)+-~]|[!-~]{2,})$", "maxLength": 500 } } }, "exchange": { "type": "object", "additionalProperties": false, "properties": { "registry": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "maxLength": 260 }, "serviceAccountTokenAudience": { "type": "string", "pattern": "^([!-)+-~]|[!-~]{2,300})$" }, "subject": { "type": "object", "additionalProperties": false, "properties": { "file": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "google": { "type": "object", "additionalProperties": false, "required": ["audience"], "properties": { "audience": { "type": "string", "pattern": "^([!-)+-~]|[!-~]{2,300})$" }, "serviceAccount": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" }, "endpoint": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 } } }, "azure": { "type": "object", "additionalProperties": false, "required": ["application"], "properties": { "application": { "type": "string", "pattern": "^(api|https)://[!-~]{1,250}$" }, "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "endpoint": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 } } }, "aws": { "type": "object", "additionalProperties": false, "required": ["audience", "region"], "properties": { "audience": { "type": "string", "pattern": "^([!-)+-~]|[!-~]{2,300})$" }, "region": { "type": "string", "pattern": "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" }, "signingAlgorithm": { "enum": ["RS256", "ES384"] }, "lifetime": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" }, "profile": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" }, "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } } } }, "oneOf": [{ "required": ["file"] }, { "required": ["google"] }, { "required": ["azure"] }, { "required": ["aws"] }] }, "tokenEndpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "encoding": { "enum": ["form", "json"] }, "audience": { "type": ["string", "array"], "pattern": "^[!-~]{1,500}$", "minItems": 1, "items": { "type": "string", "pattern": "^[!-~]{1,500}$" } }, "resource": { "type": ["string", "array"], "pattern": "^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,500}$", "minItems": 1, "items": { "type": "string", "pattern": "^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,500}$" } }, "scope": { "type": "string", "pattern": "^[!-~]+( [!-~]+)*$", "maxLength": 1e3 }, "subjectTokenType": { "type": "string", "pattern": "^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,300}$" }, "requestedTokenType": { "type": "string", "pattern": "^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,300}$" }, "clientId": { "type": "string", "pattern": "^[!-~]{1,300}$" }, "clientSecretFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "clientAuthentication": { "enum": ["basic", "post"] }, "extraFields": { "type": "array", "minItems": 1, "items": { "type": "object", "additionalProperties": false, "required": ["name", "value"], "properties": { "name": { "type": "string", "pattern": "^[A-Za-z0-9_.-]{1,100}$" }, "value": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]{0,1000}$" } } } }, "response": { "type": "object", "additionalProperties": false, "properties": { "username": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f:]+$" }, "usernameField": { "type": "string", "pattern": "^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$" }, "usernameClaim": { "type": "string", "pattern": "^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$" }, "passwordField": { "type": "string", "pattern": "^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$" }, "lifetimeField": { "type": "string", "pattern": "^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$" }, "lifetimeClaim": { "type": "string", "pattern": "^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$" }, "lifetime": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } }, "oneOf": [{ "required": ["username"] }, { "required": ["usernameField"] }, { "required": ["usernameClaim"] }] }, "jfrog": { "type": "object", "additionalProperties": false, "properties": { "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "provider": { "type": "string", "pattern": "^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$" }, "allowedProviders": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[ -~]{1,300}$" } }, "identityMapping": { "type": "string", "pattern": "^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$" }, "projectKey": { "type": "string", "pattern": "^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$" }, "applicationKey": { "type": "string", "pattern": "^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$" }, "audience": { "type": "string", "pattern": "^[!-~]+( [!-~]+)*$", "maxLength": 500 } } }, "quay": { "type": "object", "additionalProperties": false, "properties": { "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "robot": { "type": "string", "pattern": "^[A-Za-z0-9]([A-Za-z0-9_.-]{0,253}[A-Za-z0-9])?[+][a-z0-9]([a-z0-9_.-]{0,253}[a-z0-9_])?$" }, "allowedRobots": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[ -~]{1,300}$" } } } }, "cloudsmith": { "type": "object", "additionalProperties": false, "required": ["organization"], "properties": { "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "organization": { "type": "string", "pattern": "^[A-Za-z0-9_-]{1,100}$" }, "service": { "type": "string", "pattern": "^[A-Za-z0-9_-]{1,100}$" }, "allowedServices": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[ -~]{1,300}$" } } } }, "chainguard": { "type": "object", "additionalProperties": false, "properties": { "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "identity": { "type": "string", "pattern": "^[0-9a-f]{16,64}(/[0-9a-f]{16,64}){0,10}$" }, "allowedIdentities": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[ -~]{1,300}$" } } } }, "artifactKeeper": { "type": "object", "additionalProperties": false, "properties": { "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "provider": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "allowedProviders": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[ -~]{1,300}$" } } } }, "yandex": { "type": "object", "additionalProperties": false, "properties": { "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "serviceAccount": { "type": "string", "pattern": "^[a-z0-9]{1,50}$" }, "allowedServiceAccounts": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[ -~]{1,300}$" } } } }, "dockerHub": { "type": "object", "additionalProperties": false, "required": ["organization", "connection"], "properties": { "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "organization": { "type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{1,254}$" }, "connection": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "lifetime": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } } } }, "oneOf": [{ "required": ["tokenEndpoint"] }, { "required": ["jfrog"] }, { "required": ["quay"] }, { "required": ["cloudsmith"] }, { "required": ["chainguard"] }, { "required": ["artifactKeeper"] }, { "required": ["yandex"] }, { "required": ["dockerHub"] }] }, "secret": { "type": "object", "additionalProperties": false, "properties": { "cacheDuration": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" }, "awsSecretsManager": { "type": "object", "additionalProperties": false, "required": ["secretId"], "properties": { "secretId": { "type": "string", "pattern": "^(arn:aws[-a-z]*:secretsmanager:[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:secret:)?[A-Za-z0-9/_+=.@!-]{1,519}$" }, "versionStage": { "type": "string", "pattern": "^[!-~]{1,256}$" }, "versionId": { "type": "string", "pattern": "^[A-Za-z0-9-]{32,64}$" }, "region": { "type": "string", "pattern": "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" }, "profile": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" }, "roleArn": { "type": ["string", "array"], "pattern": "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$", "minItems": 1, "items": { "type": "string", "pattern": "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } }, "externalId": { "type": "string", "pattern": "^[\\w+=,.@:/-]{2,1224}$" }, "sessionName": { "type": "string", "pattern": "^[\\w+=,.@-]{2,64}$" }, "allowedRoleArns": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^arn:[-a-z*]+:iam::[0-9*]{1,12}:role/[!-~]+$" } }, "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "stsEndpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } } }, "awsParameterStore": { "type": "object", "additionalProperties": false, "required": ["name"], "properties": { "name": { "type": "string", "pattern": "^(arn:aws[-a-z]*:ssm:[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:parameter)?[A-Za-z0-9/_.-]+(:[A-Za-z0-9_.-]{1,100})?$", "maxLength": 1200 }, "region": { "type": "string", "pattern": "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" }, "profile": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" }, "roleArn": { "type": ["string", "array"], "pattern": "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$", "minItems": 1, "items": { "type": "string", "pattern": "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } }, "externalId": { "type": "string", "pattern": "^[\\w+=,.@:/-]{2,1224}$" }, "sessionName": { "type": "string", "pattern": "^[\\w+=,.@-]{2,64}$" }, "allowedRoleArns": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^arn:[-a-z*]+:iam::[0-9*]{1,12}:role/[!-~]+$" } }, "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "stsEndpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } } }, "googleSecretManager": { "type": "object", "additionalProperties": false, "required": ["project", "secret"], "properties": { "project": { "type": "string", "pattern": "^(([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]|[0-9]{1,20})$", "maxLength": 200 }, "location": { "type": "string", "pattern": "^[a-z]+(-[a-z]+)*[0-9]*$", "maxLength": 40 }, "secret": { "type": "string", "pattern": "^[A-Za-z0-9_-]{1,255}$" }, "version": { "type": "string", "pattern": "^[A-Za-z0-9_-]{1,63}$" }, "endpoint": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 }, "serviceAccount": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" }, "credentialFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "impersonate": { "type": ["string", "array"], "pattern": "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$", "minItems": 1, "items": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } }, "workloadIdentity": { "type": "object", "additionalProperties": false, "properties": { "provider": { "type": "string", "pattern": "^((https:)?//iam[.]googleapis[.]com/)?projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[-a-z0-9]{1,63}/providers/[-a-z0-9]{1,63}$" }, "project": { "type": "string", "pattern": "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$", "maxLength": 200 }, "identityProvider": { "type": "string", "pattern": "^https://[!-~]{1,500}$" } } }, "allowedServiceAccounts": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[-a-z0-9*]{1,64}@[-.a-z0-9*]{1,200}$" } }, "endpoints": { "type": "object", "additionalProperties": false, "properties": { "metadata": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 }, "sts": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 }, "iamCredentials": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 }, "oauth2": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 } } } } }, "azureKeyVault": { "type": "object", "additionalProperties": false, "required": ["vault", "name"], "properties": { "vault": { "type": "string", "pattern": "^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]([.]vault[.](azure[.]net|azure[.]cn|usgovcloudapi[.]net))?$" }, "name": { "type": "string", "pattern": "^[A-Za-z0-9-]{1,127}$" }, "version": { "type": "string", "pattern": "^[0-9a-f]{32}$" }, "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "managedIdentity": { "type": "object", "additionalProperties": false, "maxProperties": 1, "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "objectId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "resourceId": { "type": "string", "pattern": "^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[-\\w.()/]{1,500}$" } } }, "workloadIdentity": { "type": "object", "additionalProperties": false, "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "tokenFile": { "type": "string", "pattern": "^/[^\\u0000]*$" } } }, "servicePrincipal": { "type": "object", "additionalProperties": false, "required": ["clientId", "tenantId"], "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "clientSecretFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "clientCertificateFile": { "type": "string", "pattern": "^/[^\\u0000]*$" } }, "oneOf": [{ "required": ["clientSecretFile"] }, { "required": ["clientCertificateFile"] }] }, "azureJson": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "allowedClientIds": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } }, "identityBinding": { "type": "object", "additionalProperties": false, "required": ["sniName", "apiServer", "caFile"], "properties": { "sniName": { "type": "string", "pattern": "^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])*[a-z]([-a-z0-9]*[a-z0-9])?$", "maxLength": 253 }, "apiServer": { "type": "string", "pattern": "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 260 }, "caFile": { "type": "string", "pattern": "^/[^\\u0000]*$" } } }, "cloud": { "type": "object", "additionalProperties": false, "properties": { "suffix": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$", "maxLength": 200 }, "authorityHost": { "type": "string", "pattern": "^https://[^\\s/?#@]+/?$" }, "resource": { "type": "string", "pattern": "^https://[^\\s?#@]+$" } } } } }, "vault": { "type": "object", "additionalProperties": false, "required": ["address", "path"], "properties": { "address": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "caFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "namespace": { "type": "string", "pattern": "^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*/?$", "maxLength": 500 }, "mount": { "type": "string", "pattern": "^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$", "maxLength": 200 }, "path": { "type": "string", "pattern": "^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$", "maxLength": 500 }, "version": { "type": "string", "pattern": "^[1-9][0-9]{0,8}$" }, "field": { "type": "string", "pattern": "^[!-~]{1,200}$" }, "kubernetes": { "type": "object", "additionalProperties": false, "required": ["role"], "properties": { "mount": { "type": "string", "pattern": "^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$", "maxLength": 200 }, "role": { "type": "string", "pattern": "^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,198}[A-Za-z0-9_])?$" } } }, "jwt": { "type": "object", "additionalProperties": false, "required": ["role"], "properties": { "mount": { "type": "string", "pattern": "^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$", "maxLength": 200 }, "role": { "type": "string", "pattern": "^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,198}[A-Za-z0-9_])?$" } } }, "serviceAccountTokenAudience": { "type": "string", "pattern": "^([!-)+-~]|[!-~]{2,300})$" }, "subject": { "type": "object", "additionalProperties": false, "properties": { "file": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "google": { "type": "object", "additionalProperties": false, "required": ["audience"], "properties": { "audience": { "type": "string", "pattern": "^([!-)+-~]|[!-~]{2,300})$" }, "serviceAccount": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" }, "endpoint": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 } } }, "azure": { "type": "object", "additionalProperties": false, "required": ["application"], "properties": { "application": { "type": "string", "pattern": "^(api|https)://[!-~]{1,250}$" }, "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "endpoint": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 } } }, "aws": { "type": "object", "additionalProperties": false, "required": ["audience", "region"], "properties": { "audience": { "type": "string", "pattern": "^([!-)+-~]|[!-~]{2,300})$" }, "region": { "type": "string", "pattern": "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" }, "signingAlgorithm": { "enum": ["RS256", "ES384"] }, "lifetime": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" }, "profile": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" }, "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } } } }, "oneOf": [{ "required": ["file"] }, { "required": ["google"] }, { "required": ["azure"] }, { "required": ["aws"] }] } }, "oneOf": [{ "required": ["kubernetes"] }, { "required": ["jwt"] }] } }, "oneOf": [{ "required": ["awsSecretsManager"] }, { "required": ["awsParameterStore"] }, { "required": ["googleSecretManager"] }, { "required": ["azureKeyVault"] }, { "required": ["vault"] }] }, "dockerConfig": { "type": "object", "additionalProperties": false, "required": ["path"], "properties": { "path": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "helpers": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "cacheDuration": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } } }, "static": { "type": "object", "additionalProperties": false, "properties": { "username": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f:]+$" }, "usernameFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "password": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]+$" }, "passwordFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "cacheDuration": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } }, "allOf": [{ "oneOf": [{ "required": ["username"] }, { "required": ["usernameFile"] }] }, { "oneOf": [{ "required": ["password"] }, { "required": ["passwordFile"] }] }] } }, "oneOf": [{ "required": ["ecr"] }, { "required": ["acr"] }, { "required": ["google"] }, { "required": ["serviceAccountToken"] }, { "required": ["exchange"] }, { "required": ["secret"] }, { "required": ["dockerConfig"] }, { "required": ["static"] }], "anyOf": [{ "required": ["matchImages"] }, { "required": ["dockerConfig"] }] } } } };
var pattern4 = new RegExp("^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$", "u");
var pattern5 = new RegExp("^/[^\\u0000]*$", "u");
var pattern9 = new RegExp("^[1-9][0-9]{0,5}(Ki|Mi)$", "u");
var pattern10 = new RegExp("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", "u");
var pattern11 = new RegExp("^[-a-z0-9*]{1,63}/[-.a-z0-9*]{1,253}$", "u");
var pattern12 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "u");
var pattern13 = new RegExp("^[^\\u0000-\\u001f\\u007f\\[\\]]+$", "u");
var pattern14 = new RegExp("^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$", "u");
var pattern16 = new RegExp("^[\\w+=,.@:/-]{2,1224}$", "u");
var pattern17 = new RegExp("^[\\w+=,.@-]{2,64}$", "u");
var pattern18 = new RegExp("^arn:[-a-z*]+:iam::[0-9*]{1,12}:role/[!-~]+$", "u");
var pattern19 = new RegExp("^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$", "u");
var pattern20 = new RegExp("^https?://[^/?#@\\s]+(/[^?#\\s]*)?$", "u");
var pattern23 = new RegExp("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", "u");
var pattern25 = new RegExp("^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[-\\w.()/]{1,500}$", "u");
var pattern27 = new RegExp("^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "u");
var pattern37 = new RegExp("^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])*[a-z]([-a-z0-9]*[a-z0-9])?$", "u");
var pattern38 = new RegExp("^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "u");
var pattern40 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$", "u");
var pattern41 = new RegExp("^https://[^\\s/?#@]+/?$", "u");
var pattern42 = new RegExp("^https://[^\\s?#@]+$", "u");
var pattern45 = new RegExp("^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$", "u");
var pattern49 = new RegExp("^((https:)?//iam[.]googleapis[.]com/)?projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[-a-z0-9]{1,63}/providers/[-a-z0-9]{1,63}$", "u");
var pattern50 = new RegExp("^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$", "u");
var pattern51 = new RegExp("^https://[!-~]{1,500}$", "u");
var pattern52 = new RegExp("^[-a-z0-9*]{1,64}@[-.a-z0-9*]{1,200}$", "u");
var pattern53 = new RegExp("^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "u");
var pattern57 = new RegExp("^[^\\u0000-\\u001f\\u007f:]+$", "u");
var pattern58 = new RegExp("^([!-)+-~]|[!-~]{2,})$", "u");
var pattern60 = new RegExp("^([!-)+-~]|[!-~]{2,300})$", "u");
var pattern65 = new RegExp("^(api|https)://[!-~]{1,250}$", "u");
var pattern74 = new RegExp("^[!-~]{1,500}$", "u");
var pattern76 = new RegExp("^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,500}$", "u");
var pattern78 = new RegExp("^[!-~]+( [!-~]+)*$", "u");
var pattern79 = new RegExp("^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,300}$", "u");
var pattern81 = new RegExp("^[!-~]{1,300}$", "u");
var pattern83 = new RegExp("^[A-Za-z0-9_.-]{1,100}$", "u");
var pattern84 = new RegExp("^[^\\u0000-\\u001f\\u007f]{0,1000}$", "u");
var pattern86 = new RegExp("^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$", "u");
var pattern93 = new RegExp("^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$", "u");
var pattern94 = new RegExp("^[ -~]{1,300}$", "u");
var pattern100 = new RegExp("^[A-Za-z0-9]([A-Za-z0-9_.-]{0,253}[A-Za-z0-9])?[+][a-z0-9]([a-z0-9_.-]{0,253}[a-z0-9_])?$", "u");
var pattern103 = new RegExp("^[A-Za-z0-9_-]{1,100}$", "u");
var pattern107 = new RegExp("^[0-9a-f]{16,64}(/[0-9a-f]{16,64}){0,10}$", "u");
var pattern113 = new RegExp("^[a-z0-9]{1,50}$", "u");
var pattern116 = new RegExp("^[a-z0-9][a-z0-9_-]{1,254}$", "u");
var pattern120 = new RegExp("^(arn:aws[-a-z]*:secretsmanager:[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:secret:)?[A-Za-z0-9/_+=.@!-]{1,519}$", "u");
var pattern121 = new RegExp("^[!-~]{1,256}$", "u");
var pattern122 = new RegExp("^[A-Za-z0-9-]{32,64}$", "u");
var pattern132 = new RegExp("^(arn:aws[-a-z]*:ssm:[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:parameter)?[A-Za-z0-9/_.-]+(:[A-Za-z0-9_.-]{1,100})?$", "u");
var pattern142 = new RegExp("^(([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]|[0-9]{1,20})$", "u");
var pattern143 = new RegExp("^[a-z]+(-[a-z]+)*[0-9]*$", "u");
var pattern144 = new RegExp("^[A-Za-z0-9_-]{1,255}$", "u");
var pattern145 = new RegExp("^[A-Za-z0-9_-]{1,63}$", "u");
var pattern159 = new RegExp("^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]([.]vault[.](azure[.]net|azure[.]cn|usgovcloudapi[.]net))?$", "u");
var pattern160 = new RegExp("^[A-Za-z0-9-]{1,127}$", "u");
var pattern161 = new RegExp("^[0-9a-f]{32}$", "u");
var pattern185 = new RegExp("^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*/?$", "u");
var pattern186 = new RegExp("^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$", "u");
var pattern188 = new RegExp("^[1-9][0-9]{0,8}$", "u");
var pattern189 = new RegExp("^[!-~]{1,200}$", "u");
var pattern191 = new RegExp("^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,198}[A-Za-z0-9_])?$", "u");
var pattern212 = new RegExp("^[^\\u0000-\\u001f\\u007f]+$", "u");
var func1 = Object.prototype.hasOwnProperty;
var func2 = require_ucs2length().default;
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate20.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.apiVersion === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "apiVersion" } };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.kind === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "kind" } };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.rules === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "rules" } };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "apiVersion" || key0 === "kind" || key0 === "deadline" || key0 === "caFile" || key0 === "cache" || key0 === "log" || key0 === "rules")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.apiVersion !== void 0) {
      if ("registry-credential-provider/v1alpha1" !== data.apiVersion) {
        const err4 = { instancePath: instancePath + "/apiVersion", schemaPath: "#/properties/apiVersion/const", keyword: "const", params: { allowedValue: "registry-credential-provider/v1alpha1" } };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.kind !== void 0) {
      if ("RegistryCredentialProviderConfig" !== data.kind) {
        const err5 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/const", keyword: "const", params: { allowedValue: "RegistryCredentialProviderConfig" } };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.deadline !== void 0) {
      let data2 = data.deadline;
      if (typeof data2 === "string") {
        if (!pattern4.test(data2)) {
          const err6 = { instancePath: instancePath + "/deadline", schemaPath: "#/properties/deadline/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/deadline", schemaPath: "#/properties/deadline/type", keyword: "type", params: { type: "string" } };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.caFile !== void 0) {
      let data3 = data.caFile;
      if (typeof data3 === "string") {
        if (!pattern5.test(data3)) {
          const err8 = { instancePath: instancePath + "/caFile", schemaPath: "#/properties/caFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = { instancePath: instancePath + "/caFile", schemaPath: "#/properties/caFile/type", keyword: "type", params: { type: "string" } };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.cache !== void 0) {
      let data4 = data.cache;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        for (const key1 in data4) {
          if (!(key1 === "enabled" || key1 === "directory" || key1 === "graceAfterExpiry")) {
            const err10 = { instancePath: instancePath + "/cache", schemaPath: "#/properties/cache/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 } };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
        if (data4.enabled !== void 0) {
          if (typeof data4.enabled !== "boolean") {
            const err11 = { instancePath: instancePath + "/cache/enabled", schemaPath: "#/properties/cache/properties/enabled/type", keyword: "type", params: { type: "boolean" } };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
        if (data4.directory !== void 0) {
          let data6 = data4.directory;
          if (typeof data6 === "string") {
            if (!pattern5.test(data6)) {
              const err12 = { instancePath: instancePath + "/cache/directory", schemaPath: "#/properties/cache/properties/directory/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
          } else {
            const err13 = { instancePath: instancePath + "/cache/directory", schemaPath: "#/properties/cache/properties/directory/type", keyword: "type", params: { type: "string" } };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
        if (data4.graceAfterExpiry !== void 0) {
          let data7 = data4.graceAfterExpiry;
          if (typeof data7 === "string") {
            if (!pattern4.test(data7)) {
              const err14 = { instancePath: instancePath + "/cache/graceAfterExpiry", schemaPath: "#/properties/cache/properties/graceAfterExpiry/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          } else {
            const err15 = { instancePath: instancePath + "/cache/graceAfterExpiry", schemaPath: "#/properties/cache/properties/graceAfterExpiry/type", keyword: "type", params: { type: "string" } };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = { instancePath: instancePath + "/cache", schemaPath: "#/properties/cache/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.log !== void 0) {
      let data8 = data.log;
      const _errs19 = errors;
      let valid2 = false;
      let passing0 = null;
      const _errs20 = errors;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        if (data8.file === void 0) {
          const err17 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/oneOf/0/required", keyword: "required", params: { missingProperty: "file" } };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
      }
      var _valid0 = _errs20 === errors;
      if (_valid0) {
        valid2 = true;
        passing0 = 0;
      }
      const _errs21 = errors;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        if (data8.journald === void 0) {
          const err18 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/oneOf/1/required", keyword: "required", params: { missingProperty: "journald" } };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
      }
      var _valid0 = _errs21 === errors;
      if (_valid0 && valid2) {
        valid2 = false;
        passing0 = [passing0, 1];
      } else {
        if (_valid0) {
          valid2 = true;
          passing0 = 1;
        }
      }
      if (!valid2) {
        const err19 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 } };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      } else {
        errors = _errs19;
        if (vErrors !== null) {
          if (_errs19) {
            vErrors.length = _errs19;
          } else {
            vErrors = null;
          }
        }
      }
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        for (const key2 in data8) {
          if (!(key2 === "file" || key2 === "journald" || key2 === "level" || key2 === "maxSize")) {
            const err20 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 } };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data8.file !== void 0) {
          let data9 = data8.file;
          if (typeof data9 === "string") {
            if (!pattern5.test(data9)) {
              const err21 = { instancePath: instancePath + "/log/file", schemaPath: "#/properties/log/properties/file/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
          } else {
            const err22 = { instancePath: instancePath + "/log/file", schemaPath: "#/properties/log/properties/file/type", keyword: "type", params: { type: "string" } };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        if (data8.journald !== void 0) {
          if (true !== data8.journald) {
            const err23 = { instancePath: instancePath + "/log/journald", schemaPath: "#/properties/log/properties/journald/const", keyword: "const", params: { allowedValue: true } };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
        if (data8.level !== void 0) {
          let data11 = data8.level;
          if (!(data11 === "error" || data11 === "warning" || data11 === "info")) {
            const err24 = { instancePath: instancePath + "/log/level", schemaPath: "#/properties/log/properties/level/enum", keyword: "enum", params: { allowedValues: schema31.properties.log.properties.level.enum } };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
        }
        if (data8.maxSize !== void 0) {
          let data12 = data8.maxSize;
          if (typeof data12 === "string") {
            if (!pattern9.test(data12)) {
              const err25 = { instancePath: instancePath + "/log/maxSize", schemaPath: "#/properties/log/properties/maxSize/pattern", keyword: "pattern", params: { pattern: "^[1-9][0-9]{0,5}(Ki|Mi)$" } };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
          } else {
            const err26 = { instancePath: instancePath + "/log/maxSize", schemaPath: "#/properties/log/properties/maxSize/type", keyword: "type", params: { type: "string" } };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
      } else {
        const err27 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.rules !== void 0) {
      let data13 = data.rules;
      if (Array.isArray(data13)) {
        if (data13.length < 1) {
          const err28 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/minItems", keyword: "minItems", params: { limit: 1 } };
          if (vErrors === null) {
            vErrors = [err28];
          } else {
            vErrors.push(err28);
          }
          errors++;
        }
        const len0 = data13.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data14 = data13[i0];
          const _errs33 = errors;
          let valid6 = false;
          const _errs34 = errors;
          if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
            if (data14.matchImages === void 0) {
              const err29 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/anyOf/0/required", keyword: "required", params: { missingProperty: "matchImages" } };
              if (vErrors === null) {
                vErrors = [err29];
              } else {
                vErrors.push(err29);
              }
              errors++;
            }
          }
          var _valid1 = _errs34 === errors;
          valid6 = valid6 || _valid1;
          const _errs35 = errors;
          if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
            if (data14.dockerConfig === void 0) {
              const err30 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/anyOf/1/required", keyword: "required", params: { missingProperty: "dockerConfig" } };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
          }
          var _valid1 = _errs35 === errors;
          valid6 = valid6 || _valid1;
          if (!valid6) {
            const err31 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/anyOf", keyword: "anyOf", params: {} };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              vErrors.push(err31);
            }
            errors++;
          } else {
            errors = _errs33;
            if (vErrors !== null) {
              if (_errs33) {
                vErrors.length = _errs33;
              } else {
                vErrors = null;
              }
            }
          }
          const _errs36 = errors;
          let valid7 = false;
          let passing1 = null;
          const _errs37 = errors;
          if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
            if (data14.ecr === void 0) {
              const err32 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/0/required", keyword: "required", params: { missingProperty: "ecr" } };
              if (vErrors === null) {
                vErrors = [err32];
              } else {
                vErrors.push(err32);
              }
              errors++;
            }
          }
          var _valid2 = _errs37 === errors;
          if (_valid2) {
            valid7 = true;
            passing1 = 0;
          }
          const _errs38 = errors;
          if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
            if (data14.acr === void 0) {
              const err33 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/1/required", keyword: "required", params: { missingProperty: "acr" } };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
          }
          var _valid2 = _errs38 === errors;
          if (_valid2 && valid7) {
            valid7 = false;
            passing1 = [passing1, 1];
          } else {
            if (_valid2) {
              valid7 = true;
              passing1 = 1;
            }
            const _errs39 = errors;
            if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
              if (data14.google === void 0) {
                const err34 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/2/required", keyword: "required", params: { missingProperty: "google" } };
                if (vErrors === null) {
                  vErrors = [err34];
                } else {
                  vErrors.push(err34);
                }
                errors++;
              }
            }
            var _valid2 = _errs39 === errors;
            if (_valid2 && valid7) {
              valid7 = false;
              passing1 = [passing1, 2];
            } else {
              if (_valid2) {
                valid7 = true;
                passing1 = 2;
              }
              const _errs40 = errors;
              if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
                if (data14.serviceAccountToken === void 0) {
                  const err35 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/3/required", keyword: "required", params: { missingProperty: "serviceAccountToken" } };
                  if (vErrors === null) {
                    vErrors = [err35];
                  } else {
                    vErrors.push(err35);
                  }
                  errors++;
                }
              }
              var _valid2 = _errs40 === errors;
              if (_valid2 && valid7) {
                valid7 = false;
                passing1 = [passing1, 3];
              } else {
                if (_valid2) {
                  valid7 = true;
                  passing1 = 3;
                }
                const _errs41 = errors;
                if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
                  if (data14.exchange === void 0) {
                    const err36 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/4/required", keyword: "required", params: { missingProperty: "exchange" } };
                    if (vErrors === null) {
                      vErrors = [err36];
                    } else {
                      vErrors.push(err36);
                    }
                    errors++;
                  }
                }
                var _valid2 = _errs41 === errors;
                if (_valid2 && valid7) {
                  valid7 = false;
                  passing1 = [passing1, 4];
                } else {
                  if (_valid2) {
                    valid7 = true;
                    passing1 = 4;
                  }
                  const _errs42 = errors;
                  if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
                    if (data14.secret === void 0) {
                      const err37 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/5/required", keyword: "required", params: { missingProperty: "secret" } };
                      if (vErrors === null) {
                        vErrors = [err37];
                      } else {
                        vErrors.push(err37);
                      }
                      errors++;
                    }
                  }
                  var _valid2 = _errs42 === errors;
                  if (_valid2 && valid7) {
                    valid7 = false;
                    passing1 = [passing1, 5];
                  } else {
                    if (_valid2) {
                      valid7 = true;
                      passing1 = 5;
                    }
                    const _errs43 = errors;
                    if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
                      if (data14.dockerConfig === void 0) {
                        const err38 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/6/required", keyword: "required", params: { missingProperty: "dockerConfig" } };
                        if (vErrors === null) {
                          vErrors = [err38];
                        } else {
                          vErrors.push(err38);
                        }
                        errors++;
                      }
                    }
                    var _valid2 = _errs43 === errors;
                    if (_valid2 && valid7) {
                      valid7 = false;
                      passing1 = [passing1, 6];
                    } else {
                      if (_valid2) {
                        valid7 = true;
                        passing1 = 6;
                      }
                      const _errs44 = errors;
                      if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
                        if (data14.static === void 0) {
                          const err39 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/7/required", keyword: "required", params: { missingProperty: "static" } };
                          if (vErrors === null) {
                            vErrors = [err39];
                          } else {
                            vErrors.push(err39);
                          }
                          errors++;
                        }
                      }
                      var _valid2 = _errs44 === errors;
                      if (_valid2 && valid7) {
                        valid7 = false;
                        passing1 = [passing1, 7];
                      } else {
                        if (_valid2) {
                          valid7 = true;
                          passing1 = 7;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
          if (!valid7) {
            const err40 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf", keyword: "oneOf", params: { passingSchemas: passing1 } };
            if (vErrors === null) {
              vErrors = [err40];
            } else {
              vErrors.push(err40);
            }
            errors++;
          } else {
            errors = _errs36;
            if (vErrors !== null) {
              if (_errs36) {
                vErrors.length = _errs36;
              } else {
                vErrors = null;
              }
            }
          }
          if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
            if (data14.name === void 0) {
              const err41 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/required", keyword: "required", params: { missingProperty: "name" } };
              if (vErrors === null) {
                vErrors = [err41];
              } else {
                vErrors.push(err41);
              }
              errors++;
            }
            for (const key3 in data14) {
              if (!func1.call(schema31.properties.rules.items.properties, key3)) {
                const err42 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 } };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
            }
            if (data14.name !== void 0) {
              let data15 = data14.name;
              if (typeof data15 === "string") {
                if (!pattern10.test(data15)) {
                  const err43 = { instancePath: instancePath + "/rules/" + i0 + "/name", schemaPath: "#/properties/rules/items/properties/name/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" } };
                  if (vErrors === null) {
                    vErrors = [err43];
                  } else {
                    vErrors.push(err43);
                  }
                  errors++;
                }
              } else {
                const err44 = { instancePath: instancePath + "/rules/" + i0 + "/name", schemaPath: "#/properties/rules/items/properties/name/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                  vErrors = [err44];
                } else {
                  vErrors.push(err44);
                }
                errors++;
              }
            }
            if (data14.matchImages !== void 0) {
              let data16 = data14.matchImages;
              if (Array.isArray(data16)) {
                if (data16.length < 1) {
                  const err45 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages", schemaPath: "#/properties/rules/items/properties/matchImages/minItems", keyword: "minItems", params: { limit: 1 } };
                  if (vErrors === null) {
                    vErrors = [err45];
                  } else {
                    vErrors.push(err45);
                  }
                  errors++;
                }
                const len1 = data16.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data17 = data16[i1];
                  if (typeof data17 === "string") {
                    if (func2(data17) < 1) {
                      const err46 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages/" + i1, schemaPath: "#/properties/rules/items/properties/matchImages/items/minLength", keyword: "minLength", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err46];
                      } else {
                        vErrors.push(err46);
                      }
                      errors++;
                    }
                  } else {
                    const err47 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages/" + i1, schemaPath: "#/properties/rules/items/properties/matchImages/items/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err47];
                    } else {
                      vErrors.push(err47);
                    }
                    errors++;
                  }
                }
              } else {
                const err48 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages", schemaPath: "#/properties/rules/items/properties/matchImages/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                  vErrors = [err48];
                } else {
                  vErrors.push(err48);
                }
                errors++;
              }
            }
            if (data14.matchServiceAccounts !== void 0) {
              let data18 = data14.matchServiceAccounts;
              if (Array.isArray(data18)) {
                if (data18.length < 1) {
                  const err49 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts", schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/minItems", keyword: "minItems", params: { limit: 1 } };
                  if (vErrors === null) {
                    vErrors = [err49];
                  } else {
                    vErrors.push(err49);
                  }
                  errors++;
                }
                const len2 = data18.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  let data19 = data18[i2];
                  if (typeof data19 === "string") {
                    if (!pattern11.test(data19)) {
                      const err50 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts/" + i2, schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/items/pattern", keyword: "pattern", params: { pattern: "^[-a-z0-9*]{1,63}/[-.a-z0-9*]{1,253}$" } };
                      if (vErrors === null) {
                        vErrors = [err50];
                      } else {
                        vErrors.push(err50);
                      }
                      errors++;
                    }
                  } else {
                    const err51 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts/" + i2, schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/items/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err51];
                    } else {
                      vErrors.push(err51);
                    }
                    errors++;
                  }
                }
              } else {
                const err52 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts", schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                  vErrors = [err52];
                } else {
                  vErrors.push(err52);
                }
                errors++;
              }
            }
            if (data14.identity !== void 0) {
              let data20 = data14.identity;
              if (!(data20 === "node" || data20 === "serviceAccount")) {
                const err53 = { instancePath: instancePath + "/rules/" + i0 + "/identity", schemaPath: "#/properties/rules/items/properties/identity/enum", keyword: "enum", params: { allowedValues: schema31.properties.rules.items.properties.identity.enum } };
                if (vErrors === null) {
                  vErrors = [err53];
                } else {
                  vErrors.push(err53);
                }
                errors++;
              }
            }
            if (data14.onMissingServiceAccount !== void 0) {
              let data21 = data14.onMissingServiceAccount;
              if (!(data21 === "deny" || data21 === "node" || data21 === "anonymous")) {
                const err54 = { instancePath: instancePath + "/rules/" + i0 + "/onMissingServiceAccount", schemaPath: "#/properties/rules/items/properties/onMissingServiceAccount/enum", keyword: "enum", params: { allowedValues: schema31.properties.rules.items.properties.onMissingServiceAccount.enum } };
                if (vErrors === null) {
                  vErrors = [err54];
                } else {
                  vErrors.push(err54);
                }
                errors++;
              }
            }
            if (data14.continue !== void 0) {
              if (typeof data14.continue !== "boolean") {
                const err55 = { instancePath: instancePath + "/rules/" + i0 + "/continue", schemaPath: "#/properties/rules/items/properties/continue/type", keyword: "type", params: { type: "boolean" } };
                if (vErrors === null) {
                  vErrors = [err55];
                } else {
                  vErrors.push(err55);
                }
                errors++;
              }
            }
            if (data14.required !== void 0) {
              if (typeof data14.required !== "boolean") {
                const err56 = { instancePath: instancePath + "/rules/" + i0 + "/required", schemaPath: "#/properties/rules/items/properties/required/type", keyword: "type", params: { type: "boolean" } };
                if (vErrors === null) {
                  vErrors = [err56];
                } else {
                  vErrors.push(err56);
                }
                errors++;
              }
            }
            if (data14.thenAnonymous !== void 0) {
              if (typeof data14.thenAnonymous !== "boolean") {
                const err57 = { instancePath: instancePath + "/rules/" + i0 + "/thenAnonymous", schemaPath: "#/properties/rules/items/properties/thenAnonymous/type", keyword: "type", params: { type: "boolean" } };
                if (vErrors === null) {
                  vErrors = [err57];
                } else {
                  vErrors.push(err57);
                }
                errors++;
              }
            }
            if (data14.ecr !== void 0) {
              let data25 = data14.ecr;
              if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
                for (const key4 in data25) {
                  if (!func1.call(schema31.properties.rules.items.properties.ecr.properties, key4)) {
                    const err58 = { instancePath: instancePath + "/rules/" + i0 + "/ecr", schemaPath: "#/properties/rules/items/properties/ecr/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 } };
                    if (vErrors === null) {
                      vErrors = [err58];
                    } else {
                      vErrors.push(err58);
                    }
                    errors++;
                  }
                }
                if (data25.registry !== void 0) {
                  let data26 = data25.registry;
                  if (typeof data26 === "string") {
                    if (func2(data26) > 260) {
                      const err59 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/registry", schemaPath: "#/properties/rules/items/properties/ecr/properties/registry/maxLength", keyword: "maxLength", params: { limit: 260 } };
                      if (vErrors === null) {
                        vErrors = [err59];
                      } else {
                        vErrors.push(err59);
                      }
                      errors++;
                    }
                    if (!pattern12.test(data26)) {
                      const err60 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/registry", schemaPath: "#/properties/rules/items/properties/ecr/properties/registry/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$" } };
                      if (vErrors === null) {
                        vErrors = [err60];
                      } else {
                        vErrors.push(err60);
                      }
                      errors++;
                    }
                  } else {
                    const err61 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/registry", schemaPath: "#/properties/rules/items/properties/ecr/properties/registry/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err61];
                    } else {
                      vErrors.push(err61);
                    }
                    errors++;
                  }
                }
                if (data25.profile !== void 0) {
                  let data27 = data25.profile;
                  if (typeof data27 === "string") {
                    if (!pattern13.test(data27)) {
                      const err62 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/profile", schemaPath: "#/properties/rules/items/properties/ecr/properties/profile/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" } };
                      if (vErrors === null) {
                        vErrors = [err62];
                      } else {
                        vErrors.push(err62);
                      }
                      errors++;
                    }
                  } else {
                    const err63 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/profile", schemaPath: "#/properties/rules/items/properties/ecr/properties/profile/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err63];
                    } else {
                      vErrors.push(err63);
                    }
                    errors++;
                  }
                }
                if (data25.roleArn !== void 0) {
                  let data28 = data25.roleArn;
                  if (typeof data28 !== "string" && !Array.isArray(data28)) {
                    const err64 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn", schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/type", keyword: "type", params: { type: schema31.properties.rules.items.properties.ecr.properties.roleArn.type } };
                    if (vErrors === null) {
                      vErrors = [err64];
                    } else {
                      vErrors.push(err64);
                    }
                    errors++;
                  }
                  if (typeof data28 === "string") {
                    if (!pattern14.test(data28)) {
                      const err65 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn", schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/pattern", keyword: "pattern", params: { pattern: "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } };
                      if (vErrors === null) {
                        vErrors = [err65];
                      } else {
                        vErrors.push(err65);
                      }
                      errors++;
                    }
                  }
                  if (Array.isArray(data28)) {
                    if (data28.length < 1) {
                      const err66 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn", schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err66];
                      } else {
                        vErrors.push(err66);
                      }
                      errors++;
                    }
                    const len3 = data28.length;
                    for (let i3 = 0; i3 < len3; i3++) {
                      let data29 = data28[i3];
                      if (typeof data29 === "string") {
                        if (!pattern14.test(data29)) {
                          const err67 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn/" + i3, schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/items/pattern", keyword: "pattern", params: { pattern: "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } };
                          if (vErrors === null) {
                            vErrors = [err67];
                          } else {
                            vErrors.push(err67);
                          }
                          errors++;
                        }
                      } else {
                        const err68 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn/" + i3, schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err68];
                        } else {
                          vErrors.push(err68);
                        }
                        errors++;
                      }
                    }
                  }
                }
                if (data25.externalId !== void 0) {
                  let data30 = data25.externalId;
                  if (typeof data30 === "string") {
                    if (!pattern16.test(data30)) {
                      const err69 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/externalId", schemaPath: "#/properties/rules/items/properties/ecr/properties/externalId/pattern", keyword: "pattern", params: { pattern: "^[\\w+=,.@:/-]{2,1224}$" } };
                      if (vErrors === null) {
                        vErrors = [err69];
                      } else {
                        vErrors.push(err69);
                      }
                      errors++;
                    }
                  } else {
                    const err70 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/externalId", schemaPath: "#/properties/rules/items/properties/ecr/properties/externalId/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err70];
                    } else {
                      vErrors.push(err70);
                    }
                    errors++;
                  }
                }
                if (data25.sessionName !== void 0) {
                  let data31 = data25.sessionName;
                  if (typeof data31 === "string") {
                    if (!pattern17.test(data31)) {
                      const err71 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/sessionName", schemaPath: "#/properties/rules/items/properties/ecr/properties/sessionName/pattern", keyword: "pattern", params: { pattern: "^[\\w+=,.@-]{2,64}$" } };
                      if (vErrors === null) {
                        vErrors = [err71];
                      } else {
                        vErrors.push(err71);
                      }
                      errors++;
                    }
                  } else {
                    const err72 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/sessionName", schemaPath: "#/properties/rules/items/properties/ecr/properties/sessionName/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err72];
                    } else {
                      vErrors.push(err72);
                    }
                    errors++;
                  }
                }
                if (data25.allowedRoleArns !== void 0) {
                  let data32 = data25.allowedRoleArns;
                  if (Array.isArray(data32)) {
                    if (data32.length < 1) {
                      const err73 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/allowedRoleArns", schemaPath: "#/properties/rules/items/properties/ecr/properties/allowedRoleArns/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err73];
                      } else {
                        vErrors.push(err73);
                      }
                      errors++;
                    }
                    const len4 = data32.length;
                    for (let i4 = 0; i4 < len4; i4++) {
                      let data33 = data32[i4];
                      if (typeof data33 === "string") {
                        if (!pattern18.test(data33)) {
                          const err74 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/allowedRoleArns/" + i4, schemaPath: "#/properties/rules/items/properties/ecr/properties/allowedRoleArns/items/pattern", keyword: "pattern", params: { pattern: "^arn:[-a-z*]+:iam::[0-9*]{1,12}:role/[!-~]+$" } };
                          if (vErrors === null) {
                            vErrors = [err74];
                          } else {
                            vErrors.push(err74);
                          }
                          errors++;
                        }
                      } else {
                        const err75 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/allowedRoleArns/" + i4, schemaPath: "#/properties/rules/items/properties/ecr/properties/allowedRoleArns/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err75];
                        } else {
                          vErrors.push(err75);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err76 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/allowedRoleArns", schemaPath: "#/properties/rules/items/properties/ecr/properties/allowedRoleArns/type", keyword: "type", params: { type: "array" } };
                    if (vErrors === null) {
                      vErrors = [err76];
                    } else {
                      vErrors.push(err76);
                    }
                    errors++;
                  }
                }
                if (data25.region !== void 0) {
                  let data34 = data25.region;
                  if (typeof data34 === "string") {
                    if (!pattern19.test(data34)) {
                      const err77 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/region", schemaPath: "#/properties/rules/items/properties/ecr/properties/region/pattern", keyword: "pattern", params: { pattern: "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" } };
                      if (vErrors === null) {
                        vErrors = [err77];
                      } else {
                        vErrors.push(err77);
                      }
                      errors++;
                    }
                  } else {
                    const err78 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/region", schemaPath: "#/properties/rules/items/properties/ecr/properties/region/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err78];
                    } else {
                      vErrors.push(err78);
                    }
                    errors++;
                  }
                }
                if (data25.endpoint !== void 0) {
                  let data35 = data25.endpoint;
                  if (typeof data35 === "string") {
                    if (!pattern20.test(data35)) {
                      const err79 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/endpoint", schemaPath: "#/properties/rules/items/properties/ecr/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                      if (vErrors === null) {
                        vErrors = [err79];
                      } else {
                        vErrors.push(err79);
                      }
                      errors++;
                    }
                  } else {
                    const err80 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/endpoint", schemaPath: "#/properties/rules/items/properties/ecr/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err80];
                    } else {
                      vErrors.push(err80);
                    }
                    errors++;
                  }
                }
                if (data25.stsEndpoint !== void 0) {
                  let data36 = data25.stsEndpoint;
                  if (typeof data36 === "string") {
                    if (!pattern20.test(data36)) {
                      const err81 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/stsEndpoint", schemaPath: "#/properties/rules/items/properties/ecr/properties/stsEndpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                      if (vErrors === null) {
                        vErrors = [err81];
                      } else {
                        vErrors.push(err81);
                      }
                      errors++;
                    }
                  } else {
                    const err82 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/stsEndpoint", schemaPath: "#/properties/rules/items/properties/ecr/properties/stsEndpoint/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err82];
                    } else {
                      vErrors.push(err82);
                    }
                    errors++;
                  }
                }
              } else {
                const err83 = { instancePath: instancePath + "/rules/" + i0 + "/ecr", schemaPath: "#/properties/rules/items/properties/ecr/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err83];
                } else {
                  vErrors.push(err83);
                }
                errors++;
              }
            }
            if (data14.acr !== void 0) {
              let data37 = data14.acr;
              if (data37 && typeof data37 == "object" && !Array.isArray(data37)) {
                for (const key5 in data37) {
                  if (!func1.call(schema31.properties.rules.items.properties.acr.properties, key5)) {
                    const err84 = { instancePath: instancePath + "/rules/" + i0 + "/acr", schemaPath: "#/properties/rules/items/properties/acr/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 } };
                    if (vErrors === null) {
                      vErrors = [err84];
                    } else {
                      vErrors.push(err84);
                    }
                    errors++;
                  }
                }
                if (data37.registry !== void 0) {
                  let data38 = data37.registry;
                  if (typeof data38 === "string") {
                    if (func2(data38) > 260) {
                      const err85 = { instancePath: instancePath + "/rules/" + i0 + "/acr/registry", schemaPath: "#/properties/rules/items/properties/acr/properties/registry/maxLength", keyword: "maxLength", params: { limit: 260 } };
                      if (vErrors === null) {
                        vErrors = [err85];
                      } else {
                        vErrors.push(err85);
                      }
                      errors++;
                    }
                    if (!pattern12.test(data38)) {
                      const err86 = { instancePath: instancePath + "/rules/" + i0 + "/acr/registry", schemaPath: "#/properties/rules/items/properties/acr/properties/registry/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$" } };
                      if (vErrors === null) {
                        vErrors = [err86];
                      } else {
                        vErrors.push(err86);
                      }
                      errors++;
                    }
                  } else {
                    const err87 = { instancePath: instancePath + "/rules/" + i0 + "/acr/registry", schemaPath: "#/properties/rules/items/properties/acr/properties/registry/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err87];
                    } else {
                      vErrors.push(err87);
                    }
                    errors++;
                  }
                }
                if (data37.managedIdentity !== void 0) {
                  let data39 = data37.managedIdentity;
                  if (data39 && typeof data39 == "object" && !Array.isArray(data39)) {
                    if (Object.keys(data39).length > 1) {
                      const err88 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/maxProperties", keyword: "maxProperties", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err88];
                      } else {
                        vErrors.push(err88);
                      }
                      errors++;
                    }
                    for (const key6 in data39) {
                      if (!(key6 === "clientId" || key6 === "objectId" || key6 === "resourceId")) {
                        const err89 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 } };
                        if (vErrors === null) {
                          vErrors = [err89];
                        } else {
                          vErrors.push(err89);
                        }
                        errors++;
                      }
                    }
                    if (data39.clientId !== void 0) {
                      let data40 = data39.clientId;
                      if (typeof data40 === "string") {
                        if (!pattern23.test(data40)) {
                          const err90 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err90];
                          } else {
                            vErrors.push(err90);
                          }
                          errors++;
                        }
                      } else {
                        const err91 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/clientId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err91];
                        } else {
                          vErrors.push(err91);
                        }
                        errors++;
                      }
                    }
                    if (data39.objectId !== void 0) {
                      let data41 = data39.objectId;
                      if (typeof data41 === "string") {
                        if (!pattern23.test(data41)) {
                          const err92 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/objectId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/objectId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err92];
                          } else {
                            vErrors.push(err92);
                          }
                          errors++;
                        }
                      } else {
                        const err93 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/objectId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/objectId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err93];
                        } else {
                          vErrors.push(err93);
                        }
                        errors++;
                      }
                    }
                    if (data39.resourceId !== void 0) {
                      let data42 = data39.resourceId;
                      if (typeof data42 === "string") {
                        if (!pattern25.test(data42)) {
                          const err94 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/resourceId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/resourceId/pattern", keyword: "pattern", params: { pattern: "^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[-\\w.()/]{1,500}$" } };
                          if (vErrors === null) {
                            vErrors = [err94];
                          } else {
                            vErrors.push(err94);
                          }
                          errors++;
                        }
                      } else {
                        const err95 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/resourceId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/resourceId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err95];
                        } else {
                          vErrors.push(err95);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err96 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err96];
                    } else {
                      vErrors.push(err96);
                    }
                    errors++;
                  }
                }
                if (data37.workloadIdentity !== void 0) {
                  let data43 = data37.workloadIdentity;
                  if (data43 && typeof data43 == "object" && !Array.isArray(data43)) {
                    for (const key7 in data43) {
                      if (!(key7 === "clientId" || key7 === "tenantId" || key7 === "tokenFile")) {
                        const err97 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 } };
                        if (vErrors === null) {
                          vErrors = [err97];
                        } else {
                          vErrors.push(err97);
                        }
                        errors++;
                      }
                    }
                    if (data43.clientId !== void 0) {
                      let data44 = data43.clientId;
                      if (typeof data44 === "string") {
                        if (!pattern23.test(data44)) {
                          const err98 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err98];
                          } else {
                            vErrors.push(err98);
                          }
                          errors++;
                        }
                      } else {
                        const err99 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/clientId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err99];
                        } else {
                          vErrors.push(err99);
                        }
                        errors++;
                      }
                    }
                    if (data43.tenantId !== void 0) {
                      let data45 = data43.tenantId;
                      if (typeof data45 === "string") {
                        if (func2(data45) > 253) {
                          const err100 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                          if (vErrors === null) {
                            vErrors = [err100];
                          } else {
                            vErrors.push(err100);
                          }
                          errors++;
                        }
                        if (!pattern27.test(data45)) {
                          const err101 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                          if (vErrors === null) {
                            vErrors = [err101];
                          } else {
                            vErrors.push(err101);
                          }
                          errors++;
                        }
                      } else {
                        const err102 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err102];
                        } else {
                          vErrors.push(err102);
                        }
                        errors++;
                      }
                    }
                    if (data43.tokenFile !== void 0) {
                      let data46 = data43.tokenFile;
                      if (typeof data46 === "string") {
                        if (!pattern5.test(data46)) {
                          const err103 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tokenFile", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tokenFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err103];
                          } else {
                            vErrors.push(err103);
                          }
                          errors++;
                        }
                      } else {
                        const err104 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tokenFile", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tokenFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err104];
                        } else {
                          vErrors.push(err104);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err105 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err105];
                    } else {
                      vErrors.push(err105);
                    }
                    errors++;
                  }
                }
                if (data37.servicePrincipal !== void 0) {
                  let data47 = data37.servicePrincipal;
                  const _errs114 = errors;
                  let valid21 = false;
                  let passing2 = null;
                  const _errs115 = errors;
                  if (data47 && typeof data47 == "object" && !Array.isArray(data47)) {
                    if (data47.clientSecretFile === void 0) {
                      const err106 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/oneOf/0/required", keyword: "required", params: { missingProperty: "clientSecretFile" } };
                      if (vErrors === null) {
                        vErrors = [err106];
                      } else {
                        vErrors.push(err106);
                      }
                      errors++;
                    }
                  }
                  var _valid3 = _errs115 === errors;
                  if (_valid3) {
                    valid21 = true;
                    passing2 = 0;
                  }
                  const _errs116 = errors;
                  if (data47 && typeof data47 == "object" && !Array.isArray(data47)) {
                    if (data47.clientCertificateFile === void 0) {
                      const err107 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/oneOf/1/required", keyword: "required", params: { missingProperty: "clientCertificateFile" } };
                      if (vErrors === null) {
                        vErrors = [err107];
                      } else {
                        vErrors.push(err107);
                      }
                      errors++;
                    }
                  }
                  var _valid3 = _errs116 === errors;
                  if (_valid3 && valid21) {
                    valid21 = false;
                    passing2 = [passing2, 1];
                  } else {
                    if (_valid3) {
                      valid21 = true;
                      passing2 = 1;
                    }
                  }
                  if (!valid21) {
                    const err108 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/oneOf", keyword: "oneOf", params: { passingSchemas: passing2 } };
                    if (vErrors === null) {
                      vErrors = [err108];
                    } else {
                      vErrors.push(err108);
                    }
                    errors++;
                  } else {
                    errors = _errs114;
                    if (vErrors !== null) {
                      if (_errs114) {
                        vErrors.length = _errs114;
                      } else {
                        vErrors = null;
                      }
                    }
                  }
                  if (data47 && typeof data47 == "object" && !Array.isArray(data47)) {
                    if (data47.clientId === void 0) {
                      const err109 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/required", keyword: "required", params: { missingProperty: "clientId" } };
                      if (vErrors === null) {
                        vErrors = [err109];
                      } else {
                        vErrors.push(err109);
                      }
                      errors++;
                    }
                    if (data47.tenantId === void 0) {
                      const err110 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/required", keyword: "required", params: { missingProperty: "tenantId" } };
                      if (vErrors === null) {
                        vErrors = [err110];
                      } else {
                        vErrors.push(err110);
                      }
                      errors++;
                    }
                    for (const key8 in data47) {
                      if (!(key8 === "clientId" || key8 === "tenantId" || key8 === "clientSecretFile" || key8 === "clientCertificateFile")) {
                        const err111 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 } };
                        if (vErrors === null) {
                          vErrors = [err111];
                        } else {
                          vErrors.push(err111);
                        }
                        errors++;
                      }
                    }
                    if (data47.clientId !== void 0) {
                      let data48 = data47.clientId;
                      if (typeof data48 === "string") {
                        if (!pattern23.test(data48)) {
                          const err112 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err112];
                          } else {
                            vErrors.push(err112);
                          }
                          errors++;
                        }
                      } else {
                        const err113 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err113];
                        } else {
                          vErrors.push(err113);
                        }
                        errors++;
                      }
                    }
                    if (data47.tenantId !== void 0) {
                      let data49 = data47.tenantId;
                      if (typeof data49 === "string") {
                        if (func2(data49) > 253) {
                          const err114 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                          if (vErrors === null) {
                            vErrors = [err114];
                          } else {
                            vErrors.push(err114);
                          }
                          errors++;
                        }
                        if (!pattern27.test(data49)) {
                          const err115 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                          if (vErrors === null) {
                            vErrors = [err115];
                          } else {
                            vErrors.push(err115);
                          }
                          errors++;
                        }
                      } else {
                        const err116 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err116];
                        } else {
                          vErrors.push(err116);
                        }
                        errors++;
                      }
                    }
                    if (data47.clientSecretFile !== void 0) {
                      let data50 = data47.clientSecretFile;
                      if (typeof data50 === "string") {
                        if (!pattern5.test(data50)) {
                          const err117 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientSecretFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientSecretFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err117];
                          } else {
                            vErrors.push(err117);
                          }
                          errors++;
                        }
                      } else {
                        const err118 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientSecretFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientSecretFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err118];
                        } else {
                          vErrors.push(err118);
                        }
                        errors++;
                      }
                    }
                    if (data47.clientCertificateFile !== void 0) {
                      let data51 = data47.clientCertificateFile;
                      if (typeof data51 === "string") {
                        if (!pattern5.test(data51)) {
                          const err119 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientCertificateFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientCertificateFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err119];
                          } else {
                            vErrors.push(err119);
                          }
                          errors++;
                        }
                      } else {
                        const err120 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientCertificateFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientCertificateFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err120];
                        } else {
                          vErrors.push(err120);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err121 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err121];
                    } else {
                      vErrors.push(err121);
                    }
                    errors++;
                  }
                }
                if (data37.azureJson !== void 0) {
                  let data52 = data37.azureJson;
                  if (typeof data52 === "string") {
                    if (!pattern5.test(data52)) {
                      const err122 = { instancePath: instancePath + "/rules/" + i0 + "/acr/azureJson", schemaPath: "#/properties/rules/items/properties/acr/properties/azureJson/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err122];
                      } else {
                        vErrors.push(err122);
                      }
                      errors++;
                    }
                  } else {
                    const err123 = { instancePath: instancePath + "/rules/" + i0 + "/acr/azureJson", schemaPath: "#/properties/rules/items/properties/acr/properties/azureJson/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err123];
                    } else {
                      vErrors.push(err123);
                    }
                    errors++;
                  }
                }
                if (data37.clientId !== void 0) {
                  let data53 = data37.clientId;
                  if (typeof data53 === "string") {
                    if (!pattern23.test(data53)) {
                      const err124 = { instancePath: instancePath + "/rules/" + i0 + "/acr/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                      if (vErrors === null) {
                        vErrors = [err124];
                      } else {
                        vErrors.push(err124);
                      }
                      errors++;
                    }
                  } else {
                    const err125 = { instancePath: instancePath + "/rules/" + i0 + "/acr/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/clientId/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err125];
                    } else {
                      vErrors.push(err125);
                    }
                    errors++;
                  }
                }
                if (data37.tenantId !== void 0) {
                  let data54 = data37.tenantId;
                  if (typeof data54 === "string") {
                    if (func2(data54) > 253) {
                      const err126 = { instancePath: instancePath + "/rules/" + i0 + "/acr/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                      if (vErrors === null) {
                        vErrors = [err126];
                      } else {
                        vErrors.push(err126);
                      }
                      errors++;
                    }
                    if (!pattern27.test(data54)) {
                      const err127 = { instancePath: instancePath + "/rules/" + i0 + "/acr/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                      if (vErrors === null) {
                        vErrors = [err127];
                      } else {
                        vErrors.push(err127);
                      }
                      errors++;
                    }
                  } else {
                    const err128 = { instancePath: instancePath + "/rules/" + i0 + "/acr/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err128];
                    } else {
                      vErrors.push(err128);
                    }
                    errors++;
                  }
                }
                if (data37.allowedClientIds !== void 0) {
                  let data55 = data37.allowedClientIds;
                  if (Array.isArray(data55)) {
                    if (data55.length < 1) {
                      const err129 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds", schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err129];
                      } else {
                        vErrors.push(err129);
                      }
                      errors++;
                    }
                    const len5 = data55.length;
                    for (let i5 = 0; i5 < len5; i5++) {
                      let data56 = data55[i5];
                      if (typeof data56 === "string") {
                        if (!pattern23.test(data56)) {
                          const err130 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds/" + i5, schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/items/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err130];
                          } else {
                            vErrors.push(err130);
                          }
                          errors++;
                        }
                      } else {
                        const err131 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds/" + i5, schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err131];
                        } else {
                          vErrors.push(err131);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err132 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds", schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/type", keyword: "type", params: { type: "array" } };
                    if (vErrors === null) {
                      vErrors = [err132];
                    } else {
                      vErrors.push(err132);
                    }
                    errors++;
                  }
                }
                if (data37.identityBinding !== void 0) {
                  let data57 = data37.identityBinding;
                  if (data57 && typeof data57 == "object" && !Array.isArray(data57)) {
                    if (data57.sniName === void 0) {
                      const err133 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/required", keyword: "required", params: { missingProperty: "sniName" } };
                      if (vErrors === null) {
                        vErrors = [err133];
                      } else {
                        vErrors.push(err133);
                      }
                      errors++;
                    }
                    if (data57.apiServer === void 0) {
                      const err134 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/required", keyword: "required", params: { missingProperty: "apiServer" } };
                      if (vErrors === null) {
                        vErrors = [err134];
                      } else {
                        vErrors.push(err134);
                      }
                      errors++;
                    }
                    if (data57.caFile === void 0) {
                      const err135 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/required", keyword: "required", params: { missingProperty: "caFile" } };
                      if (vErrors === null) {
                        vErrors = [err135];
                      } else {
                        vErrors.push(err135);
                      }
                      errors++;
                    }
                    for (const key9 in data57) {
                      if (!(key9 === "sniName" || key9 === "apiServer" || key9 === "caFile")) {
                        const err136 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 } };
                        if (vErrors === null) {
                          vErrors = [err136];
                        } else {
                          vErrors.push(err136);
                        }
                        errors++;
                      }
                    }
                    if (data57.sniName !== void 0) {
                      let data58 = data57.sniName;
                      if (typeof data58 === "string") {
                        if (func2(data58) > 253) {
                          const err137 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding/sniName", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/properties/sniName/maxLength", keyword: "maxLength", params: { limit: 253 } };
                          if (vErrors === null) {
                            vErrors = [err137];
                          } else {
                            vErrors.push(err137);
                          }
                          errors++;
                        }
                        if (!pattern37.test(data58)) {
                          const err138 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding/sniName", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/properties/sniName/pattern", keyword: "pattern", params: { pattern: "^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])*[a-z]([-a-z0-9]*[a-z0-9])?$" } };
                          if (vErrors === null) {
                            vErrors = [err138];
                          } else {
                            vErrors.push(err138);
                          }
                          errors++;
                        }
                      } else {
                        const err139 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding/sniName", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/properties/sniName/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err139];
                        } else {
                          vErrors.push(err139);
                        }
                        errors++;
                      }
                    }
                    if (data57.apiServer !== void 0) {
                      let data59 = data57.apiServer;
                      if (typeof data59 === "string") {
                        if (func2(data59) > 260) {
                          const err140 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding/apiServer", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/properties/apiServer/maxLength", keyword: "maxLength", params: { limit: 260 } };
                          if (vErrors === null) {
                            vErrors = [err140];
                          } else {
                            vErrors.push(err140);
                          }
                          errors++;
                        }
                        if (!pattern38.test(data59)) {
                          const err141 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding/apiServer", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/properties/apiServer/pattern", keyword: "pattern", params: { pattern: "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                          if (vErrors === null) {
                            vErrors = [err141];
                          } else {
                            vErrors.push(err141);
                          }
                          errors++;
                        }
                      } else {
                        const err142 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding/apiServer", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/properties/apiServer/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err142];
                        } else {
                          vErrors.push(err142);
                        }
                        errors++;
                      }
                    }
                    if (data57.caFile !== void 0) {
                      let data60 = data57.caFile;
                      if (typeof data60 === "string") {
                        if (!pattern5.test(data60)) {
                          const err143 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding/caFile", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/properties/caFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err143];
                          } else {
                            vErrors.push(err143);
                          }
                          errors++;
                        }
                      } else {
                        const err144 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding/caFile", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/properties/caFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err144];
                        } else {
                          vErrors.push(err144);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err145 = { instancePath: instancePath + "/rules/" + i0 + "/acr/identityBinding", schemaPath: "#/properties/rules/items/properties/acr/properties/identityBinding/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err145];
                    } else {
                      vErrors.push(err145);
                    }
                    errors++;
                  }
                }
                if (data37.cloud !== void 0) {
                  let data61 = data37.cloud;
                  if (data61 && typeof data61 == "object" && !Array.isArray(data61)) {
                    for (const key10 in data61) {
                      if (!(key10 === "suffix" || key10 === "authorityHost" || key10 === "resource")) {
                        const err146 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key10 } };
                        if (vErrors === null) {
                          vErrors = [err146];
                        } else {
                          vErrors.push(err146);
                        }
                        errors++;
                      }
                    }
                    if (data61.suffix !== void 0) {
                      let data62 = data61.suffix;
                      if (typeof data62 === "string") {
                        if (func2(data62) > 200) {
                          const err147 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/suffix", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/suffix/maxLength", keyword: "maxLength", params: { limit: 200 } };
                          if (vErrors === null) {
                            vErrors = [err147];
                          } else {
                            vErrors.push(err147);
                          }
                          errors++;
                        }
                        if (!pattern40.test(data62)) {
                          const err148 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/suffix", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/suffix/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$" } };
                          if (vErrors === null) {
                            vErrors = [err148];
                          } else {
                            vErrors.push(err148);
                          }
                          errors++;
                        }
                      } else {
                        const err149 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/suffix", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/suffix/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err149];
                        } else {
                          vErrors.push(err149);
                        }
                        errors++;
                      }
                    }
                    if (data61.authorityHost !== void 0) {
                      let data63 = data61.authorityHost;
                      if (typeof data63 === "string") {
                        if (!pattern41.test(data63)) {
                          const err150 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/authorityHost", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/authorityHost/pattern", keyword: "pattern", params: { pattern: "^https://[^\\s/?#@]+/?$" } };
                          if (vErrors === null) {
                            vErrors = [err150];
                          } else {
                            vErrors.push(err150);
                          }
                          errors++;
                        }
                      } else {
                        const err151 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/authorityHost", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/authorityHost/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err151];
                        } else {
                          vErrors.push(err151);
                        }
                        errors++;
                      }
                    }
                    if (data61.resource !== void 0) {
                      let data64 = data61.resource;
                      if (typeof data64 === "string") {
                        if (!pattern42.test(data64)) {
                          const err152 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/resource", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/resource/pattern", keyword: "pattern", params: { pattern: "^https://[^\\s?#@]+$" } };
                          if (vErrors === null) {
                            vErrors = [err152];
                          } else {
                            vErrors.push(err152);
                          }
                          errors++;
                        }
                      } else {
                        const err153 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/resource", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/resource/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err153];
                        } else {
                          vErrors.push(err153);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err154 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err154];
                    } else {
                      vErrors.push(err154);
                    }
                    errors++;
                  }
                }
                if (data37.endpoint !== void 0) {
                  let data65 = data37.endpoint;
                  if (typeof data65 === "string") {
                    if (!pattern20.test(data65)) {
                      const err155 = { instancePath: instancePath + "/rules/" + i0 + "/acr/endpoint", schemaPath: "#/properties/rules/items/properties/acr/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                      if (vErrors === null) {
                        vErrors = [err155];
                      } else {
                        vErrors.push(err155);
                      }
                      errors++;
                    }
                  } else {
                    const err156 = { instancePath: instancePath + "/rules/" + i0 + "/acr/endpoint", schemaPath: "#/properties/rules/items/properties/acr/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err156];
                    } else {
                      vErrors.push(err156);
                    }
                    errors++;
                  }
                }
              } else {
                const err157 = { instancePath: instancePath + "/rules/" + i0 + "/acr", schemaPath: "#/properties/rules/items/properties/acr/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err157];
                } else {
                  vErrors.push(err157);
                }
                errors++;
              }
            }
            if (data14.google !== void 0) {
              let data66 = data14.google;
              if (data66 && typeof data66 == "object" && !Array.isArray(data66)) {
                for (const key11 in data66) {
                  if (!(key11 === "registry" || key11 === "serviceAccount" || key11 === "credentialFile" || key11 === "impersonate" || key11 === "workloadIdentity" || key11 === "allowedServiceAccounts" || key11 === "metadataDockerConfig" || key11 === "endpoints")) {
                    const err158 = { instancePath: instancePath + "/rules/" + i0 + "/google", schemaPath: "#/properties/rules/items/properties/google/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key11 } };
                    if (vErrors === null) {
                      vErrors = [err158];
                    } else {
                      vErrors.push(err158);
                    }
                    errors++;
                  }
                }
                if (data66.registry !== void 0) {
                  let data67 = data66.registry;
                  if (typeof data67 === "string") {
                    if (func2(data67) > 260) {
                      const err159 = { instancePath: instancePath + "/rules/" + i0 + "/google/registry", schemaPath: "#/properties/rules/items/properties/google/properties/registry/maxLength", keyword: "maxLength", params: { limit: 260 } };
                      if (vErrors === null) {
                        vErrors = [err159];
                      } else {
                        vErrors.push(err159);
                      }
                      errors++;
                    }
                    if (!pattern12.test(data67)) {
                      const err160 = { instancePath: instancePath + "/rules/" + i0 + "/google/registry", schemaPath: "#/properties/rules/items/properties/google/properties/registry/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$" } };
                      if (vErrors === null) {
                        vErrors = [err160];
                      } else {
                        vErrors.push(err160);
                      }
                      errors++;
                    }
                  } else {
                    const err161 = { instancePath: instancePath + "/rules/" + i0 + "/google/registry", schemaPath: "#/properties/rules/items/properties/google/properties/registry/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err161];
                    } else {
                      vErrors.push(err161);
                    }
                    errors++;
                  }
                }
                if (data66.serviceAccount !== void 0) {
                  let data68 = data66.serviceAccount;
                  if (typeof data68 === "string") {
                    if (!pattern45.test(data68)) {
                      const err162 = { instancePath: instancePath + "/rules/" + i0 + "/google/serviceAccount", schemaPath: "#/properties/rules/items/properties/google/properties/serviceAccount/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } };
                      if (vErrors === null) {
                        vErrors = [err162];
                      } else {
                        vErrors.push(err162);
                      }
                      errors++;
                    }
                  } else {
                    const err163 = { instancePath: instancePath + "/rules/" + i0 + "/google/serviceAccount", schemaPath: "#/properties/rules/items/properties/google/properties/serviceAccount/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err163];
                    } else {
                      vErrors.push(err163);
                    }
                    errors++;
                  }
                }
                if (data66.credentialFile !== void 0) {
                  let data69 = data66.credentialFile;
                  if (typeof data69 === "string") {
                    if (!pattern5.test(data69)) {
                      const err164 = { instancePath: instancePath + "/rules/" + i0 + "/google/credentialFile", schemaPath: "#/properties/rules/items/properties/google/properties/credentialFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err164];
                      } else {
                        vErrors.push(err164);
                      }
                      errors++;
                    }
                  } else {
                    const err165 = { instancePath: instancePath + "/rules/" + i0 + "/google/credentialFile", schemaPath: "#/properties/rules/items/properties/google/properties/credentialFile/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err165];
                    } else {
                      vErrors.push(err165);
                    }
                    errors++;
                  }
                }
                if (data66.impersonate !== void 0) {
                  let data70 = data66.impersonate;
                  if (typeof data70 !== "string" && !Array.isArray(data70)) {
                    const err166 = { instancePath: instancePath + "/rules/" + i0 + "/google/impersonate", schemaPath: "#/properties/rules/items/properties/google/properties/impersonate/type", keyword: "type", params: { type: schema31.properties.rules.items.properties.google.properties.impersonate.type } };
                    if (vErrors === null) {
                      vErrors = [err166];
                    } else {
                      vErrors.push(err166);
                    }
                    errors++;
                  }
                  if (typeof data70 === "string") {
                    if (!pattern45.test(data70)) {
                      const err167 = { instancePath: instancePath + "/rules/" + i0 + "/google/impersonate", schemaPath: "#/properties/rules/items/properties/google/properties/impersonate/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } };
                      if (vErrors === null) {
                        vErrors = [err167];
                      } else {
                        vErrors.push(err167);
                      }
                      errors++;
                    }
                  }
                  if (Array.isArray(data70)) {
                    if (data70.length < 1) {
                      const err168 = { instancePath: instancePath + "/rules/" + i0 + "/google/impersonate", schemaPath: "#/properties/rules/items/properties/google/properties/impersonate/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err168];
                      } else {
                        vErrors.push(err168);
                      }
                      errors++;
                    }
                    const len6 = data70.length;
                    for (let i6 = 0; i6 < len6; i6++) {
                      let data71 = data70[i6];
                      if (typeof data71 === "string") {
                        if (!pattern45.test(data71)) {
                          const err169 = { instancePath: instancePath + "/rules/" + i0 + "/google/impersonate/" + i6, schemaPath: "#/properties/rules/items/properties/google/properties/impersonate/items/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } };
                          if (vErrors === null) {
                            vErrors = [err169];
                          } else {
                            vErrors.push(err169);
                          }
                          errors++;
                        }
                      } else {
                        const err170 = { instancePath: instancePath + "/rules/" + i0 + "/google/impersonate/" + i6, schemaPath: "#/properties/rules/items/properties/google/properties/impersonate/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err170];
                        } else {
                          vErrors.push(err170);
                        }
                        errors++;
                      }
                    }
                  }
                }
                if (data66.workloadIdentity !== void 0) {
                  let data72 = data66.workloadIdentity;
                  if (data72 && typeof data72 == "object" && !Array.isArray(data72)) {
                    for (const key12 in data72) {
                      if (!(key12 === "provider" || key12 === "project" || key12 === "identityProvider")) {
                        const err171 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key12 } };
                        if (vErrors === null) {
                          vErrors = [err171];
                        } else {
                          vErrors.push(err171);
                        }
                        errors++;
                      }
                    }
                    if (data72.provider !== void 0) {
                      let data73 = data72.provider;
                      if (typeof data73 === "string") {
                        if (!pattern49.test(data73)) {
                          const err172 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/provider", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/provider/pattern", keyword: "pattern", params: { pattern: "^((https:)?//iam[.]googleapis[.]com/)?projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[-a-z0-9]{1,63}/providers/[-a-z0-9]{1,63}$" } };
                          if (vErrors === null) {
                            vErrors = [err172];
                          } else {
                            vErrors.push(err172);
                          }
                          errors++;
                        }
                      } else {
                        const err173 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/provider", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/provider/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err173];
                        } else {
                          vErrors.push(err173);
                        }
                        errors++;
                      }
                    }
                    if (data72.project !== void 0) {
                      let data74 = data72.project;
                      if (typeof data74 === "string") {
                        if (func2(data74) > 200) {
                          const err174 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/project", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/project/maxLength", keyword: "maxLength", params: { limit: 200 } };
                          if (vErrors === null) {
                            vErrors = [err174];
                          } else {
                            vErrors.push(err174);
                          }
                          errors++;
                        }
                        if (!pattern50.test(data74)) {
                          const err175 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/project", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/project/pattern", keyword: "pattern", params: { pattern: "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$" } };
                          if (vErrors === null) {
                            vErrors = [err175];
                          } else {
                            vErrors.push(err175);
                          }
                          errors++;
                        }
                      } else {
                        const err176 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/project", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/project/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err176];
                        } else {
                          vErrors.push(err176);
                        }
                        errors++;
                      }
                    }
                    if (data72.identityProvider !== void 0) {
                      let data75 = data72.identityProvider;
                      if (typeof data75 === "string") {
                        if (!pattern51.test(data75)) {
                          const err177 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/identityProvider", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/identityProvider/pattern", keyword: "pattern", params: { pattern: "^https://[!-~]{1,500}$" } };
                          if (vErrors === null) {
                            vErrors = [err177];
                          } else {
                            vErrors.push(err177);
                          }
                          errors++;
                        }
                      } else {
                        const err178 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/identityProvider", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/identityProvider/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err178];
                        } else {
                          vErrors.push(err178);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err179 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err179];
                    } else {
                      vErrors.push(err179);
                    }
                    errors++;
                  }
                }
                if (data66.allowedServiceAccounts !== void 0) {
                  let data76 = data66.allowedServiceAccounts;
                  if (Array.isArray(data76)) {
                    if (data76.length < 1) {
                      const err180 = { instancePath: instancePath + "/rules/" + i0 + "/google/allowedServiceAccounts", schemaPath: "#/properties/rules/items/properties/google/properties/allowedServiceAccounts/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err180];
                      } else {
                        vErrors.push(err180);
                      }
                      errors++;
                    }
                    const len7 = data76.length;
                    for (let i7 = 0; i7 < len7; i7++) {
                      let data77 = data76[i7];
                      if (typeof data77 === "string") {
                        if (!pattern52.test(data77)) {
                          const err181 = { instancePath: instancePath + "/rules/" + i0 + "/google/allowedServiceAccounts/" + i7, schemaPath: "#/properties/rules/items/properties/google/properties/allowedServiceAccounts/items/pattern", keyword: "pattern", params: { pattern: "^[-a-z0-9*]{1,64}@[-.a-z0-9*]{1,200}$" } };
                          if (vErrors === null) {
                            vErrors = [err181];
                          } else {
                            vErrors.push(err181);
                          }
                          errors++;
                        }
                      } else {
                        const err182 = { instancePath: instancePath + "/rules/" + i0 + "/google/allowedServiceAccounts/" + i7, schemaPath: "#/properties/rules/items/properties/google/properties/allowedServiceAccounts/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err182];
                        } else {
                          vErrors.push(err182);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err183 = { instancePath: instancePath + "/rules/" + i0 + "/google/allowedServiceAccounts", schemaPath: "#/properties/rules/items/properties/google/properties/allowedServiceAccounts/type", keyword: "type", params: { type: "array" } };
                    if (vErrors === null) {
                      vErrors = [err183];
                    } else {
                      vErrors.push(err183);
                    }
                    errors++;
                  }
                }
                if (data66.metadataDockerConfig !== void 0) {
                  if (typeof data66.metadataDockerConfig !== "boolean") {
                    const err184 = { instancePath: instancePath + "/rules/" + i0 + "/google/metadataDockerConfig", schemaPath: "#/properties/rules/items/properties/google/properties/metadataDockerConfig/type", keyword: "type", params: { type: "boolean" } };
                    if (vErrors === null) {
                      vErrors = [err184];
                    } else {
                      vErrors.push(err184);
                    }
                    errors++;
                  }
                }
                if (data66.endpoints !== void 0) {
                  let data79 = data66.endpoints;
                  if (data79 && typeof data79 == "object" && !Array.isArray(data79)) {
                    for (const key13 in data79) {
                      if (!(key13 === "metadata" || key13 === "sts" || key13 === "iamCredentials" || key13 === "oauth2")) {
                        const err185 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key13 } };
                        if (vErrors === null) {
                          vErrors = [err185];
                        } else {
                          vErrors.push(err185);
                        }
                        errors++;
                      }
                    }
                    if (data79.metadata !== void 0) {
                      let data80 = data79.metadata;
                      if (typeof data80 === "string") {
                        if (func2(data80) > 300) {
                          const err186 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/metadata", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/metadata/maxLength", keyword: "maxLength", params: { limit: 300 } };
                          if (vErrors === null) {
                            vErrors = [err186];
                          } else {
                            vErrors.push(err186);
                          }
                          errors++;
                        }
                        if (!pattern53.test(data80)) {
                          const err187 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/metadata", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/metadata/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                          if (vErrors === null) {
                            vErrors = [err187];
                          } else {
                            vErrors.push(err187);
                          }
                          errors++;
                        }
                      } else {
                        const err188 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/metadata", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/metadata/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err188];
                        } else {
                          vErrors.push(err188);
                        }
                        errors++;
                      }
                    }
                    if (data79.sts !== void 0) {
                      let data81 = data79.sts;
                      if (typeof data81 === "string") {
                        if (func2(data81) > 300) {
                          const err189 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/sts", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/sts/maxLength", keyword: "maxLength", params: { limit: 300 } };
                          if (vErrors === null) {
                            vErrors = [err189];
                          } else {
                            vErrors.push(err189);
                          }
                          errors++;
                        }
                        if (!pattern53.test(data81)) {
                          const err190 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/sts", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/sts/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                          if (vErrors === null) {
                            vErrors = [err190];
                          } else {
                            vErrors.push(err190);
                          }
                          errors++;
                        }
                      } else {
                        const err191 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/sts", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/sts/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err191];
                        } else {
                          vErrors.push(err191);
                        }
                        errors++;
                      }
                    }
                    if (data79.iamCredentials !== void 0) {
                      let data82 = data79.iamCredentials;
                      if (typeof data82 === "string") {
                        if (func2(data82) > 300) {
                          const err192 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/iamCredentials", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/iamCredentials/maxLength", keyword: "maxLength", params: { limit: 300 } };
                          if (vErrors === null) {
                            vErrors = [err192];
                          } else {
                            vErrors.push(err192);
                          }
                          errors++;
                        }
                        if (!pattern53.test(data82)) {
                          const err193 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/iamCredentials", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/iamCredentials/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                          if (vErrors === null) {
                            vErrors = [err193];
                          } else {
                            vErrors.push(err193);
                          }
                          errors++;
                        }
                      } else {
                        const err194 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/iamCredentials", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/iamCredentials/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err194];
                        } else {
                          vErrors.push(err194);
                        }
                        errors++;
                      }
                    }
                    if (data79.oauth2 !== void 0) {
                      let data83 = data79.oauth2;
                      if (typeof data83 === "string") {
                        if (func2(data83) > 300) {
                          const err195 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/oauth2", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/oauth2/maxLength", keyword: "maxLength", params: { limit: 300 } };
                          if (vErrors === null) {
                            vErrors = [err195];
                          } else {
                            vErrors.push(err195);
                          }
                          errors++;
                        }
                        if (!pattern53.test(data83)) {
                          const err196 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/oauth2", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/oauth2/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                          if (vErrors === null) {
                            vErrors = [err196];
                          } else {
                            vErrors.push(err196);
                          }
                          errors++;
                        }
                      } else {
                        const err197 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/oauth2", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/oauth2/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err197];
                        } else {
                          vErrors.push(err197);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err198 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err198];
                    } else {
                      vErrors.push(err198);
                    }
                    errors++;
                  }
                }
              } else {
                const err199 = { instancePath: instancePath + "/rules/" + i0 + "/google", schemaPath: "#/properties/rules/items/properties/google/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err199];
                } else {
                  vErrors.push(err199);
                }
                errors++;
              }
            }
            if (data14.serviceAccountToken !== void 0) {
              let data84 = data14.serviceAccountToken;
              if (data84 && typeof data84 == "object" && !Array.isArray(data84)) {
                if (data84.username === void 0) {
                  const err200 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/required", keyword: "required", params: { missingProperty: "username" } };
                  if (vErrors === null) {
                    vErrors = [err200];
                  } else {
                    vErrors.push(err200);
                  }
                  errors++;
                }
                if (data84.audience === void 0) {
                  const err201 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/required", keyword: "required", params: { missingProperty: "audience" } };
                  if (vErrors === null) {
                    vErrors = [err201];
                  } else {
                    vErrors.push(err201);
                  }
                  errors++;
                }
                for (const key14 in data84) {
                  if (!(key14 === "username" || key14 === "audience")) {
                    const err202 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key14 } };
                    if (vErrors === null) {
                      vErrors = [err202];
                    } else {
                      vErrors.push(err202);
                    }
                    errors++;
                  }
                }
                if (data84.username !== void 0) {
                  let data85 = data84.username;
                  if (typeof data85 === "string") {
                    if (func2(data85) > 255) {
                      const err203 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/username", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/username/maxLength", keyword: "maxLength", params: { limit: 255 } };
                      if (vErrors === null) {
                        vErrors = [err203];
                      } else {
                        vErrors.push(err203);
                      }
                      errors++;
                    }
                    if (!pattern57.test(data85)) {
                      const err204 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/username", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/username/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f:]+$" } };
                      if (vErrors === null) {
                        vErrors = [err204];
                      } else {
                        vErrors.push(err204);
                      }
                      errors++;
                    }
                  } else {
                    const err205 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/username", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/username/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err205];
                    } else {
                      vErrors.push(err205);
                    }
                    errors++;
                  }
                }
                if (data84.audience !== void 0) {
                  let data86 = data84.audience;
                  if (typeof data86 === "string") {
                    if (func2(data86) > 500) {
                      const err206 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/audience", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/audience/maxLength", keyword: "maxLength", params: { limit: 500 } };
                      if (vErrors === null) {
                        vErrors = [err206];
                      } else {
                        vErrors.push(err206);
                      }
                      errors++;
                    }
                    if (!pattern58.test(data86)) {
                      const err207 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/audience", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/audience/pattern", keyword: "pattern", params: { pattern: "^([!-)+-~]|[!-~]{2,})$" } };
                      if (vErrors === null) {
                        vErrors = [err207];
                      } else {
                        vErrors.push(err207);
                      }
                      errors++;
                    }
                  } else {
                    const err208 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/audience", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/audience/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err208];
                    } else {
                      vErrors.push(err208);
                    }
                    errors++;
                  }
                }
              } else {
                const err209 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err209];
                } else {
                  vErrors.push(err209);
                }
                errors++;
              }
            }
            if (data14.exchange !== void 0) {
              let data87 = data14.exchange;
              const _errs204 = errors;
              let valid35 = false;
              let passing3 = null;
              const _errs205 = errors;
              if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
                if (data87.tokenEndpoint === void 0) {
                  const err210 = { instancePath: instancePath + "/rules/" + i0 + "/exchange", schemaPath: "#/properties/rules/items/properties/exchange/oneOf/0/required", keyword: "required", params: { missingProperty: "tokenEndpoint" } };
                  if (vErrors === null) {
                    vErrors = [err210];
                  } else {
                    vErrors.push(err210);
                  }
                  errors++;
                }
              }
              var _valid4 = _errs205 === errors;
              if (_valid4) {
                valid35 = true;
                passing3 = 0;
              }
              const _errs206 = errors;
              if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
                if (data87.jfrog === void 0) {
                  const err211 = { instancePath: instancePath + "/rules/" + i0 + "/exchange", schemaPath: "#/properties/rules/items/properties/exchange/oneOf/1/required", keyword: "required", params: { missingProperty: "jfrog" } };
                  if (vErrors === null) {
                    vErrors = [err211];
                  } else {
                    vErrors.push(err211);
                  }
                  errors++;
                }
              }
              var _valid4 = _errs206 === errors;
              if (_valid4 && valid35) {
                valid35 = false;
                passing3 = [passing3, 1];
              } else {
                if (_valid4) {
                  valid35 = true;
                  passing3 = 1;
                }
                const _errs207 = errors;
                if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
                  if (data87.quay === void 0) {
                    const err212 = { instancePath: instancePath + "/rules/" + i0 + "/exchange", schemaPath: "#/properties/rules/items/properties/exchange/oneOf/2/required", keyword: "required", params: { missingProperty: "quay" } };
                    if (vErrors === null) {
                      vErrors = [err212];
                    } else {
                      vErrors.push(err212);
                    }
                    errors++;
                  }
                }
                var _valid4 = _errs207 === errors;
                if (_valid4 && valid35) {
                  valid35 = false;
                  passing3 = [passing3, 2];
                } else {
                  if (_valid4) {
                    valid35 = true;
                    passing3 = 2;
                  }
                  const _errs208 = errors;
                  if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
                    if (data87.cloudsmith === void 0) {
                      const err213 = { instancePath: instancePath + "/rules/" + i0 + "/exchange", schemaPath: "#/properties/rules/items/properties/exchange/oneOf/3/required", keyword: "required", params: { missingProperty: "cloudsmith" } };
                      if (vErrors === null) {
                        vErrors = [err213];
                      } else {
                        vErrors.push(err213);
                      }
                      errors++;
                    }
                  }
                  var _valid4 = _errs208 === errors;
                  if (_valid4 && valid35) {
                    valid35 = false;
                    passing3 = [passing3, 3];
                  } else {
                    if (_valid4) {
                      valid35 = true;
                      passing3 = 3;
                    }
                    const _errs209 = errors;
                    if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
                      if (data87.chainguard === void 0) {
                        const err214 = { instancePath: instancePath + "/rules/" + i0 + "/exchange", schemaPath: "#/properties/rules/items/properties/exchange/oneOf/4/required", keyword: "required", params: { missingProperty: "chainguard" } };
                        if (vErrors === null) {
                          vErrors = [err214];
                        } else {
                          vErrors.push(err214);
                        }
                        errors++;
                      }
                    }
                    var _valid4 = _errs209 === errors;
                    if (_valid4 && valid35) {
                      valid35 = false;
                      passing3 = [passing3, 4];
                    } else {
                      if (_valid4) {
                        valid35 = true;
                        passing3 = 4;
                      }
                      const _errs210 = errors;
                      if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
                        if (data87.artifactKeeper === void 0) {
                          const err215 = { instancePath: instancePath + "/rules/" + i0 + "/exchange", schemaPath: "#/properties/rules/items/properties/exchange/oneOf/5/required", keyword: "required", params: { missingProperty: "artifactKeeper" } };
                          if (vErrors === null) {
                            vErrors = [err215];
                          } else {
                            vErrors.push(err215);
                          }
                          errors++;
                        }
                      }
                      var _valid4 = _errs210 === errors;
                      if (_valid4 && valid35) {
                        valid35 = false;
                        passing3 = [passing3, 5];
                      } else {
                        if (_valid4) {
                          valid35 = true;
                          passing3 = 5;
                        }
                        const _errs211 = errors;
                        if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
                          if (data87.yandex === void 0) {
                            const err216 = { instancePath: instancePath + "/rules/" + i0 + "/exchange", schemaPath: "#/properties/rules/items/properties/exchange/oneOf/6/required", keyword: "required", params: { missingProperty: "yandex" } };
                            if (vErrors === null) {
                              vErrors = [err216];
                            } else {
                              vErrors.push(err216);
                            }
                            errors++;
                          }
                        }
                        var _valid4 = _errs211 === errors;
                        if (_valid4 && valid35) {
                          valid35 = false;
                          passing3 = [passing3, 6];
                        } else {
                          if (_valid4) {
                            valid35 = true;
                            passing3 = 6;
                          }
                          const _errs212 = errors;
                          if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
                            if (data87.dockerHub === void 0) {
                              const err217 = { instancePath: instancePath + "/rules/" + i0 + "/exchange", schemaPath: "#/properties/rules/items/properties/exchange/oneOf/7/required", keyword: "required", params: { missingProperty: "dockerHub" } };
                              if (vErrors === null) {
                                vErrors = [err217];
                              } else {
                                vErrors.push(err217);
                              }
                              errors++;
                            }
                          }
                          var _valid4 = _errs212 === errors;
                          if (_valid4 && valid35) {
                            valid35 = false;
                            passing3 = [passing3, 7];
                          } else {
                            if (_valid4) {
                              valid35 = true;
                              passing3 = 7;
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
              if (!valid35) {
                const err218 = { instancePath: instancePath + "/rules/" + i0 + "/exchange", schemaPath: "#/properties/rules/items/properties/exchange/oneOf", keyword: "oneOf", params: { passingSchemas: passing3 } };
                if (vErrors === null) {
                  vErrors = [err218];
                } else {
                  vErrors.push(err218);
                }
                errors++;
              } else {
                errors = _errs204;
                if (vErrors !== null) {
                  if (_errs204) {
                    vErrors.length = _errs204;
                  } else {
                    vErrors = null;
                  }
                }
              }
              if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
                for (const key15 in data87) {
                  if (!func1.call(schema31.properties.rules.items.properties.exchange.properties, key15)) {
                    const err219 = { instancePath: instancePath + "/rules/" + i0 + "/exchange", schemaPath: "#/properties/rules/items/properties/exchange/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key15 } };
                    if (vErrors === null) {
                      vErrors = [err219];
                    } else {
                      vErrors.push(err219);
                    }
                    errors++;
                  }
                }
                if (data87.registry !== void 0) {
                  let data88 = data87.registry;
                  if (typeof data88 === "string") {
                    if (func2(data88) > 260) {
                      const err220 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/registry", schemaPath: "#/properties/rules/items/properties/exchange/properties/registry/maxLength", keyword: "maxLength", params: { limit: 260 } };
                      if (vErrors === null) {
                        vErrors = [err220];
                      } else {
                        vErrors.push(err220);
                      }
                      errors++;
                    }
                    if (!pattern12.test(data88)) {
                      const err221 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/registry", schemaPath: "#/properties/rules/items/properties/exchange/properties/registry/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$" } };
                      if (vErrors === null) {
                        vErrors = [err221];
                      } else {
                        vErrors.push(err221);
                      }
                      errors++;
                    }
                  } else {
                    const err222 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/registry", schemaPath: "#/properties/rules/items/properties/exchange/properties/registry/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err222];
                    } else {
                      vErrors.push(err222);
                    }
                    errors++;
                  }
                }
                if (data87.serviceAccountTokenAudience !== void 0) {
                  let data89 = data87.serviceAccountTokenAudience;
                  if (typeof data89 === "string") {
                    if (!pattern60.test(data89)) {
                      const err223 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/serviceAccountTokenAudience", schemaPath: "#/properties/rules/items/properties/exchange/properties/serviceAccountTokenAudience/pattern", keyword: "pattern", params: { pattern: "^([!-)+-~]|[!-~]{2,300})$" } };
                      if (vErrors === null) {
                        vErrors = [err223];
                      } else {
                        vErrors.push(err223);
                      }
                      errors++;
                    }
                  } else {
                    const err224 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/serviceAccountTokenAudience", schemaPath: "#/properties/rules/items/properties/exchange/properties/serviceAccountTokenAudience/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err224];
                    } else {
                      vErrors.push(err224);
                    }
                    errors++;
                  }
                }
                if (data87.subject !== void 0) {
                  let data90 = data87.subject;
                  const _errs220 = errors;
                  let valid37 = false;
                  let passing4 = null;
                  const _errs221 = errors;
                  if (data90 && typeof data90 == "object" && !Array.isArray(data90)) {
                    if (data90.file === void 0) {
                      const err225 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/oneOf/0/required", keyword: "required", params: { missingProperty: "file" } };
                      if (vErrors === null) {
                        vErrors = [err225];
                      } else {
                        vErrors.push(err225);
                      }
                      errors++;
                    }
                  }
                  var _valid5 = _errs221 === errors;
                  if (_valid5) {
                    valid37 = true;
                    passing4 = 0;
                  }
                  const _errs222 = errors;
                  if (data90 && typeof data90 == "object" && !Array.isArray(data90)) {
                    if (data90.google === void 0) {
                      const err226 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/oneOf/1/required", keyword: "required", params: { missingProperty: "google" } };
                      if (vErrors === null) {
                        vErrors = [err226];
                      } else {
                        vErrors.push(err226);
                      }
                      errors++;
                    }
                  }
                  var _valid5 = _errs222 === errors;
                  if (_valid5 && valid37) {
                    valid37 = false;
                    passing4 = [passing4, 1];
                  } else {
                    if (_valid5) {
                      valid37 = true;
                      passing4 = 1;
                    }
                    const _errs223 = errors;
                    if (data90 && typeof data90 == "object" && !Array.isArray(data90)) {
                      if (data90.azure === void 0) {
                        const err227 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/oneOf/2/required", keyword: "required", params: { missingProperty: "azure" } };
                        if (vErrors === null) {
                          vErrors = [err227];
                        } else {
                          vErrors.push(err227);
                        }
                        errors++;
                      }
                    }
                    var _valid5 = _errs223 === errors;
                    if (_valid5 && valid37) {
                      valid37 = false;
                      passing4 = [passing4, 2];
                    } else {
                      if (_valid5) {
                        valid37 = true;
                        passing4 = 2;
                      }
                      const _errs224 = errors;
                      if (data90 && typeof data90 == "object" && !Array.isArray(data90)) {
                        if (data90.aws === void 0) {
                          const err228 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/oneOf/3/required", keyword: "required", params: { missingProperty: "aws" } };
                          if (vErrors === null) {
                            vErrors = [err228];
                          } else {
                            vErrors.push(err228);
                          }
                          errors++;
                        }
                      }
                      var _valid5 = _errs224 === errors;
                      if (_valid5 && valid37) {
                        valid37 = false;
                        passing4 = [passing4, 3];
                      } else {
                        if (_valid5) {
                          valid37 = true;
                          passing4 = 3;
                        }
                      }
                    }
                  }
                  if (!valid37) {
                    const err229 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/oneOf", keyword: "oneOf", params: { passingSchemas: passing4 } };
                    if (vErrors === null) {
                      vErrors = [err229];
                    } else {
                      vErrors.push(err229);
                    }
                    errors++;
                  } else {
                    errors = _errs220;
                    if (vErrors !== null) {
                      if (_errs220) {
                        vErrors.length = _errs220;
                      } else {
                        vErrors = null;
                      }
                    }
                  }
                  if (data90 && typeof data90 == "object" && !Array.isArray(data90)) {
                    for (const key16 in data90) {
                      if (!(key16 === "file" || key16 === "google" || key16 === "azure" || key16 === "aws")) {
                        const err230 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key16 } };
                        if (vErrors === null) {
                          vErrors = [err230];
                        } else {
                          vErrors.push(err230);
                        }
                        errors++;
                      }
                    }
                    if (data90.file !== void 0) {
                      let data91 = data90.file;
                      if (typeof data91 === "string") {
                        if (!pattern5.test(data91)) {
                          const err231 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/file", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/file/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err231];
                          } else {
                            vErrors.push(err231);
                          }
                          errors++;
                        }
                      } else {
                        const err232 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/file", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/file/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err232];
                        } else {
                          vErrors.push(err232);
                        }
                        errors++;
                      }
                    }
                    if (data90.google !== void 0) {
                      let data92 = data90.google;
                      if (data92 && typeof data92 == "object" && !Array.isArray(data92)) {
                        if (data92.audience === void 0) {
                          const err233 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/google", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/google/required", keyword: "required", params: { missingProperty: "audience" } };
                          if (vErrors === null) {
                            vErrors = [err233];
                          } else {
                            vErrors.push(err233);
                          }
                          errors++;
                        }
                        for (const key17 in data92) {
                          if (!(key17 === "audience" || key17 === "serviceAccount" || key17 === "endpoint")) {
                            const err234 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/google", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/google/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key17 } };
                            if (vErrors === null) {
                              vErrors = [err234];
                            } else {
                              vErrors.push(err234);
                            }
                            errors++;
                          }
                        }
                        if (data92.audience !== void 0) {
                          let data93 = data92.audience;
                          if (typeof data93 === "string") {
                            if (!pattern60.test(data93)) {
                              const err235 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/google/audience", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/google/properties/audience/pattern", keyword: "pattern", params: { pattern: "^([!-)+-~]|[!-~]{2,300})$" } };
                              if (vErrors === null) {
                                vErrors = [err235];
                              } else {
                                vErrors.push(err235);
                              }
                              errors++;
                            }
                          } else {
                            const err236 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/google/audience", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/google/properties/audience/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err236];
                            } else {
                              vErrors.push(err236);
                            }
                            errors++;
                          }
                        }
                        if (data92.serviceAccount !== void 0) {
                          let data94 = data92.serviceAccount;
                          if (typeof data94 === "string") {
                            if (!pattern45.test(data94)) {
                              const err237 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/google/serviceAccount", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/google/properties/serviceAccount/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } };
                              if (vErrors === null) {
                                vErrors = [err237];
                              } else {
                                vErrors.push(err237);
                              }
                              errors++;
                            }
                          } else {
                            const err238 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/google/serviceAccount", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/google/properties/serviceAccount/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err238];
                            } else {
                              vErrors.push(err238);
                            }
                            errors++;
                          }
                        }
                        if (data92.endpoint !== void 0) {
                          let data95 = data92.endpoint;
                          if (typeof data95 === "string") {
                            if (func2(data95) > 300) {
                              const err239 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/google/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/google/properties/endpoint/maxLength", keyword: "maxLength", params: { limit: 300 } };
                              if (vErrors === null) {
                                vErrors = [err239];
                              } else {
                                vErrors.push(err239);
                              }
                              errors++;
                            }
                            if (!pattern53.test(data95)) {
                              const err240 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/google/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/google/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                              if (vErrors === null) {
                                vErrors = [err240];
                              } else {
                                vErrors.push(err240);
                              }
                              errors++;
                            }
                          } else {
                            const err241 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/google/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/google/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err241];
                            } else {
                              vErrors.push(err241);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err242 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/google", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/google/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err242];
                        } else {
                          vErrors.push(err242);
                        }
                        errors++;
                      }
                    }
                    if (data90.azure !== void 0) {
                      let data96 = data90.azure;
                      if (data96 && typeof data96 == "object" && !Array.isArray(data96)) {
                        if (data96.application === void 0) {
                          const err243 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/azure", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/azure/required", keyword: "required", params: { missingProperty: "application" } };
                          if (vErrors === null) {
                            vErrors = [err243];
                          } else {
                            vErrors.push(err243);
                          }
                          errors++;
                        }
                        for (const key18 in data96) {
                          if (!(key18 === "application" || key18 === "clientId" || key18 === "endpoint")) {
                            const err244 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/azure", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/azure/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key18 } };
                            if (vErrors === null) {
                              vErrors = [err244];
                            } else {
                              vErrors.push(err244);
                            }
                            errors++;
                          }
                        }
                        if (data96.application !== void 0) {
                          let data97 = data96.application;
                          if (typeof data97 === "string") {
                            if (!pattern65.test(data97)) {
                              const err245 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/azure/application", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/azure/properties/application/pattern", keyword: "pattern", params: { pattern: "^(api|https)://[!-~]{1,250}$" } };
                              if (vErrors === null) {
                                vErrors = [err245];
                              } else {
                                vErrors.push(err245);
                              }
                              errors++;
                            }
                          } else {
                            const err246 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/azure/application", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/azure/properties/application/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err246];
                            } else {
                              vErrors.push(err246);
                            }
                            errors++;
                          }
                        }
                        if (data96.clientId !== void 0) {
                          let data98 = data96.clientId;
                          if (typeof data98 === "string") {
                            if (!pattern23.test(data98)) {
                              const err247 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/azure/clientId", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/azure/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                              if (vErrors === null) {
                                vErrors = [err247];
                              } else {
                                vErrors.push(err247);
                              }
                              errors++;
                            }
                          } else {
                            const err248 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/azure/clientId", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/azure/properties/clientId/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err248];
                            } else {
                              vErrors.push(err248);
                            }
                            errors++;
                          }
                        }
                        if (data96.endpoint !== void 0) {
                          let data99 = data96.endpoint;
                          if (typeof data99 === "string") {
                            if (func2(data99) > 300) {
                              const err249 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/azure/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/azure/properties/endpoint/maxLength", keyword: "maxLength", params: { limit: 300 } };
                              if (vErrors === null) {
                                vErrors = [err249];
                              } else {
                                vErrors.push(err249);
                              }
                              errors++;
                            }
                            if (!pattern53.test(data99)) {
                              const err250 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/azure/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/azure/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                              if (vErrors === null) {
                                vErrors = [err250];
                              } else {
                                vErrors.push(err250);
                              }
                              errors++;
                            }
                          } else {
                            const err251 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/azure/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/azure/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err251];
                            } else {
                              vErrors.push(err251);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err252 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/azure", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/azure/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err252];
                        } else {
                          vErrors.push(err252);
                        }
                        errors++;
                      }
                    }
                    if (data90.aws !== void 0) {
                      let data100 = data90.aws;
                      if (data100 && typeof data100 == "object" && !Array.isArray(data100)) {
                        if (data100.audience === void 0) {
                          const err253 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/required", keyword: "required", params: { missingProperty: "audience" } };
                          if (vErrors === null) {
                            vErrors = [err253];
                          } else {
                            vErrors.push(err253);
                          }
                          errors++;
                        }
                        if (data100.region === void 0) {
                          const err254 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/required", keyword: "required", params: { missingProperty: "region" } };
                          if (vErrors === null) {
                            vErrors = [err254];
                          } else {
                            vErrors.push(err254);
                          }
                          errors++;
                        }
                        for (const key19 in data100) {
                          if (!(key19 === "audience" || key19 === "region" || key19 === "signingAlgorithm" || key19 === "lifetime" || key19 === "profile" || key19 === "endpoint")) {
                            const err255 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key19 } };
                            if (vErrors === null) {
                              vErrors = [err255];
                            } else {
                              vErrors.push(err255);
                            }
                            errors++;
                          }
                        }
                        if (data100.audience !== void 0) {
                          let data101 = data100.audience;
                          if (typeof data101 === "string") {
                            if (!pattern60.test(data101)) {
                              const err256 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws/audience", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/properties/audience/pattern", keyword: "pattern", params: { pattern: "^([!-)+-~]|[!-~]{2,300})$" } };
                              if (vErrors === null) {
                                vErrors = [err256];
                              } else {
                                vErrors.push(err256);
                              }
                              errors++;
                            }
                          } else {
                            const err257 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws/audience", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/properties/audience/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err257];
                            } else {
                              vErrors.push(err257);
                            }
                            errors++;
                          }
                        }
                        if (data100.region !== void 0) {
                          let data102 = data100.region;
                          if (typeof data102 === "string") {
                            if (!pattern19.test(data102)) {
                              const err258 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws/region", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/properties/region/pattern", keyword: "pattern", params: { pattern: "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" } };
                              if (vErrors === null) {
                                vErrors = [err258];
                              } else {
                                vErrors.push(err258);
                              }
                              errors++;
                            }
                          } else {
                            const err259 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws/region", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/properties/region/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err259];
                            } else {
                              vErrors.push(err259);
                            }
                            errors++;
                          }
                        }
                        if (data100.signingAlgorithm !== void 0) {
                          let data103 = data100.signingAlgorithm;
                          if (!(data103 === "RS256" || data103 === "ES384")) {
                            const err260 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws/signingAlgorithm", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/properties/signingAlgorithm/enum", keyword: "enum", params: { allowedValues: schema31.properties.rules.items.properties.exchange.properties.subject.properties.aws.properties.signingAlgorithm.enum } };
                            if (vErrors === null) {
                              vErrors = [err260];
                            } else {
                              vErrors.push(err260);
                            }
                            errors++;
                          }
                        }
                        if (data100.lifetime !== void 0) {
                          let data104 = data100.lifetime;
                          if (typeof data104 === "string") {
                            if (!pattern4.test(data104)) {
                              const err261 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws/lifetime", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/properties/lifetime/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
                              if (vErrors === null) {
                                vErrors = [err261];
                              } else {
                                vErrors.push(err261);
                              }
                              errors++;
                            }
                          } else {
                            const err262 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws/lifetime", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/properties/lifetime/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err262];
                            } else {
                              vErrors.push(err262);
                            }
                            errors++;
                          }
                        }
                        if (data100.profile !== void 0) {
                          let data105 = data100.profile;
                          if (typeof data105 === "string") {
                            if (!pattern13.test(data105)) {
                              const err263 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws/profile", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/properties/profile/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" } };
                              if (vErrors === null) {
                                vErrors = [err263];
                              } else {
                                vErrors.push(err263);
                              }
                              errors++;
                            }
                          } else {
                            const err264 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws/profile", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/properties/profile/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err264];
                            } else {
                              vErrors.push(err264);
                            }
                            errors++;
                          }
                        }
                        if (data100.endpoint !== void 0) {
                          let data106 = data100.endpoint;
                          if (typeof data106 === "string") {
                            if (!pattern20.test(data106)) {
                              const err265 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                              if (vErrors === null) {
                                vErrors = [err265];
                              } else {
                                vErrors.push(err265);
                              }
                              errors++;
                            }
                          } else {
                            const err266 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err266];
                            } else {
                              vErrors.push(err266);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err267 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject/aws", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/properties/aws/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err267];
                        } else {
                          vErrors.push(err267);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err268 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subject", schemaPath: "#/properties/rules/items/properties/exchange/properties/subject/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err268];
                    } else {
                      vErrors.push(err268);
                    }
                    errors++;
                  }
                }
                if (data87.tokenEndpoint !== void 0) {
                  let data107 = data87.tokenEndpoint;
                  if (typeof data107 === "string") {
                    if (!pattern20.test(data107)) {
                      const err269 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/tokenEndpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/tokenEndpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                      if (vErrors === null) {
                        vErrors = [err269];
                      } else {
                        vErrors.push(err269);
                      }
                      errors++;
                    }
                  } else {
                    const err270 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/tokenEndpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/tokenEndpoint/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err270];
                    } else {
                      vErrors.push(err270);
                    }
                    errors++;
                  }
                }
                if (data87.encoding !== void 0) {
                  let data108 = data87.encoding;
                  if (!(data108 === "form" || data108 === "json")) {
                    const err271 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/encoding", schemaPath: "#/properties/rules/items/properties/exchange/properties/encoding/enum", keyword: "enum", params: { allowedValues: schema31.properties.rules.items.properties.exchange.properties.encoding.enum } };
                    if (vErrors === null) {
                      vErrors = [err271];
                    } else {
                      vErrors.push(err271);
                    }
                    errors++;
                  }
                }
                if (data87.audience !== void 0) {
                  let data109 = data87.audience;
                  if (typeof data109 !== "string" && !Array.isArray(data109)) {
                    const err272 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/audience", schemaPath: "#/properties/rules/items/properties/exchange/properties/audience/type", keyword: "type", params: { type: schema31.properties.rules.items.properties.exchange.properties.audience.type } };
                    if (vErrors === null) {
                      vErrors = [err272];
                    } else {
                      vErrors.push(err272);
                    }
                    errors++;
                  }
                  if (typeof data109 === "string") {
                    if (!pattern74.test(data109)) {
                      const err273 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/audience", schemaPath: "#/properties/rules/items/properties/exchange/properties/audience/pattern", keyword: "pattern", params: { pattern: "^[!-~]{1,500}$" } };
                      if (vErrors === null) {
                        vErrors = [err273];
                      } else {
                        vErrors.push(err273);
                      }
                      errors++;
                    }
                  }
                  if (Array.isArray(data109)) {
                    if (data109.length < 1) {
                      const err274 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/audience", schemaPath: "#/properties/rules/items/properties/exchange/properties/audience/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err274];
                      } else {
                        vErrors.push(err274);
                      }
                      errors++;
                    }
                    const len8 = data109.length;
                    for (let i8 = 0; i8 < len8; i8++) {
                      let data110 = data109[i8];
                      if (typeof data110 === "string") {
                        if (!pattern74.test(data110)) {
                          const err275 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/audience/" + i8, schemaPath: "#/properties/rules/items/properties/exchange/properties/audience/items/pattern", keyword: "pattern", params: { pattern: "^[!-~]{1,500}$" } };
                          if (vErrors === null) {
                            vErrors = [err275];
                          } else {
                            vErrors.push(err275);
                          }
                          errors++;
                        }
                      } else {
                        const err276 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/audience/" + i8, schemaPath: "#/properties/rules/items/properties/exchange/properties/audience/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err276];
                        } else {
                          vErrors.push(err276);
                        }
                        errors++;
                      }
                    }
                  }
                }
                if (data87.resource !== void 0) {
                  let data111 = data87.resource;
                  if (typeof data111 !== "string" && !Array.isArray(data111)) {
                    const err277 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/resource", schemaPath: "#/properties/rules/items/properties/exchange/properties/resource/type", keyword: "type", params: { type: schema31.properties.rules.items.properties.exchange.properties.resource.type } };
                    if (vErrors === null) {
                      vErrors = [err277];
                    } else {
                      vErrors.push(err277);
                    }
                    errors++;
                  }
                  if (typeof data111 === "string") {
                    if (!pattern76.test(data111)) {
                      const err278 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/resource", schemaPath: "#/properties/rules/items/properties/exchange/properties/resource/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,500}$" } };
                      if (vErrors === null) {
                        vErrors = [err278];
                      } else {
                        vErrors.push(err278);
                      }
                      errors++;
                    }
                  }
                  if (Array.isArray(data111)) {
                    if (data111.length < 1) {
                      const err279 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/resource", schemaPath: "#/properties/rules/items/properties/exchange/properties/resource/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err279];
                      } else {
                        vErrors.push(err279);
                      }
                      errors++;
                    }
                    const len9 = data111.length;
                    for (let i9 = 0; i9 < len9; i9++) {
                      let data112 = data111[i9];
                      if (typeof data112 === "string") {
                        if (!pattern76.test(data112)) {
                          const err280 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/resource/" + i9, schemaPath: "#/properties/rules/items/properties/exchange/properties/resource/items/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,500}$" } };
                          if (vErrors === null) {
                            vErrors = [err280];
                          } else {
                            vErrors.push(err280);
                          }
                          errors++;
                        }
                      } else {
                        const err281 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/resource/" + i9, schemaPath: "#/properties/rules/items/properties/exchange/properties/resource/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err281];
                        } else {
                          vErrors.push(err281);
                        }
                        errors++;
                      }
                    }
                  }
                }
                if (data87.scope !== void 0) {
                  let data113 = data87.scope;
                  if (typeof data113 === "string") {
                    if (func2(data113) > 1e3) {
                      const err282 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/scope", schemaPath: "#/properties/rules/items/properties/exchange/properties/scope/maxLength", keyword: "maxLength", params: { limit: 1e3 } };
                      if (vErrors === null) {
                        vErrors = [err282];
                      } else {
                        vErrors.push(err282);
                      }
                      errors++;
                    }
                    if (!pattern78.test(data113)) {
                      const err283 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/scope", schemaPath: "#/properties/rules/items/properties/exchange/properties/scope/pattern", keyword: "pattern", params: { pattern: "^[!-~]+( [!-~]+)*$" } };
                      if (vErrors === null) {
                        vErrors = [err283];
                      } else {
                        vErrors.push(err283);
                      }
                      errors++;
                    }
                  } else {
                    const err284 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/scope", schemaPath: "#/properties/rules/items/properties/exchange/properties/scope/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err284];
                    } else {
                      vErrors.push(err284);
                    }
                    errors++;
                  }
                }
                if (data87.subjectTokenType !== void 0) {
                  let data114 = data87.subjectTokenType;
                  if (typeof data114 === "string") {
                    if (!pattern79.test(data114)) {
                      const err285 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subjectTokenType", schemaPath: "#/properties/rules/items/properties/exchange/properties/subjectTokenType/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,300}$" } };
                      if (vErrors === null) {
                        vErrors = [err285];
                      } else {
                        vErrors.push(err285);
                      }
                      errors++;
                    }
                  } else {
                    const err286 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/subjectTokenType", schemaPath: "#/properties/rules/items/properties/exchange/properties/subjectTokenType/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err286];
                    } else {
                      vErrors.push(err286);
                    }
                    errors++;
                  }
                }
                if (data87.requestedTokenType !== void 0) {
                  let data115 = data87.requestedTokenType;
                  if (typeof data115 === "string") {
                    if (!pattern79.test(data115)) {
                      const err287 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/requestedTokenType", schemaPath: "#/properties/rules/items/properties/exchange/properties/requestedTokenType/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,300}$" } };
                      if (vErrors === null) {
                        vErrors = [err287];
                      } else {
                        vErrors.push(err287);
                      }
                      errors++;
                    }
                  } else {
                    const err288 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/requestedTokenType", schemaPath: "#/properties/rules/items/properties/exchange/properties/requestedTokenType/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err288];
                    } else {
                      vErrors.push(err288);
                    }
                    errors++;
                  }
                }
                if (data87.clientId !== void 0) {
                  let data116 = data87.clientId;
                  if (typeof data116 === "string") {
                    if (!pattern81.test(data116)) {
                      const err289 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/clientId", schemaPath: "#/properties/rules/items/properties/exchange/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[!-~]{1,300}$" } };
                      if (vErrors === null) {
                        vErrors = [err289];
                      } else {
                        vErrors.push(err289);
                      }
                      errors++;
                    }
                  } else {
                    const err290 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/clientId", schemaPath: "#/properties/rules/items/properties/exchange/properties/clientId/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err290];
                    } else {
                      vErrors.push(err290);
                    }
                    errors++;
                  }
                }
                if (data87.clientSecretFile !== void 0) {
                  let data117 = data87.clientSecretFile;
                  if (typeof data117 === "string") {
                    if (!pattern5.test(data117)) {
                      const err291 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/clientSecretFile", schemaPath: "#/properties/rules/items/properties/exchange/properties/clientSecretFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err291];
                      } else {
                        vErrors.push(err291);
                      }
                      errors++;
                    }
                  } else {
                    const err292 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/clientSecretFile", schemaPath: "#/properties/rules/items/properties/exchange/properties/clientSecretFile/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err292];
                    } else {
                      vErrors.push(err292);
                    }
                    errors++;
                  }
                }
                if (data87.clientAuthentication !== void 0) {
                  let data118 = data87.clientAuthentication;
                  if (!(data118 === "basic" || data118 === "post")) {
                    const err293 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/clientAuthentication", schemaPath: "#/properties/rules/items/properties/exchange/properties/clientAuthentication/enum", keyword: "enum", params: { allowedValues: schema31.properties.rules.items.properties.exchange.properties.clientAuthentication.enum } };
                    if (vErrors === null) {
                      vErrors = [err293];
                    } else {
                      vErrors.push(err293);
                    }
                    errors++;
                  }
                }
                if (data87.extraFields !== void 0) {
                  let data119 = data87.extraFields;
                  if (Array.isArray(data119)) {
                    if (data119.length < 1) {
                      const err294 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/extraFields", schemaPath: "#/properties/rules/items/properties/exchange/properties/extraFields/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err294];
                      } else {
                        vErrors.push(err294);
                      }
                      errors++;
                    }
                    const len10 = data119.length;
                    for (let i10 = 0; i10 < len10; i10++) {
                      let data120 = data119[i10];
                      if (data120 && typeof data120 == "object" && !Array.isArray(data120)) {
                        if (data120.name === void 0) {
                          const err295 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/extraFields/" + i10, schemaPath: "#/properties/rules/items/properties/exchange/properties/extraFields/items/required", keyword: "required", params: { missingProperty: "name" } };
                          if (vErrors === null) {
                            vErrors = [err295];
                          } else {
                            vErrors.push(err295);
                          }
                          errors++;
                        }
                        if (data120.value === void 0) {
                          const err296 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/extraFields/" + i10, schemaPath: "#/properties/rules/items/properties/exchange/properties/extraFields/items/required", keyword: "required", params: { missingProperty: "value" } };
                          if (vErrors === null) {
                            vErrors = [err296];
                          } else {
                            vErrors.push(err296);
                          }
                          errors++;
                        }
                        for (const key20 in data120) {
                          if (!(key20 === "name" || key20 === "value")) {
                            const err297 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/extraFields/" + i10, schemaPath: "#/properties/rules/items/properties/exchange/properties/extraFields/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key20 } };
                            if (vErrors === null) {
                              vErrors = [err297];
                            } else {
                              vErrors.push(err297);
                            }
                            errors++;
                          }
                        }
                        if (data120.name !== void 0) {
                          let data121 = data120.name;
                          if (typeof data121 === "string") {
                            if (!pattern83.test(data121)) {
                              const err298 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/extraFields/" + i10 + "/name", schemaPath: "#/properties/rules/items/properties/exchange/properties/extraFields/items/properties/name/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_.-]{1,100}$" } };
                              if (vErrors === null) {
                                vErrors = [err298];
                              } else {
                                vErrors.push(err298);
                              }
                              errors++;
                            }
                          } else {
                            const err299 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/extraFields/" + i10 + "/name", schemaPath: "#/properties/rules/items/properties/exchange/properties/extraFields/items/properties/name/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err299];
                            } else {
                              vErrors.push(err299);
                            }
                            errors++;
                          }
                        }
                        if (data120.value !== void 0) {
                          let data122 = data120.value;
                          if (typeof data122 === "string") {
                            if (!pattern84.test(data122)) {
                              const err300 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/extraFields/" + i10 + "/value", schemaPath: "#/properties/rules/items/properties/exchange/properties/extraFields/items/properties/value/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]{0,1000}$" } };
                              if (vErrors === null) {
                                vErrors = [err300];
                              } else {
                                vErrors.push(err300);
                              }
                              errors++;
                            }
                          } else {
                            const err301 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/extraFields/" + i10 + "/value", schemaPath: "#/properties/rules/items/properties/exchange/properties/extraFields/items/properties/value/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err301];
                            } else {
                              vErrors.push(err301);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err302 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/extraFields/" + i10, schemaPath: "#/properties/rules/items/properties/exchange/properties/extraFields/items/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err302];
                        } else {
                          vErrors.push(err302);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err303 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/extraFields", schemaPath: "#/properties/rules/items/properties/exchange/properties/extraFields/type", keyword: "type", params: { type: "array" } };
                    if (vErrors === null) {
                      vErrors = [err303];
                    } else {
                      vErrors.push(err303);
                    }
                    errors++;
                  }
                }
                if (data87.response !== void 0) {
                  let data123 = data87.response;
                  const _errs293 = errors;
                  let valid49 = false;
                  let passing5 = null;
                  const _errs294 = errors;
                  if (data123 && typeof data123 == "object" && !Array.isArray(data123)) {
                    if (data123.username === void 0) {
                      const err304 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/oneOf/0/required", keyword: "required", params: { missingProperty: "username" } };
                      if (vErrors === null) {
                        vErrors = [err304];
                      } else {
                        vErrors.push(err304);
                      }
                      errors++;
                    }
                  }
                  var _valid6 = _errs294 === errors;
                  if (_valid6) {
                    valid49 = true;
                    passing5 = 0;
                  }
                  const _errs295 = errors;
                  if (data123 && typeof data123 == "object" && !Array.isArray(data123)) {
                    if (data123.usernameField === void 0) {
                      const err305 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/oneOf/1/required", keyword: "required", params: { missingProperty: "usernameField" } };
                      if (vErrors === null) {
                        vErrors = [err305];
                      } else {
                        vErrors.push(err305);
                      }
                      errors++;
                    }
                  }
                  var _valid6 = _errs295 === errors;
                  if (_valid6 && valid49) {
                    valid49 = false;
                    passing5 = [passing5, 1];
                  } else {
                    if (_valid6) {
                      valid49 = true;
                      passing5 = 1;
                    }
                    const _errs296 = errors;
                    if (data123 && typeof data123 == "object" && !Array.isArray(data123)) {
                      if (data123.usernameClaim === void 0) {
                        const err306 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/oneOf/2/required", keyword: "required", params: { missingProperty: "usernameClaim" } };
                        if (vErrors === null) {
                          vErrors = [err306];
                        } else {
                          vErrors.push(err306);
                        }
                        errors++;
                      }
                    }
                    var _valid6 = _errs296 === errors;
                    if (_valid6 && valid49) {
                      valid49 = false;
                      passing5 = [passing5, 2];
                    } else {
                      if (_valid6) {
                        valid49 = true;
                        passing5 = 2;
                      }
                    }
                  }
                  if (!valid49) {
                    const err307 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/oneOf", keyword: "oneOf", params: { passingSchemas: passing5 } };
                    if (vErrors === null) {
                      vErrors = [err307];
                    } else {
                      vErrors.push(err307);
                    }
                    errors++;
                  } else {
                    errors = _errs293;
                    if (vErrors !== null) {
                      if (_errs293) {
                        vErrors.length = _errs293;
                      } else {
                        vErrors = null;
                      }
                    }
                  }
                  if (data123 && typeof data123 == "object" && !Array.isArray(data123)) {
                    for (const key21 in data123) {
                      if (!(key21 === "username" || key21 === "usernameField" || key21 === "usernameClaim" || key21 === "passwordField" || key21 === "lifetimeField" || key21 === "lifetimeClaim" || key21 === "lifetime")) {
                        const err308 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key21 } };
                        if (vErrors === null) {
                          vErrors = [err308];
                        } else {
                          vErrors.push(err308);
                        }
                        errors++;
                      }
                    }
                    if (data123.username !== void 0) {
                      let data124 = data123.username;
                      if (typeof data124 === "string") {
                        if (!pattern57.test(data124)) {
                          const err309 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/username", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/username/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f:]+$" } };
                          if (vErrors === null) {
                            vErrors = [err309];
                          } else {
                            vErrors.push(err309);
                          }
                          errors++;
                        }
                      } else {
                        const err310 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/username", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/username/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err310];
                        } else {
                          vErrors.push(err310);
                        }
                        errors++;
                      }
                    }
                    if (data123.usernameField !== void 0) {
                      let data125 = data123.usernameField;
                      if (typeof data125 === "string") {
                        if (!pattern86.test(data125)) {
                          const err311 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/usernameField", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/usernameField/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$" } };
                          if (vErrors === null) {
                            vErrors = [err311];
                          } else {
                            vErrors.push(err311);
                          }
                          errors++;
                        }
                      } else {
                        const err312 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/usernameField", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/usernameField/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err312];
                        } else {
                          vErrors.push(err312);
                        }
                        errors++;
                      }
                    }
                    if (data123.usernameClaim !== void 0) {
                      let data126 = data123.usernameClaim;
                      if (typeof data126 === "string") {
                        if (!pattern86.test(data126)) {
                          const err313 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/usernameClaim", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/usernameClaim/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$" } };
                          if (vErrors === null) {
                            vErrors = [err313];
                          } else {
                            vErrors.push(err313);
                          }
                          errors++;
                        }
                      } else {
                        const err314 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/usernameClaim", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/usernameClaim/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err314];
                        } else {
                          vErrors.push(err314);
                        }
                        errors++;
                      }
                    }
                    if (data123.passwordField !== void 0) {
                      let data127 = data123.passwordField;
                      if (typeof data127 === "string") {
                        if (!pattern86.test(data127)) {
                          const err315 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/passwordField", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/passwordField/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$" } };
                          if (vErrors === null) {
                            vErrors = [err315];
                          } else {
                            vErrors.push(err315);
                          }
                          errors++;
                        }
                      } else {
                        const err316 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/passwordField", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/passwordField/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err316];
                        } else {
                          vErrors.push(err316);
                        }
                        errors++;
                      }
                    }
                    if (data123.lifetimeField !== void 0) {
                      let data128 = data123.lifetimeField;
                      if (typeof data128 === "string") {
                        if (!pattern86.test(data128)) {
                          const err317 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/lifetimeField", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/lifetimeField/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$" } };
                          if (vErrors === null) {
                            vErrors = [err317];
                          } else {
                            vErrors.push(err317);
                          }
                          errors++;
                        }
                      } else {
                        const err318 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/lifetimeField", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/lifetimeField/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err318];
                        } else {
                          vErrors.push(err318);
                        }
                        errors++;
                      }
                    }
                    if (data123.lifetimeClaim !== void 0) {
                      let data129 = data123.lifetimeClaim;
                      if (typeof data129 === "string") {
                        if (!pattern86.test(data129)) {
                          const err319 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/lifetimeClaim", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/lifetimeClaim/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$" } };
                          if (vErrors === null) {
                            vErrors = [err319];
                          } else {
                            vErrors.push(err319);
                          }
                          errors++;
                        }
                      } else {
                        const err320 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/lifetimeClaim", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/lifetimeClaim/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err320];
                        } else {
                          vErrors.push(err320);
                        }
                        errors++;
                      }
                    }
                    if (data123.lifetime !== void 0) {
                      let data130 = data123.lifetime;
                      if (typeof data130 === "string") {
                        if (!pattern4.test(data130)) {
                          const err321 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/lifetime", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/lifetime/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
                          if (vErrors === null) {
                            vErrors = [err321];
                          } else {
                            vErrors.push(err321);
                          }
                          errors++;
                        }
                      } else {
                        const err322 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response/lifetime", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/properties/lifetime/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err322];
                        } else {
                          vErrors.push(err322);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err323 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/response", schemaPath: "#/properties/rules/items/properties/exchange/properties/response/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err323];
                    } else {
                      vErrors.push(err323);
                    }
                    errors++;
                  }
                }
                if (data87.jfrog !== void 0) {
                  let data131 = data87.jfrog;
                  if (data131 && typeof data131 == "object" && !Array.isArray(data131)) {
                    for (const key22 in data131) {
                      if (!(key22 === "endpoint" || key22 === "provider" || key22 === "allowedProviders" || key22 === "identityMapping" || key22 === "projectKey" || key22 === "applicationKey" || key22 === "audience")) {
                        const err324 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key22 } };
                        if (vErrors === null) {
                          vErrors = [err324];
                        } else {
                          vErrors.push(err324);
                        }
                        errors++;
                      }
                    }
                    if (data131.endpoint !== void 0) {
                      let data132 = data131.endpoint;
                      if (typeof data132 === "string") {
                        if (!pattern20.test(data132)) {
                          const err325 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err325];
                          } else {
                            vErrors.push(err325);
                          }
                          errors++;
                        }
                      } else {
                        const err326 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err326];
                        } else {
                          vErrors.push(err326);
                        }
                        errors++;
                      }
                    }
                    if (data131.provider !== void 0) {
                      let data133 = data131.provider;
                      if (typeof data133 === "string") {
                        if (!pattern93.test(data133)) {
                          const err327 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/provider", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/provider/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$" } };
                          if (vErrors === null) {
                            vErrors = [err327];
                          } else {
                            vErrors.push(err327);
                          }
                          errors++;
                        }
                      } else {
                        const err328 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/provider", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/provider/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err328];
                        } else {
                          vErrors.push(err328);
                        }
                        errors++;
                      }
                    }
                    if (data131.allowedProviders !== void 0) {
                      let data134 = data131.allowedProviders;
                      if (Array.isArray(data134)) {
                        if (data134.length < 1) {
                          const err329 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/allowedProviders", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/allowedProviders/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err329];
                          } else {
                            vErrors.push(err329);
                          }
                          errors++;
                        }
                        const len11 = data134.length;
                        for (let i11 = 0; i11 < len11; i11++) {
                          let data135 = data134[i11];
                          if (typeof data135 === "string") {
                            if (!pattern94.test(data135)) {
                              const err330 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/allowedProviders/" + i11, schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/allowedProviders/items/pattern", keyword: "pattern", params: { pattern: "^[ -~]{1,300}$" } };
                              if (vErrors === null) {
                                vErrors = [err330];
                              } else {
                                vErrors.push(err330);
                              }
                              errors++;
                            }
                          } else {
                            const err331 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/allowedProviders/" + i11, schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/allowedProviders/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err331];
                            } else {
                              vErrors.push(err331);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err332 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/allowedProviders", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/allowedProviders/type", keyword: "type", params: { type: "array" } };
                        if (vErrors === null) {
                          vErrors = [err332];
                        } else {
                          vErrors.push(err332);
                        }
                        errors++;
                      }
                    }
                    if (data131.identityMapping !== void 0) {
                      let data136 = data131.identityMapping;
                      if (typeof data136 === "string") {
                        if (!pattern93.test(data136)) {
                          const err333 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/identityMapping", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/identityMapping/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$" } };
                          if (vErrors === null) {
                            vErrors = [err333];
                          } else {
                            vErrors.push(err333);
                          }
                          errors++;
                        }
                      } else {
                        const err334 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/identityMapping", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/identityMapping/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err334];
                        } else {
                          vErrors.push(err334);
                        }
                        errors++;
                      }
                    }
                    if (data131.projectKey !== void 0) {
                      let data137 = data131.projectKey;
                      if (typeof data137 === "string") {
                        if (!pattern93.test(data137)) {
                          const err335 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/projectKey", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/projectKey/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$" } };
                          if (vErrors === null) {
                            vErrors = [err335];
                          } else {
                            vErrors.push(err335);
                          }
                          errors++;
                        }
                      } else {
                        const err336 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/projectKey", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/projectKey/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err336];
                        } else {
                          vErrors.push(err336);
                        }
                        errors++;
                      }
                    }
                    if (data131.applicationKey !== void 0) {
                      let data138 = data131.applicationKey;
                      if (typeof data138 === "string") {
                        if (!pattern93.test(data138)) {
                          const err337 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/applicationKey", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/applicationKey/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$" } };
                          if (vErrors === null) {
                            vErrors = [err337];
                          } else {
                            vErrors.push(err337);
                          }
                          errors++;
                        }
                      } else {
                        const err338 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/applicationKey", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/applicationKey/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err338];
                        } else {
                          vErrors.push(err338);
                        }
                        errors++;
                      }
                    }
                    if (data131.audience !== void 0) {
                      let data139 = data131.audience;
                      if (typeof data139 === "string") {
                        if (func2(data139) > 500) {
                          const err339 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/audience", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/audience/maxLength", keyword: "maxLength", params: { limit: 500 } };
                          if (vErrors === null) {
                            vErrors = [err339];
                          } else {
                            vErrors.push(err339);
                          }
                          errors++;
                        }
                        if (!pattern78.test(data139)) {
                          const err340 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/audience", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/audience/pattern", keyword: "pattern", params: { pattern: "^[!-~]+( [!-~]+)*$" } };
                          if (vErrors === null) {
                            vErrors = [err340];
                          } else {
                            vErrors.push(err340);
                          }
                          errors++;
                        }
                      } else {
                        const err341 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog/audience", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/properties/audience/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err341];
                        } else {
                          vErrors.push(err341);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err342 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/jfrog", schemaPath: "#/properties/rules/items/properties/exchange/properties/jfrog/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err342];
                    } else {
                      vErrors.push(err342);
                    }
                    errors++;
                  }
                }
                if (data87.quay !== void 0) {
                  let data140 = data87.quay;
                  if (data140 && typeof data140 == "object" && !Array.isArray(data140)) {
                    for (const key23 in data140) {
                      if (!(key23 === "endpoint" || key23 === "robot" || key23 === "allowedRobots")) {
                        const err343 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/quay", schemaPath: "#/properties/rules/items/properties/exchange/properties/quay/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key23 } };
                        if (vErrors === null) {
                          vErrors = [err343];
                        } else {
                          vErrors.push(err343);
                        }
                        errors++;
                      }
                    }
                    if (data140.endpoint !== void 0) {
                      let data141 = data140.endpoint;
                      if (typeof data141 === "string") {
                        if (!pattern20.test(data141)) {
                          const err344 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/quay/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/quay/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err344];
                          } else {
                            vErrors.push(err344);
                          }
                          errors++;
                        }
                      } else {
                        const err345 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/quay/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/quay/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err345];
                        } else {
                          vErrors.push(err345);
                        }
                        errors++;
                      }
                    }
                    if (data140.robot !== void 0) {
                      let data142 = data140.robot;
                      if (typeof data142 === "string") {
                        if (!pattern100.test(data142)) {
                          const err346 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/quay/robot", schemaPath: "#/properties/rules/items/properties/exchange/properties/quay/properties/robot/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9]([A-Za-z0-9_.-]{0,253}[A-Za-z0-9])?[+][a-z0-9]([a-z0-9_.-]{0,253}[a-z0-9_])?$" } };
                          if (vErrors === null) {
                            vErrors = [err346];
                          } else {
                            vErrors.push(err346);
                          }
                          errors++;
                        }
                      } else {
                        const err347 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/quay/robot", schemaPath: "#/properties/rules/items/properties/exchange/properties/quay/properties/robot/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err347];
                        } else {
                          vErrors.push(err347);
                        }
                        errors++;
                      }
                    }
                    if (data140.allowedRobots !== void 0) {
                      let data143 = data140.allowedRobots;
                      if (Array.isArray(data143)) {
                        if (data143.length < 1) {
                          const err348 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/quay/allowedRobots", schemaPath: "#/properties/rules/items/properties/exchange/properties/quay/properties/allowedRobots/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err348];
                          } else {
                            vErrors.push(err348);
                          }
                          errors++;
                        }
                        const len12 = data143.length;
                        for (let i12 = 0; i12 < len12; i12++) {
                          let data144 = data143[i12];
                          if (typeof data144 === "string") {
                            if (!pattern94.test(data144)) {
                              const err349 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/quay/allowedRobots/" + i12, schemaPath: "#/properties/rules/items/properties/exchange/properties/quay/properties/allowedRobots/items/pattern", keyword: "pattern", params: { pattern: "^[ -~]{1,300}$" } };
                              if (vErrors === null) {
                                vErrors = [err349];
                              } else {
                                vErrors.push(err349);
                              }
                              errors++;
                            }
                          } else {
                            const err350 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/quay/allowedRobots/" + i12, schemaPath: "#/properties/rules/items/properties/exchange/properties/quay/properties/allowedRobots/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err350];
                            } else {
                              vErrors.push(err350);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err351 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/quay/allowedRobots", schemaPath: "#/properties/rules/items/properties/exchange/properties/quay/properties/allowedRobots/type", keyword: "type", params: { type: "array" } };
                        if (vErrors === null) {
                          vErrors = [err351];
                        } else {
                          vErrors.push(err351);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err352 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/quay", schemaPath: "#/properties/rules/items/properties/exchange/properties/quay/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err352];
                    } else {
                      vErrors.push(err352);
                    }
                    errors++;
                  }
                }
                if (data87.cloudsmith !== void 0) {
                  let data145 = data87.cloudsmith;
                  if (data145 && typeof data145 == "object" && !Array.isArray(data145)) {
                    if (data145.organization === void 0) {
                      const err353 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith", schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/required", keyword: "required", params: { missingProperty: "organization" } };
                      if (vErrors === null) {
                        vErrors = [err353];
                      } else {
                        vErrors.push(err353);
                      }
                      errors++;
                    }
                    for (const key24 in data145) {
                      if (!(key24 === "endpoint" || key24 === "organization" || key24 === "service" || key24 === "allowedServices")) {
                        const err354 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith", schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key24 } };
                        if (vErrors === null) {
                          vErrors = [err354];
                        } else {
                          vErrors.push(err354);
                        }
                        errors++;
                      }
                    }
                    if (data145.endpoint !== void 0) {
                      let data146 = data145.endpoint;
                      if (typeof data146 === "string") {
                        if (!pattern20.test(data146)) {
                          const err355 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err355];
                          } else {
                            vErrors.push(err355);
                          }
                          errors++;
                        }
                      } else {
                        const err356 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err356];
                        } else {
                          vErrors.push(err356);
                        }
                        errors++;
                      }
                    }
                    if (data145.organization !== void 0) {
                      let data147 = data145.organization;
                      if (typeof data147 === "string") {
                        if (!pattern103.test(data147)) {
                          const err357 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith/organization", schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/properties/organization/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{1,100}$" } };
                          if (vErrors === null) {
                            vErrors = [err357];
                          } else {
                            vErrors.push(err357);
                          }
                          errors++;
                        }
                      } else {
                        const err358 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith/organization", schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/properties/organization/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err358];
                        } else {
                          vErrors.push(err358);
                        }
                        errors++;
                      }
                    }
                    if (data145.service !== void 0) {
                      let data148 = data145.service;
                      if (typeof data148 === "string") {
                        if (!pattern103.test(data148)) {
                          const err359 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith/service", schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/properties/service/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{1,100}$" } };
                          if (vErrors === null) {
                            vErrors = [err359];
                          } else {
                            vErrors.push(err359);
                          }
                          errors++;
                        }
                      } else {
                        const err360 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith/service", schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/properties/service/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err360];
                        } else {
                          vErrors.push(err360);
                        }
                        errors++;
                      }
                    }
                    if (data145.allowedServices !== void 0) {
                      let data149 = data145.allowedServices;
                      if (Array.isArray(data149)) {
                        if (data149.length < 1) {
                          const err361 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith/allowedServices", schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/properties/allowedServices/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err361];
                          } else {
                            vErrors.push(err361);
                          }
                          errors++;
                        }
                        const len13 = data149.length;
                        for (let i13 = 0; i13 < len13; i13++) {
                          let data150 = data149[i13];
                          if (typeof data150 === "string") {
                            if (!pattern94.test(data150)) {
                              const err362 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith/allowedServices/" + i13, schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/properties/allowedServices/items/pattern", keyword: "pattern", params: { pattern: "^[ -~]{1,300}$" } };
                              if (vErrors === null) {
                                vErrors = [err362];
                              } else {
                                vErrors.push(err362);
                              }
                              errors++;
                            }
                          } else {
                            const err363 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith/allowedServices/" + i13, schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/properties/allowedServices/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err363];
                            } else {
                              vErrors.push(err363);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err364 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith/allowedServices", schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/properties/allowedServices/type", keyword: "type", params: { type: "array" } };
                        if (vErrors === null) {
                          vErrors = [err364];
                        } else {
                          vErrors.push(err364);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err365 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/cloudsmith", schemaPath: "#/properties/rules/items/properties/exchange/properties/cloudsmith/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err365];
                    } else {
                      vErrors.push(err365);
                    }
                    errors++;
                  }
                }
                if (data87.chainguard !== void 0) {
                  let data151 = data87.chainguard;
                  if (data151 && typeof data151 == "object" && !Array.isArray(data151)) {
                    for (const key25 in data151) {
                      if (!(key25 === "endpoint" || key25 === "identity" || key25 === "allowedIdentities")) {
                        const err366 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/chainguard", schemaPath: "#/properties/rules/items/properties/exchange/properties/chainguard/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key25 } };
                        if (vErrors === null) {
                          vErrors = [err366];
                        } else {
                          vErrors.push(err366);
                        }
                        errors++;
                      }
                    }
                    if (data151.endpoint !== void 0) {
                      let data152 = data151.endpoint;
                      if (typeof data152 === "string") {
                        if (!pattern20.test(data152)) {
                          const err367 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/chainguard/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/chainguard/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err367];
                          } else {
                            vErrors.push(err367);
                          }
                          errors++;
                        }
                      } else {
                        const err368 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/chainguard/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/chainguard/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err368];
                        } else {
                          vErrors.push(err368);
                        }
                        errors++;
                      }
                    }
                    if (data151.identity !== void 0) {
                      let data153 = data151.identity;
                      if (typeof data153 === "string") {
                        if (!pattern107.test(data153)) {
                          const err369 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/chainguard/identity", schemaPath: "#/properties/rules/items/properties/exchange/properties/chainguard/properties/identity/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{16,64}(/[0-9a-f]{16,64}){0,10}$" } };
                          if (vErrors === null) {
                            vErrors = [err369];
                          } else {
                            vErrors.push(err369);
                          }
                          errors++;
                        }
                      } else {
                        const err370 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/chainguard/identity", schemaPath: "#/properties/rules/items/properties/exchange/properties/chainguard/properties/identity/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err370];
                        } else {
                          vErrors.push(err370);
                        }
                        errors++;
                      }
                    }
                    if (data151.allowedIdentities !== void 0) {
                      let data154 = data151.allowedIdentities;
                      if (Array.isArray(data154)) {
                        if (data154.length < 1) {
                          const err371 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/chainguard/allowedIdentities", schemaPath: "#/properties/rules/items/properties/exchange/properties/chainguard/properties/allowedIdentities/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err371];
                          } else {
                            vErrors.push(err371);
                          }
                          errors++;
                        }
                        const len14 = data154.length;
                        for (let i14 = 0; i14 < len14; i14++) {
                          let data155 = data154[i14];
                          if (typeof data155 === "string") {
                            if (!pattern94.test(data155)) {
                              const err372 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/chainguard/allowedIdentities/" + i14, schemaPath: "#/properties/rules/items/properties/exchange/properties/chainguard/properties/allowedIdentities/items/pattern", keyword: "pattern", params: { pattern: "^[ -~]{1,300}$" } };
                              if (vErrors === null) {
                                vErrors = [err372];
                              } else {
                                vErrors.push(err372);
                              }
                              errors++;
                            }
                          } else {
                            const err373 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/chainguard/allowedIdentities/" + i14, schemaPath: "#/properties/rules/items/properties/exchange/properties/chainguard/properties/allowedIdentities/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err373];
                            } else {
                              vErrors.push(err373);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err374 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/chainguard/allowedIdentities", schemaPath: "#/properties/rules/items/properties/exchange/properties/chainguard/properties/allowedIdentities/type", keyword: "type", params: { type: "array" } };
                        if (vErrors === null) {
                          vErrors = [err374];
                        } else {
                          vErrors.push(err374);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err375 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/chainguard", schemaPath: "#/properties/rules/items/properties/exchange/properties/chainguard/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err375];
                    } else {
                      vErrors.push(err375);
                    }
                    errors++;
                  }
                }
                if (data87.artifactKeeper !== void 0) {
                  let data156 = data87.artifactKeeper;
                  if (data156 && typeof data156 == "object" && !Array.isArray(data156)) {
                    for (const key26 in data156) {
                      if (!(key26 === "endpoint" || key26 === "provider" || key26 === "allowedProviders")) {
                        const err376 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/artifactKeeper", schemaPath: "#/properties/rules/items/properties/exchange/properties/artifactKeeper/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key26 } };
                        if (vErrors === null) {
                          vErrors = [err376];
                        } else {
                          vErrors.push(err376);
                        }
                        errors++;
                      }
                    }
                    if (data156.endpoint !== void 0) {
                      let data157 = data156.endpoint;
                      if (typeof data157 === "string") {
                        if (!pattern20.test(data157)) {
                          const err377 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/artifactKeeper/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/artifactKeeper/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err377];
                          } else {
                            vErrors.push(err377);
                          }
                          errors++;
                        }
                      } else {
                        const err378 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/artifactKeeper/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/artifactKeeper/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err378];
                        } else {
                          vErrors.push(err378);
                        }
                        errors++;
                      }
                    }
                    if (data156.provider !== void 0) {
                      let data158 = data156.provider;
                      if (typeof data158 === "string") {
                        if (!pattern23.test(data158)) {
                          const err379 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/artifactKeeper/provider", schemaPath: "#/properties/rules/items/properties/exchange/properties/artifactKeeper/properties/provider/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err379];
                          } else {
                            vErrors.push(err379);
                          }
                          errors++;
                        }
                      } else {
                        const err380 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/artifactKeeper/provider", schemaPath: "#/properties/rules/items/properties/exchange/properties/artifactKeeper/properties/provider/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err380];
                        } else {
                          vErrors.push(err380);
                        }
                        errors++;
                      }
                    }
                    if (data156.allowedProviders !== void 0) {
                      let data159 = data156.allowedProviders;
                      if (Array.isArray(data159)) {
                        if (data159.length < 1) {
                          const err381 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/artifactKeeper/allowedProviders", schemaPath: "#/properties/rules/items/properties/exchange/properties/artifactKeeper/properties/allowedProviders/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err381];
                          } else {
                            vErrors.push(err381);
                          }
                          errors++;
                        }
                        const len15 = data159.length;
                        for (let i15 = 0; i15 < len15; i15++) {
                          let data160 = data159[i15];
                          if (typeof data160 === "string") {
                            if (!pattern94.test(data160)) {
                              const err382 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/artifactKeeper/allowedProviders/" + i15, schemaPath: "#/properties/rules/items/properties/exchange/properties/artifactKeeper/properties/allowedProviders/items/pattern", keyword: "pattern", params: { pattern: "^[ -~]{1,300}$" } };
                              if (vErrors === null) {
                                vErrors = [err382];
                              } else {
                                vErrors.push(err382);
                              }
                              errors++;
                            }
                          } else {
                            const err383 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/artifactKeeper/allowedProviders/" + i15, schemaPath: "#/properties/rules/items/properties/exchange/properties/artifactKeeper/properties/allowedProviders/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err383];
                            } else {
                              vErrors.push(err383);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err384 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/artifactKeeper/allowedProviders", schemaPath: "#/properties/rules/items/properties/exchange/properties/artifactKeeper/properties/allowedProviders/type", keyword: "type", params: { type: "array" } };
                        if (vErrors === null) {
                          vErrors = [err384];
                        } else {
                          vErrors.push(err384);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err385 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/artifactKeeper", schemaPath: "#/properties/rules/items/properties/exchange/properties/artifactKeeper/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err385];
                    } else {
                      vErrors.push(err385);
                    }
                    errors++;
                  }
                }
                if (data87.yandex !== void 0) {
                  let data161 = data87.yandex;
                  if (data161 && typeof data161 == "object" && !Array.isArray(data161)) {
                    for (const key27 in data161) {
                      if (!(key27 === "endpoint" || key27 === "serviceAccount" || key27 === "allowedServiceAccounts")) {
                        const err386 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/yandex", schemaPath: "#/properties/rules/items/properties/exchange/properties/yandex/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key27 } };
                        if (vErrors === null) {
                          vErrors = [err386];
                        } else {
                          vErrors.push(err386);
                        }
                        errors++;
                      }
                    }
                    if (data161.endpoint !== void 0) {
                      let data162 = data161.endpoint;
                      if (typeof data162 === "string") {
                        if (!pattern20.test(data162)) {
                          const err387 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/yandex/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/yandex/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err387];
                          } else {
                            vErrors.push(err387);
                          }
                          errors++;
                        }
                      } else {
                        const err388 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/yandex/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/yandex/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err388];
                        } else {
                          vErrors.push(err388);
                        }
                        errors++;
                      }
                    }
                    if (data161.serviceAccount !== void 0) {
                      let data163 = data161.serviceAccount;
                      if (typeof data163 === "string") {
                        if (!pattern113.test(data163)) {
                          const err389 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/yandex/serviceAccount", schemaPath: "#/properties/rules/items/properties/exchange/properties/yandex/properties/serviceAccount/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]{1,50}$" } };
                          if (vErrors === null) {
                            vErrors = [err389];
                          } else {
                            vErrors.push(err389);
                          }
                          errors++;
                        }
                      } else {
                        const err390 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/yandex/serviceAccount", schemaPath: "#/properties/rules/items/properties/exchange/properties/yandex/properties/serviceAccount/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err390];
                        } else {
                          vErrors.push(err390);
                        }
                        errors++;
                      }
                    }
                    if (data161.allowedServiceAccounts !== void 0) {
                      let data164 = data161.allowedServiceAccounts;
                      if (Array.isArray(data164)) {
                        if (data164.length < 1) {
                          const err391 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/yandex/allowedServiceAccounts", schemaPath: "#/properties/rules/items/properties/exchange/properties/yandex/properties/allowedServiceAccounts/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err391];
                          } else {
                            vErrors.push(err391);
                          }
                          errors++;
                        }
                        const len16 = data164.length;
                        for (let i16 = 0; i16 < len16; i16++) {
                          let data165 = data164[i16];
                          if (typeof data165 === "string") {
                            if (!pattern94.test(data165)) {
                              const err392 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/yandex/allowedServiceAccounts/" + i16, schemaPath: "#/properties/rules/items/properties/exchange/properties/yandex/properties/allowedServiceAccounts/items/pattern", keyword: "pattern", params: { pattern: "^[ -~]{1,300}$" } };
                              if (vErrors === null) {
                                vErrors = [err392];
                              } else {
                                vErrors.push(err392);
                              }
                              errors++;
                            }
                          } else {
                            const err393 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/yandex/allowedServiceAccounts/" + i16, schemaPath: "#/properties/rules/items/properties/exchange/properties/yandex/properties/allowedServiceAccounts/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err393];
                            } else {
                              vErrors.push(err393);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err394 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/yandex/allowedServiceAccounts", schemaPath: "#/properties/rules/items/properties/exchange/properties/yandex/properties/allowedServiceAccounts/type", keyword: "type", params: { type: "array" } };
                        if (vErrors === null) {
                          vErrors = [err394];
                        } else {
                          vErrors.push(err394);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err395 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/yandex", schemaPath: "#/properties/rules/items/properties/exchange/properties/yandex/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err395];
                    } else {
                      vErrors.push(err395);
                    }
                    errors++;
                  }
                }
                if (data87.dockerHub !== void 0) {
                  let data166 = data87.dockerHub;
                  if (data166 && typeof data166 == "object" && !Array.isArray(data166)) {
                    if (data166.organization === void 0) {
                      const err396 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/required", keyword: "required", params: { missingProperty: "organization" } };
                      if (vErrors === null) {
                        vErrors = [err396];
                      } else {
                        vErrors.push(err396);
                      }
                      errors++;
                    }
                    if (data166.connection === void 0) {
                      const err397 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/required", keyword: "required", params: { missingProperty: "connection" } };
                      if (vErrors === null) {
                        vErrors = [err397];
                      } else {
                        vErrors.push(err397);
                      }
                      errors++;
                    }
                    for (const key28 in data166) {
                      if (!(key28 === "endpoint" || key28 === "organization" || key28 === "connection" || key28 === "lifetime")) {
                        const err398 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key28 } };
                        if (vErrors === null) {
                          vErrors = [err398];
                        } else {
                          vErrors.push(err398);
                        }
                        errors++;
                      }
                    }
                    if (data166.endpoint !== void 0) {
                      let data167 = data166.endpoint;
                      if (typeof data167 === "string") {
                        if (!pattern20.test(data167)) {
                          const err399 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err399];
                          } else {
                            vErrors.push(err399);
                          }
                          errors++;
                        }
                      } else {
                        const err400 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub/endpoint", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err400];
                        } else {
                          vErrors.push(err400);
                        }
                        errors++;
                      }
                    }
                    if (data166.organization !== void 0) {
                      let data168 = data166.organization;
                      if (typeof data168 === "string") {
                        if (!pattern116.test(data168)) {
                          const err401 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub/organization", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/properties/organization/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9][a-z0-9_-]{1,254}$" } };
                          if (vErrors === null) {
                            vErrors = [err401];
                          } else {
                            vErrors.push(err401);
                          }
                          errors++;
                        }
                      } else {
                        const err402 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub/organization", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/properties/organization/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err402];
                        } else {
                          vErrors.push(err402);
                        }
                        errors++;
                      }
                    }
                    if (data166.connection !== void 0) {
                      let data169 = data166.connection;
                      if (typeof data169 === "string") {
                        if (!pattern23.test(data169)) {
                          const err403 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub/connection", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/properties/connection/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err403];
                          } else {
                            vErrors.push(err403);
                          }
                          errors++;
                        }
                      } else {
                        const err404 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub/connection", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/properties/connection/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err404];
                        } else {
                          vErrors.push(err404);
                        }
                        errors++;
                      }
                    }
                    if (data166.lifetime !== void 0) {
                      let data170 = data166.lifetime;
                      if (typeof data170 === "string") {
                        if (!pattern4.test(data170)) {
                          const err405 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub/lifetime", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/properties/lifetime/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
                          if (vErrors === null) {
                            vErrors = [err405];
                          } else {
                            vErrors.push(err405);
                          }
                          errors++;
                        }
                      } else {
                        const err406 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub/lifetime", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/properties/lifetime/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err406];
                        } else {
                          vErrors.push(err406);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err407 = { instancePath: instancePath + "/rules/" + i0 + "/exchange/dockerHub", schemaPath: "#/properties/rules/items/properties/exchange/properties/dockerHub/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err407];
                    } else {
                      vErrors.push(err407);
                    }
                    errors++;
                  }
                }
              } else {
                const err408 = { instancePath: instancePath + "/rules/" + i0 + "/exchange", schemaPath: "#/properties/rules/items/properties/exchange/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err408];
                } else {
                  vErrors.push(err408);
                }
                errors++;
              }
            }
            if (data14.secret !== void 0) {
              let data171 = data14.secret;
              const _errs401 = errors;
              let valid70 = false;
              let passing6 = null;
              const _errs402 = errors;
              if (data171 && typeof data171 == "object" && !Array.isArray(data171)) {
                if (data171.awsSecretsManager === void 0) {
                  const err409 = { instancePath: instancePath + "/rules/" + i0 + "/secret", schemaPath: "#/properties/rules/items/properties/secret/oneOf/0/required", keyword: "required", params: { missingProperty: "awsSecretsManager" } };
                  if (vErrors === null) {
                    vErrors = [err409];
                  } else {
                    vErrors.push(err409);
                  }
                  errors++;
                }
              }
              var _valid7 = _errs402 === errors;
              if (_valid7) {
                valid70 = true;
                passing6 = 0;
              }
              const _errs403 = errors;
              if (data171 && typeof data171 == "object" && !Array.isArray(data171)) {
                if (data171.awsParameterStore === void 0) {
                  const err410 = { instancePath: instancePath + "/rules/" + i0 + "/secret", schemaPath: "#/properties/rules/items/properties/secret/oneOf/1/required", keyword: "required", params: { missingProperty: "awsParameterStore" } };
                  if (vErrors === null) {
                    vErrors = [err410];
                  } else {
                    vErrors.push(err410);
                  }
                  errors++;
                }
              }
              var _valid7 = _errs403 === errors;
              if (_valid7 && valid70) {
                valid70 = false;
                passing6 = [passing6, 1];
              } else {
                if (_valid7) {
                  valid70 = true;
                  passing6 = 1;
                }
                const _errs404 = errors;
                if (data171 && typeof data171 == "object" && !Array.isArray(data171)) {
                  if (data171.googleSecretManager === void 0) {
                    const err411 = { instancePath: instancePath + "/rules/" + i0 + "/secret", schemaPath: "#/properties/rules/items/properties/secret/oneOf/2/required", keyword: "required", params: { missingProperty: "googleSecretManager" } };
                    if (vErrors === null) {
                      vErrors = [err411];
                    } else {
                      vErrors.push(err411);
                    }
                    errors++;
                  }
                }
                var _valid7 = _errs404 === errors;
                if (_valid7 && valid70) {
                  valid70 = false;
                  passing6 = [passing6, 2];
                } else {
                  if (_valid7) {
                    valid70 = true;
                    passing6 = 2;
                  }
                  const _errs405 = errors;
                  if (data171 && typeof data171 == "object" && !Array.isArray(data171)) {
                    if (data171.azureKeyVault === void 0) {
                      const err412 = { instancePath: instancePath + "/rules/" + i0 + "/secret", schemaPath: "#/properties/rules/items/properties/secret/oneOf/3/required", keyword: "required", params: { missingProperty: "azureKeyVault" } };
                      if (vErrors === null) {
                        vErrors = [err412];
                      } else {
                        vErrors.push(err412);
                      }
                      errors++;
                    }
                  }
                  var _valid7 = _errs405 === errors;
                  if (_valid7 && valid70) {
                    valid70 = false;
                    passing6 = [passing6, 3];
                  } else {
                    if (_valid7) {
                      valid70 = true;
                      passing6 = 3;
                    }
                    const _errs406 = errors;
                    if (data171 && typeof data171 == "object" && !Array.isArray(data171)) {
                      if (data171.vault === void 0) {
                        const err413 = { instancePath: instancePath + "/rules/" + i0 + "/secret", schemaPath: "#/properties/rules/items/properties/secret/oneOf/4/required", keyword: "required", params: { missingProperty: "vault" } };
                        if (vErrors === null) {
                          vErrors = [err413];
                        } else {
                          vErrors.push(err413);
                        }
                        errors++;
                      }
                    }
                    var _valid7 = _errs406 === errors;
                    if (_valid7 && valid70) {
                      valid70 = false;
                      passing6 = [passing6, 4];
                    } else {
                      if (_valid7) {
                        valid70 = true;
                        passing6 = 4;
                      }
                    }
                  }
                }
              }
              if (!valid70) {
                const err414 = { instancePath: instancePath + "/rules/" + i0 + "/secret", schemaPath: "#/properties/rules/items/properties/secret/oneOf", keyword: "oneOf", params: { passingSchemas: passing6 } };
                if (vErrors === null) {
                  vErrors = [err414];
                } else {
                  vErrors.push(err414);
                }
                errors++;
              } else {
                errors = _errs401;
                if (vErrors !== null) {
                  if (_errs401) {
                    vErrors.length = _errs401;
                  } else {
                    vErrors = null;
                  }
                }
              }
              if (data171 && typeof data171 == "object" && !Array.isArray(data171)) {
                for (const key29 in data171) {
                  if (!(key29 === "cacheDuration" || key29 === "awsSecretsManager" || key29 === "awsParameterStore" || key29 === "googleSecretManager" || key29 === "azureKeyVault" || key29 === "vault")) {
                    const err415 = { instancePath: instancePath + "/rules/" + i0 + "/secret", schemaPath: "#/properties/rules/items/properties/secret/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key29 } };
                    if (vErrors === null) {
                      vErrors = [err415];
                    } else {
                      vErrors.push(err415);
                    }
                    errors++;
                  }
                }
                if (data171.cacheDuration !== void 0) {
                  let data172 = data171.cacheDuration;
                  if (typeof data172 === "string") {
                    if (!pattern4.test(data172)) {
                      const err416 = { instancePath: instancePath + "/rules/" + i0 + "/secret/cacheDuration", schemaPath: "#/properties/rules/items/properties/secret/properties/cacheDuration/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
                      if (vErrors === null) {
                        vErrors = [err416];
                      } else {
                        vErrors.push(err416);
                      }
                      errors++;
                    }
                  } else {
                    const err417 = { instancePath: instancePath + "/rules/" + i0 + "/secret/cacheDuration", schemaPath: "#/properties/rules/items/properties/secret/properties/cacheDuration/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err417];
                    } else {
                      vErrors.push(err417);
                    }
                    errors++;
                  }
                }
                if (data171.awsSecretsManager !== void 0) {
                  let data173 = data171.awsSecretsManager;
                  if (data173 && typeof data173 == "object" && !Array.isArray(data173)) {
                    if (data173.secretId === void 0) {
                      const err418 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/required", keyword: "required", params: { missingProperty: "secretId" } };
                      if (vErrors === null) {
                        vErrors = [err418];
                      } else {
                        vErrors.push(err418);
                      }
                      errors++;
                    }
                    for (const key30 in data173) {
                      if (!func1.call(schema31.properties.rules.items.properties.secret.properties.awsSecretsManager.properties, key30)) {
                        const err419 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key30 } };
                        if (vErrors === null) {
                          vErrors = [err419];
                        } else {
                          vErrors.push(err419);
                        }
                        errors++;
                      }
                    }
                    if (data173.secretId !== void 0) {
                      let data174 = data173.secretId;
                      if (typeof data174 === "string") {
                        if (!pattern120.test(data174)) {
                          const err420 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/secretId", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/secretId/pattern", keyword: "pattern", params: { pattern: "^(arn:aws[-a-z]*:secretsmanager:[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:secret:)?[A-Za-z0-9/_+=.@!-]{1,519}$" } };
                          if (vErrors === null) {
                            vErrors = [err420];
                          } else {
                            vErrors.push(err420);
                          }
                          errors++;
                        }
                      } else {
                        const err421 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/secretId", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/secretId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err421];
                        } else {
                          vErrors.push(err421);
                        }
                        errors++;
                      }
                    }
                    if (data173.versionStage !== void 0) {
                      let data175 = data173.versionStage;
                      if (typeof data175 === "string") {
                        if (!pattern121.test(data175)) {
                          const err422 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/versionStage", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/versionStage/pattern", keyword: "pattern", params: { pattern: "^[!-~]{1,256}$" } };
                          if (vErrors === null) {
                            vErrors = [err422];
                          } else {
                            vErrors.push(err422);
                          }
                          errors++;
                        }
                      } else {
                        const err423 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/versionStage", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/versionStage/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err423];
                        } else {
                          vErrors.push(err423);
                        }
                        errors++;
                      }
                    }
                    if (data173.versionId !== void 0) {
                      let data176 = data173.versionId;
                      if (typeof data176 === "string") {
                        if (!pattern122.test(data176)) {
                          const err424 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/versionId", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/versionId/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9-]{32,64}$" } };
                          if (vErrors === null) {
                            vErrors = [err424];
                          } else {
                            vErrors.push(err424);
                          }
                          errors++;
                        }
                      } else {
                        const err425 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/versionId", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/versionId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err425];
                        } else {
                          vErrors.push(err425);
                        }
                        errors++;
                      }
                    }
                    if (data173.region !== void 0) {
                      let data177 = data173.region;
                      if (typeof data177 === "string") {
                        if (!pattern19.test(data177)) {
                          const err426 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/region", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/region/pattern", keyword: "pattern", params: { pattern: "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" } };
                          if (vErrors === null) {
                            vErrors = [err426];
                          } else {
                            vErrors.push(err426);
                          }
                          errors++;
                        }
                      } else {
                        const err427 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/region", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/region/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err427];
                        } else {
                          vErrors.push(err427);
                        }
                        errors++;
                      }
                    }
                    if (data173.profile !== void 0) {
                      let data178 = data173.profile;
                      if (typeof data178 === "string") {
                        if (!pattern13.test(data178)) {
                          const err428 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/profile", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/profile/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" } };
                          if (vErrors === null) {
                            vErrors = [err428];
                          } else {
                            vErrors.push(err428);
                          }
                          errors++;
                        }
                      } else {
                        const err429 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/profile", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/profile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err429];
                        } else {
                          vErrors.push(err429);
                        }
                        errors++;
                      }
                    }
                    if (data173.roleArn !== void 0) {
                      let data179 = data173.roleArn;
                      if (typeof data179 !== "string" && !Array.isArray(data179)) {
                        const err430 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/roleArn", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/roleArn/type", keyword: "type", params: { type: schema31.properties.rules.items.properties.secret.properties.awsSecretsManager.properties.roleArn.type } };
                        if (vErrors === null) {
                          vErrors = [err430];
                        } else {
                          vErrors.push(err430);
                        }
                        errors++;
                      }
                      if (typeof data179 === "string") {
                        if (!pattern14.test(data179)) {
                          const err431 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/roleArn", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/roleArn/pattern", keyword: "pattern", params: { pattern: "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } };
                          if (vErrors === null) {
                            vErrors = [err431];
                          } else {
                            vErrors.push(err431);
                          }
                          errors++;
                        }
                      }
                      if (Array.isArray(data179)) {
                        if (data179.length < 1) {
                          const err432 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/roleArn", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/roleArn/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err432];
                          } else {
                            vErrors.push(err432);
                          }
                          errors++;
                        }
                        const len17 = data179.length;
                        for (let i17 = 0; i17 < len17; i17++) {
                          let data180 = data179[i17];
                          if (typeof data180 === "string") {
                            if (!pattern14.test(data180)) {
                              const err433 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/roleArn/" + i17, schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/roleArn/items/pattern", keyword: "pattern", params: { pattern: "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } };
                              if (vErrors === null) {
                                vErrors = [err433];
                              } else {
                                vErrors.push(err433);
                              }
                              errors++;
                            }
                          } else {
                            const err434 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/roleArn/" + i17, schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/roleArn/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err434];
                            } else {
                              vErrors.push(err434);
                            }
                            errors++;
                          }
                        }
                      }
                    }
                    if (data173.externalId !== void 0) {
                      let data181 = data173.externalId;
                      if (typeof data181 === "string") {
                        if (!pattern16.test(data181)) {
                          const err435 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/externalId", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/externalId/pattern", keyword: "pattern", params: { pattern: "^[\\w+=,.@:/-]{2,1224}$" } };
                          if (vErrors === null) {
                            vErrors = [err435];
                          } else {
                            vErrors.push(err435);
                          }
                          errors++;
                        }
                      } else {
                        const err436 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/externalId", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/externalId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err436];
                        } else {
                          vErrors.push(err436);
                        }
                        errors++;
                      }
                    }
                    if (data173.sessionName !== void 0) {
                      let data182 = data173.sessionName;
                      if (typeof data182 === "string") {
                        if (!pattern17.test(data182)) {
                          const err437 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/sessionName", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/sessionName/pattern", keyword: "pattern", params: { pattern: "^[\\w+=,.@-]{2,64}$" } };
                          if (vErrors === null) {
                            vErrors = [err437];
                          } else {
                            vErrors.push(err437);
                          }
                          errors++;
                        }
                      } else {
                        const err438 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/sessionName", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/sessionName/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err438];
                        } else {
                          vErrors.push(err438);
                        }
                        errors++;
                      }
                    }
                    if (data173.allowedRoleArns !== void 0) {
                      let data183 = data173.allowedRoleArns;
                      if (Array.isArray(data183)) {
                        if (data183.length < 1) {
                          const err439 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/allowedRoleArns", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/allowedRoleArns/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err439];
                          } else {
                            vErrors.push(err439);
                          }
                          errors++;
                        }
                        const len18 = data183.length;
                        for (let i18 = 0; i18 < len18; i18++) {
                          let data184 = data183[i18];
                          if (typeof data184 === "string") {
                            if (!pattern18.test(data184)) {
                              const err440 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/allowedRoleArns/" + i18, schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/allowedRoleArns/items/pattern", keyword: "pattern", params: { pattern: "^arn:[-a-z*]+:iam::[0-9*]{1,12}:role/[!-~]+$" } };
                              if (vErrors === null) {
                                vErrors = [err440];
                              } else {
                                vErrors.push(err440);
                              }
                              errors++;
                            }
                          } else {
                            const err441 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/allowedRoleArns/" + i18, schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/allowedRoleArns/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err441];
                            } else {
                              vErrors.push(err441);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err442 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/allowedRoleArns", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/allowedRoleArns/type", keyword: "type", params: { type: "array" } };
                        if (vErrors === null) {
                          vErrors = [err442];
                        } else {
                          vErrors.push(err442);
                        }
                        errors++;
                      }
                    }
                    if (data173.endpoint !== void 0) {
                      let data185 = data173.endpoint;
                      if (typeof data185 === "string") {
                        if (!pattern20.test(data185)) {
                          const err443 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err443];
                          } else {
                            vErrors.push(err443);
                          }
                          errors++;
                        }
                      } else {
                        const err444 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err444];
                        } else {
                          vErrors.push(err444);
                        }
                        errors++;
                      }
                    }
                    if (data173.stsEndpoint !== void 0) {
                      let data186 = data173.stsEndpoint;
                      if (typeof data186 === "string") {
                        if (!pattern20.test(data186)) {
                          const err445 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/stsEndpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/stsEndpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err445];
                          } else {
                            vErrors.push(err445);
                          }
                          errors++;
                        }
                      } else {
                        const err446 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager/stsEndpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/properties/stsEndpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err446];
                        } else {
                          vErrors.push(err446);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err447 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsSecretsManager", schemaPath: "#/properties/rules/items/properties/secret/properties/awsSecretsManager/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err447];
                    } else {
                      vErrors.push(err447);
                    }
                    errors++;
                  }
                }
                if (data171.awsParameterStore !== void 0) {
                  let data187 = data171.awsParameterStore;
                  if (data187 && typeof data187 == "object" && !Array.isArray(data187)) {
                    if (data187.name === void 0) {
                      const err448 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/required", keyword: "required", params: { missingProperty: "name" } };
                      if (vErrors === null) {
                        vErrors = [err448];
                      } else {
                        vErrors.push(err448);
                      }
                      errors++;
                    }
                    for (const key31 in data187) {
                      if (!func1.call(schema31.properties.rules.items.properties.secret.properties.awsParameterStore.properties, key31)) {
                        const err449 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key31 } };
                        if (vErrors === null) {
                          vErrors = [err449];
                        } else {
                          vErrors.push(err449);
                        }
                        errors++;
                      }
                    }
                    if (data187.name !== void 0) {
                      let data188 = data187.name;
                      if (typeof data188 === "string") {
                        if (func2(data188) > 1200) {
                          const err450 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/name", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/name/maxLength", keyword: "maxLength", params: { limit: 1200 } };
                          if (vErrors === null) {
                            vErrors = [err450];
                          } else {
                            vErrors.push(err450);
                          }
                          errors++;
                        }
                        if (!pattern132.test(data188)) {
                          const err451 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/name", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/name/pattern", keyword: "pattern", params: { pattern: "^(arn:aws[-a-z]*:ssm:[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:parameter)?[A-Za-z0-9/_.-]+(:[A-Za-z0-9_.-]{1,100})?$" } };
                          if (vErrors === null) {
                            vErrors = [err451];
                          } else {
                            vErrors.push(err451);
                          }
                          errors++;
                        }
                      } else {
                        const err452 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/name", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/name/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err452];
                        } else {
                          vErrors.push(err452);
                        }
                        errors++;
                      }
                    }
                    if (data187.region !== void 0) {
                      let data189 = data187.region;
                      if (typeof data189 === "string") {
                        if (!pattern19.test(data189)) {
                          const err453 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/region", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/region/pattern", keyword: "pattern", params: { pattern: "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" } };
                          if (vErrors === null) {
                            vErrors = [err453];
                          } else {
                            vErrors.push(err453);
                          }
                          errors++;
                        }
                      } else {
                        const err454 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/region", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/region/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err454];
                        } else {
                          vErrors.push(err454);
                        }
                        errors++;
                      }
                    }
                    if (data187.profile !== void 0) {
                      let data190 = data187.profile;
                      if (typeof data190 === "string") {
                        if (!pattern13.test(data190)) {
                          const err455 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/profile", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/profile/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" } };
                          if (vErrors === null) {
                            vErrors = [err455];
                          } else {
                            vErrors.push(err455);
                          }
                          errors++;
                        }
                      } else {
                        const err456 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/profile", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/profile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err456];
                        } else {
                          vErrors.push(err456);
                        }
                        errors++;
                      }
                    }
                    if (data187.roleArn !== void 0) {
                      let data191 = data187.roleArn;
                      if (typeof data191 !== "string" && !Array.isArray(data191)) {
                        const err457 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/roleArn", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/roleArn/type", keyword: "type", params: { type: schema31.properties.rules.items.properties.secret.properties.awsParameterStore.properties.roleArn.type } };
                        if (vErrors === null) {
                          vErrors = [err457];
                        } else {
                          vErrors.push(err457);
                        }
                        errors++;
                      }
                      if (typeof data191 === "string") {
                        if (!pattern14.test(data191)) {
                          const err458 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/roleArn", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/roleArn/pattern", keyword: "pattern", params: { pattern: "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } };
                          if (vErrors === null) {
                            vErrors = [err458];
                          } else {
                            vErrors.push(err458);
                          }
                          errors++;
                        }
                      }
                      if (Array.isArray(data191)) {
                        if (data191.length < 1) {
                          const err459 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/roleArn", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/roleArn/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err459];
                          } else {
                            vErrors.push(err459);
                          }
                          errors++;
                        }
                        const len19 = data191.length;
                        for (let i19 = 0; i19 < len19; i19++) {
                          let data192 = data191[i19];
                          if (typeof data192 === "string") {
                            if (!pattern14.test(data192)) {
                              const err460 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/roleArn/" + i19, schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/roleArn/items/pattern", keyword: "pattern", params: { pattern: "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } };
                              if (vErrors === null) {
                                vErrors = [err460];
                              } else {
                                vErrors.push(err460);
                              }
                              errors++;
                            }
                          } else {
                            const err461 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/roleArn/" + i19, schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/roleArn/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err461];
                            } else {
                              vErrors.push(err461);
                            }
                            errors++;
                          }
                        }
                      }
                    }
                    if (data187.externalId !== void 0) {
                      let data193 = data187.externalId;
                      if (typeof data193 === "string") {
                        if (!pattern16.test(data193)) {
                          const err462 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/externalId", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/externalId/pattern", keyword: "pattern", params: { pattern: "^[\\w+=,.@:/-]{2,1224}$" } };
                          if (vErrors === null) {
                            vErrors = [err462];
                          } else {
                            vErrors.push(err462);
                          }
                          errors++;
                        }
                      } else {
                        const err463 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/externalId", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/externalId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err463];
                        } else {
                          vErrors.push(err463);
                        }
                        errors++;
                      }
                    }
                    if (data187.sessionName !== void 0) {
                      let data194 = data187.sessionName;
                      if (typeof data194 === "string") {
                        if (!pattern17.test(data194)) {
                          const err464 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/sessionName", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/sessionName/pattern", keyword: "pattern", params: { pattern: "^[\\w+=,.@-]{2,64}$" } };
                          if (vErrors === null) {
                            vErrors = [err464];
                          } else {
                            vErrors.push(err464);
                          }
                          errors++;
                        }
                      } else {
                        const err465 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/sessionName", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/sessionName/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err465];
                        } else {
                          vErrors.push(err465);
                        }
                        errors++;
                      }
                    }
                    if (data187.allowedRoleArns !== void 0) {
                      let data195 = data187.allowedRoleArns;
                      if (Array.isArray(data195)) {
                        if (data195.length < 1) {
                          const err466 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/allowedRoleArns", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/allowedRoleArns/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err466];
                          } else {
                            vErrors.push(err466);
                          }
                          errors++;
                        }
                        const len20 = data195.length;
                        for (let i20 = 0; i20 < len20; i20++) {
                          let data196 = data195[i20];
                          if (typeof data196 === "string") {
                            if (!pattern18.test(data196)) {
                              const err467 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/allowedRoleArns/" + i20, schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/allowedRoleArns/items/pattern", keyword: "pattern", params: { pattern: "^arn:[-a-z*]+:iam::[0-9*]{1,12}:role/[!-~]+$" } };
                              if (vErrors === null) {
                                vErrors = [err467];
                              } else {
                                vErrors.push(err467);
                              }
                              errors++;
                            }
                          } else {
                            const err468 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/allowedRoleArns/" + i20, schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/allowedRoleArns/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err468];
                            } else {
                              vErrors.push(err468);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err469 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/allowedRoleArns", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/allowedRoleArns/type", keyword: "type", params: { type: "array" } };
                        if (vErrors === null) {
                          vErrors = [err469];
                        } else {
                          vErrors.push(err469);
                        }
                        errors++;
                      }
                    }
                    if (data187.endpoint !== void 0) {
                      let data197 = data187.endpoint;
                      if (typeof data197 === "string") {
                        if (!pattern20.test(data197)) {
                          const err470 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err470];
                          } else {
                            vErrors.push(err470);
                          }
                          errors++;
                        }
                      } else {
                        const err471 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err471];
                        } else {
                          vErrors.push(err471);
                        }
                        errors++;
                      }
                    }
                    if (data187.stsEndpoint !== void 0) {
                      let data198 = data187.stsEndpoint;
                      if (typeof data198 === "string") {
                        if (!pattern20.test(data198)) {
                          const err472 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/stsEndpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/stsEndpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err472];
                          } else {
                            vErrors.push(err472);
                          }
                          errors++;
                        }
                      } else {
                        const err473 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore/stsEndpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/properties/stsEndpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err473];
                        } else {
                          vErrors.push(err473);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err474 = { instancePath: instancePath + "/rules/" + i0 + "/secret/awsParameterStore", schemaPath: "#/properties/rules/items/properties/secret/properties/awsParameterStore/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err474];
                    } else {
                      vErrors.push(err474);
                    }
                    errors++;
                  }
                }
                if (data171.googleSecretManager !== void 0) {
                  let data199 = data171.googleSecretManager;
                  if (data199 && typeof data199 == "object" && !Array.isArray(data199)) {
                    if (data199.project === void 0) {
                      const err475 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/required", keyword: "required", params: { missingProperty: "project" } };
                      if (vErrors === null) {
                        vErrors = [err475];
                      } else {
                        vErrors.push(err475);
                      }
                      errors++;
                    }
                    if (data199.secret === void 0) {
                      const err476 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/required", keyword: "required", params: { missingProperty: "secret" } };
                      if (vErrors === null) {
                        vErrors = [err476];
                      } else {
                        vErrors.push(err476);
                      }
                      errors++;
                    }
                    for (const key32 in data199) {
                      if (!func1.call(schema31.properties.rules.items.properties.secret.properties.googleSecretManager.properties, key32)) {
                        const err477 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key32 } };
                        if (vErrors === null) {
                          vErrors = [err477];
                        } else {
                          vErrors.push(err477);
                        }
                        errors++;
                      }
                    }
                    if (data199.project !== void 0) {
                      let data200 = data199.project;
                      if (typeof data200 === "string") {
                        if (func2(data200) > 200) {
                          const err478 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/project", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/project/maxLength", keyword: "maxLength", params: { limit: 200 } };
                          if (vErrors === null) {
                            vErrors = [err478];
                          } else {
                            vErrors.push(err478);
                          }
                          errors++;
                        }
                        if (!pattern142.test(data200)) {
                          const err479 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/project", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/project/pattern", keyword: "pattern", params: { pattern: "^(([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]|[0-9]{1,20})$" } };
                          if (vErrors === null) {
                            vErrors = [err479];
                          } else {
                            vErrors.push(err479);
                          }
                          errors++;
                        }
                      } else {
                        const err480 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/project", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/project/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err480];
                        } else {
                          vErrors.push(err480);
                        }
                        errors++;
                      }
                    }
                    if (data199.location !== void 0) {
                      let data201 = data199.location;
                      if (typeof data201 === "string") {
                        if (func2(data201) > 40) {
                          const err481 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/location", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/location/maxLength", keyword: "maxLength", params: { limit: 40 } };
                          if (vErrors === null) {
                            vErrors = [err481];
                          } else {
                            vErrors.push(err481);
                          }
                          errors++;
                        }
                        if (!pattern143.test(data201)) {
                          const err482 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/location", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/location/pattern", keyword: "pattern", params: { pattern: "^[a-z]+(-[a-z]+)*[0-9]*$" } };
                          if (vErrors === null) {
                            vErrors = [err482];
                          } else {
                            vErrors.push(err482);
                          }
                          errors++;
                        }
                      } else {
                        const err483 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/location", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/location/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err483];
                        } else {
                          vErrors.push(err483);
                        }
                        errors++;
                      }
                    }
                    if (data199.secret !== void 0) {
                      let data202 = data199.secret;
                      if (typeof data202 === "string") {
                        if (!pattern144.test(data202)) {
                          const err484 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/secret", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/secret/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{1,255}$" } };
                          if (vErrors === null) {
                            vErrors = [err484];
                          } else {
                            vErrors.push(err484);
                          }
                          errors++;
                        }
                      } else {
                        const err485 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/secret", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/secret/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err485];
                        } else {
                          vErrors.push(err485);
                        }
                        errors++;
                      }
                    }
                    if (data199.version !== void 0) {
                      let data203 = data199.version;
                      if (typeof data203 === "string") {
                        if (!pattern145.test(data203)) {
                          const err486 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/version", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/version/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{1,63}$" } };
                          if (vErrors === null) {
                            vErrors = [err486];
                          } else {
                            vErrors.push(err486);
                          }
                          errors++;
                        }
                      } else {
                        const err487 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/version", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/version/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err487];
                        } else {
                          vErrors.push(err487);
                        }
                        errors++;
                      }
                    }
                    if (data199.endpoint !== void 0) {
                      let data204 = data199.endpoint;
                      if (typeof data204 === "string") {
                        if (func2(data204) > 300) {
                          const err488 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoint/maxLength", keyword: "maxLength", params: { limit: 300 } };
                          if (vErrors === null) {
                            vErrors = [err488];
                          } else {
                            vErrors.push(err488);
                          }
                          errors++;
                        }
                        if (!pattern53.test(data204)) {
                          const err489 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                          if (vErrors === null) {
                            vErrors = [err489];
                          } else {
                            vErrors.push(err489);
                          }
                          errors++;
                        }
                      } else {
                        const err490 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err490];
                        } else {
                          vErrors.push(err490);
                        }
                        errors++;
                      }
                    }
                    if (data199.serviceAccount !== void 0) {
                      let data205 = data199.serviceAccount;
                      if (typeof data205 === "string") {
                        if (!pattern45.test(data205)) {
                          const err491 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/serviceAccount", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/serviceAccount/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } };
                          if (vErrors === null) {
                            vErrors = [err491];
                          } else {
                            vErrors.push(err491);
                          }
                          errors++;
                        }
                      } else {
                        const err492 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/serviceAccount", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/serviceAccount/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err492];
                        } else {
                          vErrors.push(err492);
                        }
                        errors++;
                      }
                    }
                    if (data199.credentialFile !== void 0) {
                      let data206 = data199.credentialFile;
                      if (typeof data206 === "string") {
                        if (!pattern5.test(data206)) {
                          const err493 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/credentialFile", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/credentialFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err493];
                          } else {
                            vErrors.push(err493);
                          }
                          errors++;
                        }
                      } else {
                        const err494 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/credentialFile", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/credentialFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err494];
                        } else {
                          vErrors.push(err494);
                        }
                        errors++;
                      }
                    }
                    if (data199.impersonate !== void 0) {
                      let data207 = data199.impersonate;
                      if (typeof data207 !== "string" && !Array.isArray(data207)) {
                        const err495 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/impersonate", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/impersonate/type", keyword: "type", params: { type: schema31.properties.rules.items.properties.secret.properties.googleSecretManager.properties.impersonate.type } };
                        if (vErrors === null) {
                          vErrors = [err495];
                        } else {
                          vErrors.push(err495);
                        }
                        errors++;
                      }
                      if (typeof data207 === "string") {
                        if (!pattern45.test(data207)) {
                          const err496 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/impersonate", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/impersonate/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } };
                          if (vErrors === null) {
                            vErrors = [err496];
                          } else {
                            vErrors.push(err496);
                          }
                          errors++;
                        }
                      }
                      if (Array.isArray(data207)) {
                        if (data207.length < 1) {
                          const err497 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/impersonate", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/impersonate/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err497];
                          } else {
                            vErrors.push(err497);
                          }
                          errors++;
                        }
                        const len21 = data207.length;
                        for (let i21 = 0; i21 < len21; i21++) {
                          let data208 = data207[i21];
                          if (typeof data208 === "string") {
                            if (!pattern45.test(data208)) {
                              const err498 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/impersonate/" + i21, schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/impersonate/items/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } };
                              if (vErrors === null) {
                                vErrors = [err498];
                              } else {
                                vErrors.push(err498);
                              }
                              errors++;
                            }
                          } else {
                            const err499 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/impersonate/" + i21, schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/impersonate/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err499];
                            } else {
                              vErrors.push(err499);
                            }
                            errors++;
                          }
                        }
                      }
                    }
                    if (data199.workloadIdentity !== void 0) {
                      let data209 = data199.workloadIdentity;
                      if (data209 && typeof data209 == "object" && !Array.isArray(data209)) {
                        for (const key33 in data209) {
                          if (!(key33 === "provider" || key33 === "project" || key33 === "identityProvider")) {
                            const err500 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/workloadIdentity", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/workloadIdentity/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key33 } };
                            if (vErrors === null) {
                              vErrors = [err500];
                            } else {
                              vErrors.push(err500);
                            }
                            errors++;
                          }
                        }
                        if (data209.provider !== void 0) {
                          let data210 = data209.provider;
                          if (typeof data210 === "string") {
                            if (!pattern49.test(data210)) {
                              const err501 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/workloadIdentity/provider", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/workloadIdentity/properties/provider/pattern", keyword: "pattern", params: { pattern: "^((https:)?//iam[.]googleapis[.]com/)?projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[-a-z0-9]{1,63}/providers/[-a-z0-9]{1,63}$" } };
                              if (vErrors === null) {
                                vErrors = [err501];
                              } else {
                                vErrors.push(err501);
                              }
                              errors++;
                            }
                          } else {
                            const err502 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/workloadIdentity/provider", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/workloadIdentity/properties/provider/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err502];
                            } else {
                              vErrors.push(err502);
                            }
                            errors++;
                          }
                        }
                        if (data209.project !== void 0) {
                          let data211 = data209.project;
                          if (typeof data211 === "string") {
                            if (func2(data211) > 200) {
                              const err503 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/workloadIdentity/project", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/workloadIdentity/properties/project/maxLength", keyword: "maxLength", params: { limit: 200 } };
                              if (vErrors === null) {
                                vErrors = [err503];
                              } else {
                                vErrors.push(err503);
                              }
                              errors++;
                            }
                            if (!pattern50.test(data211)) {
                              const err504 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/workloadIdentity/project", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/workloadIdentity/properties/project/pattern", keyword: "pattern", params: { pattern: "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$" } };
                              if (vErrors === null) {
                                vErrors = [err504];
                              } else {
                                vErrors.push(err504);
                              }
                              errors++;
                            }
                          } else {
                            const err505 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/workloadIdentity/project", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/workloadIdentity/properties/project/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err505];
                            } else {
                              vErrors.push(err505);
                            }
                            errors++;
                          }
                        }
                        if (data209.identityProvider !== void 0) {
                          let data212 = data209.identityProvider;
                          if (typeof data212 === "string") {
                            if (!pattern51.test(data212)) {
                              const err506 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/workloadIdentity/identityProvider", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/workloadIdentity/properties/identityProvider/pattern", keyword: "pattern", params: { pattern: "^https://[!-~]{1,500}$" } };
                              if (vErrors === null) {
                                vErrors = [err506];
                              } else {
                                vErrors.push(err506);
                              }
                              errors++;
                            }
                          } else {
                            const err507 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/workloadIdentity/identityProvider", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/workloadIdentity/properties/identityProvider/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err507];
                            } else {
                              vErrors.push(err507);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err508 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/workloadIdentity", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/workloadIdentity/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err508];
                        } else {
                          vErrors.push(err508);
                        }
                        errors++;
                      }
                    }
                    if (data199.allowedServiceAccounts !== void 0) {
                      let data213 = data199.allowedServiceAccounts;
                      if (Array.isArray(data213)) {
                        if (data213.length < 1) {
                          const err509 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/allowedServiceAccounts", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/allowedServiceAccounts/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err509];
                          } else {
                            vErrors.push(err509);
                          }
                          errors++;
                        }
                        const len22 = data213.length;
                        for (let i22 = 0; i22 < len22; i22++) {
                          let data214 = data213[i22];
                          if (typeof data214 === "string") {
                            if (!pattern52.test(data214)) {
                              const err510 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/allowedServiceAccounts/" + i22, schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/allowedServiceAccounts/items/pattern", keyword: "pattern", params: { pattern: "^[-a-z0-9*]{1,64}@[-.a-z0-9*]{1,200}$" } };
                              if (vErrors === null) {
                                vErrors = [err510];
                              } else {
                                vErrors.push(err510);
                              }
                              errors++;
                            }
                          } else {
                            const err511 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/allowedServiceAccounts/" + i22, schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/allowedServiceAccounts/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err511];
                            } else {
                              vErrors.push(err511);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err512 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/allowedServiceAccounts", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/allowedServiceAccounts/type", keyword: "type", params: { type: "array" } };
                        if (vErrors === null) {
                          vErrors = [err512];
                        } else {
                          vErrors.push(err512);
                        }
                        errors++;
                      }
                    }
                    if (data199.endpoints !== void 0) {
                      let data215 = data199.endpoints;
                      if (data215 && typeof data215 == "object" && !Array.isArray(data215)) {
                        for (const key34 in data215) {
                          if (!(key34 === "metadata" || key34 === "sts" || key34 === "iamCredentials" || key34 === "oauth2")) {
                            const err513 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key34 } };
                            if (vErrors === null) {
                              vErrors = [err513];
                            } else {
                              vErrors.push(err513);
                            }
                            errors++;
                          }
                        }
                        if (data215.metadata !== void 0) {
                          let data216 = data215.metadata;
                          if (typeof data216 === "string") {
                            if (func2(data216) > 300) {
                              const err514 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/metadata", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/metadata/maxLength", keyword: "maxLength", params: { limit: 300 } };
                              if (vErrors === null) {
                                vErrors = [err514];
                              } else {
                                vErrors.push(err514);
                              }
                              errors++;
                            }
                            if (!pattern53.test(data216)) {
                              const err515 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/metadata", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/metadata/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                              if (vErrors === null) {
                                vErrors = [err515];
                              } else {
                                vErrors.push(err515);
                              }
                              errors++;
                            }
                          } else {
                            const err516 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/metadata", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/metadata/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err516];
                            } else {
                              vErrors.push(err516);
                            }
                            errors++;
                          }
                        }
                        if (data215.sts !== void 0) {
                          let data217 = data215.sts;
                          if (typeof data217 === "string") {
                            if (func2(data217) > 300) {
                              const err517 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/sts", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/sts/maxLength", keyword: "maxLength", params: { limit: 300 } };
                              if (vErrors === null) {
                                vErrors = [err517];
                              } else {
                                vErrors.push(err517);
                              }
                              errors++;
                            }
                            if (!pattern53.test(data217)) {
                              const err518 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/sts", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/sts/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                              if (vErrors === null) {
                                vErrors = [err518];
                              } else {
                                vErrors.push(err518);
                              }
                              errors++;
                            }
                          } else {
                            const err519 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/sts", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/sts/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err519];
                            } else {
                              vErrors.push(err519);
                            }
                            errors++;
                          }
                        }
                        if (data215.iamCredentials !== void 0) {
                          let data218 = data215.iamCredentials;
                          if (typeof data218 === "string") {
                            if (func2(data218) > 300) {
                              const err520 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/iamCredentials", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/iamCredentials/maxLength", keyword: "maxLength", params: { limit: 300 } };
                              if (vErrors === null) {
                                vErrors = [err520];
                              } else {
                                vErrors.push(err520);
                              }
                              errors++;
                            }
                            if (!pattern53.test(data218)) {
                              const err521 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/iamCredentials", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/iamCredentials/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                              if (vErrors === null) {
                                vErrors = [err521];
                              } else {
                                vErrors.push(err521);
                              }
                              errors++;
                            }
                          } else {
                            const err522 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/iamCredentials", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/iamCredentials/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err522];
                            } else {
                              vErrors.push(err522);
                            }
                            errors++;
                          }
                        }
                        if (data215.oauth2 !== void 0) {
                          let data219 = data215.oauth2;
                          if (typeof data219 === "string") {
                            if (func2(data219) > 300) {
                              const err523 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/oauth2", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/oauth2/maxLength", keyword: "maxLength", params: { limit: 300 } };
                              if (vErrors === null) {
                                vErrors = [err523];
                              } else {
                                vErrors.push(err523);
                              }
                              errors++;
                            }
                            if (!pattern53.test(data219)) {
                              const err524 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/oauth2", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/oauth2/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                              if (vErrors === null) {
                                vErrors = [err524];
                              } else {
                                vErrors.push(err524);
                              }
                              errors++;
                            }
                          } else {
                            const err525 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints/oauth2", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/properties/oauth2/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err525];
                            } else {
                              vErrors.push(err525);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err526 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager/endpoints", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/properties/endpoints/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err526];
                        } else {
                          vErrors.push(err526);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err527 = { instancePath: instancePath + "/rules/" + i0 + "/secret/googleSecretManager", schemaPath: "#/properties/rules/items/properties/secret/properties/googleSecretManager/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err527];
                    } else {
                      vErrors.push(err527);
                    }
                    errors++;
                  }
                }
                if (data171.azureKeyVault !== void 0) {
                  let data220 = data171.azureKeyVault;
                  if (data220 && typeof data220 == "object" && !Array.isArray(data220)) {
                    if (data220.vault === void 0) {
                      const err528 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/required", keyword: "required", params: { missingProperty: "vault" } };
                      if (vErrors === null) {
                        vErrors = [err528];
                      } else {
                        vErrors.push(err528);
                      }
                      errors++;
                    }
                    if (data220.name === void 0) {
                      const err529 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/required", keyword: "required", params: { missingProperty: "name" } };
                      if (vErrors === null) {
                        vErrors = [err529];
                      } else {
                        vErrors.push(err529);
                      }
                      errors++;
                    }
                    for (const key35 in data220) {
                      if (!func1.call(schema31.properties.rules.items.properties.secret.properties.azureKeyVault.properties, key35)) {
                        const err530 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key35 } };
                        if (vErrors === null) {
                          vErrors = [err530];
                        } else {
                          vErrors.push(err530);
                        }
                        errors++;
                      }
                    }
                    if (data220.vault !== void 0) {
                      let data221 = data220.vault;
                      if (typeof data221 === "string") {
                        if (!pattern159.test(data221)) {
                          const err531 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/vault", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/vault/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]([.]vault[.](azure[.]net|azure[.]cn|usgovcloudapi[.]net))?$" } };
                          if (vErrors === null) {
                            vErrors = [err531];
                          } else {
                            vErrors.push(err531);
                          }
                          errors++;
                        }
                      } else {
                        const err532 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/vault", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/vault/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err532];
                        } else {
                          vErrors.push(err532);
                        }
                        errors++;
                      }
                    }
                    if (data220.name !== void 0) {
                      let data222 = data220.name;
                      if (typeof data222 === "string") {
                        if (!pattern160.test(data222)) {
                          const err533 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/name", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/name/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9-]{1,127}$" } };
                          if (vErrors === null) {
                            vErrors = [err533];
                          } else {
                            vErrors.push(err533);
                          }
                          errors++;
                        }
                      } else {
                        const err534 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/name", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/name/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err534];
                        } else {
                          vErrors.push(err534);
                        }
                        errors++;
                      }
                    }
                    if (data220.version !== void 0) {
                      let data223 = data220.version;
                      if (typeof data223 === "string") {
                        if (!pattern161.test(data223)) {
                          const err535 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/version", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/version/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{32}$" } };
                          if (vErrors === null) {
                            vErrors = [err535];
                          } else {
                            vErrors.push(err535);
                          }
                          errors++;
                        }
                      } else {
                        const err536 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/version", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/version/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err536];
                        } else {
                          vErrors.push(err536);
                        }
                        errors++;
                      }
                    }
                    if (data220.endpoint !== void 0) {
                      let data224 = data220.endpoint;
                      if (typeof data224 === "string") {
                        if (!pattern20.test(data224)) {
                          const err537 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err537];
                          } else {
                            vErrors.push(err537);
                          }
                          errors++;
                        }
                      } else {
                        const err538 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err538];
                        } else {
                          vErrors.push(err538);
                        }
                        errors++;
                      }
                    }
                    if (data220.managedIdentity !== void 0) {
                      let data225 = data220.managedIdentity;
                      if (data225 && typeof data225 == "object" && !Array.isArray(data225)) {
                        if (Object.keys(data225).length > 1) {
                          const err539 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/managedIdentity", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/managedIdentity/maxProperties", keyword: "maxProperties", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err539];
                          } else {
                            vErrors.push(err539);
                          }
                          errors++;
                        }
                        for (const key36 in data225) {
                          if (!(key36 === "clientId" || key36 === "objectId" || key36 === "resourceId")) {
                            const err540 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/managedIdentity", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/managedIdentity/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key36 } };
                            if (vErrors === null) {
                              vErrors = [err540];
                            } else {
                              vErrors.push(err540);
                            }
                            errors++;
                          }
                        }
                        if (data225.clientId !== void 0) {
                          let data226 = data225.clientId;
                          if (typeof data226 === "string") {
                            if (!pattern23.test(data226)) {
                              const err541 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/managedIdentity/clientId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/managedIdentity/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                              if (vErrors === null) {
                                vErrors = [err541];
                              } else {
                                vErrors.push(err541);
                              }
                              errors++;
                            }
                          } else {
                            const err542 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/managedIdentity/clientId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/managedIdentity/properties/clientId/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err542];
                            } else {
                              vErrors.push(err542);
                            }
                            errors++;
                          }
                        }
                        if (data225.objectId !== void 0) {
                          let data227 = data225.objectId;
                          if (typeof data227 === "string") {
                            if (!pattern23.test(data227)) {
                              const err543 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/managedIdentity/objectId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/managedIdentity/properties/objectId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                              if (vErrors === null) {
                                vErrors = [err543];
                              } else {
                                vErrors.push(err543);
                              }
                              errors++;
                            }
                          } else {
                            const err544 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/managedIdentity/objectId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/managedIdentity/properties/objectId/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err544];
                            } else {
                              vErrors.push(err544);
                            }
                            errors++;
                          }
                        }
                        if (data225.resourceId !== void 0) {
                          let data228 = data225.resourceId;
                          if (typeof data228 === "string") {
                            if (!pattern25.test(data228)) {
                              const err545 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/managedIdentity/resourceId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/managedIdentity/properties/resourceId/pattern", keyword: "pattern", params: { pattern: "^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[-\\w.()/]{1,500}$" } };
                              if (vErrors === null) {
                                vErrors = [err545];
                              } else {
                                vErrors.push(err545);
                              }
                              errors++;
                            }
                          } else {
                            const err546 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/managedIdentity/resourceId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/managedIdentity/properties/resourceId/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err546];
                            } else {
                              vErrors.push(err546);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err547 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/managedIdentity", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/managedIdentity/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err547];
                        } else {
                          vErrors.push(err547);
                        }
                        errors++;
                      }
                    }
                    if (data220.workloadIdentity !== void 0) {
                      let data229 = data220.workloadIdentity;
                      if (data229 && typeof data229 == "object" && !Array.isArray(data229)) {
                        for (const key37 in data229) {
                          if (!(key37 === "clientId" || key37 === "tenantId" || key37 === "tokenFile")) {
                            const err548 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/workloadIdentity", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/workloadIdentity/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key37 } };
                            if (vErrors === null) {
                              vErrors = [err548];
                            } else {
                              vErrors.push(err548);
                            }
                            errors++;
                          }
                        }
                        if (data229.clientId !== void 0) {
                          let data230 = data229.clientId;
                          if (typeof data230 === "string") {
                            if (!pattern23.test(data230)) {
                              const err549 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/workloadIdentity/clientId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/workloadIdentity/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                              if (vErrors === null) {
                                vErrors = [err549];
                              } else {
                                vErrors.push(err549);
                              }
                              errors++;
                            }
                          } else {
                            const err550 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/workloadIdentity/clientId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/workloadIdentity/properties/clientId/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err550];
                            } else {
                              vErrors.push(err550);
                            }
                            errors++;
                          }
                        }
                        if (data229.tenantId !== void 0) {
                          let data231 = data229.tenantId;
                          if (typeof data231 === "string") {
                            if (func2(data231) > 253) {
                              const err551 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/workloadIdentity/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                              if (vErrors === null) {
                                vErrors = [err551];
                              } else {
                                vErrors.push(err551);
                              }
                              errors++;
                            }
                            if (!pattern27.test(data231)) {
                              const err552 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/workloadIdentity/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                              if (vErrors === null) {
                                vErrors = [err552];
                              } else {
                                vErrors.push(err552);
                              }
                              errors++;
                            }
                          } else {
                            const err553 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/workloadIdentity/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err553];
                            } else {
                              vErrors.push(err553);
                            }
                            errors++;
                          }
                        }
                        if (data229.tokenFile !== void 0) {
                          let data232 = data229.tokenFile;
                          if (typeof data232 === "string") {
                            if (!pattern5.test(data232)) {
                              const err554 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/workloadIdentity/tokenFile", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/workloadIdentity/properties/tokenFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                              if (vErrors === null) {
                                vErrors = [err554];
                              } else {
                                vErrors.push(err554);
                              }
                              errors++;
                            }
                          } else {
                            const err555 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/workloadIdentity/tokenFile", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/workloadIdentity/properties/tokenFile/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err555];
                            } else {
                              vErrors.push(err555);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err556 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/workloadIdentity", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/workloadIdentity/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err556];
                        } else {
                          vErrors.push(err556);
                        }
                        errors++;
                      }
                    }
                    if (data220.servicePrincipal !== void 0) {
                      let data233 = data220.servicePrincipal;
                      const _errs540 = errors;
                      let valid92 = false;
                      let passing7 = null;
                      const _errs541 = errors;
                      if (data233 && typeof data233 == "object" && !Array.isArray(data233)) {
                        if (data233.clientSecretFile === void 0) {
                          const err557 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/oneOf/0/required", keyword: "required", params: { missingProperty: "clientSecretFile" } };
                          if (vErrors === null) {
                            vErrors = [err557];
                          } else {
                            vErrors.push(err557);
                          }
                          errors++;
                        }
                      }
                      var _valid8 = _errs541 === errors;
                      if (_valid8) {
                        valid92 = true;
                        passing7 = 0;
                      }
                      const _errs542 = errors;
                      if (data233 && typeof data233 == "object" && !Array.isArray(data233)) {
                        if (data233.clientCertificateFile === void 0) {
                          const err558 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/oneOf/1/required", keyword: "required", params: { missingProperty: "clientCertificateFile" } };
                          if (vErrors === null) {
                            vErrors = [err558];
                          } else {
                            vErrors.push(err558);
                          }
                          errors++;
                        }
                      }
                      var _valid8 = _errs542 === errors;
                      if (_valid8 && valid92) {
                        valid92 = false;
                        passing7 = [passing7, 1];
                      } else {
                        if (_valid8) {
                          valid92 = true;
                          passing7 = 1;
                        }
                      }
                      if (!valid92) {
                        const err559 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/oneOf", keyword: "oneOf", params: { passingSchemas: passing7 } };
                        if (vErrors === null) {
                          vErrors = [err559];
                        } else {
                          vErrors.push(err559);
                        }
                        errors++;
                      } else {
                        errors = _errs540;
                        if (vErrors !== null) {
                          if (_errs540) {
                            vErrors.length = _errs540;
                          } else {
                            vErrors = null;
                          }
                        }
                      }
                      if (data233 && typeof data233 == "object" && !Array.isArray(data233)) {
                        if (data233.clientId === void 0) {
                          const err560 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/required", keyword: "required", params: { missingProperty: "clientId" } };
                          if (vErrors === null) {
                            vErrors = [err560];
                          } else {
                            vErrors.push(err560);
                          }
                          errors++;
                        }
                        if (data233.tenantId === void 0) {
                          const err561 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/required", keyword: "required", params: { missingProperty: "tenantId" } };
                          if (vErrors === null) {
                            vErrors = [err561];
                          } else {
                            vErrors.push(err561);
                          }
                          errors++;
                        }
                        for (const key38 in data233) {
                          if (!(key38 === "clientId" || key38 === "tenantId" || key38 === "clientSecretFile" || key38 === "clientCertificateFile")) {
                            const err562 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key38 } };
                            if (vErrors === null) {
                              vErrors = [err562];
                            } else {
                              vErrors.push(err562);
                            }
                            errors++;
                          }
                        }
                        if (data233.clientId !== void 0) {
                          let data234 = data233.clientId;
                          if (typeof data234 === "string") {
                            if (!pattern23.test(data234)) {
                              const err563 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal/clientId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                              if (vErrors === null) {
                                vErrors = [err563];
                              } else {
                                vErrors.push(err563);
                              }
                              errors++;
                            }
                          } else {
                            const err564 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal/clientId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/properties/clientId/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err564];
                            } else {
                              vErrors.push(err564);
                            }
                            errors++;
                          }
                        }
                        if (data233.tenantId !== void 0) {
                          let data235 = data233.tenantId;
                          if (typeof data235 === "string") {
                            if (func2(data235) > 253) {
                              const err565 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                              if (vErrors === null) {
                                vErrors = [err565];
                              } else {
                                vErrors.push(err565);
                              }
                              errors++;
                            }
                            if (!pattern27.test(data235)) {
                              const err566 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                              if (vErrors === null) {
                                vErrors = [err566];
                              } else {
                                vErrors.push(err566);
                              }
                              errors++;
                            }
                          } else {
                            const err567 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err567];
                            } else {
                              vErrors.push(err567);
                            }
                            errors++;
                          }
                        }
                        if (data233.clientSecretFile !== void 0) {
                          let data236 = data233.clientSecretFile;
                          if (typeof data236 === "string") {
                            if (!pattern5.test(data236)) {
                              const err568 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal/clientSecretFile", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/properties/clientSecretFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                              if (vErrors === null) {
                                vErrors = [err568];
                              } else {
                                vErrors.push(err568);
                              }
                              errors++;
                            }
                          } else {
                            const err569 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal/clientSecretFile", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/properties/clientSecretFile/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err569];
                            } else {
                              vErrors.push(err569);
                            }
                            errors++;
                          }
                        }
                        if (data233.clientCertificateFile !== void 0) {
                          let data237 = data233.clientCertificateFile;
                          if (typeof data237 === "string") {
                            if (!pattern5.test(data237)) {
                              const err570 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal/clientCertificateFile", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/properties/clientCertificateFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                              if (vErrors === null) {
                                vErrors = [err570];
                              } else {
                                vErrors.push(err570);
                              }
                              errors++;
                            }
                          } else {
                            const err571 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal/clientCertificateFile", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/properties/clientCertificateFile/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err571];
                            } else {
                              vErrors.push(err571);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err572 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/servicePrincipal", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/servicePrincipal/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err572];
                        } else {
                          vErrors.push(err572);
                        }
                        errors++;
                      }
                    }
                    if (data220.azureJson !== void 0) {
                      let data238 = data220.azureJson;
                      if (typeof data238 === "string") {
                        if (!pattern5.test(data238)) {
                          const err573 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/azureJson", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/azureJson/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err573];
                          } else {
                            vErrors.push(err573);
                          }
                          errors++;
                        }
                      } else {
                        const err574 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/azureJson", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/azureJson/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err574];
                        } else {
                          vErrors.push(err574);
                        }
                        errors++;
                      }
                    }
                    if (data220.clientId !== void 0) {
                      let data239 = data220.clientId;
                      if (typeof data239 === "string") {
                        if (!pattern23.test(data239)) {
                          const err575 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/clientId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err575];
                          } else {
                            vErrors.push(err575);
                          }
                          errors++;
                        }
                      } else {
                        const err576 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/clientId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/clientId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err576];
                        } else {
                          vErrors.push(err576);
                        }
                        errors++;
                      }
                    }
                    if (data220.tenantId !== void 0) {
                      let data240 = data220.tenantId;
                      if (typeof data240 === "string") {
                        if (func2(data240) > 253) {
                          const err577 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/tenantId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                          if (vErrors === null) {
                            vErrors = [err577];
                          } else {
                            vErrors.push(err577);
                          }
                          errors++;
                        }
                        if (!pattern27.test(data240)) {
                          const err578 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/tenantId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                          if (vErrors === null) {
                            vErrors = [err578];
                          } else {
                            vErrors.push(err578);
                          }
                          errors++;
                        }
                      } else {
                        const err579 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/tenantId", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err579];
                        } else {
                          vErrors.push(err579);
                        }
                        errors++;
                      }
                    }
                    if (data220.allowedClientIds !== void 0) {
                      let data241 = data220.allowedClientIds;
                      if (Array.isArray(data241)) {
                        if (data241.length < 1) {
                          const err580 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/allowedClientIds", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/allowedClientIds/minItems", keyword: "minItems", params: { limit: 1 } };
                          if (vErrors === null) {
                            vErrors = [err580];
                          } else {
                            vErrors.push(err580);
                          }
                          errors++;
                        }
                        const len23 = data241.length;
                        for (let i23 = 0; i23 < len23; i23++) {
                          let data242 = data241[i23];
                          if (typeof data242 === "string") {
                            if (!pattern23.test(data242)) {
                              const err581 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/allowedClientIds/" + i23, schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/allowedClientIds/items/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                              if (vErrors === null) {
                                vErrors = [err581];
                              } else {
                                vErrors.push(err581);
                              }
                              errors++;
                            }
                          } else {
                            const err582 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/allowedClientIds/" + i23, schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/allowedClientIds/items/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err582];
                            } else {
                              vErrors.push(err582);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err583 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/allowedClientIds", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/allowedClientIds/type", keyword: "type", params: { type: "array" } };
                        if (vErrors === null) {
                          vErrors = [err583];
                        } else {
                          vErrors.push(err583);
                        }
                        errors++;
                      }
                    }
                    if (data220.identityBinding !== void 0) {
                      let data243 = data220.identityBinding;
                      if (data243 && typeof data243 == "object" && !Array.isArray(data243)) {
                        if (data243.sniName === void 0) {
                          const err584 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/required", keyword: "required", params: { missingProperty: "sniName" } };
                          if (vErrors === null) {
                            vErrors = [err584];
                          } else {
                            vErrors.push(err584);
                          }
                          errors++;
                        }
                        if (data243.apiServer === void 0) {
                          const err585 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/required", keyword: "required", params: { missingProperty: "apiServer" } };
                          if (vErrors === null) {
                            vErrors = [err585];
                          } else {
                            vErrors.push(err585);
                          }
                          errors++;
                        }
                        if (data243.caFile === void 0) {
                          const err586 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/required", keyword: "required", params: { missingProperty: "caFile" } };
                          if (vErrors === null) {
                            vErrors = [err586];
                          } else {
                            vErrors.push(err586);
                          }
                          errors++;
                        }
                        for (const key39 in data243) {
                          if (!(key39 === "sniName" || key39 === "apiServer" || key39 === "caFile")) {
                            const err587 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key39 } };
                            if (vErrors === null) {
                              vErrors = [err587];
                            } else {
                              vErrors.push(err587);
                            }
                            errors++;
                          }
                        }
                        if (data243.sniName !== void 0) {
                          let data244 = data243.sniName;
                          if (typeof data244 === "string") {
                            if (func2(data244) > 253) {
                              const err588 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding/sniName", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/properties/sniName/maxLength", keyword: "maxLength", params: { limit: 253 } };
                              if (vErrors === null) {
                                vErrors = [err588];
                              } else {
                                vErrors.push(err588);
                              }
                              errors++;
                            }
                            if (!pattern37.test(data244)) {
                              const err589 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding/sniName", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/properties/sniName/pattern", keyword: "pattern", params: { pattern: "^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])*[a-z]([-a-z0-9]*[a-z0-9])?$" } };
                              if (vErrors === null) {
                                vErrors = [err589];
                              } else {
                                vErrors.push(err589);
                              }
                              errors++;
                            }
                          } else {
                            const err590 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding/sniName", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/properties/sniName/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err590];
                            } else {
                              vErrors.push(err590);
                            }
                            errors++;
                          }
                        }
                        if (data243.apiServer !== void 0) {
                          let data245 = data243.apiServer;
                          if (typeof data245 === "string") {
                            if (func2(data245) > 260) {
                              const err591 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding/apiServer", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/properties/apiServer/maxLength", keyword: "maxLength", params: { limit: 260 } };
                              if (vErrors === null) {
                                vErrors = [err591];
                              } else {
                                vErrors.push(err591);
                              }
                              errors++;
                            }
                            if (!pattern38.test(data245)) {
                              const err592 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding/apiServer", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/properties/apiServer/pattern", keyword: "pattern", params: { pattern: "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                              if (vErrors === null) {
                                vErrors = [err592];
                              } else {
                                vErrors.push(err592);
                              }
                              errors++;
                            }
                          } else {
                            const err593 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding/apiServer", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/properties/apiServer/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err593];
                            } else {
                              vErrors.push(err593);
                            }
                            errors++;
                          }
                        }
                        if (data243.caFile !== void 0) {
                          let data246 = data243.caFile;
                          if (typeof data246 === "string") {
                            if (!pattern5.test(data246)) {
                              const err594 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding/caFile", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/properties/caFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                              if (vErrors === null) {
                                vErrors = [err594];
                              } else {
                                vErrors.push(err594);
                              }
                              errors++;
                            }
                          } else {
                            const err595 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding/caFile", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/properties/caFile/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err595];
                            } else {
                              vErrors.push(err595);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err596 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/identityBinding", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/identityBinding/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err596];
                        } else {
                          vErrors.push(err596);
                        }
                        errors++;
                      }
                    }
                    if (data220.cloud !== void 0) {
                      let data247 = data220.cloud;
                      if (data247 && typeof data247 == "object" && !Array.isArray(data247)) {
                        for (const key40 in data247) {
                          if (!(key40 === "suffix" || key40 === "authorityHost" || key40 === "resource")) {
                            const err597 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/cloud", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/cloud/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key40 } };
                            if (vErrors === null) {
                              vErrors = [err597];
                            } else {
                              vErrors.push(err597);
                            }
                            errors++;
                          }
                        }
                        if (data247.suffix !== void 0) {
                          let data248 = data247.suffix;
                          if (typeof data248 === "string") {
                            if (func2(data248) > 200) {
                              const err598 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/cloud/suffix", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/cloud/properties/suffix/maxLength", keyword: "maxLength", params: { limit: 200 } };
                              if (vErrors === null) {
                                vErrors = [err598];
                              } else {
                                vErrors.push(err598);
                              }
                              errors++;
                            }
                            if (!pattern40.test(data248)) {
                              const err599 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/cloud/suffix", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/cloud/properties/suffix/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$" } };
                              if (vErrors === null) {
                                vErrors = [err599];
                              } else {
                                vErrors.push(err599);
                              }
                              errors++;
                            }
                          } else {
                            const err600 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/cloud/suffix", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/cloud/properties/suffix/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err600];
                            } else {
                              vErrors.push(err600);
                            }
                            errors++;
                          }
                        }
                        if (data247.authorityHost !== void 0) {
                          let data249 = data247.authorityHost;
                          if (typeof data249 === "string") {
                            if (!pattern41.test(data249)) {
                              const err601 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/cloud/authorityHost", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/cloud/properties/authorityHost/pattern", keyword: "pattern", params: { pattern: "^https://[^\\s/?#@]+/?$" } };
                              if (vErrors === null) {
                                vErrors = [err601];
                              } else {
                                vErrors.push(err601);
                              }
                              errors++;
                            }
                          } else {
                            const err602 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/cloud/authorityHost", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/cloud/properties/authorityHost/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err602];
                            } else {
                              vErrors.push(err602);
                            }
                            errors++;
                          }
                        }
                        if (data247.resource !== void 0) {
                          let data250 = data247.resource;
                          if (typeof data250 === "string") {
                            if (!pattern42.test(data250)) {
                              const err603 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/cloud/resource", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/cloud/properties/resource/pattern", keyword: "pattern", params: { pattern: "^https://[^\\s?#@]+$" } };
                              if (vErrors === null) {
                                vErrors = [err603];
                              } else {
                                vErrors.push(err603);
                              }
                              errors++;
                            }
                          } else {
                            const err604 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/cloud/resource", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/cloud/properties/resource/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err604];
                            } else {
                              vErrors.push(err604);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err605 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault/cloud", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/properties/cloud/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err605];
                        } else {
                          vErrors.push(err605);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err606 = { instancePath: instancePath + "/rules/" + i0 + "/secret/azureKeyVault", schemaPath: "#/properties/rules/items/properties/secret/properties/azureKeyVault/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err606];
                    } else {
                      vErrors.push(err606);
                    }
                    errors++;
                  }
                }
                if (data171.vault !== void 0) {
                  let data251 = data171.vault;
                  const _errs582 = errors;
                  let valid98 = false;
                  let passing8 = null;
                  const _errs583 = errors;
                  if (data251 && typeof data251 == "object" && !Array.isArray(data251)) {
                    if (data251.kubernetes === void 0) {
                      const err607 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/oneOf/0/required", keyword: "required", params: { missingProperty: "kubernetes" } };
                      if (vErrors === null) {
                        vErrors = [err607];
                      } else {
                        vErrors.push(err607);
                      }
                      errors++;
                    }
                  }
                  var _valid9 = _errs583 === errors;
                  if (_valid9) {
                    valid98 = true;
                    passing8 = 0;
                  }
                  const _errs584 = errors;
                  if (data251 && typeof data251 == "object" && !Array.isArray(data251)) {
                    if (data251.jwt === void 0) {
                      const err608 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/oneOf/1/required", keyword: "required", params: { missingProperty: "jwt" } };
                      if (vErrors === null) {
                        vErrors = [err608];
                      } else {
                        vErrors.push(err608);
                      }
                      errors++;
                    }
                  }
                  var _valid9 = _errs584 === errors;
                  if (_valid9 && valid98) {
                    valid98 = false;
                    passing8 = [passing8, 1];
                  } else {
                    if (_valid9) {
                      valid98 = true;
                      passing8 = 1;
                    }
                  }
                  if (!valid98) {
                    const err609 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/oneOf", keyword: "oneOf", params: { passingSchemas: passing8 } };
                    if (vErrors === null) {
                      vErrors = [err609];
                    } else {
                      vErrors.push(err609);
                    }
                    errors++;
                  } else {
                    errors = _errs582;
                    if (vErrors !== null) {
                      if (_errs582) {
                        vErrors.length = _errs582;
                      } else {
                        vErrors = null;
                      }
                    }
                  }
                  if (data251 && typeof data251 == "object" && !Array.isArray(data251)) {
                    if (data251.address === void 0) {
                      const err610 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/required", keyword: "required", params: { missingProperty: "address" } };
                      if (vErrors === null) {
                        vErrors = [err610];
                      } else {
                        vErrors.push(err610);
                      }
                      errors++;
                    }
                    if (data251.path === void 0) {
                      const err611 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/required", keyword: "required", params: { missingProperty: "path" } };
                      if (vErrors === null) {
                        vErrors = [err611];
                      } else {
                        vErrors.push(err611);
                      }
                      errors++;
                    }
                    for (const key41 in data251) {
                      if (!func1.call(schema31.properties.rules.items.properties.secret.properties.vault.properties, key41)) {
                        const err612 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key41 } };
                        if (vErrors === null) {
                          vErrors = [err612];
                        } else {
                          vErrors.push(err612);
                        }
                        errors++;
                      }
                    }
                    if (data251.address !== void 0) {
                      let data252 = data251.address;
                      if (typeof data252 === "string") {
                        if (!pattern20.test(data252)) {
                          const err613 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/address", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/address/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                          if (vErrors === null) {
                            vErrors = [err613];
                          } else {
                            vErrors.push(err613);
                          }
                          errors++;
                        }
                      } else {
                        const err614 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/address", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/address/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err614];
                        } else {
                          vErrors.push(err614);
                        }
                        errors++;
                      }
                    }
                    if (data251.caFile !== void 0) {
                      let data253 = data251.caFile;
                      if (typeof data253 === "string") {
                        if (!pattern5.test(data253)) {
                          const err615 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/caFile", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/caFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err615];
                          } else {
                            vErrors.push(err615);
                          }
                          errors++;
                        }
                      } else {
                        const err616 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/caFile", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/caFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err616];
                        } else {
                          vErrors.push(err616);
                        }
                        errors++;
                      }
                    }
                    if (data251.namespace !== void 0) {
                      let data254 = data251.namespace;
                      if (typeof data254 === "string") {
                        if (func2(data254) > 500) {
                          const err617 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/namespace", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/namespace/maxLength", keyword: "maxLength", params: { limit: 500 } };
                          if (vErrors === null) {
                            vErrors = [err617];
                          } else {
                            vErrors.push(err617);
                          }
                          errors++;
                        }
                        if (!pattern185.test(data254)) {
                          const err618 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/namespace", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/namespace/pattern", keyword: "pattern", params: { pattern: "^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*/?$" } };
                          if (vErrors === null) {
                            vErrors = [err618];
                          } else {
                            vErrors.push(err618);
                          }
                          errors++;
                        }
                      } else {
                        const err619 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/namespace", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/namespace/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err619];
                        } else {
                          vErrors.push(err619);
                        }
                        errors++;
                      }
                    }
                    if (data251.mount !== void 0) {
                      let data255 = data251.mount;
                      if (typeof data255 === "string") {
                        if (func2(data255) > 200) {
                          const err620 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/mount", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/mount/maxLength", keyword: "maxLength", params: { limit: 200 } };
                          if (vErrors === null) {
                            vErrors = [err620];
                          } else {
                            vErrors.push(err620);
                          }
                          errors++;
                        }
                        if (!pattern186.test(data255)) {
                          const err621 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/mount", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/mount/pattern", keyword: "pattern", params: { pattern: "^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$" } };
                          if (vErrors === null) {
                            vErrors = [err621];
                          } else {
                            vErrors.push(err621);
                          }
                          errors++;
                        }
                      } else {
                        const err622 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/mount", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/mount/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err622];
                        } else {
                          vErrors.push(err622);
                        }
                        errors++;
                      }
                    }
                    if (data251.path !== void 0) {
                      let data256 = data251.path;
                      if (typeof data256 === "string") {
                        if (func2(data256) > 500) {
                          const err623 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/path", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/path/maxLength", keyword: "maxLength", params: { limit: 500 } };
                          if (vErrors === null) {
                            vErrors = [err623];
                          } else {
                            vErrors.push(err623);
                          }
                          errors++;
                        }
                        if (!pattern186.test(data256)) {
                          const err624 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/path", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/path/pattern", keyword: "pattern", params: { pattern: "^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$" } };
                          if (vErrors === null) {
                            vErrors = [err624];
                          } else {
                            vErrors.push(err624);
                          }
                          errors++;
                        }
                      } else {
                        const err625 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/path", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/path/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err625];
                        } else {
                          vErrors.push(err625);
                        }
                        errors++;
                      }
                    }
                    if (data251.version !== void 0) {
                      let data257 = data251.version;
                      if (typeof data257 === "string") {
                        if (!pattern188.test(data257)) {
                          const err626 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/version", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/version/pattern", keyword: "pattern", params: { pattern: "^[1-9][0-9]{0,8}$" } };
                          if (vErrors === null) {
                            vErrors = [err626];
                          } else {
                            vErrors.push(err626);
                          }
                          errors++;
                        }
                      } else {
                        const err627 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/version", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/version/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err627];
                        } else {
                          vErrors.push(err627);
                        }
                        errors++;
                      }
                    }
                    if (data251.field !== void 0) {
                      let data258 = data251.field;
                      if (typeof data258 === "string") {
                        if (!pattern189.test(data258)) {
                          const err628 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/field", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/field/pattern", keyword: "pattern", params: { pattern: "^[!-~]{1,200}$" } };
                          if (vErrors === null) {
                            vErrors = [err628];
                          } else {
                            vErrors.push(err628);
                          }
                          errors++;
                        }
                      } else {
                        const err629 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/field", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/field/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err629];
                        } else {
                          vErrors.push(err629);
                        }
                        errors++;
                      }
                    }
                    if (data251.kubernetes !== void 0) {
                      let data259 = data251.kubernetes;
                      if (data259 && typeof data259 == "object" && !Array.isArray(data259)) {
                        if (data259.role === void 0) {
                          const err630 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/kubernetes", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/kubernetes/required", keyword: "required", params: { missingProperty: "role" } };
                          if (vErrors === null) {
                            vErrors = [err630];
                          } else {
                            vErrors.push(err630);
                          }
                          errors++;
                        }
                        for (const key42 in data259) {
                          if (!(key42 === "mount" || key42 === "role")) {
                            const err631 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/kubernetes", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/kubernetes/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key42 } };
                            if (vErrors === null) {
                              vErrors = [err631];
                            } else {
                              vErrors.push(err631);
                            }
                            errors++;
                          }
                        }
                        if (data259.mount !== void 0) {
                          let data260 = data259.mount;
                          if (typeof data260 === "string") {
                            if (func2(data260) > 200) {
                              const err632 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/kubernetes/mount", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/kubernetes/properties/mount/maxLength", keyword: "maxLength", params: { limit: 200 } };
                              if (vErrors === null) {
                                vErrors = [err632];
                              } else {
                                vErrors.push(err632);
                              }
                              errors++;
                            }
                            if (!pattern186.test(data260)) {
                              const err633 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/kubernetes/mount", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/kubernetes/properties/mount/pattern", keyword: "pattern", params: { pattern: "^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$" } };
                              if (vErrors === null) {
                                vErrors = [err633];
                              } else {
                                vErrors.push(err633);
                              }
                              errors++;
                            }
                          } else {
                            const err634 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/kubernetes/mount", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/kubernetes/properties/mount/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err634];
                            } else {
                              vErrors.push(err634);
                            }
                            errors++;
                          }
                        }
                        if (data259.role !== void 0) {
                          let data261 = data259.role;
                          if (typeof data261 === "string") {
                            if (!pattern191.test(data261)) {
                              const err635 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/kubernetes/role", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/kubernetes/properties/role/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,198}[A-Za-z0-9_])?$" } };
                              if (vErrors === null) {
                                vErrors = [err635];
                              } else {
                                vErrors.push(err635);
                              }
                              errors++;
                            }
                          } else {
                            const err636 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/kubernetes/role", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/kubernetes/properties/role/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err636];
                            } else {
                              vErrors.push(err636);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err637 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/kubernetes", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/kubernetes/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err637];
                        } else {
                          vErrors.push(err637);
                        }
                        errors++;
                      }
                    }
                    if (data251.jwt !== void 0) {
                      let data262 = data251.jwt;
                      if (data262 && typeof data262 == "object" && !Array.isArray(data262)) {
                        if (data262.role === void 0) {
                          const err638 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/jwt", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/jwt/required", keyword: "required", params: { missingProperty: "role" } };
                          if (vErrors === null) {
                            vErrors = [err638];
                          } else {
                            vErrors.push(err638);
                          }
                          errors++;
                        }
                        for (const key43 in data262) {
                          if (!(key43 === "mount" || key43 === "role")) {
                            const err639 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/jwt", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/jwt/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key43 } };
                            if (vErrors === null) {
                              vErrors = [err639];
                            } else {
                              vErrors.push(err639);
                            }
                            errors++;
                          }
                        }
                        if (data262.mount !== void 0) {
                          let data263 = data262.mount;
                          if (typeof data263 === "string") {
                            if (func2(data263) > 200) {
                              const err640 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/jwt/mount", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/jwt/properties/mount/maxLength", keyword: "maxLength", params: { limit: 200 } };
                              if (vErrors === null) {
                                vErrors = [err640];
                              } else {
                                vErrors.push(err640);
                              }
                              errors++;
                            }
                            if (!pattern186.test(data263)) {
                              const err641 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/jwt/mount", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/jwt/properties/mount/pattern", keyword: "pattern", params: { pattern: "^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$" } };
                              if (vErrors === null) {
                                vErrors = [err641];
                              } else {
                                vErrors.push(err641);
                              }
                              errors++;
                            }
                          } else {
                            const err642 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/jwt/mount", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/jwt/properties/mount/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err642];
                            } else {
                              vErrors.push(err642);
                            }
                            errors++;
                          }
                        }
                        if (data262.role !== void 0) {
                          let data264 = data262.role;
                          if (typeof data264 === "string") {
                            if (!pattern191.test(data264)) {
                              const err643 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/jwt/role", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/jwt/properties/role/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,198}[A-Za-z0-9_])?$" } };
                              if (vErrors === null) {
                                vErrors = [err643];
                              } else {
                                vErrors.push(err643);
                              }
                              errors++;
                            }
                          } else {
                            const err644 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/jwt/role", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/jwt/properties/role/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err644];
                            } else {
                              vErrors.push(err644);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err645 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/jwt", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/jwt/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err645];
                        } else {
                          vErrors.push(err645);
                        }
                        errors++;
                      }
                    }
                    if (data251.serviceAccountTokenAudience !== void 0) {
                      let data265 = data251.serviceAccountTokenAudience;
                      if (typeof data265 === "string") {
                        if (!pattern60.test(data265)) {
                          const err646 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/serviceAccountTokenAudience", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/serviceAccountTokenAudience/pattern", keyword: "pattern", params: { pattern: "^([!-)+-~]|[!-~]{2,300})$" } };
                          if (vErrors === null) {
                            vErrors = [err646];
                          } else {
                            vErrors.push(err646);
                          }
                          errors++;
                        }
                      } else {
                        const err647 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/serviceAccountTokenAudience", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/serviceAccountTokenAudience/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err647];
                        } else {
                          vErrors.push(err647);
                        }
                        errors++;
                      }
                    }
                    if (data251.subject !== void 0) {
                      let data266 = data251.subject;
                      const _errs618 = errors;
                      let valid102 = false;
                      let passing9 = null;
                      const _errs619 = errors;
                      if (data266 && typeof data266 == "object" && !Array.isArray(data266)) {
                        if (data266.file === void 0) {
                          const err648 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/oneOf/0/required", keyword: "required", params: { missingProperty: "file" } };
                          if (vErrors === null) {
                            vErrors = [err648];
                          } else {
                            vErrors.push(err648);
                          }
                          errors++;
                        }
                      }
                      var _valid10 = _errs619 === errors;
                      if (_valid10) {
                        valid102 = true;
                        passing9 = 0;
                      }
                      const _errs620 = errors;
                      if (data266 && typeof data266 == "object" && !Array.isArray(data266)) {
                        if (data266.google === void 0) {
                          const err649 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/oneOf/1/required", keyword: "required", params: { missingProperty: "google" } };
                          if (vErrors === null) {
                            vErrors = [err649];
                          } else {
                            vErrors.push(err649);
                          }
                          errors++;
                        }
                      }
                      var _valid10 = _errs620 === errors;
                      if (_valid10 && valid102) {
                        valid102 = false;
                        passing9 = [passing9, 1];
                      } else {
                        if (_valid10) {
                          valid102 = true;
                          passing9 = 1;
                        }
                        const _errs621 = errors;
                        if (data266 && typeof data266 == "object" && !Array.isArray(data266)) {
                          if (data266.azure === void 0) {
                            const err650 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/oneOf/2/required", keyword: "required", params: { missingProperty: "azure" } };
                            if (vErrors === null) {
                              vErrors = [err650];
                            } else {
                              vErrors.push(err650);
                            }
                            errors++;
                          }
                        }
                        var _valid10 = _errs621 === errors;
                        if (_valid10 && valid102) {
                          valid102 = false;
                          passing9 = [passing9, 2];
                        } else {
                          if (_valid10) {
                            valid102 = true;
                            passing9 = 2;
                          }
                          const _errs622 = errors;
                          if (data266 && typeof data266 == "object" && !Array.isArray(data266)) {
                            if (data266.aws === void 0) {
                              const err651 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/oneOf/3/required", keyword: "required", params: { missingProperty: "aws" } };
                              if (vErrors === null) {
                                vErrors = [err651];
                              } else {
                                vErrors.push(err651);
                              }
                              errors++;
                            }
                          }
                          var _valid10 = _errs622 === errors;
                          if (_valid10 && valid102) {
                            valid102 = false;
                            passing9 = [passing9, 3];
                          } else {
                            if (_valid10) {
                              valid102 = true;
                              passing9 = 3;
                            }
                          }
                        }
                      }
                      if (!valid102) {
                        const err652 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/oneOf", keyword: "oneOf", params: { passingSchemas: passing9 } };
                        if (vErrors === null) {
                          vErrors = [err652];
                        } else {
                          vErrors.push(err652);
                        }
                        errors++;
                      } else {
                        errors = _errs618;
                        if (vErrors !== null) {
                          if (_errs618) {
                            vErrors.length = _errs618;
                          } else {
                            vErrors = null;
                          }
                        }
                      }
                      if (data266 && typeof data266 == "object" && !Array.isArray(data266)) {
                        for (const key44 in data266) {
                          if (!(key44 === "file" || key44 === "google" || key44 === "azure" || key44 === "aws")) {
                            const err653 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key44 } };
                            if (vErrors === null) {
                              vErrors = [err653];
                            } else {
                              vErrors.push(err653);
                            }
                            errors++;
                          }
                        }
                        if (data266.file !== void 0) {
                          let data267 = data266.file;
                          if (typeof data267 === "string") {
                            if (!pattern5.test(data267)) {
                              const err654 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/file", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/file/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                              if (vErrors === null) {
                                vErrors = [err654];
                              } else {
                                vErrors.push(err654);
                              }
                              errors++;
                            }
                          } else {
                            const err655 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/file", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/file/type", keyword: "type", params: { type: "string" } };
                            if (vErrors === null) {
                              vErrors = [err655];
                            } else {
                              vErrors.push(err655);
                            }
                            errors++;
                          }
                        }
                        if (data266.google !== void 0) {
                          let data268 = data266.google;
                          if (data268 && typeof data268 == "object" && !Array.isArray(data268)) {
                            if (data268.audience === void 0) {
                              const err656 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/google", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/google/required", keyword: "required", params: { missingProperty: "audience" } };
                              if (vErrors === null) {
                                vErrors = [err656];
                              } else {
                                vErrors.push(err656);
                              }
                              errors++;
                            }
                            for (const key45 in data268) {
                              if (!(key45 === "audience" || key45 === "serviceAccount" || key45 === "endpoint")) {
                                const err657 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/google", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/google/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key45 } };
                                if (vErrors === null) {
                                  vErrors = [err657];
                                } else {
                                  vErrors.push(err657);
                                }
                                errors++;
                              }
                            }
                            if (data268.audience !== void 0) {
                              let data269 = data268.audience;
                              if (typeof data269 === "string") {
                                if (!pattern60.test(data269)) {
                                  const err658 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/google/audience", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/google/properties/audience/pattern", keyword: "pattern", params: { pattern: "^([!-)+-~]|[!-~]{2,300})$" } };
                                  if (vErrors === null) {
                                    vErrors = [err658];
                                  } else {
                                    vErrors.push(err658);
                                  }
                                  errors++;
                                }
                              } else {
                                const err659 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/google/audience", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/google/properties/audience/type", keyword: "type", params: { type: "string" } };
                                if (vErrors === null) {
                                  vErrors = [err659];
                                } else {
                                  vErrors.push(err659);
                                }
                                errors++;
                              }
                            }
                            if (data268.serviceAccount !== void 0) {
                              let data270 = data268.serviceAccount;
                              if (typeof data270 === "string") {
                                if (!pattern45.test(data270)) {
                                  const err660 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/google/serviceAccount", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/google/properties/serviceAccount/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } };
                                  if (vErrors === null) {
                                    vErrors = [err660];
                                  } else {
                                    vErrors.push(err660);
                                  }
                                  errors++;
                                }
                              } else {
                                const err661 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/google/serviceAccount", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/google/properties/serviceAccount/type", keyword: "type", params: { type: "string" } };
                                if (vErrors === null) {
                                  vErrors = [err661];
                                } else {
                                  vErrors.push(err661);
                                }
                                errors++;
                              }
                            }
                            if (data268.endpoint !== void 0) {
                              let data271 = data268.endpoint;
                              if (typeof data271 === "string") {
                                if (func2(data271) > 300) {
                                  const err662 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/google/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/google/properties/endpoint/maxLength", keyword: "maxLength", params: { limit: 300 } };
                                  if (vErrors === null) {
                                    vErrors = [err662];
                                  } else {
                                    vErrors.push(err662);
                                  }
                                  errors++;
                                }
                                if (!pattern53.test(data271)) {
                                  const err663 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/google/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/google/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                                  if (vErrors === null) {
                                    vErrors = [err663];
                                  } else {
                                    vErrors.push(err663);
                                  }
                                  errors++;
                                }
                              } else {
                                const err664 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/google/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/google/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                                if (vErrors === null) {
                                  vErrors = [err664];
                                } else {
                                  vErrors.push(err664);
                                }
                                errors++;
                              }
                            }
                          } else {
                            const err665 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/google", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/google/type", keyword: "type", params: { type: "object" } };
                            if (vErrors === null) {
                              vErrors = [err665];
                            } else {
                              vErrors.push(err665);
                            }
                            errors++;
                          }
                        }
                        if (data266.azure !== void 0) {
                          let data272 = data266.azure;
                          if (data272 && typeof data272 == "object" && !Array.isArray(data272)) {
                            if (data272.application === void 0) {
                              const err666 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/azure", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/azure/required", keyword: "required", params: { missingProperty: "application" } };
                              if (vErrors === null) {
                                vErrors = [err666];
                              } else {
                                vErrors.push(err666);
                              }
                              errors++;
                            }
                            for (const key46 in data272) {
                              if (!(key46 === "application" || key46 === "clientId" || key46 === "endpoint")) {
                                const err667 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/azure", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/azure/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key46 } };
                                if (vErrors === null) {
                                  vErrors = [err667];
                                } else {
                                  vErrors.push(err667);
                                }
                                errors++;
                              }
                            }
                            if (data272.application !== void 0) {
                              let data273 = data272.application;
                              if (typeof data273 === "string") {
                                if (!pattern65.test(data273)) {
                                  const err668 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/azure/application", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/azure/properties/application/pattern", keyword: "pattern", params: { pattern: "^(api|https)://[!-~]{1,250}$" } };
                                  if (vErrors === null) {
                                    vErrors = [err668];
                                  } else {
                                    vErrors.push(err668);
                                  }
                                  errors++;
                                }
                              } else {
                                const err669 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/azure/application", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/azure/properties/application/type", keyword: "type", params: { type: "string" } };
                                if (vErrors === null) {
                                  vErrors = [err669];
                                } else {
                                  vErrors.push(err669);
                                }
                                errors++;
                              }
                            }
                            if (data272.clientId !== void 0) {
                              let data274 = data272.clientId;
                              if (typeof data274 === "string") {
                                if (!pattern23.test(data274)) {
                                  const err670 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/azure/clientId", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/azure/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                                  if (vErrors === null) {
                                    vErrors = [err670];
                                  } else {
                                    vErrors.push(err670);
                                  }
                                  errors++;
                                }
                              } else {
                                const err671 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/azure/clientId", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/azure/properties/clientId/type", keyword: "type", params: { type: "string" } };
                                if (vErrors === null) {
                                  vErrors = [err671];
                                } else {
                                  vErrors.push(err671);
                                }
                                errors++;
                              }
                            }
                            if (data272.endpoint !== void 0) {
                              let data275 = data272.endpoint;
                              if (typeof data275 === "string") {
                                if (func2(data275) > 300) {
                                  const err672 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/azure/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/azure/properties/endpoint/maxLength", keyword: "maxLength", params: { limit: 300 } };
                                  if (vErrors === null) {
                                    vErrors = [err672];
                                  } else {
                                    vErrors.push(err672);
                                  }
                                  errors++;
                                }
                                if (!pattern53.test(data275)) {
                                  const err673 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/azure/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/azure/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                                  if (vErrors === null) {
                                    vErrors = [err673];
                                  } else {
                                    vErrors.push(err673);
                                  }
                                  errors++;
                                }
                              } else {
                                const err674 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/azure/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/azure/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                                if (vErrors === null) {
                                  vErrors = [err674];
                                } else {
                                  vErrors.push(err674);
                                }
                                errors++;
                              }
                            }
                          } else {
                            const err675 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/azure", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/azure/type", keyword: "type", params: { type: "object" } };
                            if (vErrors === null) {
                              vErrors = [err675];
                            } else {
                              vErrors.push(err675);
                            }
                            errors++;
                          }
                        }
                        if (data266.aws !== void 0) {
                          let data276 = data266.aws;
                          if (data276 && typeof data276 == "object" && !Array.isArray(data276)) {
                            if (data276.audience === void 0) {
                              const err676 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/required", keyword: "required", params: { missingProperty: "audience" } };
                              if (vErrors === null) {
                                vErrors = [err676];
                              } else {
                                vErrors.push(err676);
                              }
                              errors++;
                            }
                            if (data276.region === void 0) {
                              const err677 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/required", keyword: "required", params: { missingProperty: "region" } };
                              if (vErrors === null) {
                                vErrors = [err677];
                              } else {
                                vErrors.push(err677);
                              }
                              errors++;
                            }
                            for (const key47 in data276) {
                              if (!(key47 === "audience" || key47 === "region" || key47 === "signingAlgorithm" || key47 === "lifetime" || key47 === "profile" || key47 === "endpoint")) {
                                const err678 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key47 } };
                                if (vErrors === null) {
                                  vErrors = [err678];
                                } else {
                                  vErrors.push(err678);
                                }
                                errors++;
                              }
                            }
                            if (data276.audience !== void 0) {
                              let data277 = data276.audience;
                              if (typeof data277 === "string") {
                                if (!pattern60.test(data277)) {
                                  const err679 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws/audience", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/properties/audience/pattern", keyword: "pattern", params: { pattern: "^([!-)+-~]|[!-~]{2,300})$" } };
                                  if (vErrors === null) {
                                    vErrors = [err679];
                                  } else {
                                    vErrors.push(err679);
                                  }
                                  errors++;
                                }
                              } else {
                                const err680 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws/audience", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/properties/audience/type", keyword: "type", params: { type: "string" } };
                                if (vErrors === null) {
                                  vErrors = [err680];
                                } else {
                                  vErrors.push(err680);
                                }
                                errors++;
                              }
                            }
                            if (data276.region !== void 0) {
                              let data278 = data276.region;
                              if (typeof data278 === "string") {
                                if (!pattern19.test(data278)) {
                                  const err681 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws/region", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/properties/region/pattern", keyword: "pattern", params: { pattern: "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" } };
                                  if (vErrors === null) {
                                    vErrors = [err681];
                                  } else {
                                    vErrors.push(err681);
                                  }
                                  errors++;
                                }
                              } else {
                                const err682 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws/region", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/properties/region/type", keyword: "type", params: { type: "string" } };
                                if (vErrors === null) {
                                  vErrors = [err682];
                                } else {
                                  vErrors.push(err682);
                                }
                                errors++;
                              }
                            }
                            if (data276.signingAlgorithm !== void 0) {
                              let data279 = data276.signingAlgorithm;
                              if (!(data279 === "RS256" || data279 === "ES384")) {
                                const err683 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws/signingAlgorithm", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/properties/signingAlgorithm/enum", keyword: "enum", params: { allowedValues: schema31.properties.rules.items.properties.secret.properties.vault.properties.subject.properties.aws.properties.signingAlgorithm.enum } };
                                if (vErrors === null) {
                                  vErrors = [err683];
                                } else {
                                  vErrors.push(err683);
                                }
                                errors++;
                              }
                            }
                            if (data276.lifetime !== void 0) {
                              let data280 = data276.lifetime;
                              if (typeof data280 === "string") {
                                if (!pattern4.test(data280)) {
                                  const err684 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws/lifetime", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/properties/lifetime/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
                                  if (vErrors === null) {
                                    vErrors = [err684];
                                  } else {
                                    vErrors.push(err684);
                                  }
                                  errors++;
                                }
                              } else {
                                const err685 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws/lifetime", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/properties/lifetime/type", keyword: "type", params: { type: "string" } };
                                if (vErrors === null) {
                                  vErrors = [err685];
                                } else {
                                  vErrors.push(err685);
                                }
                                errors++;
                              }
                            }
                            if (data276.profile !== void 0) {
                              let data281 = data276.profile;
                              if (typeof data281 === "string") {
                                if (!pattern13.test(data281)) {
                                  const err686 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws/profile", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/properties/profile/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" } };
                                  if (vErrors === null) {
                                    vErrors = [err686];
                                  } else {
                                    vErrors.push(err686);
                                  }
                                  errors++;
                                }
                              } else {
                                const err687 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws/profile", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/properties/profile/type", keyword: "type", params: { type: "string" } };
                                if (vErrors === null) {
                                  vErrors = [err687];
                                } else {
                                  vErrors.push(err687);
                                }
                                errors++;
                              }
                            }
                            if (data276.endpoint !== void 0) {
                              let data282 = data276.endpoint;
                              if (typeof data282 === "string") {
                                if (!pattern20.test(data282)) {
                                  const err688 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                                  if (vErrors === null) {
                                    vErrors = [err688];
                                  } else {
                                    vErrors.push(err688);
                                  }
                                  errors++;
                                }
                              } else {
                                const err689 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws/endpoint", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                                if (vErrors === null) {
                                  vErrors = [err689];
                                } else {
                                  vErrors.push(err689);
                                }
                                errors++;
                              }
                            }
                          } else {
                            const err690 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject/aws", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/properties/aws/type", keyword: "type", params: { type: "object" } };
                            if (vErrors === null) {
                              vErrors = [err690];
                            } else {
                              vErrors.push(err690);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err691 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault/subject", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/properties/subject/type", keyword: "type", params: { type: "object" } };
                        if (vErrors === null) {
                          vErrors = [err691];
                        } else {
                          vErrors.push(err691);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err692 = { instancePath: instancePath + "/rules/" + i0 + "/secret/vault", schemaPath: "#/properties/rules/items/properties/secret/properties/vault/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err692];
                    } else {
                      vErrors.push(err692);
                    }
                    errors++;
                  }
                }
              } else {
                const err693 = { instancePath: instancePath + "/rules/" + i0 + "/secret", schemaPath: "#/properties/rules/items/properties/secret/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err693];
                } else {
                  vErrors.push(err693);
                }
                errors++;
              }
            }
            if (data14.dockerConfig !== void 0) {
              let data283 = data14.dockerConfig;
              if (data283 && typeof data283 == "object" && !Array.isArray(data283)) {
                if (data283.path === void 0) {
                  const err694 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig", schemaPath: "#/properties/rules/items/properties/dockerConfig/required", keyword: "required", params: { missingProperty: "path" } };
                  if (vErrors === null) {
                    vErrors = [err694];
                  } else {
                    vErrors.push(err694);
                  }
                  errors++;
                }
                for (const key48 in data283) {
                  if (!(key48 === "path" || key48 === "helpers" || key48 === "cacheDuration")) {
                    const err695 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig", schemaPath: "#/properties/rules/items/properties/dockerConfig/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key48 } };
                    if (vErrors === null) {
                      vErrors = [err695];
                    } else {
                      vErrors.push(err695);
                    }
                    errors++;
                  }
                }
                if (data283.path !== void 0) {
                  let data284 = data283.path;
                  if (typeof data284 === "string") {
                    if (!pattern5.test(data284)) {
                      const err696 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/path", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/path/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err696];
                      } else {
                        vErrors.push(err696);
                      }
                      errors++;
                    }
                  } else {
                    const err697 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/path", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/path/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err697];
                    } else {
                      vErrors.push(err697);
                    }
                    errors++;
                  }
                }
                if (data283.helpers !== void 0) {
                  let data285 = data283.helpers;
                  if (typeof data285 === "string") {
                    if (!pattern5.test(data285)) {
                      const err698 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/helpers", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/helpers/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err698];
                      } else {
                        vErrors.push(err698);
                      }
                      errors++;
                    }
                  } else {
                    const err699 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/helpers", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/helpers/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err699];
                    } else {
                      vErrors.push(err699);
                    }
                    errors++;
                  }
                }
                if (data283.cacheDuration !== void 0) {
                  let data286 = data283.cacheDuration;
                  if (typeof data286 === "string") {
                    if (!pattern4.test(data286)) {
                      const err700 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/cacheDuration", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/cacheDuration/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
                      if (vErrors === null) {
                        vErrors = [err700];
                      } else {
                        vErrors.push(err700);
                      }
                      errors++;
                    }
                  } else {
                    const err701 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/cacheDuration", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/cacheDuration/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err701];
                    } else {
                      vErrors.push(err701);
                    }
                    errors++;
                  }
                }
              } else {
                const err702 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig", schemaPath: "#/properties/rules/items/properties/dockerConfig/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err702];
                } else {
                  vErrors.push(err702);
                }
                errors++;
              }
            }
            if (data14.static !== void 0) {
              let data287 = data14.static;
              const _errs670 = errors;
              let valid109 = false;
              let passing10 = null;
              const _errs671 = errors;
              if (data287 && typeof data287 == "object" && !Array.isArray(data287)) {
                if (data287.username === void 0) {
                  const err703 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/0/oneOf/0/required", keyword: "required", params: { missingProperty: "username" } };
                  if (vErrors === null) {
                    vErrors = [err703];
                  } else {
                    vErrors.push(err703);
                  }
                  errors++;
                }
              }
              var _valid11 = _errs671 === errors;
              if (_valid11) {
                valid109 = true;
                passing10 = 0;
              }
              const _errs672 = errors;
              if (data287 && typeof data287 == "object" && !Array.isArray(data287)) {
                if (data287.usernameFile === void 0) {
                  const err704 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/0/oneOf/1/required", keyword: "required", params: { missingProperty: "usernameFile" } };
                  if (vErrors === null) {
                    vErrors = [err704];
                  } else {
                    vErrors.push(err704);
                  }
                  errors++;
                }
              }
              var _valid11 = _errs672 === errors;
              if (_valid11 && valid109) {
                valid109 = false;
                passing10 = [passing10, 1];
              } else {
                if (_valid11) {
                  valid109 = true;
                  passing10 = 1;
                }
              }
              if (!valid109) {
                const err705 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/0/oneOf", keyword: "oneOf", params: { passingSchemas: passing10 } };
                if (vErrors === null) {
                  vErrors = [err705];
                } else {
                  vErrors.push(err705);
                }
                errors++;
              } else {
                errors = _errs670;
                if (vErrors !== null) {
                  if (_errs670) {
                    vErrors.length = _errs670;
                  } else {
                    vErrors = null;
                  }
                }
              }
              const _errs674 = errors;
              let valid110 = false;
              let passing11 = null;
              const _errs675 = errors;
              if (data287 && typeof data287 == "object" && !Array.isArray(data287)) {
                if (data287.password === void 0) {
                  const err706 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/1/oneOf/0/required", keyword: "required", params: { missingProperty: "password" } };
                  if (vErrors === null) {
                    vErrors = [err706];
                  } else {
                    vErrors.push(err706);
                  }
                  errors++;
                }
              }
              var _valid12 = _errs675 === errors;
              if (_valid12) {
                valid110 = true;
                passing11 = 0;
              }
              const _errs676 = errors;
              if (data287 && typeof data287 == "object" && !Array.isArray(data287)) {
                if (data287.passwordFile === void 0) {
                  const err707 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/1/oneOf/1/required", keyword: "required", params: { missingProperty: "passwordFile" } };
                  if (vErrors === null) {
                    vErrors = [err707];
                  } else {
                    vErrors.push(err707);
                  }
                  errors++;
                }
              }
              var _valid12 = _errs676 === errors;
              if (_valid12 && valid110) {
                valid110 = false;
                passing11 = [passing11, 1];
              } else {
                if (_valid12) {
                  valid110 = true;
                  passing11 = 1;
                }
              }
              if (!valid110) {
                const err708 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/1/oneOf", keyword: "oneOf", params: { passingSchemas: passing11 } };
                if (vErrors === null) {
                  vErrors = [err708];
                } else {
                  vErrors.push(err708);
                }
                errors++;
              } else {
                errors = _errs674;
                if (vErrors !== null) {
                  if (_errs674) {
                    vErrors.length = _errs674;
                  } else {
                    vErrors = null;
                  }
                }
              }
              if (data287 && typeof data287 == "object" && !Array.isArray(data287)) {
                for (const key49 in data287) {
                  if (!(key49 === "username" || key49 === "usernameFile" || key49 === "password" || key49 === "passwordFile" || key49 === "cacheDuration")) {
                    const err709 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key49 } };
                    if (vErrors === null) {
                      vErrors = [err709];
                    } else {
                      vErrors.push(err709);
                    }
                    errors++;
                  }
                }
                if (data287.username !== void 0) {
                  let data288 = data287.username;
                  if (typeof data288 === "string") {
                    if (!pattern57.test(data288)) {
                      const err710 = { instancePath: instancePath + "/rules/" + i0 + "/static/username", schemaPath: "#/properties/rules/items/properties/static/properties/username/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f:]+$" } };
                      if (vErrors === null) {
                        vErrors = [err710];
                      } else {
                        vErrors.push(err710);
                      }
                      errors++;
                    }
                  } else {
                    const err711 = { instancePath: instancePath + "/rules/" + i0 + "/static/username", schemaPath: "#/properties/rules/items/properties/static/properties/username/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err711];
                    } else {
                      vErrors.push(err711);
                    }
                    errors++;
                  }
                }
                if (data287.usernameFile !== void 0) {
                  let data289 = data287.usernameFile;
                  if (typeof data289 === "string") {
                    if (!pattern5.test(data289)) {
                      const err712 = { instancePath: instancePath + "/rules/" + i0 + "/static/usernameFile", schemaPath: "#/properties/rules/items/properties/static/properties/usernameFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err712];
                      } else {
                        vErrors.push(err712);
                      }
                      errors++;
                    }
                  } else {
                    const err713 = { instancePath: instancePath + "/rules/" + i0 + "/static/usernameFile", schemaPath: "#/properties/rules/items/properties/static/properties/usernameFile/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err713];
                    } else {
                      vErrors.push(err713);
                    }
                    errors++;
                  }
                }
                if (data287.password !== void 0) {
                  let data290 = data287.password;
                  if (typeof data290 === "string") {
                    if (!pattern212.test(data290)) {
                      const err714 = { instancePath: instancePath + "/rules/" + i0 + "/static/password", schemaPath: "#/properties/rules/items/properties/static/properties/password/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]+$" } };
                      if (vErrors === null) {
                        vErrors = [err714];
                      } else {
                        vErrors.push(err714);
                      }
                      errors++;
                    }
                  } else {
                    const err715 = { instancePath: instancePath + "/rules/" + i0 + "/static/password", schemaPath: "#/properties/rules/items/properties/static/properties/password/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err715];
                    } else {
                      vErrors.push(err715);
                    }
                    errors++;
                  }
                }
                if (data287.passwordFile !== void 0) {
                  let data291 = data287.passwordFile;
                  if (typeof data291 === "string") {
                    if (!pattern5.test(data291)) {
                      const err716 = { instancePath: instancePath + "/rules/" + i0 + "/static/passwordFile", schemaPath: "#/properties/rules/items/properties/static/properties/passwordFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err716];
                      } else {
                        vErrors.push(err716);
                      }
                      errors++;
                    }
                  } else {
                    const err717 = { instancePath: instancePath + "/rules/" + i0 + "/static/passwordFile", schemaPath: "#/properties/rules/items/properties/static/properties/passwordFile/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err717];
                    } else {
                      vErrors.push(err717);
                    }
                    errors++;
                  }
                }
                if (data287.cacheDuration !== void 0) {
                  let data292 = data287.cacheDuration;
                  if (typeof data292 === "string") {
                    if (!pattern4.test(data292)) {
                      const err718 = { instancePath: instancePath + "/rules/" + i0 + "/static/cacheDuration", schemaPath: "#/properties/rules/items/properties/static/properties/cacheDuration/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
                      if (vErrors === null) {
                        vErrors = [err718];
                      } else {
                        vErrors.push(err718);
                      }
                      errors++;
                    }
                  } else {
                    const err719 = { instancePath: instancePath + "/rules/" + i0 + "/static/cacheDuration", schemaPath: "#/properties/rules/items/properties/static/properties/cacheDuration/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err719];
                    } else {
                      vErrors.push(err719);
                    }
                    errors++;
                  }
                }
              } else {
                const err720 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err720];
                } else {
                  vErrors.push(err720);
                }
                errors++;
              }
            }
          } else {
            const err721 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/type", keyword: "type", params: { type: "object" } };
            if (vErrors === null) {
              vErrors = [err721];
            } else {
              vErrors.push(err721);
            }
            errors++;
          }
        }
      } else {
        const err722 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "array" } };
        if (vErrors === null) {
          vErrors = [err722];
        } else {
          vErrors.push(err722);
        }
        errors++;
      }
    }
  } else {
    const err723 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err723];
    } else {
      vErrors.push(err723);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
export {
  validateConfig
};
