// Makes src/generated/, docs/configuration.md and most of deploy/ from schemas/ and scripts/deploy/, and the reference in
// docs/commands.md from src/command-line/, and the tables and charts of docs/performance.md from the figures that
// npm run bench has measured. With --check it writes nothing and fails when a file is not what it would have written.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compile } from 'json-schema-to-typescript';
import { stringify } from 'yaml';
import { FIGURES, PAGE, pageFiles } from './bench/page.mjs';
import { commandReference } from './command-reference.mjs';
import { generateDeploy } from './deploy/generate.mjs';
import { dereference } from './dereference.mjs';
import { inOneLine } from './in-one-line.mjs';
import { table } from './markdown-table.mjs';
import { ANNOTATIONS, writeSoundCheck } from './sound-check.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

// The configuration's author wants all mistakes at once; the kubelet's path stops at the first.
const SCHEMAS = [
  { name: 'config', validator: 'validateConfig', allErrors: true },
  { name: 'credential-provider-request', validator: 'validateCredentialProviderRequest', allErrors: false },
  { name: 'credential-provider-response', validator: 'validateCredentialProviderResponse', allErrors: false },
  { name: 'check-report', validator: 'validateCheckReport', allErrors: false },
  { name: 'install-status', validator: 'validateInstallStatus', allErrors: false },
];

// "One of these fields is required" is a check, not a shape: as types they would be unions of everything.
const ALTERNATIVES = new Set(['oneOf', 'anyOf', 'allOf', 'minItems']);

const files = await generate();
const stale = Object.entries(files).filter(([path, text]) => readIfThere(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale) {
    console.error(
      `${path} does not follow from schemas/, scripts/, src/command-line/ and docs/performance/; run: npm run generate`,
    );
  }
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}

/** Path to text of every generated file. */
async function generate() {
  const result = {};
  for (const { name, validator, allErrors } of SCHEMAS) {
    const source = JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8'));
    const schema = dereference(source);
    const note = `// Generated from schemas/${name}.schema.json by scripts/generate.mjs. Do not edit.\n\n`;
    result[`src/generated/${name}-validator.js`] =
      note + (await compileValidator(schema, validator, allErrors));
    result[`src/generated/${name}-validator.d.ts`] = note + declareValidator(name, schema.title, validator);
    result[`src/generated/${name}-types.ts`] = note + (await compileTypes(source));
    if (name === 'config') {
      result['src/generated/config-facts.ts'] = note + writeFacts(schema);
      result['src/generated/config-examples.ts'] = note + writeExamples(schema);
      result['src/generated/backends.ts'] = note + writeBackends(schema);
      result['src/generated/config-check.js'] = note + writeSoundCheck(schema, 'isSoundConfig');
      result['src/generated/config-check.d.ts'] =
        note + declareSoundCheck(name, schema.title, 'isSoundConfig');
      result['docs/configuration.md'] = writeReference(schema);
    }
  }
  result['docs/commands.md'] = await commandReference(root);
  const figures = readIfThere(FIGURES);
  if (figures !== undefined) {
    Object.assign(result, pageFiles(JSON.parse(figures), readFileSync(join(root, PAGE), 'utf8')));
  }
  return { ...result, ...generateDeploy(root) };
}

function readIfThere(path) {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** ajv's code with ajv's own small helpers bundled in: nothing of ajv is needed at run time. */
async function compileValidator(schema, validator, allErrors) {
  const ajv = new Ajv2020({
    allErrors,
    messages: false,
    allowUnionTypes: true,
    strictRequired: false,
    code: { source: true, esm: true, lines: true, optimize: 2 },
  });
  ajv.addSchema(withoutKeywords(schema, ANNOTATIONS));
  const { outputFiles } = await build({
    stdin: { contents: standalone.default(ajv, { [validator]: schema.$id }), resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
  });
  return outputFiles[0].text;
}

function declareValidator(name, title, validator) {
  return `import type { ${title} } from './${name}-types.ts';

/** One complaint of ajv, see https://ajv.js.org/api.html#error-objects. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** \`errors\` belongs to the latest call. */
export declare const ${validator}: {
  (value: unknown): value is ${title};
  errors?: readonly SchemaError[] | null;
};
`;
}

function declareSoundCheck(name, title, check) {
  return `import type { ${title} } from './${name}-types.ts';

/** Whether the schema has nothing against the value; what it has, only the validator tells. */
export declare const ${check}: (value: unknown) => value is ${title};
`;
}

async function compileTypes(schema) {
  return compile(withoutKeywords(schema, ALTERNATIVES), schema.title, {
    bannerComment: '',
    additionalProperties: true,
    cwd: join(root, 'schemas'),
    style: { singleQuote: true, printWidth: 110 },
  });
}

function withoutKeywords(node, keywords) {
  if (Array.isArray(node)) {
    return node.map((item) => withoutKeywords(item, keywords));
  }
  if (typeof node !== 'object' || node === null) {
    return node;
  }
  const kept = Object.entries(node).filter(([key, value]) => !isKeyword(key, value, keywords));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutKeywords(value, keywords)]));
}

