import { useMemo } from "react";
import { type Api, answer, type Photo } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useText } from "@/lib/text";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import type { PhotoAction } from "./lightbox";

/** Opens all photos of the moment that a photo stands for. */
export function useStackAction(api: Api, eventId: string): PhotoAction {
  const t = useText();
  return useMemo(
    () => ({
      icon: "photos",
      label: t("stack.open"),
      offered: ({ stackSize }: Photo) => stackSize > 1,
      run: async ({ stackId }: Photo) => {
        if (!stackId) return false;
        const params = { path: { eventId }, query: { stack: stackId, limit: 200 } };
        try {
          return (await answer(api.GET("/api/v1/events/{eventId}/photos", { params }))).items;
        } catch (error) {
          toast(problemText(t, asProblem(error).code));
          return false;
        }
      },
    }),
    [t, api, eventId],
  );
}
