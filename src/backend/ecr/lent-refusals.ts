// How the services that give an identity of AWS refuse, for the stores that are asked by it. Loaded with the first refusal.

export { KEYS } from './refusal-table.ts';
export { REFUSALS, readRefusal } from './refusals.ts';
