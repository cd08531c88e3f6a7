{# The service worker of an edition: what its readers have read can be read again where there is no network. `offline`
   says what belongs to this build, each file with the beginning of its digest. -#}
const { family, name, home, lost, files, assets, pages } = {{ offline | script }};
const own = (map, key) => Object.hasOwn(map, key);
// What this build keeps; to open a cache would make one.
const mine = (url) => caches.match(url, { cacheName: name });

// The digest that the build has taken, as far as it is written here.
async function sum(response) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()), 0, 8);
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What the build has at an address: from the cache of another build where it is the same there, else from the server.
// Whatever else the server has is of another build, or no answer at all.
async function get(url, due) {
  const kept = await caches.match(url);
  if (kept && (await sum(kept)) === due) return kept;
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok || response.redirected || (await sum(response)) !== due) throw new Error(`${url} is of another build`);
  return response;
}

// The pictures of a page; their names tell what they hold.
async function pictures(page) {
  const shown = [...(await page.clone().text()).matchAll(/ src="([^"]+)"/g)].map(([, src]) => src);
  const wanted = [...new Set(shown)].filter((src) => !own(assets, src) && new URL(src, location).origin === location.origin);
  return Promise.all(
    wanted.map(async (src) => {
      const response = (await caches.match(src)) ?? (await fetch(src));
      if (!response.ok) throw new Error(`${src} is missing`);
      return [src, response];
    }),
  );
}

// A page with its pictures.
async function whole(path) {
  const page = await get(home + path, pages[path]);
  return [...(await pictures(page)), [home + path, page]];
}

// What readers have open, or have read in an earlier build, of the pages that this one has.
async function read() {
  const open = (await clients.matchAll({ type: "window", includeUncontrolled: true })).map(({ url }) => url);
  const names = (await caches.keys()).filter((each) => each.startsWith(family));
  const kept = await Promise.all(names.map(async (each) => (await (await caches.open(each)).keys()).map(({ url }) => url)));
  const paths = [...open, ...kept.flat()].map((url) => new URL(url)).filter(({ origin }) => origin === location.origin);
  const below = paths.filter(({ pathname }) => pathname.startsWith(home)).map(({ pathname }) => pathname.slice(home.length));
  return [...new Set(below)].filter((path) => own(pages, path));
}

// All or nothing: the cache is there when everything has come.
async function fill() {
  const due = Object.entries({ ...assets, ...files });
  const found = await Promise.all([
    ...due.map(async ([url, each]) => [[url, await get(url, each)]]),
    ...(await read()).map(whole),
  ]);
  const cache = await caches.open(name);
  try {
    for (const [url, response] of found.flat()) await cache.put(url, response);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

// Of no other build anything is left.
async function clear() {
  for (const each of await caches.keys()) if (each.startsWith(family) && each !== name) await caches.delete(each);
  await registration.navigationPreload?.enable();
}

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(fill());
});
addEventListener("activate", (event) => event.waitUntil(clear()));

// Windows that show what is kept, for want of a network.
const offline = new Set();

async function keep(path, page) {
  const kept = await mine(home + path);
  if (kept && (await sum(kept)) === pages[path]) return;
  // The server has a newer build: its worker takes over.
  if ((await sum(page)) !== pages[path]) return void (await registration.update());
  const [shown, cache] = [await pictures(page), await caches.open(name)];
  for (const [url, response] of shown) await cache.put(url, response);
  await cache.put(home + path, page);
}

async function show(event, { pathname }) {
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    const path = pathname.startsWith(home) ? pathname.slice(home.length) : "";
    if (response.ok && own(pages, path) && pathname === home + path) {
      const copy = response.clone();
      // A disk that is full is no reason to complain of.
      event.waitUntil(keep(path, copy).catch(() => {}));
    }
    return response;
  } catch (error) {
    const kept = (await mine(pathname)) ?? (await mine(`${pathname}/`));
    if (kept) offline.add(event.resultingClientId);
    return kept ?? (await mine(lost)) ?? Promise.reject(error);
  }
}

async function give(request, { pathname }) {
  // A name with a digest tells what is behind it; any other is asked for first.
  if (!own(files, pathname)) return (await mine(pathname)) ?? fetch(request);
  try {
    return await fetch(request);
  } catch (error) {
    return (await mine(pathname)) ?? Promise.reject(error);
  }
}

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  event.respondWith(event.request.mode === "navigate" ? show(event, url) : give(event.request, url));
});

// A page asks whether it is one that was kept.
addEventListener("message", ({ source }) => source.postMessage({ isKept: offline.has(source.id) }));
