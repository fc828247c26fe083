// Generated from schemas/install-status.schema.json by scripts/generate.mjs. Do not edit.

/**
 * What `status --output json` prints.
 */
export interface InstallStatus {
  /**
   * Whether the node has what was wanted last, the kubelet has read it, and nothing that was checked is wrong; then the exit code is 0.
   */
  ok: boolean;
  /**
   * One line of at most 200 characters; the first problem, if there is any.
   */
  summary: string;
  /**
   * Why the node does not have what the last run should have installed, the gravest first.
   */
  problems: string[];
  /**
   * What could not be checked, and therefore is not reported as correct.
   */
  unseen: string[];
  /**
   * Where the kubelet has its configuration of its providers; null: nothing says.
   */
  kubelet: {
    /**
     * A file or a folder.
     */
    config: string;
    /**
     * What said so: the flags of the kubelet that runs, the record of the last install, or the kubelet's unit and the files of its flags.
     */
    from: 'process' | 'record' | 'unit';
    /**
     * Of the kubelet that runs; null: none that can be seen.
     */
    pid: number | null;
  } | null;
  /**
   * Of the executable that was asked, which is the one that is wanted.
   */
  version: string;
  /**
   * What is ours on the node; null: nothing.
   */
  installed: {
    /**
     * Of the executable that is installed.
     */
    version: string;
    /**
     * SHA-256 over all that was wanted: executable, rules, files, entries.
     */
    wanted: string;
    /**
     * How the node's kubelet is set up.
     */
    profile: string;
    /**
     * The kubelet's configuration of its providers, a file or a folder.
     */
    kubeletConfig: string;
    /**
     * Folder of the kubelet's providers.
     */
    binDir: string;
    /**
     * Names of this plugin's entries in the kubelet's configuration: the executable's, and those of the links to it.
     */
    entries: string[];
    /**
     * Names of entries of others that were taken out.
     */
    replaced: string[];
    /**
     * Files and links of the node that install placed or changed.
     */
    files: InstalledFile[];
  } | null;
  /**
   * How the last run of install or uninstall ended; null: none is known.
   */
  lastRun: {
    /**
     * RFC 3339.
     */
    time: string;
    /**
     * Of the executable that ran.
     */
    version: string;
    /**
     * SHA-256 over all that was wanted; empty: it was not known yet.
     */
    wanted: string;
    /**
     * refused and rolledBack: the node is as it was before. dryRun: nothing was changed, and the run would not be refused.
     */
    outcome: 'installed' | 'unchanged' | 'refused' | 'rolledBack' | 'uninstalled' | 'dryRun';
    /**
     * What happened, why, and what to do.
     */
    message: string;
    /**
     * Findings, and the kubelet's log lines.
     */
    details: string[];
    /**
     * What was left to do by hand, such as a grant in the cluster; whether it is done by now was not checked.
     */
    remaining: string[];
  } | null;
}
export interface InstalledFile {
  /**
   * Absolute, on the node.
   */
  path: string;
  /**
   * What it is to this plugin or to the kubelet.
   */
  role: 'executable' | 'link' | 'file' | 'config' | 'kubeletConfig' | 'flags';
  /**
   * SHA-256 of the content that install left; null for a link.
   */
  digest: string | null;
  /**
   * Whether it is still as install left it.
   */
  state: 'asRecorded' | 'changed' | 'missing';
}
