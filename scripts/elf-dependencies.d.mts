export interface Dependencies {
  readonly libraries: readonly string[];
  /** Such as `GLIBC_2.17`. */
  readonly versions: readonly string[];
}

export function readDependencies(elf: Buffer): Dependencies;
