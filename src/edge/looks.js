// The looks that the URL asks for: a file of its own, there before the first paint; the bundle's script comes after it.
(function () {
  var data = document.documentElement.dataset;
  var theme = /[?&]theme=(light|dark)(&|$)/.exec(location.search);
  if (theme) data.theme = theme[1];
  if (/[?&]transparent=1(&|$)/.test(location.search)) data.transparent = "";
})();
