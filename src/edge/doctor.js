// The Embed Doctor: what the place where this page is framed allows, what its host answered, and what to paste. boot.js loads
// it for `doctor=1`. The prerenderer fills in the words.
(() => {
  const WORDS = /* words */ {};
  const html = document.documentElement;
  const root = document.querySelector("[data-two-oceans]");
  const isFramed = parent !== window;
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const yes = (holds) => (holds ? WORDS.yes : WORDS.no);
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;");
  const tries = (attempt) => {
    try {
      return !!attempt();
    } catch (_) {
      return false;
    }
  };
  const policy = document.permissionsPolicy || document.featurePolicy;
  const grants = (feature) => !policy || policy.allowsFeature(feature);
  // The attribute can be read only by a page of the same origin.
  const sandbox = () => {
    if (self.origin === "null") return WORDS.sandbox_opaque;
    const frame = window.frameElement;
    if (!frame) return WORDS.sandbox_unknown;
    return frame.hasAttribute("sandbox") ? frame.getAttribute("sandbox") : WORDS.sandbox_none;
  };
  // The smallest module.
  const module = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
  let popups = WORDS.untried;
  const panel = make("section", "widget panel doctor");

  const wanted = () => Number(html.dataset.wanted) || Math.ceil(html.getBoundingClientRect().height);
  const hasHeight = () => Math.abs(innerHeight - wanted()) <= 1;
  function dialect() {
    if (html.dataset.dialect) return html.dataset.dialect;
    return hasHeight() ? WORDS.dialect_silent : WORDS.dialect_none;
  }
  const state = () => WORDS["state_" + root.dataset.state] || root.dataset.state;

  const findings = () => [
    [WORDS.framed, yes(isFramed)],
    [WORDS.state, state()],
    [WORDS.sandbox, isFramed ? sandbox() : WORDS.sandbox_none],
    [WORDS.dialect, isFramed ? dialect() : WORDS.dialect_alone],
    [WORDS.wanted, wanted() + " px"],
    [WORDS.given, isFramed ? innerHeight + " px" : WORDS.dialect_alone],
    [WORDS.wasm, yes(tries(() => new WebAssembly.Module(module)))],
    [WORDS.storage, yes(tries(() => (localStorage.length, true)))],
    [WORDS.clipboard, yes(navigator.clipboard && isSecureContext && grants("clipboard-write"))],
    [WORDS.fullscreen, yes(document.fullscreenEnabled || document.webkitFullscreenEnabled)],
    [WORDS.popups, popups],
    [WORDS.downloads, self.origin === "null" ? WORDS.downloads_sandbox : WORDS.downloads_unknown],
    [WORDS.data, root.querySelector("[data-as-of]") ? root.querySelector("[data-as-of]").textContent.trim() : WORDS.no],
  ];

  function code() {
    const url = new URL(location.href);
    url.searchParams.delete("doctor");
    url.hash = "";
    const frame =
      `<iframe src="${escape(url.href)}" title="${WORDS.title_of_frame}" width="100%" height="${wanted() - panel.offsetHeight}" loading="lazy" ` +
      `allow="fullscreen; clipboard-write; web-share" style="border:0"></iframe>`;
    const folder = new URL(".", url);
    const keys = [...url.searchParams].map(([key, value]) => ` ${key}="${escape(value)}"`);
    return frame + `\n\n<script src="${folder}embed.js" async></` + `script>\n<two-oceans${keys.join("")}></two-oceans>`;
  }

  function advice() {
    const lines = [];
    if (root.dataset.state === "failed") lines.push(WORDS.advice_failed_long);
    if (isFramed && !hasHeight()) lines.push(html.dataset.dialect ? WORDS.advice_clamped_long : WORDS.advice_height_long);
    if (isFramed && self.origin === "null") lines.push(WORDS.advice_sandbox_long);
    if (isFramed && !document.fullscreenEnabled) lines.push(WORDS.advice_allow_long);
    return lines.length ? lines : [WORDS.advice_fine];
  }

  panel.setAttribute("aria-labelledby", "doctor");
  const title = make("h2", "head__title", WORDS.title);
  title.id = "doctor";
  const table = make("table", "table table--narrow");
  const body = make("tbody");
  table.append(make("caption", "", WORDS.caption), body);
  const list = make("ul");
  const box = (id, label) => {
    const line = make("p");
    const name = make("label", "", label);
    name.htmlFor = id;
    line.append(name);
    const area = make("textarea");
    area.id = id;
    area.readOnly = true;
    area.rows = 7;
    const said = make("span");
    said.setAttribute("role", "status");
    const button = make("button", "button", WORDS.copy);
    button.setAttribute("aria-label", WORDS.copy + ": " + label);
    button.onclick = () => {
      // What is selected stays so, wherever copying is refused.
      area.focus();
      area.select();
      said.textContent = document.execCommand("copy") ? WORDS.copied : WORDS.select;
    };
    panel.append(line, area, button, " ", said);
    return area;
  };
  const pop = make("button", "button", WORDS.try_popups);
  pop.onclick = () => {
    const opened = tries(() => window.open("about:blank", "_blank", "width=200,height=100").close() || true);
    popups = yes(opened);
    show();
  };
  panel.append(title, make("p", "", WORDS.intro_long), table, pop, make("h3", "", WORDS.advice), list);
  const fix = box("doctor-fix", WORDS.fix);
  const told = box("doctor-report", WORDS.report);

  let shown = "";
  function show() {
    const found = findings();
    const lines = advice();
    const place = [location.href.split("#")[0], document.referrer, navigator.userAgent];
    const report = [...found.map((row) => row.join(": ")), ...place].join("\n");
    if (report + lines === shown) return;
    shown = report + lines;
    body.replaceChildren(
      ...found.map(([name, value]) => {
        const row = make("tr");
        const head = make("th", "", name);
        head.scope = "row";
        row.append(head, make("td", "", value));
        return row;
      }),
    );
    list.replaceChildren(...lines.map((line) => make("li", "", line)));
    fix.value = code();
    told.value = report;
  }
  document.body.prepend(panel);
  show();
  setInterval(show, 1000);
})();
