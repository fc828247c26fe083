// The clouds under their services' real host names: one TLS server that shows a certificate for the name it is asked
// for, and a CONNECT proxy before it that is the only way there.
import { type Authority, type Certificate, createAuthority } from './authority.ts';
import { type ConnectProxy, type ConnectProxyOptions, startConnectProxy } from './connect-proxy.ts';
import { listen } from './listener.ts';
import type { Service } from './service.ts';

export interface Internet {
  readonly authority: Authority;
  readonly proxy: ConnectProxy;
  /** `http://127.0.0.1:port`, for HTTPS_PROXY; with the user's name and password when the proxy wants them. */
  readonly proxyUrl: string;
  close(): Promise<void>;
}

export interface InternetOptions extends Omit<ConnectProxyOptions, 'portFor'> {
  readonly authority?: Authority;
  /** By host name, what is shown instead of a good certificate. */
  readonly certificates?: Readonly<Record<string, Certificate>>;
}

export async function startInternet(
  clouds: readonly { readonly services: Readonly<Record<string, Service>> }[],
  { authority = createAuthority(), certificates = {}, ...options }: InternetOptions = {},
): Promise<Internet> {
  const services = clouds.flatMap((cloud) => Object.values(cloud.services));
  const certificateFor = authority.certificateFor(certificates);
  const listener = await listen(services, { certificateFor });
  const portFor = (target: string): number | undefined => {
    const [, name = ''] = /^(.+):443$/.exec(target) ?? [];
    return services.some(({ hosts }) => hosts.test(name)) ? listener.port : undefined;
  };
  const proxy = await startConnectProxy({ ...options, portFor });
  const { user } = options;
  const userInfo =
    user === undefined ? '' : `${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}@`;
  return {
    authority,
    proxy,
    proxyUrl: `http://${userInfo}127.0.0.1:${proxy.port}`,
    close: async () => {
      await proxy.close();
      await listener.close();
    },
  };
}
