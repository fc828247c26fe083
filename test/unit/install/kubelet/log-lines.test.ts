// What is shown of the kubelet's log: the lines that tell why, and none of the secrets.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chooseLogLines, showLogLine } from '../../../../src/install/kubelet/log-lines.ts';

const CANARY = 'canary-6f2a';
const JWT = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(CANARY).toString('base64url')}.c2lnbmF0dXJl`;

describe('which lines', () => {
  const noise = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `I1125 02:00:00.${index} 7 ${'abcdefghij'[index % 10]}${index} is well`,
    );

  test('the reason is found among hundreds that are newer', () => {
    const reason =
      'E1125 02:00:01 7 kuberuntime_manager.go:316] "Failed to register CRI auth plugins" err="plugin binary executable  did not exist"';
    const lines = chooseLogLines([...noise(50), reason, ...noise(200)].join('\n'));
    assert.equal(lines[0], reason);
    assert.ok(lines.length <= 16, String(lines.length));
  });

  test('in their order, the newest last, each once however often it comes', () => {
    const loop = [1, 2, 3].flatMap((turn) => [
      `I1125 02:00:0${turn} ${turn} starting`,
      `F1125 02:00:0${turn} ${turn} run.go:72] "command failed" err="yaml: line 3"`,
      `Nov 25 systemd: kubelet.service: Main process exited, code=exited, status=${turn}/FAILURE`,
    ]);
    assert.deepEqual(chooseLogLines(`${loop.join('\n')}\n\n`), loop.slice(-3));
  });

  test('nothing of nothing', () => assert.deepEqual(chooseLogLines(' \n\n'), []));
});

describe('secrets', () => {
  for (const line of [
    `response {"auth":{"r.example":{"username":"u","password":"${CANARY}"}}}`,
    `response {\\"password\\":\\"${CANARY} and more\\"}`,
    `env PASSWORD=${CANARY} rest`,
    `password: ${CANARY}`,
    `serviceAccountToken="${JWT}"`,
    `got ${JWT} for it`,
    `Authorization: Bearer ${CANARY}`,
    `authorization=Basic ${CANARY}`,
    `proxy http://user:${CANARY}@proxy.example:3128 refused`,
    `GET https://sts.example/?Action=Assume&Token=${CANARY} failed`,
    `token '${CANARY}' is old`,
    `AWS_SECRET_ACCESS_KEY=${CANARY}`,
    `blob ${CANARY}${'A'.repeat(100)}`,
  ]) {
    test(line.slice(0, 50), () => {
      const shown = showLogLine(line);
      assert.doesNotMatch(shown, new RegExp(CANARY));
      assert.match(shown, /\[redacted\]/);
    });
  }

  for (const line of [
    'image registry.example/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 not found',
    'Failed to register CRI auth plugins: plugin binary directory /opt/bin did not exist',
    'dial tcp 10.0.0.1:6443: connect: connection refused',
    '"Failed to retrieve credential" err="exit status 1: static: password file \\"/etc/x\\" does not exist"',
  ]) {
    test(`nothing is taken from: ${line.slice(0, 40)}`, () => assert.equal(showLogLine(line), line));
  }
});

test('nothing moves a cursor, and nothing is endless', () => {
  assert.equal(showLogLine('a\u001b[31mb\u202e'), 'a\\u{1b}[31mb\\u{202e}');
  assert.equal(showLogLine('ab '.repeat(1000)).length, 400);
});
