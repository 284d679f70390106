import { useSpeech } from "@/lib/text";
import { isLanguage, languages } from "@/lib/texts/languages";

export function LanguageSwitch() {
  const { t, language, choose } = useSpeech();
  return (
    <select
      className="language"
      aria-label={t("language.label")}
      value={language}
      onChange={({ target }) => isLanguage(target.value) && void choose(target.value)}
    >
      {Object.entries(languages).map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
