// Where no credential may ever come: the target of redirects. What it is sent is in the journal.
import { json, type ServiceDefinition } from './service.ts';

export const elsewhere = (): ServiceDefinition => ({
  name: 'elsewhere',
  hosts: /^elsewhere\.example$/,
  throttled: () => json(429, {}),
  failing: (status) => json(status, {}),
  refusing: (status) => json(status, {}),
  answer: () => json(200, {}),
});
