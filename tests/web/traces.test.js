// Evidence: the trace of a call in Node is byte for byte that of `guion run --trace`, and `guion replay` tells it again.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { begin, play } from './player.js';
import { referenceCalls, workFolder } from './support.js';

const folder = workFolder('traces');
const command = (...words) => spawnSync(process.env.GUION_COMMAND, words, { encoding: 'utf8' });

/** Plays a call as `play` does, with a trace; at each event the trace is laid down and gone on with. */
function traced(call, recorded) {
  const records = [];
  let trace = call.trace();
  records.push(trace.begin(recorded.now));
  play(call, recorded, 0, recorded.answers.length, {
    event: () => {
      records.push(trace.event(recorded.now));
      const saved = trace.save();
      trace.close();
      trace = call.trace(saved);
    },
    answer: (token, answer) => records.push(trace.answer(token, answer, recorded.now)),
    hangUp: () => records.push(trace.hangUp(recorded.now)),
  });
  const file = Buffer.concat(records);
  assert.deepEqual(Buffer.from(trace.hash), file.subarray(-32));
  trace.close();
  return file;
}

for (const { path, name, files, image, recorded } of referenceCalls(folder)) {
  test(`${name}: its trace is the native one`, () => {
    const call = begin(image, recorded);
    const trace = traced(call, recorded);
    call.close();
    const file = join(folder, `${name}.trace`);
    assert.equal(command('run', path, '--trace', file).status, 0);
    assert.deepEqual(trace, readFileSync(file));

    writeFileSync(file, trace);
    const told = command('replay', file, '--image', files.image, '--policy', files.policy);
    assert.equal(told.status, 0, told.stderr);
    trace[trace.length >> 1] ^= 1;
    writeFileSync(file, trace);
    assert.notEqual(command('replay', file, '--image', files.image, '--policy', files.policy).status, 0);
  });
}
