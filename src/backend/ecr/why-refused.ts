// Which condition a host does not fulfil that is nearly one of Amazon's registries: for the reader of a refusal.

import { parseRegistry, suffixOf } from './registry.ts';

/** A clause; undefined: it is not like one of them at all. */
export function whyRefused(host: string): string | undefined {
  const [name = '', port] = host.split(':');
  if (port !== undefined && parseRegistry(name) !== undefined) {
    return `it has the port ${port}, and registries of ECR have none`;
  }
  const [, account, region = '', suffix = ''] =
    /^(?:(.*)\.)?dkr[.-]ecr(?:-fips)?\.([^.]*)\.(amazonaws\.(?:com|com\.cn|cn|eu)|on\.aws|on\.amazonwebservices\.com\.cn)$/.exec(
      name,
    ) ?? [];
  if (suffix === '') {
    return undefined;
  }
  if (account === undefined || !/^[0-9]+$/.test(account)) {
    return 'it does not begin with an account of 12 digits';
  }
  if (account.length !== 12) {
    const lost = account.length < 12 ? '; was a leading zero lost?' : '';
    return `the account has ${account.length} digits instead of 12${lost}`;
  }
  if (!/^[a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2}$/.test(region)) {
    return `${region === '' ? 'the region is missing' : `"${region}" is not the name of a region`}`;
  }
  return suffix.startsWith('amazonaws') ? `registries of ${region} end in ${suffixOf(region)}` : undefined;
}
