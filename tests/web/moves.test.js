// A call moves native → Node → native by snapshot: whatever the two places, the whole is byte for byte the call that was never moved.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { begin, play } from './player.js';
import { native, referenceCalls, workFolder } from './support.js';

const KEY = 'una clave de pruebas';
const sign = (bytes) => createHmac('sha256', KEY).update(bytes).digest();
const folder = workFolder('moves');
const HELD = 3;

/** The call cut at answer `first`, goes on in Node to about `second`, and from there natively. Null where a secret is held at the first cut. */
function moved({ name, files, image, recorded }, script, key, first, second) {
  const file = (step) => join(folder, `${name}.${step}`);
  const options = { textCapacity: recorded.options.textCapacity, sign: key === '-' ? undefined : sign };
  const begun = native('play', files.image, files.policy, script, key, 0, first, '-', file('first'));
  if (begun.status === HELD) return null;
  assert.equal(begun.status, 0, begun.error);

  const call = image.restore(readFileSync(file('first')), options);
  let log = '';
  let at = first;
  for (let to = second; ; ++to) {  // further on while a secret is held
    const { log: more, over } = play(call, recorded, at, to);
    log += more;
    at = to;
    if (over) return call.close(), begun.out + log;
    try {
      writeFileSync(file('second'), call.save(options));
      break;
    } catch (error) {
      assert.equal(error.status, 'SECRET_HELD');
    }
  }
  call.close();
  const ended = native('play', files.image, files.policy, script, key, at, 1e9, file('second'), '-');
  assert.equal(ended.status, 0, ended.error);
  return begun.out + log + ended.out;
}

/** Of each flow the call with the most answers. */
const calls = new Map();
for (const call of referenceCalls(folder)) {
  const longest = calls.get(call.image);
  if (longest === undefined || longest.recorded.answers.length < call.recorded.answers.length) calls.set(call.image, call);
}
test('calls of several flows move', () => assert.ok(calls.size >= 6));

for (const call of calls.values()) {
  const script = join(folder, `${call.name}.answers`);
  writeFileSync(script, call.answers);
  const length = call.recorded.answers.length;

  test(`${call.name}: native → Node → native at each of its ${length} answers`, () => {
    const whole = native('play', call.files.image, call.files.policy, script, '-', 0, 1e9, '-', '-').out;
    let moves = 0;
    for (let first = 0; first < length; ++first) {
      const key = first % 2 === 0 ? KEY : '-';
      const told = moved(call, script, key, first, first + 1 + Math.floor((length - first) / 2));
      if (told === null) continue;
      assert.equal(told, whole, `cut at ${first}`);
      ++moves;
    }
    assert.ok(moves > 0);
  });

  test(`${call.name}: a snapshot says the same in both places, sealed and not`, () => {
    const session = begin(call.image, call.recorded);
    for (let i = 0; i < Math.min(length, 6); ++i) {
      play(session, call.recorded, i, i);
      for (const [key, options] of [['-', {}], [KEY, { sign }]]) {
        const file = join(folder, `${call.name}.same`);
        const done = native('play', call.files.image, call.files.policy, script, key, 0, i, '-', file);
        if (done.status === HELD) assert.throws(() => session.save(options), { status: 'SECRET_HELD' });
        else assert.deepEqual(Buffer.from(session.save(options)), readFileSync(file), `after ${i} answers, key ${key}`);
      }
      play(session, call.recorded, i, i + 1);
    }
    session.close();
  });
}
