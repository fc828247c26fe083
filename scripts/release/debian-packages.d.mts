export interface Pin {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly source: string;
  readonly archive: string;
  readonly path: string;
  readonly sha256: string;
}

export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  /** By path without a leading slash; of links, what they lead to in the same package. */
  readonly files: ReadonlyMap<string, { readonly content: Buffer; readonly date: Date }>;
}

export interface Origin {
  /** As in the addresses of snapshot.debian.org. */
  readonly pinnedAt: string;
  /** Undefined: the mirrors of this machine. */
  readonly fetchFrom?: string;
}

export function newestPackages(suite: string, architecture: string, names: readonly string[]): readonly Pin[];
export function unpackPackages(pins: readonly Pin[], origin?: Origin): Promise<readonly DebianPackage[]>;