// A property may bear a keyword's name; then its value is a schema, which none of these keywords takes.
function isKeyword(key, value, keywords) {
  return keywords.has(key) && (typeof value !== 'object' || Array.isArray(value));
}

/** What messages need to know of the schema, by path with `[]` for any position in a list. */
function writeFacts(schema) {
  const fields = [];
  const expected = [];
  const alternatives = [];
  const secret = new Set();
  const files = [];
  const secretValues = new Set();
  visit(schema, '');
  return `/** Every object of the configuration, with its fields. */
export const FIELDS: ReadonlyMap<string, readonly string[]> = new Map(${json(fields)});

/** What is expected of a value, in words. */
export const EXPECTED: ReadonlyMap<string, string> = new Map(${json(expected)});

/** Groups of fields of which an object must have exactly one. */
export const ALTERNATIVES: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(${json(alternatives)});

/** Fields whose value no message may show. */
export const SECRET_FIELDS: readonly string[] = ${json([...secret])};

/** Fields whose value is a secret in itself. */
export const SECRET_VALUES: readonly string[] = ${json([...secretValues])};

/** Fields that name a file which is read, and whether it holds a secret. */
export const FILES: ReadonlyMap<string, { readonly isSecret: boolean }> = new Map(${json(files)});
`;

  function visit(node, path) {
    const words = node['x-expected'] ?? choiceOf((node.enum ?? [node.const].filter(Boolean)).map(String));
    if (words !== undefined) {
      expected.push([path, words]);
    }
    if (node['x-file']) {
      files.push([path, { isSecret: node['x-secret'] === true }]);
    }
    if (node.items !== undefined) {
      visit(node.items, `${path}[]`);
    }
    if (node.properties !== undefined) {
      fields.push([path, Object.keys(node.properties)]);
    }
    const groups = [node, ...(node.allOf ?? [])].flatMap(({ oneOf }) => (oneOf ? [oneOf] : []));
    if (groups.length > 0) {
      alternatives.push([path, groups.map((group) => group.map(({ required }) => required[0]))]);
    }
    for (const [key, property] of Object.entries(node.properties ?? {})) {
      if (property.writeOnly) {
        secret.add(key);
      }
      if (property['x-secret'] && !property['x-file']) {
        secretValues.add(key);
      }
      visit(property, path === '' ? key : `${path}.${key}`);
    }
  }
}

/** An example of each field that is no section, by path with `[]` for any position in a list. */
function writeExamples(schema) {
  const examples = [];
  visit(schema, '');
  return `/** An example of each field that is no section, as it stands behind the field's name in YAML. */
export const EXAMPLES: ReadonlyMap<string, string> = new Map(${json(examples)});
`;

  function visit({ properties = {} }, path) {
    for (const [key, property] of Object.entries(properties)) {
      const place = path === '' ? key : `${path}.${key}`;
      if (property.properties !== undefined) visit(property, place);
      else if (property.items?.properties !== undefined) visit(property.items, `${place}[]`);
      else examples.push([place, inOneLine(property.examples[0])]);
    }
  }
}

/** The backends, by their keys in a rule. */
function writeBackends(schema) {
  const rule = schema.properties.rules.items;
  const kinds = rule.oneOf.map(({ required: [kind] }) => kind);
  const byName = { none: [], serviceAccount: ['serviceAccount'], any: ['node', 'serviceAccount'] };
  const identities = kinds.map((kind) => [kind, byName[rule.properties[kind]['x-identity'] ?? 'any']]);
  const clouds = Object.entries(rule.properties).flatMap(([kind, section]) =>
    kinds.includes(kind) ? cloudsOf(kind, section) : [],
  );
  return `/** The keys of a rule of which it has exactly one: each is a backend. */
export const BACKEND_KINDS = ${json(kinds)} as const;

export type BackendKind = (typeof BACKEND_KINDS)[number];

/** The identities as which each can ask; none: it asks as no identity. */
export const IDENTITIES: Readonly<Record<BackendKind, readonly ('node' | 'serviceAccount')[]>> = ${json(Object.fromEntries(identities))};

/**
 * The settings that ask a cloud, which expects an audience of its own in tokens: a backend, or one store of a backend. Of
 * others, the rule names the audience.
 */
export const CLOUDS = ${json(clouds)} as const;
`;
}

/** Of a section that is exactly one of several, each by itself. */
function cloudsOf(path, { oneOf, properties, 'x-identity': identity, 'x-audience': audience }) {
  if (identity !== undefined || audience !== undefined) return [];
  return oneOf === undefined
    ? [path]
    : oneOf.flatMap(({ required: [key] }) => cloudsOf(`${path}.${key}`, properties[key]));
}

