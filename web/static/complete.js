// Offers words and names of the archive while a query is typed; every page works without.
//   ↓ ↑  put an offer into the search box     Escape  closes the list, back to what was typed
// Enter is left alone: it searches for what stands in the box.

const PAUSE_MILLISECONDS = 150;
const SHORTEST = 2;
const LONGEST = 200;

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

class Completions {
  constructor(box) {
    this.box = box;
    this.typed = box.value;
    this.offers = [];
    this.chosen = -1;
    this.list = element("ul", { id: `${box.id}-list`, role: "listbox", "aria-label": "Completions" });
    this.list.className = "completions";
    this.list.hidden = true;
    box.after(this.list);
    this.told = element("span", { class: "unseen", role: "status" });
    this.list.after(this.told);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-expanded", "false");
    box.setAttribute("aria-controls", this.list.id);
    box.addEventListener("input", (event) => this.onInput(event));
    box.addEventListener("keydown", (event) => this.onKey(event));
    box.addEventListener("blur", () => this.close());
    box.form.addEventListener("submit", () => this.close());
    // The box keeps the focus while an offer is clicked.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.onClick(event));
  }

  onInput(event) {
    this.close();
    this.typed = this.box.value;
    if (!event.isComposing) this.timer = setTimeout(() => this.ask(), PAUSE_MILLISECONDS);
  }

  onKey(event) {
    if (this.list.hidden || event.isComposing) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "ArrowDown") this.choose(this.chosen + 1);
    else if (event.key === "ArrowUp") this.choose(this.chosen - 1);
    else if (event.key === "Escape") this.giveUp();
    else return;
    event.preventDefault();
  }

  onClick(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    this.box.value = this.offers[[...this.list.children].indexOf(option)];
    this.box.form.requestSubmit();
  }

  async ask() {
    const typed = this.typed;
    if (typed.trim().length < SHORTEST || typed.length > LONGEST) return;
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const answer = await fetch(`/suggest?q=${encodeURIComponent(typed)}`, { signal });
      if (!answer.ok) return;
      const [, offers, notes] = await answer.json();
      if (!signal.aborted && document.activeElement === this.box) this.show(offers, notes);
    } catch {
      // Completions are a comfort: without them the box is as good as before.
    }
  }

  show(offers, notes) {
    this.offers = offers;
    this.chosen = -1;
    this.list.replaceChildren(
      ...offers.map((offer, place) => {
        const option = element("li", {
          id: `${this.list.id}-${place}`,
          role: "option",
          "aria-selected": "false",
        });
        option.append(element("span", { dir: "auto" }, offer), element("small", {}, notes[place]));
        return option;
      }),
    );
    this.list.hidden = !offers.length;
    this.told.textContent = offers.length ? `${offers.length} to choose from with the arrow keys` : "";
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  // Before the first offer and after the last stands what was typed.
  choose(place) {
    const places = this.offers.length + 1;
    this.chosen = ((place + 1 + places) % places) - 1;
    [...this.list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === this.chosen));
    });
    if (this.chosen < 0) this.box.removeAttribute("aria-activedescendant");
    else this.box.setAttribute("aria-activedescendant", this.list.children[this.chosen].id);
    this.box.value = this.chosen < 0 ? this.typed : this.offers[this.chosen];
  }

  giveUp() {
    this.box.value = this.typed;
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.told.textContent = "";
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}

const box = document.getElementById("q");
if (box) new Completions(box);
