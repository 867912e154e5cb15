// What the tests of this folder share: where things are (ctest says it in the environment), images of the reference flows, the native half.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readRecorded } from './player.js';

const need = (name) => {
  if (!process.env[name]) throw new Error(`${name} is not set: run these tests with ctest`);
  return process.env[name];
};
export const SOURCE = need('GUION_SOURCE_DIR');
export const PACKAGE = need('GUION_PACKAGE');
const COMMAND = need('GUION_COMMAND');
const NATIVE = need('GUION_NATIVE');

export const { load, GuionError } = await import(pathToFileURL(join(PACKAGE, 'index.js')));
export const guion = await load();

/** An empty folder of one test file. */
export function workFolder(name) {
  const folder = join(need('GUION_WORK'), name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Compiles a flow; its files and both objects. */
export function build(flow, folder) {
  const files = { image: join(folder, `${basename(flow, '.flow')}.flowc`), policy: join(folder, `${basename(flow, '.flow')}.policy`) };
  execFileSync(COMMAND, ['build', flow, '-o', files.image, '--policy-out', files.policy]);
  const policy = guion.policy(readFileSync(files.policy));
  return { files, policy, image: guion.image(readFileSync(files.image), policy) };
}

export function native(...words) {
  const { status, stdout, stderr } = spawnSync(NATIVE, words.map(String), { encoding: 'utf8' });
  return { status, out: stdout, error: stderr };
}

const CALLS = findCalls(join(SOURCE, 'flows'));
function findCalls(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return findCalls(path);
    return entry.name.endsWith('.call') ? [path] : [];
  });
}

/** Every scripted call of flows/ that plays on a flow without faults, recorded natively. */
export function referenceCalls(folder) {
  const flows = new Map();
  return CALLS.sort().map((path) => {
    const script = readFileSync(path, 'utf8');
    const flow = join(dirname(path), `${/^(?:flujo|flow) (.+)$/m.exec(script)[1]}.flow`);
    if (!flows.has(flow)) flows.set(flow, build(flow, folder));
    const built = flows.get(flow);
    const { status, out, error } = native('record', built.files.image, built.files.policy, path);
    if (status !== 0) throw new Error(`${path}: ${error}`);
    return { path, name: basename(path, '.call'), ...built, answers: out, recorded: readRecorded(out) };
  });
}
