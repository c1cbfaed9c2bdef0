import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { age, findings, isOlder, open } from './known-holes.mjs';

const here = import.meta.dirname;
const known = JSON.parse(readFileSync(join(here, 'known-holes.json'), 'utf8'));
const list = (...libraries) => ({
  components: libraries.map(library => {
    const [group, name, version] = library.split(':');
    return { group, name, version };
  })
});

test('versions are compared part by part as numbers', () => {
  for (const [older, newer] of [
    ['3.17.0', '3.18.0'],
    ['3.9', '3.18.0'],
    ['10.1.9', '10.1.60'],
    ['2.13.4', '2.13.4.2'],
    ['3.18.0-rc1', '3.18.0'],
    ['3.18.0-SNAPSHOT', '3.18.0'],
    ['3.1.1.RELEASE', '3.1.2.RELEASE'],
    ['42.7.6', '42.7.7']
  ]) {
    assert.equal(isOlder(older, newer), true, `${older} < ${newer}`);
    assert.equal(isOlder(newer, older), false, `${newer} < ${older}`);
  }
  for (const [one, same] of [['3.18', '3.18.0'], ['8.0.3.Final', '8.0.3'], ['2.0', '2.0']]) {
    assert.equal(isOlder(one, same), false);
    assert.equal(isOlder(same, one), false);
  }
});

test('a library with a hole is found, with the version that has none', () => {
  assert.deepEqual(findings(list('org.apache.commons:commons-lang3:3.17.0', 'org.yaml:snakeyaml:2.4'), known), [
    'org.apache.commons:commons-lang3 3.17.0: CVE-2025-48924 (endless recursion in ClassUtils); fixed in 3.18.0, see https://nvd.nist.gov/vuln/detail/CVE-2025-48924'
  ]);
  assert.deepEqual(findings(list('org.apache.commons:commons-lang3:3.18.0'), known), []);
});

test('a hole that nobody mends is told and is no finding', () => {
  const libraries = list('org.springframework:spring-core:6.2.19');
  assert.deepEqual(findings(libraries, known), []);
  assert.equal(open(libraries, known).length, 1);
  assert.equal(open(list('org.springframework:spring-core:7.0.10'), known).length, 0);
});

test('an empty list is no good list', () => {
  assert.equal(findings({}, known).length, 1);
  assert.equal(findings({ components: [] }, known).length, 1);
});

test('every hole says which library, until when, what and where it is written', () => {
  for (const hole of known.holes) {
    assert.match(hole.library, /^[\w.-]+:[\w.-]+$/);
    assert.match(hole.below, /^\d+(\.\d+)+/);
    assert.ok(hole.hole);
    assert.match(hole.source, /^https:\/\//);
    assert.deepEqual(findings(list(`${hole.library}:0.0.1`), { holes: [hole] }).length, 1);
  }
  assert.ok(age(known, new Date(known.reviewed)) === 0);
});

test('the command fails for a bad list and passes for a good one', () => {
  const directory = mkdtempSync(join(tmpdir(), 'holes'));
  try {
    const run = sbom => {
      const file = join(directory, 'application.cdx.json');
      writeFileSync(file, JSON.stringify(sbom));
      return spawnSync(process.execPath, [join(here, 'known-holes.mjs'), file], { encoding: 'utf8' });
    };
    const bad = run(list('org.apache.commons:commons-lang3:3.17.0'));
    assert.equal(bad.status, 1);
    assert.match(bad.stderr, /CVE-2025-48924/);
    assert.equal(run(list('org.apache.commons:commons-lang3:3.20.0')).status, 0);
    assert.equal(run({}).status, 1);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
