// What happens in each round of the soak: the same steps for the same seed and number.

import type { Misbehaviour } from '../clouds/misbehaviour.ts';
import { createRandom, type Random } from '../kubelet/random.ts';

/** Numbers stand for whom or what there is at the time: of so many, the one at the number's remainder. */
export type Step =
  /** So many pulls at once of images of one subject. */
  | { readonly kind: 'pull'; readonly subject: number; readonly image: number; readonly count: number }
  /** By SIGKILL, one of the runs that go on. */
  | { readonly kind: 'kill'; readonly victim: number; readonly afterMs: number }
  /** By SIGSTOP, until it may go on. */
  | { readonly kind: 'freeze'; readonly victim: number; readonly ms: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'clock'; readonly ms: number }
  /** To so long before the end of the credential that a subject was given last; then it pulls. */
  | {
      readonly kind: 'clockToEnd';
      readonly subject: number;
      readonly ms: number;
      readonly image: number;
      readonly count: number;
    }
  | { readonly kind: 'fault'; readonly service: number; readonly misbehaviour: Misbehaviour }
  | { readonly kind: 'heal' }
  /** `cache clear`, of one subject's registry or of all. */
  | { readonly kind: 'clear'; readonly subject: number | undefined }
  | { readonly kind: 'explain'; readonly subject: number }
  | { readonly kind: 'directory'; readonly becomes: DirectoryState }
  | { readonly kind: 'entry'; readonly victim: number; readonly other: number; readonly becomes: EntryState }
  /** What killed runs have left looks older than it is. */
  | { readonly kind: 'age' };

/** What becomes of the cache's directory, or of the disk below it. */
export const DIRECTORY_STATES = [
  'removed',
  'readOnly',
  'full',
  'openToOthers',
  'file',
  'symlink',
  'mended',
] as const;
export type DirectoryState = (typeof DIRECTORY_STATES)[number];

/** What becomes of an entry; `foreign`: it gets the content of another one. */
export const ENTRY_STATES = [
  'torn',
  'empty',
  'garbage',
  'foreign',
  'openToOthers',
  'symlink',
  'directory',
] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

const STEPS_IN_ROUND = 80;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const CLOCK_STEPS = [
  SECOND,
  30 * SECOND,
  90 * SECOND,
  10 * MINUTE,
  40 * MINUTE,
  3 * HOUR,
  13 * HOUR,
  72 * HOUR,
];

/** All but the first within the time in which a credential of any subject is due. */
const BEFORE_END = [-SECOND, SECOND, 30 * SECOND, 5 * MINUTE, 10 * MINUTE];

const FAULTS: readonly Misbehaviour[] = [
  { kind: 'reset' },
  { kind: 'failing', status: 500 },
  { kind: 'failing', status: 503, retryAfter: '1' },
  { kind: 'throttled' },
  { kind: 'throttled', retryAfter: '2' },
  { kind: 'refusing', status: 403, code: 'AccessDeniedException', message: 'refused by the soak' },
  { kind: 'torn' },
  { kind: 'dripping', msPerByte: 20 },
  { kind: 'blackHole' },
  { kind: 'late', ms: 400 },
  { kind: 'page' },
  { kind: 'empty' },
  { kind: 'oversized' },
  { kind: 'redirecting', to: 'https://elsewhere.example/?token=canary' },
];

type Make = (random: Random) => Step;

/** With how often each comes, of all. */
const KINDS: readonly (readonly [weight: number, make: Make])[] = [
  [
    34,
    ({ integer, chance }) => ({
      kind: 'pull',
      subject: integer(0, 999),
      image: integer(0, 9),
      count: chance(0.15) ? integer(6, 12) : integer(1, 4),
    }),
  ],
  [14, ({ integer }) => ({ kind: 'kill', victim: integer(0, 999), afterMs: integer(0, 120) })],
  [3, ({ integer }) => ({ kind: 'freeze', victim: integer(0, 999), ms: integer(100, 1_500) })],
  [10, ({ integer }) => ({ kind: 'wait', ms: integer(5, 250) })],
  [8, ({ pick, chance }) => ({ kind: 'clock', ms: pick(CLOCK_STEPS) * (chance(0.4) ? -1 : 1) })],
  [
    6,
    ({ integer, pick }) => ({
      kind: 'clockToEnd',
      subject: integer(0, 999),
      ms: pick(BEFORE_END),
      image: integer(0, 9),
      count: integer(1, 4),
    }),
  ],
  [
    8,
    ({ integer, pick }) => ({
      kind: 'fault',
      service: integer(0, 999),
      misbehaviour: { ...pick(FAULTS), times: integer(1, 6) },
    }),
  ],
  [4, () => ({ kind: 'heal' })],
  [4, ({ integer, chance }) => ({ kind: 'clear', subject: chance(0.6) ? integer(0, 999) : undefined })],
  [2, ({ integer }) => ({ kind: 'explain', subject: integer(0, 999) })],
  [
    6,
    ({ pick, chance }) => ({
      kind: 'directory',
      becomes: chance(0.45) ? 'mended' : pick(DIRECTORY_STATES),
    }),
  ],
  [
    5,
    ({ integer, pick }) => ({
      kind: 'entry',
      victim: integer(0, 999),
      other: integer(0, 999),
      becomes: pick(ENTRY_STATES),
    }),
  ],
  [2, () => ({ kind: 'age' })],
];

const WEIGHT = KINDS.reduce((sum, [weight]) => sum + weight, 0);

export function planRound(seed: number, round: number): readonly Step[] {
  const random = createRandom(seed * 1_000_003 + round);
  return random.list(STEPS_IN_ROUND, STEPS_IN_ROUND, () => {
    let left = random.integer(1, WEIGHT);
    const [, make] = KINDS.find(([weight]) => {
      left -= weight;
      return left <= 0;
    }) as (typeof KINDS)[number];
    return make(random);
  });
}
