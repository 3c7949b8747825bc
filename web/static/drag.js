// Dragging over the bars of a chart fills in the range below it and shows that. Without this
// script, or without a pointer, the range is typed.

const chart = document.querySelector(".histogram .chart");
const form = document.querySelector(".histogram .range");
const bars = [...(chart?.querySelectorAll("a[data-period]") ?? [])];
let start = -1;
let end = -1;

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

function stop() {
  start = end = -1;
  mark();
}

chart?.addEventListener("dragstart", (event) => event.preventDefault());

chart?.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.pointerType === "touch") return;
  start = end = barAt(event);
});

chart?.addEventListener("pointermove", (event) => {
  if (start < 0) return;
  const now = barAt(event);
  if (now === end) return;
  end = now;
  mark();
});

// The release may happen anywhere; a click on the bar that it ends on is not wanted then.
document.addEventListener("pointerup", () => {
  if (start < 0) return;
  if (start === end) return stop();
  chart.addEventListener("click", (event) => event.preventDefault(), { once: true, capture: true });
  form.requestSubmit();
  start = -1;
});

document.addEventListener("pointercancel", stop);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && start >= 0) stop();
});
