// The package as npm makes it: its names are those of guion.h, its version is the one version, it imports nothing, and what its README shows runs where it was
// installed.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { PACKAGE, SOURCE, build, guion, workFolder } from './support.js';

const folder = workFolder('package');
const source = (path) => readFileSync(join(SOURCE, path), 'utf8');
const header = source('runtime/include/guion/guion.h');
const { STATUSES } = await import(pathToFileURL(join(PACKAGE, 'abi.js')));
const { EVENTS, ANSWERS } = await import(pathToFileURL(join(PACKAGE, 'session.js')));
const { TYPES } = await import(pathToFileURL(join(PACKAGE, 'values.js')));

/** Names of an enumeration of guion.h, in the order of their codes. */
const names = (prefix) => [...header.matchAll(new RegExp(`^  GUION_${prefix}([A-Z_]+)(?: = \\d+)?,? *(?:/\\*|$)`, 'gm'))].map(([, name]) => name);
const between = (text, from, to) => text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)));

test('statuses, events, answers and types are those of the headers', () => {
  const statuses = between(header, 'typedef enum guion_status', '} guion_status');
  assert.deepEqual([...statuses.matchAll(/^  GUION_([A-Z_]+)/gm)].map(([, name]) => name), STATUSES);
  assert.deepEqual(names('EVENT_').map((name) => name.toLowerCase()), EVENTS);
  assert.deepEqual(names('ANSWER_').map((name) => name.toLowerCase()), ANSWERS);
  const types = [...source('runtime/include/guion/types.def').matchAll(/^TYPE\(\w+,\s*(\d+),\s*"(\w+)"/gm)];
  assert.deepEqual(types.map(([, code, name]) => [Number(code), name]), TYPES.map((name, code) => [code, name]));
});

test('the types name every status, event, answer and type of slot', () => {
  const types = readFileSync(join(PACKAGE, 'index.d.ts'), 'utf8');
  const quoted = (text) => new Set([...text.matchAll(/'([A-Za-z_]+)'/g)].map(([, name]) => name));
  assert.deepEqual(quoted(between(types, 'export type Status', ';')), new Set(STATUSES.slice(1)));
  assert.deepEqual(quoted(between(types, 'export type SlotType', ';')), new Set(TYPES));
  assert.deepEqual([...types.matchAll(/readonly kind: '(\w+)'/g)].map(([, name]) => name), EVENTS);
  const answers = between(types, 'export type Answer', ' };\n');
  for (const name of ANSWERS) assert.match(answers, name === 'value' || name === 'option' || name === 'fields' ? new RegExp(`readonly ${name}:`) : new RegExp(`'${name}'`));
});

test('the version is that of the runtime', () => {
  const [, version] = /GUION_VERSION "([^"]+)"/.exec(source('runtime/include/guion/version.h'));
  const { name, version: own, dependencies } = JSON.parse(readFileSync(join(PACKAGE, 'package.json')));
  assert.deepEqual([name, own, dependencies], ['guion', version, undefined]);
});

test('the module imports nothing and exports what is used', async () => {
  const module = await WebAssembly.compile(readFileSync(join(PACKAGE, 'guion.wasm')));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const script = readdirSync(PACKAGE).filter((file) => file.endsWith('.js')).map((file) => readFileSync(join(PACKAGE, file), 'utf8')).join('\n');
  const used = new Set([...script.matchAll(/\bc\.(guion_\w+)/g)].map(([, name]) => name));
  const exported = WebAssembly.Module.exports(module).map(({ name }) => name).filter((name) => name.startsWith('guion_'));
  assert.ok(exported.length > 30);
  assert.deepEqual(exported.filter((name) => !used.has(name)), []);
  // What guion.h declares before the runtime has it cannot be exported yet.
  const capi = readdirSync(join(SOURCE, 'runtime/capi')).map((file) => source(join('runtime/capi', file))).join('\n');
  assert.deepEqual([...used].filter((name) => capi.includes(`${name}(`) && !exported.includes(name)), []);
});

test('the module stays small', () => {
  const module = readFileSync(join(PACKAGE, 'guion.wasm'));
  const sizes = [module.length, gzipSync(module, { level: 9 }).length];
  assert.ok(sizes[0] < 84500 && sizes[1] < 39500, `${sizes} bytes: more than docs/embedding.md says`);
});

