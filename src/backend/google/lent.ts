// What Google Secret Manager is asked with: the identities of this backend, their tokens.

export { askAccessToken } from './exchange.ts';
export { identityText } from './identity.ts';
export { describeQuestion, type GoogleQuestion, keyOf, questionOf, warningsOf } from './question.ts';
