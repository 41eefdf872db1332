// Defines <two-oceans>: a frame with the explainer that is as high as its content. For the page of a host: a plain script
// without dependencies, which needs no inline style. The build fills in the title, makes it small and puts it into dist/.
//
// Attributes are the keys of the README; `src` is the folder of another copy, `height` what is reserved until the content
// says its own. The property `view` reads and sets the view by the same keys. Each message is an event of its own name.
(() => {
  if (customElements.get("two-oceans")) return;
  const KEYS = (
    "tab date from to select event claim at group lanes years q places panel step layer projection lang id theme names dates " +
    "plain fit transparent present heading accent font seed"
  ).split(" ");
  // What only a new frame follows.
  const AT_LOAD = ["src", "lang", "id", "fit"];
  const home = new URL("index.html", document.currentScript.src);
  let count = 0;

  customElements.define(
    "two-oceans",
    class extends HTMLElement {
      static observedAttributes = ["src", ...KEYS];
      #name = "two-oceans-" + ++count;
      #frame = null;
      #view = {};
      // What the frame has to be told as soon as it listens; null when it does.
      #pending = {};

      get view() {
        return { ...this.#view };
      }

      set view(params) {
        if (this.#pending) Object.assign(this.#pending, params);
        else this.#post("set", params);
      }

      connectedCallback() {
        const url = new URL(this.getAttribute("src") || home, document.baseURI);
        // A `javascript:` would run in the page that holds this.
        if (!/^(https?|file):/.test(url.protocol)) return;
        const own = KEYS.filter((key) => this.hasAttribute(key)).map((key) => [key, this.getAttribute(key) || "1"]);
        // What was shown before it was moved comes again.
        const { version, as_of, ...shown } = this.#view;
        const keys = { ...Object.fromEntries(own), ...shown, id: this.id || this.#name };
        for (const key in keys) url.searchParams.set(key, keys[key]);
        const frame = (this.#frame = document.createElement("iframe"));
        frame.title = this.title || "{{title}}";
        frame.loading = "lazy";
        frame.allow = "fullscreen; clipboard-write; web-share";
        frame.name = keys.id;
        frame.src = url;
        frame.style.cssText = "display:block;width:100%;border:0;color-scheme:normal";
        const reserved = this.getAttribute("height") || (this.clientWidth < 600 ? 3800 : 2000);
        frame.style.height = this.hasAttribute("fit") ? "100%" : reserved + "px";
        this.style.display = "block";
        this.replaceChildren(frame);
        addEventListener("message", this);
      }

      disconnectedCallback() {
        removeEventListener("message", this);
        this.#frame = null;
        this.#pending = {};
        this.replaceChildren();
      }

      attributeChangedCallback(key, before, value) {
        if (before === value) return;
        if (!this.#frame) delete this.#view[key];
        else if (AT_LOAD.includes(key)) {
          this.disconnectedCallback();
          this.connectedCallback();
        } else this.view = { [key]: value === null ? "" : value || "1" };
      }

      handleEvent({ source, data }) {
        if (source !== this.#frame.contentWindow || !data || data.source !== "two-oceans") return;
        const detail = data.data;
        if (data.type === "height") this.#frame.style.height = detail.height + "px";
        if (data.type === "view") this.#view = detail;
        if (data.type === "ready") {
          const pending = this.#pending;
          this.#pending = null;
          if (Object.keys(pending).length) this.#post("set", pending);
          this.#post("get");
        }
        this.dispatchEvent(new CustomEvent(data.type, { detail }));
      }

      #post(cmd, params) {
        this.#frame.contentWindow.postMessage({ target: "two-oceans", v: 1, cmd, params }, "*");
      }
    },
  );
})();
