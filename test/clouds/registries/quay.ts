// Quay's robot federation: a robot account and a token of an issuer in exchange for a token of one hour.
// https://github.com/quay/quay/blob/master/endpoints/oauth/robot_identity_federation.py
import { signingKeyOf, signJwt } from '../jwt.ts';
import { audiencesOf } from '../oidc.ts';
import { type Answer, json, type ReceivedRequest, type ServiceDefinition, text } from '../service.ts';
import { judge, type RegistriesConfig, secondsOf } from './config.ts';

const PATH = '/oauth2/federation/robot/token';
/** https://github.com/quay/quay/blob/master/util/validation.py */
const NAME = '[a-z0-9]+(?:[._-][a-z0-9]+)*';
const ROBOT = new RegExp(`^${NAME}\\+${NAME}$`);

export const quay = (config: RegistriesConfig): ServiceDefinition => ({
  name: 'quay',
  hosts: /^quay\.(?:io|corp\.example)$/,
  ...(config.now && { now: config.now }),
  throttled: () => text(429, 'Too Many Requests'),
  failing: (status) =>
    text(status, '<html><body>Quay is down</body></html>', { 'content-type': 'text/html' }),
  refusing: (status, _code, message) => json(status, { error: message }),
  async answer(request) {
    if (request.path !== PATH || request.rawQuery !== '') return text(404, 'Not Found');
    if (request.method !== 'GET' || request.body.length > 0) return text(405, 'Method Not Allowed');
    const pair = basicOf(request);
    if (pair === undefined) return refuse('missing auth');
    const [robot, token] = pair;
    if (!ROBOT.test(robot)) return refuse('Invalid robot');
    return exchanged(robot, token, config);
  },
});

const refuse = (error: string): Answer => json(401, { error });

/** Split at the first colon. */
function basicOf({ headers }: ReceivedRequest): readonly [string, string] | undefined {
  const [, value] = /^Basic ([A-Za-z0-9+/]+={0,2})$/.exec(headers.authorization ?? '') ?? [];
  const [, name, password] = /^([^:]*):(.+)$/s.exec(Buffer.from(value ?? '', 'base64').toString()) ?? [];
  return name === undefined || password === undefined ? undefined : [name, password];
}

async function exchanged(robot: string, token: string, config: RegistriesConfig): Promise<Answer> {
  const federation = config.quay?.robots[robot];
  if (federation === undefined) return refuse(`Could not find robot with username: ${robot}`);
  if (federation.length === 0) return refuse('Robot does not have federated login configured');
  const { claims, problem } = await judge(token, config);
  if (typeof claims.iss !== 'string') return refuse('Token does not contain issuer');
  const ofIssuer = federation.filter(({ issuer }) => issuer === claims.iss);
  if (ofIssuer.length === 0) return refuse(`issuer ${claims.iss} not configured for this robot`);
  if (problem !== undefined) return refuse(`Invalid token: ${problem}`);
  const ofSubject = ofIssuer.filter(({ subject }) => subject === claims.sub);
  if (ofSubject.length > 1) return refuse('Ambiguous federation binding for this robot');
  const [binding] = ofSubject;
  if (binding === undefined) return refuse('Token does not match robot');
  const { audiences } = binding;
  if (audiences !== undefined && !audiencesOf(claims).some((each) => audiences.includes(each))) {
    return refuse('Token audience is not allowed for this robot');
  }
  const iat = secondsOf(config);
  return json(200, {
    token: signJwt(signingKeyOf('quay'), {
      iss: 'quay',
      aud: 'quay.io',
      nbf: iat,
      iat,
      exp: iat + 3600,
      sub: '(robot)',
      access: [],
      context: { robot, secret: config.secret },
    }),
  });
}
