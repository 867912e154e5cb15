// The Node half of the test that calls move between machines: plays the answers that `native record` wrote, and writes down what the host sees in the same
// form as native.cpp. It knows the package through its public interface only; units are read from docs/semantics.md a second time, on purpose.

const ANSWERS = ['hang up', 'done', 'value', 'unsaid', 'yes', 'no', 'option', 'silent', 'passed', 'wrong', 'lacking', 'fields', 'failed', 'returned'];

/** What `native record` printed. */
export function readRecorded(text) {
  const recorded = { gives: [], answers: [] };
  for (const line of text.trimEnd().split('\n')) {
    const [verb, ...words] = line.split(' ');
    if (verb === 'start') recorded.options = { callId: BigInt(words[0]), seed: Number(words[1]), textCapacity: Number(words[2]) };
    else if (verb === 'now') recorded.now = Number(words[0]);
    else if (verb === 'give') recorded.gives.push({ slot: Number(words[0]), value: words[1] });
    else recorded.answers.push({ kind: ANSWERS[words[0]], option: Number(words[1]), values: words.slice(2) });
  }
  return recorded;
}

const date = (days) => new Date(Number(days) * 86400000).toISOString().slice(0, 10);
const hour = (minutes) => new Date(Number(minutes) * 60000).toISOString().slice(11, 16);
const halves = (n, write) => ({ from: write(n / 4294967296n), to: write(n % 4294967296n) });  // of what the calls hold: after 1970

/** A recorded value as a host in JavaScript writes it. */
export function natural(slot, word) {
  if (word.startsWith('t')) {
    const text = Buffer.from(word.slice(1), 'hex').toString();
    return slot.type === 'list' ? text.slice(0, -1).split('\n') : text;
  }
  const n = BigInt(word);
  switch (slot.type) {
    case 'text': case 'name': case 'phone': case 'code': return '';
    case 'list': return [];
    case 'address': return ['señor', 'señora', 'neutro'][n];
    case 'yesno': return n === 1n;
    case 'enum': return slot.values[n].name;
    case 'date': return date(n);
    case 'hour': return hour(n);
    case 'window': return halves(n, hour);
    case 'cycle': return halves(n, date);
    default: return Number(n);
  }
}

const flag = (value, word) => (value ? ` ${word}` : '');
const limit = (event) => flag(event.seconds, `${event.seconds}s`);
const levels = (names) => names.map((name) => `+${name}`).join('');

function details(call, e) {
  switch (e.kind) {
    case 'ask': return `ask ${e.slot}${limit(e)}`;
    case 'record': return `record ${e.slot}${flag(e.optional, 'optional')}`;
    case 'menu': return `menu${limit(e)}${e.options.map((o) => ` [${o.id} ${o.label}]`).join('')}`;
    case 'verify': return `verify ${e.method} ${levels(e.levels)} ${e.triesLeft}`;
    case 'lookup': {
      const takes = Object.keys(e.takes).map((slot) => ` ${slot}=${call.spoken(slot)}`).join('');
      return `lookup ${e.service}${flag(e.acts, 'acts')}${takes} →${e.gives.map((slot) => ` ${slot}`).join('')}`;
    }
    case 'transfer': return `transfer ${e.area} ${e.label}${flag(e.canFail, 'can-fail')}${flag(e.canReturn, 'can-return')}`;
    case 'end': return e.abandoned ? 'end abandoned' : `end ${e.outcome}${flag(e.normal, 'normal')}`;
    default: return e.kind;
  }
}

const told = (call, e) => `${e.token} ${e.stage} ${details(call, e)}${levels(call.levels)}${e.text ? `: ${e.text}` : ''}\n`;

function toldSlots(call) {
  return call.image.slots.map(({ name }) => [name, call.spoken(name)]).filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} = ${value}\n`).join('');
}

/** Answers, with a word to whoever watches before it. */
function answer(call, event, given, watch) {
  const value = (name, i) => natural(call.image.slots.find((slot) => slot.name === name), given.values[i]);
  const written = () => {
    switch (given.kind) {
      case 'option': return { option: given.option };
      case 'value': return { value: value(event.slot, 0) };
      case 'fields': return { fields: Object.fromEntries(event.gives.map((name, i) => [name, value(name, i)])) };
      default: return given.kind;
    }
  };
  if (given.kind === 'hang up') {
    watch.hangUp?.();
    return call.hangUp();
  }
  watch.answer?.(event.token, written());
  return call.answer(event.token, written());
}

export function begin(image, recorded) {
  const call = image.start(recorded.options);
  for (const { slot, value } of recorded.gives) call.give(slot, natural(image.slots[slot], value));
  return call;
}

/** Plays answers `from` to `to` and gives what was told; at the end of the call, what its slots hold too. `watch` is told of each event and answer. `over` says whether it ended. */
export function play(call, recorded, from = 0, to = recorded.answers.length, watch = {}) {
  let log = '';
  for (let i = from; ; ++i) {
    const event = call.next(recorded.now);
    if (i === to && to !== recorded.answers.length) return { log, over: false };
    log += told(call, event);
    watch.event?.(event);
    if (event.kind === 'end' || i === recorded.answers.length) break;
    answer(call, event, recorded.answers[i], watch);
    if (event.kind === 'transfer' && i === recorded.answers.length - 1) break;
  }
  return { log: log + toldSlots(call), over: true };
}
