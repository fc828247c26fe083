// The forms of exchange, by their keys in the configuration.

import type { ExchangeFormKind } from '../../../config/config.ts';
import { artifactKeeper } from './artifact-keeper.ts';
import { chainguard } from './chainguard.ts';
import { cloudsmith } from './cloudsmith.ts';
import { dockerHub } from './docker-hub.ts';
import type { WireForm } from './form.ts';
import { jfrog } from './jfrog.ts';
import { quay } from './quay.ts';
import { tokenEndpoint } from './token-endpoint.ts';
import { yandex } from './yandex.ts';

const FORMS: { readonly [K in ExchangeFormKind]: WireForm<K> } = {
  tokenEndpoint,
  jfrog,
  quay,
  cloudsmith,
  chainguard,
  artifactKeeper,
  yandex,
  dockerHub,
};

export function formOf<K extends ExchangeFormKind>(kind: K): WireForm<K> {
  return FORMS[kind];
}
