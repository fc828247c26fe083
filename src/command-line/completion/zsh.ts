// For zsh's own completion system: https://zsh.sourceforge.io/Doc/Release/Completion-System.html

import { NAME } from '../../version.ts';
import { COMPLETED_OPTIONS, type CompletedOption, type Place, places } from './places.ts';

export function zshScript(): string {
  const all = places();
  return `#compdef ${NAME}
# To have it in every shell, put it as _${NAME} into a folder of $fpath.

${all.map((place) => placeFunction(place, all)).join('\n')}
if [[ $funcstack[1] == _${NAME} ]]; then
  ${functionName([])} "$@"
else
  compdef ${functionName([])} ${NAME}
fi
`;
}

/** Completes what follows the words of a place; where commands follow, each has its own function. */
function placeFunction({ words, next, options }: Place, all: readonly Place[]): string {
  const followed = next.filter(({ word }) =>
    all.some((place) => place.words.join(' ') === [...words, word].join(' ')),
  );
  const specs = COMPLETED_OPTIONS.filter(({ name }) => options.includes(name)).map(optionSpec);
  const lines = [
    ...specs,
    ...(next.length === 0 ? [] : [`'1: :->next'`]),
    followed.length === 0 ? `'*: :_message "no more arguments"'` : `'*:: :->after'`,
  ];
  return `${functionName(words)}() {
  local curcontext=$curcontext state state_descr ret=1
  local -a line offers
  typeset -A opt_args
  _arguments -C -s ${lines.join(' \\\n    ')} && ret=0
${next.length === 0 ? '' : nextCases(words, next, followed)}  return ret
}
`;
}

function nextCases(words: readonly string[], next: Place['next'], followed: Place['next']): string {
  const after = followed.map(
    ({ word }) => `        ${word}) ${functionName([...words, word])} && ret=0 ;;\n`,
  );
  return `  case $state in
    next)
      offers=(${next.map(({ word, does }) => quoted(`${word}:${does.replaceAll(':', '\\:')}`)).join(' ')})
      _describe -t commands command offers && ret=0 ;;
${after.length === 0 ? '' : `    after)\n      case $line[1] in\n${after.join('')}      esac ;;\n`}  esac
`;
}

function functionName(words: readonly string[]): string {
  return ['_registry_credential_provider', ...words].join('_').replaceAll(/[ -]/g, '_');
}

function optionSpec(option: CompletedOption): string {
  const { name, short, repeatable, takesValue } = option;
  const text = `[${option.does.replaceAll(/[[\]:\\]/g, '\\$&')}]${takesValue ? `:value:${offer(option)}` : ''}`;
  const long = takesValue ? `--${name}=` : `--${name}`;
  if (short === undefined) {
    return quoted(`${repeatable ? '*' : ''}${long}${text}`);
  }
  return `${quoted(`(${short} --${name})`)}{${takesValue ? `${short}+` : short},${long}}${quoted(text)}`;
}

function offer({ offers }: CompletedOption): string {
  if (offers === 'files') return '_files';
  if (offers === 'folders') return '_files -/';
  if (offers.length === 0) return ' ';
  return offers.some((word) => word.endsWith('='))
    ? `_values -S = cloud ${offers.map((word) => `${word.slice(0, -1)}`).join(' ')}`
    : `(${offers.join(' ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
