// Generated from schemas/check-report.schema.json by scripts/generate.mjs. Do not edit.

// <stdin>
var validateCheckReport = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "registry-credential-provider/v1alpha1/check-report.schema.json", "type": "object", "additionalProperties": false, "required": ["kubelet", "configs", "findings", "errors", "warnings", "notes"], "properties": { "kubelet": { "type": "object", "additionalProperties": false, "required": ["release", "releaseFrom", "config", "files", "binDir"], "properties": { "release": { "type": "string", "pattern": "^1[.][0-9]+$" }, "releaseFrom": { "enum": ["option", "running", "assumed"] }, "config": { "type": ["string", "null"] }, "files": { "type": "array", "items": { "type": "string" } }, "binDir": { "type": ["string", "null"] } } }, "configs": { "type": "array", "items": { "type": "string" } }, "findings": { "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["code", "severity", "what", "why", "remedy"], "properties": { "code": { "enum": ["kubelet-config-unreadable", "kubelet-config-syntax", "kubelet-config-kind", "kubelet-config-unknown-field", "kubelet-config-repeated-field", "kubelet-config-type", "kubelet-config-no-providers", "provider-name", "provider-name-repeated", "provider-api-version", "provider-match-images", "provider-cache-duration", "provider-token-attributes", "provider-executable", "kubelet-flags", "executable-architecture", "executable-does-not-start", "writable-by-others", "config-invalid", "config-unreadable", "file-unreadable", "host-refused", "provider-arguments", "tokens-missing", "kubelet-document-ignored", "pattern-never-matches", "provider-overlap", "provider-not-ours", "provider-config-differs", "provider-without-rule", "rule-not-asked", "rule-shadowed", "pattern-shadowed", "secret-readable-by-others", "token-audience", "annotation-not-sent", "tokens-unused", "default-cache-duration", "kubelet-release-assumed", "kubelet-config-not-found", "kubelet-executables-unknown"] }, "severity": { "enum": ["error", "warning", "note"] }, "file": { "type": "string" }, "line": { "type": "integer", "minimum": 1 }, "path": { "type": "string" }, "what": { "type": "string" }, "why": { "type": "string" }, "remedy": { "type": "string" } } } }, "errors": { "type": "integer", "minimum": 0 }, "warnings": { "type": "integer", "minimum": 0 }, "notes": { "type": "integer", "minimum": 0 } } };
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
                if (data0.release === void 0 && (missing1 = "release") || data0.releaseFrom === void 0 && (missing1 = "releaseFrom") || data0.config === void 0 && (missing1 = "config") || data0.files === void 0 && (missing1 = "files") || data0.binDir === void 0 && (missing1 = "binDir")) {
                  validate20.errors = [{ instancePath: instancePath + "/kubelet", schemaPath: "#/properties/kubelet/required", keyword: "required", params: { missingProperty: missing1 } }];
                  return false;
                } else {
                  const _errs4 = errors;
                  for (const key1 in data0) {
                    if (!(key1 === "release" || key1 === "releaseFrom" || key1 === "config" || key1 === "files" || key1 === "binDir")) {
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
                        if (!(data2 === "option" || data2 === "running" || data2 === "assumed")) {
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
                          if (data0.files !== void 0) {
                            let data4 = data0.files;
                            const _errs10 = errors;
                            if (errors === _errs10) {
                              if (Array.isArray(data4)) {
                                var valid2 = true;
                                const len0 = data4.length;
                                for (let i0 = 0; i0 < len0; i0++) {
                                  const _errs12 = errors;
                                  if (typeof data4[i0] !== "string") {
                                    validate20.errors = [{ instancePath: instancePath + "/kubelet/files/" + i0, schemaPath: "#/properties/kubelet/properties/files/items/type", keyword: "type", params: { type: "string" } }];
                                    return false;
                                  }
                                  var valid2 = _errs12 === errors;
                                  if (!valid2) {
                                    break;
                                  }
                                }
                              } else {
                                validate20.errors = [{ instancePath: instancePath + "/kubelet/files", schemaPath: "#/properties/kubelet/properties/files/type", keyword: "type", params: { type: "array" } }];
                                return false;
                              }
                            }
                            var valid1 = _errs10 === errors;
                          } else {
                            var valid1 = true;
                          }
                          if (valid1) {
                            if (data0.binDir !== void 0) {
                              let data6 = data0.binDir;
                              const _errs14 = errors;
                              if (typeof data6 !== "string" && data6 !== null) {
                                validate20.errors = [{ instancePath: instancePath + "/kubelet/binDir", schemaPath: "#/properties/kubelet/properties/binDir/type", keyword: "type", params: { type: schema31.properties.kubelet.properties.binDir.type } }];
                                return false;
                              }
                              var valid1 = _errs14 === errors;
                            } else {
                              var valid1 = true;
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
              let data7 = data.configs;
              const _errs16 = errors;
              if (errors === _errs16) {
                if (Array.isArray(data7)) {
                  var valid3 = true;
                  const len1 = data7.length;
                  for (let i1 = 0; i1 < len1; i1++) {
                    const _errs18 = errors;
                    if (typeof data7[i1] !== "string") {
                      validate20.errors = [{ instancePath: instancePath + "/configs/" + i1, schemaPath: "#/properties/configs/items/type", keyword: "type", params: { type: "string" } }];
                      return false;
                    }
                    var valid3 = _errs18 === errors;
                    if (!valid3) {
                      break;
                    }
                  }
                } else {
                  validate20.errors = [{ instancePath: instancePath + "/configs", schemaPath: "#/properties/configs/type", keyword: "type", params: { type: "array" } }];
                  return false;
                }
              }
              var valid0 = _errs16 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.findings !== void 0) {
                let data9 = data.findings;
                const _errs20 = errors;
                if (errors === _errs20) {
                  if (Array.isArray(data9)) {
                    var valid4 = true;
                    const len2 = data9.length;
                    for (let i2 = 0; i2 < len2; i2++) {
                      let data10 = data9[i2];
                      const _errs22 = errors;
                      if (errors === _errs22) {
                        if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
                          let missing2;
                          if (data10.code === void 0 && (missing2 = "code") || data10.severity === void 0 && (missing2 = "severity") || data10.what === void 0 && (missing2 = "what") || data10.why === void 0 && (missing2 = "why") || data10.remedy === void 0 && (missing2 = "remedy")) {
                            validate20.errors = [{ instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: missing2 } }];
                            return false;
                          } else {
                            const _errs24 = errors;
                            for (const key2 in data10) {
                              if (!(key2 === "code" || key2 === "severity" || key2 === "file" || key2 === "line" || key2 === "path" || key2 === "what" || key2 === "why" || key2 === "remedy")) {
                                validate20.errors = [{ instancePath: instancePath + "/findings/" + i2, schemaPath: "#/properties/findings/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 } }];
                                return false;
                                break;
                              }
                            }
                            if (_errs24 === errors) {
                              if (data10.code !== void 0) {
                                let data11 = data10.code;
                                const _errs25 = errors;
                                if (!(data11 === "kubelet-config-unreadable" || data11 === "kubelet-config-syntax" || data11 === "kubelet-config-kind" || data11 === "kubelet-config-unknown-field" || data11 === "kubelet-config-repeated-field" || data11 === "kubelet-config-type" || data11 === "kubelet-config-no-providers" || data11 === "provider-name" || data11 === "provider-name-repeated" || data11 === "provider-api-version" || data11 === "provider-match-images" || data11 === "provider-cache-duration" || data11 === "provider-token-attributes" || data11 === "provider-executable" || data11 === "kubelet-flags" || data11 === "executable-architecture" || data11 === "executable-does-not-start" || data11 === "writable-by-others" || data11 === "config-invalid" || data11 === "config-unreadable" || data11 === "file-unreadable" || data11 === "host-refused" || data11 === "provider-arguments" || data11 === "tokens-missing" || data11 === "kubelet-document-ignored" || data11 === "pattern-never-matches" || data11 === "provider-overlap" || data11 === "provider-not-ours" || data11 === "provider-config-differs" || data11 === "provider-without-rule" || data11 === "rule-not-asked" || data11 === "rule-shadowed" || data11 === "pattern-shadowed" || data11 === "secret-readable-by-others" || data11 === "token-audience" || data11 === "annotation-not-sent" || data11 === "tokens-unused" || data11 === "default-cache-duration" || data11 === "kubelet-release-assumed" || data11 === "kubelet-config-not-found" || data11 === "kubelet-executables-unknown")) {
                                  validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/code", schemaPath: "#/properties/findings/items/properties/code/enum", keyword: "enum", params: { allowedValues: schema31.properties.findings.items.properties.code.enum } }];
                                  return false;
                                }
                                var valid5 = _errs25 === errors;
                              } else {
                                var valid5 = true;
                              }
                              if (valid5) {
                                if (data10.severity !== void 0) {
                                  let data12 = data10.severity;
                                  const _errs26 = errors;
                                  if (!(data12 === "error" || data12 === "warning" || data12 === "note")) {
                                    validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/severity", schemaPath: "#/properties/findings/items/properties/severity/enum", keyword: "enum", params: { allowedValues: schema31.properties.findings.items.properties.severity.enum } }];
                                    return false;
                                  }
                                  var valid5 = _errs26 === errors;
                                } else {
                                  var valid5 = true;
                                }
                                if (valid5) {
                                  if (data10.file !== void 0) {
                                    const _errs27 = errors;
                                    if (typeof data10.file !== "string") {
                                      validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/file", schemaPath: "#/properties/findings/items/properties/file/type", keyword: "type", params: { type: "string" } }];
                                      return false;
                                    }
                                    var valid5 = _errs27 === errors;
                                  } else {
                                    var valid5 = true;
                                  }
                                  if (valid5) {
                                    if (data10.line !== void 0) {
                                      let data14 = data10.line;
                                      const _errs29 = errors;
                                      if (!(typeof data14 == "number" && (!(data14 % 1) && !isNaN(data14)) && isFinite(data14))) {
                                        validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/line", schemaPath: "#/properties/findings/items/properties/line/type", keyword: "type", params: { type: "integer" } }];
                                        return false;
                                      }
                                      if (errors === _errs29) {
                                        if (typeof data14 == "number" && isFinite(data14)) {
                                          if (data14 < 1 || isNaN(data14)) {
                                            validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/line", schemaPath: "#/properties/findings/items/properties/line/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } }];
                                            return false;
                                          }
                                        }
                                      }
                                      var valid5 = _errs29 === errors;
                                    } else {
                                      var valid5 = true;
                                    }
                                    if (valid5) {
                                      if (data10.path !== void 0) {
                                        const _errs31 = errors;
                                        if (typeof data10.path !== "string") {
                                          validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/path", schemaPath: "#/properties/findings/items/properties/path/type", keyword: "type", params: { type: "string" } }];
                                          return false;
                                        }
                                        var valid5 = _errs31 === errors;
                                      } else {
                                        var valid5 = true;
                                      }
                                      if (valid5) {
                                        if (data10.what !== void 0) {
                                          const _errs33 = errors;
                                          if (typeof data10.what !== "string") {
                                            validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/what", schemaPath: "#/properties/findings/items/properties/what/type", keyword: "type", params: { type: "string" } }];
                                            return false;
                                          }
                                          var valid5 = _errs33 === errors;
                                        } else {
                                          var valid5 = true;
                                        }
                                        if (valid5) {
                                          if (data10.why !== void 0) {
                                            const _errs35 = errors;
                                            if (typeof data10.why !== "string") {
                                              validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/why", schemaPath: "#/properties/findings/items/properties/why/type", keyword: "type", params: { type: "string" } }];
                                              return false;
                                            }
                                            var valid5 = _errs35 === errors;
                                          } else {
                                            var valid5 = true;
                                          }
                                          if (valid5) {
                                            if (data10.remedy !== void 0) {
                                              const _errs37 = errors;
                                              if (typeof data10.remedy !== "string") {
                                                validate20.errors = [{ instancePath: instancePath + "/findings/" + i2 + "/remedy", schemaPath: "#/properties/findings/items/properties/remedy/type", keyword: "type", params: { type: "string" } }];
                                                return false;
                                              }
                                              var valid5 = _errs37 === errors;
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
                      var valid4 = _errs22 === errors;
                      if (!valid4) {
                        break;
                      }
                    }
                  } else {
                    validate20.errors = [{ instancePath: instancePath + "/findings", schemaPath: "#/properties/findings/type", keyword: "type", params: { type: "array" } }];
                    return false;
                  }
                }
                var valid0 = _errs20 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.errors !== void 0) {
                  let data19 = data.errors;
                  const _errs39 = errors;
                  if (!(typeof data19 == "number" && (!(data19 % 1) && !isNaN(data19)) && isFinite(data19))) {
                    validate20.errors = [{ instancePath: instancePath + "/errors", schemaPath: "#/properties/errors/type", keyword: "type", params: { type: "integer" } }];
                    return false;
                  }
                  if (errors === _errs39) {
                    if (typeof data19 == "number" && isFinite(data19)) {
                      if (data19 < 0 || isNaN(data19)) {
                        validate20.errors = [{ instancePath: instancePath + "/errors", schemaPath: "#/properties/errors/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }];
                        return false;
                      }
                    }
                  }
                  var valid0 = _errs39 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.warnings !== void 0) {
                    let data20 = data.warnings;
                    const _errs41 = errors;
                    if (!(typeof data20 == "number" && (!(data20 % 1) && !isNaN(data20)) && isFinite(data20))) {
                      validate20.errors = [{ instancePath: instancePath + "/warnings", schemaPath: "#/properties/warnings/type", keyword: "type", params: { type: "integer" } }];
                      return false;
                    }
                    if (errors === _errs41) {
                      if (typeof data20 == "number" && isFinite(data20)) {
                        if (data20 < 0 || isNaN(data20)) {
                          validate20.errors = [{ instancePath: instancePath + "/warnings", schemaPath: "#/properties/warnings/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }];
                          return false;
                        }
                      }
                    }
                    var valid0 = _errs41 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.notes !== void 0) {
                      let data21 = data.notes;
                      const _errs43 = errors;
                      if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
                        validate20.errors = [{ instancePath: instancePath + "/notes", schemaPath: "#/properties/notes/type", keyword: "type", params: { type: "integer" } }];
                        return false;
                      }
                      if (errors === _errs43) {
                        if (typeof data21 == "number" && isFinite(data21)) {
                          if (data21 < 0 || isNaN(data21)) {
                            validate20.errors = [{ instancePath: instancePath + "/notes", schemaPath: "#/properties/notes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }];
                            return false;
                          }
                        }
                      }
                      var valid0 = _errs43 === errors;
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
