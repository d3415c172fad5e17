/* The corpus: a row a document. */
{
  const rows = objects(data.docs);
  const tokensBy = new Map(data.years.map((year, i) => [year, data.sizes[i]]));
  const open = (kind) => (row) => openEvidence(kind, row.at);
  const columns = [
    {
      key: "title",
      label: say("col_title"),
      wide: true,
      value: (row) => row.title || row.doc,
      show: (row) => [
        act(row.title || row.doc, () => open("text")(row), say("doc_link", row.title || row.doc)),
        h("span.sub", {}, row.doc),
      ],
    },
    {
      key: "year",
      label: say("col_year"),
      number: true,
      show: (row) => act(String(row.year ?? "—"), () => open("year")(row), `${say("reasons")}: ${row.year ?? say("undated")}`),
    },
    {
      key: "year_evidence",
      label: say("col_year_evidence"),
      wide: true,
      show: (row) => h("span.small", {}, row.year_evidence.split("; ")[0] || say("no_year")),
    },
    { key: "place", label: say("col_place"), short: true },
    { key: "level", label: say("col_level"), short: true, show: (row) => nameOf("level", row.level) },
    { key: "speaker", label: say("col_speaker"), short: true },
    { key: "tokens", label: say("col_tokens"), number: true, show: (row) => act(formatNumber(row.tokens), () => open("text")(row), `${say("words")}: ${row.tokens}`) },
    {
      key: "repaired",
      label: say("col_repaired"),
      number: true,
      show: (row) => act(formatNumber(row.repaired), () => open("repairs")(row), `${say("repairs")}: ${row.repaired}`),
    },
    { key: "damaged", label: say("col_damaged"), number: true, show: (row) => act(formatNumber(row.damaged), () => open("repairs")(row), `${say("col_damaged")}: ${row.damaged}`) },
  ];
  const byYear = (row, value) => String(row.year ?? "—") === value;
  const years = data.years.map((year) => [String(year), String(year)]);
  if (rows.some((row) => row.year === null)) years.push(["—", say("undated")]);
  const table = makeTable({
    id: "corpus",
    caption: say("corpus"),
    columns,
    rows: () => rows,
    search: ["doc", "title", "speaker", "place", "year_evidence", "occasion"],
    filters: [
      { key: "year", label: say("year"), values: [["", say("all")], ...years], keeps: byYear },
      {
        key: "level",
        label: say("level"),
        values: valuesOf(rows, "level", (code) => nameOf("level", code)),
        keeps: (row, value) => row.level === value,
      },
    ],
    csv: { columns: data.docs.columns, row: (row) => data.docs.columns.map((name) => row[name]) },
  });
  const chart = makeChart({
    id: "corpus",
    name: "corpus",
    title: () => say("plot_corpus"),
    empty: () => (rows.length ? (data.years.length ? null : empty("empty_no_year")) : empty("empty_docs")),
    values: () =>
      (data.years.length > 1 && data.years[data.years.length - 1] - data.years[0] <= 80
        ? everyYear(data.years)
        : data.years
      ).map((year) => ({ year, tokens: tokensBy.get(year) ?? 0 })),
    adapt: (spec, values) => {
      /* One year is no wall. */
      if (values.length < 8) spec.mark.width = 48;
    },
    pick: ({ year }) => {
      state.set("corpus.year", String(year));
      table.follow();
    },
  });
  bodyOf("corpus").append(chart.element, table.element);
}
