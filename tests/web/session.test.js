// What a host in JavaScript can do wrong, and what it owns: refusals, values, seals, memory.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { GuionError, PACKAGE, SOURCE, build, guion, load, native, workFolder } from './support.js';

const folder = workFolder('session');
const first = build(join(SOURCE, 'flows/ejemplos/primera_llamada.flow'), folder);
const payment = build(join(SOURCE, 'flows/entrante/pago_de_factura.flow'), folder);
const NOW = 34200;

function begun({ image } = first, options = { callId: 7n }) {
  const call = image.start(options);
  call.give('agente', 'Marisol');
  return call;
}
/** A call that waits at its first event of this kind; questions on the way are answered with what the first flow needs. */
function at(kind, call = begun()) {
  for (;;) {
    const event = call.next(NOW);
    if (event.kind === kind) return { call, event };
    const answers = { ask: { value: 'Ana Ríos' }, verify: 'passed', lookup: { fields: { saldo: 8540, vence: 5 } } };
    call.answer(event.token, answers[event.kind] ?? 'done');
  }
}
/** A call of the payment flow at its first menu. */
function atMenu() {
  const call = begun(payment);
  const answers = { judge: 'no', ask: { value: 'pago' }, record: { value: 'señora' }, verify: 'passed' };
  const texts = { cliente: 'Ana Ríos', factura_a_la_mano: true, forma: 'tarjeta' };
  const fields = { años_de_cliente: 4, meses_de_cliente: 2, saldo: 8540, vence: 5, vencido: 0, vencido_desde: '2026-10-05', ciclo_actual: { from: '2026-11-05', to: '2026-12-04' } };
  for (;;) {
    const event = call.next(NOW);
    if (event.kind === 'menu') return { call, event };
    if (event.kind === 'lookup') call.answer(event.token, { fields: Object.fromEntries(event.gives.map((name) => [name, fields[name]])) });
    else if (event.slot in texts) call.answer(event.token, { value: texts[event.slot] });
    else call.answer(event.token, answers[event.kind] ?? 'done');
  }
}
const refused = (status, act) => assert.throws(act, (error) => error instanceof GuionError && error.status === status && error.message.length > 5);

test('an answer that does not fit is refused and changes nothing', () => {
  const { call, event } = at('ask');
  refused('STALE_TOKEN', () => call.answer('1', { value: 'Ana' }));
  refused('STALE_TOKEN', () => call.answer('no token'));
  refused('WRONG_ANSWER', () => call.answer(event.token));
  refused('WRONG_ANSWER', () => call.answer(event.token, 'passed'));
  refused('WRONG_ANSWER', () => call.answer(event.token, 'no such answer'));
  refused('WRONG_ANSWER', () => call.answer(event.token, 'silent'));
  refused('WRONG_ANSWER', () => call.answer(event.token, { option: 0 }));
  refused('WRONG_ANSWER', () => call.answer(event.token, { fields: { saldo: 1 } }));
  refused('OUT_OF_RANGE', () => call.answer(event.token, { value: '' }));
  refused('OUT_OF_RANGE', () => call.answer(event.token, { value: 'x'.repeat(81) }));
  refused('OUT_OF_RANGE', () => call.answer(event.token, { value: 12 }));
  refused('OUT_OF_RANGE', () => call.answer(event.token, { value: undefined }));
  assert.deepEqual(call.next(NOW), event);
  assert.equal(call.read('cliente'), undefined);
  call.answer(event.token, { value: 'Ana' });
  refused('STALE_TOKEN', () => call.answer(event.token, { value: 'Ana' }));
  assert.equal(call.read('cliente'), 'Ana');
  call.close();
});

test('a look-up takes the fields that it asked for', () => {
  const { call, event } = at('lookup');
  assert.deepEqual(event.gives, ['saldo', 'vence']);
  refused('OUT_OF_RANGE', () => call.answer(event.token, { fields: { saldo: 8540 } }));
  refused('WRONG_ANSWER', () => call.answer(event.token, { fields: { saldo: 8540, vence: 5, otro: 1 } }));
  refused('OUT_OF_RANGE', () => call.answer(event.token, { fields: { saldo: 85.4, vence: 5 } }));
  refused('OUT_OF_RANGE', () => call.answer(event.token, { fields: { saldo: 8540, vence: 32 } }));
  assert.deepEqual(call.levels, ['titular']);
  call.answer(event.token, { fields: { saldo: 8540n, vence: 5 } });
  assert.equal(call.read('saldo'), 8540);
  assert.equal(call.spoken('saldo'), '$85.40');
  call.close();
});

