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
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "registry-credential-provider/v1alpha1/config.schema.json", "type": "object", "additionalProperties": false, "required": ["apiVersion", "kind", "rules"], "properties": { "apiVersion": { "const": "registry-credential-provider/v1alpha1" }, "kind": { "const": "RegistryCredentialProviderConfig" }, "deadline": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" }, "caFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "cache": { "type": "object", "additionalProperties": false, "properties": { "enabled": { "type": "boolean" }, "directory": { "type": "string", "pattern": "^/[^\\u0000]*$" } } }, "rules": { "type": "array", "minItems": 1, "items": { "type": "object", "additionalProperties": false, "required": ["name"], "properties": { "name": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" }, "matchImages": { "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } }, "matchServiceAccounts": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[-a-z0-9*]{1,63}/[-.a-z0-9*]{1,253}$" } }, "identity": { "enum": ["node", "serviceAccount"] }, "onMissingServiceAccount": { "enum": ["deny", "node", "anonymous"] }, "ecr": { "type": "object", "additionalProperties": false, "properties": { "registry": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "maxLength": 260 }, "roleArn": { "type": ["string", "array"], "pattern": "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$", "minItems": 1, "items": { "type": "string", "pattern": "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } } } }, "acr": { "type": "object", "additionalProperties": false, "properties": { "registry": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "maxLength": 260 }, "managedIdentity": { "type": "object", "additionalProperties": false, "maxProperties": 1, "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "objectId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "resourceId": { "type": "string", "pattern": "^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[-\\w.()/]{1,500}$" } } }, "workloadIdentity": { "type": "object", "additionalProperties": false, "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "tokenFile": { "type": "string", "pattern": "^/[^\\u0000]*$" } } }, "servicePrincipal": { "type": "object", "additionalProperties": false, "required": ["clientId", "tenantId"], "properties": { "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "clientSecretFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "clientCertificateFile": { "type": "string", "pattern": "^/[^\\u0000]*$" } }, "oneOf": [{ "required": ["clientSecretFile"] }, { "required": ["clientCertificateFile"] }] }, "azureJson": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "clientId": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }, "tenantId": { "type": "string", "pattern": "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "maxLength": 253 }, "allowedClientIds": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } }, "cloud": { "type": "object", "additionalProperties": false, "properties": { "suffix": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$", "maxLength": 200 }, "authorityHost": { "type": "string", "pattern": "^https://[^\\s/?#@]+/?$" }, "resource": { "type": "string", "pattern": "^https://[^\\s?#@]+$" } } }, "endpoint": { "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } } }, "google": { "type": "object", "additionalProperties": false, "properties": { "registry": { "type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "maxLength": 260 } } }, "dockerConfig": { "type": "object", "additionalProperties": false, "required": ["path"], "properties": { "path": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "cacheDuration": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } } }, "static": { "type": "object", "additionalProperties": false, "properties": { "username": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f:]+$" }, "usernameFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "password": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]+$" }, "passwordFile": { "type": "string", "pattern": "^/[^\\u0000]*$" }, "cacheDuration": { "type": "string", "pattern": "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } }, "allOf": [{ "oneOf": [{ "required": ["username"] }, { "required": ["usernameFile"] }] }, { "oneOf": [{ "required": ["password"] }, { "required": ["passwordFile"] }] }] } }, "oneOf": [{ "required": ["ecr"] }, { "required": ["acr"] }, { "required": ["google"] }, { "required": ["dockerConfig"] }, { "required": ["static"] }], "anyOf": [{ "required": ["matchImages"] }, { "required": ["dockerConfig"] }] } } } };
var pattern4 = new RegExp("^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$", "u");
var pattern5 = new RegExp("^/[^\\u0000]*$", "u");
var pattern7 = new RegExp("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", "u");
var pattern8 = new RegExp("^[-a-z0-9*]{1,63}/[-.a-z0-9*]{1,253}$", "u");
var pattern9 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$", "u");
var pattern10 = new RegExp("^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$", "u");
var pattern13 = new RegExp("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", "u");
var pattern15 = new RegExp("^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[-\\w.()/]{1,500}$", "u");
var pattern17 = new RegExp("^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$", "u");
var pattern27 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$", "u");
var pattern28 = new RegExp("^https://[^\\s/?#@]+/?$", "u");
var pattern29 = new RegExp("^https://[^\\s?#@]+$", "u");
var pattern30 = new RegExp("^https?://[^/?#@\\s]+(/[^?#\\s]*)?$", "u");
var pattern34 = new RegExp("^[^\\u0000-\\u001f\\u007f:]+$", "u");
var pattern36 = new RegExp("^[^\\u0000-\\u001f\\u007f]+$", "u");
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
      if (!(key0 === "apiVersion" || key0 === "kind" || key0 === "deadline" || key0 === "caFile" || key0 === "cache" || key0 === "rules")) {
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
    if (data.rules !== void 0) {
      let data7 = data.rules;
      if (Array.isArray(data7)) {
        if (data7.length < 1) {
          const err15 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/minItems", keyword: "minItems", params: { limit: 1 } };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
        const len0 = data7.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data8 = data7[i0];
          const _errs19 = errors;
          let valid4 = false;
          const _errs20 = errors;
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            if (data8.matchImages === void 0) {
              const err16 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/anyOf/0/required", keyword: "required", params: { missingProperty: "matchImages" } };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
          }
          var _valid0 = _errs20 === errors;
          valid4 = valid4 || _valid0;
          const _errs21 = errors;
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            if (data8.dockerConfig === void 0) {
              const err17 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/anyOf/1/required", keyword: "required", params: { missingProperty: "dockerConfig" } };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          }
          var _valid0 = _errs21 === errors;
          valid4 = valid4 || _valid0;
          if (!valid4) {
            const err18 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/anyOf", keyword: "anyOf", params: {} };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
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
          const _errs22 = errors;
          let valid5 = false;
          let passing0 = null;
          const _errs23 = errors;
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            if (data8.ecr === void 0) {
              const err19 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/0/required", keyword: "required", params: { missingProperty: "ecr" } };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          }
          var _valid1 = _errs23 === errors;
          if (_valid1) {
            valid5 = true;
            passing0 = 0;
          }
          const _errs24 = errors;
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            if (data8.acr === void 0) {
              const err20 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/1/required", keyword: "required", params: { missingProperty: "acr" } };
              if (vErrors === null) {
                vErrors = [err20];
              } else {
                vErrors.push(err20);
              }
              errors++;
            }
          }
          var _valid1 = _errs24 === errors;
          if (_valid1 && valid5) {
            valid5 = false;
            passing0 = [passing0, 1];
          } else {
            if (_valid1) {
              valid5 = true;
              passing0 = 1;
            }
            const _errs25 = errors;
            if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
              if (data8.google === void 0) {
                const err21 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/2/required", keyword: "required", params: { missingProperty: "google" } };
                if (vErrors === null) {
                  vErrors = [err21];
                } else {
                  vErrors.push(err21);
                }
                errors++;
              }
            }
            var _valid1 = _errs25 === errors;
            if (_valid1 && valid5) {
              valid5 = false;
              passing0 = [passing0, 2];
            } else {
              if (_valid1) {
                valid5 = true;
                passing0 = 2;
              }
              const _errs26 = errors;
              if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                if (data8.dockerConfig === void 0) {
                  const err22 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/3/required", keyword: "required", params: { missingProperty: "dockerConfig" } };
                  if (vErrors === null) {
                    vErrors = [err22];
                  } else {
                    vErrors.push(err22);
                  }
                  errors++;
                }
              }
              var _valid1 = _errs26 === errors;
              if (_valid1 && valid5) {
                valid5 = false;
                passing0 = [passing0, 3];
              } else {
                if (_valid1) {
                  valid5 = true;
                  passing0 = 3;
                }
                const _errs27 = errors;
                if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                  if (data8.static === void 0) {
                    const err23 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf/4/required", keyword: "required", params: { missingProperty: "static" } };
                    if (vErrors === null) {
                      vErrors = [err23];
                    } else {
                      vErrors.push(err23);
                    }
                    errors++;
                  }
                }
                var _valid1 = _errs27 === errors;
                if (_valid1 && valid5) {
                  valid5 = false;
                  passing0 = [passing0, 4];
                } else {
                  if (_valid1) {
                    valid5 = true;
                    passing0 = 4;
                  }
                }
              }
            }
          }
          if (!valid5) {
            const err24 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 } };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          } else {
            errors = _errs22;
            if (vErrors !== null) {
              if (_errs22) {
                vErrors.length = _errs22;
              } else {
                vErrors = null;
              }
            }
          }
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            if (data8.name === void 0) {
              const err25 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/required", keyword: "required", params: { missingProperty: "name" } };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
            for (const key2 in data8) {
              if (!func1.call(schema31.properties.rules.items.properties, key2)) {
                const err26 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 } };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
            }
            if (data8.name !== void 0) {
              let data9 = data8.name;
              if (typeof data9 === "string") {
                if (!pattern7.test(data9)) {
                  const err27 = { instancePath: instancePath + "/rules/" + i0 + "/name", schemaPath: "#/properties/rules/items/properties/name/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" } };
                  if (vErrors === null) {
                    vErrors = [err27];
                  } else {
                    vErrors.push(err27);
                  }
                  errors++;
                }
              } else {
                const err28 = { instancePath: instancePath + "/rules/" + i0 + "/name", schemaPath: "#/properties/rules/items/properties/name/type", keyword: "type", params: { type: "string" } };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  vErrors.push(err28);
                }
                errors++;
              }
            }
            if (data8.matchImages !== void 0) {
              let data10 = data8.matchImages;
              if (Array.isArray(data10)) {
                if (data10.length < 1) {
                  const err29 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages", schemaPath: "#/properties/rules/items/properties/matchImages/minItems", keyword: "minItems", params: { limit: 1 } };
                  if (vErrors === null) {
                    vErrors = [err29];
                  } else {
                    vErrors.push(err29);
                  }
                  errors++;
                }
                const len1 = data10.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data11 = data10[i1];
                  if (typeof data11 === "string") {
                    if (func2(data11) < 1) {
                      const err30 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages/" + i1, schemaPath: "#/properties/rules/items/properties/matchImages/items/minLength", keyword: "minLength", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err30];
                      } else {
                        vErrors.push(err30);
                      }
                      errors++;
                    }
                  } else {
                    const err31 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages/" + i1, schemaPath: "#/properties/rules/items/properties/matchImages/items/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err31];
                    } else {
                      vErrors.push(err31);
                    }
                    errors++;
                  }
                }
              } else {
                const err32 = { instancePath: instancePath + "/rules/" + i0 + "/matchImages", schemaPath: "#/properties/rules/items/properties/matchImages/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                  vErrors = [err32];
                } else {
                  vErrors.push(err32);
                }
                errors++;
              }
            }
            if (data8.matchServiceAccounts !== void 0) {
              let data12 = data8.matchServiceAccounts;
              if (Array.isArray(data12)) {
                if (data12.length < 1) {
                  const err33 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts", schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/minItems", keyword: "minItems", params: { limit: 1 } };
                  if (vErrors === null) {
                    vErrors = [err33];
                  } else {
                    vErrors.push(err33);
                  }
                  errors++;
                }
                const len2 = data12.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  let data13 = data12[i2];
                  if (typeof data13 === "string") {
                    if (!pattern8.test(data13)) {
                      const err34 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts/" + i2, schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/items/pattern", keyword: "pattern", params: { pattern: "^[-a-z0-9*]{1,63}/[-.a-z0-9*]{1,253}$" } };
                      if (vErrors === null) {
                        vErrors = [err34];
                      } else {
                        vErrors.push(err34);
                      }
                      errors++;
                    }
                  } else {
                    const err35 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts/" + i2, schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/items/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err35];
                    } else {
                      vErrors.push(err35);
                    }
                    errors++;
                  }
                }
              } else {
                const err36 = { instancePath: instancePath + "/rules/" + i0 + "/matchServiceAccounts", schemaPath: "#/properties/rules/items/properties/matchServiceAccounts/type", keyword: "type", params: { type: "array" } };
                if (vErrors === null) {
                  vErrors = [err36];
                } else {
                  vErrors.push(err36);
                }
                errors++;
              }
            }
            if (data8.identity !== void 0) {
              let data14 = data8.identity;
              if (!(data14 === "node" || data14 === "serviceAccount")) {
                const err37 = { instancePath: instancePath + "/rules/" + i0 + "/identity", schemaPath: "#/properties/rules/items/properties/identity/enum", keyword: "enum", params: { allowedValues: schema31.properties.rules.items.properties.identity.enum } };
                if (vErrors === null) {
                  vErrors = [err37];
                } else {
                  vErrors.push(err37);
                }
                errors++;
              }
            }
            if (data8.onMissingServiceAccount !== void 0) {
              let data15 = data8.onMissingServiceAccount;
              if (!(data15 === "deny" || data15 === "node" || data15 === "anonymous")) {
                const err38 = { instancePath: instancePath + "/rules/" + i0 + "/onMissingServiceAccount", schemaPath: "#/properties/rules/items/properties/onMissingServiceAccount/enum", keyword: "enum", params: { allowedValues: schema31.properties.rules.items.properties.onMissingServiceAccount.enum } };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
            if (data8.ecr !== void 0) {
              let data16 = data8.ecr;
              if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
                for (const key3 in data16) {
                  if (!(key3 === "registry" || key3 === "roleArn")) {
                    const err39 = { instancePath: instancePath + "/rules/" + i0 + "/ecr", schemaPath: "#/properties/rules/items/properties/ecr/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 } };
                    if (vErrors === null) {
                      vErrors = [err39];
                    } else {
                      vErrors.push(err39);
                    }
                    errors++;
                  }
                }
                if (data16.registry !== void 0) {
                  let data17 = data16.registry;
                  if (typeof data17 === "string") {
                    if (func2(data17) > 260) {
                      const err40 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/registry", schemaPath: "#/properties/rules/items/properties/ecr/properties/registry/maxLength", keyword: "maxLength", params: { limit: 260 } };
                      if (vErrors === null) {
                        vErrors = [err40];
                      } else {
                        vErrors.push(err40);
                      }
                      errors++;
                    }
                    if (!pattern9.test(data17)) {
                      const err41 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/registry", schemaPath: "#/properties/rules/items/properties/ecr/properties/registry/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$" } };
                      if (vErrors === null) {
                        vErrors = [err41];
                      } else {
                        vErrors.push(err41);
                      }
                      errors++;
                    }
                  } else {
                    const err42 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/registry", schemaPath: "#/properties/rules/items/properties/ecr/properties/registry/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err42];
                    } else {
                      vErrors.push(err42);
                    }
                    errors++;
                  }
                }
                if (data16.roleArn !== void 0) {
                  let data18 = data16.roleArn;
                  if (typeof data18 !== "string" && !Array.isArray(data18)) {
                    const err43 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn", schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/type", keyword: "type", params: { type: schema31.properties.rules.items.properties.ecr.properties.roleArn.type } };
                    if (vErrors === null) {
                      vErrors = [err43];
                    } else {
                      vErrors.push(err43);
                    }
                    errors++;
                  }
                  if (typeof data18 === "string") {
                    if (!pattern10.test(data18)) {
                      const err44 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn", schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/pattern", keyword: "pattern", params: { pattern: "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } };
                      if (vErrors === null) {
                        vErrors = [err44];
                      } else {
                        vErrors.push(err44);
                      }
                      errors++;
                    }
                  }
                  if (Array.isArray(data18)) {
                    if (data18.length < 1) {
                      const err45 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn", schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err45];
                      } else {
                        vErrors.push(err45);
                      }
                      errors++;
                    }
                    const len3 = data18.length;
                    for (let i3 = 0; i3 < len3; i3++) {
                      let data19 = data18[i3];
                      if (typeof data19 === "string") {
                        if (!pattern10.test(data19)) {
                          const err46 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn/" + i3, schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/items/pattern", keyword: "pattern", params: { pattern: "^arn:aws[-a-z]*:iam::[0-9]{12}:role/([!-~]*/)?[\\w+=,.@-]{1,64}$" } };
                          if (vErrors === null) {
                            vErrors = [err46];
                          } else {
                            vErrors.push(err46);
                          }
                          errors++;
                        }
                      } else {
                        const err47 = { instancePath: instancePath + "/rules/" + i0 + "/ecr/roleArn/" + i3, schemaPath: "#/properties/rules/items/properties/ecr/properties/roleArn/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err47];
                        } else {
                          vErrors.push(err47);
                        }
                        errors++;
                      }
                    }
                  }
                }
              } else {
                const err48 = { instancePath: instancePath + "/rules/" + i0 + "/ecr", schemaPath: "#/properties/rules/items/properties/ecr/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err48];
                } else {
                  vErrors.push(err48);
                }
                errors++;
              }
            }
            if (data8.acr !== void 0) {
              let data20 = data8.acr;
              if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
                for (const key4 in data20) {
                  if (!func1.call(schema31.properties.rules.items.properties.acr.properties, key4)) {
                    const err49 = { instancePath: instancePath + "/rules/" + i0 + "/acr", schemaPath: "#/properties/rules/items/properties/acr/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 } };
                    if (vErrors === null) {
                      vErrors = [err49];
                    } else {
                      vErrors.push(err49);
                    }
                    errors++;
                  }
                }
                if (data20.registry !== void 0) {
                  let data21 = data20.registry;
                  if (typeof data21 === "string") {
                    if (func2(data21) > 260) {
                      const err50 = { instancePath: instancePath + "/rules/" + i0 + "/acr/registry", schemaPath: "#/properties/rules/items/properties/acr/properties/registry/maxLength", keyword: "maxLength", params: { limit: 260 } };
                      if (vErrors === null) {
                        vErrors = [err50];
                      } else {
                        vErrors.push(err50);
                      }
                      errors++;
                    }
                    if (!pattern9.test(data21)) {
                      const err51 = { instancePath: instancePath + "/rules/" + i0 + "/acr/registry", schemaPath: "#/properties/rules/items/properties/acr/properties/registry/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$" } };
                      if (vErrors === null) {
                        vErrors = [err51];
                      } else {
                        vErrors.push(err51);
                      }
                      errors++;
                    }
                  } else {
                    const err52 = { instancePath: instancePath + "/rules/" + i0 + "/acr/registry", schemaPath: "#/properties/rules/items/properties/acr/properties/registry/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err52];
                    } else {
                      vErrors.push(err52);
                    }
                    errors++;
                  }
                }
                if (data20.managedIdentity !== void 0) {
                  let data22 = data20.managedIdentity;
                  if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
                    if (Object.keys(data22).length > 1) {
                      const err53 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/maxProperties", keyword: "maxProperties", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err53];
                      } else {
                        vErrors.push(err53);
                      }
                      errors++;
                    }
                    for (const key5 in data22) {
                      if (!(key5 === "clientId" || key5 === "objectId" || key5 === "resourceId")) {
                        const err54 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 } };
                        if (vErrors === null) {
                          vErrors = [err54];
                        } else {
                          vErrors.push(err54);
                        }
                        errors++;
                      }
                    }
                    if (data22.clientId !== void 0) {
                      let data23 = data22.clientId;
                      if (typeof data23 === "string") {
                        if (!pattern13.test(data23)) {
                          const err55 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err55];
                          } else {
                            vErrors.push(err55);
                          }
                          errors++;
                        }
                      } else {
                        const err56 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/clientId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err56];
                        } else {
                          vErrors.push(err56);
                        }
                        errors++;
                      }
                    }
                    if (data22.objectId !== void 0) {
                      let data24 = data22.objectId;
                      if (typeof data24 === "string") {
                        if (!pattern13.test(data24)) {
                          const err57 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/objectId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/objectId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err57];
                          } else {
                            vErrors.push(err57);
                          }
                          errors++;
                        }
                      } else {
                        const err58 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/objectId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/objectId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err58];
                        } else {
                          vErrors.push(err58);
                        }
                        errors++;
                      }
                    }
                    if (data22.resourceId !== void 0) {
                      let data25 = data22.resourceId;
                      if (typeof data25 === "string") {
                        if (!pattern15.test(data25)) {
                          const err59 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/resourceId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/resourceId/pattern", keyword: "pattern", params: { pattern: "^/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]/[-\\w.()/]{1,500}$" } };
                          if (vErrors === null) {
                            vErrors = [err59];
                          } else {
                            vErrors.push(err59);
                          }
                          errors++;
                        }
                      } else {
                        const err60 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity/resourceId", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/properties/resourceId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err60];
                        } else {
                          vErrors.push(err60);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err61 = { instancePath: instancePath + "/rules/" + i0 + "/acr/managedIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/managedIdentity/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err61];
                    } else {
                      vErrors.push(err61);
                    }
                    errors++;
                  }
                }
                if (data20.workloadIdentity !== void 0) {
                  let data26 = data20.workloadIdentity;
                  if (data26 && typeof data26 == "object" && !Array.isArray(data26)) {
                    for (const key6 in data26) {
                      if (!(key6 === "clientId" || key6 === "tenantId" || key6 === "tokenFile")) {
                        const err62 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 } };
                        if (vErrors === null) {
                          vErrors = [err62];
                        } else {
                          vErrors.push(err62);
                        }
                        errors++;
                      }
                    }
                    if (data26.clientId !== void 0) {
                      let data27 = data26.clientId;
                      if (typeof data27 === "string") {
                        if (!pattern13.test(data27)) {
                          const err63 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err63];
                          } else {
                            vErrors.push(err63);
                          }
                          errors++;
                        }
                      } else {
                        const err64 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/clientId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err64];
                        } else {
                          vErrors.push(err64);
                        }
                        errors++;
                      }
                    }
                    if (data26.tenantId !== void 0) {
                      let data28 = data26.tenantId;
                      if (typeof data28 === "string") {
                        if (func2(data28) > 253) {
                          const err65 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                          if (vErrors === null) {
                            vErrors = [err65];
                          } else {
                            vErrors.push(err65);
                          }
                          errors++;
                        }
                        if (!pattern17.test(data28)) {
                          const err66 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                          if (vErrors === null) {
                            vErrors = [err66];
                          } else {
                            vErrors.push(err66);
                          }
                          errors++;
                        }
                      } else {
                        const err67 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err67];
                        } else {
                          vErrors.push(err67);
                        }
                        errors++;
                      }
                    }
                    if (data26.tokenFile !== void 0) {
                      let data29 = data26.tokenFile;
                      if (typeof data29 === "string") {
                        if (!pattern5.test(data29)) {
                          const err68 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tokenFile", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tokenFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err68];
                          } else {
                            vErrors.push(err68);
                          }
                          errors++;
                        }
                      } else {
                        const err69 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity/tokenFile", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/properties/tokenFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err69];
                        } else {
                          vErrors.push(err69);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err70 = { instancePath: instancePath + "/rules/" + i0 + "/acr/workloadIdentity", schemaPath: "#/properties/rules/items/properties/acr/properties/workloadIdentity/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err70];
                    } else {
                      vErrors.push(err70);
                    }
                    errors++;
                  }
                }
                if (data20.servicePrincipal !== void 0) {
                  let data30 = data20.servicePrincipal;
                  const _errs75 = errors;
                  let valid17 = false;
                  let passing1 = null;
                  const _errs76 = errors;
                  if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
                    if (data30.clientSecretFile === void 0) {
                      const err71 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/oneOf/0/required", keyword: "required", params: { missingProperty: "clientSecretFile" } };
                      if (vErrors === null) {
                        vErrors = [err71];
                      } else {
                        vErrors.push(err71);
                      }
                      errors++;
                    }
                  }
                  var _valid2 = _errs76 === errors;
                  if (_valid2) {
                    valid17 = true;
                    passing1 = 0;
                  }
                  const _errs77 = errors;
                  if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
                    if (data30.clientCertificateFile === void 0) {
                      const err72 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/oneOf/1/required", keyword: "required", params: { missingProperty: "clientCertificateFile" } };
                      if (vErrors === null) {
                        vErrors = [err72];
                      } else {
                        vErrors.push(err72);
                      }
                      errors++;
                    }
                  }
                  var _valid2 = _errs77 === errors;
                  if (_valid2 && valid17) {
                    valid17 = false;
                    passing1 = [passing1, 1];
                  } else {
                    if (_valid2) {
                      valid17 = true;
                      passing1 = 1;
                    }
                  }
                  if (!valid17) {
                    const err73 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/oneOf", keyword: "oneOf", params: { passingSchemas: passing1 } };
                    if (vErrors === null) {
                      vErrors = [err73];
                    } else {
                      vErrors.push(err73);
                    }
                    errors++;
                  } else {
                    errors = _errs75;
                    if (vErrors !== null) {
                      if (_errs75) {
                        vErrors.length = _errs75;
                      } else {
                        vErrors = null;
                      }
                    }
                  }
                  if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
                    if (data30.clientId === void 0) {
                      const err74 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/required", keyword: "required", params: { missingProperty: "clientId" } };
                      if (vErrors === null) {
                        vErrors = [err74];
                      } else {
                        vErrors.push(err74);
                      }
                      errors++;
                    }
                    if (data30.tenantId === void 0) {
                      const err75 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/required", keyword: "required", params: { missingProperty: "tenantId" } };
                      if (vErrors === null) {
                        vErrors = [err75];
                      } else {
                        vErrors.push(err75);
                      }
                      errors++;
                    }
                    for (const key7 in data30) {
                      if (!(key7 === "clientId" || key7 === "tenantId" || key7 === "clientSecretFile" || key7 === "clientCertificateFile")) {
                        const err76 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 } };
                        if (vErrors === null) {
                          vErrors = [err76];
                        } else {
                          vErrors.push(err76);
                        }
                        errors++;
                      }
                    }
                    if (data30.clientId !== void 0) {
                      let data31 = data30.clientId;
                      if (typeof data31 === "string") {
                        if (!pattern13.test(data31)) {
                          const err77 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err77];
                          } else {
                            vErrors.push(err77);
                          }
                          errors++;
                        }
                      } else {
                        const err78 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err78];
                        } else {
                          vErrors.push(err78);
                        }
                        errors++;
                      }
                    }
                    if (data30.tenantId !== void 0) {
                      let data32 = data30.tenantId;
                      if (typeof data32 === "string") {
                        if (func2(data32) > 253) {
                          const err79 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                          if (vErrors === null) {
                            vErrors = [err79];
                          } else {
                            vErrors.push(err79);
                          }
                          errors++;
                        }
                        if (!pattern17.test(data32)) {
                          const err80 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                          if (vErrors === null) {
                            vErrors = [err80];
                          } else {
                            vErrors.push(err80);
                          }
                          errors++;
                        }
                      } else {
                        const err81 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err81];
                        } else {
                          vErrors.push(err81);
                        }
                        errors++;
                      }
                    }
                    if (data30.clientSecretFile !== void 0) {
                      let data33 = data30.clientSecretFile;
                      if (typeof data33 === "string") {
                        if (!pattern5.test(data33)) {
                          const err82 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientSecretFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientSecretFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err82];
                          } else {
                            vErrors.push(err82);
                          }
                          errors++;
                        }
                      } else {
                        const err83 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientSecretFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientSecretFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err83];
                        } else {
                          vErrors.push(err83);
                        }
                        errors++;
                      }
                    }
                    if (data30.clientCertificateFile !== void 0) {
                      let data34 = data30.clientCertificateFile;
                      if (typeof data34 === "string") {
                        if (!pattern5.test(data34)) {
                          const err84 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientCertificateFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientCertificateFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                          if (vErrors === null) {
                            vErrors = [err84];
                          } else {
                            vErrors.push(err84);
                          }
                          errors++;
                        }
                      } else {
                        const err85 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal/clientCertificateFile", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/properties/clientCertificateFile/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err85];
                        } else {
                          vErrors.push(err85);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err86 = { instancePath: instancePath + "/rules/" + i0 + "/acr/servicePrincipal", schemaPath: "#/properties/rules/items/properties/acr/properties/servicePrincipal/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err86];
                    } else {
                      vErrors.push(err86);
                    }
                    errors++;
                  }
                }
                if (data20.azureJson !== void 0) {
                  let data35 = data20.azureJson;
                  if (typeof data35 === "string") {
                    if (!pattern5.test(data35)) {
                      const err87 = { instancePath: instancePath + "/rules/" + i0 + "/acr/azureJson", schemaPath: "#/properties/rules/items/properties/acr/properties/azureJson/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err87];
                      } else {
                        vErrors.push(err87);
                      }
                      errors++;
                    }
                  } else {
                    const err88 = { instancePath: instancePath + "/rules/" + i0 + "/acr/azureJson", schemaPath: "#/properties/rules/items/properties/acr/properties/azureJson/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err88];
                    } else {
                      vErrors.push(err88);
                    }
                    errors++;
                  }
                }
                if (data20.clientId !== void 0) {
                  let data36 = data20.clientId;
                  if (typeof data36 === "string") {
                    if (!pattern13.test(data36)) {
                      const err89 = { instancePath: instancePath + "/rules/" + i0 + "/acr/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/clientId/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                      if (vErrors === null) {
                        vErrors = [err89];
                      } else {
                        vErrors.push(err89);
                      }
                      errors++;
                    }
                  } else {
                    const err90 = { instancePath: instancePath + "/rules/" + i0 + "/acr/clientId", schemaPath: "#/properties/rules/items/properties/acr/properties/clientId/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err90];
                    } else {
                      vErrors.push(err90);
                    }
                    errors++;
                  }
                }
                if (data20.tenantId !== void 0) {
                  let data37 = data20.tenantId;
                  if (typeof data37 === "string") {
                    if (func2(data37) > 253) {
                      const err91 = { instancePath: instancePath + "/rules/" + i0 + "/acr/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/tenantId/maxLength", keyword: "maxLength", params: { limit: 253 } };
                      if (vErrors === null) {
                        vErrors = [err91];
                      } else {
                        vErrors.push(err91);
                      }
                      errors++;
                    }
                    if (!pattern17.test(data37)) {
                      const err92 = { instancePath: instancePath + "/rules/" + i0 + "/acr/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$" } };
                      if (vErrors === null) {
                        vErrors = [err92];
                      } else {
                        vErrors.push(err92);
                      }
                      errors++;
                    }
                  } else {
                    const err93 = { instancePath: instancePath + "/rules/" + i0 + "/acr/tenantId", schemaPath: "#/properties/rules/items/properties/acr/properties/tenantId/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err93];
                    } else {
                      vErrors.push(err93);
                    }
                    errors++;
                  }
                }
                if (data20.allowedClientIds !== void 0) {
                  let data38 = data20.allowedClientIds;
                  if (Array.isArray(data38)) {
                    if (data38.length < 1) {
                      const err94 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds", schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/minItems", keyword: "minItems", params: { limit: 1 } };
                      if (vErrors === null) {
                        vErrors = [err94];
                      } else {
                        vErrors.push(err94);
                      }
                      errors++;
                    }
                    const len4 = data38.length;
                    for (let i4 = 0; i4 < len4; i4++) {
                      let data39 = data38[i4];
                      if (typeof data39 === "string") {
                        if (!pattern13.test(data39)) {
                          const err95 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds/" + i4, schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/items/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } };
                          if (vErrors === null) {
                            vErrors = [err95];
                          } else {
                            vErrors.push(err95);
                          }
                          errors++;
                        }
                      } else {
                        const err96 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds/" + i4, schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/items/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err96];
                        } else {
                          vErrors.push(err96);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err97 = { instancePath: instancePath + "/rules/" + i0 + "/acr/allowedClientIds", schemaPath: "#/properties/rules/items/properties/acr/properties/allowedClientIds/type", keyword: "type", params: { type: "array" } };
                    if (vErrors === null) {
                      vErrors = [err97];
                    } else {
                      vErrors.push(err97);
                    }
                    errors++;
                  }
                }
                if (data20.cloud !== void 0) {
                  let data40 = data20.cloud;
                  if (data40 && typeof data40 == "object" && !Array.isArray(data40)) {
                    for (const key8 in data40) {
                      if (!(key8 === "suffix" || key8 === "authorityHost" || key8 === "resource")) {
                        const err98 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 } };
                        if (vErrors === null) {
                          vErrors = [err98];
                        } else {
                          vErrors.push(err98);
                        }
                        errors++;
                      }
                    }
                    if (data40.suffix !== void 0) {
                      let data41 = data40.suffix;
                      if (typeof data41 === "string") {
                        if (func2(data41) > 200) {
                          const err99 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/suffix", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/suffix/maxLength", keyword: "maxLength", params: { limit: 200 } };
                          if (vErrors === null) {
                            vErrors = [err99];
                          } else {
                            vErrors.push(err99);
                          }
                          errors++;
                        }
                        if (!pattern27.test(data41)) {
                          const err100 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/suffix", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/suffix/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$" } };
                          if (vErrors === null) {
                            vErrors = [err100];
                          } else {
                            vErrors.push(err100);
                          }
                          errors++;
                        }
                      } else {
                        const err101 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/suffix", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/suffix/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err101];
                        } else {
                          vErrors.push(err101);
                        }
                        errors++;
                      }
                    }
                    if (data40.authorityHost !== void 0) {
                      let data42 = data40.authorityHost;
                      if (typeof data42 === "string") {
                        if (!pattern28.test(data42)) {
                          const err102 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/authorityHost", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/authorityHost/pattern", keyword: "pattern", params: { pattern: "^https://[^\\s/?#@]+/?$" } };
                          if (vErrors === null) {
                            vErrors = [err102];
                          } else {
                            vErrors.push(err102);
                          }
                          errors++;
                        }
                      } else {
                        const err103 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/authorityHost", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/authorityHost/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err103];
                        } else {
                          vErrors.push(err103);
                        }
                        errors++;
                      }
                    }
                    if (data40.resource !== void 0) {
                      let data43 = data40.resource;
                      if (typeof data43 === "string") {
                        if (!pattern29.test(data43)) {
                          const err104 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/resource", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/resource/pattern", keyword: "pattern", params: { pattern: "^https://[^\\s?#@]+$" } };
                          if (vErrors === null) {
                            vErrors = [err104];
                          } else {
                            vErrors.push(err104);
                          }
                          errors++;
                        }
                      } else {
                        const err105 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud/resource", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/properties/resource/type", keyword: "type", params: { type: "string" } };
                        if (vErrors === null) {
                          vErrors = [err105];
                        } else {
                          vErrors.push(err105);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err106 = { instancePath: instancePath + "/rules/" + i0 + "/acr/cloud", schemaPath: "#/properties/rules/items/properties/acr/properties/cloud/type", keyword: "type", params: { type: "object" } };
                    if (vErrors === null) {
                      vErrors = [err106];
                    } else {
                      vErrors.push(err106);
                    }
                    errors++;
                  }
                }
                if (data20.endpoint !== void 0) {
                  let data44 = data20.endpoint;
                  if (typeof data44 === "string") {
                    if (!pattern30.test(data44)) {
                      const err107 = { instancePath: instancePath + "/rules/" + i0 + "/acr/endpoint", schemaPath: "#/properties/rules/items/properties/acr/properties/endpoint/pattern", keyword: "pattern", params: { pattern: "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" } };
                      if (vErrors === null) {
                        vErrors = [err107];
                      } else {
                        vErrors.push(err107);
                      }
                      errors++;
                    }
                  } else {
                    const err108 = { instancePath: instancePath + "/rules/" + i0 + "/acr/endpoint", schemaPath: "#/properties/rules/items/properties/acr/properties/endpoint/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err108];
                    } else {
                      vErrors.push(err108);
                    }
                    errors++;
                  }
                }
              } else {
                const err109 = { instancePath: instancePath + "/rules/" + i0 + "/acr", schemaPath: "#/properties/rules/items/properties/acr/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err109];
                } else {
                  vErrors.push(err109);
                }
                errors++;
              }
            }
            if (data8.google !== void 0) {
              let data45 = data8.google;
              if (data45 && typeof data45 == "object" && !Array.isArray(data45)) {
                for (const key9 in data45) {
                  if (!(key9 === "registry")) {
                    const err110 = { instancePath: instancePath + "/rules/" + i0 + "/google", schemaPath: "#/properties/rules/items/properties/google/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 } };
                    if (vErrors === null) {
                      vErrors = [err110];
                    } else {
                      vErrors.push(err110);
                    }
                    errors++;
                  }
                }
                if (data45.registry !== void 0) {
                  let data46 = data45.registry;
                  if (typeof data46 === "string") {
                    if (func2(data46) > 260) {
                      const err111 = { instancePath: instancePath + "/rules/" + i0 + "/google/registry", schemaPath: "#/properties/rules/items/properties/google/properties/registry/maxLength", keyword: "maxLength", params: { limit: 260 } };
                      if (vErrors === null) {
                        vErrors = [err111];
                      } else {
                        vErrors.push(err111);
                      }
                      errors++;
                    }
                    if (!pattern9.test(data46)) {
                      const err112 = { instancePath: instancePath + "/rules/" + i0 + "/google/registry", schemaPath: "#/properties/rules/items/properties/google/properties/registry/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$" } };
                      if (vErrors === null) {
                        vErrors = [err112];
                      } else {
                        vErrors.push(err112);
                      }
                      errors++;
                    }
                  } else {
                    const err113 = { instancePath: instancePath + "/rules/" + i0 + "/google/registry", schemaPath: "#/properties/rules/items/properties/google/properties/registry/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err113];
                    } else {
                      vErrors.push(err113);
                    }
                    errors++;
                  }
                }
              } else {
                const err114 = { instancePath: instancePath + "/rules/" + i0 + "/google", schemaPath: "#/properties/rules/items/properties/google/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err114];
                } else {
                  vErrors.push(err114);
                }
                errors++;
              }
            }
            if (data8.dockerConfig !== void 0) {
              let data47 = data8.dockerConfig;
              if (data47 && typeof data47 == "object" && !Array.isArray(data47)) {
                if (data47.path === void 0) {
                  const err115 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig", schemaPath: "#/properties/rules/items/properties/dockerConfig/required", keyword: "required", params: { missingProperty: "path" } };
                  if (vErrors === null) {
                    vErrors = [err115];
                  } else {
                    vErrors.push(err115);
                  }
                  errors++;
                }
                for (const key10 in data47) {
                  if (!(key10 === "path" || key10 === "cacheDuration")) {
                    const err116 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig", schemaPath: "#/properties/rules/items/properties/dockerConfig/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key10 } };
                    if (vErrors === null) {
                      vErrors = [err116];
                    } else {
                      vErrors.push(err116);
                    }
                    errors++;
                  }
                }
                if (data47.path !== void 0) {
                  let data48 = data47.path;
                  if (typeof data48 === "string") {
                    if (!pattern5.test(data48)) {
                      const err117 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/path", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/path/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err117];
                      } else {
                        vErrors.push(err117);
                      }
                      errors++;
                    }
                  } else {
                    const err118 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/path", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/path/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err118];
                    } else {
                      vErrors.push(err118);
                    }
                    errors++;
                  }
                }
                if (data47.cacheDuration !== void 0) {
                  let data49 = data47.cacheDuration;
                  if (typeof data49 === "string") {
                    if (!pattern4.test(data49)) {
                      const err119 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/cacheDuration", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/cacheDuration/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
                      if (vErrors === null) {
                        vErrors = [err119];
                      } else {
                        vErrors.push(err119);
                      }
                      errors++;
                    }
                  } else {
                    const err120 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig/cacheDuration", schemaPath: "#/properties/rules/items/properties/dockerConfig/properties/cacheDuration/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err120];
                    } else {
                      vErrors.push(err120);
                    }
                    errors++;
                  }
                }
              } else {
                const err121 = { instancePath: instancePath + "/rules/" + i0 + "/dockerConfig", schemaPath: "#/properties/rules/items/properties/dockerConfig/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err121];
                } else {
                  vErrors.push(err121);
                }
                errors++;
              }
            }
            if (data8.static !== void 0) {
              let data50 = data8.static;
              const _errs123 = errors;
              let valid25 = false;
              let passing2 = null;
              const _errs124 = errors;
              if (data50 && typeof data50 == "object" && !Array.isArray(data50)) {
                if (data50.username === void 0) {
                  const err122 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/0/oneOf/0/required", keyword: "required", params: { missingProperty: "username" } };
                  if (vErrors === null) {
                    vErrors = [err122];
                  } else {
                    vErrors.push(err122);
                  }
                  errors++;
                }
              }
              var _valid3 = _errs124 === errors;
              if (_valid3) {
                valid25 = true;
                passing2 = 0;
              }
              const _errs125 = errors;
              if (data50 && typeof data50 == "object" && !Array.isArray(data50)) {
                if (data50.usernameFile === void 0) {
                  const err123 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/0/oneOf/1/required", keyword: "required", params: { missingProperty: "usernameFile" } };
                  if (vErrors === null) {
                    vErrors = [err123];
                  } else {
                    vErrors.push(err123);
                  }
                  errors++;
                }
              }
              var _valid3 = _errs125 === errors;
              if (_valid3 && valid25) {
                valid25 = false;
                passing2 = [passing2, 1];
              } else {
                if (_valid3) {
                  valid25 = true;
                  passing2 = 1;
                }
              }
              if (!valid25) {
                const err124 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/0/oneOf", keyword: "oneOf", params: { passingSchemas: passing2 } };
                if (vErrors === null) {
                  vErrors = [err124];
                } else {
                  vErrors.push(err124);
                }
                errors++;
              } else {
                errors = _errs123;
                if (vErrors !== null) {
                  if (_errs123) {
                    vErrors.length = _errs123;
                  } else {
                    vErrors = null;
                  }
                }
              }
              const _errs127 = errors;
              let valid26 = false;
              let passing3 = null;
              const _errs128 = errors;
              if (data50 && typeof data50 == "object" && !Array.isArray(data50)) {
                if (data50.password === void 0) {
                  const err125 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/1/oneOf/0/required", keyword: "required", params: { missingProperty: "password" } };
                  if (vErrors === null) {
                    vErrors = [err125];
                  } else {
                    vErrors.push(err125);
                  }
                  errors++;
                }
              }
              var _valid4 = _errs128 === errors;
              if (_valid4) {
                valid26 = true;
                passing3 = 0;
              }
              const _errs129 = errors;
              if (data50 && typeof data50 == "object" && !Array.isArray(data50)) {
                if (data50.passwordFile === void 0) {
                  const err126 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/1/oneOf/1/required", keyword: "required", params: { missingProperty: "passwordFile" } };
                  if (vErrors === null) {
                    vErrors = [err126];
                  } else {
                    vErrors.push(err126);
                  }
                  errors++;
                }
              }
              var _valid4 = _errs129 === errors;
              if (_valid4 && valid26) {
                valid26 = false;
                passing3 = [passing3, 1];
              } else {
                if (_valid4) {
                  valid26 = true;
                  passing3 = 1;
                }
              }
              if (!valid26) {
                const err127 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/allOf/1/oneOf", keyword: "oneOf", params: { passingSchemas: passing3 } };
                if (vErrors === null) {
                  vErrors = [err127];
                } else {
                  vErrors.push(err127);
                }
                errors++;
              } else {
                errors = _errs127;
                if (vErrors !== null) {
                  if (_errs127) {
                    vErrors.length = _errs127;
                  } else {
                    vErrors = null;
                  }
                }
              }
              if (data50 && typeof data50 == "object" && !Array.isArray(data50)) {
                for (const key11 in data50) {
                  if (!(key11 === "username" || key11 === "usernameFile" || key11 === "password" || key11 === "passwordFile" || key11 === "cacheDuration")) {
                    const err128 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key11 } };
                    if (vErrors === null) {
                      vErrors = [err128];
                    } else {
                      vErrors.push(err128);
                    }
                    errors++;
                  }
                }
                if (data50.username !== void 0) {
                  let data51 = data50.username;
                  if (typeof data51 === "string") {
                    if (!pattern34.test(data51)) {
                      const err129 = { instancePath: instancePath + "/rules/" + i0 + "/static/username", schemaPath: "#/properties/rules/items/properties/static/properties/username/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f:]+$" } };
                      if (vErrors === null) {
                        vErrors = [err129];
                      } else {
                        vErrors.push(err129);
                      }
                      errors++;
                    }
                  } else {
                    const err130 = { instancePath: instancePath + "/rules/" + i0 + "/static/username", schemaPath: "#/properties/rules/items/properties/static/properties/username/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err130];
                    } else {
                      vErrors.push(err130);
                    }
                    errors++;
                  }
                }
                if (data50.usernameFile !== void 0) {
                  let data52 = data50.usernameFile;
                  if (typeof data52 === "string") {
                    if (!pattern5.test(data52)) {
                      const err131 = { instancePath: instancePath + "/rules/" + i0 + "/static/usernameFile", schemaPath: "#/properties/rules/items/properties/static/properties/usernameFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err131];
                      } else {
                        vErrors.push(err131);
                      }
                      errors++;
                    }
                  } else {
                    const err132 = { instancePath: instancePath + "/rules/" + i0 + "/static/usernameFile", schemaPath: "#/properties/rules/items/properties/static/properties/usernameFile/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err132];
                    } else {
                      vErrors.push(err132);
                    }
                    errors++;
                  }
                }
                if (data50.password !== void 0) {
                  let data53 = data50.password;
                  if (typeof data53 === "string") {
                    if (!pattern36.test(data53)) {
                      const err133 = { instancePath: instancePath + "/rules/" + i0 + "/static/password", schemaPath: "#/properties/rules/items/properties/static/properties/password/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]+$" } };
                      if (vErrors === null) {
                        vErrors = [err133];
                      } else {
                        vErrors.push(err133);
                      }
                      errors++;
                    }
                  } else {
                    const err134 = { instancePath: instancePath + "/rules/" + i0 + "/static/password", schemaPath: "#/properties/rules/items/properties/static/properties/password/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err134];
                    } else {
                      vErrors.push(err134);
                    }
                    errors++;
                  }
                }
                if (data50.passwordFile !== void 0) {
                  let data54 = data50.passwordFile;
                  if (typeof data54 === "string") {
                    if (!pattern5.test(data54)) {
                      const err135 = { instancePath: instancePath + "/rules/" + i0 + "/static/passwordFile", schemaPath: "#/properties/rules/items/properties/static/properties/passwordFile/pattern", keyword: "pattern", params: { pattern: "^/[^\\u0000]*$" } };
                      if (vErrors === null) {
                        vErrors = [err135];
                      } else {
                        vErrors.push(err135);
                      }
                      errors++;
                    }
                  } else {
                    const err136 = { instancePath: instancePath + "/rules/" + i0 + "/static/passwordFile", schemaPath: "#/properties/rules/items/properties/static/properties/passwordFile/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err136];
                    } else {
                      vErrors.push(err136);
                    }
                    errors++;
                  }
                }
                if (data50.cacheDuration !== void 0) {
                  let data55 = data50.cacheDuration;
                  if (typeof data55 === "string") {
                    if (!pattern4.test(data55)) {
                      const err137 = { instancePath: instancePath + "/rules/" + i0 + "/static/cacheDuration", schemaPath: "#/properties/rules/items/properties/static/properties/cacheDuration/pattern", keyword: "pattern", params: { pattern: "^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$" } };
                      if (vErrors === null) {
                        vErrors = [err137];
                      } else {
                        vErrors.push(err137);
                      }
                      errors++;
                    }
                  } else {
                    const err138 = { instancePath: instancePath + "/rules/" + i0 + "/static/cacheDuration", schemaPath: "#/properties/rules/items/properties/static/properties/cacheDuration/type", keyword: "type", params: { type: "string" } };
                    if (vErrors === null) {
                      vErrors = [err138];
                    } else {
                      vErrors.push(err138);
                    }
                    errors++;
                  }
                }
              } else {
                const err139 = { instancePath: instancePath + "/rules/" + i0 + "/static", schemaPath: "#/properties/rules/items/properties/static/type", keyword: "type", params: { type: "object" } };
                if (vErrors === null) {
                  vErrors = [err139];
                } else {
                  vErrors.push(err139);
                }
                errors++;
              }
            }
          } else {
            const err140 = { instancePath: instancePath + "/rules/" + i0, schemaPath: "#/properties/rules/items/type", keyword: "type", params: { type: "object" } };
            if (vErrors === null) {
              vErrors = [err140];
            } else {
              vErrors.push(err140);
            }
            errors++;
          }
        }
      } else {
        const err141 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "array" } };
        if (vErrors === null) {
          vErrors = [err141];
        } else {
          vErrors.push(err141);
        }
        errors++;
      }
    }
  } else {
    const err142 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err142];
    } else {
      vErrors.push(err142);
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
