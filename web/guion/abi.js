// The module as JavaScript sees it: its memory, the structures of guion.h in it, blocks of it. Offsets come from the module itself (web/layout.def).
// Knows nothing of calls. What each function does stands in guion.h.

import { LOAD_ERRORS } from './load_errors.js';

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const HASH = 32;

/** Names of guion_status without their prefix, by code. */
export const STATUSES = [
  'OK', 'BAD_ARGUMENT', 'BAD_IMAGE', 'WRONG_POLICY', 'NO_MEMORY', 'STALE_TOKEN', 'WRONG_ANSWER', 'OUT_OF_RANGE', 'NO_OPTION', 'TEXT_FULL', 'BUFFER_TOO_SMALL',
  'MISSING_VALUE', 'CALL_OVER', 'STEP_LIMIT', 'SECRET_HELD', 'BAD_SNAPSHOT', 'WRONG_IMAGE', 'BAD_SEAL', 'CANNOT_UNDO', 'CANNOT_MOVE', 'BAD_MOVES', 'BAD_TRACE',
];
export const STATUS = Object.fromEntries(STATUSES.map((name, code) => [name, code]));

/** What the runtime refused: `status` is a name of guion_status; of an image, policy or move table also `reason` and `offset`. */
export class GuionError extends Error {
  constructor(status, message, load) {
    super(message);
    this.name = 'GuionError';
    this.status = status;
    if (load) Object.assign(this, load);
  }
}

/** UTF-8 of a text. */
export const encode = (text) => encoder.encode(text);

export class Abi {
  #views = null;
  #buffer = { at: 0, size: 0 };
  #structs = new Map();

  constructor(instance) {
    this.c = instance.exports;
    this.#readLayout();
    this.needed = this.alloc(8);
    this.event = this.alloc(this.sizeof('guion_event'));
    this.value = this.alloc(this.sizeof('guion_value'));
    this.name = this.alloc(this.sizeof('guion_string'));
    this.signing = this.c.guion_web_signing_at();
  }