test('what is given before the call is checked too', () => {
  const call = first.image.start();
  refused('MISSING_VALUE', () => call.next(NOW));
  refused('OUT_OF_RANGE', () => call.give('agente', 5));
  refused('BAD_ARGUMENT', () => call.give('nadie', 'Marisol'));
  assert.throws(() => call.give('cliente', 'Ana'), GuionError);
  call.give('agente', 'Marisol');
  assert.equal(call.next(NOW).kind, 'say');
  assert.throws(() => call.give('agente', 'Inés'), { status: 'WRONG_ANSWER', message: 'Values are given before the first event.' });
  call.close();
});

test('hanging up ends a call', () => {
  const { call } = at('verify');
  call.hangUp();
  const end = call.next(NOW);
  assert.equal(end.kind, 'end');
  assert.equal(end.abandoned, true);
  refused('CALL_OVER', () => call.hangUp());
  refused('CALL_OVER', () => call.answer(end.token));
  call.close();
});

test('two calls at once know nothing of each other', () => {
  const a = at('ask');
  const b = at('ask', begun(first, { callId: 8n }));
  assert.notEqual(a.event.token, b.event.token);
  a.call.answer(a.event.token, { value: 'Ana' });
  refused('STALE_TOKEN', () => b.call.answer(a.event.token, { value: 'Ana' }));
  b.call.answer(b.event.token, { value: 'Bruno' });
  assert.equal(a.call.read('cliente'), 'Ana');
  assert.equal(b.call.read('cliente'), 'Bruno');
  at('lookup', b.call);
  assert.equal(b.call.next(NOW).service, 'facturación');
  assert.equal(a.call.next(NOW).kind, 'verify');
  a.call.close();
  b.call.close();
});

test('a damaged image is refused with the reason that a native host gets', () => {
  const bytes = new Uint8Array(readFileSync(payment.files.image));
  const { out } = native('damage', payment.files.image, payment.files.policy);
  const reasons = new Set();
  for (const line of out.trimEnd().split('\n')) {
    const [place, value, checksum, reason, offset] = line.split(' ');
    const damaged = bytes.slice();
    damaged[place] = value;
    damaged.set(Buffer.from(checksum, 'hex'), 8);
    let found = { reason: 'None', offset: 0 };
    try {
      guion.image(damaged, payment.policy).close();
    } catch (error) {
      found = error;
    }
    assert.deepEqual([found.reason, found.offset], [reason, Number(offset)], `byte ${place}`);
    reasons.add(reason);
  }
  assert.ok(reasons.size > 15, [...reasons].join());
  assert.throws(() => guion.image(bytes.subarray(0, 20), payment.policy), { status: 'BAD_IMAGE', reason: 'TooShort' });
  assert.throws(() => guion.image(bytes, first.policy), { status: 'WRONG_POLICY', reason: 'WrongPolicy' });
  assert.throws(() => guion.policy(bytes), { reason: 'ImageInsteadOfPolicy' });
  refused('BAD_ARGUMENT', () => guion.image('no bytes', payment.policy));
});

test('a snapshot is of its image, whole and sealed', () => {
  const key = (text) => ({ sign: (bytes) => createHmac('sha256', text).update(bytes).digest() });
  const { call } = at('ask');
  const open = call.save();
  const sealed = call.save(key('a'));
  assert.deepEqual(guion.imageOf(sealed), first.image.buildId);
  assert.equal(sealed.length, open.length + 32);
  refused('BAD_SEAL', () => first.image.restore(sealed, key('b')));
  refused('BAD_SEAL', () => first.image.restore(sealed));
  refused('BAD_SEAL', () => first.image.restore(open, key('a')));
  refused('BAD_ARGUMENT', () => first.image.restore(sealed, { sign: () => new Uint8Array(31) }));
  refused('WRONG_IMAGE', () => payment.image.restore(open));
  refused('BAD_SNAPSHOT', () => first.image.restore(open.subarray(1)));
  const forged = sealed.slice();
  forged.fill(0, sealed.length - 32);
  refused('BAD_SEAL', () => first.image.restore(forged, key('a')));
  refused('BAD_SEAL', () => call.correct(forged, key('a')));
  const again = first.image.restore(sealed, key('a'));
  assert.deepEqual(again.next(NOW), call.next(NOW));
  again.close();
  call.close();
});

