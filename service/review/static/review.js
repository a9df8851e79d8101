// Keys for the review page. Each presses what a pointer could press: the element whose data-key is that key.
"use strict";

const desk = () => document.getElementById("desk");
const keys = document.getElementById("keys");
const keysOn = document.getElementById("keys-on");
const trouble = document.getElementById("trouble");

function isTyping(element) {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

function showEvidence(number) {
  const mark = document.getElementById(`evidence-${number}`);
  if (!mark) return;
  document.querySelectorAll("mark.lit").forEach((lit) => lit.classList.remove("lit"));
  document.querySelectorAll(`mark[data-evidence~="${number}"]`).forEach((lit) => lit.classList.add("lit"));
  mark.scrollIntoView({ block: "center" });
}

// Opens or closes a form that stands in a details element, and goes to its first field.
function toggleForm(details) {
  details.open = !details.open;
  const field = details.querySelector("textarea, input:not([type=hidden])");
  if (details.open && field) field.focus();
}

function press(key) {
  const target = desk().querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  if (target.tagName === "SUMMARY" && target.parentElement.id !== "history") toggleForm(target.parentElement);
  else target.click();
  return true;
}

// While an answer is on its way keys do nothing: none must fall on a record that was not read.
function setBusy(busy) {
  document.body.setAttribute("aria-busy", String(busy));
}
const isBusy = () => document.body.getAttribute("aria-busy") === "true";
document.addEventListener("htmx:beforeSend", () => setBusy(true));
document.addEventListener("htmx:afterSettle", () => setBusy(false));

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !keys.open) {
    desk().querySelectorAll("#editing[open], #rejecting[open]").forEach((details) => (details.open = false));
    document.getElementById("title").focus();
    return;
  }
  const form = event.target.closest?.("#editing form");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    form.requestSubmit();
    event.preventDefault();
    return;
  }
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.repeat || keys.open || !keysOn.checked || isBusy()) return;
  if (event.key === "?") keys.showModal();
  else if (/^[1-9]$/.test(event.key)) showEvidence(event.key);
  else if (!press(event.key)) return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const cite = event.target.closest?.("a.cite");
  if (cite) {
    event.preventDefault();
    showEvidence(cite.hash.replace("#evidence-", ""));
  } else if (event.target.closest?.("#show-keys")) keys.showModal();
  const summary = event.target.closest?.("#editing > summary, #rejecting > summary");
  if (summary) {
    event.preventDefault();
    toggleForm(summary.parentElement);
  }
});

// The source pane begins at the first piece of evidence.
function settle() {
  const pane = document.querySelector("section.source");
  const mark = pane.querySelector("mark");
  if (mark && pane.scrollHeight > pane.clientHeight) pane.scrollTop = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 4;
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "desk") return;
  trouble.hidden = true;
  const field = desk().querySelector("#editing[open] textarea, #rejecting[open] input:not([type=hidden])");
  (field || document.getElementById("title")).focus({ preventScroll: true });
  scrollTo(0, 0);
  settle();
});

function tell(event) {
  setBusy(false);
  const answer = event.detail.xhr && event.detail.xhr.responseText;
  trouble.textContent = `Not saved. ${answer || "The server does not answer."}`;
  trouble.hidden = false;
}
document.addEventListener("htmx:responseError", tell);
document.addEventListener("htmx:sendError", tell);

settle();
