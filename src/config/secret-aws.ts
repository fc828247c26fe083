// What an ARN of a secret tells, where a store of AWS is named in the configuration.

/** Of `arn:aws:secretsmanager:eu-west-1:…`; undefined: it is no ARN. */
export function regionOfArn(id: string): string | undefined {
  return id.startsWith('arn:') ? id.split(':')[3] : undefined;
}

/** `aws-cn`; undefined: it is no ARN. */
export function partitionOfArn(id: string): string | undefined {
  return id.startsWith('arn:') ? id.split(':')[1] : undefined;
}
