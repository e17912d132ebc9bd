/* Draws the charts whose numbers stand beside their pictures. Without it, the pictures stay. */
(() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const digits = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });
  const number = (value) => (value == null ? "–" : digits.format(value).replace("-", "−"));
  const wholeSteps = [...Array(13).keys()].flatMap((power) => [1, 2, 5].map((step) => step * 10 ** power));

  function series(one) {
    const colour = dark.matches ? one.dark : one.light;
    const few = one.x.length <= 40;
    return {
      label: one.name,
      stroke: colour,
      width: 2,
      dash: one.dashed ? [8, 5] : undefined,
      paths: one.line ? undefined : () => null,
      points: one.line ? { show: few, size: 6, fill: colour } : { show: true, size: 7, fill: colour + "80", width: 0 },
      // Of the place under the pointer, not of the series' next one.
      value: (chart, value, index) => (chart.cursor.idx == null ? "–" : number(chart.data[index][chart.cursor.idx])),
    };
  }

  function axis(label, size, whole, space) {
    return {
      label,
      space,
      ...(whole ? { incrs: wholeSteps } : {}),
      labelSize: 22,
      size,
      stroke: style("--muted"),
      grid: { stroke: style("--line"), width: 1 },
      ticks: { show: false },
      font: "12px system-ui, sans-serif",
      labelFont: "13px system-ui, sans-serif",
      values: (chart, splits) => splits.map(number),
    };
  }

  function draw(place, plot, width, height, key) {
    const whole = plot.series.every((one) => one.x.every((x) => Math.abs(x - Math.round(x)) < 1e-3));
    const reach = (chart, least, most) => uPlot.rangeNum(Math.min(least, plot.least ?? least), most, 0.1, true);
    const apart = (chart, index, least, most) => 24 + 7 * Math.max(number(least).length, number(most).length);
    const tables = plot.series.map((one) => [one.x, one.y]);
    return new uPlot(
      {
        width,
        height,
        cursor: { sync: { key }, drag: { x: true, y: false }, focus: { prox: 24 } },
        focus: { alpha: 0.35 },
        scales: { x: { time: false, dir: plot.inverted ? -1 : 1 }, y: { range: reach } },
        axes: [axis(plot.x, 36, whole, apart), axis(plot.y, 58, false, 30)],
        series: [{ label: plot.x, value: (chart, value) => number(value) }, ...plot.series.map(series)],
      },
      uPlot.join(tables),
      place,
    );
  }

  function show(figure, index) {
    const chart = JSON.parse(figure.querySelector("script").textContent);
    const picture = figure.querySelector("img");
    const place = document.createElement("div");
    place.className = "chart";
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", picture.alt);
    const heading = document.createElement("h3");
    heading.textContent = chart.title;
    place.append(heading);
    figure.prepend(place);
    figure.classList.add("live");
    const height = Math.round(chart.height / chart.plots.length) - 56;
    let plots = [];
    const all = () => {
      plots.forEach((plot) => plot.destroy());
      plots = chart.plots.map((plot) => draw(place, plot, figure.clientWidth, height, "chart" + index));
    };
    all();
    dark.addEventListener("change", all);
    new ResizeObserver(() => plots.forEach((plot) => plot.setSize({ width: figure.clientWidth, height }))).observe(figure);
  }

  document.querySelectorAll("figure:has(> script)").forEach(show);
  document.getElementById("hint").hidden = false;
})();
