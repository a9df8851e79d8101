// Reviews by keyboard alone in a browser: node look.cjs ADDRESS HOSTILE FOLDER CHROMIUM. It needs puppeteer-core and axe-core (NODE_PATH).
//
// ADDRESS is the review page of a run, HOSTILE that of one whose every word is an attack. One line of JSON: what was decided by keys,
// requests to other places, messages of the console, what attacks left in the page, and axe's violations. Screenshots go to FOLDER.
const fs = require("fs");
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [address, hostile, folder, executablePath] = process.argv.slice(2);
const desk = { width: 1280, height: 900 };
const tablet = { width: 820, height: 1180, isMobile: true, hasTouch: true, deviceScaleFactor: 1 };
const phone = { width: 390, height: 844, isMobile: true, hasTouch: true, deviceScaleFactor: 1 };
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function opened(browser, told, viewport, scheme = "light", bypass = false) {
  const page = await browser.newPage();
  if (bypass) await page.setBypassCSP(true);
  page.on("request", (request) => request.url().startsWith(new URL(address).origin) || request.url().startsWith(new URL(hostile).origin) || told.requests.push(request.url()));
  page.on("console", (message) => told.console.push(message.text()));
  page.on("pageerror", (error) => told.console.push(String(error)));
  page.on("dialog", async (dialog) => { told.dialogs.push(dialog.message()); await dialog.dismiss(); });
  await page.setViewport(viewport);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }]);
  return page;
}

const count = (page) => page.$eval("#count", (told) => told.textContent.trim());
const title = (page) => page.$eval("#title", (told) => told.textContent.trim());

// Presses, then waits until the page says what it should.
async function press(page, keys, until) {
  const before = `${await count(page)} ${await title(page)}`;
  for (const key of keys) {
    if (key.length > 1 && key.startsWith("type:")) await page.keyboard.type(key.slice(5));
    else if (key === "Ctrl+Enter") { await page.keyboard.down("Control"); await page.keyboard.press("Enter"); await page.keyboard.up("Control"); }
    else await page.keyboard.press(key);
  }
  if (!until) return;
  await page.waitForFunction((old) => `${document.querySelector("#count").textContent.trim()} ${document.querySelector("#title").textContent.trim()}` !== old && document.body.getAttribute("aria-busy") !== "true", { timeout: 20000 }, before).catch(async () => {
    throw new Error(`${keys} did nothing at ${before}: ${await page.$$eval(".problem", (all) => all.map((one) => one.textContent).join(" "))}`);
  });
}

// A whole review with no pointer: every way to decide, and every key.
async function review(page, from) {
  const seen = { accept: 0, reject: 0, edit: 0 };
  await page.goto(from);
  await page.keyboard.press("?");
  seen.help = await page.$eval("#keys", (dialog) => dialog.open);
  await page.keyboard.press("Escape");
  const first = await title(page);
  await press(page, ["j"], true);
  await press(page, ["k"], true);
  seen.back = (await title(page)) === first;
  await page.keyboard.press("1");
  seen.lit = (await page.$$("mark.lit")).length > 0;
  await page.keyboard.press("l");
  await page.waitForFunction(() => document.querySelector("#history-told").textContent.includes("Lineage"), { timeout: 20000 });
  await page.keyboard.press("r");
  await page.keyboard.press("Enter"); // without a reason nothing is kept
  seen.unreasoned = (await count(page)).startsWith("0 ");
  await page.keyboard.press("Escape");
  const total = Number((await count(page)).match(/of (\d+)/)[1]);
  for (let place = 0; place < total; place++) {
    const how = ["accept", "accept", "reject", "edit"][place % 4];
    if (how === "accept") await press(page, ["a"], true);
    else if (how === "reject") await press(page, ["r", "type:leaves out a condition: a, e & j", "Enter"], true);
    else await press(page, ["e", "End", "type: In short.", "Ctrl+Enter"], true);
    seen[how] += 1;
  }
  seen.count = await count(page);
  seen.finished = (await page.$(".finished")) !== null;
  return seen;
}

// What there is in a page beside what its template writes.
async function intruders(page) {
  return page.evaluate(() => {
    const found = [...document.querySelectorAll("script")].filter((script) => !script.src.startsWith(location.origin) || script.text).map((one) => one.outerHTML);
    found.push(...[...document.querySelectorAll("img, svg, iframe, object, embed, style, base, math, meta[http-equiv], [style], main [hx-on], main a:not([href^='/'], [href^='#'])")].map((one) => one.outerHTML.slice(0, 200)));
    for (const element of document.querySelectorAll("*")) for (const { name } of element.attributes) if (name.startsWith("on") || name.startsWith("hx-on") || name.startsWith("data-hx")) found.push(`${element.tagName} ${name}`);
    return found;
  });
}

async function attacked(page) {
  const found = [];
  await page.goto(hostile);
  const total = Number((await count(page)).match(/of (\d+)/)[1]);
  for (let place = 1; place <= total; place++) {
    await page.goto(hostile.replace(/\/?$/, `/${place}`));
    await page.keyboard.press("l");
    await page.waitForFunction(() => document.querySelector("#history-told").textContent.includes("Lineage"), { timeout: 20000 });
    await page.keyboard.press("e");
    found.push(...(await intruders(page)));
  }
  return { pages: total, scripts: await page.$$eval("script", (all) => all.length), found };
}

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((rules) => axe.run(document, { runOnly: rules }), RULES);
  return {
    rules: found.passes.length + found.violations.length,
    told: found.violations.map(({ id, impact, nodes }) => ({ id, impact, count: nodes.length, first: nodes[0].html.slice(0, 160) })),
  };
}

async function looked(browser, told, name, viewport, scheme) {
  const page = await opened(browser, told, viewport, scheme, true); // axe is a script of ours, not the page's
  const states = { plain: [], evidence: ["1"], history: ["l"], edit: ["e"], reject: ["r"], keys: ["?"] };
  for (const [state, keys] of Object.entries(states)) {
    await page.goto(address.replace(/\/?$/, "/2"));
    for (const key of keys) await page.keyboard.press(key);
    if (state === "history") await page.waitForFunction(() => document.querySelector("#history-told").textContent.includes("Lineage"), { timeout: 20000 });
    await page.screenshot({ path: `${folder}/${name}-${scheme}-${state}.png` });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    const small = await page.evaluate(() => [...document.querySelectorAll("button, summary, a.step, a.cite")].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML.slice(0, 80)));
    const { rules, told: found } = await violations(page);
    told.pages[`${name} ${scheme} ${state}`] = { rules, violations: found, "scrolls sideways": wide, small };
  }
  await page.close();
}

(async () => {
  const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"], protocolTimeout: 900_000 });
  const told = { requests: [], console: [], dialogs: [], pages: {} };
  for (const [name, viewport] of Object.entries({ desk, tablet, phone })) for (const scheme of ["light", "dark"]) await looked(browser, told, name, viewport, scheme);
  told.attacked = await attacked(await opened(browser, told, desk));
  told["attacked without a policy"] = await attacked(await opened(browser, told, desk, "light", true));
  told["hostile review"] = await review(await opened(browser, told, desk), hostile);
  told.review = await review(await opened(browser, told, desk), address);
  await browser.close();
  console.log(JSON.stringify(told, null, 1));
})().catch((error) => { console.error(error); process.exit(1); });
