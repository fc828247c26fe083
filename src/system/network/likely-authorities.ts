// Whose certificates the clouds' services show. Only a hint, so that of a system's 140 authorities few are parsed,
// at a tenth of a millisecond each: it can never make a certificate trusted that would not be anyway.

/** By the host's domain, what the names of its likely authorities contain. */
const LIKELY: readonly (readonly [domain: RegExp, names: readonly string[]])[] = [
  [
    /\.(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|api\.aws|on\.aws)$/,
    ['Amazon', 'Starfield Services'], // https://www.amazontrust.com/repository/
  ],
  [
    /\.(azurecr\.(io|cn|us|de)|microsoftonline\.(com|us)|chinacloudapi\.cn|microsoftonline\.cn)$/,
    ['DigiCert Global Root', 'Microsoft'], // https://learn.microsoft.com/azure/security/fundamentals/azure-certificate-authority-details
  ],
  [
    /\.(googleapis\.com|gcr\.io|pkg\.dev)$/,
    ['Google Trust Services'], // https://pki.goog/repository/
  ],
];

/** The certificates (PEM) among these whose subject or issuer is likely for the host; undefined: not known. */
export function likelyAuthorities(host: string, certificates: readonly string[]): string[] | undefined {
  const names = LIKELY.find(([domain]) => domain.test(host))?.[1];
  const found = names && certificates.filter((pem) => mentions(pem, names));
  return found?.length === 0 ? undefined : found;
}

/** Names stand in a certificate's DER as they are: as ASCII, or UTF-8. */
function mentions(pem: string, names: readonly string[]): boolean {
  const der = Buffer.from(pem.slice(pem.indexOf('\n'), pem.lastIndexOf('\n-----END')), 'base64');
  return names.some((name) => der.includes(name));
}
