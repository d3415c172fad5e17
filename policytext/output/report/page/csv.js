/* Tables and pictures as files. */
function saveFile(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = h("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const CSV_TYPE = "text/csv;charset=utf-8";

/* As the command line writes it: UTF-8, a header, "" for a quote, lines that end in \n. */
function toCsv(columns, rows) {
  const cell = (value) => {
    const text = Array.isArray(value) ? value.join("|") : String(plain(value));
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => row.map(cell).join(",") + "\n").join("");
}
