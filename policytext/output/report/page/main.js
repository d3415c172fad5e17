/* The frame of the page: summary, search for any term, sections, theme, print, what is left out. */
{
  const years = data.years;
  const undated = data.names.filter(([, year]) => year === null).length;
  const span = years.length ? (years.length > 1 ? `${years[0]}–${years[years.length - 1]}` : String(years[0])) : "";
  const fact = (number, label) => h("span", {}, h("b", {}, number), ` ${label}`);
  document.getElementById("summary").append(
    ...[
      fact(whole.format(data.names.length), say("speeches")),
      span ? h("span", {}, h("b", {}, span)) : null,
      fact(whole.format(data.tokens), say("words")),
      undated ? fact(whole.format(undated), say("undated")) : null,
    ].filter(Boolean),
  );

  document.getElementById("finder").addEventListener("submit", (event) => {
    event.preventDefault();
    const term = document.getElementById("find-term").value.trim();
    if (term) openEvidence("string", term);
  });

  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });

  const links = [...document.querySelectorAll("[data-at]")];
  function goTo(name, smooth) {
    const section = document.getElementById(name);
    if (!section || section.tagName !== "SECTION") return;
    section.scrollIntoView({ behavior: smooth ? "smooth" : "auto" });
    section.focus({ preventScroll: true });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#at="]');
    if (!link) return;
    event.preventDefault();
    const name = link.getAttribute("href").slice(4);
    state.set("at", name, { push: true });
    goTo(name, !matchMedia("(prefers-reduced-motion: reduce)").matches);
  });
  state.follow(() => goTo(state.get("at"), false));
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        for (const link of links) {
          if (link.dataset.at === target.id) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      }
    },
    { rootMargin: "-20% 0px -75% 0px" },
  );
  for (const section of document.querySelectorAll("main > section")) seen.observe(section);

  const theme = document.getElementById("theme");
  const applyTheme = () => {
    const chosen = state.get("theme");
    theme.value = chosen;
    if (chosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
  };
  theme.addEventListener("change", () => {
    state.set("theme", theme.value);
    applyTheme();
    drawAll();
  });
  applyTheme();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  document.getElementById("print").addEventListener("click", () => print());

  let width = window.innerWidth;
  let waiting = 0;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(drawAll, 200);
  });

  const left = document.getElementById("left-out");
  left.append(
    data.left_out.length
      ? h(
          "ul.plain",
          {},
          data.left_out.map(([what, shown, total, words]) =>
            h("li", {}, h("b", {}, say(`left_${what}`)), " ", say("left_line", whole.format(shown), whole.format(total)), " ", command(words)),
          ),
        )
      : h("p", {}, say("nothing_left")),
  );

  showEvidence();
  if (state.get("at")) goTo(state.get("at"), false);
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
  drawAll();
}
