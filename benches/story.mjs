// node harness/story.mjs URL RUNS OUT: every step of the story, slowed four times: how long it takes from the press of its number
// to the last change of map and text, and its longest frame. Copied beside the harness by `cargo xtask bench`.
import { appendFileSync } from 'node:fs';
import { launch, sleep, waitIdle } from './lib.mjs';
const [url, runs, out] = process.argv.slice(2);
const WATCHED_MS = 1200;
const turn = (step, watched) => new Promise(done => {
  const root = document.querySelector('[data-two-oceans]');
  let settled = 0, last = 0, longest = 0;
  const seen = new MutationObserver(() => { settled = performance.now() - start; });
  seen.observe(root.querySelector('.explore'), { subtree: true, childList: true, attributes: true, characterData: true });
  const tasks = [];
  const busy = new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => Math.round(entry.duration))));
  busy.observe({ type: 'longtask' });
  const frame = now => {
    if (last) longest = Math.max(longest, now - last);
    last = now;
    if (now - start < watched) return requestAnimationFrame(frame);
    seen.disconnect();
    busy.disconnect();
    done({ step, reached: !!root.querySelector(`[data-step="${step}"]`), settled: Math.round(settled), frame: Math.round(longest), tasks });
  };
  let start = Infinity;
  // The frame in which the press falls is one of them.
  requestAnimationFrame(now => {
    last = start = now;
    requestAnimationFrame(frame);
    root.querySelectorAll('.story__steps a')[step - 1].click();
  });
});
for (let run = 1; run <= Number(runs); run++) {
  const machine = await waitIdle();
  const { browser, close } = await launch();
  const page = (await browser.pages())[0];
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(url + '?tab=story&step=2');
  await page.waitForSelector('[data-ready]');
  await sleep(2000);
  const last = await page.evaluate(() => document.querySelectorAll('.story__steps li').length);
  await (await page.createCDPSession()).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const steps = [];
  for (let step = 1; step <= last; step++) steps.push(await page.evaluate(turn, step, WATCHED_MS));
  const worst = key => Math.max(...steps.map(step => step.reached ? step[key] : Infinity));
  const story = { settled: worst('settled'), frame: worst('frame'), steps };
  appendFileSync(out, JSON.stringify({ peer: 'two-oceans-story', run, mode: 'interact', profile: 'cpu4', url, at: new Date().toISOString(), machine, story }) + '\n');
  const words = steps.map(({ step, settled, frame }) => `${step}: ${settled}/${frame}`).join(', ');
  console.log(`story, run ${run}: step: settled/longest frame, ms: ${words}`);
  await close();
}
