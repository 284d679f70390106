import { useCallback, useMemo } from "react";
import { type Api, answer, type Photo, type PhotoList } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useText } from "@/lib/text";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import type { PhotoAction } from "./lightbox";

/** Opens all photos of the moment that a photo stands for. */
export function useStackAction(api: Api, eventId: string): PhotoAction {
  const t = useText();
  const show = useShow();
  return useMemo(
    () => ({
      icon: "photos",
      label: t("stack.open"),
      offered: ({ stackSize }: Photo) => stackSize > 1,
      run: ({ stackId }: Photo) => {
        if (!stackId) return false;
        const params = { path: { eventId }, query: { stack: stackId, limit: 200 } };
        return show(answer(api.GET("/api/v1/events/{eventId}/photos", { params })));
      },
    }),
    [t, show, api, eventId],
  );
}

/** Opens the photos that look like one. */
export function useSimilarAction(api: Api, eventId: string): PhotoAction {
  const t = useText();
  const show = useShow();
  return useMemo(
    () => ({
      icon: "similar",
      label: t("similar.open"),
      offered: ({ status }: Photo) => status === "ready",
      run: ({ id: photoId }: Photo) => {
        const params = { path: { eventId, photoId }, query: { limit: 60 } };
        return show(answer(api.GET("/api/v1/events/{eventId}/photos/{photoId}/similar", { params })));
      },
    }),
    [t, show, api, eventId],
  );
}

/** The photos that were asked for, to be shown instead; false when there are none, of which a toast tells. */
function useShow() {
  const t = useText();
  return useCallback(
    async (asked: Promise<PhotoList>) => {
      try {
        const { items } = await asked;
        if (items.length > 0) return items;
        toast(t("similar.none"));
      } catch (error) {
        toast(problemText(t, asProblem(error).code));
      }
      return false;
    },
    [t],
  );
}
