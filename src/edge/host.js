// Tells the page that holds this frame how high the content is, in every dialect that hosts know, and answers their
// handshakes. boot.js loads it in a frame only; it needs no bundle. What it hears and says stands in `data-dialect` and
// `data-wanted` of <html>, for the Embed Doctor.
(() => {
  const html = document.documentElement;
  const root = document.querySelector("[data-two-oceans]");
  const keys = new URLSearchParams(location.search);
  const id = keys.get("id") || keys.get("childId");
  // Datawrapper's older listeners look for this in the address of the frame.
  const name = id || location.pathname.split("/").filter(Boolean).pop() || "two-oceans";
  // WordPress puts it into the fragment, which may change later.
  const secret = (/secret=(\w{10})/.exec(location.hash) || [])[1];
  const fits = keys.get("fit") === "1";
  // Its own word may come before this one listens.
  if (secret) html.dataset.dialect = "wordpress";
  // What iframe-resizer calls this frame, once it has said so.
  let resizer = "";
  let told = 0;
  let timer = 0;
  let isAsked = false;

  const post = (message) => parent.postMessage(message, "*");
  const say = (type, data) => post({ source: "two-oceans", v: 1, id, type, data });

  function tell(height) {
    told = height;
    html.dataset.wanted = height;
    say("height", { height });
    post({ "datawrapper-height": { [name]: height } });
    post({ sentinel: "amp", type: "embed-size", height });
    post({ context: "h5p", action: "resize", height });
    post({ subject: "lti.frameResize", height });
    post({ type: "iframe-resized", width: innerWidth, height });
    post(JSON.stringify({ src: location.href, context: "iframe.resize", height }));
    post(JSON.stringify({ type: "set-height", value: height, id: "iframeMessenger:" + name }));
    if (secret) post({ message: "height", value: height, secret });
    if (keys.has("childId")) post(`pymxPYMx${keys.get("childId")}xPYMxheightxPYMx${height}`);
    // Newer hosts wait for the first word, others know only the second.
    if (resizer) for (const word of ["init", "resizeObserver"]) post(`[iFrameSizer]${resizer}:${height}:${innerWidth}:${word}`);
  }

  const heightOf = (element) => element.getBoundingClientRect().height;

  // The height of the content, whatever that of the frame is; of a story that is scrolled, of a step alone. Until the bundle
  // is there or cannot come, without the parts that it will not show, so that the article does not jump.
  function measure() {
    timer = 0;
    // Before the style sheet is there, the height says nothing; `load` comes back.
    const style = document.querySelector("link[rel=stylesheet]");
    if (style && !style.sheet && document.readyState !== "complete") return;
    const later = root.dataset.state === "static" ? root.querySelectorAll("[data-tab]:not(.explore)") : [];
    const whole = html.dataset.unrolled || heightOf(html);
    const height = Math.ceil([...later].reduce((rest, part) => rest - heightOf(part), whole));
    if (!fits && height && (isAsked || height !== told)) tell(height);
    isAsked = false;
  }

  // However many messages come, one measurement answers them.
  function soon(asks) {
    isAsked ||= asks === true;
    timer ||= setTimeout(measure, 20);
  }

  // The name of the dialect, and whether it asks for the height.
  function understand(data) {
    if (typeof data === "string") {
      // Its first message, after which come commands.
      const asked = /^\[iFrameSizer\]([^:]+):\d*:(?:true|false):/.exec(data);
      if (asked) resizer = asked[1];
      if (data.startsWith("[iFrameSizer]")) return "iframe-resizer";
      return /^pymxPYMx/.test(data) && "pym";
    }
    if (!data) return false;
    if (data.context === "h5p") return "h5p";
    if (data.sentinel === "amp") return data.type === "frames-init" ? "newswire" : "amp";
    if (data.message === "ready" && secret && data.secret === secret) return "wordpress";
    if (/^iframe-(child-init|get-child-dimensions)$/.test(data.type)) return "open-iframe-resizer";
    return /^lti\./.test(data.subject) && "canvas";
  }

  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    const dialect = understand(data);
    if (!dialect) return;
    html.dataset.dialect = dialect;
    soon(true);
  });

  // When the page answers input or never will.
  function state() {
    soon();
    const isReady = root.hasAttribute("data-ready");
    if (!isReady && root.dataset.state !== "failed") return;
    watch.disconnect();
    // That it is ready, the bundle says, with its view.
    if (!isReady) say("error", { error: "failed" });
  }
  const watch = new MutationObserver(state);
  watch.observe(root, { attributeFilter: ["data-ready", "data-state"] });
  state();

  // In a frame the page is a part of another: search engines should name that one.
  const robots = document.createElement("meta");
  robots.name = "robots";
  robots.content = "noindex, indexifembedded";
  document.head.append(robots);

  if (fits) return;
  post("[iFrameResizerChild]Ready");
  post({ context: "h5p", action: "hello" });
  post({ sentinel: "amp", type: "embed-ready" });
  new ResizeObserver(soon).observe(html);
  addEventListener("load", () => soon(true));
  measure();
  // A host's own script may come later than the frame.
  for (const delay of [1000, 3000, 10000]) setTimeout(() => innerHeight !== told && soon(true), delay);
})();
