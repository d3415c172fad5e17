/* One document in the panel: its text, the evidence for its year, its repairs. */
const TEXT_SHOWN = 200;

/* text:DOC or text:DOC.SENTENCE */
openers.text = (id) => {
  const [doc, sentence] = id.split(".").map(Number);
  if (!data.names[doc]) return null;
  const first = firstOf[doc];
  const held = sentences.counts[doc];
  const marked = Number.isFinite(sentence) ? first + sentence : -1;
  const from = marked < 0 ? first : Math.max(first, Math.min(marked - 20, first + held - TEXT_SHOWN));
  const list = h("ol.text");
  const line = (number) =>
    h(
      `li${number === marked ? ".here" : ""}`,
      {},
      h("span.line", { "aria-label": say("line", sentences.line[number]) }, String(sentences.line[number])),
      h("span", {}, sentences.text[number]),
    );
  let begin = from;
  let end = from;
  const more = h("button.more", { type: "button", onclick: () => grow() });
  const earlier = h("button.more", {
    type: "button",
    onclick: () => {
      const start = Math.max(first, begin - TEXT_SHOWN);
      for (let i = begin - 1; i >= start; i -= 1) list.prepend(line(i));
      begin = start;
      label();
    },
  });
  function label() {
    more.hidden = end >= first + held;
    earlier.hidden = begin <= first;
    more.textContent = say("more", Math.min(TEXT_SHOWN, first + held - end));
    earlier.textContent = say("more", Math.min(TEXT_SHOWN, begin - first));
  }
  function grow() {
    const start = end;
    end = Math.min(first + held, end + TEXT_SHOWN);
    for (let i = start; i < end; i += 1) list.append(line(i));
    label();
  }
  grow();
  const about = data.about[doc];
  if (marked >= 0) {
    requestAnimationFrame(() => list.querySelector(".here")?.scrollIntoView({ block: "center" }));
  }
  return {
    title: docTitle(doc),
    body: [
      h(
        "p.where",
        {},
        docYear(doc) ? h("span.year", {}, String(docYear(doc))) : null,
        h("span", {}, docName(doc)),
        about ? act(say("reasons"), () => openEvidence("year", doc)) : null,
        about ? act(say("repairs"), () => openEvidence("repairs", doc)) : null,
      ),
      partOnly(`clean ${docName(doc)}`),
      earlier,
      list,
      more,
    ],
  };
};

openers.year = (id) => {
  const about = data.about[id];
  if (!about) return null;
  const row = objects(data.docs)[id];
  const bounds =
    row.year_from || row.year_to
      ? say("year_range", row.year_from ?? "…", row.year_to ?? "…")
      : null;
  return {
    title: `${row.year ?? "—"} · ${docTitle(id)}`,
    body: [
      row.year_evidence === "metadata" ? h("p", {}, say("given_year")) : null,
      row.year ? null : h("p", {}, say("no_year")),
      bounds && row.year_evidence !== "metadata" ? h("p", {}, bounds) : null,
      h(
        "ol.quotes",
        {},
        about.reasons.map(([wording, spot]) => {
          const place = placeOf(spot);
          return h("li", {}, h("p.reason", {}, wording), place ? quoteOnly(place) : null);
        }),
      ),
    ],
  };
};

const quoteOnly = (place) => h("ul.quotes", {}, quote(place.sentence, [place]));

openers.repairs = (id) => {
  const about = data.about[id];
  if (!about) return null;
  const kinds = Object.entries(about.repairs);
  if (!kinds.length) return { title: docTitle(id), body: [h("p", {}, say("no_repairs"))] };
  return {
    title: `${say("repairs")} · ${docTitle(id)}`,
    body: [
      h("p.note", {}, say("examples_of"), " ", command("clean --repairs")),
      kinds.map(([kind, count]) => [
        h("h3", {}, nameOf("repair", kind), " ", h("small", {}, whole.format(count))),
        h(
          "ul.repairs",
          {},
          about.examples
            .filter(([other]) => other === kind)
            .map(([, line, before, after, spot]) => {
              const place = placeOf(spot);
              return h(
                "li",
                {},
                h("span.line", {}, say("line", line)),
                h("del", {}, before),
                after ? h("ins", {}, after) : null,
                place ? quoteOnly(place) : null,
              );
            }),
        ),
      ]).flat(),
    ],
  };
};