test('nothing of Node is imported before it is needed', () => {
  for (const file of readdirSync(PACKAGE).filter((name) => name.endsWith('.js'))) {
    for (const [, from] of readFileSync(join(PACKAGE, file), 'utf8').matchAll(/^(?:import|export) .*from '([^']+)'/gm)) assert.match(from, /^\.\//);
  }
});

/** A project that has the package from its tarball. */
function installed() {
  const project = join(folder, 'project');
  mkdirSync(project);
  const npm = (cwd, ...words) => execFileSync(process.env.GUION_NPM, [...words, '--offline', '--no-audit', '--no-fund', '--cache', join(folder, 'cache')], { cwd, encoding: 'utf8' });
  const tarball = npm(project, 'pack', PACKAGE).trim().split('\n').pop();
  writeFileSync(join(project, 'package.json'), '{"private": true, "type": "module"}');
  npm(project, 'install', `./${tarball}`);
  const { files } = build(join(SOURCE, 'flows/ejemplos/primera_llamada.flow'), folder);
  copyFileSync(files.image, join(project, 'call.flowc'));
  copyFileSync(files.policy, join(project, 'law.policy'));
  return project;
}
const project = installed();

/** The one example of a page. */
function exampleOf(page) {
  const blocks = [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
  assert.equal(blocks.length, 1);
  return blocks[0];
}
/** What an example prints in the project. */
function played(example) {
  writeFileSync(join(project, 'example.js'), example);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['example.js'], { cwd: project, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}
function runs(page) {
  const example = exampleOf(page);
  const stdout = played(example);
  const prints = [...example.matchAll(/^\/\/ prints: (.*)$/gm)].map(([, line]) => line);
  assert.ok(prints.length > 0);
  for (const line of prints) assert.ok(stdout.split('\n').includes(line), `${line}\nis not in\n${stdout}`);
}

test('the example of the README runs from the installed package', () => {
  assert.deepEqual(readdirSync(join(project, 'node_modules/guion')).sort(), ['README.md', 'abi.js', 'guion.wasm', 'index.d.ts', 'index.js', 'load_errors.js', 'package.json', 'session.js', 'values.js']);
  runs(readFileSync(join(project, 'node_modules/guion/README.md'), 'utf8'));
});
test('the example of docs/embedding.md runs too', () => runs(source('docs/embedding.md')));

test('the example of the README plays a call that is handed over, which has no end event', () => {
  writeFileSync(join(folder, 'base.flow'), 'protocolo base, guion 1\nárea pagos: Pagos\nfinal listo, normal\ndato agente: nombre, del sistema\netapa uno, obligatoria\n');
  const flow = 'flujo pasa, guion 1\nregistro usted\nsigue base\netapa uno\n  transfiere pagos: Le comunico con Pagos, {agente}.\n    si falla\n      di No contestan.\n      termina listo\n';
  writeFileSync(join(folder, 'pasa.flow'), flow);
  const { files, image } = build(join(folder, 'pasa.flow'), folder);
  const call = image.start();
  call.give('agente', 'Marisol');
  call.answer(call.next().token);
  assert.throws(() => call.next(), { status: 'CALL_OVER' });

  copyFileSync(files.image, join(project, 'call.flowc'));
  copyFileSync(files.policy, join(project, 'law.policy'));
  assert.equal(played(exampleOf(source('web/guion/README.md'))), 'Le comunico con Pagos, Marisol.\nhanded over: Pagos\n');
});

const tsc = process.env.GUION_TSC || spawnSync('tsc', ['--version']).status === 0 ? process.env.GUION_TSC || 'tsc' : null;
test('the types are what TypeScript understands', { skip: tsc === null && 'no tsc' }, () => {
  copyFileSync(join(SOURCE, 'tests/web/example.ts'), join(project, 'example.ts'));
  const { status, stdout } = spawnSync(tsc, ['--noEmit', '--strict', '--target', 'es2022', '--module', 'node16', '--moduleResolution', 'node16', '--lib', 'es2022,dom', 'example.ts'], { cwd: project, encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});
