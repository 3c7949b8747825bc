// Dragging over the bars of a chart, by mouse, pen or finger, fills in the range below it and shows
// that. Without this script, or without a pointer, the range is typed.

const chart = document.querySelector(".histogram .chart");
const form = document.querySelector(".histogram .range");
const bars = [...(chart?.querySelectorAll("a[data-period]") ?? [])];
let start = -1;
let end = -1;
let hasDragged = false;

function barAt(event) {
  const box = chart.getBoundingClientRect();
  const place = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
  return Math.min(Math.max(place, 0), bars.length - 1);
}

function ends() {
  return start < end ? [start, end] : [end, start];
}

function mark() {
  const [first, last] = ends();
  bars.forEach((bar, place) => {
    bar.classList.toggle("dragged", start >= 0 && first !== last && place >= first && place <= last);
  });
  if (start < 0) return;
  form.elements["date.from"].value = bars[first].dataset.period;
  form.elements["date.to"].value = bars[last].dataset.period;
}

// What was typed stands again in the fields of a drag that is given up.
function stop() {
  if (start >= 0) form.reset();
  start = end = -1;
  mark();
}

chart?.addEventListener("dragstart", (event) => event.preventDefault());

// The style lets a finger scroll up and down and keeps its way across for this; a second finger,
// which zooms, ends the drag.
chart?.addEventListener("pointerdown", (event) => {
  if (!event.isPrimary) return stop();
  hasDragged = false;
  if (event.button !== 0) return;
  start = end = barAt(event);
});

chart?.addEventListener("pointermove", (event) => {
  if (start < 0 || !event.isPrimary) return;
  const now = barAt(event);
  if (now === end) return;
  end = now;
  mark();
});

// The release may happen anywhere.
document.addEventListener("pointerup", (event) => {
  if (start < 0 || !event.isPrimary) return;
  if (start === end) return stop();
  hasDragged = true;
  form.requestSubmit();
  start = -1;
});

// The bar that a drag ends on is not meant to be clicked.
chart?.addEventListener("click", (event) => hasDragged && event.preventDefault(), { capture: true });

document.addEventListener("pointercancel", stop);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && start >= 0) stop();
});

// Back from what was shown, nothing is dragged any more.
window.addEventListener("pageshow", () => {
  start = end = -1;
  hasDragged = false;
  mark();
});
