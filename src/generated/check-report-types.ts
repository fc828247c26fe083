// Generated from schemas/check-report.schema.json by scripts/generate.mjs. Do not edit.

/**
 * What `check --output json` prints: what was checked, and what was found.
 */
export interface CheckReport {
  kubelet: CheckedKubelet;
  /**
   * Configurations of this plugin that were checked: paths of files, or `built-in`.
   */
  configs: string[];
  /**
   * Errors first, then warnings, then notes.
   */
  findings: Finding[];
  /**
   * Number of errors.
   */
  errors: number;
  /**
   * Number of warnings.
   */
  warnings: number;
  /**
   * Number of notes.
   */
  notes: number;
}
/**
 * The kubelet that was assumed.
 */
export interface CheckedKubelet {
  /**
   * Its release, such as `1.37`.
   */
  release: string;
  /**
   * Where the release is from: the option, the kubelet that runs here, the record of the last install, the executable that its unit starts, or nowhere (the newest that we know).
   */
  releaseFrom: 'option' | 'running' | 'record' | 'unit' | 'assumed';
  /**
   * Its credential provider configuration, a file or a directory; null: none is known.
   */
  config: string | null;
  /**
   * What says where that configuration is: the option, the flags of the kubelet's process, the record of the last install, or the kubelet's unit and the files of its flags; null: nothing.
   */
  configFrom: 'option' | 'process' | 'record' | 'unit' | null;
  /**
   * The same in words, with the process or file.
   */
  configSource: string | null;
  /**
   * The files that it reads, in its order.
   */
  files: string[];
  /**
   * Its directory of executables; null: not known.
   */
  binDir: string | null;
}
/**
 * One thing that is wrong, or that should be known.
 */
export interface Finding {
  /**
   * Which kind of finding; docs/check.md has a row for each.
   */
  code:
    | 'kubelet-own-config'
    | 'kubelet-config-unreadable'
    | 'kubelet-config-syntax'
    | 'kubelet-config-kind'
    | 'kubelet-config-unknown-field'
    | 'kubelet-config-repeated-field'
    | 'kubelet-config-type'
    | 'kubelet-config-no-providers'
    | 'provider-name'
    | 'provider-name-repeated'
    | 'provider-api-version'
    | 'provider-match-images'
    | 'provider-cache-duration'
    | 'provider-token-attributes'
    | 'provider-executable'
    | 'kubelet-flags'
    | 'executable-architecture'
    | 'executable-does-not-start'
    | 'writable-by-others'
    | 'config-invalid'
    | 'config-unreadable'
    | 'file-unreadable'
    | 'host-refused'
    | 'setting-contradicts-registry'
    | 'setting-contradicts-secret'
    | 'provider-arguments'
    | 'tokens-missing'
    | 'kubelet-document-ignored'
    | 'pattern-never-matches'
    | 'provider-overlap'
    | 'provider-not-ours'
    | 'provider-config-differs'
    | 'provider-without-rule'
    | 'rule-not-asked'
    | 'rule-shadowed'
    | 'pattern-shadowed'
    | 'secret-readable-by-others'
    | 'login-odd'
    | 'served-as-node'
    | 'images-open'
    | 'token-cache-type'
    | 'token-audience'
    | 'annotation-not-sent'
    | 'continue-without-next'
    | 'chain-order'
    | 'chain-by-entries'
    | 'mirror-sees-credential'
    | 'mirror-gets-no-credential'
    | 'tokens-unused'
    | 'default-cache-duration'
    | 'kubelet-release-assumed'
    | 'kubelet-config-not-found'
    | 'kubelet-executables-unknown';
  /**
   * `error`: the kubelet does not start, a pull fails, or the node can be taken over. `warning`: something does not do what it says. `note`: good to know.
   */
  severity: 'error' | 'warning' | 'note';
  /**
   * The file or folder that it is about.
   */
  file?: string;
  /**
   * The line in that file, from 1.
   */
  line?: number;
  /**
   * The place in that file, such as `providers[0].matchImages[2]`.
   */
  path?: string;
  /**
   * What is the case.
   */
  what: string;
  /**
   * Why it matters.
   */
  why: string;
  /**
   * What to do.
   */
  remedy: string;
}
