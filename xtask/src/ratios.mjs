// node --input-type=module -e THIS FILE.jsonl: the ratios that issue 2 promises, from medians within one run.
import { readFileSync } from 'node:fs';
const rows = readFileSync(process.argv[1], 'utf8').trim().split('\n').map(line => JSON.parse(line));
const median = values => { const sorted = [...values].sort((a, b) => a - b), half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2; };
const value = (peer, mode, profile, path) => {
  const values = rows.filter(row => (row.peer ?? row.name) === peer && row.mode === mode && row.profile === profile && typeof row.failed !== 'string')
    .map(row => path.split('.').reduce((at, key) => at?.[key], row)).filter(number => number != null);
  return values.length ? median(values) : null;
};
const slow = (mode, path) => [mode, 'slow', path], busy = path => ['interact', 'cpu4', path];
const promises = [
  ['first paint / P0 first paint', slow('load', 'fcp'), 'p0-floor', slow('load', 'fcp'), 1.5],
  ['first click answered / P0 click', slow('tti', 'tti'), 'p0-floor', slow('tti', 'tti'), 1.5],
  ['bundle live / d3 50m click', slow('load', 'ready'), 'p1-d3-50m', slow('tti', 'tti'), 0.9],
  ['main thread per year step / d3 110m', busy('scrub.main.med'), 'p1-d3-110m', busy('scrub.main.med'), 1],
  ['main thread per hover / d3 110m', busy('hover.main.med'), 'p1-d3-110m', busy('hover.main.med'), 1],
];
console.log('\n### Promises (CPU 4x; loads at 1.6 Mbit/s), medians\n\n| What | ours, ms | theirs, ms | ratio | at most | |\n|---|---:|---:|---:|---:|---|');
for (const [name, ours, peer, theirs, limit] of promises) {
  const a = value('two-oceans', ...ours), b = value(peer, ...theirs);
  console.log(a == null || b == null ? `| ${name} | not measured | | | ${limit} | |`
    : `| ${name} | ${a.toFixed(1)} | ${b.toFixed(1)} | ${(a / b).toFixed(2)} | ${limit} | ${a / b <= limit ? 'ok' : 'MISSED'} |`);
}
for (const [what, peer, path, limit] of [
  ['zoom and pan, 95th percentile of frames', 'two-oceans', 'zoom.p95', value('p1-d3-110m', ...busy('zoom.p95'))],
  ['zoom and pan, worst frame', 'two-oceans', 'zoom.max', 34],
  ['globe spin, 95th percentile of frames', 'two-oceans-globe', 'zoom.p95', 33],
  ['a letter typed into the search', 'two-oceans-search', 'search.med', 16],
  ['slowest step of the story to settle', 'two-oceans-story', 'story.settled', 600],
  ['longest frame of the story', 'two-oceans-story', 'story.frame', 50],
]) {
  const a = value(peer, ...busy(path));
  console.log(a == null || limit == null ? `| ${what} | not measured | | | | |`
    : `| ${what} | ${a.toFixed(1)} | ${limit.toFixed(1)} | ${(a / limit).toFixed(2)} | 1 | ${a <= limit ? 'ok' : 'MISSED'} |`);
}
const shift = value('two-oceans', 'load', 'slow', 'cls');
console.log(`\nLayout shift of ours, slow load: ${shift ?? 'not measured'} (promised: 0)`);