  #readLayout() {
    const { bytes, view } = this;
    const names = this.c.guion_web_names.value;
    let at = this.c.guion_web_layout.value;
    let fields;
    for (const name of decoder.decode(bytes.subarray(names, bytes.indexOf(0, names))).trimEnd().split(' ')) {
      const offset = view.getUint16(at, true);
      const size = view.getUint16(at + 2, true);
      at += 4;
      if (name[0] === '=') this.#structs.set(name.slice(1), { size: offset, fields: (fields = new Map()) });
      else fields.set(name, { offset, size });
    }
  }

  /** Views of the memory. Fresh ones after it grew: never kept. */
  get bytes() {
    if (this.#views?.bytes.buffer !== this.c.memory.buffer) {
      this.#views = { bytes: new Uint8Array(this.c.memory.buffer), view: new DataView(this.c.memory.buffer) };
    }
    return this.#views.bytes;
  }
  get view() {
    return this.bytes && this.#views.view;
  }

  sizeof(struct) {
    return this.#structs.get(struct).size;
  }
  #field(struct, name) {
    return this.#structs.get(struct).fields.get(name);
  }
  addressOf(at, struct, name) {
    return at + this.#field(struct, name).offset;
  }
  /** A number; of 8 bytes a bigint. */
  get(at, struct, name) {
    const { offset, size } = this.#field(struct, name);
    if (size === 8) return this.view.getBigInt64(at + offset, true);
    return size === 4 ? this.view.getUint32(at + offset, true) : this.view.getUint8(at + offset);
  }
  set(at, struct, fields) {
    for (const [name, value] of Object.entries(fields)) {
      const { offset, size } = this.#field(struct, name);
      if (size === 8) this.view.setBigInt64(at + offset, BigInt.asIntN(64, BigInt(value)), true);
      else if (value === value >>> 0) this.view.setUint32(at + offset, value, true);
      else throw this.error(STATUS.BAD_ARGUMENT, `${name} is a whole number of 32 bits.`);
    }
  }

  alloc(size) {
    const at = this.c.guion_web_alloc(size);
    if (at === 0) throw this.error(STATUS.NO_MEMORY);
    return at;
  }
  free(at) {
    this.c.guion_web_free(at);
  }
  /** A copy of `bytes` in the module's memory. */
  put(bytes) {
    if (!(bytes instanceof Uint8Array)) throw this.error(STATUS.BAD_ARGUMENT, 'Bytes are a Uint8Array.');
    const at = this.alloc(bytes.length);
    this.bytes.set(bytes, at);
    return at;
  }
  /** What `use` gives, with a block that lives as long as it runs. */
  borrow(size, use) {
    const at = this.alloc(size);
    try {
      return use(at);
    } finally {
      this.free(at);
    }
  }
  borrowBytes(bytes, use) {
    const at = this.put(bytes);
    try {
      return use(at, bytes.length);
    } finally {
      this.free(at);
    }
  }

  text(at, size) {
    return decoder.decode(this.bytes.subarray(at, at + size));
  }
  /** The text of a guion_string that stands at `at`. */
  stringAt(at) {
    return this.text(this.get(at, 'guion_string', 'data'), this.get(at, 'guion_string', 'size'));
  }
  /** The text that a function which returns a guion_string gives. */
  string(f, ...args) {
    f(this.name, ...args);
    return this.stringAt(this.name);
  }
  sentence(at) {
    return this.text(at, this.bytes.indexOf(0, at) - at);
  }

  /** What `write(buffer, capacity, needed)` writes, with a buffer that fits. `take` reads it: bytes or text. */
  #filled(write, take) {
    for (;;) {
      const status = write(this.#buffer.at, this.#buffer.size, this.needed);
      const size = this.view.getUint32(this.needed, true);
      if (status === STATUS.OK) return take(this.#buffer.at, size);
      if (status !== STATUS.BUFFER_TOO_SMALL) throw this.error(status);
      this.free(this.#buffer.at);
      this.#buffer = { at: 0, size: 0 };
      this.#buffer = { at: this.alloc(size * 2), size: size * 2 };
    }
  }
  rendered(write) {
    return this.#filled(write, (at, size) => this.text(at, size));
  }
  written(write) {
    return this.#filled(write, (at, size) => this.bytes.slice(at, at + size));
  }

  /** The 32 bytes that `write(buffer)` writes. */
  identity(write) {
    return this.borrow(HASH, (at) => {
      this.check(write(at));
      return this.bytes.slice(at, at + HASH);
    });
  }
  /** What `call(seal)` gives, where `seal` is a guion_seal that signs as `sign` does, or null without one. The module cannot call JavaScript: `look(seal)` runs
   *  first, changes nothing that lasts, and shows what is to be signed. */
  sealed(sign, look, call) {
    if (sign === undefined) return call(0);
    const seal = this.addressOf(this.signing, 'guion_web_signing', 'seal');
    const sealed = this.addressOf(this.signing, 'guion_web_signing', 'sealed');
    this.set(this.signing, 'guion_web_signing', { bytes: 0, size: 0 });
    look(seal);
    const at = this.get(this.signing, 'guion_web_signing', 'bytes');
    if (at === 0) return call(seal);  // nothing was to be signed: refused before
    const signature = sign(this.bytes.slice(at, at + this.get(this.signing, 'guion_web_signing', 'size')));
    if (signature?.length !== HASH) throw this.error(STATUS.BAD_ARGUMENT, 'A seal is 32 bytes.');
    this.bytes.set(signature, sealed);
    try {
      return call(seal);
    } finally {
      this.bytes.fill(0, sealed, sealed + HASH);
    }
  }

  error(status, detail) {
    const sentence = this.sentence(this.c.guion_status_text(status));
    return new GuionError(STATUSES[status] ?? 'BAD_ARGUMENT', detail ? `${sentence} ${detail}` : sentence);
  }
  check(status, detail) {
    if (status !== STATUS.OK) throw this.error(status, detail);
  }
  /** Runs `open(error)`; what it refuses is thrown with its reason. */
  checkLoad(open) {
    this.borrow(this.sizeof('guion_load_error'), (at) => {
      this.set(at, 'guion_load_error', { reason: 0, offset: 0 });
      const status = open(at);
      if (status === STATUS.OK) return;
      const code = this.get(at, 'guion_load_error', 'reason');
      if (code === 0) throw this.error(status);
      const [reason, message] = LOAD_ERRORS.get(code);
      throw new GuionError(STATUSES[status], message, { reason, offset: this.get(at, 'guion_load_error', 'offset') });
    });
  }
}

/** Something in the module's memory that others may point into: it goes when it was closed and nothing is open over it any more. */
export class Owned {
  #abi;
  #blocks;
  #under;
  #uses = 1;
  #open = true;

  /** The object is the first of `blocks`. It keeps `under`, an Owned that it points into. */
  constructor(abi, blocks, under) {
    this.#abi = abi;
    this.#blocks = blocks;
    this.#under = under;
    if (under) ++under.#uses;
  }
  /** The address of the object; 0 once closed, which every function of the runtime refuses. */
  get at() {
    return this.#open ? this.#blocks[0] : 0;
  }
  /** Its address for what is open over it, closed or not. */
  get kept() {
    return this.#uses > 0 ? this.#blocks[0] : 0;
  }
  close() {
    if (!this.#open) return;
    this.#open = false;
    this.#release();
  }
  #release() {
    if (--this.#uses !== 0) return;
    for (const block of this.#blocks) this.#abi.free(block);
    this.#under?.#release();
  }
}
