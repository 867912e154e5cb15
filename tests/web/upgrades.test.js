// A call goes on in a new version of its flow, by the table of `guion upgrade-check`.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SOURCE, build, guion, workFolder } from './support.js';

const folder = workFolder('upgrades');
const NOW = 34200;
const SAID = 'su factura vence el día {vence} de cada mes';

/** A copy of the example flows, changed, and its first flow compiled. */
function version(name, change) {
  const flows = join(folder, name);
  cpSync(join(SOURCE, 'flows/ejemplos'), flows, { recursive: true });
  const path = join(flows, 'primera_llamada.flow');
  const text = readFileSync(path, 'utf8');
  assert.ok(text.includes(SAID));
  writeFileSync(path, change(text));
  return { path, ...build(path, flows) };
}
const before = version('before', (text) => text);
const after = version('after', (text) => text.replace(SAID, 'la factura vence el {vence} de cada mes'));
const table = join(folder, 'before-after.moves');
execFileSync(process.env.GUION_COMMAND, ['upgrade-check', before.path, after.path, '-o', table]);
const bytes = readFileSync(table);
const moves = guion.moves(bytes, after.image);

/** A call of the old version that waits for its verification. */
function waiting() {
  const call = before.image.start({ callId: 9 });
  call.give('agente', 'Marisol');
  call.answer(call.next(NOW).token);
  call.answer(call.next(NOW).token, { value: 'Ana Ríos' });
  assert.equal(call.next(NOW).kind, 'verify');
  return call;
}

test('a call goes on in the new image, with the new words', () => {
  const sign = (snapshot) => new Uint8Array(32).fill(snapshot.length);
  const call = waiting();
  const moved = moves.migrate(call.save({ sign }), { sign, from: before.image });
  assert.equal(moved.image, after.image);
  let event = moved.next(NOW);
  assert.equal(event.kind, 'verify');
  moved.answer(event.token, 'passed');
  event = moved.next(NOW);
  moved.answer(event.token, { fields: { saldo: 8540, vence: 5 } });
  assert.equal(moved.next(NOW).text, 'Ana Ríos, su saldo es de $85.40 y la factura vence el 5 de cada mes.');
  moved.close();
  call.close();
});

test('its evidence goes on in a second trace', () => {
  const call = before.image.start({ callId: 9 });
  call.give('agente', 'Marisol');
  const first = call.trace();
  const one = [first.begin(NOW)];
  const { token } = call.next(NOW);
  one.push(first.event(NOW));
  const moved = moves.migrate(call.save(), { from: before.image });
  const second = moved.trace();
  assert.throws(() => second.continue(new Uint8Array(5), NOW), { status: 'BAD_TRACE' });
  const two = [second.continue(first.save(), NOW)];
  assert.equal(moved.next(NOW).token, token);
  two.push(second.event(NOW), second.hangUp(NOW));
  moved.hangUp();
  moved.next(NOW);
  two.push(second.event(NOW));
  const path = (name, records) => (writeFileSync(join(folder, name), Buffer.concat(records)), join(folder, name));
  const told = spawnSync(process.env.GUION_COMMAND, ['replay', path('second.trace', two), '--image', after.files.image, '--policy', after.files.policy,
    '--after', path('first.trace', one)], { encoding: 'utf8' });
  assert.equal(told.status, 0, told.stderr);
  assert.ok(told.stdout.includes(Buffer.from(first.hash).toString('hex')), told.stdout);

  const third = moved.trace();
  assert.throws(() => third.continue(undefined, NOW), { status: 'CALL_OVER' });
  moved.close();
  call.close();
});

test('a table is of its two images, and a snapshot of the old one', () => {
  assert.deepEqual(moves.from, before.image.buildId);
  assert.throws(() => guion.moves(bytes, before.image), { reason: 'WrongImage' });
  const damaged = new Uint8Array(bytes);
  damaged[damaged.length - 1] ^= 1;
  assert.throws(() => guion.moves(damaged, after.image), { status: 'BAD_MOVES', reason: 'ChecksumMismatch' });
  const call = after.image.start();
  call.give('agente', 'Marisol');
  assert.throws(() => moves.migrate(call.save()), { status: 'WRONG_IMAGE' });
  call.close();
  const sealed = waiting();
  assert.throws(() => moves.migrate(sealed.save({ sign: () => new Uint8Array(32).fill(1) }), { sign: () => new Uint8Array(32) }), { status: 'BAD_SEAL' });
  sealed.close();
});
