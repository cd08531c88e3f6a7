// Audits each address that comes as a line, and answers with a line: what Lighthouse found, cut down to what the
// tests ask about. One Chromium serves all of them; Lighthouse empties its storage before each audit.
//
//     node audit.mjs CHROMIUM [FLAG…]

import { createInterface } from "node:readline";
import lighthouse from "lighthouse";
import { launch } from "puppeteer-core";

// Lighthouse's default configuration is a phone on a slow line, with that slowness simulated.
const settings = {
  onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
  disableFullPageScreenshot: true, // serves its report alone
  logLevel: "silent",
};

// The elements, or else the files, that an audit complains of.
const things = (details) =>
  (details?.items ?? [])
    .map((item) => item.node?.selector ?? item.source?.url ?? item.url ?? item.description)
    .filter((thing) => typeof thing === "string");

const told = ({ audits, categories, environment, runWarnings, runtimeError }) => ({
  error: runtimeError?.message ?? "",
  warnings: runWarnings,
  scores: Object.fromEntries(Object.values(categories).map(({ id, score }) => [id, score])),
  // In milliseconds and bytes, but for the layout shift, which has no unit.
  lcp: audits["largest-contentful-paint"].numericValue ?? NaN,
  cls: audits["cumulative-layout-shift"].numericValue ?? NaN,
  tbt: audits["total-blocking-time"].numericValue ?? NaN,
  bytes: audits["total-byte-weight"].numericValue,
  requests: audits["network-requests"].details?.items.length,
  // How fast this machine was at the beginning, by a measure of Lighthouse’s own.
  machine: environment.benchmarkIndex,
  failing: Object.values(categories).flatMap(({ id: category, auditRefs }) =>
    auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
      .map(({ id }) => ({
        category,
        id,
        says: [audits[id].title, audits[id].displayValue].filter(Boolean).join(": "),
        elements: things(audits[id].details),
      })),
  ),
});

const [executablePath, ...args] = process.argv.slice(2);
const browser = await launch({ executablePath, args });
for await (const address of createInterface({ input: process.stdin })) {
  let lhr;
  // Now and then a tab is not painted in time, and nothing is measured: that says nothing of the page.
  for (let tries = 3; tries && lhr?.audits["largest-contentful-paint"].numericValue === undefined; tries -= 1) {
    const page = await browser.newPage();
    ({ lhr } = await lighthouse(address, settings, undefined, page));
    await page.close();
  }
  process.stdout.write(`${JSON.stringify(told(lhr))}\n`);
}
await browser.close();
