// Holds what values_written prints against what ICU writes for the same locale (Node's Intl). Where the two differ on purpose,
// `spanish` and `english` below say in which case, why, and what is expected then; every other difference fails. A case that
// no value meets fails too: it would be an excuse for nothing.
'use strict';
const { execFileSync } = require('node:child_process');
const test = require('node:test');
const assert = require('node:assert');

const kDay = 86400000;
const made = new Map();
const cached = (key, make) => made.get(key) ?? (made.set(key, make()), made.get(key));
const number = (l, options = {}) => cached(`n${l}${JSON.stringify(options)}`, () => new Intl.NumberFormat(l, options));
const date = (l, options) => cached(`d${l}${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(l, { ...options, timeZone: 'UTC' }));
const on = (l, options, days) => date(l, options).format(new Date(Number(days) * kDay));
const clock = (l, minutes) => date(l, l.startsWith('es') ? { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' } : { timeStyle: 'short' }).format(new Date(Number(minutes) * 60000));
const joined = (l, items) => cached(`l${l}`, () => new Intl.ListFormat(l, { type: 'conjunction', style: 'long' })).format(items);
const decimal = (n, decimals) => {
  const sign = n.startsWith('-') ? '-' : '';
  const digits = n.replace('-', '').padStart(decimals + 1, '0');
  return sign + digits.slice(0, digits.length - decimals) + (decimals ? '.' + digits.slice(-decimals) : '');
};
const days = (what) => what.split(' ').map((n) => new Date(Number(n) * kDay));

// What ICU writes, by kind.
const icu = {
  count: (l, n) => number(l).format(BigInt(n)),
  plural: (l, n) => String(['one', 'many', 'other'].indexOf(cached(`p${l}`, () => new Intl.PluralRules(l)).select(Number(n)))),
  money: (l, what) => {
    const [currency, decimals, n] = what.split(' ');
    const digits = { minimumFractionDigits: Number(decimals), maximumFractionDigits: Number(decimals) };
    return number(l, { style: 'currency', currency, ...digits }).format(decimal(n, Number(decimals)));
  },
  date: (l, n) => on(l, { dateStyle: 'long' }, n),
  long: (l, n) => on(l, { dateStyle: 'full' }, n),
  short: (l, n) => on(l, { dateStyle: 'short' }, n),
  month: (l, n) => date(l, { month: 'long' }).format(new Date(Date.UTC(2026, Number(n) - 1, 15))),
  day: (l, n) => number(l).format(Number(n)),
  cycle: (l, what) => date(l, { dateStyle: 'long' }).formatRange(...days(what)),
  'cycle-long': (l, what) => what.split(' ').map((n) => on(l, { dateStyle: 'long' }, n)).join(' – '),
  'cycle-short': (l, what) => what.split(' ').map((n) => on(l, { dateStyle: 'short' }, n)).join(' – '),
  hour: (l, n) => clock(l, n),
  'hour-short': (l, n) => clock(l, n),
  window: (l, what) => what.split(' ').map((n) => clock(l, n)).join(' – '),
  'window-short': (l, what) => what.split(' ').map((n) => clock(l, n)).join('–'),
  duration: (l, n) => {
    const unit = (v, name) => number(l, { style: 'unit', unit: name, unitDisplay: 'long' }).format(v);
    const hours = Math.floor(n / 60), minutes = n % 60;
    const parts = hours ? [unit(hours, 'hour')] : [];
    if (minutes || !hours) parts.push(unit(minutes, 'minute'));
    return joined(l, parts);
  },
  list: (l, what) => joined(l, what.split('|')),
};

const lastOf = (what) => what.split('|').at(-1).normalize('NFD').replace(/[\u0301]/g, '').toLowerCase();
const dayMonth = (l, n) => on(l, { day: 'numeric', month: 'long' }, n);
const unpadded = (text) => text.replace(/(^|[ –])0(\d:)/g, '$1$2');

// On purpose: the kind, when, why, and what we say then (of what ICU says).
const spanish = [
  ['long', () => true, 'inside a sentence the weekday stands without a comma', (l, n, theirs) => theirs.replace(',', '')],
  ['hour', () => true, 'an hour is said with its article, and on 24 hours: figures that nobody misreads', (l, n, theirs) => `${Number(n) >= 60 && Number(n) < 120 ? 'la' : 'las'} ${unpadded(theirs)}`],
  ['hour-short', (l, n, theirs) => unpadded(theirs) !== theirs, 'no zero before an hour', (l, n, theirs) => unpadded(theirs)],
  ['window', () => true, 'said as a person says it: de … a …', (l, n, theirs) => 'de ' + unpadded(theirs).replace(' – ', ' a ')],
  ['window-short', (l, n, theirs) => unpadded(theirs) !== theirs, 'no zero before an hour', (l, n, theirs) => unpadded(theirs)],
  ['cycle', () => true, 'said as a person says it: del … al …; what both dates share is said once', (l, what) => {
    const [from, to] = what.split(' ');
    const [a, b] = days(what);
    const year = a.getUTCFullYear() === b.getUTCFullYear(), month = year && a.getUTCMonth() === b.getUTCMonth();
    return `del ${month ? a.getUTCDate() : year ? dayMonth(l, from) : on(l, { dateStyle: 'long' }, from)} al ${on(l, { dateStyle: 'long' }, to)}`;
  }],
  ['cycle-long', () => true, 'said as a person says it: del … al …', (l, n, theirs) => 'del ' + theirs.replace(' – ', ' al ')],
  ['cycle-short', () => true, 'said as a person says it: del … al …', (l, n, theirs) => 'del ' + theirs.replace(' – ', ' al ')],
  ['list', (l, what) => what.includes('|') && /^hio/.test(lastOf(what)), 'hio- is a diphthong like hie-: y hioides', (l, what, theirs) => theirs.replace(/ e (?=[^ ]*$)/, ' y ')],
  ['list', (l, what) => what.includes('|') && /^hie/.test(lastOf(what)) && /é/.test(what.split('|').at(-1)), 'an accent does not part the diphthong', (l, what, theirs) => theirs.replace(/ e (?=[^ ]*$)/, ' y ')],
  ['list', (l, what) => what.includes('|') && /(^|\|)h?í[^|]*$/.test(what), 'í sounds like i', (l, what, theirs) => theirs.replace(/ y (?=[^ ]*$)/, ' e ')],
  ['list', (l, what) => what.includes('|') && /(^|\|)Y[^aeiou|][^|]*$/.test(what), 'Y before a consonant sounds like i: e Ynés', (l, what, theirs) => theirs.replace(/ y (?=[^ ]*$)/, ' e ')],
  ['money', (l, what, theirs) => theirs.includes('¥'), 'the yen bears its code everywhere: its sign is that of the yuan too', (l, what, theirs) => theirs.replace('¥', 'JPY\u00a0')],
];

const wide = (text) => text.replace(/[\u202f ](?=[AP]M)/g, '\u00a0');
const english = [
  ['hour', () => true, 'a no-break space before AM and PM, as wide as others: ICU has a narrow one or, of late, none', (l, n, theirs) => wide(theirs)],
  ['hour-short', () => true, 'a no-break space as wide as others', (l, n, theirs) => wide(theirs)],
  ['window', () => true, 'said as a person says it: from … to …', (l, n, theirs) => 'from ' + wide(theirs).replace(' – ', ' to ')],
  ['window-short', () => true, 'blanks around the dash, for there are blanks inside', (l, n, theirs) => wide(theirs).replace('–', ' – ')],
  ['day', () => true, 'a day of the month is an ordinal', (l, n) => n + { one: 'st', two: 'nd', few: 'rd', other: 'th' }[new Intl.PluralRules(l, { type: 'ordinal' }).select(Number(n))]],
  ['cycle', () => true, 'said as a person says it: from … to …; what both dates share is said once', (l, what) => {
    const [from, to] = what.split(' ');
    const [a, b] = days(what);
    const year = a.getUTCFullYear() === b.getUTCFullYear(), month = year && a.getUTCMonth() === b.getUTCMonth();
    const end = month ? `${b.getUTCDate()}, ${b.getUTCFullYear()}` : on(l, { dateStyle: 'long' }, to);
    return `from ${year ? dayMonth(l, from) : on(l, { dateStyle: 'long' }, from) + ','} to ${end}`;
  }],
  ['cycle-long', () => true, 'said as a person says it: from … to …', (l, n, theirs) => 'from ' + theirs.replace(' – ', ', to ')],
  ['cycle-short', () => true, 'said as a person says it: from … to …', (l, n, theirs) => 'from ' + theirs.replace(' – ', ' to ')],
];

const lines = execFileSync(process.env.GUION_WRITTEN, { maxBuffer: 1 << 28 }).toString().trimEnd().split('\n').map((line) => line.split('\t'));
const used = new Set();

function expected(kind, locale, what) {
  const theirs = icu[kind](locale, what);
  const found = (locale.startsWith('es') ? spanish : english).find(([of, when]) => of === kind && when(locale, what, theirs));
  if (!found) return theirs;
  used.add(found);
  return found[3](locale, what, theirs);
}

for (const locale of new Set(lines.map((line) => line[1]))) {
  for (const kind of Object.keys(icu)) {
    test(`${locale} ${kind}`, () => {
      const own = lines.filter((line) => line[0] === kind && line[1] === locale);
      assert.ok(own.length > 10, `only ${own.length} values`);
      const wrong = own.filter(([, , what, text]) => text !== expected(kind, locale, what));
      const shown = wrong.slice(0, 8).map(([, , what, text]) => `${what}: ${JSON.stringify(text)}, ICU ${JSON.stringify(expected(kind, locale, what))}`);
      assert.strictEqual(wrong.length, 0, `${wrong.length} of ${own.length} differ:\n${shown.join('\n')}`);
    });
  }
}

test('every line has a kind, every difference on purpose is met', () => {
  assert.deepStrictEqual(lines.filter(([kind]) => !(kind in icu)), []);
  assert.deepStrictEqual([...spanish, ...english].filter((row) => !used.has(row)).map((row) => row[2]), []);
  assert.ok(lines.length > 50000, String(lines.length));
});
