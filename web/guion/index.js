// Guion in JavaScript: policies, images and calls. The runtime is guion.wasm beside this file; nothing else is needed, in Node or in a browser.
// What everything means is in index.d.ts and in the project's docs/embedding.md.

import { Abi, GuionError, Owned, STATUS } from './abi.js';
import { Session } from './session.js';
import { TYPES, bounds } from './values.js';

export { GuionError };

/** Each bit of a set that is 1, as its number. */
const bits = (set) => [...Array(32).keys()].filter((bit) => (set >>> bit) & 1);
const numbered = (name, number) => name || `#${number}`;

class Policy {
  constructor(abi, owned) {
    this.abi = abi;
    this.owned = owned;
  }
  close() {
    this.owned.close();
  }
}

class Image {
  #policy;

  constructor(abi, owned, policy) {
    this.abi = abi;
    this.owned = owned;
    this.#policy = policy;
    this.languages = Array.from({ length: abi.c.guion_image_languages(owned.at) }, (_, number) => this.#language(number));
    this.slots = Array.from({ length: abi.c.guion_slot_count(owned.at) }, (_, number) => this.#describe(number));
  }

  #language(number) {
    const { abi } = this;
    const size = abi.sizeof('guion_string');
    return abi.borrow(2 * size, (at) => {
      abi.check(abi.c.guion_image_language(this.owned.kept, number, at, at + size));
      return { tag: abi.stringAt(at), title: abi.stringAt(at + size) };
    });
  }
  #describe(number) {
    const { abi } = this;
    return abi.borrow(abi.sizeof('guion_slot_info'), (at) => {
      abi.check(abi.c.guion_slot_describe(this.owned.kept, number, at));
      const field = (name) => abi.get(at, 'guion_slot_info', name);
      const type = TYPES[field('type')];
      const name = numbered(abi.stringAt(abi.addressOf(at, 'guion_slot_info', 'name')), number);
      const slot = { name, type, fromSystem: field('from_system') !== 0, constant: field('constant') !== 0, secret: field('secret') !== 0 };
      if (type === 'money') Object.assign(slot, { currency: abi.text(abi.addressOf(at, 'guion_slot_info', 'currency'), 3), decimals: field('decimals') });
      if (type === 'enum') slot.values = Array.from({ length: field('values') }, (_, index) => this.#enumValue(number, index));
      return Object.assign(slot, bounds(slot, field('min'), field('max')));
    });
  }
  #enumValue(slot, index) {
    const { abi } = this;
    const size = abi.sizeof('guion_string');
    return abi.borrow(2 * size, (at) => {
      abi.check(abi.c.guion_enum_value(this.owned.kept, slot, index, at, at + size));
      const labels = this.languages.map((_, language) => {
        abi.check(abi.c.guion_enum_label(this.owned.kept, language, slot, index, at + size));
        return abi.stringAt(at + size);
      });
      return { name: abi.stringAt(at), label: labels[0], labels };
    });
  }
  #policyName(f, number) {
    return numbered(this.#policy ? this.abi.string(f, this.#policy.kept, number) : '', number);
  }

  get title() {
    return this.abi.string(this.abi.c.guion_image_title, this.owned.kept);
  }
  get buildId() {
    return this.abi.identity((id) => {
      this.abi.c.guion_image_build_id(this.owned.kept, id);
      return STATUS.OK;
    });
  }
  place(position) {
    return this.abi.string(this.abi.c.guion_place, this.owned.kept, position);
  }

  /** The number of a language by its tag or number; one that there is not is refused by the runtime. */
  languageNumber(language) {
    if (typeof language === 'number') return language >>> 0;
    const number = this.languages.findIndex(({ tag }) => tag === language);
    if (number < 0) throw this.abi.error(STATUS.BAD_ARGUMENT, `The image does not speak «${language}».`);
    return number;
  }

