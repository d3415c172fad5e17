/* Each year against the one before it: terms, slogans, sentences. */
const SENTENCE_STATUSES = ["reworded", "new", "dropped"];

const LINES_SHOWN = 6;

/* A list of which some items are shown, and a button for the rest. */
function growing(items) {
  const list = h("ol.quotes", {}, items.slice(0, LINES_SHOWN));
  const left = items.length - LINES_SHOWN;
  const more = h("button.more", {
    type: "button",
    onclick: () => {
      list.append(...items.slice(LINES_SHOWN));
      more.remove();
      items[LINES_SHOWN].querySelector("button")?.focus();
    },
  }, say("more", left));
  return h("div", {}, list, left > 0 ? more : null);
}

/* The edits of a reworded sentence, {-old-} and {+new+}, as del and ins. */
function marked(edits) {
  const parts = [];
  const pattern = /\{-((?:[^\\{}]|\\.)*)-\}|\{\+((?:[^\\{}]|\\.)*)\+\}|((?:[^\\{}]|\\.)+)/gsu;
  const bare = (text) => text.replace(/\\(.)/gsu, "$1");
  for (const [, before, after, same] of edits.matchAll(pattern)) {
    if (before !== undefined) parts.push(h("del", {}, bare(before)));
    else if (after !== undefined) parts.push(h("ins", {}, bare(after)));
    else parts.push(bare(same));
  }
  return parts;
}
{
  const body = bodyOf("changes");
  const changes = data.changes;
  const idOf = (change) => `${change.a}-${change.b}`;
  const now = () => changes.find((change) => idOf(change) === state.get("pair")) ?? changes[changes.length - 1];
  const terms = () => objects(now().terms);

  const chart = makeChart({
    id: "changes",
    name: "changes",
    title: () => say("plot_changes") + (changes.length ? ` · ${now().a} → ${now().b}` : ""),
    empty: () => (changes.length ? (terms().length ? null : empty("empty_terms")) : noYears()),
    values: () => {
      const { b } = now();
      const rows = terms();
      const more = rows.filter((row) => row.g2 > 0).slice(0, 12);
      const less = rows.filter((row) => row.g2 < 0).slice(0, 12).reverse();
      return [...more, ...less].map(({ term, g2 }) => ({ term, g2, side: say(g2 > 0 ? "more_in" : "less_in", b) }));
    },
    pick: openTerm,
  });
  if (!changes.length) {
    body.append(chart.element);
  } else {
    const table = makeTable({
      id: "changes",
      caption: say("plot_changes"),
      columns: [
        { key: "term", label: say("col_term"), short: true, show: termCell },
        numberColumn("count_a", countCell("count_a")),
        numberColumn("count_b", countCell("count_b")),
        numberColumn("per_million_a", countCell("per_million_a")),
        numberColumn("per_million_b", countCell("per_million_b")),
        numberColumn("log_ratio"),
        numberColumn("g2"),
      ],
      rows: terms,
      csv: {
        columns: ["year_a", "year_b", ...changes[0].terms.columns],
        row: (row) => [now().a, now().b, ...changes[0].terms.columns.map((name) => row[name])],
      },
    });
    const slogans = h("div");
    const wording = h("div.wording");
    const redraw = () => {
      chart.draw();
      table.draw();
      slogans.replaceChildren(...changedSlogans(now()));
      wording.replaceChildren(...changedWording(now()));
    };
    const choice = chooser(
      "pair", say("pair"), changes.map((change) => [idOf(change), `${change.a} → ${change.b}`]).reverse(),
      () => idOf(now()), redraw,
    );
    body.append(
      choice, chart.element, table.element, h("h3", {}, say("changed_slogans")), slogans,
      h("h3", {}, say("changed_wording")), wording,
    );
    slogans.replaceChildren(...changedSlogans(now()));
    wording.replaceChildren(...changedWording(now()));
  }

  function changedSlogans(change) {
    if (!change.slogans.length) return [empty("no_slogan_change")];
    const columns = ["slogan", "kind", "status", "count_a", "count_b", "before", "items_a", "items_b"];
    const groups = ["new", "dropped", "revised"].map((status) => [status, change.slogans.filter((row) => row[2] === status)]);
    const item = ([slogan, , , , , before, itemsA, itemsB]) => {
      const number = sloganNumber.get(slogan);
      const open = () => (number === undefined ? openEvidence("string", slogan) : openEvidence("slogan", number));
      return h(
        "li",
        {},
        before && before !== slogan ? [h("del", {}, before), " → "] : null,
        act(slogan, open, `${say("evidence")}: ${slogan}`),
        itemsA && itemsB && itemsA !== itemsB
          ? h("span.small", {}, " ", h("del", {}, itemsA.replaceAll("|", "、")), " → ", h("ins", {}, itemsB.replaceAll("|", "、")))
          : null,
      );
    };
    const save = () =>
      saveFile(
        `policytext-slogans-${change.a}-${change.b}.csv`, CSV_TYPE,
        toCsv(["year_a", "year_b", ...columns], change.slogans.map((row) => [change.a, change.b, ...row])),
      );
    return [
      h(
        "div.columns",
        {},
        groups
          .filter(([, rows]) => rows.length)
          .map(([status, rows]) =>
            h("div", {}, h("h4", {}, say(status), " ", h("small", {}, String(rows.length))), h("ul.plain", {}, rows.map(item))),
          ),
      ),
      change.slogans_left
        ? h("p.note", {}, say("slogans_more", change.slogans_left), " ", command(`diff ${change.a} ${change.b} --slogans`))
        : null,
      h("div.foot", {}, h("button", { type: "button", onclick: save, "aria-label": `${say("changed_slogans")}: ${say("save_as", "CSV")}` }, say("download_csv"))),
    ].filter(Boolean);
  }

  function changedWording(change) {
    const ask = `diff ${change.a} ${change.b} --wording`;
    if (!change.wording) return [h("p.empty", {}, say("too_long", change.a, change.b), " ", command(ask))];
    const { counts, lines } = change.wording;
    const status = SENTENCE_STATUSES.includes(state.get("wording")) ? state.get("wording") : counts.reworded ? "reworded" : "new";
    const shown = lines.filter((row) => row[0] === status);
    const choices = SENTENCE_STATUSES.map((name) =>
      h(
        "button.choice",
        {
          type: "button",
          "aria-pressed": String(name === status),
          onclick: () => {
            state.set("wording", name);
            wordingAgain();
          },
        },
        `${say(name)} ${whole.format(counts[name])}`,
      ),
    );
    const wordingAgain = () => {
      const holder = document.querySelector("#changes .wording");
      holder.replaceChildren(...changedWording(change));
      holder.querySelector('[aria-pressed="true"]').focus();
    };
    const line = ([, similarity, a, b, edits]) => {
      const [from, to] = [placeOf(a), placeOf(b)];
      const place = to ?? from;
      const text = edits ? marked(edits) : place ? [sentences.text[place.sentence]] : [];
      return h(
        "li.quote",
        {},
        h(
          "p.where",
          {},
          [from, to].filter(Boolean).map(({ sentence }) => {
            const doc = docOf(sentence);
            return act(
              `${docYear(doc)} · ${say("line", sentences.line[sentence])}`,
              () => openEvidence("text", `${doc}.${sentence - firstOf[doc]}`),
              `${docTitle(doc)}, ${say("line", sentences.line[sentence])}`,
            );
          }),
          similarity === null || similarity === undefined ? null : h("span", {}, `${say("col_similarity")} ${Math.round(similarity * 100)}%`),
        ),
        text.length ? h("p", {}, text) : h("p.note", {}, say("no_sentence"), " ", command(ask)),
      );
    };
    const textOf = (spot) => (spot[0] < 0 ? "" : sentences.text[spot[0]]);
    const save = () =>
      saveFile(
        `policytext-wording-${change.a}-${change.b}.csv`, CSV_TYPE,
        toCsv(
          ["year_a", "year_b", "status", "similarity", "text_a", "text_b", "edits"],
          lines.map(([name, similarity, a, b, edits]) => [change.a, change.b, name, similarity, textOf(a), textOf(b), edits]),
        ),
      );
    return [
      h("p.choices", {}, choices),
      h("p.note", {}, say("counts_wording", counts.kept, counts.reworded, counts.dropped, counts.new)),
      growing(shown.map(line)),
      shown.length < counts[status] ? h("p.note", {}, say("best_of", shown.length), " ", command(ask)) : null,
      h("div.foot", {}, h("button", { type: "button", onclick: save, "aria-label": `${say("changed_wording")}: ${say("save_as", "CSV")}` }, say("download_csv"))),
    ].filter(Boolean);
  }
}
