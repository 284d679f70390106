import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Language, languages } from "../src/lib/texts/languages.ts";
import { fill, marks } from "./pages.ts";

const template = (name: string) => readFileSync(new URL(`../templates/${name}`, import.meta.url), "utf8");

describe.each(Object.keys(languages) as Language[])("the pages in %s", (code) => {
  test.each(["guest.mustache", "shell.html"])("%s has nothing left to fill in at build time", (name) => {
    const page = fill(template(name), marks(code, "<link>"));
    expect(page).not.toMatch(/\[\[/);
    expect(page).toContain(`<html lang="${code}"`);
  });

  test("hold neither style attributes nor scripts of their own", () => {
    for (const name of ["guest.mustache", "shell.html"]) {
      const page = fill(template(name), marks(code, ""));
      expect(page).not.toMatch(/\sstyle=|\son\w+=|<style/);
      expect(page.match(/<script(?! type="application\/json")/)).toBeNull();
    }
  });
});

test("a name that nothing knows is a mistake", () => {
  expect(() => fill("[[no.such]]", new Map())).toThrow("no.such");
});
