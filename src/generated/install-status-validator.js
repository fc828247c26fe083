// Generated from schemas/install-status.schema.json by scripts/generate.mjs. Do not edit.

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
var validateInstallStatus = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "install-status.schema.json", "type": "object", "additionalProperties": false, "required": ["ok", "summary", "problems", "version", "installed", "lastRun"], "properties": { "ok": { "type": "boolean" }, "summary": { "type": "string", "maxLength": 200 }, "problems": { "type": "array", "items": { "type": "string" } }, "version": { "type": "string" }, "installed": { "type": ["object", "null"], "additionalProperties": false, "required": ["version", "wanted", "profile", "kubeletConfig", "binDir", "entries", "replaced", "files"], "properties": { "version": { "type": "string" }, "wanted": { "type": "string" }, "profile": { "type": "string" }, "kubeletConfig": { "type": "string" }, "binDir": { "type": "string" }, "entries": { "type": "array", "items": { "type": "string" } }, "replaced": { "type": "array", "items": { "type": "string" } }, "files": { "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["path", "role", "digest", "state"], "properties": { "path": { "type": "string" }, "role": { "enum": ["executable", "link", "file", "config", "kubeletConfig", "flags"] }, "digest": { "type": ["string", "null"] }, "state": { "enum": ["asRecorded", "changed", "missing"] } } } } } }, "lastRun": { "type": ["object", "null"], "additionalProperties": false, "required": ["time", "version", "wanted", "outcome", "message", "details"], "properties": { "time": { "type": "string" }, "version": { "type": "string" }, "wanted": { "type": "string" }, "outcome": { "enum": ["installed", "unchanged", "refused", "rolledBack", "uninstalled"] }, "message": { "type": "string" }, "details": { "type": "array", "items": { "type": "string" } } } } } };
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
      if (data.ok === void 0 && (missing0 = "ok") || data.summary === void 0 && (missing0 = "summary") || data.problems === void 0 && (missing0 = "problems") || data.version === void 0 && (missing0 = "version") || data.installed === void 0 && (missing0 = "installed") || data.lastRun === void 0 && (missing0 = "lastRun")) {
        validate20.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "ok" || key0 === "summary" || key0 === "problems" || key0 === "version" || key0 === "installed" || key0 === "lastRun")) {
            validate20.errors = [{ instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } }];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.ok !== void 0) {
            const _errs2 = errors;
            if (typeof data.ok !== "boolean") {
              validate20.errors = [{ instancePath: instancePath + "/ok", schemaPath: "#/properties/ok/type", keyword: "type", params: { type: "boolean" } }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.summary !== void 0) {
              let data1 = data.summary;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (typeof data1 === "string") {
                  if (func1(data1) > 200) {
                    validate20.errors = [{ instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/maxLength", keyword: "maxLength", params: { limit: 200 } }];
                    return false;
                  }
                } else {
                  validate20.errors = [{ instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.problems !== void 0) {
                let data2 = data.problems;
                const _errs6 = errors;
                if (errors === _errs6) {
                  if (Array.isArray(data2)) {
                    var valid1 = true;
                    const len0 = data2.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      const _errs8 = errors;
                      if (typeof data2[i0] !== "string") {
                        validate20.errors = [{ instancePath: instancePath + "/problems/" + i0, schemaPath: "#/properties/problems/items/type", keyword: "type", params: { type: "string" } }];
                        return false;
                      }
                      var valid1 = _errs8 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  } else {
                    validate20.errors = [{ instancePath: instancePath + "/problems", schemaPath: "#/properties/problems/type", keyword: "type", params: { type: "array" } }];
                    return false;
                  }
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.version !== void 0) {
                  const _errs10 = errors;
                  if (typeof data.version !== "string") {
                    validate20.errors = [{ instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "string" } }];
                    return false;
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.installed !== void 0) {
                    let data5 = data.installed;
                    const _errs12 = errors;
                    if (!(data5 && typeof data5 == "object" && !Array.isArray(data5)) && data5 !== null) {
                      validate20.errors = [{ instancePath: instancePath + "/installed", schemaPath: "#/properties/installed/type", keyword: "type", params: { type: schema31.properties.installed.type } }];
                      return false;
                    }
                    if (errors === _errs12) {
                      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                        let missing1;
                        if (data5.version === void 0 && (missing1 = "version") || data5.wanted === void 0 && (missing1 = "wanted") || data5.profile === void 0 && (missing1 = "profile") || data5.kubeletConfig === void 0 && (missing1 = "kubeletConfig") || data5.binDir === void 0 && (missing1 = "binDir") || data5.entries === void 0 && (missing1 = "entries") || data5.replaced === void 0 && (missing1 = "replaced") || data5.files === void 0 && (missing1 = "files")) {
                          validate20.errors = [{ instancePath: instancePath + "/installed", schemaPath: "#/properties/installed/required", keyword: "required", params: { missingProperty: missing1 } }];
                          return false;
                        } else {
                          const _errs14 = errors;
                          for (const key1 in data5) {
                            if (!(key1 === "version" || key1 === "wanted" || key1 === "profile" || key1 === "kubeletConfig" || key1 === "binDir" || key1 === "entries" || key1 === "replaced" || key1 === "files")) {
                              validate20.errors = [{ instancePath: instancePath + "/installed", schemaPath: "#/properties/installed/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 } }];
                              return false;
                              break;
                            }
                          }
                          if (_errs14 === errors) {
                            if (data5.version !== void 0) {
                              const _errs15 = errors;
                              if (typeof data5.version !== "string") {
                                validate20.errors = [{ instancePath: instancePath + "/installed/version", schemaPath: "#/properties/installed/properties/version/type", keyword: "type", params: { type: "string" } }];
                                return false;
                              }
                              var valid2 = _errs15 === errors;
                            } else {
                              var valid2 = true;
                            }
                            if (valid2) {
                              if (data5.wanted !== void 0) {
                                const _errs17 = errors;
                                if (typeof data5.wanted !== "string") {
                                  validate20.errors = [{ instancePath: instancePath + "/installed/wanted", schemaPath: "#/properties/installed/properties/wanted/type", keyword: "type", params: { type: "string" } }];
                                  return false;
                                }
                                var valid2 = _errs17 === errors;
                              } else {
                                var valid2 = true;
                              }
                              if (valid2) {
                                if (data5.profile !== void 0) {
                                  const _errs19 = errors;
                                  if (typeof data5.profile !== "string") {
                                    validate20.errors = [{ instancePath: instancePath + "/installed/profile", schemaPath: "#/properties/installed/properties/profile/type", keyword: "type", params: { type: "string" } }];
                                    return false;
                                  }
                                  var valid2 = _errs19 === errors;
                                } else {
                                  var valid2 = true;
                                }
                                if (valid2) {
                                  if (data5.kubeletConfig !== void 0) {
                                    const _errs21 = errors;
                                    if (typeof data5.kubeletConfig !== "string") {
                                      validate20.errors = [{ instancePath: instancePath + "/installed/kubeletConfig", schemaPath: "#/properties/installed/properties/kubeletConfig/type", keyword: "type", params: { type: "string" } }];
                                      return false;
                                    }
                                    var valid2 = _errs21 === errors;
                                  } else {
                                    var valid2 = true;
                                  }
                                  if (valid2) {
                                    if (data5.binDir !== void 0) {
                                      const _errs23 = errors;
                                      if (typeof data5.binDir !== "string") {
                                        validate20.errors = [{ instancePath: instancePath + "/installed/binDir", schemaPath: "#/properties/installed/properties/binDir/type", keyword: "type", params: { type: "string" } }];
                                        return false;
                                      }
                                      var valid2 = _errs23 === errors;
                                    } else {
                                      var valid2 = true;
                                    }
                                    if (valid2) {
                                      if (data5.entries !== void 0) {
                                        let data11 = data5.entries;
                                        const _errs25 = errors;
                                        if (errors === _errs25) {
                                          if (Array.isArray(data11)) {
                                            var valid3 = true;
                                            const len1 = data11.length;
                                            for (let i1 = 0; i1 < len1; i1++) {
                                              const _errs27 = errors;
                                              if (typeof data11[i1] !== "string") {
                                                validate20.errors = [{ instancePath: instancePath + "/installed/entries/" + i1, schemaPath: "#/properties/installed/properties/entries/items/type", keyword: "type", params: { type: "string" } }];
                                                return false;
                                              }
                                              var valid3 = _errs27 === errors;
                                              if (!valid3) {
                                                break;
                                              }
                                            }
                                          } else {
                                            validate20.errors = [{ instancePath: instancePath + "/installed/entries", schemaPath: "#/properties/installed/properties/entries/type", keyword: "type", params: { type: "array" } }];
                                            return false;
                                          }
                                        }
                                        var valid2 = _errs25 === errors;
                                      } else {
                                        var valid2 = true;
                                      }
                                      if (valid2) {
                                        if (data5.replaced !== void 0) {
                                          let data13 = data5.replaced;
                                          const _errs29 = errors;
                                          if (errors === _errs29) {
                                            if (Array.isArray(data13)) {
                                              var valid4 = true;
                                              const len2 = data13.length;
                                              for (let i2 = 0; i2 < len2; i2++) {
                                                const _errs31 = errors;
                                                if (typeof data13[i2] !== "string") {
                                                  validate20.errors = [{ instancePath: instancePath + "/installed/replaced/" + i2, schemaPath: "#/properties/installed/properties/replaced/items/type", keyword: "type", params: { type: "string" } }];
                                                  return false;
                                                }
                                                var valid4 = _errs31 === errors;
                                                if (!valid4) {
                                                  break;
                                                }
                                              }
                                            } else {
                                              validate20.errors = [{ instancePath: instancePath + "/installed/replaced", schemaPath: "#/properties/installed/properties/replaced/type", keyword: "type", params: { type: "array" } }];
                                              return false;
                                            }
                                          }
                                          var valid2 = _errs29 === errors;
                                        } else {
                                          var valid2 = true;
                                        }
                                        if (valid2) {
                                          if (data5.files !== void 0) {
                                            let data15 = data5.files;
                                            const _errs33 = errors;
                                            if (errors === _errs33) {
                                              if (Array.isArray(data15)) {
                                                var valid5 = true;
                                                const len3 = data15.length;
                                                for (let i3 = 0; i3 < len3; i3++) {
                                                  let data16 = data15[i3];
                                                  const _errs35 = errors;
                                                  if (errors === _errs35) {
                                                    if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
                                                      let missing2;
                                                      if (data16.path === void 0 && (missing2 = "path") || data16.role === void 0 && (missing2 = "role") || data16.digest === void 0 && (missing2 = "digest") || data16.state === void 0 && (missing2 = "state")) {
                                                        validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i3, schemaPath: "#/properties/installed/properties/files/items/required", keyword: "required", params: { missingProperty: missing2 } }];
                                                        return false;
                                                      } else {
                                                        const _errs37 = errors;
                                                        for (const key2 in data16) {
                                                          if (!(key2 === "path" || key2 === "role" || key2 === "digest" || key2 === "state")) {
                                                            validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i3, schemaPath: "#/properties/installed/properties/files/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 } }];
                                                            return false;
                                                            break;
                                                          }
                                                        }
                                                        if (_errs37 === errors) {
                                                          if (data16.path !== void 0) {
                                                            const _errs38 = errors;
                                                            if (typeof data16.path !== "string") {
                                                              validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i3 + "/path", schemaPath: "#/properties/installed/properties/files/items/properties/path/type", keyword: "type", params: { type: "string" } }];
                                                              return false;
                                                            }
                                                            var valid6 = _errs38 === errors;
                                                          } else {
                                                            var valid6 = true;
                                                          }
                                                          if (valid6) {
                                                            if (data16.role !== void 0) {
                                                              let data18 = data16.role;
                                                              const _errs40 = errors;
                                                              if (!(data18 === "executable" || data18 === "link" || data18 === "file" || data18 === "config" || data18 === "kubeletConfig" || data18 === "flags")) {
                                                                validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i3 + "/role", schemaPath: "#/properties/installed/properties/files/items/properties/role/enum", keyword: "enum", params: { allowedValues: schema31.properties.installed.properties.files.items.properties.role.enum } }];
                                                                return false;
                                                              }
                                                              var valid6 = _errs40 === errors;
                                                            } else {
                                                              var valid6 = true;
                                                            }
                                                            if (valid6) {
                                                              if (data16.digest !== void 0) {
                                                                let data19 = data16.digest;
                                                                const _errs41 = errors;
                                                                if (typeof data19 !== "string" && data19 !== null) {
                                                                  validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i3 + "/digest", schemaPath: "#/properties/installed/properties/files/items/properties/digest/type", keyword: "type", params: { type: schema31.properties.installed.properties.files.items.properties.digest.type } }];
                                                                  return false;
                                                                }
                                                                var valid6 = _errs41 === errors;
                                                              } else {
                                                                var valid6 = true;
                                                              }
                                                              if (valid6) {
                                                                if (data16.state !== void 0) {
                                                                  let data20 = data16.state;
                                                                  const _errs43 = errors;
                                                                  if (!(data20 === "asRecorded" || data20 === "changed" || data20 === "missing")) {
                                                                    validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i3 + "/state", schemaPath: "#/properties/installed/properties/files/items/properties/state/enum", keyword: "enum", params: { allowedValues: schema31.properties.installed.properties.files.items.properties.state.enum } }];
                                                                    return false;
                                                                  }
                                                                  var valid6 = _errs43 === errors;
                                                                } else {
                                                                  var valid6 = true;
                                                                }
                                                              }
                                                            }
                                                          }
                                                        }
                                                      }
                                                    } else {
                                                      validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i3, schemaPath: "#/properties/installed/properties/files/items/type", keyword: "type", params: { type: "object" } }];
                                                      return false;
                                                    }
                                                  }
                                                  var valid5 = _errs35 === errors;
                                                  if (!valid5) {
                                                    break;
                                                  }
                                                }
                                              } else {
                                                validate20.errors = [{ instancePath: instancePath + "/installed/files", schemaPath: "#/properties/installed/properties/files/type", keyword: "type", params: { type: "array" } }];
                                                return false;
                                              }
                                            }
                                            var valid2 = _errs33 === errors;
                                          } else {
                                            var valid2 = true;
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
                      }
                    }
                    var valid0 = _errs12 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.lastRun !== void 0) {
                      let data21 = data.lastRun;
                      const _errs44 = errors;
                      if (!(data21 && typeof data21 == "object" && !Array.isArray(data21)) && data21 !== null) {
                        validate20.errors = [{ instancePath: instancePath + "/lastRun", schemaPath: "#/properties/lastRun/type", keyword: "type", params: { type: schema31.properties.lastRun.type } }];
                        return false;
                      }
                      if (errors === _errs44) {
                        if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
                          let missing3;
                          if (data21.time === void 0 && (missing3 = "time") || data21.version === void 0 && (missing3 = "version") || data21.wanted === void 0 && (missing3 = "wanted") || data21.outcome === void 0 && (missing3 = "outcome") || data21.message === void 0 && (missing3 = "message") || data21.details === void 0 && (missing3 = "details")) {
                            validate20.errors = [{ instancePath: instancePath + "/lastRun", schemaPath: "#/properties/lastRun/required", keyword: "required", params: { missingProperty: missing3 } }];
                            return false;
                          } else {
                            const _errs46 = errors;
                            for (const key3 in data21) {
                              if (!(key3 === "time" || key3 === "version" || key3 === "wanted" || key3 === "outcome" || key3 === "message" || key3 === "details")) {
                                validate20.errors = [{ instancePath: instancePath + "/lastRun", schemaPath: "#/properties/lastRun/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 } }];
                                return false;
                                break;
                              }
                            }
                            if (_errs46 === errors) {
                              if (data21.time !== void 0) {
                                const _errs47 = errors;
                                if (typeof data21.time !== "string") {
                                  validate20.errors = [{ instancePath: instancePath + "/lastRun/time", schemaPath: "#/properties/lastRun/properties/time/type", keyword: "type", params: { type: "string" } }];
                                  return false;
                                }
                                var valid7 = _errs47 === errors;
                              } else {
                                var valid7 = true;
                              }
                              if (valid7) {
                                if (data21.version !== void 0) {
                                  const _errs49 = errors;
                                  if (typeof data21.version !== "string") {
                                    validate20.errors = [{ instancePath: instancePath + "/lastRun/version", schemaPath: "#/properties/lastRun/properties/version/type", keyword: "type", params: { type: "string" } }];
                                    return false;
                                  }
                                  var valid7 = _errs49 === errors;
                                } else {
                                  var valid7 = true;
                                }
                                if (valid7) {
                                  if (data21.wanted !== void 0) {
                                    const _errs51 = errors;
                                    if (typeof data21.wanted !== "string") {
                                      validate20.errors = [{ instancePath: instancePath + "/lastRun/wanted", schemaPath: "#/properties/lastRun/properties/wanted/type", keyword: "type", params: { type: "string" } }];
                                      return false;
                                    }
                                    var valid7 = _errs51 === errors;
                                  } else {
                                    var valid7 = true;
                                  }
                                  if (valid7) {
                                    if (data21.outcome !== void 0) {
                                      let data25 = data21.outcome;
                                      const _errs53 = errors;
                                      if (!(data25 === "installed" || data25 === "unchanged" || data25 === "refused" || data25 === "rolledBack" || data25 === "uninstalled")) {
                                        validate20.errors = [{ instancePath: instancePath + "/lastRun/outcome", schemaPath: "#/properties/lastRun/properties/outcome/enum", keyword: "enum", params: { allowedValues: schema31.properties.lastRun.properties.outcome.enum } }];
                                        return false;
                                      }
                                      var valid7 = _errs53 === errors;
                                    } else {
                                      var valid7 = true;
                                    }
                                    if (valid7) {
                                      if (data21.message !== void 0) {
                                        const _errs54 = errors;
                                        if (typeof data21.message !== "string") {
                                          validate20.errors = [{ instancePath: instancePath + "/lastRun/message", schemaPath: "#/properties/lastRun/properties/message/type", keyword: "type", params: { type: "string" } }];
                                          return false;
                                        }
                                        var valid7 = _errs54 === errors;
                                      } else {
                                        var valid7 = true;
                                      }
                                      if (valid7) {
                                        if (data21.details !== void 0) {
                                          let data27 = data21.details;
                                          const _errs56 = errors;
                                          if (errors === _errs56) {
                                            if (Array.isArray(data27)) {
                                              var valid8 = true;
                                              const len4 = data27.length;
                                              for (let i4 = 0; i4 < len4; i4++) {
                                                const _errs58 = errors;
                                                if (typeof data27[i4] !== "string") {
                                                  validate20.errors = [{ instancePath: instancePath + "/lastRun/details/" + i4, schemaPath: "#/properties/lastRun/properties/details/items/type", keyword: "type", params: { type: "string" } }];
                                                  return false;
                                                }
                                                var valid8 = _errs58 === errors;
                                                if (!valid8) {
                                                  break;
                                                }
                                              }
                                            } else {
                                              validate20.errors = [{ instancePath: instancePath + "/lastRun/details", schemaPath: "#/properties/lastRun/properties/details/type", keyword: "type", params: { type: "array" } }];
                                              return false;
                                            }
                                          }
                                          var valid7 = _errs56 === errors;
                                        } else {
                                          var valid7 = true;
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
                      var valid0 = _errs44 === errors;
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
  validateInstallStatus
};
