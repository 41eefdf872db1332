// The panel of links and embed codes: brings its text, and keeps its codes true to the view and the form. The bundle loads
// it whenever the panel opens. The view is that of the permanent link.
(() => {
  const panel = document.querySelector("[data-panel=embed]");
  // The build puts the text of the panel here; it would be a kilobyte and a half for every reader.
  panel.querySelector("[data-script]").innerHTML = TEMPLATE;
  const part = (selector) => panel.querySelector(selector);
  const form = part("form");
  const link = document.querySelector("[data-permalink]");
  const said = part("[role=status]");
  const example = part("[data-example]");
  const isLocal = !/^http/.test(location.protocol);
  const base = isLocal ? example.dataset.example : location.origin + location.pathname;
  // Never part of a code: what lies over the view here, and the projector.
  const OURS = ["panel", "claim", "present"];
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const escape = (text) => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]);

  // The view and what is chosen, as keys of the URL; what the form does not allow is left out.
  function chosen() {
    const keys = new URLSearchParams(form.elements.view.value === "this" ? link.search : "");
    for (const key of OURS) keys.delete(key);
    for (const { name, type, value, checked, validity } of form.elements) {
      if (name === "view" || name === "height") continue;
      keys.delete(name);
      const text = type === "checkbox" ? checked && "1" : value.trim().replace(/^#/, "");
      if (text && text !== "auto" && validity.valid) keys.set(name, text);
    }
    return keys;
  }

  // One word at a time, beside what it is about.
  function say(place, text) {
    for (const each of panel.querySelectorAll("[role=status]")) each.textContent = each === place ? text : "";
  }

  function fill() {
    const keys = chosen();
    const query = String(keys).replace(/%2C/g, ",");
    const address = base + (query && "?") + query;
    const folder = base.replace(/[^/]*$/, "");
    const { height } = form.elements;
    const values = {
      address,
      src: escape(address),
      base: escape(base),
      folder: escape(folder),
      plain_folder: folder,
      encoded: encodeURIComponent(address),
      keys: [...keys].map(([key, value]) => ` ${key}="${escape(value)}"`).join(""),
      height: (height.validity.valid && height.value) || height.defaultValue,
      // A frame whose scheme is not that of its page has a ground of its own.
      scheme: keys.has("transparent") ? ";color-scheme:normal" : "",
    };
    for (const text of panel.querySelectorAll("[data-code]")) {
      text.value = text.dataset.code.replace(/{(\w+)}/g, (name, key) => values[key] ?? name);
    }
    const wrong = form.querySelector(":invalid");
    say(said, wrong ? said.dataset.unknown.replace("{value}", wrong.value).replace("{key}", wrong.name) : "");
    const frame = part("iframe");
    if (frame && frame.getAttribute("src") !== "?" + query) frame.src = "?" + query;
  }

  function press({ target }) {
    if (target.matches("[data-copy]")) {
      const text = document.getElementById(target.dataset.copy);
      // What is selected stays so, wherever copying is refused.
      text.focus();
      text.select();
      say(target.nextElementSibling, document.execCommand("copy") ? said.dataset.copied : said.dataset.selected);
    } else if (target.parentElement.matches("[data-preview]")) {
      const frame = document.createElement("iframe");
      frame.title = target.parentElement.dataset.preview;
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
        if (/^(frame|child)-src/.test(effectiveDirective)) part("[data-refused]").hidden = false;
      });
      target.replaceWith(frame);
      fill();
    }
  }

  example.hidden = true;
  const local = part("[data-local]");
  if (local) local.hidden = !isLocal;
  for (const hidden of panel.querySelectorAll("form, button")) hidden.hidden = false;
  panel.addEventListener("change", fill);
  panel.addEventListener("click", press);
  // A host may change the view while the panel is open; with the panel all of this goes.
  const watch = new MutationObserver(() => (panel.isConnected ? fill() : watch.disconnect()));
  watch.observe(link, { attributeFilter: ["href"] });
  fill();
})();
