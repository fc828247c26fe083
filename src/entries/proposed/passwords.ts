// For the entries of plugins whose password is in the kubelet's configuration or in a file, and of those that send the Pod's
// token as the password. No password is shown: the rules name a file that is not there yet.
// https://github.com/hegerdes/kubelet-static-credential-provider
// https://github.com/mesosphere/dynamic-credential-provider
// https://github.com/container-registry/harbor-workload-identity-federation

import { quote } from '../../escape.ts';
import { ownerOfAudience } from '../../protocol/known-audiences.ts';
import { NAME } from '../../version.ts';
import { STATIC_PASSWORD, STATIC_USERNAME } from '../replaced/variables.ts';
import type { FoundEntry } from './found-entry.ts';
import { byFullHost, noteEach, sortPatterns } from './hosts.ts';
import { FILL_IN, Placeholder, type Proposal, type ProposedFields } from './proposal.ts';

export function proposeStatic(entry: FoundEntry): Proposal {
  const { own, notes } = sortPatterns(entry, undefined);
  if (own.length === 0) return { rules: [], notes };
  const name = entry.ruleName('static');
  const file = (what: string) => `/etc/${NAME}/${name}.${what}`;
  const { username, source, fileNotes } = whereItIs(entry);
  const fields: ProposedFields = {
    static: {
      ...(username === undefined ? { usernameFile: file('username') } : { username }),
      passwordFile: file('password'),
    },
  };
  const both = username === undefined ? `${file('username')} and ${file('password')}` : file('password');
  return {
    rules: [
      {
        name,
        matchImages: own,
        fields,
        comments: [
          `${FILL_IN}: ${source} into ${both}, one line, owned by root, mode 0600. Until then check reports an error, and the pulls fail.`,
        ],
      },
    ],
    notes: [...notes, ...fileNotes],
  };
}

interface Whereabouts {
  /** Undefined: it is not in the entry. */
  readonly username: string | undefined;
  /** What is to be put into a file. */
  readonly source: string;
  readonly fileNotes: Proposal['notes'];
}

function whereItIs(entry: FoundEntry): Whereabouts {
  const file = entry.args.findLast(({ value }) => value?.startsWith('/'));
  if (file !== undefined) {
    const path = quote(file.value ?? '');
    return {
      username: undefined,
      source: `put the username and the password of ${path}, each,`,
      fileNotes: [
        {
          field: ['args', file.index],
          text: `what is in ${path} is not looked at; if it has several registries, write a rule for each, or a docker config file and dockerConfig`,
        },
      ],
    };
  }
  const username = entry.variable(STATIC_USERNAME);
  const isUsername = username !== undefined && /^[^\p{Cc}:]+$/u.test(username);
  const line = entry.provider.place.lineOf(...entry.variableField(STATIC_PASSWORD));
  const password =
    entry.variable(STATIC_PASSWORD) === undefined
      ? 'the password'
      : `the value of ${STATIC_PASSWORD} (line ${line})`;
  return {
    username: isUsername ? username : undefined,
    source: isUsername ? `put ${password}` : `put the username and ${password}, each,`,
    fileNotes: [],
  };
}

/** The token of the Pod's service account is the password. */
export function proposeTokenAsPassword(entry: FoundEntry): Proposal {
  const { own, notes } = sortPatterns(entry, undefined);
  const { hosts, wild } = byFullHost(
    own.map((pattern) => ({ pattern, index: entry.provider.matchImages.indexOf(pattern) })),
  );
  const audience = entry.audience ?? '';
  const fields: ProposedFields = {
    identity: 'serviceAccount',
    serviceAccountToken: {
      username:
        entry.flag('username')?.value ??
        new Placeholder('the username that the registry expects with a token, such as jwt', 'fill-in'),
      audience:
        audience === '' || ownerOfAudience(audience) !== undefined
          ? new Placeholder("an audience of the registry's own, such as its host", 'fill-in')
          : audience,
    },
  };
  const matchImages = [...hosts.values()].flat();
  return {
    rules:
      matchImages.length === 0 ? [] : [{ name: entry.ruleName('harbor'), matchImages, fields, comments: [] }],
    notes: [
      ...notes,
      ...noteEach(wild, "it has a wildcard: the host is shown the Pod's token, so name each host in full"),
    ],
  };
}
