// One call: events out, answers in, snapshots. Made by Image.start and its kin.

import { GuionError, Owned, STATUS, encode } from './abi.js';
import { fromRaw, isText, toRaw } from './values.js';

/** Kinds of events by code of guion_event_kind, from 1. */
export const EVENTS = ['say', 'note', 'ask', 'record', 'judge', 'menu', 'verify', 'lookup', 'transfer', 'end'];
/** Kinds of answers by code of guion_answer_kind, from 1. */
export const ANSWERS = [
  'done', 'value', 'unsaid', 'yes', 'no', 'option', 'silent', 'passed', 'wrong', 'lacking', 'fields', 'failed', 'returned',
];

/** Seconds since 1970-01-01 00:00 of the customer's clock, as guion_next takes them. */
function clock(now) {
  if (now instanceof Date) return BigInt(Math.floor(now.getTime() / 1000) - now.getTimezoneOffset() * 60);
  return BigInt(Math.floor(Number(now)));
}

/** An option's id as guion_answer has it. What is none is offered nowhere. */
const optionOf = (id) => (id === id >>> 0 ? id : 0xffffffff);
/** A token as guion_answer_event takes it. What is none is of no event. */
const tokenOf = (token) => (/^\d+$/.test(token) ? BigInt(token) : 0n);

/** What each kind of event has besides kind, token, stage and position. `e(name)` reads a field of guion_event. */
const DETAILS = {
  say: (call) => ({ text: call.text() }),
  note: (call) => ({ text: call.text() }),
  ask: (call, e) => ({ text: call.text(), slot: call.image.nameOf(e('slot')), ...limit(e) }),
  record: (call, e) => ({ text: call.text(), slot: call.image.nameOf(e('slot')), optional: e('optional') !== 0 }),
  judge: (call) => ({ text: call.text() }),
  menu: (call, e) => ({ text: call.text(), options: call.options(e('options')), ...limit(e) }),
  verify: (call, e) => ({
    text: call.text(), method: call.image.methodName(e('object')), levels: call.image.levelNames(e('levels')), triesLeft: e('tries_left'),
  }),
  lookup: (call, e) => ({ service: call.image.serviceName(e('object')), acts: e('acts') !== 0, takes: call.taken(), gives: call.wanted() }),
  transfer: (call, e) => ({
    text: call.text(), area: call.image.areaName(e('object')), label: call.image.areaLabel(e('object')),
    canFail: e('can_fail') !== 0, canReturn: e('can_return') !== 0,
  }),
  end: (call, e) => (e('abandoned') !== 0 ? { abandoned: true } : { abandoned: false, ...call.image.outcome(e('object')) }),
};
const limit = (e) => (e('seconds') === 0 ? {} : { seconds: e('seconds') });

/** Reads and answers the pending event; what the class Session shows is a part of it. */
class Pending {
  constructor(image, owned) {
    this.image = image;
    this.abi = image.abi;
    this.owned = owned;
  }

  /** The session in the module's memory. */
  get at() {
    if (this.owned.at === 0) throw new GuionError('BAD_ARGUMENT', 'This call was closed.');
    return this.owned.at;
  }

  get c() {
    return this.abi.c;
  }
  field(name) {
    return this.abi.get(this.abi.event, 'guion_event', name);
  }
  text() {
    return this.abi.rendered((...buffer) => this.c.guion_text(this.at, ...buffer));
  }
  options(count) {
    return Array.from({ length: count }, (_, index) => {
      const label = this.abi.rendered((...buffer) => this.c.guion_option(this.at, index, this.abi.value, ...buffer));
      return { id: this.abi.view.getUint32(this.abi.value, true), label };
    });
  }
  /** Numbers of the slots of the pending look-up. */
  slots(list) {
    const found = [];
    while (list(this.at, found.length, this.abi.value) === STATUS.OK) found.push(this.abi.view.getUint32(this.abi.value, true));
    return found;
  }
  taken() {
    return Object.fromEntries(this.slots(this.c.guion_lookup_takes).map((slot) => [this.image.nameOf(slot), this.read(slot)]));
  }
  wanted() {
    return this.slots(this.c.guion_lookup_gives).map((slot) => this.image.nameOf(slot));
  }

  read(slot) {
    const status = this.c.guion_read(this.at, slot, this.abi.value);
    if (status === STATUS.MISSING_VALUE) return undefined;
    this.abi.check(status);
    const info = this.image.slots[slot];
    const value = (name) => this.abi.get(this.abi.value, 'guion_value', name);
    return fromRaw(info, isText(info.type) ? this.abi.text(value('text'), value('size')) : value('number'));
  }

