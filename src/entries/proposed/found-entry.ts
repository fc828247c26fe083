// An entry of the kubelet's, as the proposals read it.

import type { Provider } from '../../kubelet/config/load.ts';
import type { Path } from '../../yaml/path.ts';
import { argumentsOf, type EntryArgument } from '../replaced/arguments.ts';

export class FoundEntry {
  readonly provider: Provider;
  readonly args: readonly EntryArgument[];
  readonly #names: Set<string>;

  /** @param names of rules that are taken; those that this entry takes are added */
  constructor(provider: Provider, names: Set<string>) {
    this.provider = provider;
    this.args = argumentsOf(provider.args);
    this.#names = names;
  }

  /** A name that no other rule has: the given one, or that with a number. */
  ruleName(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#names.has(name); number += 1) name = `${wanted}-${number}`;
    this.#names.add(name);
    return name;
  }

  /** Undefined where the entry does not set it, or to nothing. */
  variable(name: string): string | undefined {
    return this.provider.env.findLast((variable) => variable.name === name)?.value || undefined;
  }

  variableField(name: string): Path {
    return ['env', this.provider.env.findLastIndex((variable) => variable.name === name)];
  }

  /** The argument with this flag; of several the last. */
  flag(name: string): EntryArgument | undefined {
    return this.args.findLast(({ flag }) => flag === name);
  }

  get audience(): string | undefined {
    return this.provider.tokenAttributes?.serviceAccountTokenAudience;
  }

  /** Whether every request has the token of a service account with this annotation. */
  requires(annotation: string): boolean {
    return this.provider.tokenAttributes?.requiredServiceAccountAnnotationKeys.includes(annotation) ?? false;
  }

  /** Whether the annotation is sent where a service account has it. */
  sends(annotation: string): boolean {
    const optional = this.provider.tokenAttributes?.optionalServiceAccountAnnotationKeys;
    return this.requires(annotation) || (optional?.includes(annotation) ?? false);
  }
}
