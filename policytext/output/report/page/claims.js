/* Claims that the texts themselves let us check. */
openers.claim = (id) => {
  const row = objects(data.claims)[id];
  if (!row) return null;
  return {
    title: `${nameOf("check", row.check)} · ${say(row.ok ? "holds" : "fails")}`,
    body: [
      h("dl.pair", {}, h("dt", {}, say("col_claimed")), h("dd", {}, row.claimed), h("dt", {}, say("col_computed")), h("dd", {}, row.computed)),
      spots([row.spot], "audit"),
    ].flat(),
  };
};
{
  const rows = objects(data.claims);
  const open = (row) => openEvidence("claim", row.at);
  const label = (row) => `${say("evidence")}: ${nameOf("check", row.check)}, ${row.claimed}`;
  const chart = makeChart({
    id: "claims",
    name: "claims",
    title: () => say("plot_audit"),
    empty: () => (rows.length ? null : empty("empty_claims")),
    values: () => {
      const counts = new Map();
      for (const row of rows) {
        const key = `${row.check} ${row.ok}`;
        if (!counts.has(key)) {
          counts.set(key, { check: nameOf("check", row.check), code: row.check, count: 0, ok: say(row.ok ? "holds" : "fails") });
        }
        counts.get(key).count += 1;
      }
      const fails = say("fails");
      return [...counts.values()].sort((a, b) => (b.ok === fails) - (a.ok === fails) || b.count - a.count);
    },
    adapt: (spec) => {
      spec.encoding.color.scale.domain = [say("fails"), say("holds")];
    },
    pick: ({ code }) => {
      state.set("claims.check", code);
      table.follow();
    },
  });
  const table = makeTable({
    id: "claims",
    caption: say("audit"),
    columns: [
      { key: "check", label: say("col_check"), short: true, show: (row) => act(nameOf("check", row.check), () => open(row), label(row)) },
      { key: "ok", label: say("col_ok"), value: (row) => Number(row.ok), show: (row) => h(`span.verdict.${row.ok ? "good" : "bad"}`, {}, `${row.ok ? "✓" : "✗"} ${say(row.ok ? "holds" : "fails")}`) },
      { key: "claimed", label: say("col_claimed"), short: true, show: (row) => act(row.claimed, () => open(row), label(row)) },
      { key: "computed", label: say("col_computed"), short: true, show: (row) => act(row.computed, () => open(row), label(row)) },
      { key: "sentence", label: say("evidence"), wide: true, plain: true, show: (row) => h("span.small.clamp", {}, sentences.text[row.spot[0]] ?? "") },
      { key: "year", label: say("col_doc"), wide: true, value: (row) => docYear(row.doc), show: (row) => h("span.small", {}, `${docYear(row.doc) ?? ""} ${docTitle(row.doc)}`) },
    ],
    rows: () => rows,
    search: ["claimed", "computed"],
    filters: [
      { key: "check", label: say("check"), values: valuesOf(rows, "check", (code) => nameOf("check", code)), keeps: (row, value) => row.check === value },
      { key: "ok", label: say("col_ok"), values: [["", say("all")], ["false", say("fails")], ["true", say("holds")]], keeps: (row, value) => String(row.ok) === value },
    ],
    csv: {
      columns: ["doc", "year", "check", "claimed", "computed", "ok", "sentence"],
      row: (row) => [docName(row.doc), docYear(row.doc), row.check, row.claimed, row.computed, row.ok, sentences.text[row.spot[0]] ?? ""],
    },
  });
  bodyOf("audit").append(chart.element);
  if (rows.length) bodyOf("audit").append(table.element);
}
