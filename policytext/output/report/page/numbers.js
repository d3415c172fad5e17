/* The numbers the speeches quote, and indicators through the years. */
openers.number = (id) => {
  const row = objects(data.numbers)[id];
  if (!row) return null;
  return {
    title: `${row.subject || "—"} ${row.raw}`,
    body: [
      h(
        "p.where",
        {},
        [nameOf("kind", row.kind), row.reading ? say(row.reading) : "", row.ref_year ? `${row.ref_year}` : "", row.change]
          .filter(Boolean)
          .map((text) => h("span", {}, text)),
      ),
      spots([row.spot], "stats"),
    ].flat(),
  };
};

/* The size in which values are written, as the texts do: 亿, 万 or one. */
function scaleOf(values) {
  const most = Math.max(...values.map(Math.abs));
  if (most >= 1e8) return [1e8, "亿"];
  return most >= 1e5 ? [1e4, "万"] : [1, ""];
}
{
  const rows = objects(data.numbers);
  const open = (row) => openEvidence("number", row.at);
  const lines = data.indicators.map(([name, reading, unit, points]) => ({ name, reading, unit, points }));
  const keys = [...new Set(lines.map((line) => `${line.name}\t${line.unit}`))];
  const NAME = "indicator";
  const chosen = () => (keys.includes(state.get(NAME)) ? state.get(NAME) : keys[0]);
  const pointsOf = () =>
    lines
      .filter((line) => `${line.name}\t${line.unit}` === chosen())
      .flatMap((line) =>
        line.points.map(([year, value, row]) => ({ year, value, row, reading: say(line.reading || "result") })),
      );
  const nameAndUnit = (key) => key.split("\t");
  const titled = () => {
    const [name, unit] = nameAndUnit(chosen());
    return unit ? `${name}（${unit}）` : name;
  };

  const chart = makeChart({
    id: "indicator",
    name: "indicator",
    title: () => (keys.length ? titled() : say("plot_indicator")),
    empty: () => (rows.length ? (keys.length ? null : empty("empty_indicators")) : empty("empty_numbers")),
    values: () => {
      const points = pointsOf();
      const [by] = scaleOf(points.map((point) => point.value));
      return points.map((point) => ({ ...point, value: point.value / by }));
    },
    adapt: (spec) => {
      const [, unit] = nameAndUnit(chosen());
      const [, prefix] = scaleOf(pointsOf().map((point) => point.value));
      spec.encoding.y.title = prefix + unit || say("col_value");
      const years = [...new Set(pointsOf().map((point) => point.year))].sort();
      yearTicks(spec, years);
    },
    pick: ({ row }) => row >= 0 && openEvidence("number", row),
  });
  const points = keys.length
    ? makeTable({
        id: "indicator",
        caption: say("plot_indicator"),
        columns: [
          { key: "year", label: say("col_ref_year"), number: true, show: (row) => String(row.year) },
          {
            ...numberColumn("value"),
            show: (row) =>
              act(formatNumber(row.value), () => row.row >= 0 && openEvidence("number", row.row), `${say("evidence")}: ${row.year}, ${row.value}`),
          },
          { key: "reading", label: say("col_reading") },
        ],
        rows: () =>
          pointsOf()
            .sort((a, b) => a.year - b.year)
            .map((row, at) => ({ ...row, at })),
        csv: {
          columns: ["indicator", "unit", "year", "value", "reading"],
          row: (row) => [...nameAndUnit(chosen()), row.year, row.value, row.reading],
        },
      })
    : null;
  if (keys.length) {
    const values = keys.map((key) => {
      const [name, unit] = nameAndUnit(key);
      return [key, unit ? `${name}（${unit}）` : name];
    });
    const choice = chooser(NAME, say("indicator"), values, chosen, () => {
      chart.draw();
      points.draw();
    });
    bodyOf("numbers").append(choice, h("div.side", {}, chart.element, points.element));
  } else {
    bodyOf("numbers").append(chart.element);
  }

  if (rows.length) {
    const years = [...new Set(rows.map((row) => docYear(row.doc)))].filter((year) => year !== null).sort();
    const table = makeTable({
      id: "numbers",
      caption: say("numbers"),
      columns: [
        { key: "subject", label: say("col_subject"), wide: true, show: (row) => act(row.subject || "—", () => open(row), `${say("evidence")}: ${row.subject} ${row.raw}`) },
        { key: "raw", label: say("col_raw"), short: true, show: (row) => act(row.raw, () => open(row), `${say("evidence")}: ${row.subject} ${row.raw}`) },
        numberColumn("value", (row) =>
          row.value === null
            ? ""
            : act(
                formatNumber(row.value) + (row.value_max === null ? "" : `–${formatNumber(row.value_max)}`),
                () => open(row), `${say("evidence")}: ${row.subject} ${row.raw}`,
              ),
        ),
        { key: "unit", label: say("col_unit") },
        { key: "change", label: say("col_change") },
        numberColumn("ref_year", (row) => String(row.ref_year ?? "")),
        { key: "reading", label: say("col_reading"), show: (row) => (row.reading ? say(row.reading) : "") },
        { key: "year", label: say("col_doc"), wide: true, value: (row) => docYear(row.doc), show: (row) => h("span.small", {}, `${docYear(row.doc) ?? ""} ${docTitle(row.doc)}`) },
      ],
      rows: () => rows,
      search: ["subject", "raw"],
      filters: [
        { key: "unit", label: say("unit"), values: valuesOf(rows, "unit"), keeps: (row, value) => row.unit === value },
        { key: "kind", label: say("kind"), values: valuesOf(rows, "kind", (code) => nameOf("kind", code)), keeps: (row, value) => row.kind === value },
        { key: "ref_year", label: say("ref_year"), values: valuesOf(rows, "ref_year"), keeps: (row, value) => String(row.ref_year) === value },
        { key: "year", label: say("year"), values: [["", say("all")], ...years.map((year) => [String(year), String(year)])], keeps: (row, value) => String(docYear(row.doc)) === value },
        { key: "reading", label: say("reading"), values: valuesOf(rows, "reading", say), keeps: (row, value) => row.reading === value },
      ],
      csv: {
        columns: ["doc", "year", "subject", "value", "value_max", "unit", "kind", "approx", "change", "ref_year", "raw", "reading", "sentence"],
        row: (row) => [
          docName(row.doc), docYear(row.doc), row.subject, row.value, row.value_max, row.unit, row.kind, row.approx,
          row.change, row.ref_year, row.raw, row.reading, sentences.text[row.spot[0]] ?? "",
        ],
      },
    });
    bodyOf("numbers").append(h("h3", {}, say("numbers")), table.element);
  }
}
