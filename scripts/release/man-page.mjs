// The manual page, from the tables that the help is made from: https://man7.org/linux/man-pages/man7/man-pages.7.html

import { importSource } from '../import-source.mjs';
import { NAME } from './source.mjs';

/** @param date as it stands on the page: 2026-11-25 */
export async function manPage({ version, date }) {
  const { COMMAND_NAMES, GROUPS, rowOf } = await importSource('src/command-line/commands.ts');
  const { INSTEAD, OPTION_NAMES, optionRow } = await importSource('src/command-line/options.ts');
  const { commandTerm, optionText, PURPOSE, synopsis } = await importSource('src/command-line/help.ts');
  const { SYSTEM_BUNDLES } = await importSource('src/system/network/authorities.ts');

  const form = (name) => styled(commandTerm(name));
  const usage = (name) => `${bold(NAME)} ${styled(synopsis(name))}`;
  const command = (name) => {
    const { does, more } = rowOf(name);
    return ['.TP', form(name), sentence(does), ...(more === undefined ? [] : [text(more)])];
  };
  const option = (name) => {
    const { short, value, commands, more } = optionRow(name);
    return [
      '.TP',
      `${short === undefined ? '' : `${bold(`-${short}`)}, `}${bold(`--${name}`)}${value === undefined ? '' : ` ${italic(value)}`}`,
      `Of ${commands.map(bold).join(', ')}:`,
      `${text(optionText(name))}.`,
      ...(more === undefined ? [] : [text(more.replaceAll('`', ''))]),
    ];
  };

  return `${[
    `.TH ${NAME.toUpperCase()} 8 ${date} "${NAME} ${version}"`,
    '.SH NAME',
    `${text(NAME)} \\- ${text(PURPOSE)}`,
    '.SH SYNOPSIS',
    ...COMMAND_NAMES.map(usage).join('\n.br\n').split('\n'),
    '.SH DESCRIPTION',
    'The kubelet runs this program when it pulls the image of a Pod.',
    'It reads a CredentialProviderRequest on standard input, finds the first rule of its configuration that matches the',
    'image, gets a credential from the backend of that rule (Amazon ECR, Azure Container Registry, Google Artifact',
    'Registry, the token of the service account or what it is exchanged for, a secret store, a docker config or a static',
    'credential), and writes a CredentialProviderResponse on standard output.',
    'The other commands are for operators.',
    '.SH COMMANDS',
    ...Object.entries(GROUPS).flatMap(([group, title]) => [
      `.SS "${text(title)}"`,
      ...COMMAND_NAMES.filter((name) => rowOf(name).group === group).flatMap(command),
    ]),
    '.SH OPTIONS',
    ...OPTION_NAMES.flatMap(option),
    ...Object.entries(INSTEAD).flatMap(([name, { short, does }]) => [
      '.TP',
      `${bold(`-${short}`)}, ${bold(`--${name}`)}`,
      'Of every command:',
      `${text(does)}.`,
    ]),
    '.SH "EXIT STATUS"',
    ...COMMAND_NAMES.flatMap((name) => [
      '.TP',
      form(name),
      ...Object.entries(rowOf(name).exits).flatMap(([code, says], index) => [
        ...(index === 0 ? [] : ['.br']),
        `${bold(code)} ${text(says)}`,
      ]),
    ]),
    '.SH ENVIRONMENT',
    ...[
      ['REGISTRY_CREDENTIAL_PROVIDER_CONFIG', 'the configuration, if no option names it'],
      [
        'HTTPS_PROXY, HTTP_PROXY, NO_PROXY',
        'the proxy for requests to the clouds, read as the kubelet reads them',
      ],
      ['SSL_CERT_FILE', "certificate authorities instead of the system's"],
      ['NODE_EXTRA_CA_CERTS', "certificate authorities in addition to the system's"],
      ['NO_COLOR', 'no colour on a terminal'],
      ['COLUMNS', 'the width of the help, where stdout is not a terminal'],
    ].flatMap(([names, does]) => ['.TP', bold(names), sentence(does)]),
    '.SH FILES',
    ...[
      [`/etc/${NAME}/config.yaml`, 'the configuration, if nothing names another'],
      [`/run/${NAME}`, 'credentials that the node keeps between runs'],
      [SYSTEM_BUNDLES.join(', '), "the system's certificate authorities; the first file that exists"],
    ].flatMap(([names, does]) => ['.TP', italic(names), sentence(does)]),
    '.SH EXAMPLES',
    'What the kubelet does, by hand:',
    '.PP',
    '.nf',
    text(`echo '{"apiVersion":"credentialprovider.kubelet.k8s.io/v1",`),
    text(`  "kind":"CredentialProviderRequest","image":"registry.example/app"}' |`),
    text(`  ${NAME} --config config.yaml`),
    '.fi',
    ...COMMAND_NAMES.filter((name) => name !== 'provide').flatMap((name) =>
      rowOf(name).examples.flatMap(([line, purpose]) => [
        '.PP',
        `${text(capital(purpose))}:`,
        '.PP',
        '.nf',
        text(`${NAME} ${line}`),
        '.fi',
      ]),
    ),
    '.SH "SEE ALSO"',
    `The kubelet's side: ${italic('https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/')}`,
  ].join('\n')}\n`;
}

/** Roff reads some characters as its own: https://man7.org/linux/man-pages/man7/groff_char.7.html */
function text(words) {
  return words.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll("'", '\\(aq').replace(/^\./, '\\&.');
}

function sentence(words) {
  return `${text(capital(words))}.`;
}

function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}

/** In bold what is typed, in italics what stands for something else. */
function styled(words) {
  return words.replaceAll(/[a-z-]+|[A-Z]+/g, (word) => (/[A-Z]/.test(word) ? italic(word) : bold(word)));
}

function bold(words) {
  return `\\fB${text(words)}\\fR`;
}

function italic(words) {
  return `\\fI${text(words)}\\fR`;
}
