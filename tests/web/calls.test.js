// Whole calls: Node hears what a native host hears, event by event, token by token; and what stands in the transcript beside the call.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { begin, play } from './player.js';
import { native, referenceCalls, workFolder } from './support.js';

const folder = workFolder('calls');
const calls = referenceCalls(folder);

test('there are calls of several flows', () => {
  assert.ok(calls.length >= 20, `${calls.length} calls`);
  assert.ok(new Set(calls.map(({ files }) => files.image)).size >= 6);
});

for (const { path, name, files, image, answers, recorded } of calls) {
  test(`${name}: Node plays it as a native host does`, () => {
    const script = join(folder, `${name}.answers`);
    writeFileSync(script, answers);
    const alone = native('play', files.image, files.policy, script, '-', 0, 1e9, '-', '-');
    assert.equal(alone.status, 0, alone.error);
    const call = begin(image, recorded);
    const { log, over } = play(call, recorded);
    assert.ok(over);
    assert.equal(log, alone.out);
    call.close();

    // The golden transcript of `guion run` tells the same texts in the same order.
    const transcript = readFileSync(path.replace(/\.call$/, '.transcript'), 'utf8');
    let at = 0;
    for (const [, text] of log.matchAll(/^\d+ .*? (?:say|ask|verify|menu)\b[^:\n]*: (.+)$/gm)) {
      const found = transcript.indexOf(text, at);
      assert.ok(found >= 0, `not in the transcript: ${text}`);
      at = found + text.length;
    }
    assert.ok(at > 0);
  });
}
