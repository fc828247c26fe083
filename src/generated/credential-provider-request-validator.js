// Generated from schemas/credential-provider-request.schema.json by scripts/generate.mjs. Do not edit.

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
var validateCredentialProviderRequest = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "registry-credential-provider/credential-provider-request.schema.json", "type": "object", "required": ["apiVersion", "kind", "image"], "properties": { "apiVersion": { "enum": ["credentialprovider.kubelet.k8s.io/v1", "credentialprovider.kubelet.k8s.io/v1beta1", "credentialprovider.kubelet.k8s.io/v1alpha1"] }, "kind": { "const": "CredentialProviderRequest" }, "image": { "type": "string", "minLength": 1 }, "serviceAccountToken": { "type": "string" }, "serviceAccountAnnotations": { "type": "object", "additionalProperties": { "type": "string" } } } };
var func1 = require_ucs2length().default;
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.apiVersion === void 0 && (missing0 = "apiVersion") || data.kind === void 0 && (missing0 = "kind") || data.image === void 0 && (missing0 = "image")) {
        validate20.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.apiVersion !== void 0) {
          let data0 = data.apiVersion;
          const _errs1 = errors;
          if (!(data0 === "credentialprovider.kubelet.k8s.io/v1" || data0 === "credentialprovider.kubelet.k8s.io/v1beta1" || data0 === "credentialprovider.kubelet.k8s.io/v1alpha1")) {
            validate20.errors = [{ instancePath: instancePath + "/apiVersion", schemaPath: "#/properties/apiVersion/enum", keyword: "enum", params: { allowedValues: schema31.properties.apiVersion.enum } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.kind !== void 0) {
            const _errs2 = errors;
            if ("CredentialProviderRequest" !== data.kind) {
              validate20.errors = [{ instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/const", keyword: "const", params: { allowedValue: "CredentialProviderRequest" } }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.image !== void 0) {
              let data2 = data.image;
              const _errs3 = errors;
              if (errors === _errs3) {
                if (typeof data2 === "string") {
                  if (func1(data2) < 1) {
                    validate20.errors = [{ instancePath: instancePath + "/image", schemaPath: "#/properties/image/minLength", keyword: "minLength", params: { limit: 1 } }];
                    return false;
                  }
                } else {
                  validate20.errors = [{ instancePath: instancePath + "/image", schemaPath: "#/properties/image/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.serviceAccountToken !== void 0) {
                const _errs5 = errors;
                if (typeof data.serviceAccountToken !== "string") {
                  validate20.errors = [{ instancePath: instancePath + "/serviceAccountToken", schemaPath: "#/properties/serviceAccountToken/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
                var valid0 = _errs5 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.serviceAccountAnnotations !== void 0) {
                  let data4 = data.serviceAccountAnnotations;
                  const _errs7 = errors;
                  if (errors === _errs7) {
                    if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                      for (const key0 in data4) {
                        const _errs10 = errors;
                        if (typeof data4[key0] !== "string") {
                          validate20.errors = [{ instancePath: instancePath + "/serviceAccountAnnotations/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/serviceAccountAnnotations/additionalProperties/type", keyword: "type", params: { type: "string" } }];
                          return false;
                        }
                        var valid1 = _errs10 === errors;
                        if (!valid1) {
                          break;
                        }
                      }
                    } else {
                      validate20.errors = [{ instancePath: instancePath + "/serviceAccountAnnotations", schemaPath: "#/properties/serviceAccountAnnotations/type", keyword: "type", params: { type: "object" } }];
                      return false;
                    }
                  }
                  var valid0 = _errs7 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate20.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { "props": { "apiVersion": true, "kind": true, "image": true, "serviceAccountToken": true, "serviceAccountAnnotations": true }, "dynamicProps": false, "dynamicItems": false };
export {
  validateCredentialProviderRequest
};
