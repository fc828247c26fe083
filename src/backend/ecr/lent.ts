// What secret stores of AWS are asked with: the identities of this backend, their keys.

export { type AwsCredentials, isAbsentList, noIdentity } from './credentials.ts';
export { type AwsPlace, knownUrl, nameOf, servicePlace, stsPlace } from './endpoints.ts';
export { identityOf } from './identity.ts';
export { asksRoles, identityKeys } from './identity-keys.ts';
export { describeNamed, incomplete, namedIn } from './named.ts';
export { type AwsIdentity, awsIdentityKey, refuseOtherPartition } from './question.ts';
export { partitionOf, suffixOf } from './registry.ts';
export { Sdks } from './sdks.ts';
export { isPassingRefusal } from './sts.ts';
