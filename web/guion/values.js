// Values as JavaScript writes them, and the number or text that the runtime takes. Knows slots, not sessions. Units: docs/semantics.md, «Values».

/** Types of slots by code, as runtime/include/guion/types.def names them. */
export const TYPES = [
  'text', 'name', 'address', 'yesno', 'enum', 'count', 'money', 'date', 'day', 'month', 'hour', 'window', 'duration', 'cycle', 'phone', 'code', 'list',
];
const TEXTS = new Set(['text', 'name', 'phone', 'code', 'list']);
const ADDRESSES = ['señor', 'señora', 'neutro'];
const DAY = 86400000;
const SHIFT = 2n ** 32n;

/** Types whose values lie between a least and a most. */
const RANGED = new Set(['count', 'money', 'date', 'day', 'month', 'hour', 'duration']);
export const isText = (type) => TEXTS.has(type);

const whole = (n) => (typeof n === 'bigint' || Number.isSafeInteger(n) ? BigInt(n) : undefined);
const small = (n) => (n >= Number.MIN_SAFE_INTEGER && n <= Number.MAX_SAFE_INTEGER ? Number(n) : n);

/** «2026-11-20» as days since 1970-01-01; undefined if there is no such day. */
function days(text) {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? BigInt(time / DAY) : undefined;
}
function minutes(text) {
  const parts = typeof text === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) : null;
  return parts ? BigInt(parts[1]) * 60n + BigInt(parts[2]) : undefined;
}
function span(value, read) {
  const from = read(value?.from);
  const to = read(value?.to);
  return from === undefined || to === undefined ? undefined : from * SHIFT + to;
}
function place(names, value) {
  const index = names.indexOf(value);
  return index < 0 ? undefined : BigInt(index);
}

const writeDate = (n) => new Date(Number(n) * DAY).toISOString().slice(0, 10);
const two = (n) => String(n).padStart(2, '0');
const writeHour = (n) => `${two(n / 60n)}:${two(n % 60n)}`;
function writeSpan(n, write) {
  const to = BigInt.asIntN(32, n);
  return { from: write((n - to) / SHIFT), to: write(to) };
}

/** The bigint or string that the runtime takes for `value`, or undefined if it is not of the form of the slot's type. Ranges are the runtime's to check. */
export function toRaw(slot, value) {
  switch (slot.type) {
    case 'text': case 'name': case 'phone': case 'code': return typeof value === 'string' ? value : undefined;
    case 'list': {
      const fits = Array.isArray(value) && value.every((entry) => typeof entry === 'string' && !entry.includes('\n'));
      return fits ? value.map((entry) => `${entry}\n`).join('') : undefined;
    }
    case 'address': return place(ADDRESSES, value);
    case 'yesno': return typeof value === 'boolean' ? BigInt(value) : undefined;
    case 'enum': return typeof value === 'string' ? place(slot.values.map((v) => v.name), value) : whole(value);
    case 'date': return days(value);
    case 'hour': return minutes(value);
    case 'window': return span(value, minutes);
    case 'cycle': return span(value, days);
    default: return whole(value);
  }
}

/** The value that `raw`, the runtime's bigint or string, stands for. */
export function fromRaw(slot, raw) {
  switch (slot.type) {
    case 'text': case 'name': case 'phone': case 'code': return raw;
    case 'list': return raw.split('\n').slice(0, -1);
    case 'address': return ADDRESSES[Number(raw)];
    case 'yesno': return raw !== 0n;
    case 'enum': return slot.values[Number(raw)]?.name || Number(raw);
    case 'date': return writeDate(raw);
    case 'hour': return writeHour(raw);
    case 'window': return writeSpan(raw, writeHour);
    case 'cycle': return writeSpan(raw, writeDate);
    default: return small(raw);
  }
}

/** The bounds that a slot declares: of a text in bytes; none of a type whose values have no order. */
export function bounds(slot, min, max) {
  if (isText(slot.type)) return { min: Number(min), max: Number(max) };
  return RANGED.has(slot.type) ? { min: fromRaw(slot, min), max: fromRaw(slot, max) } : {};
}
