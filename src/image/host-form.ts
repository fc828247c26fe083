// The forms that the hosts of a registry have, label by label, and which patterns can match one of them.

import { commonText } from './common-text.ts';
import { matchGlob } from './go-match.ts';
import { type PatternParts, parsePattern } from './pattern-parts.ts';

/** Text as it is, or what several regular expressions (of common-text.ts) match all at once. */
export type LabelForm =
  | string
  | {
      /** For a reader: `an account of 12 digits`. */
      readonly name: string;
      readonly of: readonly string[];
      /** As a pattern for all of them; absent: `*`. */
      readonly pattern?: string;
    };

export type HostForm = readonly LabelForm[];

/** A host of the form that the pattern's matches, which has neither port nor capitals; undefined: there is none. */
function hostOfForm({ labels, port }: PatternParts, form: HostForm): string | undefined {
  if (port !== '' || labels.length !== form.length) {
    return undefined;
  }
  const found = labels.map((label, index) => labelOf(label, form[index] ?? ''));
  return found.every((label) => label !== undefined) ? found.join('.') : undefined;
}

/** Of each form that the pattern can match, a host that it matches. */
export function hostsOfForms(pattern: string, forms: readonly HostForm[]): string[] {
  const parts = parsePattern(pattern);
  return parts === undefined ? [] : forms.flatMap((form) => hostOfForm(parts, form) ?? []);
}

const known = new Map<string, string | undefined>();

function labelOf(glob: string, form: LabelForm): string | undefined {
  if (typeof form === 'string') {
    return matchGlob(glob.toLowerCase(), form) ? form : undefined;
  }
  const sources = [globSource(glob), ...form.of];
  const key = JSON.stringify(sources);
  if (!known.has(key)) {
    known.set(key, commonText(sources));
  }
  return known.get(key);
}

/** Hosts are compared in lower case; of wildcards a host's label has `*` only. */
function globSource(glob: string): string {
  return glob.toLowerCase().replace(/\*+/g, '*').split('*').map(literal).join('[a-z0-9-]*');
}

function literal(text: string): string {
  return text.replace(/[^a-z0-9-]/g, '\\$&');
}

interface NearForm {
  /** A pattern that can match. */
  readonly pattern: string;
  /** The only label that keeps the given pattern from matching, with the name of what belongs there. */
  readonly wrong?: { readonly label: string; readonly name: string };
}

/** The pattern that was probably meant, with all of the given one that can stay; undefined: it is like none. */
export function nearestForm(
  { labels, path }: PatternParts,
  forms: readonly HostForm[],
): NearForm | undefined {
  const [best] = forms
    .map((form) => align(labels, form))
    .filter(({ cost, isAlike }) => isAlike && cost <= MAX_COST)
    .sort((a, b) => a.cost - b.cost || a.wrong.length - b.wrong.length || b.names - a.names);
  if (best === undefined) {
    return undefined;
  }
  const pattern = `${best.labels.join('.')}${path}`;
  const [wrong, ...more] = best.wrong;
  return wrong === undefined || more.length > 0 || best.cost > SLIP ? { pattern } : { pattern, wrong };
}

const MAX_COST = 3;
/** A label that is missing, too many, or not written as it must be. */
const SLIP = 1;
const OTHER = 2;

interface Aligned {
  readonly cost: number;
  readonly labels: readonly string[];
  readonly wrong: readonly { readonly label: string; readonly name: string }[];
  /** How many labels of the form's own are there. */
  readonly names: number;
  /** A label that names the registry, and not only its top-level domain, is there or nearly so. */
  readonly isAlike: boolean;
}

/** The cheapest way from a pattern's labels to the form's: labels that are added, left out, or replaced. */
function align(given: readonly string[], form: HostForm): Aligned {
  let row: Aligned[] = [NONE];
  for (const label of form) {
    row.push(added(row.at(-1) as Aligned, label));
  }
  for (const label of given) {
    const next: Aligned[] = [{ ...(row[0] as Aligned), cost: (row[0] as Aligned).cost + SLIP }];
    form.forEach((wanted, j) => {
      const ways = [
        replaced(row[j] as Aligned, label, wanted, j === form.length - 1),
        added(next[j] as Aligned, wanted),
        { ...(row[j + 1] as Aligned), cost: (row[j + 1] as Aligned).cost + SLIP },
      ];
      next.push(ways.sort((a, b) => a.cost - b.cost)[0] as Aligned);
    });
    row = next;
  }
  return row.at(-1) as Aligned;
}

const NONE: Aligned = { cost: 0, labels: [], wrong: [], names: 0, isAlike: false };

function added(before: Aligned, wanted: LabelForm): Aligned {
  return { ...before, cost: before.cost + SLIP, labels: [...before.labels, patternOf(wanted)] };
}

function replaced(before: Aligned, label: string, wanted: LabelForm, isLast: boolean): Aligned {
  const { cost, labels, wrong, names, isAlike } = before;
  if (labelOf(label, wanted) !== undefined) {
    const isName = typeof wanted === 'string' && label !== '*' && !isLast;
    return {
      cost,
      labels: [...labels, typeof wanted === 'string' ? wanted : label],
      wrong,
      names: names + (typeof wanted === 'string' && label !== '*' ? 1 : 0),
      isAlike: isAlike || isName,
    };
  }
  if (typeof wanted !== 'string') {
    return {
      cost: cost + SLIP,
      labels: [...labels, patternOf(wanted)],
      wrong: [...wrong, { label, name: wanted.name }],
      names,
      isAlike,
    };
  }
  const isSlip = differsByOne(label.toLowerCase(), wanted);
  return {
    cost: cost + (isSlip ? SLIP / 2 : OTHER),
    labels: [...labels, wanted],
    wrong,
    names,
    isAlike: isAlike || (isSlip && !isLast),
  };
}

function patternOf(form: LabelForm): string {
  return typeof form === 'string' ? form : (form.pattern ?? '*');
}

/** One character more, less, or another. */
function differsByOne(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}
