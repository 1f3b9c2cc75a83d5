// Keys for what the page can do anyway: every command is also a link or a button of a plain form.
"use strict";

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

const rows = $$(".finding");
const boxes = rows.map((row) => $("input[type=checkbox]", row));
const bar = $("#bar");

// To the row after or before the one in focus; past the end, and on a finding's page, to the next or the previous page.
function go(step) {
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[here + step];
  if (next) $("a", next).focus();
  else $(step > 0 ? "a[rel=next]" : "a[rel=prev]")?.click();
}

function press(key) {
  const button = $(`[data-key="${key}"]`);
  if (!button) return false;
  const field = button.dataset.focus && document.getElementById(button.dataset.focus);
  if (field && document.activeElement !== field) {
    field.focus();
    field.select();
  } else button.click();
  return true;
}

const commands = {
  j: () => go(1),
  k: () => go(-1),
  u: () => $("#undo")?.requestSubmit(),
  c: () => $("textarea[name=comment]")?.focus(),
  "/": () => ($("#q") ? $("#q").focus() : location.assign("/#q")),
  "?": () => $("#keys")?.showModal(),
  x: () => boxes[rows.findIndex((row) => row.contains(document.activeElement))]?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const field = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && field) {
    field.blur();
    return;
  }
  if (field || document.body.dataset.shortcuts === "off" || $("dialog[open]")) return;
  if (/^[1-4]$/.test(event.key) && bar && !boxes.some((box) => box.checked)) return;
  const done = commands[event.key] ? (commands[event.key](), true) : press(event.key);
  if (done) event.preventDefault();
});

for (const button of $$("[data-opens]")) {
  button.hidden = false;
  button.addEventListener("click", () => document.getElementById(button.dataset.opens).showModal());
}

// The list: how many are chosen, and all of them at once.
function count() {
  const chosen = boxes.filter((box) => box.checked).length;
  bar.classList.toggle("idle", !chosen);
  $("[data-count]", bar).textContent = chosen || "";
}

if (bar) {
  const all = $("[data-all]", bar);
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  for (const box of boxes) box.addEventListener("change", count);
  count();
}

// The next finding's pictures are drawn while this one is looked at.
addEventListener("load", async () => {
  const next = $(".place") && $("a[rel=next]");
  if (!next) return;
  try {
    const page = new DOMParser().parseFromString(await (await fetch(next.href)).text(), "text/html");
    for (const picture of $$(".place img", page)) new Image().src = picture.getAttribute("src");
  } catch {} // gone on already
});

// A verdict is sent once, however often the key is pressed while the next page comes.
for (const form of $$("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => $$("form[data-sent]").forEach((form) => delete form.dataset.sent));
