// The patterns of an entry that is replaced.

import { quote } from '../../escape.ts';
import type { FoundPattern, PatternIndex } from '../../image/pattern-index.ts';
import type { Counterparts } from './counterparts.ts';
import { hasCounterpart, hasNone, type Judged } from './judged.ts';

export function judgePattern(pattern: string, { rules, rulesForAll, staying }: Counterparts): Judged {
  const what = `pattern ${quote(pattern)}`;
  const rule = firstCoveringAll(rulesForAll, pattern);
  if (rule !== undefined) {
    return hasCounterpart(what, `rule ${quote(rule.value.name)}`);
  }
  const other = staying.firstCovering(pattern);
  if (other !== undefined) {
    return hasCounterpart(what, `entry ${quote(other.value)}, which stays`);
  }
  if (/\.azurecr\.de(?:\/|$)/.test(pattern)) {
    return hasCounterpart(what, 'none is needed: that cloud was closed in 2021');
  }
  const narrow = firstCoveringAll(rules, pattern);
  if (narrow !== undefined) {
    return hasNone(what, `rule ${quote(narrow.value.name)} is for some service accounts only`);
  }
  const [some] = rules.overlapping([pattern]);
  return hasNone(
    what,
    some !== undefined
      ? `rule ${quote(some.value.name)} matches only a part of its images`
      : 'add it to matchImages of a rule',
  );
}

/** Every registry of Artifact Registry under pkg.dev that has images is a LOCATION-docker.pkg.dev. */
function firstCoveringAll<T>(index: PatternIndex<T>, pattern: string): FoundPattern<T> | undefined {
  const found = [...(pattern === '*.pkg.dev' ? ['*-docker.pkg.dev'] : []), pattern].flatMap(
    (narrow) => index.firstCovering(narrow) ?? [],
  );
  return found.toSorted((a, b) => a.order - b.order)[0];
}
