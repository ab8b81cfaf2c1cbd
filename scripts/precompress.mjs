// Writes a brotli (quality 11) and a gzip twin beside each text or WebAssembly file of a folder, so that the
// server never spends time on it and visitors download the smallest form.
//
//   node scripts/precompress.mjs FOLDER

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const COMPRESSIBLE = new Set(['.css', '.html', '.js', '.json', '.parts', '.svg', '.txt', '.wasm']);

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node scripts/precompress.mjs FOLDER');
  process.exit(2);
}

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !COMPRESSIBLE.has(extname(entry.name))) continue;
  const path = join(entry.parentPath, entry.name);
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
