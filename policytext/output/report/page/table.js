/* A table that is searched, filtered, sorted, turned page by page, and saved. */
const PAGE_ROWS = 15;

/* options: id, caption, columns, rows, filters, search (keys of the columns searched), csv.
 * A column: key, label, number, show(row) -> node or text, wide. A filter: key, label, values
 * ([[value, label]]), keeps(row, value). csv: {columns, row(row) -> values}. */
function makeTable(options) {
  const { id, columns, filters = [], search = [] } = options;
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const key = (name) => `${id}.${name}`;
  let shown = [];

  const input = search.length
    ? h("input", {
        type: "search",
        id: `${id}-search`,
        placeholder: say("search"),
        "aria-label": say("search_in", options.caption),
        autocomplete: "off",
        oninput: () => change("q", input.value),
      })
    : null;
  const selects = filters.map((filter) =>
    h(
      "select",
      { id: `${id}-${filter.key}`, onchange: (event) => change(filter.key, event.target.value) },
      filter.values.map(([value, label]) => h("option", { value }, label)),
    ),
  );
  const body = h("tbody");
  const heads = columns.map((column) =>
    h(
      `th${column.number ? ".number" : ""}`,
      { scope: "col" },
      column.plain
        ? h("span", {}, column.label)
        : h("button", { type: "button", title: say("sort_by"), onclick: () => sortBy(column.key) }, column.label),
    ),
  );
  const counted = h("span.counted", { role: "status" });
  const previous = h("button", { type: "button", onclick: () => turn(-1) }, say("previous"));
  const next = h("button", { type: "button", onclick: () => turn(1) }, say("next"));
  const save = h(
    "button",
    {
      type: "button",
      "aria-label": `${options.caption}: ${say("save_as", "CSV")}`,
      onclick: () => {
        const { columns: names, row } = options.csv;
        saveFile(`policytext-${id}.csv`, "text/csv;charset=utf-8", toCsv(names, shown.map(row)));
      },
    },
    say("download_csv"),
  );

  function change(name, value) {
    state.set(key(name), value);
    state.set(key("page"), "");
    draw();
  }

  function sortBy(name) {
    const first = byKey.get(name).number ? "-" : "";
    const now = state.get(key("sort"));
    const other = now.startsWith("-") ? now.slice(1) : `-${now}`;
    change("sort", now.replace("-", "") === name ? other : first + name);
  }

  function turn(step) {
    state.set(key("page"), String(pageNumber() + step + 1));
    draw();
  }

  function pageNumber() {
    const pages = Math.max(1, Math.ceil(shown.length / PAGE_ROWS));
    return Math.min(Math.max(Number(state.get(key("page"))) || 1, 1), pages) - 1;
  }

  function choose() {
    const wanted = state.get(key("q")).trim().toLowerCase();
    let rows = options.rows();
    if (wanted) {
      rows = rows.filter((row) =>
        search.some((name) => String(row[name] ?? "").toLowerCase().includes(wanted)),
      );
    }
    for (const filter of filters) {
      const value = state.get(key(filter.key));
      if (value) rows = rows.filter((row) => filter.keeps(row, value));
    }
    const sort = state.get(key("sort"));
    const by = byKey.get(sort.replace("-", ""));
    if (by) {
      const sign = sort.startsWith("-") ? -1 : 1;
      const value = by.value ?? ((row) => row[by.key]);
      rows = [...rows].sort((a, b) => compare(value(a), value(b), sign) || a.at - b.at);
    }
    return rows;
  }

  function draw() {
    shown = choose();
    const page = pageNumber();
    const rows = shown.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS);
    body.replaceChildren(
      ...rows.map((row) =>
        h(
          "tr",
          {},
          columns.map((column, i) =>
            h(
              (i ? "td" : "th") + (column.number ? ".number" : "") + (column.wide ? ".wide" : "") + (column.short ? ".short" : ""),
              { "data-label": column.label, scope: i ? null : "row" },
              column.show ? column.show(row) : formatCell(row[column.key], column.number),
            ),
          ),
        ),
      ),
    );
    if (!rows.length) {
      body.append(h("tr", {}, h("td.none", { colspan: columns.length }, say("no_rows"))));
    }
    const from = shown.length ? page * PAGE_ROWS + 1 : 0;
    counted.textContent = say(
      "rows_of", whole.format(from), whole.format(from ? from + rows.length - 1 : 0),
      whole.format(shown.length),
    );
    previous.disabled = page === 0;
    next.disabled = (page + 1) * PAGE_ROWS >= shown.length;
    const sort = state.get(key("sort"));
    columns.forEach((column, i) => {
      const own = sort.replace("-", "") === column.key;
      heads[i].setAttribute("aria-sort", own ? (sort.startsWith("-") ? "descending" : "ascending") : "none");
    });
    options.drawn?.(shown);
  }

  function follow() {
    if (input && document.activeElement !== input) input.value = state.get(key("q"));
    filters.forEach((filter, i) => (selects[i].value = state.get(key(filter.key))));
    draw();
  }
  state.follow(follow);

  const controls = h(
    "div.controls",
    {},
    input,
    filters.map((filter, i) => h("label", {}, h("span", {}, filter.label), selects[i])),
  );
  const element = h(
    "div.tabled",
    { id: `${id}-table` },
    input || filters.length ? controls : null,
    h(
      "div.frame",
      { tabindex: "0", role: "region", "aria-label": say("table_of", options.caption) },
      h("table", {}, h("caption.unseen", {}, options.caption), h("thead", {}, h("tr", {}, heads)), body),
    ),
    h("div.foot", {}, counted, h("span.turn", {}, previous, next), save),
  );
  follow();
  return { element, draw, follow, rows: () => shown };
}

const formatCell = (value, number) => (number ? formatNumber(value) : String(value ?? ""));

function compare(a, b, sign) {
  const none = (value) => value === null || value === undefined || value === "";
  if (none(a) || none(b)) return none(a) - none(b);
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * String(a).localeCompare(String(b), "zh-Hans");
}

/* A filter over the values that rows have, most frequent first. */
function valuesOf(rows, name, label = (value) => String(value)) {
  const counts = new Map();
  for (const row of rows) {
    const value = row[name];
    if (value !== null && value !== undefined && value !== "") {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const ordered = [...counts].sort((a, b) =>
    typeof a[0] === "number" ? a[0] - b[0] : b[1] - a[1],
  );
  return [["", say("all")], ...ordered.map(([value]) => [String(value), label(value)])];
}

/* A button that looks like what it says. */
const act = (text, onclick, label) =>
  h("button.act", { type: "button", onclick, "aria-label": label }, text);

/* A select above a plot and its table, whose value stands in the address. */
function chooser(key, label, values, now, changed) {
  const select = h(
    "select",
    {
      id: key.replace(".", "-"),
      onchange: () => {
        state.set(key, select.value);
        changed();
      },
    },
    values.map(([value, text]) => h("option", { value }, text)),
  );
  const follow = () => (select.value = now());
  follow();
  state.follow(() => {
    follow();
    changed();
  });
  return h("div.controls", {}, h("label", {}, h("span", {}, label), select));
}
