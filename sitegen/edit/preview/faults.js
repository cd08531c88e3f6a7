/* Shows over a page of the preview what keeps it from being built, and that a build takes its time. Sent before
   livereload.js, in one file with it; nothing of it is published. Markup is never made of strings. */
(() => {
  "use strict";
  const PATIENCE = 500; // milliseconds that a build may take without a word about it
  const AGAIN = 1000; // milliseconds until a server that has gone is asked again
  const CLOSED = "preview-faults-closed";
  const home = document.currentScript.getAttribute("src").replace(/livereload\.js.*$/, "");

  const make = (name, kind, ...inside) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...inside);
    return made;
  };
  // What stands between backticks is written as in a file.
  const said = words => words.split(/`([^`]*)`/).map((part, at) => (at % 2 ? make("code", "", part) : part));

  const line = ([number, before, meant, after]) => {
    const mark = make("mark", "", meant || " ");
    mark.dataset.carets = "^".repeat(2 * meant.length || 1); // as many as there is room for are shown
    const told = make("pre", "line", before, mark, after);
    told.dataset.number = number;
    return told;
  };

  const item = fault => {
    const told = make("li", "fault");
    if (fault.place) told.append(make("p", "place", make("code", "", fault.place)));
    told.append(make("p", "message", ...said(fault.message)));
    if (fault.rule) told.lastChild.append(" ", make("span", "rule", `[${fault.rule}]`));
    if (fault.excerpt) told.append(line(fault.excerpt));
    for (const words of [fault.hint, ...fault.see]) if (words) told.append(make("p", "hint", ...said(words)));
    return told;
  };

  // The faults of this page stand before those of others.
  const lists = (state, here) => {
    const others = state.faults.filter((_, number) => !here.includes(number));
    const groups = [[state.words.here, here.map(number => state.faults[number])], [state.words.elsewhere, others]];
    const told = groups.filter(([, faults]) => faults.length);
    return told.flatMap(([title, faults]) => [
      ...(others.length ? [make("h3", "", title)] : []),
      make("ul", "list", ...faults.map(item)),
    ]);
  };

  const advice = (state, ...more) =>
    [state.words.advice, ...more, state.words.besides].filter(Boolean).map(words => make("p", "advice", words));

  const own = document.querySelector("main[data-faults-at]");
  const host = document.createElement("preview-faults");
  const root = host.attachShadow({ mode: "open" });
  const style = make("link");
  style.rel = "stylesheet";
  style.href = `${home}livereload.css`;
  const close = make("button", "close");
  close.type = "button";
  const title = make("h2", "title");
  title.id = "title";
  const content = make("div", "content");
  // In the corner, and where a dialog covers that, in its head.
  const notes = [make("p", "note"), make("p", "note")];
  notes.forEach(each => each.setAttribute("role", "status"));
  const dialog = make("dialog", "faults", make("div", "head", title, notes[0], close), content);
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "title");
  const open = make("button", "open");
  open.type = "button";
  open.hidden = true;
  root.append(style, dialog, make("div", "corner", notes[1], open));

  let state = null, here = [], timer = 0;
  const keep = id => { try { sessionStorage.setItem(CLOSED, id); } catch { /* then it opens again */ } };
  const kept = () => { try { return sessionStorage.getItem(CLOSED); } catch { return null; } };
  const followTheme = () => { host.dataset.theme = document.documentElement.dataset.theme || ""; };

  open.addEventListener("click", () => { dialog.showModal(); open.hidden = true; });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    open.hidden = !state.faults.length;
    if (state.faults.length) keep(state.id);
  });

  const address = () => {
    if (own) return own.dataset.faultsAt;
    let path = location.pathname;
    try { path = decodeURIComponent(path); } catch { /* an address that names no page */ }
    const below = path.startsWith(state.home) ? path.slice(state.home.length) : "";
    return below.replace(/index\.html$/, "");
  };

  const showBuilding = isBuilding => {
    const note = words => notes.forEach(each => { each.textContent = words; });
    clearTimeout(timer);
    note("");
    if (isBuilding) timer = setTimeout(() => note(state.words.building), PATIENCE);
  };

  const show = told => {
    const isNew = !state || state.id !== told.id;
    state = told;
    showBuilding(state.is_building);
    if (!isNew) return;
    here = state.at ? state.at[address()] || [] : state.faults.map((_, number) => number);
    root.querySelectorAll("dialog, .corner").forEach(each => { each.lang = state.language; });
    if (own) {
      // It was sent in the place of a page that can be built now, or stands elsewhere.
      if (!here.length) return location.reload();
      document.title = state.words.title;
      return own.replaceChildren(make("h1", "title", state.words.title), ...advice(state), ...lists(state, here));
    }
    followTheme();
    title.textContent = state.words.title;
    close.textContent = state.words.close;
    open.textContent = here.length ? state.words.title : state.words.others;
    content.replaceChildren(...advice(state, here.length ? state.words.behind : ""), ...lists(state, here));
    const isOpen = here.length > 0 && kept() !== state.id;
    if (isOpen && !dialog.open) dialog.showModal();
    if (!isOpen && dialog.open) dialog.close();
    open.hidden = isOpen || !state.faults.length;
  };

  const listen = () => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/livereload/state`);
    socket.addEventListener("message", event => show(JSON.parse(event.data)));
    socket.addEventListener("close", () => setTimeout(listen, AGAIN));
  };
  new MutationObserver(followTheme).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  style.addEventListener("load", listen);
  document.body.append(host);
})();
