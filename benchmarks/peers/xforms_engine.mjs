// Does lines of work (shapes.py) with @getodk/xforms-engine under jsdom and prints milliseconds.
// Usage: node --conditions browser --expose-gc xforms_engine.mjs WORK
import fs from 'node:fs';
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

const [path, ...lines] = fs.readFileSync(node.argv[2], 'utf8').trimEnd().split('\n');
const xform = fs.readFileSync(path, 'utf8');

async function begin() {
  const loaded = await loadForm(xform);
  if (loaded.status === 'failure') throw loaded.error;
  return loaded.createInstance().root;
}

const childrenOf = (node) => node.currentState.children ?? [];

function find(root, ref) {
  let here = root;
  for (const step of ref.split('/').slice(2)) {
    const [name, position] = step.split('[');
    here = childrenOf(here).find((child) => child.currentState.reference.split('/').at(-1).split('[')[0] === name);
    if (here.nodeType.startsWith('repeat-range')) here = childrenOf(here)[parseInt(position) - 1];
  }
  return here;
}

function firstPage(root) {
  const texts = [];
  const walk = (node) => {
    for (const child of childrenOf(node)) {
      if (texts.length === 5) return;
      if (childrenOf(child).length) walk(child);
      else if (child.currentState.label) texts.push(child.currentState.label.asString);
    }
  };
  walk(root);
  return texts;
}

function valueOf(node) {
  const { value } = node.currentState;
  return value === null ? '' : String(value);
}

let root = lines[0].startsWith('load') ? null : await begin();
for (const line of lines) {
  const [kind, name, ...rest] = line.split('\t');
  const times = [];
  const timed = async (act) => {
    const begun = performance.now();
    await act();
    times.push(performance.now() - begun);
  };
  if (kind === 'load') {
    for (let turn = 0; turn < Number(rest[0]); turn += 1) {
      root = null;
      await timed(async () => firstPage((root = await begin())));
    }
  } else if (kind === 'speak') {
    for (const language of rest[0].split('|')) {
      await timed(() => {
        root.setLanguage(root.languages.find((each) => each.language === language));
        if (!firstPage(root).every((text) => text.endsWith(language.at(-1)))) throw new Error('not spoken');
      });
    }
  } else {
    const [question, read] = [find(root, rest[0]), find(root, rest[1])];
    for (const value of rest[2].split('|')) {
      const given = question.valueType === 'int' ? BigInt(value) : value;
      await timed(() => {
        question.setValue(given);
        if (kind === 'choose') {
          if (!read.currentState.valueOptions.every((option) => option.label.asString)) throw new Error('no label');
        } else {
          if (question.validationState.violation) throw new Error('not valid');
          valueOf(read);
        }
      });
    }
    if (kind === 'edit') console.log(['result', name, valueOf(read)].join('\t'));
  }
  console.log([name, ...times.map((each) => each.toFixed(4))].join('\t'));
}
const status = fs.readFileSync('/proc/self/status', 'utf8');
console.log(`memory\t${Math.round(parseInt(/VmRSS:\s*(\d+)/.exec(status)[1]) / 1024)}`);
node.exit(0);
