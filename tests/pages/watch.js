// Runs before everything of the page (served by tests/pages/server.rs in mode `watch`) and remembers what a
// test cannot see afterwards: errors, refused resources, layout shifts, and every frame around the swap.
(() => {
  const watch = window.__watch = {
    errors: [], refused: [], missing: [], shift: 0, shifts: [], frames: 0, emptyFrames: [], firstLive: null, requests: [],
  };
  addEventListener('error', (event) => {
    const from = event.target;
    if (from && from !== window && from.tagName) watch.missing.push(from.src || from.href || from.tagName);
    else watch.errors.push('uncaught: ' + event.message);
  }, true);
  addEventListener('unhandledrejection', (event) => watch.errors.push('unhandled rejection: ' + event.reason));
  document.addEventListener('securitypolicyviolation', (event) =>
    watch.refused.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + (event.sample || '')));
  const say = console.error;
  console.error = (...words) => { watch.errors.push('console.error: ' + words.join(' ')); say.apply(console, words); };

  try {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        watch.shift += entry.value;
        for (const source of entry.sources || []) {
          const node = source.node && (source.node.nodeType === 1 ? source.node : source.node.parentElement);
          const box = (r) => [r.x, r.y, r.width, r.height].map(Math.round).join(',');
          watch.shifts.push(entry.value.toFixed(4) + ' at ' + Math.round(entry.startTime) + ' ms: '
            + (node ? node.outerHTML.slice(0, 90) : '?') + ' from ' + box(source.previousRect) + ' to ' + box(source.currentRect));
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  } catch { /* this engine does not measure layout shift */ }

  const picture = () => {
    const root = document.querySelector('[data-two-oceans]');
    if (!root) return null;
    const slider = root.querySelector('input[type=range]');
    const boxes = [...root.querySelectorAll('svg')].map((svg) => svg.getBoundingClientRect().height);
    return {
      state: root.getAttribute('data-state'),
      countries: root.querySelectorAll('path[data-country]').length,
      mapHeight: Math.max(0, ...boxes),
      members: root.querySelectorAll('path[data-country][data-status=member]').length,
      summary: (root.querySelector('[data-summary]') || {}).textContent || '',
      cards: [...root.querySelectorAll('[data-card]')].filter((c) => c.getClientRects().length).map((c) => c.getAttribute('data-card')),
      year: slider && slider.value,
    };
  };
  let begun = false;
  // A message posted from an animation frame is handled right after that frame has been painted.
  const painted = new MessageChannel();
  painted.port1.onmessage = () => {
    const now = picture();
    if (now) {
      watch.frames += 1;
      const whole = now.countries > 0 && now.mapHeight > 40;
      if (whole) begun = true;
      else if (begun && watch.emptyFrames.length < 5) watch.emptyFrames.push(now);
      if (now.state === 'live' && !watch.firstLive) watch.firstLive = now;
    } else if (begun && watch.emptyFrames.length < 5) watch.emptyFrames.push('no root');
    if (!watch.firstLive || watch.frames < 600) requestAnimationFrame(frame);
  };
  const frame = () => painted.port2.postMessage(0);
  requestAnimationFrame(frame);
})();
