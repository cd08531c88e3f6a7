// Citations are copied with the date on which the reader has read what they cite: nobody else knows it.
const today = () => {
  const now = new Date();
  const iso = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => `${part}`.padStart(2, "0")).join("-");
  return { iso, long: now.toLocaleDateString("en-US", { dateStyle: "long" }) };
};

export async function copy(text, citation) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or a browser without it: what is selected can be copied in the old way, or by hand.
    getSelection().selectAllChildren(citation);
    return document.execCommand("copy");
  }
}

for (const box of document.querySelectorAll(".citation")) {
  const [button, citation, status] = ["button", "[data-citation]", "[role=status]"].map((part) => box.querySelector(part));
  button.hidden = false;
  button.addEventListener("click", async () => {
    const accessed = citation.querySelector("[data-accessed]");
    if (accessed) accessed.textContent = today()[accessed.dataset.accessed];
    status.textContent = "";
    const isCopied = await copy(citation.textContent, citation);
    status.textContent = isCopied ? status.dataset.done : status.dataset.failed;
  });
}
