// A page that is missing here may stand at the same address in another edition: those that have it are shown.

const box = document.querySelector("[data-elsewhere]");
const missing = location.pathname.slice(box.dataset.elsewhere.length);

for (const link of missing ? box.querySelectorAll("a") : []) {
  const address = link.pathname + missing;
  fetch(address, { method: "HEAD" })
    .then((answer) => {
      if (!answer.ok) return;
      link.href = address;
      link.parentElement.hidden = box.hidden = false;
    })
    // Without a network there is nothing to be found.
    .catch(() => {});
}
