// Fills forms with @getodk/xforms-engine under jsdom as it is told, line by line: the protocol of JavaRosaTrace.
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { JSDOM } from 'jsdom';

const page = new JSDOM('', { url: 'http://localhost/' }).window;
for (const name of Object.getOwnPropertyNames(page)) {
  if (!(name in globalThis)) globalThis[name] = page[name];
}
globalThis.window = page;

// The bundle takes Node for a CommonJS host; while it loads it is shown a browser.
const node = globalThis.process;
Object.defineProperty(globalThis, 'process', { value: { env: {}, argv: [] }, configurable: true, writable: true });
const { loadForm } = await import('@getodk/xforms-engine');
globalThis.process = node;

let root = null;

const childrenOf = (each) => each.currentState.children ?? [];
const nameOf = (each) => each.currentState.reference.split('/').at(-1).split('[')[0];

function find(ref) {
  let here = root;
  for (const step of ref.split('/').slice(2)) {
    const [name, position] = step.split('[');
    here = childrenOf(here).find((child) => nameOf(child) === name);
    if (here === undefined) throw new Error(`nothing at ${ref}`);
    if (here.nodeType.startsWith('repeat-range') && position) here = childrenOf(here)[parseInt(position) - 1];
    if (here === undefined) throw new Error(`nothing at ${ref}`);
  }
  return here;
}

function written(value) {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function describe(here, above, lines) {
  for (const child of childrenOf(here)) {
    if (child.nodeType.startsWith('repeat-range')) {
      childrenOf(child).forEach((instance, index) => {
        const ref = `${above}/${nameOf(child)}[${index + 1}]`;
        lines.push([ref, '', ...flags(instance)]);
        describe(instance, ref, lines);
      });
    } else {
      const ref = `${above}/${nameOf(child)}`;
      lines.push([ref, childrenOf(child).length ? '' : written(child.currentState.instanceValue ?? child.currentState.value), ...flags(child)]);
      describe(child, ref, lines);
    }
  }
}

const flags = ({ currentState }) => [currentState.relevant, currentState.required, currentState.readonly].map((flag) => (flag ? '1' : '0'));

async function answer([kind, ...rest]) {
  const lines = [];
  if (kind === 'load') {
    const fetchFormAttachment = async (url) => {
      const file = path.join(rest[1], path.basename(String(url)));
      if (!fs.existsSync(file)) return new Response('', { status: 404 });
      return new Response(fs.readFileSync(file), { status: 200 });
    };
    root = null;
    const loaded = await loadForm(fs.readFileSync(rest[0], 'utf8'), { fetchFormAttachment, missingResourceBehavior: 'BLANK' });
    if (loaded.status === 'failure') throw loaded.error;
    root = loaded.createInstance().root;
  } else if (kind === 'set') {
    const question = find(rest[0]);
    const value = rest[1];
    if (question.nodeType === 'select') question.selectValues(value === '' ? [] : value.split(/\s+/));
    else if (question.nodeType === 'rank') question.setValues(value === '' ? [] : value.split(/\s+/));
    else if (question.nodeType === 'note') throw new Error('a note');
    else if (question.valueType === 'int') question.setValue(value === '' ? null : BigInt(value));
    else if (question.valueType === 'decimal') question.setValue(value === '' ? null : Number(value));
    else if (question.valueType === 'date') question.setValue(value === '' ? null : value);
    else question.setValue(value);
    const violation = question.validationState.violation;
    lines.push([violation && violation.condition === 'constraint' ? 'constraint' : 'valid']);
  } else if (kind === 'add') {
    find(rest[0]).addInstances();
  } else if (kind === 'remove') {
    const range = find(rest[0].replace(/\[\d+\]$/, ''));
    range.removeInstances(parseInt(/\[(\d+)\]$/.exec(rest[0])[1]) - 1);
  } else if (kind === 'choices') {
    for (const option of find(rest[0]).currentState.valueOptions) lines.push([option.value, option.label.asString]);
  } else if (kind === 'state') {
    describe(root, `/${nameOf(root)}`, lines);
  } else {
    throw new Error(kind);
  }
  return lines;
}

const escaped = (word) => String(word).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
console.error = () => {};
console.warn = () => {};
for await (const line of readline.createInterface({ input: node.stdin })) {
  try {
    for (const words of await answer(line.split('\t'))) node.stdout.write(` ${words.map(escaped).join('\t')}\n`);
    node.stdout.write('.\n');
  } catch (trouble) {
    node.stdout.write(`!${String(trouble?.message ?? trouble).replace(/\s+/g, ' ')}\n`);
  }
}
