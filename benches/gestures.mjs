// node harness/gestures.mjs URL RUNS OUT: five hundred random gestures on Explore, by trusted mouse and keys, slowed four times:
// how long from the input to just after the frame that follows, by kind, and the heap before and after. Copied beside the harness
// by `cargo xtask bench`.
import { appendFileSync } from 'node:fs';
import { VIEWPORT, applyProfile, instrument, launch, median, q, sleep, waitIdle } from './lib.mjs';
const [url, runs, out] = process.argv.slice(2);
const GESTURES = 500, LIMIT_MS = 100;
/** Views with many elements: the room that the bundle has for handles to them stays as large as it ever was. */
const LARGEST = ['#tab=table', '#tab=compare&select=JPN,PRT'];
/** The view that the heap is measured in, so that what is drawn is the same both times. */
const HOME = '#tab=explore&select=&event=&q=&layer=membership&group=&at=&projection=&lanes=enlargement,summits,partnership,conflict,money&years=&date=';
/** What a heap snapshot calls values. */
const VALUES = ['array', 'string', 'object', 'closure', 'regexp', 'number', 'symbol', 'concatenated string', 'sliced string', 'bigint'];
const CTRL = 2;
/** What is clicked, by kind: one of what the selector finds. */
const CLICKED = {
  country: '.map__shapes path[data-country]',
  event: '.timeline__lanes circle[data-event]',
  listed: '.year__link',
  card: '.card button, .card__links a',
  legend: '.legend button',
  zoom: '.lens button',
  change: '.timeline__controls button:not(:first-child)',
  range: '.timeline__range button',
  lane: '.timeline__choice',
};
/** What gets a key, by kind, and which keys. */
const PRESSED = {
  slider: ['.timeline__slider', ['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End']],
  map: ['.map__list', ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Enter', '+', '-', '0']],
  search: ['.timeline__field input:not([type=date])', [...'abcdefgjknptu']],
  layer: ['.lens label:nth-of-type(1) select', ['ArrowDown', 'ArrowUp']],
  projection: ['.lens label:nth-of-type(2) select', ['ArrowDown', 'ArrowUp']],
};
const KINDS = [...Object.keys(CLICKED), ...Object.keys(PRESSED), 'wheel', 'drag'];
const CODES = { PageUp: 33, PageDown: 34, End: 35, Home: 36, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Enter: 13 };

/** Numbers from 0 to 1 that are the same in every run of a seed. */
const dice = seed => () => (seed = (seed * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;

/** In the page: notes each input; finds the middle of one of what a selector finds, after it has come into sight. */
function prepare() {
  window.heard = [];
  for (const kind of ['keydown', 'pointerdown', 'click', 'wheel', 'input', 'change']) {
    addEventListener(kind, event => {
      if (event.isTrusted) __h.afterFrame().then(() => window.heard.push(performance.now() - event.timeStamp));
    }, { capture: true, passive: true });
  }
  window.place = (selector, share, takesFocus) => {
    const seen = [...document.querySelectorAll(selector)].filter(element => element.getBoundingClientRect().width > 0);
    const element = seen[Math.floor(share * seen.length)];
    if (!element) return null;
    element.scrollIntoView({ block: 'nearest' });
    if (takesFocus) element.focus();
    if (element.select) element.select();
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  };
  document.querySelector('#timeline-more').open = true;
}

/** Does one gesture; false if there is nothing to do it to. */
async function gesture(page, cdp, kind, share) {
  const mouse = (type, x, y, more = {}) => cdp.send('Input.dispatchMouseEvent', { type, x, y, button: 'none', ...more });
  const button = { button: 'left', buttons: 1, clickCount: 1 };
  const [selector, keys] = PRESSED[kind] ?? [CLICKED[kind] ?? '.map__list'];
  const find = () => page.evaluate((...all) => window.place(...all), selector, keys ? 0 : share, !!keys);
  if (!await find()) return false;
  // What comes into sight may move the page.
  await sleep(150);
  const at = await find();
  if (!at) return false;
  if (!keys) await mouse('mouseMoved', at.x, at.y);
  await sleep(100);
  await page.evaluate(() => { window.heard.length = 0; });
  if (keys) {
    const key = keys[Math.floor(share * keys.length)], text = key.length === 1 ? key : undefined;
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, windowsVirtualKeyCode: CODES[key] });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
  } else if (kind === 'wheel') {
    await mouse('mouseWheel', at.x, at.y, { deltaX: 0, deltaY: share < 0.5 ? -40 : 40, modifiers: CTRL });
  } else {
    await mouse('mousePressed', at.x, at.y, button);
    const steps = kind === 'drag' ? 5 : 0;
    for (let step = 1; step <= steps; step++) await mouse('mouseMoved', at.x + 8 * step, at.y, { ...button, clickCount: 0 });
    await mouse('mouseReleased', at.x + 8 * steps, at.y, { ...button, buttons: 0 });
  }
  return true;
}

/** What is on the heap, and what of it are values: the rest is the page's code as the browser has compiled it so far, which grows for
 *  as long as the browser finds more of it worth compiling better, and what stands for the browser's own objects. Bytes. */
async function heap(page, cdp) {
  // What the harness notes of each input and each long task is not the page's.
  for (const view of [...LARGEST, HOME]) {
    await page.evaluate(view => { location.hash = view; __h.long.length = __h.events.length = 0; }, view);
    await sleep(3000);
  }
  for (let pass = 0; pass < 3; pass++) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const chunks = [], keep = event => chunks.push(event.chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', keep);
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', keep);
  const { snapshot: { meta }, nodes } = JSON.parse(chunks.join(''));
  const [type, size] = ['type', 'self_size'].map(name => meta.node_fields.indexOf(name));
  let values = 0;
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) {
    if (VALUES.includes(meta.node_types[0][nodes[at + type]])) values += nodes[at + size];
  }
  return { used: metrics.find(metric => metric.name === 'JSHeapUsedSize').value, values };
}

for (let run = 1; run <= Number(runs); run++) {
  const machine = await waitIdle();
  const { browser, close } = await launch();
  const page = (await browser.pages())[0];
  await page.setViewport(VIEWPORT);
  await page.evaluateOnNewDocument(`(${instrument})('() => true', '() => true')`);
  await page.goto(url);
  await page.waitForSelector('[data-ready]');
  await sleep(3000);
  const cdp = await page.createCDPSession();
  await cdp.send('Performance.enable');
  await applyProfile(cdp, 'cpu4');
  await page.evaluate(prepare);
  const roll = dice(run), took = {};
  let before = null;
  for (let done = 0; done < GESTURES;) {
    // What is made once is there after some of them.
    if (done === GESTURES / 10) before ||= await heap(page, cdp);
    const kind = KINDS[Math.floor(roll() * KINDS.length)];
    if (!await gesture(page, cdp, kind, roll())) continue;
    await sleep(600);
    const worst = Math.max(0, ...await page.evaluate(() => window.heard));
    (took[kind] ??= []).push(Math.round(worst));
    done++;
  }
  const after = await heap(page, cdp), all = Object.values(took).flat();
  const sum = { n: all.length, median: median(all), p95: q(all, 0.95), worst: Math.max(...all), over: all.filter(ms => ms > LIMIT_MS).length };
  const gestures = { ...sum, heap: [before, after], took };
  appendFileSync(out, JSON.stringify({ peer: 'two-oceans-gestures', run, mode: 'interact', profile: 'cpu4', url, at: new Date().toISOString(), machine, gestures }) + '\n');
  const grown = kind => `${(before[kind] / 1e6).toFixed(2)} to ${(after[kind] / 1e6).toFixed(2)} MB`;
  console.log(`gestures, run ${run}:`, JSON.stringify(sum), `heap ${grown('used')}, values ${grown('values')}`);
  await close();
}
