// Packs what `cargo-leptos --split` cut the dashboard into. For each set of pages that share code it makes one file, which
// are dozens for each page: here each page gets one pack, and what most pages share is in another one.
//
//   node scripts/parts.mjs PKG
//
// It expects the loading module of wasm_split_cli_support 0.2.3 and ends with an error where that reads otherwise.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LOADER = '__wasm_split.______________________.js';
const MANIFEST = '__wasm_split_manifest.json';
const SHARED = 'shared.parts';
const PIECE = /^(split|chunk)_\w+\.wasm$/;

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node scripts/parts.mjs PKG');
  process.exit(2);
}
const path = (name) => join(folder, name);

/** The pieces of each part, by the name of the function that is loaded. */
const parts = new Map(Object.entries(JSON.parse(readFileSync(path(MANIFEST), 'utf8'))).sort());
if (parts.size === 0) throw new Error(`${MANIFEST} is empty: was the bundle built with --split?`);

/** Pieces that more than half of the parts need. */
function commonPieces() {
  const users = new Map();
  for (const piece of [...parts.values()].flat()) users.set(piece, (users.get(piece) ?? 0) + 1);
  return new Set([...users.keys()].filter((piece) => users.get(piece) * 2 > parts.size).sort());
}

/** Writes a pack. Returns its address below the folder, with the hash that the server gives it, and what lies where. */
function pack(file, pieces) {
  const places = {};
  const contents = [];
  let length = 0;
  for (const piece of pieces) {
    const bytes = readFileSync(path(`${piece}.wasm`));
    places[piece] = [length, bytes.length];
    contents.push(bytes);
    length += bytes.length;
  }
  const whole = Buffer.concat(contents);
  writeFileSync(path(file), whole);
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 16);
  return { file, address: `${file}?v=${hash}`, places };
}

const common = commonPieces();
const shared = pack(SHARED, common);
const packs = new Map();
for (const [name, pieces] of parts) {
  const own = pieces.filter((piece) => !common.has(piece));
  packs.set(name, [
    ...(own.length < pieces.length ? [shared] : []),
    ...(own.length > 0 ? [pack(`${name}.parts`, own)] : []),
  ]);
}

/** Replaces exactly `times` occurrences. */
function replaced(text, pattern, by, times) {
  let count = 0;
  const result = text.replace(pattern, (...match) => {
    count += 1;
    return by(...match);
  });
  if (count !== times) throw new Error(`${LOADER} reads otherwise: ${count} times ${pattern}, not ${times}`);
  return result;
}

const all = [...new Set([shared, ...packs.values()].flat())];
const known = new Set(all.flatMap(({ places }) => Object.keys(places)));
let loader = readFileSync(path(LOADER), 'utf8');
loader = replaced(loader, /fetch\(new URL\("\.\/(\w+)\.wasm", import\.meta\.url\)\)/g, (_, name) => {
  if (!known.has(name)) throw new Error(`${name} is in no pack`);
  return `piece(${JSON.stringify(name)})`;
}, known.size);
loader = replaced(loader, /^export const __wasm_split_load_(\w+) = wrapAsyncCb\(/gm, (_, name) => {
  const addresses = packs.get(name)?.map(({ address }) => address);
  if (!addresses) throw new Error(`${name} is no part of ${MANIFEST}`);
  return `export const __wasm_split_load_${name} = part(${JSON.stringify(addresses)}, `;
}, parts.size);
loader = replaced(loader, /success = false;/g, () => 'await anew();', 1);
const places = Object.fromEntries(all.map(({ address, places }) => [address, places]));
const added = readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'parts_loader.js'), 'utf8');
writeFileSync(path(LOADER), `const PACKS = ${JSON.stringify(places)};\n${added}\n${loader}`);
writeFileSync(path(MANIFEST), JSON.stringify(Object.fromEntries([...packs].map(([name, own]) => [name, own.map(({ file }) => file)]))));
for (const name of readdirSync(folder)) if (PIECE.test(name)) rmSync(path(name));

console.log(`parts: ${known.size} pieces in ${all.length} packs, ${common.size} of them shared`);
