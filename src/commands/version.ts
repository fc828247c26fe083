// version: what this executable is.

import { VERSION } from '../version.ts';

export function versionText({ runtime, platform }: { runtime: string; platform: string }): string {
  return `registry-credential-provider ${VERSION} (Node ${runtime}, ${platform})\n`;
}