  /** The pending event, looked at without going on; undefined between an answer and the next event. */
  peek() {
    const status = this.c.guion_text(this.at, 0, 0, this.abi.needed);
    if (status !== STATUS.OK && status !== STATUS.BUFFER_TOO_SMALL) return undefined;
    return this.c.guion_next(this.at, 0n, this.abi.event) === STATUS.OK ? EVENTS[this.field('kind') - 1] : undefined;
  }
  token() {
    return String(BigInt.asUintN(64, this.field('token')));
  }
  describe() {
    const kind = EVENTS[this.field('kind') - 1];
    const stage = this.image.stageName(this.field('stage'));
    return { kind, token: this.token(), stage, position: this.field('position'), ...DETAILS[kind](this, (name) => this.field(name)) };
  }

  /** Runs `use(address of guion_value[])` with values of these slots. */
  withValues(slots, values, use) {
    const raws = slots.map((slot, i) => {
      const raw = toRaw(this.image.slots[slot], values[i]);
      if (raw === undefined) throw this.abi.error(STATUS.OUT_OF_RANGE, `Not of the form of «${this.image.nameOf(slot)}».`);
      return typeof raw === 'bigint' ? { number: raw, text: encode('') } : { number: 0n, text: encode(raw) };
    });
    const one = this.abi.sizeof('guion_value');
    const size = raws.reduce((sum, raw) => sum + raw.text.length, raws.length * one);
    return this.abi.borrow(size, (at) => {
      let text = at + raws.length * one;
      raws.forEach((raw, i) => {
        this.abi.set(at + i * one, 'guion_value', { number: raw.number, text, size: raw.text.length });
        this.abi.bytes.set(raw.text, text);
        text += raw.text.length;
      });
      return use(at);
    });
  }
  give(slot, value) {
    const status = this.withValues([slot], [value], (at) => this.c.guion_give(this.at, slot, at));
    if (status === STATUS.WRONG_ANSWER) throw new GuionError('WRONG_ANSWER', 'Values are given before the first event.');
    this.abi.check(status);
  }

  /** What `use(address of a guion_answer)` gives, with `answer` there. Values are read against the slots of the pending event, if `token` is its own; with
   *  another no value is handed on, and the runtime says what is wrong. */
  withAnswer(token, answer, use) {
    if (typeof answer === 'string') return this.#packed(use, answer);
    if ('option' in answer) return this.#packed(use, 'option', { option: optionOf(answer.option) });
    const kind = 'value' in answer ? 'value' : 'fields';
    const event = this.peek();
    const fits = kind === 'fields' ? event === 'lookup' : event === 'ask' || event === 'record';
    if (!fits || this.token() !== String(token)) return this.#packed(use, kind);
    const slots = kind === 'value' ? [this.field('slot')] : this.slots(this.c.guion_lookup_gives);
    const given = kind === 'value' ? [answer.value] : this.#fieldsOf(slots, answer.fields);
    return this.withValues(slots, given, (values) => this.#packed(use, kind, { values, count: slots.length }));
  }
  #packed(use, kind, { option = 0, values = 0, count = 0 } = {}) {
    return this.abi.borrow(this.abi.sizeof('guion_answer'), (at) => {
      this.abi.set(at, 'guion_answer', { kind: ANSWERS.indexOf(kind) + 1, option, values, count });
      return use(at);
    });
  }
  #fieldsOf(slots, fields) {
    const names = slots.map((slot) => this.image.nameOf(slot));
    const unknown = Object.keys(fields).find((name) => !names.includes(name));
    if (unknown !== undefined) throw this.abi.error(STATUS.WRONG_ANSWER, `«${unknown}» was not asked for.`);
    return names.map((name) => fields[name]);
  }
}

/** The records of a call, each the bytes to append: docs/evidence.md. */
class Trace {
  #pending;
  #at;

