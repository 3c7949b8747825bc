// What is new in a saved query since this browser opened it last. The time of that visit stays in
// the browser; without this script, *Count from now on* says the same to the archive.

const line = document.querySelector(".visit");

function told({ new: come, changed }) {
  const parts = [];
  if (come.length) parts.push(`${come.length.toLocaleString("en")} new`);
  if (changed.length) parts.push(`${changed.length.toLocaleString("en")} changed`);
  return parts.join(", ");
}

async function tell(since) {
  const { url } = line.dataset;
  const asked = `?since=${encodeURIComponent(since)}`;
  const answer = await fetch(`${url}.json${asked}`);
  if (!answer.ok) return;
  const words = told(await answer.json());
  const when = `${since.slice(0, 10)}, ${since.slice(11, 16)} UTC`;
  line.textContent = `Since your last visit here on ${when}: `;
  if (words) line.append(Object.assign(document.createElement("a"), { href: url + asked, textContent: words }));
  else line.append("nothing new or changed.");
  line.hidden = false;
}

if (line) {
  const key = `visited ${line.dataset.url}`;
  const since = localStorage.getItem(key);
  localStorage.setItem(key, line.dataset.now);
  if (since) tell(since);
}
