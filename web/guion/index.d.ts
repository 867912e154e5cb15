/**
 * Guion plays compiled call scripts: `guion build` makes a policy (`.policy`) and images (`.flowc`), this plays calls of them.
 *
 * Everything that can be refused throws a {@link GuionError} and leaves what it was about as it was.
 */

/** Why something was refused. Names are those of `guion_status` in guion.h. */
export type Status =
  | 'BAD_ARGUMENT' | 'BAD_IMAGE' | 'WRONG_POLICY' | 'NO_MEMORY' | 'STALE_TOKEN' | 'WRONG_ANSWER' | 'OUT_OF_RANGE' | 'NO_OPTION' | 'TEXT_FULL' | 'BUFFER_TOO_SMALL'
  | 'MISSING_VALUE' | 'CALL_OVER' | 'STEP_LIMIT' | 'SECRET_HELD' | 'BAD_SNAPSHOT' | 'WRONG_IMAGE' | 'BAD_SEAL' | 'CANNOT_UNDO' | 'CANNOT_MOVE' | 'BAD_MOVES' | 'BAD_TRACE';

export class GuionError extends Error {
  readonly status: Status;
  /** Of a refused policy, image or move table: what was found, such as `'ChecksumMismatch'`, and at which byte. */
  readonly reason?: string;
  readonly offset?: number;
}

/** Two ends of a window (`'09:00'`) or of a cycle (`'2026-11-05'`). */
export interface Span {
  from: string;
  to: string;
}

/**
 * A value as its slot's type has it:
 *
 * | type | value |
 * |---|---|
 * | text, name, phone, code | string |
 * | list | array of strings |
 * | address | `'señor'`, `'señora'` or `'neutro'` |
 * | yesno | boolean |
 * | enum | the name of the value; its index in a stripped image |
 * | count, day, month | integer |
 * | money | integer of minor units: 8540 is $85.40, and 8540 Chilean pesos are 8540 |
 * | date | `'2026-11-20'` |
 * | hour | `'09:30'` |
 * | duration | integer of minutes |
 * | window, cycle | {@link Span} |
 *
 * Integers are read as numbers, or as bigints where a number would lose digits; both are taken.
 */
export type Value = string | number | bigint | boolean | string[] | Span;

export type SlotType =
  | 'text' | 'name' | 'address' | 'yesno' | 'enum' | 'count' | 'money' | 'date' | 'day' | 'month' | 'hour' | 'window' | 'duration' | 'cycle' | 'phone' | 'code' | 'list';

export interface EnumValue {
  readonly name: string;
  readonly label: string;
  /** In each language of the image. */
  readonly labels: readonly string[];
}

/** A language that an image speaks. */
export interface Language {
  /** Such as `'es-US'`. */
  readonly tag: string;
  readonly title: string;
}

export interface Slot {
  /** `'#3'` in a stripped image. Whatever takes the name of a slot takes its number too. */
  readonly name: string;
  readonly type: SlotType;
  /** Bounds of a value; of a text, of its bytes of UTF-8. Absent where values have no order. */
  readonly min?: Value;
  readonly max?: Value;
  /** The host gives it before the first event. */
  readonly fromSystem: boolean;
  readonly constant: boolean;
  /** Of a class that is never said: neither show nor log it. */
  readonly secret: boolean;
  /** Of money. */
  readonly currency?: string;
  /** Of money: digits behind the point. */
  readonly decimals?: number;
  /** Of an enumeration. */
  readonly values?: readonly EnumValue[];
}

