/* Terms: the most frequent, their lines through the years, and what tells each year. */
const openTerm = ({ term }) => openEvidence("term", term);
const termCell = (row) => act(row.term, () => openTerm(row), `${say("evidence")}: ${row.term}`);
const countCell = (name) => (row) =>
  act(formatColumn(name, row[name]), () => openTerm(row), `${say("evidence")}: ${row.term}, ${row[name]}`);
const numberColumn = (key, show) => ({ key, label: say(`col_${key}`), number: true, show });
{
  const rows = objects(data.terms);
  const years = data.years;
  const perMillion = (row, i) => (data.sizes[i] ? (row.by_year[i] * 1e6) / data.sizes[i] : 0);
  const MOST_LINES = 6;
  const byTerm = new Map(rows.map((row) => [row.term, row]));

  /* Without a choice: the terms that rose or fell most. */
  const usual = data.rising.filter((term) => byTerm.has(term));
  const drawn = () => {
    const chosen = state.get("lines");
    if (chosen === "-") return [];
    return chosen ? chosen.split(" ").filter((term) => byTerm.has(term)) : usual;
  };
  function toggle(term) {
    const now = drawn();
    const next = now.includes(term) ? now.filter((other) => other !== term) : [...now, term].slice(-MOST_LINES);
    state.set("lines", next.join(" ") || "-");
    lines.draw();
    table.draw();
  }

  const bars = makeChart({
    id: "terms",
    name: "terms",
    title: () => say("plot_terms"),
    empty: () => (rows.length ? null : empty("empty_terms")),
    values: () => rows.slice(0, 20).map(({ term, per_million }) => ({ term, per_million })),
    pick: openTerm,
  });
  const lines = makeChart({
    id: "lines",
    name: "lines",
    title: () => say(state.get("lines") ? "plot_lines" : "plot_rising"),
    empty: () => (rows.length ? noYears() : empty("empty_terms")),
    values: () =>
      drawn().flatMap((term) =>
        everyYear(years).map((year) => {
          const i = years.indexOf(year);
          return { term, year, per_million: i < 0 ? null : perMillion(byTerm.get(term), i) };
        }),
      ),
    adapt: (spec) => yearTicks(spec, years),
    pick: openTerm,
  });
  const columns = [
    { key: "term", label: say("col_term"), short: true, show: termCell },
    numberColumn("count", countCell("count")),
    numberColumn("per_million", countCell("per_million")),
    numberColumn("docs", countCell("docs")),
    numberColumn("dp"),
  ];
  if (years.length > 1) {
    columns.push({
      key: "drawn",
      label: say("draw"),
      plain: true,
      show: (row) => {
        const on = drawn().includes(row.term);
        return h(
          "button.choice",
          {
            type: "button",
            "aria-pressed": String(on),
            "aria-label": `${say(on ? "drawn" : "draw")}: ${row.term}`,
            onclick: () => toggle(row.term),
          },
          on ? "●" : "○",
        );
      },
    });
  }
  const table = makeTable({
    id: "terms",
    caption: say("plot_terms"),
    columns,
    rows: () => rows,
    search: ["term"],
    csv: {
      columns: [...data.terms.columns.slice(0, 5), ...years],
      row: (row) => [...data.terms.columns.slice(0, 5).map((name) => row[name]), ...row.by_year],
    },
  });
  state.follow(() => lines.draw());
  bodyOf("terms").append(
    rows.length ? h("div.side", {}, bars.element, table.element) : bars.element,
    lines.element,
  );

  const year = () => {
    const asked = state.get("telling.year");
    return data.telling[asked] ? asked : String(years[years.length - 1] ?? "");
  };
  const rowsOf = () => (data.telling[year()] ? objects(data.telling[year()]) : []);
  const told = makeChart({
    id: "telling",
    name: "telling",
    title: () => `${say("plot_telling")}${data.telling[year()] ? ` · ${year()}` : ""}`,
    empty: () => noYears() ?? (rowsOf().length ? null : empty("empty_terms")),
    values: () => rowsOf().map(({ term, g2 }) => ({ term, g2 })),
    pick: openTerm,
  });
  const tellingTable = () =>
    makeTable({
      id: "telling",
      caption: say("plot_telling"),
      columns: [
        { key: "term", label: say("col_term"), short: true, show: termCell },
        { ...numberColumn("count_b", countCell("count_b")), label: say("col_count_year") },
        { ...numberColumn("count_a", countCell("count_a")), label: say("col_count_rest") },
        numberColumn("log_ratio"),
        numberColumn("g2"),
      ],
      rows: rowsOf,
      csv: {
        columns: ["year", "term", "count_a", "count_b", "per_million_a", "per_million_b", "log_ratio", "g2"],
        row: (row) => [year(), row.term, row.count_a, row.count_b, row.per_million_a, row.per_million_b, row.log_ratio, row.g2],
      },
    });
  if (Object.keys(data.telling).length) {
    const made = tellingTable();
    const choice = chooser("telling.year", say("year"), years.map((y) => [String(y), String(y)]), year, () => {
      told.draw();
      made.draw();
    });
    bodyOf("terms").append(choice, h("div.side", {}, told.element, made.element));
  } else {
    bodyOf("terms").append(told.element);
  }
}
