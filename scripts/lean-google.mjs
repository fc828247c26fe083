// What google-auth-library costs at the start, without leaving any of it out: a plugin for esbuild.
//
// Its CommonJS modules require all that they may ever need when they are evaluated, crypto, TLS, child processes and
// terminals of Node among it, and their first request loads Node's fetch for its Headers. Here, a required module is
// evaluated when it is first used, the Headers are our own, and the body of a request is asked for kinds that it never
// is, since all that the library sends is text and URLSearchParams.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const GOOGLE = fileURLToPath(new URL('../src/backend/google', import.meta.url));
const HEADERS = JSON.stringify(join(GOOGLE, 'headers.ts'));
const NEVER = ['Blob', 'FormData', 'ReadableStream'];

/** The library and what it requires. */
const PACKAGES =
  /[/\\]node_modules[/\\](google-auth-library|gaxios|gcp-metadata|google-logging-utils|json-bigint|jws|jwa|ecdsa-sig-formatter)[/\\].*\.c?js$/;
const SDK = /[/\\]src[/\\]backend[/\\]google[/\\]sdk\.ts$/;

export function leanGoogle() {
  return {
    name: 'lean-google',
    setup({ onLoad }) {
      onLoad({ filter: PACKAGES }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const own = NEVER.filter((name) => text.includes(`instanceof ${name}`)).map(
          (name) => `class ${name} {}\n`,
        );
        return {
          contents:
            own.join('') + withHeaders(requiringLate(text), `const { Headers } = require(${HEADERS});`),
        };
      });
      onLoad({ filter: SDK }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        return { contents: withHeaders(text, `import { Headers } from ${HEADERS};`), loader: 'ts' };
      });
    },
  };
}

function withHeaders(text, declaration) {
  return /\bnew Headers\b|\binstanceof Headers\b/.test(text) ? `${declaration}\n${text}` : text;
}

// As TypeScript writes it, and who writes by hand.
const REQUIRE =
  /^(?:const|var) (\w+) = ((?:__import(?:Star|Default)\()?require\((?:"[^"]+"|'[^']+')\)\)?);$/gm;

const LATE = `function __late(load, loaded) {
  const get = () => (loaded ??= { module: load() }).module;
  return new Proxy(function () {}, {
    get: (_, name) => get()[name],
    has: (_, name) => name in get(),
    apply: (_, self, args) => Reflect.apply(get(), self, args),
    construct: (_, args) => Reflect.construct(get(), args),
  });
}
`;

function requiringLate(text) {
  const lazy = text.replace(REQUIRE, 'const $1 = __late(() => $2);');
  return lazy === text ? text : LATE + lazy;
}
