/* Slogans: a row each, and their lives. */
const sloganNumber = new Map(data.slogans.rows.map((row, at) => [row[0], at]));
const sloganRows = objects(data.slogans);
openers.slogan = (id) => {
  const row = sloganRows[id];
  if (!row) return null;
  return {
    title: `“${row.slogan}”`,
    body: [
      h("p.where", {}, h("span", {}, nameOf("kind", row.kind)), row.stated ? h("span", {}, row.stated) : null),
      row.items
        ? h("div", {}, h("h3", {}, say("stands_for")), h("ol.items", {}, row.items.split("|").map((item) => h("li", {}, item))))
        : null,
      h(
        "p.choices",
        {},
        h("button.choice", { type: "button", onclick: () => openEvidence("string", row.slogan) }, say("as_string", findTerm(row.slogan).length)),
      ),
      row.count > row.uses.length
        ? h("p.note", {}, say("shown_of", row.uses.length, row.count), " ", command(`slogans --each`))
        : null,
      spots(row.uses, "slogans --each"),
    ].flat(),
  };
};
{
  const rows = sloganRows;
  const MOST = 25;
  let chart = null;
  let timed = [];
  const open = (row) => openEvidence("slogan", row.at);
  const linked = (key, format) =>
    numberColumn(key, (row) =>
      row[key] === null
        ? ""
        : act(String(format(row[key])), () => open(row), `${say(`col_${key}`)}: ${row.slogan}, ${row[key]}`),
    );
  const table = makeTable({
    id: "slogans",
    caption: say("slogans"),
    columns: [
      { key: "slogan", label: say("col_slogan"), wide: true, show: (row) => act(row.slogan, () => open(row), `${say("evidence")}: ${row.slogan}`) },
      { key: "kind", label: say("col_kind"), short: true, show: (row) => nameOf("kind", row.kind) },
      numberColumn("count", (row) => act(formatNumber(row.count), () => open(row), `${say("evidence")}: ${row.slogan}, ${row.count}`)),
      numberColumn("unquoted", (row) =>
        row.unquoted === null
          ? ""
          : act(formatNumber(row.unquoted), () => openEvidence("string", row.slogan), `${say("unquoted")}: ${row.slogan}, ${row.unquoted}`),
      ),
      linked("docs", formatNumber),
      linked("first_year", plain),
      linked("last_year", plain),
      { key: "items", label: say("col_items"), wide: true, show: (row) => h("span.small", {}, row.items.replaceAll("|", " · ")) },
    ],
    rows: () => rows,
    search: ["slogan", "items"],
    filters: [
      { key: "kind", label: say("kind"), values: valuesOf(rows, "kind", (code) => nameOf("kind", code)), keeps: (row, value) => row.kind === value },
      {
        key: "year",
        label: say("year"),
        values: [["", say("all")], ...data.years.map((year) => [String(year), String(year)])],
        keeps: (row, value) => Object.hasOwn(row.by_year, value),
      },
    ],
    csv: {
      columns: data.slogans.columns.slice(0, 9),
      row: (row) => data.slogans.columns.slice(0, 9).map((name) => row[name]),
    },
    drawn: () => chart?.draw(),
  });
  chart = makeChart({
    id: "slogans",
    name: "slogans",
    title: () => say("plot_slogans"),
    empty: () => {
      if (!rows.length) return empty("empty_slogans");
      timed = table.rows().filter((row) => row.first_year !== null).slice(0, MOST);
      return timed.length ? null : empty("empty_timeline");
    },
    values: () =>
      [...timed]
        .sort((a, b) => a.first_year - b.first_year || a.at - b.at)
        .flatMap((row) =>
          Object.entries(row.by_year).map(([year, count]) => ({
            slogan: row.slogan, at: row.at, year: Number(year), count,
            first_year: row.first_year, last_year: row.last_year,
          })),
        ),
    adapt: (spec) => {
      if (data.years.length <= 12) spec.layer[1].encoding.x.axis.values = data.years;
    },
    pick: open,
  });
  bodyOf("slogans").append(chart.element);
  if (rows.length) bodyOf("slogans").append(table.element);
}
