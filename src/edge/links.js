// In a frame without an origin the browser may refuse new windows and downloads, without a word to the reader: shows the address
// of such a link instead, to be copied or tried. In a frame a part of host.js; the pages beside the widget load it by itself.
(() => {
  if (parent === window || self.origin !== "null") return;
  const note = document.createElement("span");
  note.className = "notice";
  addEventListener("click", (event) => {
    if (note.contains(event.target)) return;
    note.remove();
    const link = event.target.closest('a[target="_blank"], a[href^="data/"]');
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    const address = link.cloneNode();
    address.target = "_blank";
    address.textContent = link.href;
    note.replaceChildren("{{refused}} ", address);
    link.after(note);
    address.focus();
  });
})();
