// For bash 4.2 and newer, without the package bash-completion:
// https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html

import { NAME } from '../../version.ts';
import { COMPLETED_OPTIONS, type CompletedOption, type Place, places } from './places.ts';

const VALUED = COMPLETED_OPTIONS.filter(({ takesValue }) => takesValue);

export function bashScript(): string {
  return `# bash completion for ${NAME}
# To have it in every shell: ${NAME} completion bash | install -m 0644 /dev/stdin /etc/bash_completion.d/${NAME}

_registry_credential_provider() {
  local i word option='' current='' offers='' options=''
  local -a words=() before=()
  COMPREPLY=()

  # Readline takes "--output=json" for three words.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((\${#words[@]} > 0)) && [[ $word == = || \${COMP_WORDS[i - 1]} == = ]]; then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done

  for ((i = 0; i < \${#words[@]} - 1; i++)); do
    word=\${words[i]}
    if [[ -n $option ]]; then
      option=''
      continue
    fi
    case $word in
      ${VALUED.flatMap(spellings).join(' | ')}) option=$word ;;
      -*) ;;
      *) before+=("$word") ;;
    esac
  done
  ((\${#words[@]} == 0)) || current=\${words[\${#words[@]} - 1]}
  if [[ -z $option && $current == --*=* ]]; then
    option=\${current%%=*}
    current=\${current#*=}
  fi

  case $option in
    '') ;;
${VALUED.filter(({ offers }) => offers.length > 0)
  .map((option) => `    ${spellings(option).join(' | ')}) ${offer(option)}; return ;;`)
  .join('\n')}
    *) return ;;
  esac

  case "\${before[*]}" in
${places().map(placeCase).join('\n')}
  esac
  [[ $current == -* ]] && offers=$options
  mapfile -t COMPREPLY < <(compgen -W "$offers" -- "$current")
}

complete -F _registry_credential_provider ${NAME}
`;
}

function spellings({ name, short }: CompletedOption): string[] {
  return short === undefined ? [`--${name}`] : [`--${name}`, short];
}

function placeCase({ words, next, options }: Place): string {
  const text = words.join(' ');
  const lines = [
    ...(next.length === 0
      ? []
      : [`[[ "\${before[*]}" == '${text}' ]] && offers='${next.map(({ word }) => word).join(' ')}'`]),
    `options='${options.map((name) => `--${name}`).join(' ')}'`,
  ];
  return `    '${text}'${text === '' ? '' : ` | '${text} '*`})\n      ${lines.join('\n      ')} ;;`;
}

function offer({ offers }: CompletedOption): string {
  if (offers === 'files' || offers === 'folders') {
    const kind = offers === 'files' ? '-f' : '-d';
    return `compopt -o filenames; mapfile -t COMPREPLY < <(compgen ${kind} -- "$current")`;
  }
  const goesOn = offers.some((word) => word.endsWith('=')) ? 'compopt -o nospace; ' : '';
  // Behind the "=" of such a word, nothing is known.
  return `${goesOn}[[ $current == *=* ]] || mapfile -t COMPREPLY < <(compgen -W '${offers.join(' ')}' -- "$current")`;
}
