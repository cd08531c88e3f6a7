// Lets a reader without a network read again what was read with one. Fetched when a page has been loaded.

const { worker, kept } = document.querySelector("[data-worker]").dataset;
// Under Trusted Types a worker’s address needs somebody who vouches for it: for this one, whatever is asked.
const vouching = globalThis.trustedTypes?.createPolicy("service-worker", { createScriptURL: () => worker });

navigator.serviceWorker.register(vouching?.createScriptURL("") ?? worker).catch(() => {
  // The site is not served over HTTPS, or the browser keeps nothing for it.
});

// A page that comes from what is kept says so.
navigator.serviceWorker.addEventListener("message", ({ data }) => {
  if (!data.isKept) return;
  const notice = document.createElement("p");
  notice.className = "stale";
  notice.role = "status";
  notice.textContent = kept;
  document.querySelector("main").prepend(notice);
});
navigator.serviceWorker.startMessages();
navigator.serviceWorker.controller?.postMessage("kept?");

// The page for what is not kept names what is.
for (const link of document.querySelectorAll("[data-kept-pages] a")) {
  caches.match(link.href).then((page) => {
    link.parentElement.hidden = !page;
    const section = link.closest("section");
    section.hidden = !section.querySelector("li:not([hidden])");
  });
}
