// Looks at a book in a browser: node look.cjs BOOK.html FOLDER CHROMIUM. It needs puppeteer-core and axe-core (NODE_PATH).
//
// Screenshots at desk and phone width in light and dark, a PDF, and one line of JSON: requests other than the file, messages of the
// console, axe violations, and the citations that did not show the words that they lead to.
const fs = require("fs");
const { pathToFileURL } = require("url");
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [file, folder, executablePath] = process.argv.slice(2);
const widths = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844, isMobile: true, hasTouch: true } };
const places = ["", "#section-1-1", "#exercise-1-1-1", "#glossary", "#passages", "#colophon"];
const MOST_CLICKS = 200;

// Opens every solution, presses citations, and says which of them showed other words than those they lead to.
async function pressCitations(page) {
  return page.evaluate((most) => {
    document.querySelectorAll("ol.exercises details").forEach((details) => (details.open = true));
    const all = [...document.querySelectorAll("main a.cite")].filter((cite) => cite.checkVisibility());
    const step = Math.max(1, Math.floor(all.length / most));
    const pressed = all.filter((_, place) => place % step === 0);
    const wrong = pressed.filter((cite) => {
      cite.click();
      const shown = document.querySelector("dialog[open] mark")?.textContent;
      const seen = shown && document.querySelector("dialog mark").checkVisibility();
      document.querySelector("dialog button").click();
      return !seen || shown !== document.querySelector(`${cite.hash} mark`).textContent || document.querySelector("dialog[open]");
    });
    return { pressed: pressed.length, wrong: wrong.map((cite) => cite.hash) };
  }, MOST_CLICKS);
}

async function violations(page) {
  const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  const rules = found.passes.length + found.violations.length;
  const told = found.violations.map(({ id, impact, nodes }) => ({ id, impact, count: nodes.length, first: nodes[0].html.slice(0, 160) }));
  return { rules, told };
}

async function look(browser, name, viewport, scheme, told) {
  const page = await browser.newPage();
  await page.setBypassCSP(true); // axe is a script of ours, not the book's
  page.on("request", (request) => request.url().startsWith("file:") || told.requests.push(request.url()));
  page.on("console", (message) => told.console.push(message.text()));
  page.on("pageerror", (error) => told.console.push(String(error)));
  await page.setViewport(viewport);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }]);
  const address = pathToFileURL(file).href;
  for (const place of places) {
    await page.goto(address + place);
    await page.screenshot({ path: `${folder}/${name}-${scheme}${place.replace("#", "-")}.png` });
  }
  await page.goto("about:blank");
  await page.goto(address);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  const cited = await pressCitations(page);
  await page.evaluate(axe);
  const closed = await violations(page);
  await page.evaluate(() => document.querySelector("main a.cite").click());
  await page.screenshot({ path: `${folder}/${name}-${scheme}-cited.png` });
  const open = await violations(page);
  told.pages[`${name} ${scheme}`] = { rules: closed.rules, violations: closed.told, "violations with a source open": open.told, ...cited, "scrolls sideways": wide };
  await page.close();
}

(async () => {
  const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"], protocolTimeout: 900_000 });
  const told = { requests: [], console: [], pages: {} };
  for (const [name, viewport] of Object.entries(widths)) for (const scheme of ["light", "dark"]) await look(browser, name, viewport, scheme, told);
  const page = await browser.newPage(); // once as a reader has it, under the policy of the file
  page.on("console", (message) => told.console.push(message.text()));
  await page.goto(pathToFileURL(file).href);
  told.policy = await pressCitations(page);
  await page.pdf({ path: `${folder}/book.pdf`, preferCSSPageSize: true, timeout: 900_000 }); // a large book takes minutes
  await browser.close();
  console.log(JSON.stringify(told, null, 1));
})();
