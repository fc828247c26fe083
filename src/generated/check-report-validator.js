// Generated from schemas/check-report.schema.json by scripts/generate.mjs. Do not edit.

// <stdin>
var validateCheckReport = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "registry-credential-provider/v1alpha1/check-report.schema.json", "type": "object", "additionalProperties": false, "required": ["kubelet", "configs", "findings", "errors", "warnings", "notes"], "properties": { "kubelet": { "type": "object", "additionalProperties": false, "required": ["release", "releaseFrom", "config", "configFrom", "configSource", "files", "binDir"], "properties": { "release": { "type": "string", "pattern": "^1[.][0-9]+$" }, "releaseFrom": { "enum": ["option", "running", "record", "unit", "assumed"] }, "config": { "type": ["string", "null"] }, "configFrom": { "enum": ["option", "process", "record", "unit", null] }, "configSource": { "type": ["string", "null"] }, "files": { "type": "array", "items": { "type": "string" } }, "binDir": { "type": ["string", "null"] } } }, "configs": { "type": "array", "items": { "type": "string" } }, "findings": { "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["code", "severity", "what", "why", "remedy"], "properties": { "code": { "enum": ["kubelet-own-config", "kubelet-config-unreadable", "kubelet-config-syntax", "kubelet-config-kind", "kubelet-config-unknown-field", "kubelet-config-repeated-field", "kubelet-config-type", "kubelet-config-no-providers", "provider-name", "provider-name-repeated", "provider-api-version", "provider-match-images", "provider-cache-duration", "provider-token-attributes", "provider-executable", "kubelet-flags", "executable-architecture", "executable-does-not-start", "writable-by-others", "config-invalid", "config-unreadable", "file-unreadable", "host-refused", "setting-contradicts-registry", "setting-contradicts-secret", "provider-arguments", "tokens-missing", "kubelet-document-ignored", "pattern-never-matches", "provider-overlap", "provider-not-ours", "provider-config-differs", "provider-without-rule", "rule-not-asked", "rule-shadowed", "pattern-shadowed", "secret-readable-by-others", "login-odd", "served-as-node", "images-open", "token-cache-type", "token-audience", "annotation-not-sent", "continue-without-next", "chain-order", "chain-by-entries", "mirror-sees-credential", "mirror-gets-no-credential", "tokens-unused", "default-cache-duration", "kubelet-release-assumed", "kubelet-config-not-found", "kubelet-executables-unknown"] }, "severity": { "enum": ["error", "warning", "note"] }, "file": { "type": "string" }, "line": { "type": "integer", "minimum": 1 }, "path": { "type": "string" }, "what": { "type": "string" }, "why": { "type": "string" }, "remedy": { "type": "string" } } } }, "errors": { "type": "integer", "minimum": 0 }, "warnings": { "type": "integer", "minimum": 0 }, "notes": { "type": "integer", "minimum": 0 } } };
var pattern4 = new RegExp("^1[.][0-9]+$", "u");
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
      if (data.kubelet === void 0 && (missing0 = "kubelet") || data.configs === void 0 && (missing0 = "configs") || data.findings === void 0 && (missing0 = "findings") || data.errors === void 0 && (missing0 = "errors") || data.warnings === void 0 && (missing0 = "warnings") || data.notes === void 0 && (missing0 = "notes")) {
        validate20.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "kubelet" || key0 === "configs" || key0 === "findings" || key0 === "errors" || key0 === "warnings" || key0 === "notes")) {
            validate20.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.kubelet !== void 0) {
            let data0 = data.kubelet;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
                let missing1;
                if (data0.release === void 0 && (missing1 = "release") || data0.releaseFrom === void 0 && (missing1 = "releaseFrom") || data0.config === void 0 && (missing1 = "config") || data0.configFrom === void 0 && (missing1 = "configFrom") || data0.configSource === void 0 && (missing1 = "configSource") || data0.files === void 0 && (missing1 = "files") || data0.binDir === void 0 && (missing1 = "binDir")) {
                  validate20.errors = [{ instancePath: instancePath + "/kubelet", schemaPath: "#/properties/kubelet/required", keyword: "required", params: { missingProperty: missing1 } }];
                  return false;
                } else {
                  const _errs4 = errors;
                  for (const key1 in data0) {
                    if (!(key1 === "release" || key1 === "releaseFrom" || key1 === "config" || key1 === "configFrom" || key1 === "configSource" || key1 === "files" || key1 === "binDir")) {
                      validate20.errors = [{ instancePath: instancePath + "/kubelet", schemaPath: "#/properties/kubelet/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 } }];
                      return false;
                      break;
                    }
                  }
                  if (_errs4 === errors) {
                    if (data0.release !== void 0) {
                      let data1 = data0.release;
                      const _errs5 = errors;
                      if (errors === _errs5) {
                        if (typeof data1 === "string") {
                          if (!pattern4.test(data1)) {
                            validate20.errors = [{ instancePath: instancePath + "/kubelet/release", schemaPath: "#/properties/kubelet/properties/release/pattern", keyword: "pattern", params: { pattern: "^1[.][0-9]+$" } }];
                            return false;
                          }
                        } else {
                          validate20.errors = [{ instancePath: instancePath + "/kubelet/release", schemaPath: "#/properties/kubelet/properties/release/type", keyword: "type", params: { type: "string" } }];
                          return false;
                        }
                      }
                      var valid1 = _errs5 === errors;
                    } else {
                      var valid1 = true;
                    }
                    if (valid1) {
                      if (data0.releaseFrom !== void 0) {
                        let data2 = data0.releaseFrom;
                        const _errs7 = errors;
                        if (!(data2 === "option" || data2 === "running" || data2 === "record" || data2 === "unit" || data2 === "assumed")) {
                          validate20.errors = [{ instancePath: instancePath + "/kubelet/releaseFrom", schemaPath: "#/properties/kubelet/properties/releaseFrom/enum", keyword: "enum", params: { allowedValues: schema31.properties.kubelet.properties.releaseFrom.enum } }];
                          return false;
                        }
                        var valid1 = _errs7 === errors;
                      } else {
                        var valid1 = true;
                      }
                      if (valid1) {
                        if (data0.config !== void 0) {
                          let data3 = data0.config;
                          const _errs8 = errors;
                          if (typeof data3 !== "string" && data3 !== null) {
                            validate20.errors = [{ instancePath: instancePath + "/kubelet/config", schemaPath: "#/properties/kubelet/properties/config/type", keyword: "type", params: { type: schema31.properties.kubelet.properties.config.type } }];
                            return false;
                          }
                          var valid1 = _errs8 === errors;
                        } else {
                          var valid1 = true;
                        }
                        if (valid1) {
                          if (data0.configFrom !== void 0) {
                            let data4 = data0.configFrom;
                            const _errs10 = errors;
                            if (!(data4 === "option" || data4 === "process" || data4 === "record" || data4 === "unit" || data4 === null)) {
                              validate20.errors = [{ instancePath: instancePath + "/kubelet/configFrom", schemaPath: "#/properties/kubelet/properties/configFrom/enum", keyword: "enum", params: { allowedValues: schema31.properties.kubelet.properties.configFrom.enum } }];
                              return false;
                            }
                            var valid1 = _errs10 === errors;
                          } else {
                            var valid1 = true;
                          }
                          if (valid1) {
                            if (data0.configSource !== void 0) {
                              let data5 = data0.configSource;
                              const _errs11 = errors;
                              if (typeof data5 !== "string" && data5 !== null) {
                                validate20.errors = [{ instancePath: instancePath + "/kubelet/configSource", schemaPath: "#/properties/kubelet/properties/configSource/type", keyword: "type", params: { type: schema31.properties.kubelet.properties.configSource.type } }];
                                return false;
                              }
                              var valid1 = _errs11 === errors;
                            } else {
                              var valid1 = true;
                            }
                            if (valid1) {
                              if (data0.files !== void 0) {
                                let data6 = data0.files;
                                const _errs13 = errors;
                                if (errors === _errs13) {
                                  if (Array.isArray(data6)) {
                                    var valid2 = true;
                                    const len0 = data6.length;
                                    for (let i0 = 0; i0 < len0; i0++) {
                                      const _errs15 = errors;
                                      if (typeof data6[i0] !== "string") {
                                        validate20.errors = [{ instancePath: instancePath + "/kubelet/files/" + i0, schemaPath: "#/properties/kubelet/properties/files/items/type", keyword: "type", params: { type: "string" } }];
                                        return false;
                                      }
                                      var valid2 = _errs15 === errors;
                                      if (!valid2) {
                                        break;
                                      }
                                    }
                                  } else {
                                    validate20.errors = [{ instancePath: instancePath + "/kubelet/files", schemaPath: "#/properties/kubelet/properties/files/type", keyword: "type", params: { type: "array" } }];
                                    return false;
                                  }
                                }
                                var valid1 = _errs13 === errors;
                              } else {
                                var valid1 = true;
                              }
                              if (valid1) {
                                if (data0.binDir !== void 0) {
                                  let data8 = data0.binDir;
                                  const _errs17 = errors;
                                  if (typeof data8 !== "string" && data8 !== null) {
                                    validate20.errors = [{ instancePath: instancePath + "/kubelet/binDir", schemaPath: "#/properties/kubelet/properties/binDir/type", keyword: "type", params: { type: schema31.properties.kubelet.properties.binDir.type } }];
                                    return false;
                                  }
                                  var valid1 = _errs17 === errors;
                                } else {
                                  var valid1 = true;
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              } else {
                validate20.errors = [{ instancePath: instancePath + "/kubelet", schemaPath: "#/properties/kubelet/type", keyword: "type", params: { type: "object" } }];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.configs !== void 0) {
              let data9 = data.configs;
              const _errs19 = errors;
              if (errors === _errs19) {
                if (Array.isArray(data9)) {
                  var valid3 = true;
                  const len1 = data9.length;
                  for (let i1 = 0; i1 < len1; i1++) {
                    const _errs21 = errors;
                    if (typeof data9[i1] !== "string") {
                      validate20.errors = [{ instancePath: instancePath + "/configs/" + i1, schemaPath: "#/properties/configs/items/type", keyword: "type", params: { type: "string" } }];
                      return false;
                    }
                    var valid3 = _errs21 === errors;
                    if (!valid3) {
                      break;
                    }
                  }
                } else {
                  validate20.errors = [{ instancePath: instancePath + "/configs", schemaPath: "#/properties/configs/type", keyword: "type", params: { type: "array" } }];
                  return false;
                }
              }
              var valid0 = _errs19 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.findings !== void 0) {
                let data11 = data.findings;
                const _errs23 = errors;
                if (errors === _errs23) {
                  if (Array.isArray(data11)) {
                    var valid4 = true;
                    const len2 = data11.length;
                    for (let i2 = 0; i2 < len2; i2++) {
                      let data12 = data11[i2];
                      const _errs25 = errors;
                      if (errors === _errs25) {
                        if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
                          let missing2;
                          if (data12.code === void 0 && (missing2 = "code") || data12.severity === void 0 && (missing2 = "severity") || data12.what === void 0 && (missing2 = "what") || data12.why === void 0 && (missing2 = "why") || data12.remedy === void 0 && (missing2 = "remedy")) {
                            validate20.errors = [{ instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: missing2 } }];
                            return false;
                          } else {
                            const _errs27 = errors;
                            for (const key2 in data12) {
                              if (!(key2 === "code" || key2 === "severity" || key2 === "file" || key2 === "line" || key2 === "path" || key2 === "what" || key2 === "why" || key2 === "remedy")) {
                                validate20.errors = [{ instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 } }];
                                return false;
                                break;
                              }
                            }
                            if (_errs27 === errors) {
                              if (data12.code !== void 0) {
                                let data13 = data12.code;
                                const _errs28 = errors;
                                if (!(data13 === "kubelet-own-config" || data13 === "kubelet-config-unreadable" || data13 === "kubelet-config-syntax" || data13 === "kubelet-config-kind" || data13 === "kubelet-config-unknown-field" || data13 === "kubelet-config-repeated-field" || data13 === "kubelet-config-type" || data13 === "kubelet-config-no-providers" || data13 === "provider-name" || data13 === "provider-name-repeated" || data13 === "provider-api-version" || data13 === "provider-match-images" || data13 === "provider-cache-duration" || data13 === "provider-token-attributes" || data13 === "provider-executable" || data13 === "kubelet-flags" || data13 === "executable-architecture" || data13 === "executable-does-not-start" || data13 === "writable-by-others" || data13 === "config-invalid" || data13 === "config-unreadable" || data13 === "file-unreadable" || data13 === "host-refused" || data13 === "setting-contradicts-registry" || data13 === "setting-contradicts-secret" || data13 === "provider-arguments" || data13 === "tokens-missing" || data13 === "kubelet-document-ignored" || data13 === "pattern-never-matches" || data13 === "provider-overlap" || data13 === "provider-not-ours" || data13 === "provider-config-differs" || data13 === "provider-without-rule" || data13 === "rule-not-asked" || data13 === "rule-shadowed" || data13 === "pattern-shadowed" || data13 === "secret-readable-by-others" || data13 === "login-odd" || data13 === "served-as-node" || data13 === "images-open" || data13 === "token-cache-type" || data13 === "token-audience" || data13 === "annotation-not-sent" || data13 === "continue-without-next" || data13 === "chain-order" || data13 === "chain-by-entries" || data13 === "mirror-sees-credential" || data13 === "mirror-gets-no-credential" || data13 === "tokens-unused" || data13 === "default-cache-duration" || data13 === "kubelet-release-assumed" || data13 === "kubelet-config-not-found" || data13 === "kubelet-executables-unknown")) {
                                  validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/code", schemaPath: "#/properties/findings/items/properties/code/enum", keyword: "enum", params: { allowedValues: schema31.properties.findings.items.properties.code.enum } }];
                                  return false;
                                }
                                var valid5 = _errs28 === errors;
                              } else {
                                var valid5 = true;
                              }
                              if (valid5) {
                                if (data12.severity !== void 0) {
                                  let data14 = data12.severity;
                                  const _errs29 = errors;
                                  if (!(data14 === "error" || data14 === "warning" || data14 === "note")) {
                                    validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/severity", schemaPath: "#/properties/findings/items/properties/severity/enum", keyword: "enum", params: { allowedValues: schema31.properties.findings.items.properties.severity.enum } }];
                                    return false;
                                  }
                                  var valid5 = _errs29 === errors;
                                } else {
                                  var valid5 = true;
                                }
                                if (valid5) {
                                  if (data12.file !== void 0) {
                                    const _errs30 = errors;
                                    if (typeof data12.file !== "string") {
                                      validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/file", schemaPath: "#/properties/findings/items/properties/file/type", keyword: "type", params: { type: "string" } }];
                                      return false;
                                    }
                                    var valid5 = _errs30 === errors;
                                  } else {
                                    var valid5 = true;
                                  }
                                  if (valid5) {
                                    if (data12.line !== void 0) {
                                      let data16 = data12.line;
                                      const _errs32 = errors;
                                      if (!(typeof data16 == "number" && (!(data16 % 1) && !isNaN(data16)) && isFinite(data16))) {
                                        validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/line", schemaPath: "#/properties/findings/items/properties/line/type", keyword: "type", params: { type: "integer" } }];
                                        return false;
                                      }
                                      if (errors === _errs32) {
                                        if (typeof data16 == "number" && isFinite(data16)) {
                                          if (data16 < 1 || isNaN(data16)) {
                                            validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/line", schemaPath: "#/properties/findings/items/properties/line/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } }];
                                            return false;
                                          }
                                        }
                                      }
                                      var valid5 = _errs32 === errors;
                                    } else {
                                      var valid5 = true;
                                    }
                                    if (valid5) {
                                      if (data12.path !== void 0) {
                                        const _errs34 = errors;
                                        if (typeof data12.path !== "string") {
                                          validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/path", schemaPath: "#/properties/findings/items/properties/path/type", keyword: "type", params: { type: "string" } }];
                                          return false;
                                        }
                                        var valid5 = _errs34 === errors;
                                      } else {
                                        var valid5 = true;
                                      }
                                      if (valid5) {
                                        if (data12.what !== void 0) {
                                          const _errs36 = errors;
                                          if (typeof data12.what !== "string") {
                                            validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/what", schemaPath: "#/properties/findings/items/properties/what/type", keyword: "type", params: { type: "string" } }];
                                            return false;
                                          }
                                          var valid5 = _errs36 === errors;
                                        } else {
                                          var valid5 = true;
                                        }
                                        if (valid5) {
                                          if (data12.why !== void 0) {
                                            const _errs38 = errors;
                                            if (typeof data12.why !== "string") {
                                              validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/why", schemaPath: "#/properties/findings/items/properties/why/type", keyword: "type", params: { type: "string" } }];
                                              return false;
                                            }
                                            var valid5 = _errs38 === errors;
                                          } else {
                                            var valid5 = true;
                                          }
                                          if (valid5) {
                                            if (data12.remedy !== void 0) {
                                              const _errs40 = errors;
                                              if (typeof data12.remedy !== "string") {
                                                validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/remedy", schemaPath: "#/properties/findings/items/properties/remedy/type", keyword: "type", params: { type: "string" } }];
                                                return false;
                                              }
                                              var valid5 = _errs40 === errors;
                                            } else {
                                              var valid5 = true;
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        } else {
                          validate20.errors = [{ instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/type", keyword: "type", params: { type: "object" } }];
                          return false;
                        }
                      }
                      var valid4 = _errs25 === errors;
                      if (!valid4) {
                        break;
                      }
                    }
                  } else {
                    validate20.errors = [{ instancePath: instancePath + "/findings", schemaPath: "#/properties/findings/type", keyword: "type", params: { type: "array" } }];
                    return false;
                  }
                }
                var valid0 = _errs23 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.errors !== void 0) {
                  let data21 = data.errors;
                  const _errs42 = errors;
                  if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
                    validate20.errors = [{ instancePath: instancePath + "/errors", schemaPath: "#/properties/errors/type", keyword: "type", params: { type: "integer" } }];
                    return false;
                  }
                  if (errors === _errs42) {
                    if (typeof data21 == "number" && isFinite(data21)) {
                      if (data21 < 0 || isNaN(data21)) {
                        validate20.errors = [{ instancePath: instancePath + "/errors", schemaPath: "#/properties/errors/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }];
                        return false;
                      }
                    }
                  }
                  var valid0 = _errs42 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.warnings !== void 0) {
                    let data22 = data.warnings;
                    const _errs44 = errors;
                    if (!(typeof data22 == "number" && (!(data22 % 1) && !isNaN(data22)) && isFinite(data22))) {
                      validate20.errors = [{ instancePath: instancePath + "/warnings", schemaPath: "#/properties/warnings/type", keyword: "type", params: { type: "integer" } }];
                      return false;
                    }
                    if (errors === _errs44) {
                      if (typeof data22 == "number" && isFinite(data22)) {
                        if (data22 < 0 || isNaN(data22)) {
                          validate20.errors = [{ instancePath: instancePath + "/warnings", schemaPath: "#/properties/warnings/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }];
                          return false;
                        }
                      }
                    }
                    var valid0 = _errs44 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.notes !== void 0) {
                      let data23 = data.notes;
                      const _errs46 = errors;
                      if (!(typeof data23 == "number" && (!(data23 % 1) && !isNaN(data23)) && isFinite(data23))) {
                        validate20.errors = [{ instancePath: instancePath + "/notes", schemaPath: "#/properties/notes/type", keyword: "type", params: { type: "integer" } }];
                        return false;
                      }
                      if (errors === _errs46) {
                        if (typeof data23 == "number" && isFinite(data23)) {
                          if (data23 < 0 || isNaN(data23)) {
                            validate20.errors = [{ instancePath: instancePath + "/notes", schemaPath: "#/properties/notes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }];
                            return false;
                          }
                        }
                      }
                      var valid0 = _errs46 === errors;
                    } else {
                      var valid0 = true;
                    }
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
  validateCheckReport
};
