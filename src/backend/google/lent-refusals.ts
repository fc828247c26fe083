// How Google's services refuse, for the store that is one of them. Loaded with the first refusal.

export { readRefusal } from './refusals.ts';
