// The looks that the URL asks for: a file of its own, there before the first paint; the bundle's script comes after it. And the
// bundle itself is sent for: its script would do so two hundred milliseconds later on a slow line. By then the page and the style
// sheet are nearly there, and share the line with little of it.
(function () {
  var data = document.documentElement.dataset;
  var theme = /[?&]theme=(light|dark)(&|$)/.exec(location.search);
  if (theme) data.theme = theme[1];
  if (/[?&]transparent=1(&|$)/.test(location.search)) data.transparent = "";
  try {
    window.twoOceans = window.twoOceans || fetch(document.currentScript.dataset.wasm);
    // The bundle's script says what has become of it.
    window.twoOceans.catch(function () {});
  } catch (_) {}
})();
