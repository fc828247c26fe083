// The manual page, from the tables that the help is made from: https://man7.org/linux/man-pages/man7/man-pages.7.html

import { importSource } from '../import-source.mjs';
import { NAME } from './source.mjs';

/** @param date as it stands on the page: 2026-11-25 */
export async function manPage({ version, date }) {
  const { COMMANDS, GRAMMAR, OPTIONS } = await importSource('src/command-line/arguments.ts');
  const { COMMAND_LINES, commandsOf, EXIT_CODES, OPTION_LINES, PURPOSE, synopsis } = await importSource(
    'src/command-line/manual.ts',
  );
  const { SYSTEM_BUNDLES } = await importSource('src/system/network/authorities.ts');

  const form = (name) => {
    const operands = synopsis(name).slice(name.length);
    return bold(name) + operands.replaceAll(/[A-Z]+/g, italic);
  };
  const usage = (name) => {
    const options = GRAMMAR[name].options.length > 0 ? ` [${italic('OPTION')}]...` : '';
    const command = name === 'provide' ? `[${form(name)}]` : form(name);
    return `${bold(NAME)} [${bold('--config')} ${italic('FILE')}] ${command}${options}`;
  };
  const command = (name) => ['.TP', form(name), sentence(COMMAND_LINES[name])];
  const option = (name) => {
    const { value, does } = OPTION_LINES[name];
    const { short } = OPTIONS[name];
    const commands = commandsOf(name);
    return [
      '.TP',
      `${short === undefined ? '' : `${bold(`-${short}`)}, `}${bold(`--${name}`)}${value === undefined ? '' : ` ${italic(value)}`}`,
      ...(commands.length === 0 ? [] : [`Of ${commands.map(bold).join(', ')}:`]),
      commands.length === 0 ? sentence(does) : `${text(does)}.`,
    ];
  };

  return `${[
    `.TH ${NAME.toUpperCase()} 8 ${date} "${NAME} ${version}"`,
    '.SH NAME',
    `${text(NAME)} \\- ${text(PURPOSE)}`,
    '.SH SYNOPSIS',
    ...COMMANDS.map(usage).join('\n.br\n').split('\n'),
    '.SH DESCRIPTION',
    'The kubelet runs this program when it pulls the image of a Pod.',
    'It reads a CredentialProviderRequest on standard input, finds the first rule of its configuration that is for the',
    'image, gets a credential from what that rule names (Amazon ECR, Azure Container Registry, Google Artifact',
    'Registry, a docker config or a static credential), and writes a CredentialProviderResponse on standard output.',
    'The other commands are for people.',
    '.SH COMMANDS',
    ...COMMANDS.flatMap(command),
    '.SH OPTIONS',
    ...Object.keys(OPTION_LINES).flatMap(option),
    '.SH "EXIT STATUS"',
    ...Object.entries(EXIT_CODES).flatMap(([code, lines]) => ['.TP', bold(code), sentence(lines.join(' '))]),
    '.SH ENVIRONMENT',
    ...[
      ['REGISTRY_CREDENTIAL_PROVIDER_CONFIG', 'the configuration, where no option names it'],
      ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'the way to the clouds, as the kubelet reads them'],
      ['SSL_CERT_FILE', "certificate authorities in the place of the system's"],
      ['NODE_EXTRA_CA_CERTS', "certificate authorities beside the system's"],
      ['NO_COLOR', 'no colour on a terminal'],
    ].flatMap(([names, does]) => ['.TP', bold(names), sentence(does)]),
    '.SH FILES',
    ...[
      [`/etc/${NAME}/config.yaml`, 'the configuration, where nothing names another'],
      [`/run/${NAME}`, 'credentials that the node keeps between runs'],
      [SYSTEM_BUNDLES.join(', '), "the system's certificate authorities; the first that is there"],
    ].flatMap(([names, does]) => ['.TP', italic(names), sentence(does)]),
    '.SH EXAMPLES',
    'What the kubelet does, by hand:',
    '.PP',
    '.nf',
    text(`echo '{"apiVersion":"credentialprovider.kubelet.k8s.io/v1",`),
    text(`  "kind":"CredentialProviderRequest","image":"registry.example/app"}' |`),
    text(`  ${NAME} --config config.yaml`),
    '.fi',
    '.PP',
    'Why a pull did or did not get a credential:',
    '.PP',
    '.nf',
    text(`${NAME} explain harbor.example/team/app:1.0`),
    '.fi',
    '.SH "SEE ALSO"',
    `The kubelet's side: ${italic('https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/')}`,
  ].join('\n')}\n`;
}

/** Roff reads some characters as its own: https://man7.org/linux/man-pages/man7/groff_char.7.html */
function text(words) {
  return words.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll("'", '\\(aq').replace(/^\./, '\\&.');
}

function sentence(words) {
  return `${text(words[0].toUpperCase() + words.slice(1))}.`;
}

function bold(words) {
  return `\\fB${text(words)}\\fR`;
}

function italic(words) {
  return `\\fI${text(words)}\\fR`;
}
