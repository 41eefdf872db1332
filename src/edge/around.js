// What is around the page: its address, and the page that holds it in a frame. Once the bundle answers (its event "live"), it
// keeps on the root element what it shows, as queries: `data-address` for the address bar, `data-query` and `data-parts` for
// the page that holds this one. What that page asks for is the event "set"; of it, the bundle leaves in `data-dropped` the keys
// that it could not follow.
addEventListener("live", ({ target: root }) => {
  const { dataset } = root;
  const own = new URLSearchParams(location.search);
  const id = own.get("id") || own.get("childId");
  const isFramed = parent !== window;
  const fields = (query) => Object.fromEntries(new URLSearchParams(query));
  const place = (address) => `${address.match(/(tab|step|panel|claim|select|event)=[^&]*/g)}`;
  const say = (type, data) => parent.postMessage({ source: "two-oceans", v: 1, id, type, data }, "*");
  // What was said last, and its parts; where in the widget the last address is.
  let said;
  let parts;
  let written;
  // The fragment that the bundle has heard of.
  let heard = location.hash;
  let resting = 0;

  function tell(now) {
    if (said === dataset.query) return;
    if (isFramed) {
      say(parts ? "view" : "ready", fields(dataset.query));
      for (const key in parts) if (parts[key] !== now[key]) say(key, { [key]: now[key] });
    }
    said = dataset.query;
    parts = now;
  }

  // The address of a page of its own follows; an embed's never does. The browser can go back to each tab, text, card, and
  // step of the story.
  function write() {
    // One that has just come would be lost: it is heard of before the next time.
    if (heard !== (heard = location.hash)) return (resting = setTimeout(write, 400));
    const { address } = dataset;
    if (address === undefined || (location.search.slice(1) === address && !location.hash)) return;
    const now = place(address);
    try {
      history[written && written !== now && !location.hash ? "pushState" : "replaceState"](null, "", address ? "?" + address : location.pathname);
    } catch {} // A page from the disk may have no other address.
    written = now;
    heard = "";
  }

  function follow() {
    tell(fields(dataset.parts));
    if (isFramed) return;
    if (dataset.address !== undefined) written ||= place(dataset.address);
    clearTimeout(resting);
    // Browsers limit the rate.
    resting = setTimeout(write, 400);
  }

  // What a link leads to is seen, wherever the link is; that in the story takes care of itself, as does the timeline. A button
  // that was pressed on a card and went with it hands the focus to that of its name on the next card, or to the first; so does a
  // row of a table, which gives way to its card.
  root.addEventListener("click", ({ target }) => {
    const isLink = target.closest("[href^='#']:not(.story *, .timeline *)");
    const pressed = target.closest(".card button, .tables a");
    if (!isLink && !pressed) return;
    const seen = (left) => setTimeout(() => {
      // A table gives way as soon as a slow page can.
      if (left && target.closest(".tables")) return seen(left - 1);
      const active = document.activeElement;
      const buttons = [...root.querySelectorAll(".card button")];
      const isLost = pressed && !pressed.offsetParent && active === document.body;
      if (isLost) (buttons.find((button) => button.textContent === pressed.textContent) || buttons[0])?.focus();
      if (isLink) (active.closest(".claim") || root.querySelector("[data-panel] > button, .card > *"))?.scrollIntoView({ block: "nearest" });
    }, 150);
    // The words of a view follow one frame after the rest.
    requestAnimationFrame(() => requestAnimationFrame(() => seen(9)));
  });

  new MutationObserver(follow).observe(root, { attributeFilter: ["data-query", "data-parts", "data-address"] });
  addEventListener("popstate", () => (written = null));
  addEventListener("hashchange", () => (heard = location.hash));

  // An error is a word, and what it is about; so many within a second.
  let since = 0;
  let count = 0;
  function refuse(error, about) {
    const now = performance.now();
    if (now - since > 1000) [since, count] = [now, 0];
    if (count++ < 20) say("error", { error, about });
  }

  // A value as it stands in an address; `null` is the default.
  function word(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "boolean") return `${+value}`;
    if (Number.isInteger(value) && value >= 0 && value <= 9999) return `${value}`;
    return typeof value === "string" && value.length <= 400 ? value : null;
  }

  function set(params) {
    const entries = params && typeof params === "object" && Object.entries(params);
    if (!entries || entries.length > 40) return refuse("bad-params", "");
    const query = new URLSearchParams();
    // All our keys are shorter.
    for (const [key, value] of entries.filter(([key]) => key.length <= 16)) {
      const said = word(value);
      if (said === null) return refuse("bad-params", key);
      query.append(key, said);
    }
    root.dispatchEvent(new CustomEvent("set", { detail: `${query}` }));
    for (const key of dataset.dropped.split(" ").filter(Boolean)) refuse("not-applied", key);
  }

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !data || data.target !== "two-oceans" || data.v !== 1 || said === undefined) return;
    if (data.cmd === "get") say("view", fields(said));
    else if (data.cmd === "set") set(data.params);
    else refuse("unknown-command", typeof data.cmd === "string" ? data.cmd.slice(0, 40) : "");
  });
}, true);
