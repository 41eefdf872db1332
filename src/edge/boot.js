// Starts the bundle; appended to the glue of wasm-bindgen by the prerenderer.
// Last on the page: the first paint waits for the style sheet, with which it would share the line and the processor.
(function () {
  var script = document.currentScript;
  var root = function () { return document.querySelector("[data-two-oceans]"); };
  function fail() {
    if (!root().hasAttribute("data-ready")) root().dataset.state = "failed";
  }
  // A panic of the bundle traps: what is on the page stays, and the page says that nothing will answer any more.
  function panicked(event) {
    if ((event.error || event.reason) instanceof WebAssembly.RuntimeError) root().dataset.state = "failed";
  }
  addEventListener("error", panicked);
  addEventListener("unhandledrejection", panicked);
  // The second part is fetched once the page is live, which the bundle says; it takes up what the part brings.
  function bring() {
    fetch(root().dataset.texts)
      .then(function (response) {
        if (!response.ok) throw response.status;
        return response.arrayBuffer();
      })
      .then(WebAssembly.compile)
      .then(function (module) { root().dispatchEvent(new CustomEvent("part", { detail: module })); })
      .catch(console.warn);
  }
  function start(bundle) {
    root().addEventListener("live", bring);
    wasm_bindgen({ module_or_path: bundle.then(unpack) }).catch(fail);
  }
  var bundle;
  try {
    // Sent for by looks.js, if that came first.
    bundle = window.twoOceans = window.twoOceans || fetch(script.dataset.wasm);
    // Whoever takes it up handles its failure. Firefox never ends compiling some broken modules.
    bundle.then(function () { setTimeout(fail, 60000); }, function () {});
  } catch (_) {}
  // What talks to the page that holds this one, and what looks at it for those who put it there.
  function load(url) {
    var part = document.createElement("script");
    part.src = url;
    document.head.appendChild(part);
  }
  function ready() {
    if (parent !== window) load(script.dataset.host);
    if (/[?&]doctor=1(&|$)/.test(location.search)) load(script.dataset.doctor);
    if (bundle && window.WebAssembly) start(bundle);
    else fail();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
