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
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "registry-credential-provider/v1alpha1/config.schema.json", "type": "object", "additionalProperties": false, "required": ["apiVersion", "kind", "rules"], "properties": { "apiVersion": { "const": "registry-credential-provider/v1alpha1" }, "kind": { "const": "RegistryCredentialProviderConfig" }, "deadline": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" }, "caFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "cache": { "type": "object", "additionalProperties": false, "properties": { "enabled": { "type": "boolean" }, "directory": { "type": "string", "pattern": "^/[^\\u0000]*$" } } }, "log": { "type": "object", "additionalProperties": false, "properties": { "file": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "journald": { "const": true }, "level": { "enum": ["error", "warning", "info"] }, "maxSize": { "type": "string", "pattern": "^[1-9][0-9]{0,5}(Ki|Mi)$" } }, "oneOf": [{ "required": ["file"] }, { "required": ["journald"] }] }, "rules": { "type": "array", "minItems": 1, "items": { "type": "object", "additionalProperties": false, "required": ["name"], "properties": { "name": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" }, "matchImages": { "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } }, "matchServiceAccounts": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[-a-z0-9*]{1,63}/[-.a-z0-9*]{1,253}$" } }, "identity": { "enum": ["node", "serviceAccount"] }, "onMissingServiceAccount": { "enum": ["deny", "node", "anonymous"] }, "ecr": { "type": "object", "additionalProperties": false, "properties": { "registry": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "maxLength": 260 }, "profile": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" }, "roleArn": { "type": ["string", "array"], "pattern": "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$", "minItems": 1, "items": { "type": "string", "pattern": "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } }, "externalId": { "type": "string", "pattern": "^[\\w+=,.@:/-]{2,1224}$" }, "sessionName": { "type": "string", "pattern": "^[\\w+=,.@-]{2,64}$" }, "allowedRoleArns": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^arn:[-a-z*]+:iam::[0-9*]{1,12}:role/[!-~]+$" } }, "region": { "type": "string", "pattern": "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" }, "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" }, "stsEndpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } } }, "acr": { "type": "object", "additionalProperties": false, "properties": { "registry": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "maxLength": 260 }, "managedIdentity": { "type": "object", "additionalProperties": false, "maxProperties": 1, "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "objectId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "resourceId": { "type": "string", "pattern": "^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[-\\w.()/]{1,500}$" } } }, "workloadIdentity": { "type": "object", "additionalProperties": false, "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "tokenFile": { "type": "string", "pattern": "^/[^\\u0000]*$" } } }, "servicePrincipal": { "type": "object", "additionalProperties": false, "required": ["clientId", "tenantId"], "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "clientSecretFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "clientCertificateFile": { "type": "string", "pattern": "^/[^\\u0000]*$" } }, "oneOf": [{ "required": ["clientSecretFile"] }, { "required": ["clientCertificateFile"] }] }, "azureJson": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "allowedClientIds": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } }, "cloud": { "type": "object", "additionalProperties": false, "properties": { "suffix": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$", "maxLength": 200 }, "authorityHost": { "type": "string", "pattern": "^https://[^\\s/?#@]+/?$" }, "resource": { "type": "string", "pattern": "^https://[^\\s?#@]+$" } } }, "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } } }, "google": { "type": "object", "additionalProperties": false, "properties": { "registry": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "maxLength": 260 }, "serviceAccount": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" }, "credentialFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "impersonate": { "type": ["string", "array"], "pattern": "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$", "minItems": 1, "items": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } }, "workloadIdentity": { "type": "object", "additionalProperties": false, "properties": { "provider": { "type": "string", "pattern": "^((https:)?//iam[.]googleapis[.]com/)?projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[-a-z0-9]{1,63}/providers/[-a-z0-9]{1,63}$" }, "project": { "type": "string", "pattern": "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$", "maxLength": 200 }, "identityProvider": { "type": "string", "pattern": "^https://[!-~]{1,500}$" } } }, "allowedServiceAccounts": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[-a-z0-9*]{1,64}@[-.a-z0-9*]{1,200}$" } }, "metadataDockerConfig": { "type": "boolean" }, "endpoints": { "type": "object", "additionalProperties": false, "properties": { "metadata": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 }, "sts": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 }, "iamCredentials": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 }, "oauth2": { "type": "string", "pattern": "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "maxLength": 300 } } } } }, "serviceAccountToken": { "type": "object", "additionalProperties": false, "required": ["username", "audience"], "properties": { "username": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f:]+$", "maxLength": 255 }, "audience": { "type": "string", "pattern": "^[!-~]+$", "maxLength": 500 } } }, "dockerConfig": { "type": "object", "additionalProperties": false, "required": ["path"], "properties": { "path": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "cacheDuration": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } } }, "static": { "type": "object", "additionalProperties": false, "properties": { "username": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f:]+$" }, "usernameFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "password": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]+$" }, "passwordFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "cacheDuration": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } }, "allOf": [{ "oneOf": [{ "required": ["username"] }, { "required": ["usernameFile"] }] }, { "oneOf": [{ "required": ["password"] }, { "required": ["passwordFile"] }] }] } }, "oneOf": [{ "required": ["ecr"] }, { "required": ["acr"] }, { "required": ["google"] }, { "required": ["serviceAccountToken"] }, { "required": ["dockerConfig"] }, { "required": ["static"] }], "anyOf": [{ "required": ["matchImages"] }, { "required": ["dockerConfig"] }] } } } };
var pattern4 = new RegExp("^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$", "u");
var pattern5 = new RegExp("^/[^\\u0000]*$", "u");
var pattern8 = new RegExp("^[1-9][0-9]{0,5}(Ki|Mi)$", "u");
var pattern9 = new RegExp("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", "u");
var pattern10 = new RegExp("^[-a-z0-9*]{1,63}/[-.a-z0-9*]{1,253}$", "u");
var pattern11 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "u");
var pattern12 = new RegExp("^[^\\u0000-\\u001f\\u007f\\[\\]]+$", "u");
var pattern13 = new RegExp("^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$", "u");
var pattern15 = new RegExp("^[\\w+=,.@:/-]{2,1224}$", "u");
var pattern16 = new RegExp("^[\\w+=,.@-]{2,64}$", "u");
var pattern17 = new RegExp("^arn:[-a-z*]+:iam::[0-9*]{1,12}:role/[!-~]+$", "u");
var pattern18 = new RegExp("^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$", "u");
var pattern19 = new RegExp("^https?://[^/?#@\\s]+(/[^?#\\s]*)?$", "u");
var pattern22 = new RegExp("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", "u");
var pattern24 = new RegExp("^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[-\\w.()/]{1,500}$", "u");
var pattern26 = new RegExp("^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "u");
var pattern36 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$", "u");
var pattern37 = new RegExp("^https://[^\\s/?#@]+/?$", "u");
var pattern38 = new RegExp("^https://[^\\s?#@]+$", "u");
var pattern41 = new RegExp("^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$", "u");
var pattern45 = new RegExp("^((https:)?//iam[.]googleapis[.]com/)?projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[-a-z0-9]{1,63}/providers/[-a-z0-9]{1,63}$", "u");
var pattern46 = new RegExp("^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$", "u");
var pattern47 = new RegExp("^https://[!-~]{1,500}$", "u");
var pattern48 = new RegExp("^[-a-z0-9*]{1,64}@[-.a-z0-9*]{1,200}$", "u");
var pattern49 = new RegExp("^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$", "u");
var pattern53 = new RegExp("^[^\\u0000-\\u001f\\u007f:]+$", "u");
var pattern54 = new RegExp("^[!-~]+$", "u");
var pattern59 = new RegExp("^[^\\u0000-\\u001f\\u007f]+$", "u");
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
          if (!(key1 === "enabled" || key1 === "directory")) {
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
      } else {
        const err14 = { instancePath: instancePath + "/cache", schemaPath: "#/properties/cache/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.log !== void 0) {
      let data7 = data.log;
      const _errs17 = errors;
      let valid2 = false;
      let passing0 = null;
      const _errs18 = errors;
      if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
        if (data7.file === void 0) {
          const err15 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/oneOf/0/required", keyword: "required", params: { missingProperty: "file" } };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
      }
      var _valid0 = _errs18 === errors;
      if (_valid0) {
        valid2 = true;
        passing0 = 0;
      }
      const _errs19 = errors;
      if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
        if (data7.journald === void 0) {
          const err16 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/oneOf/1/required", keyword: "required", params: { missingProperty: "journald" } };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
      }
      var _valid0 = _errs19 === errors;
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
        const err17 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 } };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      } else {
        errors = _errs17;
        if (vErrors !== null) {
          if (_errs17) {
            vErrors.length = _errs17;
          } else {
            vErrors = null;
          }
        }
      }
      if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
        for (const key2 in data7) {
          if (!(key2 === "file" || key2 === "journald" || key2 === "level" || key2 === "maxSize")) {
            const err18 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 } };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
        if (data7.file !== void 0) {
          let data8 = data7.file;
          if (typeof data8 === "string") {
            if (!pattern5.test(data8)) {
              const err19 = { instancePath: instancePath + "/log/file", schemaPath: "#/properties/log/properties/file/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          } else {
            const err20 = { instancePath: instancePath + "/log/file", schemaPath: "#/properties/log/properties/file/type", keyword: "type", params: { type: "string" } };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data7.journald !== void 0) {
          if (true !== data7.journald) {
            const err21 = { instancePath: instancePath + "/log/journald", schemaPath: "#/properties/log/properties/journald/const", keyword: "const", params: { allowedValue: true } };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
        }
        if (data7.level !== void 0) {
          let data10 = data7.level;
          if (!(data10 === "error" || data10 === "warning" || data10 === "info")) {
            const err22 = { instancePath: instancePath + "/log/level", schemaPath: "#/properties/log/properties/level/enum", keyword: "enum", params: { allowedValues: schema31.properties.log.properties.level.enum } };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        if (data7.maxSize !== void 0) {
          let data11 = data7.maxSize;
          if (typeof data11 === "string") {
            if (!pattern8.test(data11)) {
              const err23 = { instancePath: instancePath + "/log/maxSize", schemaPath: "#/properties/log/properties/maxSize/pattern", keyword: "pattern", params: { pattern: "^[1-9][0-9]{0,5}(Ki|Mi)$" } };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
          } else {
            const err24 = { instancePath: instancePath + "/log/maxSize", schemaPath: "#/properties/log/properties/maxSize/type", keyword: "type", params: { type: "string" } };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
        }
      } else {
        const err25 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/type", keyword: "type", params: { type: "object" } };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.rules !== void 0) {
      let data12 = data.rules;
      if (Array.isArray(data12)) {
        if (data12.length < 1) {
          const err26 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/minItems", keyword: "minItems", params: { limit: 1 } };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
        const len0 = data12.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data13 = data12[i0];
          const _errs31 = errors;
          let valid6 = false;
          const _errs32 = errors;
          if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
            if (data13.matchImages === void 0) {
              const err27 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/anyOf/0/required", keyword: "required", params: { missingProperty: "matchImages" } };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
          }
          var _valid1 = _errs32 === errors;
          valid6 = valid6 || _valid1;
          const _errs33 = errors;
          if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
            if (data13.dockerConfig === void 0) {
              const err28 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/anyOf/1/required", keyword: "required", params: { missingProperty: "dockerConfig" } };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                vErrors.push(err28);
              }
              errors++;
            }
          }
          var _valid1 = _errs33 === errors;
          valid6 = valid6 || _valid1;
          if (!valid6) {
            const err29 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/anyOf", keyword: "anyOf", params: {} };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          } else {
            errors = _errs31;
            if (vErrors !== null) {
              if (_errs31) {
                vErrors.length = _errs31;
              } else {
                vErrors = null;
              }
            }
          }
          const _errs34 = errors;
          let valid7 = false;
          let passing1 = null;
          const _errs35 = errors;
          if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
            if (data13.ecr === void 0) {
              const err30 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/0/required", keyword: "required", params: { missingProperty: "ecr" } };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
          }
          var _valid2 = _errs35 === errors;
          if (_valid2) {
            valid7 = true;
            passing1 = 0;
          }
          const _errs36 = errors;
          if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
            if (data13.acr === void 0) {
              const err31 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/1/required", keyword: "required", params: { missingProperty: "acr" } };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
          }
          var _valid2 = _errs36 === errors;
          if (_valid2 && valid7) {
            valid7 = false;
            passing1 = [passing1, 1];
          } else {
            if (_valid2) {
              valid7 = true;
              passing1 = 1;
            }
            const _errs37 = errors;
            if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
              if (data13.google === void 0) {
                const err32 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/2/required", keyword: "required", params: { missingProperty: "google" } };
                if (vErrors === null) {
                  vErrors = [err32];
                } else {
                  vErrors.push(err32);
                }
                errors++;
              }
            }
            var _valid2 = _errs37 === errors;
            if (_valid2 && valid7) {
              valid7 = false;
              passing1 = [passing1, 2];
            } else {
              if (_valid2) {
                valid7 = true;
                passing1 = 2;
              }
              const _errs38 = errors;
              if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
                if (data13.serviceAccountToken === void 0) {
                  const err33 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/3/required", keyword: "required", params: { missingProperty: "serviceAccountToken" } };
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
                passing1 = [passing1, 3];
              } else {
                if (_valid2) {
                  valid7 = true;
                  passing1 = 3;
                }
                const _errs39 = errors;
                if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
                  if (data13.dockerConfig === void 0) {
                    const err34 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/4/required", keyword: "required", params: { missingProperty: "dockerConfig" } };
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
                  passing1 = [passing1, 4];
                } else {
                  if (_valid2) {
                    valid7 = true;
                    passing1 = 4;
                  }
                  const _errs40 = errors;
                  if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
                    if (data13.static === void 0) {
                      const err35 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/5/required", keyword: "required", params: { missingProperty: "static" } };
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
                    passing1 = [passing1, 5];
                  } else {
                    if (_valid2) {
                      valid7 = true;
                      passing1 = 5;
                    }
                  }
                }
              }
            }
          }
          if (!valid7) {
            const err36 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf", keyword: "oneOf", params: { passingSchemas: passing1 } };
            if (vErrors === null) {
              vErrors = [err36];
            } else {
              vErrors.push(err36);
            }
            errors++;
          } else {
            errors = _errs34;
            if (vErrors !== null) {
              if (_errs34) {
                vErrors.length = _errs34;
              } else {
                vErrors = null;
              }
            }
          }
          if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
            if (data13.name === void 0) {
              const err37 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/required", keyword: "required", params: { missingProperty: "name" } };
              if (vErrors === null) {
                vErrors = [err37];
              } else {
                vErrors.push(err37);
              }
              errors++;
            }
            for (const key3 in data13) {
              if (!func1.call(schema31.properties.rules.items.properties, key3)) {
                const err38 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 } };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
            if (data13.name !== void 0) {
              let data14 = data13.name;
              if (typeof data14 === "string") {
                if (!pattern9.test(data14)) {
                  const err39 = { instancePath: instancePath + "/rules/" + i0 + "/name", schemaPath: "#/properties/rules/items/properties/name/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" } };
                  if (vErrors === null) {
                    vErrors = [err39];
                  } else {
                    vErrors.push(err39);
                  }
                  errors++;
                }
              } else {
                const err40 = { instancePath: instancePath + "/rules/" + i0 + "/name", schemaPath: "#/properties/rules/items/properties/name/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                  vErrors = [err40];
                } else {
                  vErrors.push(err40);
                }
                errors++;
              }
            }
            if (data13.matchImages !== void 0) {
              let data15 = data13.matchImages;
              if (Array.isArray(data15)) {
                if (data15.length < 1) {
                  const err41 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages", schemaPath: "#/properties/rules/items/properties/matchImages/minItems", keyword: "minItems", params: { limit: 1 } };
                  if (vErrors === null) {
                    vErrors = [err41];
                  } else {
                    vErrors.push(err41);
                  }
                  errors++;
                }
                const len1 = data15.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data16 = data15[i1];
                  if (typeof data16 === "string") {
                    if (func2(data16) < 1) {
                      const err42 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages/" + i1, schemaPath: "#/properties/rules/items/properties/matchImages/items/minLength", keyword: "minLength", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err42];
                      } else {
                        vErrors.push(err42);
                      }
                      errors++;
                    }
                  } else {
                    const err43 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages/" + i1, schemaPath: "#/properties/rules/items/properties/matchImages/items/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err43];
                    } else {
                      vErrors.push(err43);
                    }
                    errors++;
                  }
                }
              } else {
                const err44 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages", schemaPath: "#/properties/rules/items/properties/matchImages/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                  vErrors = [err44];
                } else {
                  vErrors.push(err44);
                }
                errors++;
              }
            }
            if (data13.matchServiceAccounts !== void 0) {
              let data17 = data13.matchServiceAccounts;
              if (Array.isArray(data17)) {
                if (data17.length < 1) {
                  const err45 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts", schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/minItems", keyword: "minItems", params: { limit: 1 } };
                  if (vErrors === null) {
                    vErrors = [err45];
                  } else {
                    vErrors.push(err45);
                  }
                  errors++;
                }
                const len2 = data17.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  let data18 = data17[i2];
                  if (typeof data18 === "string") {
                    if (!pattern10.test(data18)) {
                      const err46 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts/" + i2, schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/items/pattern", keyword: "pattern", params: { pattern: "^[-a-z0-9*]{1,63}/[-.a-z0-9*]{1,253}$" } };
                      if (vErrors === null) {
                        vErrors = [err46];
                      } else {
                        vErrors.push(err46);
                      }
                      errors++;
                    }
                  } else {
                    const err47 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts/" + i2, schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/items/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err47];
                    } else {
                      vErrors.push(err47);
                    }
                    errors++;
                  }
                }
              } else {
                const err48 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts", schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                  vErrors = [err48];
                } else {
                  vErrors.push(err48);
                }
                errors++;
              }
            }
            if (data13.identity !== void 0) {
              let data19 = data13.identity;
              if (!(data19 === "node" || data19 === "serviceAccount")) {
                const err49 = { instancePath: instancePath + "/rules/" + i0 + "/identity", schemaPath: "#/properties/rules/items/properties/identity/enum", keyword: "enum", params: { allowedValues: schema31.properties.rules.items.properties.identity.enum } };
                if (vErrors === null) {
                  vErrors = [err49];
                } else {
                  vErrors.push(err49);
                }
                errors++;
              }
            }
            if (data13.onMissingServiceAccount !== void 0) {
              let data20 = data13.onMissingServiceAccount;
              if (!(data20 === "deny" || data20 === "node" || data20 === "anonymous")) {
                const err50 = { instancePath: instancePath + "/rules/" + i0 + "/onMissingServiceAccount", schemaPath: "#/properties/rules/items/properties/onMissingServiceAccount/enum", keyword: "enum", params: { allowedValues: schema31.properties.rules.items.properties.onMissingServiceAccount.enum } };
                if (vErrors === null) {
                  vErrors = [err50];
                } else {
                  vErrors.push(err50);
                }
                errors++;
              }
            }
            if (data13.ecr !== void 0) {
              let data21 = data13.ecr;
              if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
                for (const key4 in data21) {
                  if (!func1.call(schema31.properties.rules.items.properties.ecr.properties, key4)) {
                    const err51 = { instancePath: instancePath + "/rules/" + i0 + "/ecr", schemaPath: "#/properties/rules/items/properties/ecr/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 } };
                    if (vErrors === null) {
                      vErrors = [err51];
                    } else {
                      vErrors.push(err51);
                    }
                    errors++;
                  }
                }
                if (data21.registry !== void 0) {
                  let data22 = data21.registry;
                  if (typeof data22 === "string") {
                    if (func2(data22) > 260) {
                      const err52 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/registry", schemaPath: "#/properties/rules/items/properties/ecr/properties/registry/maxLength", keyword: "maxLength", params: { limit: 260 } };
                      if (vErrors === null) {
                        vErrors = [err52];
                      } else {
                        vErrors.push(err52);
                      }
                      errors++;
                    }
                    if (!pattern11.test(data22)) {
                      const err53 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/registry", schemaPath: "#/properties/rules/items/properties/ecr/properties/registry/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$" } };
                      if (vErrors === null) {
                        vErrors = [err53];
                      } else {
                        vErrors.push(err53);
                      }
                      errors++;
                    }
                  } else {
                    const err54 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/registry", schemaPath: "#/properties/rules/items/properties/ecr/properties/registry/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err54];
                    } else {
                      vErrors.push(err54);
                    }
                    errors++;
                  }
                }
                if (data21.profile !== void 0) {
                  let data23 = data21.profile;
                  if (typeof data23 === "string") {
                    if (!pattern12.test(data23)) {
                      const err55 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/profile", schemaPath: "#/properties/rules/items/properties/ecr/properties/profile/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f\\[\\]]+$" } };
                      if (vErrors === null) {
                        vErrors = [err55];
                      } else {
                        vErrors.push(err55);
                      }
                      errors++;
                    }
                  } else {
                    const err56 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/profile", schemaPath: "#/properties/rules/items/properties/ecr/properties/profile/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err56];
                    } else {
                      vErrors.push(err56);
                    }
                    errors++;
                  }
                }
                if (data21.roleArn !== void 0) {
                  let data24 = data21.roleArn;
                  if (typeof data24 !== "string" && !Array.isArray(data24)) {
                    const err57 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn", schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/type", keyword: "type", params: { type: schema31.properties.rules.items.properties.ecr.properties.roleArn.type } };
                    if (vErrors === null) {
                      vErrors = [err57];
                    } else {
                      vErrors.push(err57);
                    }
                    errors++;
                  }
                  if (typeof data24 === "string") {
                    if (!pattern13.test(data24)) {
                      const err58 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn", schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/pattern", keyword: "pattern", params: { pattern: "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } };
                      if (vErrors === null) {
                        vErrors = [err58];
                      } else {
                        vErrors.push(err58);
                      }
                      errors++;
                    }
                  }
                  if (Array.isArray(data24)) {
                    if (data24.length < 1) {
                      const err59 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn", schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err59];
                      } else {
                        vErrors.push(err59);
                      }
                      errors++;
                    }
                    const len3 = data24.length;
                    for (let i3 = 0; i3 < len3; i3++) {
                      let data25 = data24[i3];
                      if (typeof data25 === "string") {
                        if (!pattern13.test(data25)) {
                          const err60 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn/" + i3, schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/items/pattern", keyword: "pattern", params: { pattern: "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } };
                          if (vErrors === null) {
                            vErrors = [err60];
                          } else {
                            vErrors.push(err60);
                          }
                          errors++;
                        }
                      } else {
                        const err61 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn/" + i3, schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err61];
                        } else {
                          vErrors.push(err61);
                        }
                        errors++;
                      }
                    }
                  }
                }
                if (data21.externalId !== void 0) {
                  let data26 = data21.externalId;
                  if (typeof data26 === "string") {
                    if (!pattern15.test(data26)) {
                      const err62 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/externalId", schemaPath: "#/properties/rules/items/properties/ecr/properties/externalId/pattern", keyword: "pattern", params: { pattern: "^[\\w+=,.@:/-]{2,1224}$" } };
                      if (vErrors === null) {
                        vErrors = [err62];
                      } else {
                        vErrors.push(err62);
                      }
                      errors++;
                    }
                  } else {
                    const err63 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/externalId", schemaPath: "#/properties/rules/items/properties/ecr/properties/externalId/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err63];
                    } else {
                      vErrors.push(err63);
                    }
                    errors++;
                  }
                }
                if (data21.sessionName !== void 0) {
                  let data27 = data21.sessionName;
                  if (typeof data27 === "string") {
                    if (!pattern16.test(data27)) {
                      const err64 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/sessionName", schemaPath: "#/properties/rules/items/properties/ecr/properties/sessionName/pattern", keyword: "pattern", params: { pattern: "^[\\w+=,.@-]{2,64}$" } };
                      if (vErrors === null) {
                        vErrors = [err64];
                      } else {
                        vErrors.push(err64);
                      }
                      errors++;
                    }
                  } else {
                    const err65 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/sessionName", schemaPath: "#/properties/rules/items/properties/ecr/properties/sessionName/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err65];
                    } else {
                      vErrors.push(err65);
                    }
                    errors++;
                  }
                }
                if (data21.allowedRoleArns !== void 0) {
                  let data28 = data21.allowedRoleArns;
                  if (Array.isArray(data28)) {
                    if (data28.length < 1) {
                      const err66 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/allowedRoleArns", schemaPath: "#/properties/rules/items/properties/ecr/properties/allowedRoleArns/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err66];
                      } else {
                        vErrors.push(err66);
                      }
                      errors++;
                    }
                    const len4 = data28.length;
                    for (let i4 = 0; i4 < len4; i4++) {
                      let data29 = data28[i4];
                      if (typeof data29 === "string") {
                        if (!pattern17.test(data29)) {
                          const err67 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/allowedRoleArns/" + i4, schemaPath: "#/properties/rules/items/properties/ecr/properties/allowedRoleArns/items/pattern", keyword: "pattern", params: { pattern: "^arn:[-a-z*]+:iam::[0-9*]{1,12}:role/[!-~]+$" } };
                          if (vErrors === null) {
                            vErrors = [err67];
                          } else {
                            vErrors.push(err67);
                          }
                          errors++;
                        }
                      } else {
                        const err68 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/allowedRoleArns/" + i4, schemaPath: "#/properties/rules/items/properties/ecr/properties/allowedRoleArns/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err68];
                        } else {
                          vErrors.push(err68);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err69 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/allowedRoleArns", schemaPath: "#/properties/rules/items/properties/ecr/properties/allowedRoleArns/type", keyword: "type", params: { type: "array" } };
                    if (vErrors === null) {
                      vErrors = [err69];
                    } else {
                      vErrors.push(err69);
                    }
                    errors++;
                  }
                }
                if (data21.region !== void 0) {
                  let data30 = data21.region;
                  if (typeof data30 === "string") {
                    if (!pattern18.test(data30)) {
                      const err70 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/region", schemaPath: "#/properties/rules/items/properties/ecr/properties/region/pattern", keyword: "pattern", params: { pattern: "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$" } };
                      if (vErrors === null) {
                        vErrors = [err70];
                      } else {
                        vErrors.push(err70);
                      }
                      errors++;
                    }
                  } else {
                    const err71 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/region", schemaPath: "#/properties/rules/items/properties/ecr/properties/region/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err71];
                    } else {
                      vErrors.push(err71);
                    }
                    errors++;
                  }
                }
                if (data21.endpoint !== void 0) {
                  let data31 = data21.endpoint;
                  if (typeof data31 === "string") {
                    if (!pattern19.test(data31)) {
                      const err72 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/endpoint", schemaPath: "#/properties/rules/items/properties/ecr/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                      if (vErrors === null) {
                        vErrors = [err72];
                      } else {
                        vErrors.push(err72);
                      }
                      errors++;
                    }
                  } else {
                    const err73 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/endpoint", schemaPath: "#/properties/rules/items/properties/ecr/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err73];
                    } else {
                      vErrors.push(err73);
                    }
                    errors++;
                  }
                }
                if (data21.stsEndpoint !== void 0) {
                  let data32 = data21.stsEndpoint;
                  if (typeof data32 === "string") {
                    if (!pattern19.test(data32)) {
                      const err74 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/stsEndpoint", schemaPath: "#/properties/rules/items/properties/ecr/properties/stsEndpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                      if (vErrors === null) {
                        vErrors = [err74];
                      } else {
                        vErrors.push(err74);
                      }
                      errors++;
                    }
                  } else {
                    const err75 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/stsEndpoint", schemaPath: "#/properties/rules/items/properties/ecr/properties/stsEndpoint/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err75];
                    } else {
                      vErrors.push(err75);
                    }
                    errors++;
                  }
                }
              } else {
                const err76 = { instancePath: instancePath + "/rules/" + i0 + "/ecr", schemaPath: "#/properties/rules/items/properties/ecr/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err76];
                } else {
                  vErrors.push(err76);
                }
                errors++;
              }
            }
            if (data13.acr !== void 0) {
              let data33 = data13.acr;
              if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
                for (const key5 in data33) {
                  if (!func1.call(schema31.properties.rules.items.properties.acr.properties, key5)) {
                    const err77 = { instancePath: instancePath + "/rules/" + i0 + "/acr", schemaPath: "#/properties/rules/items/properties/acr/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 } };
                    if (vErrors === null) {
                      vErrors = [err77];
                    } else {
                      vErrors.push(err77);
                    }
                    errors++;
                  }
                }
                if (data33.registry !== void 0) {
                  let data34 = data33.registry;
                  if (typeof data34 === "string") {
                    if (func2(data34) > 260) {
                      const err78 = { instancePath: instancePath + "/rules/" + i0 + "/acr/registry", schemaPath: "#/properties/rules/items/properties/acr/properties/registry/maxLength", keyword: "maxLength", params: { limit: 260 } };
                      if (vErrors === null) {
                        vErrors = [err78];
                      } else {
                        vErrors.push(err78);
                      }
                      errors++;
                    }
                    if (!pattern11.test(data34)) {
                      const err79 = { instancePath: instancePath + "/rules/" + i0 + "/acr/registry", schemaPath: "#/properties/rules/items/properties/acr/properties/registry/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$" } };
                      if (vErrors === null) {
                        vErrors = [err79];
                      } else {
                        vErrors.push(err79);
                      }
                      errors++;
                    }
                  } else {
                    const err80 = { instancePath: instancePath + "/rules/" + i0 + "/acr/registry", schemaPath: "#/properties/rules/items/properties/acr/properties/registry/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err80];
                    } else {
                      vErrors.push(err80);
                    }
                    errors++;
                  }
                }
                if (data33.managedIdentity !== void 0) {
                  let data35 = data33.managedIdentity;
                  if (data35 && typeof data35 == "object" && !Array.isArray(data35)) {
                    if (Object.keys(data35).length > 1) {
                      const err81 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/maxProperties", keyword: "maxProperties", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err81];
                      } else {
                        vErrors.push(err81);
                      }
                      errors++;
                    }
                    for (const key6 in data35) {
                      if (!(key6 === "clientId" || key6 === "objectId" || key6 === "resourceId")) {
                        const err82 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 } };
                        if (vErrors === null) {
                          vErrors = [err82];
                        } else {
                          vErrors.push(err82);
                        }
                        errors++;
                      }
                    }
                    if (data35.clientId !== void 0) {
                      let data36 = data35.clientId;
                      if (typeof data36 === "string") {
                        if (!pattern22.test(data36)) {
                          const err83 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err83];
                          } else {
                            vErrors.push(err83);
                          }
                          errors++;
                        }
                      } else {
                        const err84 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/clientId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err84];
                        } else {
                          vErrors.push(err84);
                        }
                        errors++;
                      }
                    }
                    if (data35.objectId !== void 0) {
                      let data37 = data35.objectId;
                      if (typeof data37 === "string") {
                        if (!pattern22.test(data37)) {
                          const err85 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/objectId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/objectId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err85];
                          } else {
                            vErrors.push(err85);
                          }
                          errors++;
                        }
                      } else {
                        const err86 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/objectId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/objectId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err86];
                        } else {
                          vErrors.push(err86);
                        }
                        errors++;
                      }
                    }
                    if (data35.resourceId !== void 0) {
                      let data38 = data35.resourceId;
                      if (typeof data38 === "string") {
                        if (!pattern24.test(data38)) {
                          const err87 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/resourceId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/resourceId/pattern", keyword: "pattern", params: { pattern: "^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[-\\w.()/]{1,500}$" } };
                          if (vErrors === null) {
                            vErrors = [err87];
                          } else {
                            vErrors.push(err87);
                          }
                          errors++;
                        }
                      } else {
                        const err88 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/resourceId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/resourceId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err88];
                        } else {
                          vErrors.push(err88);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err89 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err89];
                    } else {
                      vErrors.push(err89);
                    }
                    errors++;
                  }
                }
                if (data33.workloadIdentity !== void 0) {
                  let data39 = data33.workloadIdentity;
                  if (data39 && typeof data39 == "object" && !Array.isArray(data39)) {
                    for (const key7 in data39) {
                      if (!(key7 === "clientId" || key7 === "tenantId" || key7 === "tokenFile")) {
                        const err90 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 } };
                        if (vErrors === null) {
                          vErrors = [err90];
                        } else {
                          vErrors.push(err90);
                        }
                        errors++;
                      }
                    }
                    if (data39.clientId !== void 0) {
                      let data40 = data39.clientId;
                      if (typeof data40 === "string") {
                        if (!pattern22.test(data40)) {
                          const err91 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err91];
                          } else {
                            vErrors.push(err91);
                          }
                          errors++;
                        }
                      } else {
                        const err92 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/clientId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err92];
                        } else {
                          vErrors.push(err92);
                        }
                        errors++;
                      }
                    }
                    if (data39.tenantId !== void 0) {
                      let data41 = data39.tenantId;
                      if (typeof data41 === "string") {
                        if (func2(data41) > 253) {
                          const err93 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                          if (vErrors === null) {
                            vErrors = [err93];
                          } else {
                            vErrors.push(err93);
                          }
                          errors++;
                        }
                        if (!pattern26.test(data41)) {
                          const err94 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                          if (vErrors === null) {
                            vErrors = [err94];
                          } else {
                            vErrors.push(err94);
                          }
                          errors++;
                        }
                      } else {
                        const err95 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err95];
                        } else {
                          vErrors.push(err95);
                        }
                        errors++;
                      }
                    }
                    if (data39.tokenFile !== void 0) {
                      let data42 = data39.tokenFile;
                      if (typeof data42 === "string") {
                        if (!pattern5.test(data42)) {
                          const err96 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tokenFile", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tokenFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err96];
                          } else {
                            vErrors.push(err96);
                          }
                          errors++;
                        }
                      } else {
                        const err97 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tokenFile", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tokenFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err97];
                        } else {
                          vErrors.push(err97);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err98 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err98];
                    } else {
                      vErrors.push(err98);
                    }
                    errors++;
                  }
                }
                if (data33.servicePrincipal !== void 0) {
                  let data43 = data33.servicePrincipal;
                  const _errs104 = errors;
                  let valid21 = false;
                  let passing2 = null;
                  const _errs105 = errors;
                  if (data43 && typeof data43 == "object" && !Array.isArray(data43)) {
                    if (data43.clientSecretFile === void 0) {
                      const err99 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/oneOf/0/required", keyword: "required", params: { missingProperty: "clientSecretFile" } };
                      if (vErrors === null) {
                        vErrors = [err99];
                      } else {
                        vErrors.push(err99);
                      }
                      errors++;
                    }
                  }
                  var _valid3 = _errs105 === errors;
                  if (_valid3) {
                    valid21 = true;
                    passing2 = 0;
                  }
                  const _errs106 = errors;
                  if (data43 && typeof data43 == "object" && !Array.isArray(data43)) {
                    if (data43.clientCertificateFile === void 0) {
                      const err100 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/oneOf/1/required", keyword: "required", params: { missingProperty: "clientCertificateFile" } };
                      if (vErrors === null) {
                        vErrors = [err100];
                      } else {
                        vErrors.push(err100);
                      }
                      errors++;
                    }
                  }
                  var _valid3 = _errs106 === errors;
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
                    const err101 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/oneOf", keyword: "oneOf", params: { passingSchemas: passing2 } };
                    if (vErrors === null) {
                      vErrors = [err101];
                    } else {
                      vErrors.push(err101);
                    }
                    errors++;
                  } else {
                    errors = _errs104;
                    if (vErrors !== null) {
                      if (_errs104) {
                        vErrors.length = _errs104;
                      } else {
                        vErrors = null;
                      }
                    }
                  }
                  if (data43 && typeof data43 == "object" && !Array.isArray(data43)) {
                    if (data43.clientId === void 0) {
                      const err102 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/required", keyword: "required", params: { missingProperty: "clientId" } };
                      if (vErrors === null) {
                        vErrors = [err102];
                      } else {
                        vErrors.push(err102);
                      }
                      errors++;
                    }
                    if (data43.tenantId === void 0) {
                      const err103 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/required", keyword: "required", params: { missingProperty: "tenantId" } };
                      if (vErrors === null) {
                        vErrors = [err103];
                      } else {
                        vErrors.push(err103);
                      }
                      errors++;
                    }
                    for (const key8 in data43) {
                      if (!(key8 === "clientId" || key8 === "tenantId" || key8 === "clientSecretFile" || key8 === "clientCertificateFile")) {
                        const err104 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 } };
                        if (vErrors === null) {
                          vErrors = [err104];
                        } else {
                          vErrors.push(err104);
                        }
                        errors++;
                      }
                    }
                    if (data43.clientId !== void 0) {
                      let data44 = data43.clientId;
                      if (typeof data44 === "string") {
                        if (!pattern22.test(data44)) {
                          const err105 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err105];
                          } else {
                            vErrors.push(err105);
                          }
                          errors++;
                        }
                      } else {
                        const err106 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err106];
                        } else {
                          vErrors.push(err106);
                        }
                        errors++;
                      }
                    }
                    if (data43.tenantId !== void 0) {
                      let data45 = data43.tenantId;
                      if (typeof data45 === "string") {
                        if (func2(data45) > 253) {
                          const err107 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                          if (vErrors === null) {
                            vErrors = [err107];
                          } else {
                            vErrors.push(err107);
                          }
                          errors++;
                        }
                        if (!pattern26.test(data45)) {
                          const err108 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                          if (vErrors === null) {
                            vErrors = [err108];
                          } else {
                            vErrors.push(err108);
                          }
                          errors++;
                        }
                      } else {
                        const err109 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err109];
                        } else {
                          vErrors.push(err109);
                        }
                        errors++;
                      }
                    }
                    if (data43.clientSecretFile !== void 0) {
                      let data46 = data43.clientSecretFile;
                      if (typeof data46 === "string") {
                        if (!pattern5.test(data46)) {
                          const err110 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientSecretFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientSecretFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err110];
                          } else {
                            vErrors.push(err110);
                          }
                          errors++;
                        }
                      } else {
                        const err111 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientSecretFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientSecretFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err111];
                        } else {
                          vErrors.push(err111);
                        }
                        errors++;
                      }
                    }
                    if (data43.clientCertificateFile !== void 0) {
                      let data47 = data43.clientCertificateFile;
                      if (typeof data47 === "string") {
                        if (!pattern5.test(data47)) {
                          const err112 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientCertificateFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientCertificateFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err112];
                          } else {
                            vErrors.push(err112);
                          }
                          errors++;
                        }
                      } else {
                        const err113 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientCertificateFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientCertificateFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err113];
                        } else {
                          vErrors.push(err113);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err114 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err114];
                    } else {
                      vErrors.push(err114);
                    }
                    errors++;
                  }
                }
                if (data33.azureJson !== void 0) {
                  let data48 = data33.azureJson;
                  if (typeof data48 === "string") {
                    if (!pattern5.test(data48)) {
                      const err115 = { instancePath: instancePath + "/rules/" + i0 + "/acr/azureJson", schemaPath: "#/properties/rules/items/properties/acr/properties/azureJson/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err115];
                      } else {
                        vErrors.push(err115);
                      }
                      errors++;
                    }
                  } else {
                    const err116 = { instancePath: instancePath + "/rules/" + i0 + "/acr/azureJson", schemaPath: "#/properties/rules/items/properties/acr/properties/azureJson/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err116];
                    } else {
                      vErrors.push(err116);
                    }
                    errors++;
                  }
                }
                if (data33.clientId !== void 0) {
                  let data49 = data33.clientId;
                  if (typeof data49 === "string") {
                    if (!pattern22.test(data49)) {
                      const err117 = { instancePath: instancePath + "/rules/" + i0 + "/acr/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                      if (vErrors === null) {
                        vErrors = [err117];
                      } else {
                        vErrors.push(err117);
                      }
                      errors++;
                    }
                  } else {
                    const err118 = { instancePath: instancePath + "/rules/" + i0 + "/acr/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/clientId/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err118];
                    } else {
                      vErrors.push(err118);
                    }
                    errors++;
                  }
                }
                if (data33.tenantId !== void 0) {
                  let data50 = data33.tenantId;
                  if (typeof data50 === "string") {
                    if (func2(data50) > 253) {
                      const err119 = { instancePath: instancePath + "/rules/" + i0 + "/acr/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                      if (vErrors === null) {
                        vErrors = [err119];
                      } else {
                        vErrors.push(err119);
                      }
                      errors++;
                    }
                    if (!pattern26.test(data50)) {
                      const err120 = { instancePath: instancePath + "/rules/" + i0 + "/acr/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                      if (vErrors === null) {
                        vErrors = [err120];
                      } else {
                        vErrors.push(err120);
                      }
                      errors++;
                    }
                  } else {
                    const err121 = { instancePath: instancePath + "/rules/" + i0 + "/acr/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err121];
                    } else {
                      vErrors.push(err121);
                    }
                    errors++;
                  }
                }
                if (data33.allowedClientIds !== void 0) {
                  let data51 = data33.allowedClientIds;
                  if (Array.isArray(data51)) {
                    if (data51.length < 1) {
                      const err122 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds", schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err122];
                      } else {
                        vErrors.push(err122);
                      }
                      errors++;
                    }
                    const len5 = data51.length;
                    for (let i5 = 0; i5 < len5; i5++) {
                      let data52 = data51[i5];
                      if (typeof data52 === "string") {
                        if (!pattern22.test(data52)) {
                          const err123 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds/" + i5, schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/items/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err123];
                          } else {
                            vErrors.push(err123);
                          }
                          errors++;
                        }
                      } else {
                        const err124 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds/" + i5, schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err124];
                        } else {
                          vErrors.push(err124);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err125 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds", schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/type", keyword: "type", params: { type: "array" } };
                    if (vErrors === null) {
                      vErrors = [err125];
                    } else {
                      vErrors.push(err125);
                    }
                    errors++;
                  }
                }
                if (data33.cloud !== void 0) {
                  let data53 = data33.cloud;
                  if (data53 && typeof data53 == "object" && !Array.isArray(data53)) {
                    for (const key9 in data53) {
                      if (!(key9 === "suffix" || key9 === "authorityHost" || key9 === "resource")) {
                        const err126 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 } };
                        if (vErrors === null) {
                          vErrors = [err126];
                        } else {
                          vErrors.push(err126);
                        }
                        errors++;
                      }
                    }
                    if (data53.suffix !== void 0) {
                      let data54 = data53.suffix;
                      if (typeof data54 === "string") {
                        if (func2(data54) > 200) {
                          const err127 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/suffix", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/suffix/maxLength", keyword: "maxLength", params: { limit: 200 } };
                          if (vErrors === null) {
                            vErrors = [err127];
                          } else {
                            vErrors.push(err127);
                          }
                          errors++;
                        }
                        if (!pattern36.test(data54)) {
                          const err128 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/suffix", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/suffix/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$" } };
                          if (vErrors === null) {
                            vErrors = [err128];
                          } else {
                            vErrors.push(err128);
                          }
                          errors++;
                        }
                      } else {
                        const err129 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/suffix", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/suffix/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err129];
                        } else {
                          vErrors.push(err129);
                        }
                        errors++;
                      }
                    }
                    if (data53.authorityHost !== void 0) {
                      let data55 = data53.authorityHost;
                      if (typeof data55 === "string") {
                        if (!pattern37.test(data55)) {
                          const err130 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/authorityHost", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/authorityHost/pattern", keyword: "pattern", params: { pattern: "^https://[^\\s/?#@]+/?$" } };
                          if (vErrors === null) {
                            vErrors = [err130];
                          } else {
                            vErrors.push(err130);
                          }
                          errors++;
                        }
                      } else {
                        const err131 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/authorityHost", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/authorityHost/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err131];
                        } else {
                          vErrors.push(err131);
                        }
                        errors++;
                      }
                    }
                    if (data53.resource !== void 0) {
                      let data56 = data53.resource;
                      if (typeof data56 === "string") {
                        if (!pattern38.test(data56)) {
                          const err132 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/resource", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/resource/pattern", keyword: "pattern", params: { pattern: "^https://[^\\s?#@]+$" } };
                          if (vErrors === null) {
                            vErrors = [err132];
                          } else {
                            vErrors.push(err132);
                          }
                          errors++;
                        }
                      } else {
                        const err133 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/resource", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/resource/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err133];
                        } else {
                          vErrors.push(err133);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err134 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err134];
                    } else {
                      vErrors.push(err134);
                    }
                    errors++;
                  }
                }
                if (data33.endpoint !== void 0) {
                  let data57 = data33.endpoint;
                  if (typeof data57 === "string") {
                    if (!pattern19.test(data57)) {
                      const err135 = { instancePath: instancePath + "/rules/" + i0 + "/acr/endpoint", schemaPath: "#/properties/rules/items/properties/acr/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                      if (vErrors === null) {
                        vErrors = [err135];
                      } else {
                        vErrors.push(err135);
                      }
                      errors++;
                    }
                  } else {
                    const err136 = { instancePath: instancePath + "/rules/" + i0 + "/acr/endpoint", schemaPath: "#/properties/rules/items/properties/acr/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err136];
                    } else {
                      vErrors.push(err136);
                    }
                    errors++;
                  }
                }
              } else {
                const err137 = { instancePath: instancePath + "/rules/" + i0 + "/acr", schemaPath: "#/properties/rules/items/properties/acr/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err137];
                } else {
                  vErrors.push(err137);
                }
                errors++;
              }
            }
            if (data13.google !== void 0) {
              let data58 = data13.google;
              if (data58 && typeof data58 == "object" && !Array.isArray(data58)) {
                for (const key10 in data58) {
                  if (!(key10 === "registry" || key10 === "serviceAccount" || key10 === "credentialFile" || key10 === "impersonate" || key10 === "workloadIdentity" || key10 === "allowedServiceAccounts" || key10 === "metadataDockerConfig" || key10 === "endpoints")) {
                    const err138 = { instancePath: instancePath + "/rules/" + i0 + "/google", schemaPath: "#/properties/rules/items/properties/google/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key10 } };
                    if (vErrors === null) {
                      vErrors = [err138];
                    } else {
                      vErrors.push(err138);
                    }
                    errors++;
                  }
                }
                if (data58.registry !== void 0) {
                  let data59 = data58.registry;
                  if (typeof data59 === "string") {
                    if (func2(data59) > 260) {
                      const err139 = { instancePath: instancePath + "/rules/" + i0 + "/google/registry", schemaPath: "#/properties/rules/items/properties/google/properties/registry/maxLength", keyword: "maxLength", params: { limit: 260 } };
                      if (vErrors === null) {
                        vErrors = [err139];
                      } else {
                        vErrors.push(err139);
                      }
                      errors++;
                    }
                    if (!pattern11.test(data59)) {
                      const err140 = { instancePath: instancePath + "/rules/" + i0 + "/google/registry", schemaPath: "#/properties/rules/items/properties/google/properties/registry/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$" } };
                      if (vErrors === null) {
                        vErrors = [err140];
                      } else {
                        vErrors.push(err140);
                      }
                      errors++;
                    }
                  } else {
                    const err141 = { instancePath: instancePath + "/rules/" + i0 + "/google/registry", schemaPath: "#/properties/rules/items/properties/google/properties/registry/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err141];
                    } else {
                      vErrors.push(err141);
                    }
                    errors++;
                  }
                }
                if (data58.serviceAccount !== void 0) {
                  let data60 = data58.serviceAccount;
                  if (typeof data60 === "string") {
                    if (!pattern41.test(data60)) {
                      const err142 = { instancePath: instancePath + "/rules/" + i0 + "/google/serviceAccount", schemaPath: "#/properties/rules/items/properties/google/properties/serviceAccount/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } };
                      if (vErrors === null) {
                        vErrors = [err142];
                      } else {
                        vErrors.push(err142);
                      }
                      errors++;
                    }
                  } else {
                    const err143 = { instancePath: instancePath + "/rules/" + i0 + "/google/serviceAccount", schemaPath: "#/properties/rules/items/properties/google/properties/serviceAccount/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err143];
                    } else {
                      vErrors.push(err143);
                    }
                    errors++;
                  }
                }
                if (data58.credentialFile !== void 0) {
                  let data61 = data58.credentialFile;
                  if (typeof data61 === "string") {
                    if (!pattern5.test(data61)) {
                      const err144 = { instancePath: instancePath + "/rules/" + i0 + "/google/credentialFile", schemaPath: "#/properties/rules/items/properties/google/properties/credentialFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err144];
                      } else {
                        vErrors.push(err144);
                      }
                      errors++;
                    }
                  } else {
                    const err145 = { instancePath: instancePath + "/rules/" + i0 + "/google/credentialFile", schemaPath: "#/properties/rules/items/properties/google/properties/credentialFile/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err145];
                    } else {
                      vErrors.push(err145);
                    }
                    errors++;
                  }
                }
                if (data58.impersonate !== void 0) {
                  let data62 = data58.impersonate;
                  if (typeof data62 !== "string" && !Array.isArray(data62)) {
                    const err146 = { instancePath: instancePath + "/rules/" + i0 + "/google/impersonate", schemaPath: "#/properties/rules/items/properties/google/properties/impersonate/type", keyword: "type", params: { type: schema31.properties.rules.items.properties.google.properties.impersonate.type } };
                    if (vErrors === null) {
                      vErrors = [err146];
                    } else {
                      vErrors.push(err146);
                    }
                    errors++;
                  }
                  if (typeof data62 === "string") {
                    if (!pattern41.test(data62)) {
                      const err147 = { instancePath: instancePath + "/rules/" + i0 + "/google/impersonate", schemaPath: "#/properties/rules/items/properties/google/properties/impersonate/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } };
                      if (vErrors === null) {
                        vErrors = [err147];
                      } else {
                        vErrors.push(err147);
                      }
                      errors++;
                    }
                  }
                  if (Array.isArray(data62)) {
                    if (data62.length < 1) {
                      const err148 = { instancePath: instancePath + "/rules/" + i0 + "/google/impersonate", schemaPath: "#/properties/rules/items/properties/google/properties/impersonate/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err148];
                      } else {
                        vErrors.push(err148);
                      }
                      errors++;
                    }
                    const len6 = data62.length;
                    for (let i6 = 0; i6 < len6; i6++) {
                      let data63 = data62[i6];
                      if (typeof data63 === "string") {
                        if (!pattern41.test(data63)) {
                          const err149 = { instancePath: instancePath + "/rules/" + i0 + "/google/impersonate/" + i6, schemaPath: "#/properties/rules/items/properties/google/properties/impersonate/items/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$" } };
                          if (vErrors === null) {
                            vErrors = [err149];
                          } else {
                            vErrors.push(err149);
                          }
                          errors++;
                        }
                      } else {
                        const err150 = { instancePath: instancePath + "/rules/" + i0 + "/google/impersonate/" + i6, schemaPath: "#/properties/rules/items/properties/google/properties/impersonate/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err150];
                        } else {
                          vErrors.push(err150);
                        }
                        errors++;
                      }
                    }
                  }
                }
                if (data58.workloadIdentity !== void 0) {
                  let data64 = data58.workloadIdentity;
                  if (data64 && typeof data64 == "object" && !Array.isArray(data64)) {
                    for (const key11 in data64) {
                      if (!(key11 === "provider" || key11 === "project" || key11 === "identityProvider")) {
                        const err151 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key11 } };
                        if (vErrors === null) {
                          vErrors = [err151];
                        } else {
                          vErrors.push(err151);
                        }
                        errors++;
                      }
                    }
                    if (data64.provider !== void 0) {
                      let data65 = data64.provider;
                      if (typeof data65 === "string") {
                        if (!pattern45.test(data65)) {
                          const err152 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/provider", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/provider/pattern", keyword: "pattern", params: { pattern: "^((https:)?//iam[.]googleapis[.]com/)?projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[-a-z0-9]{1,63}/providers/[-a-z0-9]{1,63}$" } };
                          if (vErrors === null) {
                            vErrors = [err152];
                          } else {
                            vErrors.push(err152);
                          }
                          errors++;
                        }
                      } else {
                        const err153 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/provider", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/provider/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err153];
                        } else {
                          vErrors.push(err153);
                        }
                        errors++;
                      }
                    }
                    if (data64.project !== void 0) {
                      let data66 = data64.project;
                      if (typeof data66 === "string") {
                        if (func2(data66) > 200) {
                          const err154 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/project", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/project/maxLength", keyword: "maxLength", params: { limit: 200 } };
                          if (vErrors === null) {
                            vErrors = [err154];
                          } else {
                            vErrors.push(err154);
                          }
                          errors++;
                        }
                        if (!pattern46.test(data66)) {
                          const err155 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/project", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/project/pattern", keyword: "pattern", params: { pattern: "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$" } };
                          if (vErrors === null) {
                            vErrors = [err155];
                          } else {
                            vErrors.push(err155);
                          }
                          errors++;
                        }
                      } else {
                        const err156 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/project", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/project/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err156];
                        } else {
                          vErrors.push(err156);
                        }
                        errors++;
                      }
                    }
                    if (data64.identityProvider !== void 0) {
                      let data67 = data64.identityProvider;
                      if (typeof data67 === "string") {
                        if (!pattern47.test(data67)) {
                          const err157 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/identityProvider", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/identityProvider/pattern", keyword: "pattern", params: { pattern: "^https://[!-~]{1,500}$" } };
                          if (vErrors === null) {
                            vErrors = [err157];
                          } else {
                            vErrors.push(err157);
                          }
                          errors++;
                        }
                      } else {
                        const err158 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity/identityProvider", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/properties/identityProvider/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err158];
                        } else {
                          vErrors.push(err158);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err159 = { instancePath: instancePath + "/rules/" + i0 + "/google/workloadIdentity", schemaPath: "#/properties/rules/items/properties/google/properties/workloadIdentity/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err159];
                    } else {
                      vErrors.push(err159);
                    }
                    errors++;
                  }
                }
                if (data58.allowedServiceAccounts !== void 0) {
                  let data68 = data58.allowedServiceAccounts;
                  if (Array.isArray(data68)) {
                    if (data68.length < 1) {
                      const err160 = { instancePath: instancePath + "/rules/" + i0 + "/google/allowedServiceAccounts", schemaPath: "#/properties/rules/items/properties/google/properties/allowedServiceAccounts/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err160];
                      } else {
                        vErrors.push(err160);
                      }
                      errors++;
                    }
                    const len7 = data68.length;
                    for (let i7 = 0; i7 < len7; i7++) {
                      let data69 = data68[i7];
                      if (typeof data69 === "string") {
                        if (!pattern48.test(data69)) {
                          const err161 = { instancePath: instancePath + "/rules/" + i0 + "/google/allowedServiceAccounts/" + i7, schemaPath: "#/properties/rules/items/properties/google/properties/allowedServiceAccounts/items/pattern", keyword: "pattern", params: { pattern: "^[-a-z0-9*]{1,64}@[-.a-z0-9*]{1,200}$" } };
                          if (vErrors === null) {
                            vErrors = [err161];
                          } else {
                            vErrors.push(err161);
                          }
                          errors++;
                        }
                      } else {
                        const err162 = { instancePath: instancePath + "/rules/" + i0 + "/google/allowedServiceAccounts/" + i7, schemaPath: "#/properties/rules/items/properties/google/properties/allowedServiceAccounts/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err162];
                        } else {
                          vErrors.push(err162);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err163 = { instancePath: instancePath + "/rules/" + i0 + "/google/allowedServiceAccounts", schemaPath: "#/properties/rules/items/properties/google/properties/allowedServiceAccounts/type", keyword: "type", params: { type: "array" } };
                    if (vErrors === null) {
                      vErrors = [err163];
                    } else {
                      vErrors.push(err163);
                    }
                    errors++;
                  }
                }
                if (data58.metadataDockerConfig !== void 0) {
                  if (typeof data58.metadataDockerConfig !== "boolean") {
                    const err164 = { instancePath: instancePath + "/rules/" + i0 + "/google/metadataDockerConfig", schemaPath: "#/properties/rules/items/properties/google/properties/metadataDockerConfig/type", keyword: "type", params: { type: "boolean" } };
                    if (vErrors === null) {
                      vErrors = [err164];
                    } else {
                      vErrors.push(err164);
                    }
                    errors++;
                  }
                }
                if (data58.endpoints !== void 0) {
                  let data71 = data58.endpoints;
                  if (data71 && typeof data71 == "object" && !Array.isArray(data71)) {
                    for (const key12 in data71) {
                      if (!(key12 === "metadata" || key12 === "sts" || key12 === "iamCredentials" || key12 === "oauth2")) {
                        const err165 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key12 } };
                        if (vErrors === null) {
                          vErrors = [err165];
                        } else {
                          vErrors.push(err165);
                        }
                        errors++;
                      }
                    }
                    if (data71.metadata !== void 0) {
                      let data72 = data71.metadata;
                      if (typeof data72 === "string") {
                        if (func2(data72) > 300) {
                          const err166 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/metadata", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/metadata/maxLength", keyword: "maxLength", params: { limit: 300 } };
                          if (vErrors === null) {
                            vErrors = [err166];
                          } else {
                            vErrors.push(err166);
                          }
                          errors++;
                        }
                        if (!pattern49.test(data72)) {
                          const err167 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/metadata", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/metadata/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                          if (vErrors === null) {
                            vErrors = [err167];
                          } else {
                            vErrors.push(err167);
                          }
                          errors++;
                        }
                      } else {
                        const err168 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/metadata", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/metadata/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err168];
                        } else {
                          vErrors.push(err168);
                        }
                        errors++;
                      }
                    }
                    if (data71.sts !== void 0) {
                      let data73 = data71.sts;
                      if (typeof data73 === "string") {
                        if (func2(data73) > 300) {
                          const err169 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/sts", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/sts/maxLength", keyword: "maxLength", params: { limit: 300 } };
                          if (vErrors === null) {
                            vErrors = [err169];
                          } else {
                            vErrors.push(err169);
                          }
                          errors++;
                        }
                        if (!pattern49.test(data73)) {
                          const err170 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/sts", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/sts/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                          if (vErrors === null) {
                            vErrors = [err170];
                          } else {
                            vErrors.push(err170);
                          }
                          errors++;
                        }
                      } else {
                        const err171 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/sts", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/sts/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err171];
                        } else {
                          vErrors.push(err171);
                        }
                        errors++;
                      }
                    }
                    if (data71.iamCredentials !== void 0) {
                      let data74 = data71.iamCredentials;
                      if (typeof data74 === "string") {
                        if (func2(data74) > 300) {
                          const err172 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/iamCredentials", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/iamCredentials/maxLength", keyword: "maxLength", params: { limit: 300 } };
                          if (vErrors === null) {
                            vErrors = [err172];
                          } else {
                            vErrors.push(err172);
                          }
                          errors++;
                        }
                        if (!pattern49.test(data74)) {
                          const err173 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/iamCredentials", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/iamCredentials/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                          if (vErrors === null) {
                            vErrors = [err173];
                          } else {
                            vErrors.push(err173);
                          }
                          errors++;
                        }
                      } else {
                        const err174 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/iamCredentials", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/iamCredentials/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err174];
                        } else {
                          vErrors.push(err174);
                        }
                        errors++;
                      }
                    }
                    if (data71.oauth2 !== void 0) {
                      let data75 = data71.oauth2;
                      if (typeof data75 === "string") {
                        if (func2(data75) > 300) {
                          const err175 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/oauth2", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/oauth2/maxLength", keyword: "maxLength", params: { limit: 300 } };
                          if (vErrors === null) {
                            vErrors = [err175];
                          } else {
                            vErrors.push(err175);
                          }
                          errors++;
                        }
                        if (!pattern49.test(data75)) {
                          const err176 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/oauth2", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/oauth2/pattern", keyword: "pattern", params: { pattern: "^https?://([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$" } };
                          if (vErrors === null) {
                            vErrors = [err176];
                          } else {
                            vErrors.push(err176);
                          }
                          errors++;
                        }
                      } else {
                        const err177 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints/oauth2", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/properties/oauth2/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err177];
                        } else {
                          vErrors.push(err177);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err178 = { instancePath: instancePath + "/rules/" + i0 + "/google/endpoints", schemaPath: "#/properties/rules/items/properties/google/properties/endpoints/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err178];
                    } else {
                      vErrors.push(err178);
                    }
                    errors++;
                  }
                }
              } else {
                const err179 = { instancePath: instancePath + "/rules/" + i0 + "/google", schemaPath: "#/properties/rules/items/properties/google/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err179];
                } else {
                  vErrors.push(err179);
                }
                errors++;
              }
            }
            if (data13.serviceAccountToken !== void 0) {
              let data76 = data13.serviceAccountToken;
              if (data76 && typeof data76 == "object" && !Array.isArray(data76)) {
                if (data76.username === void 0) {
                  const err180 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/required", keyword: "required", params: { missingProperty: "username" } };
                  if (vErrors === null) {
                    vErrors = [err180];
                  } else {
                    vErrors.push(err180);
                  }
                  errors++;
                }
                if (data76.audience === void 0) {
                  const err181 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/required", keyword: "required", params: { missingProperty: "audience" } };
                  if (vErrors === null) {
                    vErrors = [err181];
                  } else {
                    vErrors.push(err181);
                  }
                  errors++;
                }
                for (const key13 in data76) {
                  if (!(key13 === "username" || key13 === "audience")) {
                    const err182 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key13 } };
                    if (vErrors === null) {
                      vErrors = [err182];
                    } else {
                      vErrors.push(err182);
                    }
                    errors++;
                  }
                }
                if (data76.username !== void 0) {
                  let data77 = data76.username;
                  if (typeof data77 === "string") {
                    if (func2(data77) > 255) {
                      const err183 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/username", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/username/maxLength", keyword: "maxLength", params: { limit: 255 } };
                      if (vErrors === null) {
                        vErrors = [err183];
                      } else {
                        vErrors.push(err183);
                      }
                      errors++;
                    }
                    if (!pattern53.test(data77)) {
                      const err184 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/username", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/username/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f:]+$" } };
                      if (vErrors === null) {
                        vErrors = [err184];
                      } else {
                        vErrors.push(err184);
                      }
                      errors++;
                    }
                  } else {
                    const err185 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/username", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/username/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err185];
                    } else {
                      vErrors.push(err185);
                    }
                    errors++;
                  }
                }
                if (data76.audience !== void 0) {
                  let data78 = data76.audience;
                  if (typeof data78 === "string") {
                    if (func2(data78) > 500) {
                      const err186 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/audience", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/audience/maxLength", keyword: "maxLength", params: { limit: 500 } };
                      if (vErrors === null) {
                        vErrors = [err186];
                      } else {
                        vErrors.push(err186);
                      }
                      errors++;
                    }
                    if (!pattern54.test(data78)) {
                      const err187 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/audience", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/audience/pattern", keyword: "pattern", params: { pattern: "^[!-~]+$" } };
                      if (vErrors === null) {
                        vErrors = [err187];
                      } else {
                        vErrors.push(err187);
                      }
                      errors++;
                    }
                  } else {
                    const err188 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken/audience", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/properties/audience/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err188];
                    } else {
                      vErrors.push(err188);
                    }
                    errors++;
                  }
                }
              } else {
                const err189 = { instancePath: instancePath + "/rules/" + i0 + "/serviceAccountToken", schemaPath: "#/properties/rules/items/properties/serviceAccountToken/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err189];
                } else {
                  vErrors.push(err189);
                }
                errors++;
              }
            }
            if (data13.dockerConfig !== void 0) {
              let data79 = data13.dockerConfig;
              if (data79 && typeof data79 == "object" && !Array.isArray(data79)) {
                if (data79.path === void 0) {
                  const err190 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig", schemaPath: "#/properties/rules/items/properties/dockerConfig/required", keyword: "required", params: { missingProperty: "path" } };
                  if (vErrors === null) {
                    vErrors = [err190];
                  } else {
                    vErrors.push(err190);
                  }
                  errors++;
                }
                for (const key14 in data79) {
                  if (!(key14 === "path" || key14 === "cacheDuration")) {
                    const err191 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig", schemaPath: "#/properties/rules/items/properties/dockerConfig/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key14 } };
                    if (vErrors === null) {
                      vErrors = [err191];
                    } else {
                      vErrors.push(err191);
                    }
                    errors++;
                  }
                }
                if (data79.path !== void 0) {
                  let data80 = data79.path;
                  if (typeof data80 === "string") {
                    if (!pattern5.test(data80)) {
                      const err192 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/path", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/path/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err192];
                      } else {
                        vErrors.push(err192);
                      }
                      errors++;
                    }
                  } else {
                    const err193 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/path", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/path/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err193];
                    } else {
                      vErrors.push(err193);
                    }
                    errors++;
                  }
                }
                if (data79.cacheDuration !== void 0) {
                  let data81 = data79.cacheDuration;
                  if (typeof data81 === "string") {
                    if (!pattern4.test(data81)) {
                      const err194 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/cacheDuration", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/cacheDuration/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
                      if (vErrors === null) {
                        vErrors = [err194];
                      } else {
                        vErrors.push(err194);
                      }
                      errors++;
                    }
                  } else {
                    const err195 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/cacheDuration", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/cacheDuration/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err195];
                    } else {
                      vErrors.push(err195);
                    }
                    errors++;
                  }
                }
              } else {
                const err196 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig", schemaPath: "#/properties/rules/items/properties/dockerConfig/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err196];
                } else {
                  vErrors.push(err196);
                }
                errors++;
              }
            }
            if (data13.static !== void 0) {
              let data82 = data13.static;
              const _errs193 = errors;
              let valid36 = false;
              let passing3 = null;
              const _errs194 = errors;
              if (data82 && typeof data82 == "object" && !Array.isArray(data82)) {
                if (data82.username === void 0) {
                  const err197 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/0/oneOf/0/required", keyword: "required", params: { missingProperty: "username" } };
                  if (vErrors === null) {
                    vErrors = [err197];
                  } else {
                    vErrors.push(err197);
                  }
                  errors++;
                }
              }
              var _valid4 = _errs194 === errors;
              if (_valid4) {
                valid36 = true;
                passing3 = 0;
              }
              const _errs195 = errors;
              if (data82 && typeof data82 == "object" && !Array.isArray(data82)) {
                if (data82.usernameFile === void 0) {
                  const err198 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/0/oneOf/1/required", keyword: "required", params: { missingProperty: "usernameFile" } };
                  if (vErrors === null) {
                    vErrors = [err198];
                  } else {
                    vErrors.push(err198);
                  }
                  errors++;
                }
              }
              var _valid4 = _errs195 === errors;
              if (_valid4 && valid36) {
                valid36 = false;
                passing3 = [passing3, 1];
              } else {
                if (_valid4) {
                  valid36 = true;
                  passing3 = 1;
                }
              }
              if (!valid36) {
                const err199 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/0/oneOf", keyword: "oneOf", params: { passingSchemas: passing3 } };
                if (vErrors === null) {
                  vErrors = [err199];
                } else {
                  vErrors.push(err199);
                }
                errors++;
              } else {
                errors = _errs193;
                if (vErrors !== null) {
                  if (_errs193) {
                    vErrors.length = _errs193;
                  } else {
                    vErrors = null;
                  }
                }
              }
              const _errs197 = errors;
              let valid37 = false;
              let passing4 = null;
              const _errs198 = errors;
              if (data82 && typeof data82 == "object" && !Array.isArray(data82)) {
                if (data82.password === void 0) {
                  const err200 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/1/oneOf/0/required", keyword: "required", params: { missingProperty: "password" } };
                  if (vErrors === null) {
                    vErrors = [err200];
                  } else {
                    vErrors.push(err200);
                  }
                  errors++;
                }
              }
              var _valid5 = _errs198 === errors;
              if (_valid5) {
                valid37 = true;
                passing4 = 0;
              }
              const _errs199 = errors;
              if (data82 && typeof data82 == "object" && !Array.isArray(data82)) {
                if (data82.passwordFile === void 0) {
                  const err201 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/1/oneOf/1/required", keyword: "required", params: { missingProperty: "passwordFile" } };
                  if (vErrors === null) {
                    vErrors = [err201];
                  } else {
                    vErrors.push(err201);
                  }
                  errors++;
                }
              }
              var _valid5 = _errs199 === errors;
              if (_valid5 && valid37) {
                valid37 = false;
                passing4 = [passing4, 1];
              } else {
                if (_valid5) {
                  valid37 = true;
                  passing4 = 1;
                }
              }
              if (!valid37) {
                const err202 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/1/oneOf", keyword: "oneOf", params: { passingSchemas: passing4 } };
                if (vErrors === null) {
                  vErrors = [err202];
                } else {
                  vErrors.push(err202);
                }
                errors++;
              } else {
                errors = _errs197;
                if (vErrors !== null) {
                  if (_errs197) {
                    vErrors.length = _errs197;
                  } else {
                    vErrors = null;
                  }
                }
              }
              if (data82 && typeof data82 == "object" && !Array.isArray(data82)) {
                for (const key15 in data82) {
                  if (!(key15 === "username" || key15 === "usernameFile" || key15 === "password" || key15 === "passwordFile" || key15 === "cacheDuration")) {
                    const err203 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key15 } };
                    if (vErrors === null) {
                      vErrors = [err203];
                    } else {
                      vErrors.push(err203);
                    }
                    errors++;
                  }
                }
                if (data82.username !== void 0) {
                  let data83 = data82.username;
                  if (typeof data83 === "string") {
                    if (!pattern53.test(data83)) {
                      const err204 = { instancePath: instancePath + "/rules/" + i0 + "/static/username", schemaPath: "#/properties/rules/items/properties/static/properties/username/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f:]+$" } };
                      if (vErrors === null) {
                        vErrors = [err204];
                      } else {
                        vErrors.push(err204);
                      }
                      errors++;
                    }
                  } else {
                    const err205 = { instancePath: instancePath + "/rules/" + i0 + "/static/username", schemaPath: "#/properties/rules/items/properties/static/properties/username/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err205];
                    } else {
                      vErrors.push(err205);
                    }
                    errors++;
                  }
                }
                if (data82.usernameFile !== void 0) {
                  let data84 = data82.usernameFile;
                  if (typeof data84 === "string") {
                    if (!pattern5.test(data84)) {
                      const err206 = { instancePath: instancePath + "/rules/" + i0 + "/static/usernameFile", schemaPath: "#/properties/rules/items/properties/static/properties/usernameFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err206];
                      } else {
                        vErrors.push(err206);
                      }
                      errors++;
                    }
                  } else {
                    const err207 = { instancePath: instancePath + "/rules/" + i0 + "/static/usernameFile", schemaPath: "#/properties/rules/items/properties/static/properties/usernameFile/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err207];
                    } else {
                      vErrors.push(err207);
                    }
                    errors++;
                  }
                }
                if (data82.password !== void 0) {
                  let data85 = data82.password;
                  if (typeof data85 === "string") {
                    if (!pattern59.test(data85)) {
                      const err208 = { instancePath: instancePath + "/rules/" + i0 + "/static/password", schemaPath: "#/properties/rules/items/properties/static/properties/password/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]+$" } };
                      if (vErrors === null) {
                        vErrors = [err208];
                      } else {
                        vErrors.push(err208);
                      }
                      errors++;
                    }
                  } else {
                    const err209 = { instancePath: instancePath + "/rules/" + i0 + "/static/password", schemaPath: "#/properties/rules/items/properties/static/properties/password/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err209];
                    } else {
                      vErrors.push(err209);
                    }
                    errors++;
                  }
                }
                if (data82.passwordFile !== void 0) {
                  let data86 = data82.passwordFile;
                  if (typeof data86 === "string") {
                    if (!pattern5.test(data86)) {
                      const err210 = { instancePath: instancePath + "/rules/" + i0 + "/static/passwordFile", schemaPath: "#/properties/rules/items/properties/static/properties/passwordFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err210];
                      } else {
                        vErrors.push(err210);
                      }
                      errors++;
                    }
                  } else {
                    const err211 = { instancePath: instancePath + "/rules/" + i0 + "/static/passwordFile", schemaPath: "#/properties/rules/items/properties/static/properties/passwordFile/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err211];
                    } else {
                      vErrors.push(err211);
                    }
                    errors++;
                  }
                }
                if (data82.cacheDuration !== void 0) {
                  let data87 = data82.cacheDuration;
                  if (typeof data87 === "string") {
                    if (!pattern4.test(data87)) {
                      const err212 = { instancePath: instancePath + "/rules/" + i0 + "/static/cacheDuration", schemaPath: "#/properties/rules/items/properties/static/properties/cacheDuration/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
                      if (vErrors === null) {
                        vErrors = [err212];
                      } else {
                        vErrors.push(err212);
                      }
                      errors++;
                    }
                  } else {
                    const err213 = { instancePath: instancePath + "/rules/" + i0 + "/static/cacheDuration", schemaPath: "#/properties/rules/items/properties/static/properties/cacheDuration/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err213];
                    } else {
                      vErrors.push(err213);
                    }
                    errors++;
                  }
                }
              } else {
                const err214 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err214];
                } else {
                  vErrors.push(err214);
                }
                errors++;
              }
            }
          } else {
            const err215 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/type", keyword: "type", params: { type: "object" } };
            if (vErrors === null) {
              vErrors = [err215];
            } else {
              vErrors.push(err215);
            }
            errors++;
          }
        }
      } else {
        const err216 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "array" } };
        if (vErrors === null) {
          vErrors = [err216];
        } else {
          vErrors.push(err216);
        }
        errors++;
      }
    }
  } else {
    const err217 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err217];
    } else {
      vErrors.push(err217);
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
