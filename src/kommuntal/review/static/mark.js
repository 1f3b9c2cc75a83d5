// Marking a place on a page: a box drawn with the mouse fills in the four fields, and the fields move the box.
"use strict";

const sheet = document.getElementById("sheet");
const marked = document.getElementById("marked");
const [x0, top_, x1, bottom] = ["x0", "top", "x1", "bottom"].map((edge) => document.getElementById(`edge-${edge}`));
const fields = [x0, top_, x1, bottom];
let start = null;

function point(event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
  const page = sheet.viewBox.baseVal;
  return { x: Math.min(Math.max(at.x, 0), page.width), y: Math.min(Math.max(at.y, 0), page.height) };
}

function draw() {
  const [left, above, right, below] = fields.map((field) => Number(field.value.replace(",", ".")));
  const box = { x: left, y: above, width: right - left, height: below - above };
  const whole = fields.every((field) => field.value.trim()) && box.width > 0 && box.height > 0;
  for (const [name, value] of Object.entries(box)) marked.setAttribute(name, whole ? value : 0);
}

sheet.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls
  event.preventDefault();
  start = point(event);
  sheet.setPointerCapture(event.pointerId);
});

sheet.addEventListener("pointermove", (event) => {
  if (!start) return;
  const end = point(event);
  x0.value = Math.min(start.x, end.x).toFixed(1);
  top_.value = Math.min(start.y, end.y).toFixed(1);
  x1.value = Math.max(start.x, end.x).toFixed(1);
  bottom.value = Math.max(start.y, end.y).toFixed(1);
  draw();
});

sheet.addEventListener("pointerup", () => { start = null; });
sheet.addEventListener("pointercancel", () => { start = null; });
for (const field of fields) field.addEventListener("input", draw);
draw();
