// Writes a function that tells whether a value follows a schema, and no more than that: the kubelet's path asks
// nothing else. ajv's function, which tells all mistakes, is eight times as large, and every start would have to read it.

/** Keywords of the schemas that no value is refused by: text for readers and for other programs. */
export const ANNOTATIONS = new Set([
  'title',
  'description',
  'default',
  'examples',
  'writeOnly',
  'x-expected',
  'x-file',
  'x-secret',
  'x-identity',
  'x-audience',
]);

/** What says nothing by which a value could be refused. */
const SILENT = new Set(['$schema', '$id', '$defs', ...ANNOTATIONS]);

const IS = {
  string: (value) => `typeof ${value} === 'string'`,
  boolean: (value) => `typeof ${value} === 'boolean'`,
  array: (value) => `Array.isArray(${value})`,
  object: (value) => `isObject(${value})`,
};

/** By the type that they speak of; of a value of another type they say nothing. */
const KEYWORDS = {
  string: ['pattern', 'minLength', 'maxLength'],
  array: ['minItems', 'items'],
  object: ['properties', 'additionalProperties', 'required', 'maxProperties'],
};

/**
 * @param schema without references; a keyword that is not known here is an error
 * @param name of the function. It may refuse what only just follows the schema: lengths are of UTF-16. Its patterns stand
 *     where they are used: V8 parses one when it comes to it, and a pull meets few of all.
 * @returns an ECMAScript module
 */
export function writeSoundCheck(schema, name) {
  const functions = [];
  const check = expression(schema, 'value', []);
  return `${functions.join('\n')}
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function ${name}(value) {
  return ${check};
}
`;

  /** What is true of a value that follows the schema. */
  function expression(part, value, path) {
    const { type = [], const: only, enum: some, oneOf, anyOf, allOf = [], ...rest } = part;
    const types = [type].flat();
    const about = { string: stringSays, array: arraySays, object: objectSays };
    const said = Object.entries(KEYWORDS).flatMap(([spokenOf, keywords]) => {
      const own = Object.fromEntries(keywords.filter((key) => key in rest).map((key) => [key, rest[key]]));
      const conditions = Object.keys(own).length === 0 ? [] : about[spokenOf](own, value, path);
      return types.length === 1 && types[0] === spokenOf
        ? conditions
        : conditions.map((condition) => `!(${IS[spokenOf](value)}) || ${condition}`);
    });
    const unknown = Object.keys(rest).filter(
      (key) => !SILENT.has(key) && !Object.values(KEYWORDS).flat().includes(key),
    );
    if (unknown.length > 0) {
      throw new Error(`/${path.join('/')}: no check is known for ${unknown.join(', ')}`);
    }
    const conditions = [
      types.map((each) => IS[each](value)).join(' || '),
      only === undefined ? '' : isOneOf(value, [only]),
      some === undefined ? '' : isOneOf(value, some),
      ...said,
      oneOf === undefined ? '' : `${howManyOf(oneOf, value, path)} === 1`,
      anyOf === undefined ? '' : `${howManyOf(anyOf, value, path)} > 0`,
      ...allOf.map((each) => expression(each, value, path)),
    ];
    return conditions
      .filter((condition) => condition !== '')
      .map((condition) => `(${condition})`)
      .join(' && ');
  }

  function howManyOf(parts, value, path) {
    return parts.map((part) => `Number(${expression(part, value, path)})`).join(' + ');
  }

  function stringSays({ pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }, value) {
    if (minLength > 1) {
      throw new Error('a minLength above 1 would have to count characters');
    }
    return [
      minLength === 1 ? `${value} !== ''` : '',
      maxLength === Number.POSITIVE_INFINITY ? '' : `${value}.length <= ${maxLength}`,
      pattern === undefined ? '' : `${inAscii(new RegExp(pattern))}.test(${value})`,
    ].filter((condition) => condition !== '');
  }

  function arraySays({ minItems = 0, items = {} }, value, path) {
    const called = nameOf([...path, 'item']);
    functions.push(
      `function ${called}(item) {\n  return ${expression(items, 'item', [...path, 'item'])};\n}\n`,
    );
    return [`${value}.length >= ${minItems}`, `${value}.every(${called})`];
  }

  function objectSays({ properties, additionalProperties, required = [], maxProperties }, value, path) {
    return [
      ...required.map((field) => `${value}.${field} !== undefined`),
      ...(maxProperties === undefined ? [] : [`Object.keys(${value}).length <= ${maxProperties}`]),
      ...(properties === undefined ? [] : [`${fieldsOf(properties, additionalProperties, path)}(${value})`]),
    ];
  }

  /** Looks only at the fields that are there. */
  function fieldsOf(properties, additionalProperties, path) {
    const cases = Object.entries(properties).map(([field, part]) => {
      const check = expression(part, 'field', [...path, field]);
      return `      case '${field}':\n        if (!(${check})) return false;\n        break;\n`;
    });
    const called = nameOf([...path, 'fields']);
    functions.push(`function ${called}(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
${cases.join('')}      default:
        ${additionalProperties === false ? 'return false' : 'break'};
    }
  }
  return true;
}
`);
    return called;
  }
}

/** The same expression with escapes for what is not ASCII: scripts/bundle.mjs says what a character costs. */
function inAscii({ source, flags }) {
  const escaped = source.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new RegExp(escaped, flags);
}

function isOneOf(value, some) {
  return some.map((each) => `${value} === ${JSON.stringify(each)}`).join(' || ');
}

/** `rules`, `item`, `ecr`, `fields`: checkRulesItemEcrFields. */
function nameOf(path) {
  return `check${path.map((part) => part[0].toUpperCase() + part.slice(1)).join('')}`;
}
