export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  /** By path without a leading slash; of links, what they lead to in the same package. */
  readonly files: ReadonlyMap<string, { readonly content: Buffer; readonly date: Date }>;
}

export function newestPackages(
  suite: string,
  architecture: string,
  names: readonly string[],
): readonly object[];
export function unpackPackages(pins: readonly object[]): Promise<readonly DebianPackage[]>;
