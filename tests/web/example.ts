// Held against index.d.ts where a TypeScript compiler is at hand: what each kind of event has, and that no kind is forgotten.
import { GuionError, load, type Answer, type Event, type Image, type Status, type Value } from 'guion';

const values: Record<string, Value> = { cliente: 'Ana Ríos', saldo: 8540, vence: 5n, quiere: true, cuando: { from: '09:00', to: '12:00' }, canales: ['a', 'b'] };

function answerTo(event: Event): Answer | undefined {
  switch (event.kind) {
    case 'say':
    case 'note':
      return event.text === '' ? undefined : 'done';
    case 'ask': {
      const limit: number | undefined = event.seconds;
      return limit !== undefined && limit < 5 ? 'silent' : { value: values[event.slot] };
    }
    case 'record':
      return event.optional ? 'unsaid' : { value: values[event.slot] };
    case 'judge':
      return event.text.length > 3 ? 'yes' : 'no';
    case 'menu':
      return { option: event.options[0].id };
    case 'verify':
      return event.triesLeft > 1 && event.levels.includes('titular') ? 'passed' : event.method === 'pin' ? 'wrong' : 'lacking';
    case 'lookup':
      return event.acts ? 'failed' : { fields: Object.fromEntries(event.gives.map((name) => [name, values[name] ?? event.takes[name]])) };
    case 'transfer':
      return event.canReturn ? 'returned' : event.canFail ? 'failed' : 'done';
    case 'end':
      console.log(event.abandoned ? 'abandoned' : `${event.outcome} ${event.normal}`);
      return undefined;
  }
  // @ts-expect-error: every kind was handled
  return event.kind;
}

export async function play(script: Uint8Array, law: Uint8Array, sign: (bytes: Uint8Array) => Uint8Array): Promise<Status | undefined> {
  const guion = await load(new URL('https://example.com/guion.wasm'));
  const policy = guion.policy(law);
  const image: Image = guion.image(script, policy);
  for (const slot of image.slots) if (slot.type === 'money') console.log(slot.name, slot.currency, slot.decimals, slot.min);
  const call = image.start({ callId: 1, seed: 3, textCapacity: 1024 });
  const trace = call.trace();
  try {
    trace.begin();
    for (let event = call.next(); event.kind !== 'end'; event = call.next(new Date())) {
      // @ts-expect-error: not every event has a text
      event.text.length;
      const answer = answerTo(event);
      trace.event();
      trace.answer(event.token, answer);
      call.answer(event.token, answer);
    }
    // @ts-expect-error: there is no such answer
    call.answer('1', 'maybe');
    const snapshot = call.save({ sign });
    call.correct(snapshot, { sign });
    const id: Uint8Array = guion.imageOf(snapshot);
    const moves = guion.moves(id, image);
    moves.migrate(snapshot, { sign, from: image, stepLimit: 1000 }).close();
    image.restore(snapshot, { sign }).hangUp();
    console.log(call.levels.join(), call.read('saldo'), call.spoken(0), image.place(0), moves.from);
  } catch (error) {
    if (error instanceof GuionError) return error.status;
  }
  return undefined;
}
