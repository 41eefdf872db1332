// The story by keys, everywhere while it is presented, else in its text; and presenting it: a clicker's keys, a blank screen,
// notes, the whole screen. A key presses the story's own buttons.
addEventListener("live", ({ target: root }) => {
  const { dataset } = root;
  const isPresented = () => /(^|&)present=1/.test(dataset.query);

  // Where the browser and the host allow it; elsewhere the style sheet takes the whole frame.
  function fillScreen() {
    // Only what a reader does may take the screen: what a host asks for, the browser refuses.
    if (document.fullscreenEnabled) document.documentElement.requestFullscreen().catch(() => {});
  }

  function press(key, [previous, next, leave]) {
    const turns = { ArrowRight: next, ArrowLeft: previous };
    if (isPresented()) Object.assign(turns, { PageDown: next, ArrowDown: next, PageUp: previous, ArrowUp: previous, Escape: leave });
    if (turns[key]) {
      delete dataset.blank;
      turns[key].click();
    } else if (!isPresented()) return false;
    else if (/^[b.]$/i.test(key)) root.toggleAttribute("data-blank");
    else if (/^f$/i.test(key)) fillScreen();
    else if (/^n$/i.test(key)) root.querySelector(".story__notes")?.toggleAttribute("open");
    else return false;
    return true;
  }

  addEventListener("keydown", (event) => {
    const { key, target } = event;
    const story = root.querySelector(".story[data-step]");
    const isTaken = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey;
    if (isTaken || !story || story.closest("[hidden]")) return;
    // What has the focus may have a use for all keys but a clicker's.
    const isElsewhere = target.closest("input, select, [role=listbox], [role=tablist]") && !key.startsWith("Page");
    if (isElsewhere || !(isPresented() || target.closest(".story"))) return;
    if (press(key, story.querySelectorAll(".story__ways button"))) event.preventDefault();
  });

  let was;
  new MutationObserver(() => {
    const is = isPresented();
    if (is && was === false) {
      fillScreen();
      // Else the next space or Enter would end what it has just begun.
      document.activeElement.closest(".story__ways")?.children[1].focus();
    }
    if (!is) delete dataset.blank;
    if (!is && was && document.fullscreenElement) document.exitFullscreen();
    was = is;
  }).observe(root, { attributeFilter: ["data-query"] });
}, true);
