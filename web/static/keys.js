// Keys for those who like them; every page works without.
//   /  to the search box     j k  to the next and previous story of a list
//   n p  to the next and previous page, or story of a search
//   m M  to the next and previous match in a story              ?  what keys there are
//   y n s  yes, no, skip, where names that may be one are decided on

const KEYS = [
  ["/", "to the search box"],
  ["j", "to the next story"],
  ["k", "to the story before"],
  ["n", "to the next page, or story of the search"],
  ["p", "to the page or story before"],
  ["m", "to the next match in a story"],
  ["M", "to the match before"],
  ["y n s", "yes, no, skip: for two names that may be one"],
  ["?", "this list"],
];

function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
}

function toSearchBox() {
  const box = document.getElementById("q");
  box?.focus();
  box?.select();
}

function move(step) {
  const links = [...document.querySelectorAll(".hit h3 a")];
  if (!links.length) return;
  const here = links.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
  const link = links[Math.min(Math.max(next, 0), links.length - 1)];
  link.focus();
  link.closest(".hit").scrollIntoView({ block: "nearest" });
}

// From one match in a story to another, and round again.
function toMatch(step) {
  const marks = [...document.querySelectorAll(".text mark")];
  if (!marks.length) return;
  const here = marks.findIndex((mark) => `#${mark.id}` === location.hash);
  const next = here < 0 ? (step > 0 ? 0 : marks.length - 1) : here + step;
  const mark = marks[(next + marks.length) % marks.length];
  location.replace(`#${mark.id}`);
  mark.focus();
}

// Beside the links to each match, one to the next and one to the one before.
function addMatchButtons() {
  const links = document.querySelector(".matches");
  if (!links || document.querySelectorAll(".text mark").length < 2) return;
  for (const [sign, words, step] of [["↑", "Previous match", -1], ["↓", "Next match", 1]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
    button.setAttribute("aria-label", words);
    button.addEventListener("click", () => toMatch(step));
    links.append(button);
  }
}

function turn(relation) {
  document.querySelector(`main a[rel="${relation}"]`)?.click();
}

// For the pair of names in which the focus is, or the first.
function decide(answer) {
  const group = document.activeElement.closest(".pairs li") ?? document.querySelector(".pairs li");
  group?.querySelector(`button[value^="${answer} "]`)?.click();
}

const worklist = document.querySelector(".worklist");

function showKeys() {
  const known = document.getElementById("keys");
  if (known) return known.showModal();
  const dialog = document.createElement("dialog");
  dialog.id = "keys";
  dialog.setAttribute("aria-label", "Keys");
  const list = document.createElement("dl");
  for (const [key, words] of KEYS) {
    const term = document.createElement("dt");
    term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    list.append(term, Object.assign(document.createElement("dd"), { textContent: words }));
  }
  const close = Object.assign(document.createElement("button"), { textContent: "Close" });
  close.addEventListener("click", () => dialog.close());
  dialog.append(list, close);
  document.body.append(dialog);
  dialog.showModal();
}

const DEEDS = {
  "/": toSearchBox,
  j: () => move(1),
  k: () => move(-1),
  n: () => (worklist ? decide("no") : turn("next")),
  p: () => turn("prev"),
  m: () => toMatch(1),
  M: () => toMatch(-1),
  y: () => decide("yes"),
  s: () => decide("skip"),
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  const deed = DEEDS[event.key];
  if (!deed || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  event.preventDefault();
  deed();
});

const hint = document.querySelector(".hint");
if (hint) {
  hint.hidden = false;
  hint.firstElementChild.addEventListener("click", showKeys);
}

// Who follows a link of a list by keyboard is, on the next page, at the same link again, or where
// it stood: a value that was chosen, a page that was turned. Kept for that one step.
const KEPT = "kept focus";
const LISTS = ".facet, .active, .ways, .pager, .letters, .across, .per";

function listed() {
  return [...document.querySelectorAll(LISTS)];
}

document.addEventListener("click", (event) => {
  sessionStorage.removeItem(KEPT);
  const link = event.detail === 0 && event.target instanceof Element && event.target.closest("a");
  const list = link && link.closest(LISTS);
  if (!list) return;
  const at = [list.id, list.className, link.textContent, [...list.querySelectorAll("a")].indexOf(link)];
  sessionStorage.setItem(KEPT, JSON.stringify(at));
});

function keepFocus() {
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (!kept || location.hash) return;
  const [id, name, words, place] = JSON.parse(kept);
  const list = listed().find((one) => (id ? one.id === id : one.className === name));
  const links = [...(list?.querySelectorAll("a") ?? [])];
  const link = links.find((one) => one.textContent === words) ?? links[Math.min(place, links.length - 1)];
  link?.focus();
}

// A browser that cannot show closed facets in a wide margin opens them instead.
const narrow = document.getElementById("narrow");
if (narrow && !CSS.supports("selector(::details-content)")) {
  narrow.open = window.matchMedia("(min-width: 60rem)").matches;
}
addMatchButtons();
keepFocus();
