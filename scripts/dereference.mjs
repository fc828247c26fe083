// References within a JSON Schema. https://json-schema.org/understanding-json-schema/structuring

/** The schema with every `$ref` replaced by what it names; what stands beside a `$ref` goes before it. */
export function dereference(schema, node = schema) {
  if (Array.isArray(node)) {
    return node.map((item) => dereference(schema, item));
  }
  if (typeof node !== 'object' || node === null) {
    return node;
  }
  const { $ref, $defs, ...own } = node;
  const named = $ref === undefined ? {} : dereference(schema, schema.$defs[$ref.replace('#/$defs/', '')]);
  const members = Object.entries(own).map(([key, value]) => [key, dereference(schema, value)]);
  return { ...named, ...Object.fromEntries(members) };
}
