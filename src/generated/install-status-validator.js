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
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "install-status.schema.json", "type": "object", "additionalProperties": false, "required": ["ok", "summary", "problems", "unseen", "kubelet", "version", "installed", "lastRun"], "properties": { "ok": { "type": "boolean" }, "summary": { "type": "string", "maxLength": 200 }, "problems": { "type": "array", "items": { "type": "string" } }, "unseen": { "type": "array", "items": { "type": "string" } }, "kubelet": { "type": ["object", "null"], "additionalProperties": false, "required": ["config", "from", "pid"], "properties": { "config": { "type": "string" }, "from": { "enum": ["process", "record", "unit"] }, "pid": { "type": ["integer", "null"] } } }, "version": { "type": "string" }, "installed": { "type": ["object", "null"], "additionalProperties": false, "required": ["version", "wanted", "profile", "kubeletConfig", "binDir", "entries", "replaced", "files"], "properties": { "version": { "type": "string" }, "wanted": { "type": "string" }, "profile": { "type": "string" }, "kubeletConfig": { "type": "string" }, "binDir": { "type": "string" }, "entries": { "type": "array", "items": { "type": "string" } }, "replaced": { "type": "array", "items": { "type": "string" } }, "files": { "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["path", "role", "digest", "state"], "properties": { "path": { "type": "string" }, "role": { "enum": ["executable", "link", "file", "config", "kubeletConfig", "flags"] }, "digest": { "type": ["string", "null"] }, "state": { "enum": ["asRecorded", "changed", "missing"] } } } } } }, "lastRun": { "type": ["object", "null"], "additionalProperties": false, "required": ["time", "version", "wanted", "outcome", "message", "details", "remaining"], "properties": { "time": { "type": "string" }, "version": { "type": "string" }, "wanted": { "type": "string" }, "outcome": { "enum": ["installed", "unchanged", "refused", "rolledBack", "uninstalled", "dryRun"] }, "message": { "type": "string" }, "details": { "type": "array", "items": { "type": "string" } }, "remaining": { "type": "array", "items": { "type": "string" } } } } } };
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
      if (data.ok === void 0 && (missing0 = "ok") || data.summary === void 0 && (missing0 = "summary") || data.problems === void 0 && (missing0 = "problems") || data.unseen === void 0 && (missing0 = "unseen") || data.kubelet === void 0 && (missing0 = "kubelet") || data.version === void 0 && (missing0 = "version") || data.installed === void 0 && (missing0 = "installed") || data.lastRun === void 0 && (missing0 = "lastRun")) {
        validate20.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "ok" || key0 === "summary" || key0 === "problems" || key0 === "unseen" || key0 === "kubelet" || key0 === "version" || key0 === "installed" || key0 === "lastRun")) {
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
                if (data.unseen !== void 0) {
                  let data4 = data.unseen;
                  const _errs10 = errors;
                  if (errors === _errs10) {
                    if (Array.isArray(data4)) {
                      var valid2 = true;
                      const len1 = data4.length;
                      for (let i1 = 0; i1 < len1; i1++) {
                        const _errs12 = errors;
                        if (typeof data4[i1] !== "string") {
                          validate20.errors = [{ instancePath: instancePath + "/unseen/" + i1, schemaPath: "#/properties/unseen/items/type", keyword: "type", params: { type: "string" } }];
                          return false;
                        }
                        var valid2 = _errs12 === errors;
                        if (!valid2) {
                          break;
                        }
                      }
                    } else {
                      validate20.errors = [{ instancePath: instancePath + "/unseen", schemaPath: "#/properties/unseen/type", keyword: "type", params: { type: "array" } }];
                      return false;
                    }
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.kubelet !== void 0) {
                    let data6 = data.kubelet;
                    const _errs14 = errors;
                    if (!(data6 && typeof data6 == "object" && !Array.isArray(data6)) && data6 !== null) {
                      validate20.errors = [{ instancePath: instancePath + "/kubelet", schemaPath: "#/properties/kubelet/type", keyword: "type", params: { type: schema31.properties.kubelet.type } }];
                      return false;
                    }
                    if (errors === _errs14) {
                      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
                        let missing1;
                        if (data6.config === void 0 && (missing1 = "config") || data6.from === void 0 && (missing1 = "from") || data6.pid === void 0 && (missing1 = "pid")) {
                          validate20.errors = [{ instancePath: instancePath + "/kubelet", schemaPath: "#/properties/kubelet/required", keyword: "required", params: { missingProperty: missing1 } }];
                          return false;
                        } else {
                          const _errs16 = errors;
                          for (const key1 in data6) {
                            if (!(key1 === "config" || key1 === "from" || key1 === "pid")) {
                              validate20.errors = [{ instancePath: instancePath + "/kubelet", schemaPath: "#/properties/kubelet/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 } }];
                              return false;
                              break;
                            }
                          }
                          if (_errs16 === errors) {
                            if (data6.config !== void 0) {
                              const _errs17 = errors;
                              if (typeof data6.config !== "string") {
                                validate20.errors = [{ instancePath: instancePath + "/kubelet/config", schemaPath: "#/properties/kubelet/properties/config/type", keyword: "type", params: { type: "string" } }];
                                return false;
                              }
                              var valid3 = _errs17 === errors;
                            } else {
                              var valid3 = true;
                            }
                            if (valid3) {
                              if (data6.from !== void 0) {
                                let data8 = data6.from;
                                const _errs19 = errors;
                                if (!(data8 === "process" || data8 === "record" || data8 === "unit")) {
                                  validate20.errors = [{ instancePath: instancePath + "/kubelet/from", schemaPath: "#/properties/kubelet/properties/from/enum", keyword: "enum", params: { allowedValues: schema31.properties.kubelet.properties.from.enum } }];
                                  return false;
                                }
                                var valid3 = _errs19 === errors;
                              } else {
                                var valid3 = true;
                              }
                              if (valid3) {
                                if (data6.pid !== void 0) {
                                  let data9 = data6.pid;
                                  const _errs20 = errors;
                                  if (!(typeof data9 == "number" && (!(data9 % 1) && !isNaN(data9)) && isFinite(data9)) && data9 !== null) {
                                    validate20.errors = [{ instancePath: instancePath + "/kubelet/pid", schemaPath: "#/properties/kubelet/properties/pid/type", keyword: "type", params: { type: schema31.properties.kubelet.properties.pid.type } }];
                                    return false;
                                  }
                                  var valid3 = _errs20 === errors;
                                } else {
                                  var valid3 = true;
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                    var valid0 = _errs14 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.version !== void 0) {
                      const _errs22 = errors;
                      if (typeof data.version !== "string") {
                        validate20.errors = [{ instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "string" } }];
                        return false;
                      }
                      var valid0 = _errs22 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.installed !== void 0) {
                        let data11 = data.installed;
                        const _errs24 = errors;
                        if (!(data11 && typeof data11 == "object" && !Array.isArray(data11)) && data11 !== null) {
                          validate20.errors = [{ instancePath: instancePath + "/installed", schemaPath: "#/properties/installed/type", keyword: "type", params: { type: schema31.properties.installed.type } }];
                          return false;
                        }
                        if (errors === _errs24) {
                          if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
                            let missing2;
                            if (data11.version === void 0 && (missing2 = "version") || data11.wanted === void 0 && (missing2 = "wanted") || data11.profile === void 0 && (missing2 = "profile") || data11.kubeletConfig === void 0 && (missing2 = "kubeletConfig") || data11.binDir === void 0 && (missing2 = "binDir") || data11.entries === void 0 && (missing2 = "entries") || data11.replaced === void 0 && (missing2 = "replaced") || data11.files === void 0 && (missing2 = "files")) {
                              validate20.errors = [{ instancePath: instancePath + "/installed", schemaPath: "#/properties/installed/required", keyword: "required", params: { missingProperty: missing2 } }];
                              return false;
                            } else {
                              const _errs26 = errors;
                              for (const key2 in data11) {
                                if (!(key2 === "version" || key2 === "wanted" || key2 === "profile" || key2 === "kubeletConfig" || key2 === "binDir" || key2 === "entries" || key2 === "replaced" || key2 === "files")) {
                                  validate20.errors = [{ instancePath: instancePath + "/installed", schemaPath: "#/properties/installed/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 } }];
                                  return false;
                                  break;
                                }
                              }
                              if (_errs26 === errors) {
                                if (data11.version !== void 0) {
                                  const _errs27 = errors;
                                  if (typeof data11.version !== "string") {
                                    validate20.errors = [{ instancePath: instancePath + "/installed/version", schemaPath: "#/properties/installed/properties/version/type", keyword: "type", params: { type: "string" } }];
                                    return false;
                                  }
                                  var valid4 = _errs27 === errors;
                                } else {
                                  var valid4 = true;
                                }
                                if (valid4) {
                                  if (data11.wanted !== void 0) {
                                    const _errs29 = errors;
                                    if (typeof data11.wanted !== "string") {
                                      validate20.errors = [{ instancePath: instancePath + "/installed/wanted", schemaPath: "#/properties/installed/properties/wanted/type", keyword: "type", params: { type: "string" } }];
                                      return false;
                                    }
                                    var valid4 = _errs29 === errors;
                                  } else {
                                    var valid4 = true;
                                  }
                                  if (valid4) {
                                    if (data11.profile !== void 0) {
                                      const _errs31 = errors;
                                      if (typeof data11.profile !== "string") {
                                        validate20.errors = [{ instancePath: instancePath + "/installed/profile", schemaPath: "#/properties/installed/properties/profile/type", keyword: "type", params: { type: "string" } }];
                                        return false;
                                      }
                                      var valid4 = _errs31 === errors;
                                    } else {
                                      var valid4 = true;
                                    }
                                    if (valid4) {
                                      if (data11.kubeletConfig !== void 0) {
                                        const _errs33 = errors;
                                        if (typeof data11.kubeletConfig !== "string") {
                                          validate20.errors = [{ instancePath: instancePath + "/installed/kubeletConfig", schemaPath: "#/properties/installed/properties/kubeletConfig/type", keyword: "type", params: { type: "string" } }];
                                          return false;
                                        }
                                        var valid4 = _errs33 === errors;
                                      } else {
                                        var valid4 = true;
                                      }
                                      if (valid4) {
                                        if (data11.binDir !== void 0) {
                                          const _errs35 = errors;
                                          if (typeof data11.binDir !== "string") {
                                            validate20.errors = [{ instancePath: instancePath + "/installed/binDir", schemaPath: "#/properties/installed/properties/binDir/type", keyword: "type", params: { type: "string" } }];
                                            return false;
                                          }
                                          var valid4 = _errs35 === errors;
                                        } else {
                                          var valid4 = true;
                                        }
                                        if (valid4) {
                                          if (data11.entries !== void 0) {
                                            let data17 = data11.entries;
                                            const _errs37 = errors;
                                            if (errors === _errs37) {
                                              if (Array.isArray(data17)) {
                                                var valid5 = true;
                                                const len2 = data17.length;
                                                for (let i2 = 0; i2 < len2; i2++) {
                                                  const _errs39 = errors;
                                                  if (typeof data17[i2] !== "string") {
                                                    validate20.errors = [{ instancePath: instancePath + "/installed/entries/" + i2, schemaPath: "#/properties/installed/properties/entries/items/type", keyword: "type", params: { type: "string" } }];
                                                    return false;
                                                  }
                                                  var valid5 = _errs39 === errors;
                                                  if (!valid5) {
                                                    break;
                                                  }
                                                }
                                              } else {
                                                validate20.errors = [{ instancePath: instancePath + "/installed/entries", schemaPath: "#/properties/installed/properties/entries/type", keyword: "type", params: { type: "array" } }];
                                                return false;
                                              }
                                            }
                                            var valid4 = _errs37 === errors;
                                          } else {
                                            var valid4 = true;
                                          }
                                          if (valid4) {
                                            if (data11.replaced !== void 0) {
                                              let data19 = data11.replaced;
                                              const _errs41 = errors;
                                              if (errors === _errs41) {
                                                if (Array.isArray(data19)) {
                                                  var valid6 = true;
                                                  const len3 = data19.length;
                                                  for (let i3 = 0; i3 < len3; i3++) {
                                                    const _errs43 = errors;
                                                    if (typeof data19[i3] !== "string") {
                                                      validate20.errors = [{ instancePath: instancePath + "/installed/replaced/" + i3, schemaPath: "#/properties/installed/properties/replaced/items/type", keyword: "type", params: { type: "string" } }];
                                                      return false;
                                                    }
                                                    var valid6 = _errs43 === errors;
                                                    if (!valid6) {
                                                      break;
                                                    }
                                                  }
                                                } else {
                                                  validate20.errors = [{ instancePath: instancePath + "/installed/replaced", schemaPath: "#/properties/installed/properties/replaced/type", keyword: "type", params: { type: "array" } }];
                                                  return false;
                                                }
                                              }
                                              var valid4 = _errs41 === errors;
                                            } else {
                                              var valid4 = true;
                                            }
                                            if (valid4) {
                                              if (data11.files !== void 0) {
                                                let data21 = data11.files;
                                                const _errs45 = errors;
                                                if (errors === _errs45) {
                                                  if (Array.isArray(data21)) {
                                                    var valid7 = true;
                                                    const len4 = data21.length;
                                                    for (let i4 = 0; i4 < len4; i4++) {
                                                      let data22 = data21[i4];
                                                      const _errs47 = errors;
                                                      if (errors === _errs47) {
                                                        if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
                                                          let missing3;
                                                          if (data22.path === void 0 && (missing3 = "path") || data22.role === void 0 && (missing3 = "role") || data22.digest === void 0 && (missing3 = "digest") || data22.state === void 0 && (missing3 = "state")) {
                                                            validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i4, schemaPath: "#/properties/installed/properties/files/items/required", keyword: "required", params: { missingProperty: missing3 } }];
                                                            return false;
                                                          } else {
                                                            const _errs49 = errors;
                                                            for (const key3 in data22) {
                                                              if (!(key3 === "path" || key3 === "role" || key3 === "digest" || key3 === "state")) {
                                                                validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i4, schemaPath: "#/properties/installed/properties/files/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 } }];
                                                                return false;
                                                                break;
                                                              }
                                                            }
                                                            if (_errs49 === errors) {
                                                              if (data22.path !== void 0) {
                                                                const _errs50 = errors;
                                                                if (typeof data22.path !== "string") {
                                                                  validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i4 + "/path", schemaPath: "#/properties/installed/properties/files/items/properties/path/type", keyword: "type", params: { type: "string" } }];
                                                                  return false;
                                                                }
                                                                var valid8 = _errs50 === errors;
                                                              } else {
                                                                var valid8 = true;
                                                              }
                                                              if (valid8) {
                                                                if (data22.role !== void 0) {
                                                                  let data24 = data22.role;
                                                                  const _errs52 = errors;
                                                                  if (!(data24 === "executable" || data24 === "link" || data24 === "file" || data24 === "config" || data24 === "kubeletConfig" || data24 === "flags")) {
                                                                    validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i4 + "/role", schemaPath: "#/properties/installed/properties/files/items/properties/role/enum", keyword: "enum", params: { allowedValues: schema31.properties.installed.properties.files.items.properties.role.enum } }];
                                                                    return false;
                                                                  }
                                                                  var valid8 = _errs52 === errors;
                                                                } else {
                                                                  var valid8 = true;
                                                                }
                                                                if (valid8) {
                                                                  if (data22.digest !== void 0) {
                                                                    let data25 = data22.digest;
                                                                    const _errs53 = errors;
                                                                    if (typeof data25 !== "string" && data25 !== null) {
                                                                      validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i4 + "/digest", schemaPath: "#/properties/installed/properties/files/items/properties/digest/type", keyword: "type", params: { type: schema31.properties.installed.properties.files.items.properties.digest.type } }];
                                                                      return false;
                                                                    }
                                                                    var valid8 = _errs53 === errors;
                                                                  } else {
                                                                    var valid8 = true;
                                                                  }
                                                                  if (valid8) {
                                                                    if (data22.state !== void 0) {
                                                                      let data26 = data22.state;
                                                                      const _errs55 = errors;
                                                                      if (!(data26 === "asRecorded" || data26 === "changed" || data26 === "missing")) {
                                                                        validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i4 + "/state", schemaPath: "#/properties/installed/properties/files/items/properties/state/enum", keyword: "enum", params: { allowedValues: schema31.properties.installed.properties.files.items.properties.state.enum } }];
                                                                        return false;
                                                                      }
                                                                      var valid8 = _errs55 === errors;
                                                                    } else {
                                                                      var valid8 = true;
                                                                    }
                                                                  }
                                                                }
                                                              }
                                                            }
                                                          }
                                                        } else {
                                                          validate20.errors = [{ instancePath: instancePath + "/installed/files/" + i4, schemaPath: "#/properties/installed/properties/files/items/type", keyword: "type", params: { type: "object" } }];
                                                          return false;
                                                        }
                                                      }
                                                      var valid7 = _errs47 === errors;
                                                      if (!valid7) {
                                                        break;
                                                      }
                                                    }
                                                  } else {
                                                    validate20.errors = [{ instancePath: instancePath + "/installed/files", schemaPath: "#/properties/installed/properties/files/type", keyword: "type", params: { type: "array" } }];
                                                    return false;
                                                  }
                                                }
                                                var valid4 = _errs45 === errors;
                                              } else {
                                                var valid4 = true;
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
                        var valid0 = _errs24 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.lastRun !== void 0) {
                          let data27 = data.lastRun;
                          const _errs56 = errors;
                          if (!(data27 && typeof data27 == "object" && !Array.isArray(data27)) && data27 !== null) {
                            validate20.errors = [{ instancePath: instancePath + "/lastRun", schemaPath: "#/properties/lastRun/type", keyword: "type", params: { type: schema31.properties.lastRun.type } }];
                            return false;
                          }
                          if (errors === _errs56) {
                            if (data27 && typeof data27 == "object" && !Array.isArray(data27)) {
                              let missing4;
                              if (data27.time === void 0 && (missing4 = "time") || data27.version === void 0 && (missing4 = "version") || data27.wanted === void 0 && (missing4 = "wanted") || data27.outcome === void 0 && (missing4 = "outcome") || data27.message === void 0 && (missing4 = "message") || data27.details === void 0 && (missing4 = "details") || data27.remaining === void 0 && (missing4 = "remaining")) {
                                validate20.errors = [{ instancePath: instancePath + "/lastRun", schemaPath: "#/properties/lastRun/required", keyword: "required", params: { missingProperty: missing4 } }];
                                return false;
                              } else {
                                const _errs58 = errors;
                                for (const key4 in data27) {
                                  if (!(key4 === "time" || key4 === "version" || key4 === "wanted" || key4 === "outcome" || key4 === "message" || key4 === "details" || key4 === "remaining")) {
                                    validate20.errors = [{ instancePath: instancePath + "/lastRun", schemaPath: "#/properties/lastRun/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 } }];
                                    return false;
                                    break;
                                  }
                                }
                                if (_errs58 === errors) {
                                  if (data27.time !== void 0) {
                                    const _errs59 = errors;
                                    if (typeof data27.time !== "string") {
                                      validate20.errors = [{ instancePath: instancePath + "/lastRun/time", schemaPath: "#/properties/lastRun/properties/time/type", keyword: "type", params: { type: "string" } }];
                                      return false;
                                    }
                                    var valid9 = _errs59 === errors;
                                  } else {
                                    var valid9 = true;
                                  }
                                  if (valid9) {
                                    if (data27.version !== void 0) {
                                      const _errs61 = errors;
                                      if (typeof data27.version !== "string") {
                                        validate20.errors = [{ instancePath: instancePath + "/lastRun/version", schemaPath: "#/properties/lastRun/properties/version/type", keyword: "type", params: { type: "string" } }];
                                        return false;
                                      }
                                      var valid9 = _errs61 === errors;
                                    } else {
                                      var valid9 = true;
                                    }
                                    if (valid9) {
                                      if (data27.wanted !== void 0) {
                                        const _errs63 = errors;
                                        if (typeof data27.wanted !== "string") {
                                          validate20.errors = [{ instancePath: instancePath + "/lastRun/wanted", schemaPath: "#/properties/lastRun/properties/wanted/type", keyword: "type", params: { type: "string" } }];
                                          return false;
                                        }
                                        var valid9 = _errs63 === errors;
                                      } else {
                                        var valid9 = true;
                                      }
                                      if (valid9) {
                                        if (data27.outcome !== void 0) {
                                          let data31 = data27.outcome;
                                          const _errs65 = errors;
                                          if (!(data31 === "installed" || data31 === "unchanged" || data31 === "refused" || data31 === "rolledBack" || data31 === "uninstalled" || data31 === "dryRun")) {
                                            validate20.errors = [{ instancePath: instancePath + "/lastRun/outcome", schemaPath: "#/properties/lastRun/properties/outcome/enum", keyword: "enum", params: { allowedValues: schema31.properties.lastRun.properties.outcome.enum } }];
                                            return false;
                                          }
                                          var valid9 = _errs65 === errors;
                                        } else {
                                          var valid9 = true;
                                        }
                                        if (valid9) {
                                          if (data27.message !== void 0) {
                                            const _errs66 = errors;
                                            if (typeof data27.message !== "string") {
                                              validate20.errors = [{ instancePath: instancePath + "/lastRun/message", schemaPath: "#/properties/lastRun/properties/message/type", keyword: "type", params: { type: "string" } }];
                                              return false;
                                            }
                                            var valid9 = _errs66 === errors;
                                          } else {
                                            var valid9 = true;
                                          }
                                          if (valid9) {
                                            if (data27.details !== void 0) {
                                              let data33 = data27.details;
                                              const _errs68 = errors;
                                              if (errors === _errs68) {
                                                if (Array.isArray(data33)) {
                                                  var valid10 = true;
                                                  const len5 = data33.length;
                                                  for (let i5 = 0; i5 < len5; i5++) {
                                                    const _errs70 = errors;
                                                    if (typeof data33[i5] !== "string") {
                                                      validate20.errors = [{ instancePath: instancePath + "/lastRun/details/" + i5, schemaPath: "#/properties/lastRun/properties/details/items/type", keyword: "type", params: { type: "string" } }];
                                                      return false;
                                                    }
                                                    var valid10 = _errs70 === errors;
                                                    if (!valid10) {
                                                      break;
                                                    }
                                                  }
                                                } else {
                                                  validate20.errors = [{ instancePath: instancePath + "/lastRun/details", schemaPath: "#/properties/lastRun/properties/details/type", keyword: "type", params: { type: "array" } }];
                                                  return false;
                                                }
                                              }
                                              var valid9 = _errs68 === errors;
                                            } else {
                                              var valid9 = true;
                                            }
                                            if (valid9) {
                                              if (data27.remaining !== void 0) {
                                                let data35 = data27.remaining;
                                                const _errs72 = errors;
                                                if (errors === _errs72) {
                                                  if (Array.isArray(data35)) {
                                                    var valid11 = true;
                                                    const len6 = data35.length;
                                                    for (let i6 = 0; i6 < len6; i6++) {
                                                      const _errs74 = errors;
                                                      if (typeof data35[i6] !== "string") {
                                                        validate20.errors = [{ instancePath: instancePath + "/lastRun/remaining/" + i6, schemaPath: "#/properties/lastRun/properties/remaining/items/type", keyword: "type", params: { type: "string" } }];
                                                        return false;
                                                      }
                                                      var valid11 = _errs74 === errors;
                                                      if (!valid11) {
                                                        break;
                                                      }
                                                    }
                                                  } else {
                                                    validate20.errors = [{ instancePath: instancePath + "/lastRun/remaining", schemaPath: "#/properties/lastRun/properties/remaining/type", keyword: "type", params: { type: "array" } }];
                                                    return false;
                                                  }
                                                }
                                                var valid9 = _errs72 === errors;
                                              } else {
                                                var valid9 = true;
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
                          var valid0 = _errs56 === errors;
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