interface AnyEvent {
  /** Goes with the answer: a number of 64 bits in decimal digits. Never used twice in one history of a call; the same when the event is asked for again, and after a restore: with the name of the service the idempotency key of a look-up. */
  readonly token: string;
  /** Name of the stage, `'#2'` in a stripped image. */
  readonly stage: string;
  /** For {@link Image.place}. */
  readonly position: number;
}
/** The customer hears `text`. Answer: `'done'`. */
export interface SayEvent extends AnyEvent { readonly kind: 'say'; readonly text: string }
/** The agent reads `text`. Answer: `'done'`. */
export interface NoteEvent extends AnyEvent { readonly kind: 'note'; readonly text: string }
/** `text` is asked. Answer: `{ value }` for `slot`; with a time limit also `'silent'`. */
export interface AskEvent extends AnyEvent { readonly kind: 'ask'; readonly text: string; readonly slot: string; readonly seconds?: number }
/** The agent fills `slot` with what was said. Answer: `{ value }`; if `optional` also `'unsaid'`. */
export interface RecordEvent extends AnyEvent { readonly kind: 'record'; readonly text: string; readonly slot: string; readonly optional: boolean }
/** The agent decides whether `text` applies. Answer: `'yes'` or `'no'`. */
export interface JudgeEvent extends AnyEvent { readonly kind: 'judge'; readonly text: string }
/** Answer: `{ option }` with the id of one of `options`; with a time limit also `'silent'`. */
export interface MenuEvent extends AnyEvent {
  readonly kind: 'menu';
  readonly text: string;
  readonly options: readonly { readonly id: number; readonly label: string }[];
  readonly seconds?: number;
}
/** `text` is asked, the host checks what it hears by `method`. Answer: `'passed'`, `'wrong'` or `'lacking'`. */
export interface VerifyEvent extends AnyEvent {
  readonly kind: 'verify';
  readonly text: string;
  readonly method: string;
  /** What a pass grants. */
  readonly levels: readonly string[];
  /** This one included. */
  readonly triesLeft: number;
}
/** `service` gets the values of `takes`. Answer: `{ fields }` with those of `gives`, or `'failed'`. */
export interface LookupEvent extends AnyEvent {
  readonly kind: 'lookup';
  readonly service: string;
  /** It does something in the world: once a token. */
  readonly acts: boolean;
  /** By name of slot. A secret among them is forgotten with the answer: do not keep it. */
  readonly takes: Readonly<Record<string, Value>>;
  readonly gives: readonly string[];
}
/** `text` is said, the call goes to `area`. Answer: `'done'` (the call is over, without an event `end`), `'failed'` if `canFail`, `'returned'` if `canReturn`. */
export interface TransferEvent extends AnyEvent {
  readonly kind: 'transfer';
  readonly text: string;
  readonly area: string;
  readonly label: string;
  readonly canFail: boolean;
  readonly canReturn: boolean;
}
/** The call is over. It does not come after a transfer that went through. */
export type EndEvent = AnyEvent & { readonly kind: 'end' } & (
  | { readonly abandoned: true }
  | { readonly abandoned: false; readonly outcome: string; readonly normal: boolean });

export type Event =
  | SayEvent | NoteEvent | AskEvent | RecordEvent | JudgeEvent | MenuEvent | VerifyEvent | LookupEvent | TransferEvent | EndEvent;

export type Answer =
  | 'done' | 'unsaid' | 'yes' | 'no' | 'silent' | 'passed' | 'wrong' | 'lacking' | 'failed' | 'returned'
  | { readonly value: Value }
  | { readonly option: number }
  | { readonly fields: Readonly<Record<string, Value>> };

/** Local time of the customer's clock: a date as this machine's clock shows it, or seconds since 1970-01-01 00:00 of that clock. Greetings read it. */
export type Now = Date | number;

/** Gets all bytes but the seal and gives 32 that only the host can make, such as HMAC-SHA-256 with its key. The same as `sign` of guion_seal. */
export type Sign = (bytes: Uint8Array) => Uint8Array;

export interface Sealed {
  /** Left out: snapshots are not sealed. Who may write them may then write calls. */
  sign?: Sign;
}

export interface Limits {
  /** Bytes for the texts that fill slots: 512. */
  textCapacity?: number;
  /** Instructions between two events: 1,000,000. */
  stepLimit?: number;
}

export interface StartOptions extends Limits {
  /** The host's own number of the call: tokens of different calls differ by it. */
  callId?: bigint | number;
  /** Which of several wordings is said; 0: the first that applies. */
  seed?: number;
  /** In which the call begins, by tag or number: the first of the image. */
  language?: string | number;
}

/** What is held in the module's memory until it is closed. Where the engine has `Symbol.dispose`, `using` closes it too. */
interface Closable {
  /** Nothing that is open over this breaks: its memory goes with the last of them. */
  close(): void;
}

