import { describe, expect, test } from "vitest";
import { allTexts } from "../../build/texts";
import { type Plural, translator } from "./text";
import { type Language, languages } from "./texts/languages";

const codes = Object.keys(languages) as Language[];
const names = (text: string) => new Set(text.match(/\{\w+\}/g));
const forms = (text: string | Plural) => (typeof text === "string" ? [text] : Object.values(text));

describe.each(codes)("the texts in %s", (code) => {
  const texts = Object.entries(allTexts[code]);

  test("are the same ones as in English, and none is empty", () => {
    expect(texts.map(([key]) => key).sort()).toEqual(Object.keys(allTexts.en).sort());
    for (const [key, text] of texts) for (const form of forms(text)) expect(form.trim(), key).not.toBe("");
  });

  test("name the same values", () => {
    for (const [key, text] of texts) {
      const english: string | Plural = allTexts.en[key as keyof typeof allTexts.en];
      const expected = names(typeof english === "string" ? english : english.other);
      const given = names(typeof text === "string" ? text : text.other);
      expect(given, key).toEqual(expected);
    }
  });

  test("have every form in which the language counts", () => {
    const categories = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    for (const [key, text] of texts) {
      if (typeof text === "string") continue;
      for (const category of categories) {
        if (category !== "many") expect(text[category], `${key}: ${category}`).toBeDefined();
      }
    }
  });
});

test("a count chooses its form and is written as the language writes numbers", () => {
  const t = translator("en", allTexts.en);
  expect(t("gallery.count", { count: 1 })).toBe("1 photo");
  expect(t("gallery.count", { count: 12_345 })).toBe("12,345 photos");
});

test("a value is data, even when it looks like a name", () => {
  expect(translator("en", allTexts.en)("gallery.photoBy", { name: "{name} $&" })).toBe("Photo by {name} $&");
});
