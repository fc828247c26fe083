// schema: the JSON Schema of a format, for editors and for programs.

import checkReport from '../../schemas/check-report.schema.json' with { type: 'json' };
import config from '../../schemas/config.schema.json' with { type: 'json' };
import request from '../../schemas/credential-provider-request.schema.json' with { type: 'json' };
import response from '../../schemas/credential-provider-response.schema.json' with { type: 'json' };
import installStatus from '../../schemas/install-status.schema.json' with { type: 'json' };
import type { ArgumentsOf } from '../command-line/arguments.ts';
import type { Command } from '../world.ts';

const SCHEMAS: Readonly<Record<ArgumentsOf<'schema'>['schema'], object>> = {
  config,
  'check-report': checkReport,
  'install-status': installStatus,
  'credential-provider-request': request,
  'credential-provider-response': response,
};

export const schema: Command<'schema'> = async ({ schema }) => ({
  text: `${JSON.stringify(SCHEMAS[schema], undefined, 2)}\n`,
  exitCode: 0,
});
