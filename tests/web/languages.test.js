// An image in two languages, from JavaScript: what it speaks, how a call begins in one and goes on in the other.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { GuionError, guion, workFolder } from './support.js';

const folder = workFolder('languages');
mkdirSync(join(folder, 'en-US'));
const write = (name, text) => writeFileSync(join(folder, name), text);
write('norma.flow', `protocolo norma, guion 1
tipo tema
  - factura: La factura | su factura
  - internet: El internet | su internet
final hecho, normal
etapa única, obligatoria
`);
write('aviso.flow', `flujo aviso, guion 1
título Aviso
idioma es-US
sigue norma
dato asunto: tema, del sistema
etapa única
  di {ahora.saludo}. Llamo por {asunto}.
  termina hecho
`);
write('en-US/norma.flow', `protocol norma, guion 1
type tema
  - factura: The bill | your bill
  - internet: The internet | your internet
outcome hecho, normal
stage única, required
`);
write('en-US/aviso.flow', `flow aviso, guion 1
title Notice
language en-US
follows norma
slot asunto: tema, from the system
stage única
  say {now.greeting}. I am calling about {asunto}.
  end hecho
`);
const files = ['aviso.flowc', 'aviso.policy'].map((name) => join(folder, name));
execFileSync(process.env.GUION_COMMAND, [
  'build', join(folder, 'aviso.flow'), '--translation', join(folder, 'en-US/aviso.flow'), '-o', files[0], '--policy-out', files[1], '--no-config',
]);
const policy = guion.policy(readFileSync(files[1]));
const image = guion.image(readFileSync(files[0]), policy);
const SPANISH = 'Buenos días. Llamo por su internet.';
const ENGLISH = 'Good morning. I am calling about your internet.';

function begun(options) {
  const call = image.start(options);
  call.give('asunto', 'internet');
  return call;
}
const refused = (act) => assert.throws(act, (error) => error instanceof GuionError && error.status === 'BAD_ARGUMENT');

test('an image says what it speaks', () => {
  assert.deepEqual(image.languages, [{ tag: 'es-US', title: 'Aviso' }, { tag: 'en-US', title: 'Notice' }]);
  assert.deepEqual(image.slots[0].values[1], { name: 'internet', label: 'El internet', labels: ['El internet', 'The internet'] });
});

test('a call begins in either language and changes it', () => {
  assert.equal(begun().next(36000).text, SPANISH);
  assert.equal(begun({ language: 'en-US' }).next(36000).text, ENGLISH);
  assert.equal(begun({ language: 1 }).next(36000).text, ENGLISH);
  const call = begun();
  const { token, text } = call.next(36000);
  assert.equal(text, SPANISH);
  call.language = 'en-US';
  assert.equal(call.language, 'en-US');
  assert.deepEqual([call.next(36000).token, call.next(36000).text], [token, ENGLISH]);
  assert.equal(call.spoken('asunto'), 'your internet');
  const again = image.restore(call.save());
  assert.equal(again.language, 'en-US');
  assert.equal(again.next(36000).text, ENGLISH);
});

test('a language that is not there is refused', () => {
  const call = begun();
  refused(() => { call.language = 'fr-FR'; });
  refused(() => { call.language = 2; });
  refused(() => image.start({ language: 'fr-FR' }));
  refused(() => image.start({ language: 7 }));
  assert.equal(call.language, 'es-US');
});

test('an event that is said again is recorded again', () => {
  const call = begun();
  const trace = call.trace();
  trace.begin(36000);
  call.next(36000);
  trace.event(36000);
  assert.throws(() => trace.event(36000), (error) => error.status === 'STALE_TOKEN');
  call.language = 'en-US';
  assert.ok(trace.event(36001).length > 32);
});
