// The same page as a globe, spun by dragging for 120 frames. Copied beside the peers' adapters by `cargo xtask bench`.
import theirs from './two-oceans-by-contract.mjs';
export default {
  ...theirs,
  name: 'two-oceans-globe',
  zoomPan: (i, send, { cx, cy }) => {
    const away = (i < 60 ? i : 120 - i) * 4 - 120, at = [cx + away, cy + away / 4];
    if (i === 0) return send('mousePressed', ...at, { button: 'left', buttons: 1, clickCount: 1 });
    send('mouseMoved', ...at, { button: 'left', buttons: 1 });
    if (i === 119) send('mouseReleased', ...at, { button: 'left', buttons: 0, clickCount: 1 });
  },
};
