// The files that a pull reads: configurations and docker configs, of any size.

const HEAD = `apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
`;

/** Ten rules, as on a node that pulls from a few clouds and a few registries; the last but one serves the image. */
export function usualConfig(pattern, rule, cache = '{ enabled: false }') {
  const others = Array.from(
    { length: 8 },
    (_, index) => `  - name: other-${index} # of team ${index}
    matchImages:
      - "*.team-${index}.example"
      - registry.example:${5000 + index}/team-${index}/
    static: { username: puller, password: not-this-one }
`,
  );
  return `# what a node has
${HEAD}deadline: 45s
cache: ${cache}

rules:
${others.join('')}  - name: the-one
    matchImages: ["${pattern}"]
${rule}  - name: last
    matchImages: ["*.last.example"]
    static: { username: u, password: p }
`;
}

/** One rule. */
export function smallConfig(pattern, rule) {
  return `${HEAD}rules:
  - name: the-one
    matchImages:
      - ${pattern}
${rule}`;
}

/** The same configuration, as only the YAML library reads it. */
export function notPlain(config) {
  return config.replaceAll(/\[("[^"]*")\]/g, '[\n      $1,\n    ]');
}

/** So many rules, of which the last serves the image. */
export function configOfRules(count, pattern, rule) {
  const others = Array.from(
    { length: count - 1 },
    (_, index) => `  - name: other-${index}
    matchImages: [team-${index}.example]
    static: { username: u, password: p }
`,
  );
  return `${HEAD}cache: { enabled: false }
rules:
${others.join('')}  - name: the-one
    matchImages: [${pattern}]
${rule}`;
}

/** The section of a rule, or several: keys with their values. */
export function ruleText(rule) {
  return Object.entries(rule)
    .map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

/** So many entries, of which the last is of the registry. */
export function dockerConfigText(registry, count) {
  const auth = (password) => ({ auth: Buffer.from(`robot:${password}`).toString('base64') });
  const others = Array.from({ length: count - 1 }, (_, index) => [
    `https://team-${index}.example/v1/`,
    auth('not-this-one'),
  ]);
  return JSON.stringify({
    auths: { ...Object.fromEntries(others), [registry]: auth('from-docker-config') },
  });
}
