// Writes form-js-conditions.json: what form-js 1.8.7 itself submits, and what it still asks for, for forms whose inputs hide one another.
// npm i @bpmn-io/form-js-viewer@1.8.7 jsdom@24 && node form-js-conditions.mjs > form-js-conditions.json
import { JSDOM } from 'jsdom';

const dom = new JSDOM('<!doctype html><div id="form"></div>', { url: 'http://localhost/' });
for (const name of Object.getOwnPropertyNames(dom.window)) {
  if (!(name in globalThis)) globalThis[name] = dom.window[name];
}
globalThis.ResizeObserver = dom.window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
globalThis.requestAnimationFrame = dom.window.requestAnimationFrame = task => setTimeout(task, 0);
globalThis.cancelAnimationFrame = dom.window.cancelAnimationFrame = clearTimeout;
const { createForm } = (await import('module')).createRequire(import.meta.url)('@bpmn-io/form-js-viewer');

let seed = 20260101;
const random = n => (seed = (seed * 1103515245 + 12345) % 2147483648, Math.floor(seed / 65536) % n);
const pick = list => list[random(list.length)];
const wait = () => new Promise(done => setTimeout(done, 20));

// effects run some time after a change; what they must come to is told by form-js's own condition checker
async function settle(form, inputs) {
  const { data, initialData } = form._getState();
  const checker = form.get('conditionChecker');
  const asked = { ...initialData, ...checker.applyConditions(data, data) };
  const expected = inputs.filter(({ hide }) => checker.check(hide, asked) !== true).map(({ key }) => 'Field_' + key).sort().join();
  for (let i = 0; i < 500; i++) {
    await wait();
    if (form.get('formFieldInstanceRegistry').getAllKeyed().map(({ id }) => id).sort().join() === expected) return;
  }
  throw new Error('not as expected: ' + JSON.stringify(inputs));
}
const KEYS = ['a', 'b', 'c', 'd', 'e'];

function condition(keys) {
  const key = pick(keys);
  return pick([`=${key} = null`, `=${key} != null`, `=${key} = "x"`, `=${key} = null or ${pick(keys)} != "y"`]);
}

// half of the forms are chains that only look back, the others may run in circles
function form(circles) {
  return KEYS.map((key, i) => ({
    key,
    hide: random(5) === 0 ? null : i === 0 && !circles ? null : condition(circles ? KEYS : KEYS.slice(0, i)),
    required: random(3) === 0,
    initial: random(6) === 0 ? pick(['x', 'y']) : null
  }));
}

function values() {
  return Object.fromEntries(KEYS.map(key => [key, pick(['x', 'y', null])]));
}

const cases = [];
for (let n = 0; n < 400; n++) {
  const inputs = form(n % 2 === 1);
  const known = random(3) === 0 ? values() : {};
  const typed = values();
  const schema = {
    type: 'default', id: 'Form', schemaVersion: 16,
    components: inputs.map(({ key, hide, required, initial }) => ({
      type: 'radio', id: 'Field_' + key, key, label: key, values: ['x', 'y'].map(value => ({ label: value, value })),
      ...(hide ? { conditional: { hide } } : {}), ...(required ? { validate: { required } } : {}),
      ...(initial ? { defaultValue: initial } : {})
    }))
  };
  const shown = await createForm({ container: document.querySelector('#form'), schema, data: known });
  await settle(shown, inputs);
  shown._setState({ data: typed });
  await settle(shown, inputs);
  const { data, errors } = shown.submit();
  cases.push({ inputs, known, typed, submitted: data, missing: Object.keys(errors).map(id => id.replace('Field_', '')).sort() });
  shown.destroy();
}
console.log('[\n' + cases.map(one => JSON.stringify(one)).join(',\n') + '\n]');
