import { Suspense, useMemo, useState } from "react";
import { PhotoGrid } from "@/features/gallery/photo_grid";
import { useLightboxActions } from "@/features/gallery/use_lightbox_actions";
import type { Match, Receipt } from "@/lib/api";
import { useDates } from "@/lib/format";
import { asProblem } from "@/lib/problem";
import { useText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { Confirm } from "@/ui/confirm";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import { DigestOffer } from "./digest_offer";
import type { Found, StandingQuery } from "./standing_query";

export interface MyPhotosProps {
  query: StandingQuery;
  found: Found;
  mayDownload: boolean;
  onErased: (receipt: Receipt) => void;
}

/** The photos that the guest is in; those that arrive later come in by themselves. */
export default function MyPhotos({ query, found, mayDownload, onErased }: MyPhotosProps) {
  const t = useText();
  const dates = useDates();
  const notMe = useNotMe(query);
  const actions = useLightboxActions(notMe, mayDownload);
  const tiers = { match: ofTier(found.matches, "match"), maybe: ofTier(found.matches, "maybe") };
  return (
    <>
      {found.matches.length === 0 && (
        <Blank icon="face" title={t("mine.none")}>
          <p>{t("mine.noneYet")}</p>
        </Blank>
      )}
      {tiers.match.length > 0 && (
        <section aria-label={t("mine.match")}>
          <PhotoGrid photos={tiers.match} actions={actions} />
        </section>
      )}
      {tiers.maybe.length > 0 && (
        <section aria-label={t("mine.maybe")}>
          <h2 className="tier">{t("mine.maybe")}</h2>
          <PhotoGrid photos={tiers.maybe} actions={actions} />
        </section>
      )}
      <Suspense fallback={null}>
        <DigestOffer query={query} />
      </Suspense>
      <footer className="face-data">
        <p>{t("mine.live", { date: dates.day(found.expiresAt) })}</p>
        <Erase query={query} onErased={onErased} />
      </footer>
    </>
  );
}

const ofTier = (matches: readonly Match[], tier: Match["tier"]) =>
  matches.filter((match) => match.tier === tier).map(({ photo }) => photo);

function useNotMe(query: StandingQuery) {
  const t = useText();
  return useMemo(
    () => [
      {
        icon: "notMe" as const,
        label: t("mine.notMe"),
        offered: () => true,
        run: async ({ id }: { id: string }) => {
          try {
            await query.notMe(id);
          } catch (error) {
            toast(problemText(t, asProblem(error).code));
            return false;
          }
          const takeBack = () =>
            query.me(id).catch((error: unknown) => toast(problemText(t, asProblem(error).code)));
          toast(t("mine.removed"), { label: t("undo"), run: () => void takeBack() });
          return true;
        },
      },
    ],
    [t, query],
  );
}

function Erase({ query, onErased }: Pick<MyPhotosProps, "query" | "onErased">) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const erase = async () => {
    try {
      onErased(await query.erase());
    } catch (error) {
      toast(problemText(t, asProblem(error).code));
      setAsking(false);
    }
  };
  return (
    <>
      <button type="button" className="button button--danger" onClick={() => setAsking(true)}>
        {t("erase.button")}
      </button>
      {asking && (
        <Confirm
          title={t("erase.title")}
          action={t("erase.confirm")}
          danger
          onConfirm={erase}
          onClose={() => setAsking(false)}
        >
          <p>{t("erase.text")}</p>
        </Confirm>
      )}
    </>
  );
}
