// A server at a name, which answers as it is told.

import { type ServiceDefinition, text } from '../clouds/service.ts';

export function serverAt(host: string, answer: ServiceDefinition['answer']): ServiceDefinition {
  return {
    name: host,
    hosts: new RegExp(`^${host.replaceAll('.', '\\.')}$`),
    throttled: () => text(429, 'too many requests'),
    failing: (status) => text(status, 'failing'),
    refusing: (status, _code, message) => text(status, message),
    answer,
  };
}
