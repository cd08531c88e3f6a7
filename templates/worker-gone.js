{# In the place of the service worker of an edition whose site is read online again: it removes what readers have. -#}
const { family } = {{ offline | script }};

async function clear() {
  for (const each of await caches.keys()) if (each.startsWith(family)) await caches.delete(each);
  await registration.unregister();
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clear()));