/** `deny, node or anonymous`; undefined for none. */
function choiceOf(values) {
  const last = values.at(-1);
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`;
}

function json(value) {
  return JSON.stringify(value, undefined, 1);
}

/** docs/configuration.md. */
function writeReference(schema) {
  const sections = [];
  describe(schema, '');
  return `# Configuration

<!-- Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit. -->

The file is YAML or JSON: the one that \`--config FILE\` names, otherwise the one that the environment variable
\`REGISTRY_CREDENTIAL_PROVIDER_CONFIG\` names, otherwise \`/etc/registry-credential-provider/config.yaml\` (or
\`config.yml\`, or \`config.json\`). Without a file, built-in rules get credentials from Amazon ECR, ECR Public, Azure
Container Registry and Google Artifact Registry with the node's identity.

All mistakes in the file are reported at once, each with its line, and no pull gets a credential until they are corrected.
An unknown or repeated field is a mistake. So is a pattern that the kubelet would accept and that can never match. YAML
tags (\`!\`), merge keys (\`<<\`) and further documents are not supported; anchors and aliases are.

Durations are Go durations: \`45s\`, \`5m\`, \`1h30m\`. Paths are absolute.

A complete example is [examples/config.yaml](../examples/config.yaml). On a node without these pages, \`help config\` lists
the fields.

## In an editor

An editor that has the JSON Schema of the file completes it, shows what each field means, and marks mistakes while they are
made. It does not replace [\`check\`](check.md), which knows more than a schema can say. The executable prints the schema that
belongs to its own version:

\`\`\`sh
registry-credential-provider schema > config.schema.json
\`\`\`

- **VS Code**: install the extension *YAML* by Red Hat, and begin the configuration with a line that names the schema, by a
  path from the configuration's own folder, or by a URL. Completion then works in that file at once.

  \`\`\`yaml
  # yaml-language-server: $schema=config.schema.json
  \`\`\`

  For many files without that line, \`"yaml.schemas": { "./config.schema.json": "nodes/*.yaml" }\` in the settings of the
  workspace.
- **Vim and Neovim**: the same line, read by the same program, \`yaml-language-server\`: \`npm install -g yaml-language-server\`
  and \`vim.lsp.enable('yamlls')\` with nvim-lspconfig; \`:CocInstall coc-yaml\` with coc.nvim. So do Emacs (eglot, lsp-mode)
  and Helix.
- **IntelliJ IDEA and the other IDEs of JetBrains**: the line \`# $schema: config.schema.json\`, or a row in Settings |
  Languages & Frameworks | Schemas and DTDs | JSON Schema Mappings, with the schema's file and the file name or pattern of the
  configurations.
- **Anything else**, such as a job that checks a repository: any validator of JSON Schema 2020-12. Keywords that begin with
  \`x-\` are this program's own, and say nothing that a validator must obey.

A configuration in JSON cannot name its schema itself, because \`$schema\` is no field of it: use the editor's setting for
that (\`json.schemas\` in VS Code).

${sections.join('\n')}`;

  function describe(object, path, example) {
    const index = sections.push('') - 1;
    const required = new Set(object.required);
    const rows = [];
    for (const [key, property] of Object.entries(object.properties)) {
      const nested = property.items ?? property;
      const place = `${path === '' ? '' : `${path}.`}${key}${property.items === undefined ? '' : '[]'}`;
      rows.push([
        `\`${key}\``,
        kindOf(property),
        defaultOf(property, required.has(key)),
        nested.properties === undefined ? `\`${inOneLine(property.examples[0])}\`` : '',
        property.description,
      ]);
      if (nested.properties !== undefined) {
        describe(nested, place, { [key]: property.examples[0] });
      }
    }
    const title = path === '' ? 'Top level' : `\`${path}\``;
    sections[index] =
      `## ${title}\n\n${object.description}\n\n${example === undefined ? '' : `\`\`\`yaml\n${stringify(example, { lineWidth: 0 })}\`\`\`\n\n`}` +
      `${table(['field', 'type', 'default', 'example', 'meaning'], rows)}\n`;
  }

  function kindOf(node) {
    if (node.const !== undefined) return `\`${node.const}\``;
    if (node.enum !== undefined) return node.enum.map((value) => `\`${value}\``).join(', ');
    if (node.properties !== undefined) return 'object';
    if (Array.isArray(node.type)) return 'text or list of text';
    if (node.type === 'array') return node.items.properties ? 'list of objects' : 'list of text';
    if (node.type === 'boolean') return '`true`, `false`';
    return node['x-expected']?.includes('duration') ? 'duration' : 'text';
  }

  function defaultOf(node, isRequired) {
    if (isRequired) return 'required';
    return node.default === undefined ? '' : `\`${node.default}\``;
  }
}
