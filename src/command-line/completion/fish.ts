// For fish 3.4 and newer: https://fishshell.com/docs/current/completions.html

import { NAME } from '../../version.ts';
import { COMPLETED_OPTIONS, type CompletedOption, places } from './places.ts';

/** The word at the cursor, less the option of "--files=". */
const TYPED_VALUE = 'commandline -ct | string replace -r -- "^--[^=]*=" ""';

export function fishScript(): string {
  return `# fish completion for ${NAME}
# To have it in every shell: ${NAME} completion fish | install -m 0644 /dev/stdin /etc/fish/completions/${NAME}.fish

# Whether the words before, less options and their values, are these; with --begin, begin with these.
function __registry_credential_provider_at
    set -l begin no
    if test "$argv[1]" = --begin
        set begin yes
        set -e argv[1]
    end
    set -l words
    set -l value no
    for word in (commandline -opc)[2..-1]
        if test $value = yes
            set value no
            continue
        end
        switch $word
            case ${COMPLETED_OPTIONS.filter(({ takesValue }) => takesValue)
              .flatMap(({ name, short }) => [`--${name}`, ...(short === undefined ? [] : [short])])
              .join(' ')}
                set value yes
            case '-*'
            case '*'
                set -a words $word
        end
    end
    test $begin = yes -a (count $words) -gt (count $argv) && set words $words[1..(count $argv)]
    test "$words" = "$argv"
end

complete -c ${NAME} -f
${places()
  .flatMap(({ words, next }) =>
    next.map(
      ({ word, does }) =>
        `complete -c ${NAME} -n '__registry_credential_provider_at${words.map((before) => ` ${before}`).join('')}' -a ${word} -d ${quoted(does)}`,
    ),
  )
  .join('\n')}
${COMPLETED_OPTIONS.map((option) => completeOption(option)).join('\n')}
`;
}

function completeOption(option: CompletedOption): string {
  const having = places().filter(({ options }) => options.includes(option.name));
  const everywhere = having.length === places().length;
  const condition = everywhere
    ? ''
    : ` -n '${having
        .map(({ words }) =>
          `__registry_credential_provider_at ${words.length === 0 ? '' : '--begin '}${words.join(' ')}`.trimEnd(),
        )
        .join('; or ')}'`;
  const short = option.short === undefined ? '' : ` -s ${option.short.slice(1)}`;
  const value = option.takesValue ? ` ${offer(option)}` : '';
  return `complete -c ${NAME}${condition} -l ${option.name}${short}${value} -d ${quoted(option.does)}`;
}

function offer({ offers }: CompletedOption): string {
  if (offers === 'files') return '-r -F';
  if (offers === 'folders') return `-x -a '(__fish_complete_directories (${TYPED_VALUE}))'`;
  return offers.length === 0 ? '-x' : `-x -a '${offers.join(' ')}'`;
}

/** In single quotes, where fish knows two escapes. */
function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
