// What a reader did on the served page survives the takeover: place, focus, open details. The bundle takes over between its
// events "swap" and "live"; that the reader was in the tables, it finds in `data-row`.
addEventListener("swap", ({ target: root }) => {
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const topOf = (element) => element.getBoundingClientRect().top;

  // A selector that finds the same thing on the live page: by id, or by what a link leads to.
  function selector(element) {
    if (element.localName === "summary") return `${selector(element.parentElement)} > summary`;
    if (element.id) return `[id="${element.id}"]`;
    const address = element.localName === "a" && element.getAttribute("href");
    if (!address) return "none";
    if (address.startsWith("#tab=")) return `[id="tab-${address.slice(5)}"]`;
    return `${element.closest(".tables") ? ".tables " : ""}a[href="${address}"]`;
  }

  // The first row in view, if the tables have come up to the middle of the window. In a frame as high as its content
  // everything is in view: only who has scrolled has gone anywhere.
  const tables = find(".tables");
  const isThere = scrollY > 0 && tables && topOf(tables) <= innerHeight / 2;
  const row = isThere && all(".tables tbody th a").find((link) => link.getBoundingClientRect().bottom > 0);
  if (row) root.dataset.row = "";

  const focus = selector(document.activeElement || root);
  const open = all("details[open][id]").map(selector);
  const rowAgain = row && selector(row);
  const top = row ? topOf(row) : scrollY;
  root.addEventListener("live", () => {
    delete root.dataset.row;
    for (const details of open.map(find)) if (details) details.open = true;
    const found = row && find(rowAgain);
    if (found) scrollBy(0, topOf(found) - top);
    else if (!row) scrollTo(0, top);
    const again = find(focus);
    if (again) again.focus({ preventScroll: true });
  });
}, true);
