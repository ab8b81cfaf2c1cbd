// Which browser the tests drive: the machine's own, because a download of Playwright's is not always possible.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser's path; CHATIMJD_BROWSER overrules. */
export function browserPath(): string {
  if (process.env.CHATIMJD_BROWSER) return process.env.CHATIMJD_BROWSER;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error(`no browser: install chromium (scripts/setup.sh does) or set CHATIMJD_BROWSER`);
  return found;
}
