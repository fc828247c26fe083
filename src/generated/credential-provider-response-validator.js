// Generated from schemas/credential-provider-response.schema.json by scripts/generate.mjs. Do not edit.

// <stdin>
var validateCredentialProviderResponse = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "registry-credential-provider/credential-provider-response.schema.json", "type": "object", "additionalProperties": false, "required": ["apiVersion", "kind", "cacheKeyType", "cacheDuration", "auth"], "properties": { "apiVersion": { "enum": ["credentialprovider.kubelet.k8s.io/v1", "credentialprovider.kubelet.k8s.io/v1beta1", "credentialprovider.kubelet.k8s.io/v1alpha1"] }, "kind": { "const": "CredentialProviderResponse" }, "cacheKeyType": { "enum": ["Image", "Registry"] }, "cacheDuration": { "type": "string", "pattern": "^([0-9]+([.][0-9]+)?(ns|us|µs|ms|s|m|h))+$" }, "auth": { "type": "object", "additionalProperties": { "type": "object", "additionalProperties": false, "required": ["username", "password"], "properties": { "username": { "type": "string" }, "password": { "type": "string" } } } } } };
var pattern4 = new RegExp("^([0-9]+([.][0-9]+)?(ns|us|µs|ms|s|m|h))+$", "u");
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
      if (data.apiVersion === void 0 && (missing0 = "apiVersion") || data.kind === void 0 && (missing0 = "kind") || data.cacheKeyType === void 0 && (missing0 = "cacheKeyType") || data.cacheDuration === void 0 && (missing0 = "cacheDuration") || data.auth === void 0 && (missing0 = "auth")) {
        validate20.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "apiVersion" || key0 === "kind" || key0 === "cacheKeyType" || key0 === "cacheDuration" || key0 === "auth")) {
            validate20.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.apiVersion !== void 0) {
            let data0 = data.apiVersion;
            const _errs2 = errors;
            if (!(data0 === "credentialprovider.kubelet.k8s.io/v1" || data0 === "credentialprovider.kubelet.k8s.io/v1beta1" || data0 === "credentialprovider.kubelet.k8s.io/v1alpha1")) {
              validate20.errors = [{ instancePath: instancePath + "/apiVersion", schemaPath: "#/properties/apiVersion/enum", keyword: "enum", params: { allowedValues: schema31.properties.apiVersion.enum } }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.kind !== void 0) {
              const _errs3 = errors;
              if ("CredentialProviderResponse" !== data.kind) {
                validate20.errors = [{ instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/const", keyword: "const", params: { allowedValue: "CredentialProviderResponse" } }];
                return false;
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.cacheKeyType !== void 0) {
                let data2 = data.cacheKeyType;
                const _errs4 = errors;
                if (!(data2 === "Image" || data2 === "Registry")) {
                  validate20.errors = [{ instancePath: instancePath + "/cacheKeyType", schemaPath: "#/properties/cacheKeyType/enum", keyword: "enum", params: { allowedValues: schema31.properties.cacheKeyType.enum } }];
                  return false;
                }
                var valid0 = _errs4 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.cacheDuration !== void 0) {
                  let data3 = data.cacheDuration;
                  const _errs5 = errors;
                  if (errors === _errs5) {
                    if (typeof data3 === "string") {
                      if (!pattern4.test(data3)) {
                        validate20.errors = [{ instancePath: instancePath + "/cacheDuration", schemaPath: "#/properties/cacheDuration/pattern", keyword: "pattern", params: { pattern: "^([0-9]+([.][0-9]+)?(ns|us|µs|ms|s|m|h))+$" } }];
                        return false;
                      }
                    } else {
                      validate20.errors = [{ instancePath: instancePath + "/cacheDuration", schemaPath: "#/properties/cacheDuration/type", keyword: "type", params: { type: "string" } }];
                      return false;
                    }
                  }
                  var valid0 = _errs5 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.auth !== void 0) {
                    let data4 = data.auth;
                    const _errs7 = errors;
                    if (errors === _errs7) {
                      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                        for (const key1 in data4) {
                          let data5 = data4[key1];
                          const _errs10 = errors;
                          if (errors === _errs10) {
                            if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                              let missing1;
                              if (data5.username === void 0 && (missing1 = "username") || data5.password === void 0 && (missing1 = "password")) {
                                validate20.errors = [{ instancePath: instancePath + "/auth/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/auth/additionalProperties/required", keyword: "required", params: { missingProperty: missing1 } }];
                                return false;
                              } else {
                                const _errs12 = errors;
                                for (const key2 in data5) {
                                  if (!(key2 === "username" || key2 === "password")) {
                                    validate20.errors = [{ instancePath: instancePath + "/auth/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/auth/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 } }];
                                    return false;
                                    break;
                                  }
                                }
                                if (_errs12 === errors) {
                                  if (data5.username !== void 0) {
                                    const _errs13 = errors;
                                    if (typeof data5.username !== "string") {
                                      validate20.errors = [{ instancePath: instancePath + "/auth/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/username", schemaPath: "#/properties/auth/additionalProperties/properties/username/type", keyword: "type", params: { type: "string" } }];
                                      return false;
                                    }
                                    var valid2 = _errs13 === errors;
                                  } else {
                                    var valid2 = true;
                                  }
                                  if (valid2) {
                                    if (data5.password !== void 0) {
                                      const _errs15 = errors;
                                      if (typeof data5.password !== "string") {
                                        validate20.errors = [{ instancePath: instancePath + "/auth/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/password", schemaPath: "#/properties/auth/additionalProperties/properties/password/type", keyword: "type", params: { type: "string" } }];
                                        return false;
                                      }
                                      var valid2 = _errs15 === errors;
                                    } else {
                                      var valid2 = true;
                                    }
                                  }
                                }
                              }
                            } else {
                              validate20.errors = [{ instancePath: instancePath + "/auth/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/auth/additionalProperties/type", keyword: "type", params: { type: "object" } }];
                              return false;
                            }
                          }
                          var valid1 = _errs10 === errors;
                          if (!valid1) {
                            break;
                          }
                        }
                      } else {
                        validate20.errors = [{ instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/type", keyword: "type", params: { type: "object" } }];
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
      }
    } else {
      validate20.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
export {
  validateCredentialProviderResponse
};
