/* Plots, drawn by Vega-Lite without eval: its expressions are interpreted. */
const charts = [];

const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

/* Copies a specification and puts the rows, and what depends on them, into it. */
function filled(name, values, { adapt, width } = {}) {
  const spec = structuredClone(settings.specs[name]);
  spec.data = { values };
  spec.width = width;
  spec.autosize = { type: "fit-x", contains: "padding" };
  const { color, y } = spec.encoding;
  if (spec.height.step) {
    const names = new Set(values.map((row) => row[y.field]));
    spec.height = spec.height.step * Math.max(1, names.size);
  }
  /* One legend for colour, dash and shape wants the same domain for all three. */
  for (const channel of Object.values(spec.encoding)) {
    if (channel.field === color?.field) {
      channel.scale = { ...channel.scale, domain: [...new Set(values.map((row) => row[color.field]))] };
    }
  }
  adapt?.(spec);
  return spec;
}

const drawInto = (element, spec, config) =>
  window.vegaEmbed(element, spec, {
    mode: "vega-lite", ast: true, actions: false, renderer: "svg", config,
    tooltip: false, defaultStyle: false,
  });

/* options: id, name (of the specification), title() , values(), adapt(spec, values), pick(datum),
 * empty() (a node in place of the plot, or null). The table under it is put in by the caller. */
function makeChart(options) {
  const holder = h("div.plot");
  const caption = h("figcaption");
  const saves = ["svg", "png"].map((type) =>
    h("button", { type: "button", onclick: () => save(type) }, say(`download_${type}`)),
  );
  const figure = h(
    "figure",
    { id: `${options.id}-plot` },
    h("div.plot-head", {}, caption, h("span.saves", {}, saves)),
    holder,
  );
  let view = null;
  let drawing = 0;

  async function draw() {
    const ticket = (drawing += 1);
    const nothing = options.empty?.() ?? null;
    const title = options.title();
    caption.textContent = title;
    saves.forEach((button, i) => {
      button.setAttribute("aria-label", `${title}: ${say("save_as", ["SVG", "PNG"][i])}`);
      button.hidden = nothing !== null;
    });
    if (nothing) {
      holder.replaceChildren(nothing);
      return;
    }
    const values = options.values();
    const width = Math.max(260, Math.floor(holder.clientWidth || 640));
    const spec = filled(options.name, values, { adapt: (s) => options.adapt?.(s, values), width });
    spec.description = title;
    const target = h("div");
    const { view: made } = await drawInto(target, spec, {
      ...settings.themes[isDark() ? "dark" : "light"],
      background: "transparent",
    });
    if (ticket !== drawing) {
      made.finalize();
      return;
    }
    view?.finalize();
    view = made;
    holder.replaceChildren(target);
    if (options.pick) {
      view.addEventListener("click", (_, item) => {
        const datum = item?.datum;
        if (datum) options.pick(Array.isArray(datum) ? datum[0] : datum);
      });
    }
  }

  /* For paper: on white, of one width, whatever the page looks like now. */
  async function save(type) {
    const values = options.values();
    const spec = filled(options.name, values, { adapt: (s) => options.adapt?.(s, values), width: 640 });
    const { view: paper } = await drawInto(h("div"), spec, settings.themes.light);
    const name = `policytext-${options.id}.${type}`;
    if (type === "svg") {
      saveFile(name, "image/svg+xml", await paper.toSVG());
    } else {
      const canvas = await paper.toCanvas(2);
      canvas.toBlob((blob) => saveFile(name, "image/png", blob), "image/png");
    }
    paper.finalize();
  }

  charts.push(draw);
  return { element: figure, draw };
}

/* One after the other, so that the page answers in between. */
async function drawAll() {
  for (const draw of charts) {
    await draw();
    await new Promise((resolve) => setTimeout(resolve));
  }
  document.documentElement.dataset.drawn = "true";
}

/* Lines and bars of the years between the first and the last; null where there are no speeches. */
function everyYear(years) {
  const out = [];
  for (let year = years[0]; year <= years[years.length - 1]; year += 1) out.push(year);
  return out;
}

const yearTicks = (spec, years) => {
  if (years.length <= 12) spec.encoding.x.axis.values = years;
};
