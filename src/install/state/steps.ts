// The points of a run between which nothing else of it is on the disk: at each the tests kill it.

export const STEPS = [
  // A change of the node, in this order.
  'announced',
  'folderMade',
  'staged',
  'originalKept',
  'checked',
  'asideKept',
  'begun',
  'switched',
  'restarted',
  'well',
  'committed',
  // After it.
  'recorded',
  'swept',
  'asideRemoved',
  'originalDropped',
  'ended',
  // Going back.
  'undoing',
  'undone',
  'restartedAgain',
  'wellAgain',
  'stagedRemoved',
  'folderRemoved',
  'stateRemoved',
] as const;

export type Step = (typeof STEPS)[number];