/** One call. */
export interface Session extends Closable {
  readonly image: Image;
  /** Tag of the language in which texts are said. It may be set at any time, and the pending event asked for again; values stay what they are. */
  get language(): string;
  set language(language: string | number);
  /** Names of the levels that hold now. */
  readonly levels: string[];
  /** Gives a slot that the system fills, before the first event; later it is `WRONG_ANSWER`. */
  give(slot: string | number, value: Value): void;
  /**
   * Goes on to the next event, or gives the pending one again. `now` is this machine's local time if left out.
   *
   * `CALL_OVER` after a transfer that was answered `'done'`: the call is over, and there is no event `end`.
   */
  next(now?: Now): Event;
  /** Answers the pending event; `answer` is `'done'` if left out. */
  answer(token: string, answer?: Answer): void;
  /** The customer hangs up: legal at every event. The next one is the end, or a look-up that closes a pair of services before it. */
  hangUp(): void;
  /** The value of a slot; undefined if it is empty. */
  read(slot: string | number): Value | undefined;
  /** The value as a line would say it; undefined if the slot is empty. */
  spoken(slot: string | number): string | undefined;
  /** Writes the call down. Any runtime goes on with it: native, in Node or in a browser. `SECRET_HELD` while a secret slot is filled. */
  save(options?: Sealed): Uint8Array;
  /** Takes the call back to its own earlier snapshot. `CANNOT_UNDO` if a service that acts was asked since, a pair of services was opened, a level was lost or a transfer came back. */
  correct(snapshot: Uint8Array, options?: Sealed): void;
  /** Evidence of this call: from its beginning, or gone on with from what {@link Trace.save} gave. */
  trace(saved?: Uint8Array): Trace;
}

/** Makes the records of a trace; the host appends each to a file, in order. */
export interface Trace extends Closable {
  /** The head; before the first event, after everything was given. */
  begin(now?: Now): Uint8Array;
  /** The head of a trace of its own, in the middle of a call: after {@link Moves.migrate}. `before`: what {@link Trace.save} of the old one gave. */
  continue(before?: Uint8Array, now?: Now): Uint8Array;
  /** The pending event; once, and again when the language was changed since; before its answer. */
  event(now?: Now): Uint8Array;
  /** An answer, before it is given. */
  answer(token: string, answer?: Answer, now?: Now): Uint8Array;
  /** Hanging up, before it is told to the session. */
  hangUp(now?: Now): Uint8Array;
  /** A correction, after it went through. `token`: of the event at which its snapshot was saved. */
  correct(token: string, now?: Now): Uint8Array;
  /** Hash of all records so far: the last 32 bytes of the file. */
  readonly hash: Uint8Array;
  /** Where the trace stands, to be kept beside a snapshot. Only this version of the runtime, on a machine of the same byte order, goes on from it. */
  save(): Uint8Array;
}

export interface Policy extends Closable {}

/** A flow, proved against its policy. */
export interface Image extends Closable {
  /** Empty in a stripped image that says none. */
  readonly title: string;
  /** One, or two: docs/translation.md. The first is that of `title` and of labels. */
  readonly languages: readonly Language[];
  /** SHA-256 of the file. */
  readonly buildId: Uint8Array;
  readonly slots: readonly Slot[];
  /** Which line of the source an event is of; empty in a stripped image. */
  place(position: number): string;
  start(options?: StartOptions): Session;
  /** Goes on with a call. Everything in the snapshot is checked; call id, seed and language are its own. */
  restore(snapshot: Uint8Array, options?: Limits & Sealed): Session;
}

/** What `guion upgrade-check` writes: how calls of one image go on in another. */
export interface Moves extends Closable {
  /** Build id of the image that it leads from. */
  readonly from: Uint8Array;
  /** Goes on, in the new image, with a call of the old one; `CANNOT_MOVE`: it goes on in the old one. With `from`, the old image, the snapshot is checked against it first. */
  migrate(snapshot: Uint8Array, options?: Limits & Sealed & { from?: Image }): Session;
}

/** The runtime, with a memory of its own. */
export interface Guion {
  policy(bytes: Uint8Array): Policy;
  /** Checks every byte against `policy`, which only a flow without a protocol does without. */
  image(bytes: Uint8Array, policy?: Policy): Image;
  /** `to`: the image that the table leads to. */
  moves(bytes: Uint8Array, to: Image): Moves;
  /** Build id of the image that a snapshot is of. Looks at its head only. */
  imageOf(snapshot: Uint8Array): Uint8Array;
}

/** Loads the runtime: the `guion.wasm` beside this module, or another address, its bytes, or the compiled module. */
export function load(source?: string | URL | BufferSource | WebAssembly.Module): Promise<Guion>;
