// A whole fake cloud: its services, each behind its own loopback endpoint, one journal, one end.
import type { CertificateFor } from './authority.ts';
import { type Listener, type ListenOptions, listen } from './listener.ts';
import { createJournal, type Journal, type RecordedRequest } from './record.ts';
import { createService, type Service, type ServiceDefinition } from './service.ts';

export interface CloudOptions<Name extends string = string> {
  /** To see the requests of several clouds in one order. */
  readonly journal?: Journal;
  /** Where services listen, when not on a port of loopback's choice. */
  readonly listen?: Readonly<Partial<Record<Name, ListenOptions>>>;
  /** For the services that speak TLS only, also behind their own endpoint. */
  readonly certificateFor?: CertificateFor;
}

export interface Cloud<Name extends string = string> {
  readonly services: Readonly<Record<Name, Service>>;
  /** Endpoint of each service. */
  readonly urls: Readonly<Record<Name, string>>;
  /** Environment that points the cloud's SDK to these endpoints; what is a matter of configuration is not in it. */
  readonly env: Readonly<Record<string, string>>;
  /** The journal's: it grows as requests come. */
  readonly requests: readonly RecordedRequest[];
  readonly journal: Journal;
  close(): Promise<void>;
}

export async function startCloud<Name extends string>(
  cloud: string,
  definitions: Readonly<Record<Name, ServiceDefinition>>,
  { journal = createJournal(), listen: where, certificateFor }: CloudOptions<Name>,
  environment: (urls: Readonly<Record<Name, string>>) => Readonly<Record<string, string>>,
  overTls: readonly NoInfer<Name>[] = [],
): Promise<Cloud<Name>> {
  const names = Object.keys(definitions) as Name[];
  const services = {} as Record<Name, Service>;
  const urls = {} as Record<Name, string>;
  const listeners: Listener[] = [];
  for (const name of names) {
    const service = createService(definitions[name], cloud, journal);
    const tls = certificateFor !== undefined && overTls.includes(name) ? { certificateFor } : {};
    const listener = await listen([service], {
      ...tls,
      ...where?.[name],
    });
    services[name] = service;
    urls[name] = listener.url;
    listeners.push(listener);
  }
  return {
    services,
    urls,
    env: environment(urls),
    journal,
    requests: journal.requests,
    close: async () => {
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}
