// The story by scrolling, see `view::story`: where the window is wide, tall and scrolls by itself, all steps stand one below
// another beside a map that stays. The step that comes to rest at the middle of the window becomes the current one; when
// another has become so, the page goes there. Nothing here takes wheel, touch or focus, or scrolls the page of the host.
(() => {
  const html = document.documentElement;
  const story = document.querySelector(".story[data-step]");
  const find = (selector) => story.parentElement.querySelector(selector);
  const [world, hover, legend, timeline, chart] =
    [".map__picture--world", ".map__hover", ".legend", ".timeline", ".timeline__chart"].map(find);
  const isFramed = parent !== window;
  const steps = () => [...story.querySelectorAll(".story__step")];
  const current = () => story.querySelector(".story__step[aria-current]");
  const topOf = (step) => step.getBoundingClientRect().top;
  // The step that was pressed here, and the one that the page is on its way to.
  let pressed = null;
  let goal = null;
  // Where the current step was, and what had the focus, before it had others around it or after.
  let before = 0;
  let held = html;
  let coming = 0;
  let resting = 0;
  let going = 0;
  // Where the parts beside the steps were put last.
  let stacked;

  // The height that a step alone needs, if the steps may be unrolled. A frame that holds it would first begin to scroll.
  function room() {
    const isWide = matchMedia("(min-width: 900px) and (min-height: 560px)").matches;
    if (!isWide || !story.offsetParent || story.closest("[data-present]")) return 0;
    const height = html.dataset.unrolled || Math.ceil(html.getBoundingClientRect().height);
    return !isFramed || height > innerHeight + 1 ? height : 0;
  }

  // The bundle and what tells the host its height look at the mark.
  function mark(height) {
    before = topOf(current());
    held = document.activeElement;
    if (height) html.dataset.unrolled = height;
    else delete html.dataset.unrolled;
    // The browser's way back leads to a step, not to where the page was when it was left.
    history.scrollRestoration = height ? "manual" : "auto";
    dispatchEvent(new Event("resize"));
  }

  // The style sheet comes first, once.
  function bring() {
    const link = document.getElementById("unroll");
    if (link) return link.sheet && mark(room());
    document.head.append(
      Object.assign(document.createElement("link"), { id: "unroll", rel: "stylesheet", href: "{{css}}", onload: follow }),
    );
  }

  function follow() {
    clearTimeout(coming);
    if (html.dataset.unrolled) room() ? stack() : mark(0);
    // A frame gets its time: its host may be about to make it as high as its content.
    else coming = setTimeout(() => room() && bring(), isFramed ? 1000 : 0);
    if (story.isConnected) return;
    removeEventListener("resize", follow);
    sizes.disconnect();
    middle.disconnect();
  }

  // What stays beside the steps: each part below the one before, and all up to the same end.
  function stack() {
    const under = world.offsetHeight;
    const below = under + legend.offsetHeight + 32;
    const end = below + timeline.offsetHeight;
    // The chart has to end where the window does.
    const parts = [[world, 0], [hover, under - 28], [legend, under + 16], [timeline, below], [chart, below]];
    // All are measured before one is moved, or the page would be laid out once for each.
    const places = parts.map(([part, top]) => `--top:${top}px;--rest:${end - top - part.offsetHeight}px`);
    if (String(places) === stacked) return;
    stacked = String(places);
    parts.forEach(([{ style }], index) => (style.cssText = places[index]));
  }

  function go(step, behavior) {
    clearTimeout(resting);
    clearTimeout(going);
    goal = null;
    const fromMiddle = topOf(step) - innerHeight / 2;
    if (fromMiddle < 0 && fromMiddle + step.offsetHeight > 0) return;
    goal = step;
    // A reader who scrolls elsewhere meanwhile will be followed again.
    going = setTimeout(() => (goal = null), 3000);
    scrollBy({ top: fromMiddle + innerHeight / 4, behavior });
  }

  function press(step) {
    if (step === current()) return;
    pressed = step;
    story.querySelectorAll(".story__steps a")[steps().indexOf(step)].click();
  }

  // Where there is a fragment, the address of the step replaces that of the page: the browser's way back stays short.
  function shorten() {
    if (!isFramed) history.replaceState(null, "", "#step=" + story.dataset.step);
  }

  // Whoever scrolls on presses nothing: the maps of the steps on the way would not be seen.
  function rest(entries) {
    const here = entries.find((entry) => entry.isIntersecting);
    if (!here) return;
    clearTimeout(resting);
    if (!goal) resting = setTimeout(press, 150, here.target);
    else if (goal === here.target) goal = null;
  }
  const middle = new IntersectionObserver(rest, { root: document, rootMargin: "-50% 0px" });

  function change(records) {
    const isUnrolled = steps()[1];
    if (records.some((record) => !record.attributeName)) {
      middle.disconnect();
      // Behind a panel nobody reads on.
      if (!story.offsetParent) return;
      if (isUnrolled) stack();
      if (!held.isConnected) story.querySelector("a[aria-current]").focus();
      scrollBy({ top: topOf(current()) - before, behavior: "instant" });
      go(current(), "instant");
      if (isUnrolled) steps().forEach((step) => middle.observe(step));
    } else if (isUnrolled) {
      // The address follows after 400 ms; that of the step before, if it was still on its way, has been given up by 200.
      if (current() === pressed) setTimeout(shorten, 200);
      else {
        // What has just come to rest is left again.
        clearTimeout(resting);
        goal = current();
        // In the next frame: here the page would be laid out twice.
        requestAnimationFrame(() => go(current(), matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth"));
      }
    }
    pressed = null;
  }
  new MutationObserver(change).observe(story, { childList: true, attributeFilter: ["data-step"] });

  // In the next frame: what an observer of sizes changes itself, it would be told of again at once.
  const sizes = new ResizeObserver(() => requestAnimationFrame(follow));
  for (const part of [story, world, legend, timeline]) sizes.observe(part);
  addEventListener("resize", follow);
})();
