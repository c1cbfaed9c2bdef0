// Compares the list of libraries in a jar with the holes that are known to us. No database of holes is asked: this runs without
// a network, and knows what known-holes.json says and nothing later.
//   node .ci/known-holes.mjs <application.cdx.json> [known-holes.json]
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REVIEW_DAYS = 90;

/** Parts of a Maven version; a word such as RELEASE or rc1 counts by itself, a missing part is 0. */
const parts = version => version.split(/[.-]/).map(part => (/^\d+$/.test(part) ? Number(part) : part.toLowerCase()));

const RELEASED = new Set(['release', 'final', 'ga', 'jre', 'android']);

const order = part => (typeof part === 'number' ? part : RELEASED.has(part) ? 0 : -1);

/** Whether version a is older than b. A version before its release (rc, alpha, beta, SNAPSHOT) is older than the release. */
export function isOlder(a, b) {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [l, r] = [order(left[i] ?? 0), order(right[i] ?? 0)];
    if (l !== r) {
      return l < r;
    }
  }
  return false;
}

/** What is wrong with a list of libraries (CycloneDX), one sentence each. */
export function findings(sbom, known) {
  const libraries = sbom.components ?? [];
  if (libraries.length === 0) {
    return ['the list names no library'];
  }
  const found = [];
  for (const { library, below, hole, source } of known.holes) {
    for (const { group, name, version } of libraries) {
      if (`${group}:${name}` === library && isOlder(version, below)) {
        found.push(`${library} ${version}: ${hole}; fixed in ${below}, see ${source}`);
      }
    }
  }
  return found;
}

/** Holes that the libraries have and that nobody mends for us, one sentence each: known, told each time, and no failure. */
export function open(sbom, known) {
  return (known.open ?? [])
    .filter(({ library, version }) =>
      (sbom.components ?? []).some(c => `${c.group}:${c.name}` === library && c.version === version))
    .map(({ library, version, hole, source }) => `${library} ${version}: ${hole}, see ${source}`);
}

/** Days since somebody last looked for new holes. */
export const age = (known, now) => Math.floor((now - new Date(known.reviewed)) / 86_400_000);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [list, holes = join(dirname(process.argv[1]), 'known-holes.json')] = process.argv.slice(2);
  const sbom = JSON.parse(readFileSync(list, 'utf8'));
  const known = JSON.parse(readFileSync(holes, 'utf8'));
  const found = findings(sbom, known);
  found.forEach(finding => console.error(finding));
  open(sbom, known).forEach(hole => console.log(`open: ${hole}`));
  const days = age(known, Date.now());
  if (days > REVIEW_DAYS) {
    console.error(`known-holes.json was last reviewed ${days} days ago: look for new holes and write the date`);
  }
  console.log(`${sbom.components?.length ?? 0} libraries, ${known.holes.length} known holes, ${found.length} found`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
