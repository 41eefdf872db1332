// How the harness drives our map: as the peers' adapter of that name does, but zooming as our readers do, with Ctrl and the
// wheel, since the plain wheel belongs to the page; and the slider is looked for once, as the peers' hooks have theirs at
// hand, so that a year step is not measured with the search through the document. Copied over theirs by `cargo xtask bench`.
import theirs from './two-oceans-by-contract.mjs';
const CTRL = 2;
export default {
  ...theirs,
  setYear: (year) => {
    const slider = window.__slider?.isConnected ? window.__slider : document.querySelector('[role=slider],input[type=range]');
    window.__slider = slider;
    slider.value = year;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  },
  // 30 frames in, 60 of dragging, 30 out: what the harness does to every peer.
  zoomPan: (i, send, { cx, cy }) => {
    const drag = i - 30, away = (drag < 30 ? drag : 60 - drag) * 6, at = [cx + away, cy + away / 2];
    if (i < 30) return send('mouseWheel', cx, cy, { deltaX: 0, deltaY: -40, modifiers: CTRL });
    if (i >= 90) return send('mouseWheel', cx, cy, { deltaX: 0, deltaY: 40, modifiers: CTRL });
    if (i === 30) return send('mousePressed', cx, cy, { button: 'left', buttons: 1, clickCount: 1 });
    send('mouseMoved', ...at, { button: 'left', buttons: 1 });
    if (i === 89) send('mouseReleased', ...at, { button: 'left', buttons: 0, clickCount: 1 });
  },
};
