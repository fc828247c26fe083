// What the configuration knows of one backend: each backend's file beside this one exports such a value.

import type { BackendKind } from '../generated/backends.ts';
import type { Mistake } from '../yaml/mistake.ts';
import type { BackendConfigs } from './config.ts';
import type { Section, SoundRule } from './sound.ts';

export interface BackendSection<K extends BackendKind> {
  /** A valid section, as the backend wants it. */
  readonly normalise: (section: Section<K>) => BackendConfigs[K];
  readonly checks: readonly SectionCheck<K>[];
}

/** What a schema cannot say of the section. The paths of its mistakes begin in the section. */
export type SectionCheck<K extends BackendKind> = (
  section: Partial<Section<K>>,
  rule: SoundRule,
) => readonly (Mistake | undefined)[];
