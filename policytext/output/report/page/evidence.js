/* The panel that shows the sentences behind a number. What it shows stands in the address as
 * open=KIND:ID, so that a link opens it again. */
const SENTENCES_SHOWN = 30;
const panel = document.getElementById("evidence");
const panelBody = document.getElementById("evidence-body");
const panelTitle = document.getElementById("evidence-title");
const openers = {};

function openEvidence(kind, id) {
  state.set("open", `${kind}:${id}`, { push: true });
  showEvidence();
}

function showEvidence() {
  const open = state.get("open");
  const at = open.indexOf(":");
  const opener = at > 0 ? openers[open.slice(0, at)] : undefined;
  const content = opener?.(open.slice(at + 1));
  if (!content) {
    if (panel.open) panel.close();
    return;
  }
  panelTitle.replaceChildren(content.title);
  panelBody.replaceChildren(...content.body.flat().filter(Boolean));
  panelBody.scrollTop = 0;
  if (!panel.open) panel.showModal();
  document.getElementById("evidence-close").focus();
}

panel.addEventListener("close", () => {
  if (state.get("open")) state.set("open", "");
});
panel.addEventListener("click", (event) => {
  if (event.target === panel) panel.close();
});
document.getElementById("evidence-close").addEventListener("click", () => panel.close());
state.follow(showEvidence);

/* A sentence with the evidence in it marked, and where it stands. */
function quote(sentence, marks = [], { where = true } = {}) {
  const text = sentences.text[sentence];
  const parts = [];
  let at = 0;
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    if (start < at || end <= start) continue;
    parts.push(text.slice(at, start), h("mark", {}, text.slice(start, end)));
    at = end;
  }
  parts.push(text.slice(at));
  return h("li.quote", {}, where ? whereIs(sentence) : null, h("p", {}, parts));
}

function whereIs(sentence) {
  const doc = docOf(sentence);
  const section = sentences.sections[sentences.section[sentence]];
  const year = docYear(doc);
  return h(
    "p.where",
    {},
    year ? h("span.year", {}, String(year)) : null,
    act(docTitle(doc), () => openEvidence("text", `${doc}.${sentence - firstOf[doc]}`)),
    section ? h("span", {}, section) : null,
    h("span", {}, say("line", sentences.line[sentence])),
  );
}

/* A list of places, so many at a time; marks in one sentence together. */
function quotes(places) {
  const grouped = new Map();
  for (const place of places) {
    if (!grouped.has(place.sentence)) grouped.set(place.sentence, []);
    grouped.get(place.sentence).push(place);
  }
  const all = [...grouped];
  const list = h("ol.quotes");
  const more = h("button.more", { type: "button", onclick: () => grow() });
  function grow() {
    const begin = list.children.length;
    list.append(
      ...all.slice(begin, begin + SENTENCES_SHOWN).map(([number, marks]) => quote(number, marks)),
    );
    const left = all.length - list.children.length;
    more.hidden = left <= 0;
    more.textContent = say("more", Math.min(left, SENTENCES_SHOWN));
    if (begin) list.children[begin].querySelector("button")?.focus();
  }
  grow();
  return h("div", {}, list, more);
}

/* Says which sentences a page has not got, and what prints all. */
function partOnly(words) {
  const held = sentences.text.length;
  if (held === sentences.total) return null;
  return h(
    "p.note",
    {},
    say("part_only", whole.format(held), whole.format(sentences.total)), " ", command(words),
  );
}

/* The places of the data's [sentence, start, end] triples, and a word where some are missing. */
function spots(triples, words) {
  const places = triples.map(placeOf).filter(Boolean);
  const lacking = places.length < triples.length;
  return [
    lacking ? h("p.note", {}, say("no_sentence"), " ", command(words)) : null,
    places.length ? quotes(places) : null,
  ];
}

/* term:改革 or string:改革 */
function termEvidence(term, asToken) {
  if (!term) return null;
  const all = findTerm(term);
  const tokens = all.filter((place) => place.token);
  const shown = asToken ? tokens : all;
  const choice = (kind, text, on) =>
    h(
      "button.choice",
      { type: "button", "aria-pressed": String(on), onclick: () => openEvidence(kind, term) },
      text,
    );
  return {
    title: term,
    body: [
      h(
        "p.choices",
        {},
        choice("term", say("as_token", whole.format(tokens.length)), asToken),
        choice("string", say("as_string", whole.format(all.length)), !asToken),
      ),
      partOnly(`kwic ${asToken ? "--tokens " : ""}${term}`),
      data.years.length > 1 && shown.length ? byYear(shown) : null,
      quotes(shown),
    ],
  };
}
openers.term = (term) => termEvidence(term, true);
openers.string = (term) => termEvidence(term, false);

/* How many places each year has, as a row of small bars with their numbers. */
function byYear(places) {
  const counts = new Map(data.years.map((year) => [year, 0]));
  for (const { sentence } of places) {
    const year = docYear(docOf(sentence));
    if (counts.has(year)) counts.set(year, counts.get(year) + 1);
  }
  const most = Math.max(1, ...counts.values());
  return h(
    "ul.years",
    {},
    [...counts].map(([year, count]) => {
      const bar = h("meter", { min: 0, max: most, value: count, "aria-label": `${year}: ${count}` });
      return h("li", {}, h("span", {}, String(year)), bar, h("b", {}, whole.format(count)));
    }),
  );
}