  constructor(pending, at) {
    this.#pending = pending;
    this.#at = at;
  }
  #written(record) {
    return this.#pending.abi.written((...buffer) => record(this.#at.at, this.#pending.at, ...buffer));
  }
  begin(now = new Date()) {
    return this.#written((trace, call, ...buffer) => this.#pending.c.guion_trace_begin(trace, call, clock(now), ...buffer));
  }
  continue(before, now = new Date()) {
    const { abi, c } = this.#pending;
    if (before !== undefined && before?.length !== abi.sizeof('guion_trace')) throw abi.error(STATUS.BAD_TRACE);
    const start = (old) => this.#written((trace, call, ...buffer) => c.guion_trace_continue(trace, old, call, clock(now), ...buffer));
    return before === undefined ? start(0) : abi.borrowBytes(before, start);
  }
  event(now = new Date()) {
    return this.#written((trace, call, ...buffer) => this.#pending.c.guion_trace_event(trace, call, clock(now), ...buffer));
  }
  answer(token, answer = 'done', now = new Date()) {
    return this.#pending.withAnswer(token, answer, (at) => this.#answered(at, now));
  }
  hangUp(now = new Date()) {
    return this.#answered(0, now);
  }
  correct(token, now = new Date()) {
    return this.#written((trace, call, ...buffer) => this.#pending.c.guion_trace_correct(trace, call, tokenOf(token), clock(now), ...buffer));
  }
  get hash() {
    return this.#pending.abi.identity((hash) => this.#pending.c.guion_trace_hash(this.#at.at, hash));
  }
  /** The block itself: plain bytes. */
  save() {
    const { abi } = this.#pending;
    return abi.bytes.slice(this.#at.at, this.#at.at + abi.sizeof('guion_trace'));
  }
  #answered(answer, now) {
    return this.#written((trace, call, ...buffer) => this.#pending.c.guion_trace_answer(trace, call, answer, clock(now), ...buffer));
  }
  close() {
    this.#at.close();
  }
}

export class Session {
  #image;
  #options;
  #pending;

  /** Of Image: `memory` holds the session, which owns it from now on. */
  constructor(image, options, memory) {
    this.#image = image;
    this.#options = options;
    this.#pending = new Pending(image, new Owned(image.abi, [memory], image.owned));
  }

  get image() {
    return this.#image;
  }
  get #c() {
    return this.#image.abi.c;
  }
  get #at() {
    return this.#pending.at;
  }
  #check(status) {
    this.#image.abi.check(status);
  }
  /** Number of a slot, for a call that is open. */
  #slot(slot) {
    return this.#at && this.#image.slotNumber(slot);
  }

  give(slot, value) {
    this.#pending.give(this.#slot(slot), value);
  }
  next(now = new Date()) {
    this.#check(this.#c.guion_next(this.#at, clock(now), this.#image.abi.event));
    return this.#pending.describe();
  }
  answer(token, answer = 'done') {
    this.#check(this.#pending.withAnswer(token, answer, (at) => this.#c.guion_answer_event(this.#at, tokenOf(token), at)));
  }
  hangUp() {
    this.#check(this.#c.guion_hangup(this.#at));
  }
  read(slot) {
    return this.#pending.read(this.#slot(slot));
  }
  spoken(slot) {
    const number = this.#slot(slot);
    if (this.#pending.read(number) === undefined) return undefined;
    return this.#image.abi.rendered((...buffer) => this.#c.guion_read_text(this.#at, number, ...buffer));
  }
  get language() {
    return this.#image.languages[this.#c.guion_session_language(this.#at)].tag;
  }
  set language(language) {
    this.#check(this.#c.guion_set_language(this.#at, this.#image.languageNumber(language)));
  }
  get levels() {
    return this.#image.levelNames(this.#c.guion_levels(this.#at));
  }

  save({ sign } = {}) {
    const { abi } = this.#image;
    const save = (seal) => abi.written((...buffer) => this.#c.guion_save(this.#at, seal, ...buffer));
    return abi.sealed(sign, save, save);
  }
  correct(snapshot, { sign } = {}) {
    const { abi } = this.#image;
    const session = this.#at;
    abi.borrowBytes(snapshot, (...bytes) => {
      // What the seal is over is found out with another session, so that this one is touched by the real seal only.
      const look = (seal) => this.#image.attempt(this.#options, (options, ...memory) =>
         this.#c.guion_restore(this.#image.owned.kept, options, seal, ...bytes, ...memory));
      this.#check(abi.sealed(sign, look, (seal) => this.#c.guion_correct(session, seal, ...bytes)));
    });
  }
  trace(saved) {
    const { abi } = this.#image;
    const size = abi.sizeof('guion_trace');
    if (this.#at && saved !== undefined && saved?.length !== size) throw abi.error(STATUS.BAD_TRACE);  // of a call that is open
    return new Trace(this.#pending, new Owned(abi, [abi.put(saved ?? new Uint8Array(size))], this.#pending.owned));
  }

  close() {
    this.#pending.owned.close();
  }
}
for (const owner of [Session, Trace]) if (Symbol.dispose) owner.prototype[Symbol.dispose] = owner.prototype.close;
