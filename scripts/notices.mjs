// Writes THIRD_PARTY_NOTICES.md: every Rust package that is compiled into the server or a browser bundle, with its
// licence. With a folder as argument, it also copies each package's licence files there, for `make release`.
//
//   node scripts/notices.mjs [FOLDER]
//   node scripts/notices.mjs --check     only say whether the file is current

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [argument] = process.argv.slice(2);
const folder = argument === '--check' ? undefined : argument;
const FILE = 'THIRD_PARTY_NOTICES.md';
const TARGETS = ['x86_64-unknown-linux-gnu', 'wasm32-unknown-unknown'];

/** Packages linked into our code for a target: neither tests, nor build scripts, nor macros. */
function packages(target) {
  const features = target.startsWith('wasm') ? 'hydrate' : 'ssr,embedded-db';
  const args = ['metadata', '--format-version', '1', '--features', features, '--filter-platform', target];
  const metadata = JSON.parse(execFileSync('cargo', args, { maxBuffer: 1 << 28, encoding: 'utf8' }));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const byId = new Map(metadata.packages.map((entry) => [entry.id, entry]));
  const isMacro = (id) => byId.get(id).targets.some((t) => t.kind.includes('proc-macro'));
  const seen = new Set();
  const waiting = [metadata.resolve.root];
  while (waiting.length > 0) {
    const id = waiting.pop();
    if (seen.has(id) || isMacro(id)) continue;
    seen.add(id);
    waiting.push(...nodes.get(id).deps.filter((d) => d.dep_kinds.some((k) => k.kind === null)).map((d) => d.pkg));
  }
  seen.delete(metadata.resolve.root);
  return [...seen].map((id) => byId.get(id));
}

const all = new Map(TARGETS.flatMap(packages).map((entry) => [`${entry.name} ${entry.version}`, entry]));

/** One spelling for what means the same. */
function licence({ name, license }) {
  if (/^surrealdb/.test(name)) return 'Business Source License 1.1';
  if (!license) return 'see the package';
  const spelled = license.replace(/\s*\/\s*/g, ' OR ');
  return / AND |\(| WITH /.test(spelled) ? spelled : [...new Set(spelled.split(' OR '))].sort().join(' OR ');
}

const groups = new Map();
for (const [label, entry] of [...all].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const name = licence(entry);
  groups.set(name, [...(groups.get(name) ?? []), label]);
}

const sections = [...groups].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1)).map(([name, labels]) => `### ${name}\n\n${labels.join(', ')}\n`);
const text = `# Third-party notices

CHATIMJD itself is under the [Apache License 2.0](LICENSE). It is built from the packages below, each under its own licence.
Written by \`node scripts/notices.mjs\`; \`make release\` puts each package's licence text beside the binary.

## SurrealDB

The embedded database is **source-available, not open source**: Business Source License 1.1, full text in [docs/licenses/SurrealDB-BSL-1.1.txt](docs/licenses/SurrealDB-BSL-1.1.txt).
It may be used in this product, commercially too, but not to offer a database service, that is, one that lets third parties create, manage or control schemas or tables. CHATIMJD
gives nobody that. Each version becomes Apache License 2.0 at its change date (2030-01-01 for the version used here). Copies of the binary must carry that text.

## Inter

The dashboard's typeface, copied into the site's folder by the build: Copyright 2016 The Inter Project Authors, SIL Open Font License 1.1, full text in
[docs/licenses/Inter-OFL-1.1.txt](docs/licenses/Inter-OFL-1.1.txt).

## Rust packages

${all.size} packages. Those under the Mozilla Public License 2.0 are used unchanged; their source is in the public registry of Rust packages.

${sections.join('\n')}`;

if (argument === '--check') {
  const current = existsSync(FILE) && readFileSync(FILE, 'utf8') === text;
  console.log(current ? `${FILE} is current` : `${FILE} is out of date: node scripts/notices.mjs`);
  process.exit(current ? 0 : 1);
}
writeFileSync(FILE, text);

if (folder) {
  for (const [label, entry] of all) {
    const home = dirname(entry.manifest_path);
    const texts = readdirSync(home).filter((file) => /^(licen[cs]e|copying|notice|unlicense)/i.test(file) && !/\.rs$/.test(file));
    if (texts.length === 0) continue;
    const place = join(folder, label.replace(' ', '-'));
    mkdirSync(place, { recursive: true });
    for (const file of texts) {
      try {
        copyFileSync(join(home, file), join(place, file));
      } catch {
        // A folder of that name: its files are what the package declares elsewhere too.
      }
    }
  }
}
console.log(`${all.size} packages, ${groups.size} licences`);
