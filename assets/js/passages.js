// Passages have addresses: a heading leads to itself, so that its address can be passed on, and what is selected can be
// copied with where it stands. Fetched when the page has been loaded; the contents lead to all sections without it.

const root = document.documentElement;
const body = document.querySelector(".body");
const { copy: offered, form, done } = document.querySelector("[data-passages]").dataset;

for (const heading of body.querySelectorAll(":is(h2, h3)[id]")) {
  // What has a link or a button of its own is no link.
  if (heading.querySelector("a, button")) continue;
  const link = document.createElement("a");
  link.className = "permalink";
  link.href = `#${heading.id}`;
  link.append(...heading.childNodes);
  heading.append(link);
}

// What is selected, without numbers of sources and readings, which stand for something beside the words.
function passage() {
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : undefined;
  if (!range || !body.contains(range.commonAncestorContainer)) return {};
  const part = range.cloneContents();
  for (const each of part.querySelectorAll(".source, rt, rp, .unseen, button, [popover]")) each.remove();
  return { range, words: part.textContent.replace(/\s+/g, " ").trim() };
}

// The address of the last section that begins before it.
function address({ startContainer: start }) {
  const before = [...body.querySelectorAll("[id]:is(h2, h3, section, article, .heading)")].filter(
    (each) =>
      each.contains(start) || each.compareDocumentPosition(start) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const id = before.pop()?.id;
  return location.origin + location.pathname + (id ? `#${id}` : "");
}

function filled({ range, words }) {
  const values = {
    words,
    title: document.querySelector("h1").innerText.split("\n")[0],
    site: document.querySelector('[property="og:site_name"]').content,
    url: address(range),
    date: new Date().toLocaleDateString(root.lang, { dateStyle: "long" }),
  };
  return form.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

let box;
const drop = () => {
  box?.remove();
  box = undefined;
};

// Offered over the foot of the window, behind the block of the selection in the order of the keys.
function offer() {
  if (box?.contains(document.activeElement)) return;
  const found = passage();
  drop();
  if (!found.words || document.querySelector(".offer")) return;
  const [button, status] = [document.createElement("button"), document.createElement("span")];
  box = document.createElement("div");
  box.role = "group";
  box.className = "offer";
  box.ariaLabel = offered;
  button.className = "copy";
  button.textContent = offered;
  status.role = "status";
  box.append(button, status);
  const text = filled(found);
  // The selection stays as it is.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", async () => {
    const { copy } = await import(document.querySelector("[data-citing]").dataset.citing);
    if (!(await copy(text, status))) status.textContent = text;
    else status.textContent = done;
    setTimeout(drop, 4000);
  });
  let block = found.range.endContainer;
  while (block.parentNode !== body && block !== body) block = block.parentNode;
  if (block === body) body.append(box);
  else block.after(box);
}

let waiting;
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(offer, 400);
});
addEventListener("keydown", ({ key }) => key === "Escape" && drop());