  // Names of what events are about, «#3» where there is none.
  nameOf(slot) {
    return this.slots[slot].name;
  }
  slotNumber(slot) {
    const number = typeof slot === 'number' ? slot : this.slots.findIndex((s) => s.name === slot);
    if (this.slots[number] === undefined) throw this.abi.error(STATUS.BAD_ARGUMENT, `There is no slot «${slot}».`);
    return number;
  }
  stageName(stage) {
    return numbered(this.abi.string(this.abi.c.guion_stage_name, this.owned.kept, stage), stage);
  }
  levelNames(set) {
    return bits(set).map((level) => this.#policyName(this.abi.c.guion_level_name, level));
  }
  methodName(method) {
    return this.#policyName(this.abi.c.guion_method_name, method);
  }
  serviceName(service) {
    return this.#policyName(this.abi.c.guion_service_name, service);
  }
  areaName(area) {
    return this.#policyName(this.abi.c.guion_area_name, area);
  }
  areaLabel(area) {
    return this.#policy ? this.abi.string(this.abi.c.guion_area_label, this.#policy.kept, area) : '';
  }
  outcome(outcome) {
    const normal = this.#policy !== undefined && this.abi.c.guion_outcome_is_normal(this.#policy.kept, outcome) !== 0;
    return { outcome: this.#policyName(this.abi.c.guion_outcome_name, outcome), normal };
  }

  start(options = {}) {
    return this.enter(options, (seal, ...session) => this.abi.c.guion_session_start(this.owned.at, ...session));
  }
  restore(snapshot, options = {}) {
    const { c } = this.abi;
    return this.abi.borrowBytes(snapshot, (...bytes) =>
      this.enter(options, (seal, at, ...memory) => c.guion_restore(this.owned.at, at, seal, ...bytes, ...memory)));
  }

  /** A session of this image, made by `begin(seal, options, memory, size, out)`. */
  enter(options, begin) {
    const { abi } = this;
    let session;
    const look = (seal) => this.attempt(options, (...memory) => begin(seal, ...memory));
    const go = (seal) => this.attempt(options, (...memory) => begin(seal, ...memory), (memory) => (session = new Session(this, options, memory)));
    abi.check(abi.sealed(options.sign, look, go));
    return session;
  }
  /** The status of `begin(options, memory, size, out)`. Its memory is `keep`'s if it went well, and freed if not or without `keep`. */
  attempt({ callId = 0n, seed = 0, textCapacity = 0, stepLimit = 0, language = 0 }, begin, keep) {
    const { abi } = this;
    return abi.borrow(abi.sizeof('guion_session_options'), (options) => {
      const number = this.languageNumber(language);
      abi.set(options, 'guion_session_options', { call_id: callId, seed, text_capacity: textCapacity, step_limit: stepLimit, language: number });
      const size = abi.c.guion_session_size(this.owned.kept, options);
      const memory = abi.alloc(size);
      const status = begin(options, memory, size, abi.needed);
      if (status === STATUS.OK && keep) keep(memory);
      else abi.free(memory);
      return status;
    });
  }

  close() {
    this.owned.close();
  }
}

/** A move table, open over the image that it leads to. */
class Moves {
  #abi;
  #owned;
  #to;

  constructor(abi, owned, to) {
    this.#abi = abi;
    this.#owned = owned;
    this.#to = to;
  }
  get from() {
    return this.#abi.identity((id) => this.#abi.c.guion_moves_from(this.#owned.at, id));
  }
  migrate(snapshot, { from, ...options } = {}) {
    const { c } = this.#abi;
    return this.#abi.borrowBytes(snapshot, (...bytes) =>
      this.#to.enter(options, (seal, at, ...memory) => c.guion_migrate(this.#owned.at, from?.owned.at ?? 0, at, seal, ...bytes, ...memory)));
  }
  close() {
    this.#owned.close();
  }
}

class Guion {
  #abi;

  constructor(instance) {
    this.#abi = new Abi(instance);
  }

  policy(bytes) {
    return new Policy(this.#abi, this.#open('guion_policy', bytes, (at, ...file) => this.#abi.c.guion_policy_open(at, ...file)));
  }
  image(bytes, policy) {
    const law = policy?.owned;
    if (law && law.at === 0) throw this.#abi.error(STATUS.BAD_ARGUMENT, 'The policy is closed.');
    const owned = this.#open('guion_image', bytes, (at, ...file) => this.#abi.c.guion_image_open(at, law?.at ?? 0, ...file), law);
    return new Image(this.#abi, owned, law);
  }
  moves(bytes, to) {
    const owned = this.#open('guion_moves', bytes, (at, ...file) => this.#abi.c.guion_moves_open(at, to.owned.at, ...file), to.owned);
    return new Moves(this.#abi, owned, to);
  }
  imageOf(snapshot) {
    return this.#abi.borrowBytes(snapshot, (...bytes) => this.#abi.identity((id) => this.#abi.c.guion_snapshot_image(...bytes, id)));
  }
  /** An object over a copy of `bytes`, both in the module's memory. It keeps `under`, over which it is opened. */
  #open(struct, bytes, open, under) {
    const abi = this.#abi;
    const file = abi.put(bytes);
    let at = 0;
    try {
      at = abi.alloc(abi.sizeof(struct));
      abi.checkLoad((error) => open(at, file, bytes.length, error));
    } catch (error) {
      abi.free(at);
      abi.free(file);
      throw error;
    }
    return new Owned(abi, [at, file], under);
  }
}

for (const owner of [Policy, Image, Moves]) if (Symbol.dispose) owner.prototype[Symbol.dispose] = owner.prototype.close;

async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  const url = new URL(source, import.meta.url);
  if (url.protocol !== 'file:') {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return WebAssembly.compile(await response.arrayBuffer());
  }
  const { readFile } = await import('node:fs/promises');
  return WebAssembly.compile(await readFile(url));
}

export async function load(source = './guion.wasm') {
  return new Guion(await WebAssembly.instantiate(await compile(source), {}));
}
