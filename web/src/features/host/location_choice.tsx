import { useHostText } from "@/lib/text";
import type { Apply } from "./settings";

const choices = ["off", "city", "exact"] as const;
const texts = { off: "location.off", city: "location.city", exact: "location.exact" } as const;

interface LocationChoiceProps {
  value: (typeof choices)[number];
  apply: Apply;
}

/** What guests are told of where a photo was taken. */
export function LocationChoice({ value, apply }: LocationChoiceProps) {
  const t = useHostText();
  return (
    <fieldset className="settings__part">
      <legend>
        <h2>{t("location.title")}</h2>
      </legend>
      {choices.map((location) => (
        <label key={location} className="choice">
          <input
            type="radio"
            name="location"
            checked={value === location}
            onChange={() => void apply({ settings: { location } })}
          />
          <span>{t(texts[location])}</span>
        </label>
      ))}
    </fieldset>
  );
}
