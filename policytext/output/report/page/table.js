/* A table that is searched, filtered, sorted, turned page by page, and saved. */
const PAGE_ROWS = 15;

/* options: id, caption, columns, rows(), filters, search (keys of the columns searched), csv, drawn.
 * A column: key, label, number, show(row) -> node or text, value(row) to sort by, wide, short, plain
 * (not sorted). A filter: key, label, values ([[value, label]]), keeps(row, value).
 * csv: {columns, row(row) -> values}. */
function makeTable(options) {
  const table = { filters: [], search: [], ...options, shown: [] };
  table.byKey = new Map(table.columns.map((column) => [column.key, column]));
  table.key = (name) => `${table.id}.${name}`;
  table.change = (name, value) => {
    state.set(table.key(name), value);
    state.set(table.key("page"), "");
    drawTable(table);
  };
  const controls = tableControls(table);
  table.heads = tableHeads(table);
  table.body = h("tbody");
  const foot = tableFoot(table);
  const head = h("thead", {}, h("tr", {}, table.heads));
  const caption = h("caption.unseen", {}, table.caption);
  const element = h(
    "div.tabled",
    { id: `${table.id}-table` },
    controls,
    h(
      "div.frame",
      { tabindex: "0", role: "region", "aria-label": say("table_of", table.caption) },
      h("table", {}, caption, head, table.body),
    ),
    foot,
  );
  const follow = () => {
    const { input, selects, filters, key } = table;
    if (input && document.activeElement !== input) input.value = state.get(key("q"));
    filters.forEach((filter, i) => (selects[i].value = state.get(key(filter.key))));
    drawTable(table);
  };
  state.follow(follow);
  follow();
  return { element, follow, draw: () => drawTable(table), rows: () => table.shown };
}

/* The search and the filters above a table; null without any. */
function tableControls(table) {
  table.input = table.search.length
    ? h("input", {
        type: "search",
        id: `${table.id}-search`,
        placeholder: say("search"),
        "aria-label": say("search_in", table.caption),
        autocomplete: "off",
        oninput: (event) => table.change("q", event.target.value),
      })
    : null;
  table.selects = table.filters.map((filter) =>
    h(
      "select",
      {
        id: `${table.id}-${filter.key}`,
        onchange: (event) => table.change(filter.key, event.target.value),
      },
      filter.values.map(([value, label]) => h("option", { value }, label)),
    ),
  );
  if (!table.input && !table.filters.length) return null;
  const labelled = table.filters.map((filter, i) =>
    h("label", {}, h("span", {}, filter.label), table.selects[i]),
  );
  return h("div.controls", {}, table.input, labelled);
}

/* The heads of the columns, which sort: numbers the largest first, again for the other way. */
function tableHeads(table) {
  const sortBy = ({ key, number }) => {
    const now = state.get(table.key("sort"));
    const other = now.startsWith("-") ? now.slice(1) : `-${now}`;
    table.change("sort", now.replace("-", "") === key ? other : (number ? "-" : "") + key);
  };
  return table.columns.map((column) => {
    const sorts = { type: "button", title: say("sort_by"), onclick: () => sortBy(column) };
    const label = column.plain ? h("span", {}, column.label) : h("button", sorts, column.label);
    return h(`th${column.number ? ".number" : ""}`, { scope: "col" }, label);
  });
}

/* Under a table: which rows are shown, the pages, the download. */
function tableFoot(table) {
  const turn = (step) => {
    state.set(table.key("page"), String(pageOf(table) + step + 1));
    drawTable(table);
  };
  const save = () => {
    const { columns, row } = table.csv;
    saveFile(`policytext-${table.id}.csv`, CSV_TYPE, toCsv(columns, table.shown.map(row)));
  };
  table.counted = h("span.counted", { role: "status" });
  table.previous = h("button", { type: "button", onclick: () => turn(-1) }, say("previous"));
  table.next = h("button", { type: "button", onclick: () => turn(1) }, say("next"));
  const label = `${table.caption}: ${say("save_as", "CSV")}`;
  return h(
    "div.foot",
    {},
    table.counted,
    h("span.turn", {}, table.previous, table.next),
    h("button", { type: "button", "aria-label": label, onclick: save }, say("download_csv")),
  );
}

/* The page asked for, from 0, within those there are. */
function pageOf(table) {
  const pages = Math.max(1, Math.ceil(table.shown.length / PAGE_ROWS));
  return Math.min(Math.max(Number(state.get(table.key("page"))) || 1, 1), pages) - 1;
}

/* The rows that search and filters let through, in their order. */
function chooseRows({ rows, key, search, filters, byKey }) {
  const wanted = state.get(key("q")).trim().toLowerCase();
  const holds = (value) => String(value ?? "").toLowerCase().includes(wanted);
  let chosen = rows();
  if (wanted) chosen = chosen.filter((row) => search.some((name) => holds(row[name])));
  for (const filter of filters) {
    const value = state.get(key(filter.key));
    if (value) chosen = chosen.filter((row) => filter.keeps(row, value));
  }
  const sort = state.get(key("sort"));
  const by = byKey.get(sort.replace("-", ""));
  if (!by) return chosen;
  const sign = sort.startsWith("-") ? -1 : 1;
  const value = by.value ?? ((row) => row[by.key]);
  return [...chosen].sort((a, b) => compare(value(a), value(b), sign) || a.at - b.at);
}

function drawTable(table) {
  table.shown = chooseRows(table);
  const { shown, columns, body } = table;
  const page = pageOf(table);
  const rows = shown.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS);
  const cell = (row, column, i) =>
    h(
      (i ? "td" : "th") + ["number", "wide", "short"].map((name) => (column[name] ? `.${name}` : "")).join(""),
      { scope: i ? null : "row" },
      column.show ? column.show(row) : formatCell(column, row[column.key]),
    );
  body.replaceChildren(
    ...rows.map((row) => h("tr", {}, columns.map((column, i) => cell(row, column, i)))),
  );
  if (!rows.length) {
    body.append(h("tr", {}, h("td.none", { colspan: columns.length }, say("no_rows"))));
  }
  const from = rows.length ? page * PAGE_ROWS + 1 : 0;
  const to = rows.length ? from + rows.length - 1 : 0;
  table.counted.textContent = say("rows_of", ...[from, to, shown.length].map(whole.format));
  table.previous.disabled = page === 0;
  table.next.disabled = (page + 1) * PAGE_ROWS >= shown.length;
  const sort = state.get(table.key("sort"));
  const order = sort.startsWith("-") ? "descending" : "ascending";
  columns.forEach((column, i) => {
    const own = sort.replace("-", "") === column.key;
    table.heads[i].setAttribute("aria-sort", own ? order : "none");
  });
  table.drawn?.(shown);
}

const formatCell = ({ key, number }, value) => (number ? formatColumn(key, value) : String(value ?? ""));

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
