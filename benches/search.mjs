// node harness/search.mjs URL RUNS OUT: how long a letter typed into the search takes, slowed four times: from the input to the
// end of what it sets off, without painting. Copied beside the harness by `cargo xtask bench`.
import { appendFileSync } from 'node:fs';
import { launch, median, q, sleep, waitIdle } from './lib.mjs';
const [url, runs, out] = process.argv.slice(2);
const WORDS = ['Turkiye', 'Japan', 'Korea', 'enlargement', 'Washington', 'summit', 'declaration', 'Madrid', 'Afghanistan', 'office', 'Tokyo'];
const type = async words => {
  const input = document.querySelector('input[type=search]'), times = [];
  const turn = () => new Promise(done => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });
  const put = async text => {
    await new Promise(requestAnimationFrame);
    await turn();
    input.value = text;
    const start = performance.now();
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await turn();
    return performance.now() - start;
  };
  for (const word of words) {
    for (let end = 1; end <= word.length; end++) times.push(await put(word.slice(0, end)));
    await put('');
  }
  return times;
};
for (let run = 1; run <= Number(runs); run++) {
  const machine = await waitIdle();
  const { browser, close } = await launch();
  const page = (await browser.pages())[0];
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(url);
  await page.waitForSelector('[data-ready]');
  await sleep(2000);
  await (await page.createCDPSession()).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const times = await page.evaluate(type, WORDS);
  const search = { n: times.length, med: median(times), p95: q(times, .95), max: Math.max(...times) };
  appendFileSync(out, JSON.stringify({ peer: 'two-oceans-search', run, mode: 'interact', profile: 'cpu4', url, at: new Date().toISOString(), machine, search }) + '\n');
  console.log(`search, run ${run}: a letter takes ${search.med.toFixed(1)} ms, 95th percentile ${search.p95.toFixed(1)}`);
  await close();
}
