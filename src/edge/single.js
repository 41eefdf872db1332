// Before everything else in the single file: what the page would fetch stands in the file, packed, and no other page is there.
(function () {
  window.fetch = async (name) => {
    const packed = atob(document.querySelector('[data-part="' + name + '"]').textContent);
    const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream, { headers: { "content-type": "application/wasm" } });
  };
  const file = document.currentScript;
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const address = link && link.getAttribute("href");
    if (event.defaultPrevented || !address || /^([?#]|[a-z]+:)/.test(address)) return;
    if (file.dataset.base) {
      link.href = file.dataset.base + address;
      link.target = "_blank";
      return;
    }
    event.preventDefault();
    document.querySelector("[data-elsewhere]").hidden = false;
  });
})();
