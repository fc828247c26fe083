// How the services that give an identity of Azure refuse, for the store that is asked by it. Loaded with the first refusal.

export { REFUSALS, readRefusal } from './refusals.ts';