test('a correction takes the call back', () => {
  const sign = (bytes) => createHmac('sha256', 'k').update(bytes).digest();
  const { call, event } = at('ask');
  const before = call.save({ sign });
  call.answer(event.token, { value: 'Ana' });
  assert.equal(at('verify', call).event.kind, 'verify');
  const here = call.save();
  refused('BAD_SEAL', () => call.correct(before));
  assert.deepEqual(call.save(), here);
  call.correct(before, { sign });
  const asked = call.next(NOW);
  assert.equal(asked.kind, 'ask');
  assert.notEqual(asked.token, event.token);
  assert.equal(call.read('cliente'), undefined);
  call.answer(asked.token, { value: 'Anabel' });
  assert.equal(call.read('cliente'), 'Anabel');
  call.close();
});

test('a stripped image has numbers for names', () => {
  const file = join(folder, 'stripped.flowc');
  execFileSync(process.env.GUION_COMMAND, ['build', join(SOURCE, 'flows/ejemplos/primera_llamada.flow'), '-o', file, '--policy-out', join(folder, 'stripped.policy'), '--strip']);
  const image = guion.image(readFileSync(file), first.policy);
  const call = image.start();
  const agent = image.slots.findIndex((slot) => slot.fromSystem);
  assert.equal(image.slots[agent].name, `#${agent}`);
  call.give(agent, 'Marisol');
  const event = call.next(NOW);
  assert.match(event.text, /Marisol/);
  assert.equal(event.stage, '#0');
  assert.equal(image.place(event.position), '');
  call.close();
  image.close();
});

test('what is closed is refused, and nothing that is open over it breaks', () => {
  const policy = guion.policy(readFileSync(first.files.policy));
  const image = guion.image(readFileSync(first.files.image), policy);
  const call = begun({ image });
  image.close();
  image.close();
  policy.close();
  refused('BAD_ARGUMENT', () => image.start());
  refused('BAD_ARGUMENT', () => guion.image(readFileSync(first.files.image), policy));
  assert.equal(call.next(NOW).text, 'Gracias por llamar a Cable Austral. Le atiende Marisol.');
  assert.equal(at('verify', call).event.method, 'pin');
  call.close();
  call.close();
  const closed = { status: 'BAD_ARGUMENT', message: 'This call was closed.' };
  const ask = [
    () => call.next(NOW), () => call.give('agente', 'Inés'), () => call.answer('1'), () => call.answer('1', { value: 'Ana' }), () => call.hangUp(),
    () => call.read('cliente'), () => call.read('nadie'), () => call.spoken('cliente'), () => call.levels, () => call.save(), () => call.save({ sign: () => new Uint8Array(32) }),
    () => call.correct(new Uint8Array(100)), () => call.trace(), () => call.trace(new Uint8Array(1)),
  ];
  for (const act of ask) assert.throws(act, closed, `${act}`);
});

test('bytes that are none are too short', () => {
  const none = new Uint8Array();
  assert.throws(() => guion.policy(none), { status: 'BAD_IMAGE', reason: 'TooShort' });
  assert.throws(() => guion.image(none, first.policy), { status: 'BAD_IMAGE', reason: 'TooShort' });
  assert.throws(() => guion.moves(none, first.image), { status: 'BAD_MOVES', reason: 'TooShort' });
});

test('memory that was given back is used again', async () => {
  const own = await load();
  const policy = own.policy(readFileSync(payment.files.policy));
  const image = own.image(readFileSync(payment.files.image), policy);
  const size = () => image.abi.c.memory.buffer.byteLength;
  const round = () => {
    const call = image.start({ textCapacity: 4096 });
    call.give('agente', 'Marisol');
    const event = call.next(NOW);
    assert.ok(event.text);
    call.answer(event.token);
    const other = (call.next(NOW), image.restore(call.save()));
    call.close();
    other.close();
  };
  round();
  const before = size();
  for (let i = 0; i < 10000; ++i) round();
  assert.equal(size(), before);

  const crowd = () => {
    const calls = Array.from({ length: 10000 }, (_, i) => image.start({ callId: i }));
    for (const call of calls) call.give('agente', 'Marisol');
    // In an order in which neighbours are given back both before and after each other.
    for (let step = 0; step < 3; ++step) for (let i = step; i < calls.length; i += 3) calls[i].close();
  };
  crowd();
  const grown = size();
  crowd();
  assert.equal(size(), grown);
  image.close();
  policy.close();
  for (let i = 0; i < 200; ++i) own.policy(readFileSync(payment.files.policy)).close();
  assert.equal(size(), grown);
});

