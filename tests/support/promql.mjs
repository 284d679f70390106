// What expressions of PromQL ask for, as far as our dashboards and rules go.

/** `name{label="value"} 1` lines by name: a list of label objects. Histograms also under their bare name. */
export function parseMetrics(text) {
  const found = new Map();
  for (const line of text.split("\n")) {
    const match = line.match(/^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$/);
    if (!match) continue;
    const labels = Object.fromEntries([...(match[2] ?? "").matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [name, value]));
    if (!found.has(match[1])) found.set(match[1], []);
    found.get(match[1]).push(labels);
  }
  return found;
}

/** `[{metric, matchers: [{label, operator, value}]}]`, in the order of the expression. */
export function selectorsOf(expression) {
  const selectors = [];
  const bare = expression.replace(/\b(by|without|on|ignoring) *\([^)]*\)/g, "");
  for (const [, metric, braces] of bare.matchAll(/\b([a-zA-Z_][\w:]*)\b(?! *\()(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})?(?=(?:[^"]*"[^"]*")*[^"]*$)/g)) {
    if (!metric.includes("_") && !metric.includes(":")) continue; // keywords, units of time
    const matchers = [...(braces ?? "").matchAll(/(\w+) *(=~|!~|!=|=) *"((?:[^"\\]|\\.)*)"/g)];
    selectors.push({ metric, matchers: matchers.map(([, label, operator, value]) => ({ label, operator, value })) });
  }
  return selectors;
}

/** The labels that an expression groups by. */
export function groupedBy(expression) {
  return [...expression.matchAll(/\bby *\(([^)]*)\)/g)].flatMap(([, labels]) => labels.split(",").map((label) => label.trim()).filter(Boolean));
}
