/* Data, words and small helpers. Elements are made of nodes and text, never of markup. */
const settings = JSON.parse(document.getElementById("settings").textContent);
const data = JSON.parse(document.getElementById("data").textContent);
const words = settings.words;

/* The words of the interface; {0}, {1} are filled in. */
const say = (key, ...given) =>
  Object.hasOwn(words, key) ? words[key].replace(/\{(\d)\}/g, (_, i) => String(given[i])) : key;

/* A word for a code of the data (kind_money), else the code itself. */
const nameOf = (group, code) => {
  const key = `${group}_${code}`;
  return Object.hasOwn(words, key) ? words[key] : code;
};

/* An element: its tag with classes (p.lead), attributes, on… listeners, children. */
function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const language = settings.language === "zh" ? "zh-Hans" : "en";
const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const formatNumber = (value) =>
  typeof value !== "number" ? "" : (Number.isInteger(value) ? whole : fine).format(value);
/* Measures bear two decimals each, so that their columns line up. */
const measures = new Set(["per_million", "per_million_a", "per_million_b", "dp", "log_ratio", "g2"]);
const even = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const formatColumn = (key, value) =>
  measures.has(key) && typeof value === "number" ? even.format(value) : formatNumber(value);
const plain = (value) => (typeof value === "number" ? String(value) : value ?? "");

/* Rows of a table of the data as objects. */
function objects(table) {
  return table.rows.map((row, at) => {
    const object = { at };
    table.columns.forEach((name, i) => (object[name] = row[i]));
    return object;
  });
}

const docName = (number) => data.names[number][0];
const docYear = (number) => data.names[number][1];
const docTitle = (number) => {
  const row = data.docs.rows[number];
  return (row && row[data.docs.columns.indexOf("title")]) || docName(number);
};

/* Number of the document that a sentence is of. */
const firstOf = [];
{
  let next = 0;
  for (const count of data.sentences.counts) {
    firstOf.push(next);
    next += count;
  }
}
function docOf(sentence) {
  let low = 0;
  let high = firstOf.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firstOf[middle] <= sentence) low = middle;
    else high = middle - 1;
  }
  return low;
}

const empty = (key, ...given) => h("p.empty", {}, say(key, ...given));
const command = (words) => h("code", {}, `policytext ${words}`);
const bodyOf = (section) => document.querySelector(`#${section} .body`);
const announce = (text) => (document.getElementById("said").textContent = text);
const noYears = () =>
  data.years.length === 0
    ? empty("empty_no_year")
    : data.years.length === 1
      ? empty("empty_one_year", data.years[0])
      : null;