test('an option is one that is offered', () => {
  const { call, event } = atMenu();
  for (const option of [99, -1, 2 ** 32, 0.5, '0', event.options[0].label, undefined]) refused('NO_OPTION', () => call.answer(event.token, { option }));
  refused('WRONG_ANSWER', () => call.answer(event.token));
  assert.deepEqual(call.next(NOW), event);
  call.answer(event.token, { option: event.options[0].id });
  assert.notDeepEqual(call.next(NOW), event);
  call.close();
});

test('what the engine disposes of is closed', { skip: !Symbol.dispose && 'this engine has no Symbol.dispose' }, () => {
  const call = begun();
  call[Symbol.dispose]();
  refused('BAD_ARGUMENT', () => call.next(NOW));
});

test('over a network the module is fetched', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/guion.wasm') response.end(readFileSync(join(PACKAGE, 'guion.wasm')));
    else response.writeHead(404).end('no');
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const base = `http://127.0.0.1:${server.address().port}/`;
  (await load(`${base}guion.wasm`)).policy(readFileSync(first.files.policy)).close();
  await assert.rejects(load(new URL('other.wasm', base)), /404/);
  server.close();
});

test('the module is taken from an address, bytes or a compiled module', async () => {
  const file = join(PACKAGE, 'guion.wasm');
  for (const source of [pathToFileURL(file), pathToFileURL(file).href, readFileSync(file), await WebAssembly.compile(readFileSync(file))]) {
    const policy = (await load(source)).policy(readFileSync(first.files.policy));
    policy.close();
  }
  await assert.rejects(load(new Uint8Array(8)));
});

test('values are read and written as JavaScript has them', async () => {
  const { toRaw, fromRaw } = await import(pathToFileURL(join(PACKAGE, 'values.js')));
  const both = [
    ['text', 'añil', 'añil'], ['list', ['cable', 'internet'], 'cable\ninternet\n'], ['address', 'señora', 1n], ['yesno', true, 1n], ['count', 12, 12n],
    ['money', 8540, 8540n], ['money', 2n ** 60n, 2n ** 60n], ['date', '1970-01-02', 1n], ['date', '2026-11-20', 20777n], ['date', '1900-01-01', -25567n], ['hour', '09:30', 570n],
    ['duration', 90, 90n], ['window', { from: '09:00', to: '12:00' }, 540n * 4294967296n + 720n],
    ['cycle', { from: '1969-12-30', to: '1969-12-31' }, -2n * 4294967296n - 1n], ['cycle', { from: '2026-11-05', to: '2026-12-04' }, 20762n * 4294967296n + 20791n],
  ];
  for (const [type, value, raw] of both) {
    assert.deepEqual(toRaw({ type }, value), raw, type);
    assert.deepEqual(fromRaw({ type }, raw), value, type);
  }
  const colours = { type: 'enum', values: [{ name: 'rojo' }, { name: 'azul' }] };
  assert.equal(toRaw(colours, 'azul'), 1n);
  assert.equal(toRaw(colours, 1), 1n);
  assert.equal(fromRaw(colours, 1n), 'azul');
  const bad = [
    ['text', 1], ['list', 'cable'], ['list', ['a\nb']], ['address', 'don'], ['yesno', 1], ['count', 1.5], ['count', '1'], ['money', '85.40'], ['date', '2026-02-30'], ['date', '20-11-2026'],
    ['date', 20777], ['hour', '24:00'], ['hour', '9:30'], ['window', '09:00'], ['window', { from: '09:00' }], ['cycle', { from: '2026-11-05', to: 'x' }], ['count', undefined], ['count', null],
  ];
  for (const [type, value] of bad) assert.equal(toRaw({ type }, value), undefined, `${type} ${JSON.stringify(value)}`);
  assert.equal(toRaw(colours, 'verde'), undefined);
});
