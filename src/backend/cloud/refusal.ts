// When a cloud says no: from the code that its service documents to one line that says what to do.

import { type ErrorCode, ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { vpcEndpoint } from './values.ts';

/** What a code of a service means. Each has a row in docs/errors.md. */
export interface Refusal {
  /** Whose code it is: `ECR`, `STS`, `IMDS`, `Entra`. */
  readonly service: string;
  /** As the service writes it: `AccessDeniedException`, `AADSTS70021`; of a service without codes, the status. */
  readonly code: string;
  readonly means: ErrorCode;
  /** What went wrong, as the end of the sentence that names step, place and identity. */
  readonly why: string;
  /** What to do, as an imperative clause without a full stop. */
  readonly hint: string;
}

type Row = readonly [codes: string | readonly string[], means: ErrorCode, why: string, hint: string];

export function refusalsOf(service: string, rows: readonly Row[]): readonly Refusal[] {
  return rows.flatMap(([codes, means, why, hint]) =>
    [codes].flat().map((code) => ({ service, code, means, why, hint })),
  );
}

/** What to do where only time helps. */
export const AGAIN = 'the kubelet runs the plugin again when it retries the pull';

/** One refusal that has happened. Nothing of it may be secret. */
export interface RefusalEvent {
  /** Step, place and identity, as the start of the sentence. */
  readonly subject: string;
  /** The service's own codes, the most telling first. */
  readonly codes: readonly string[];
  readonly status: number;
  /** The service's own words, where they are known to hold no secret. */
  readonly message?: string | undefined;
  /** How many characters of them are shown. Default: 200. */
  readonly maxMessage?: number | undefined;
  /** What to do, where the service's words tell more than its code. */
  readonly hint?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** By which the service finds the request. */
  readonly requestId?: string | undefined;
  /** The host, where an HTML page came instead of the service's answer. */
  readonly page?: string | undefined;
}

/** `GetAuthorizationToken at eu-west-1 for arn:aws:iam::123456789012:role/node`. */
export function subjectOf(
  { step, where, identity }: { step: string; where?: string; identity?: string | undefined },
  host: string,
): string {
  return `${step} at ${where ?? host}${identity === undefined ? '' : ` for ${identity}`}`;
}

/** The failure for a refusal: by the first code that the table has, by its status otherwise. */
export function refusalError(table: readonly Refusal[], service: string, event: RefusalEvent): ProviderError {
  const { subject, codes, status, message, maxMessage, retryAfterMs, requestId } = event;
  const known = (isElsewhere(event) ? [] : [...codes, String(status)])
    .map((code) => table.find((row) => row.service === service && row.code === code))
    .find((row) => row !== undefined);
  const { means, why, hint } = known ?? ofPage(event) ?? byStatus(event);
  // What is judged by its status keeps the service's own code, for whoever looks it up.
  const code = known === undefined || known.code === String(status) ? codes[0] : known.code;
  const words = message === undefined || message === '' ? '' : `: ${quote(message, maxMessage)}`;
  return new ProviderError(
    `${subject}: ${why} (${said(code, status)}${requestId === undefined ? '' : `, request ${requestId}`})${words}`,
    {
      code: means,
      hint: event.hint ?? hint,
      retryAfterMs,
    },
  );
}

/** A row for a status is of the service alone: what stands before it answers with pages and 407, and never with a code. */
function isElsewhere({ codes, page, status }: RefusalEvent): boolean {
  return codes.length === 0 && (status === 407 || (page !== undefined && status !== 404));
}

function said(code: string | undefined, status: number): string {
  if (code === undefined || /^\d+$/.test(code)) {
    return `status ${code ?? status}`;
  }
  return `${quote(code).slice(1, -1)}, status ${status}`;
}

/** A page has no code of the service: it is of what stands before it, or of a service that fails. */
function ofPage(event: RefusalEvent): Pick<Refusal, 'means' | 'why' | 'hint'> | undefined {
  const { codes, page, status } = event;
  if (codes.length > 0) return undefined;
  if (status === 407) {
    return {
      means: 'BACKEND_DENIED',
      why: 'a proxy on the way requires credentials',
      hint: 'put user name and password into HTTPS_PROXY, or let the host through without them',
    };
  }
  if (page === undefined || status < 400) return undefined;
  const { means } = byStatus(event);
  return status >= 500
    ? {
        means,
        why: 'the service failed',
        hint: `${AGAIN}; check whether the service has an outage, or the proxy or gateway that this page is of`,
      }
    : {
        means,
        why: 'an HTML page answered instead of the service',
        hint: `a proxy, gateway or firewall answered: allow ${page} there, or check the proxy's variables`,
      };
}

function byStatus({
  status,
  codes,
  message = '',
}: Pick<RefusalEvent, 'status' | 'codes' | 'message'>): Pick<Refusal, 'means' | 'why' | 'hint'> {
  if (status === 429) {
    return { means: 'BACKEND_THROTTLED', why: 'too many requests', hint: AGAIN };
  }
  if (status >= 500) {
    return {
      means: 'BACKEND_UNAVAILABLE',
      why: 'the service failed',
      hint: `${AGAIN}; check whether the service has an outage`,
    };
  }
  if (status === 404) {
    return {
      means: 'BACKEND_NOT_FOUND',
      why: 'not found',
      hint:
        codes.length > 0
          ? 'correct the name'
          : 'correct the name or the endpoint, and check whether a proxy or gateway answered instead of the service',
    };
  }
  if (status >= 400) {
    return {
      means: 'BACKEND_DENIED',
      why: 'request denied',
      hint:
        codes.length > 0 || message !== ''
          ? "look up this code in the service's documentation"
          : 'the answer has no code of the service: check whether a proxy, gateway or firewall answered instead of it',
    };
  }
  return {
    means: 'RESPONSE_INVALID',
    why: 'invalid response',
    hint: 'check that no proxy or captive portal answers instead of the service',
  };
}

/** What a network without a way to the Internet needs to reach a service of a cloud; undefined: the host is none. */
export function wayTo(host: string): string | undefined {
  const [, service, region = '', china = ''] =
    /^(secretsmanager|ssm)\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(host) ?? [];
  if (service !== undefined)
    return vpcEndpoint(`${china === '' || service === 'ssm' ? '' : 'cn.'}com.amazonaws.${region}.${service}`);
  const [, vault] = /\.vault\.(azure\.net|azure\.cn|usgovcloudapi\.net)$/.exec(host) ?? [];
  if (vault !== undefined) return azureZone('vault', `privatelink.vaultcore.${vault}`);
  const [, registry] = /\.(azurecr\.(?:io|cn|us))$/.exec(host) ?? [];
  if (registry !== undefined) return azureZone('registry', `privatelink.${registry}`);
  if (/^login\.(?:[a-z]+\.)?(?:microsoftonline\.(?:com|us|cn)|chinacloudapi\.cn)$/.test(host)) {
    return 'Entra ID has no private endpoint: let the nodes reach it, as by the service tag AzureActiveDirectory';
  }
  return host.endsWith('.googleapis.com')
    ? 'in a private subnet turn on Private Google Access, and where DNS is its own, let it lead *.googleapis.com to private.googleapis.com'
    : undefined;
}

function azureZone(what: string, zone: string): string {
  return `if the ${what} has a private endpoint, link the private DNS zone ${zone} to this network`;
}
