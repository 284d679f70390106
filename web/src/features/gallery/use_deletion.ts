import { useCallback } from "react";
import { type Api, answer, type Photo } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useText } from "@/lib/text";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";

/** The views in which photos stand. */
export interface Views {
  hide: (ids: readonly string[]) => void;
  show: (photos: readonly Photo[]) => void;
}

type Action = "delete" | "restore";

/** Deletes photos at once and offers to take it back; says whether they are gone. */
export function useDeletion(api: Api, eventId: string, views: Views) {
  const t = useText();
  return useCallback(
    async (photos: readonly Photo[]): Promise<boolean> => {
      const apply = (action: Action) =>
        answer(
          api.POST("/api/v1/events/{eventId}/photos/bulk", {
            params: { path: { eventId } },
            body: { action, ids: photos.map(({ id }) => id) },
          }),
        );
      const restore = () =>
        apply("restore").then(
          () => views.show(photos),
          (error: unknown) => toast(problemText(t, asProblem(error).code)),
        );
      views.hide(photos.map(({ id }) => id));
      try {
        await apply("delete");
      } catch (error) {
        views.show(photos);
        toast(problemText(t, asProblem(error).code));
        return false;
      }
      toast(t("deleted", { count: photos.length }), { label: t("undo"), run: () => void restore() });
      return true;
    },
    [t, api, eventId, views],
  );
}
