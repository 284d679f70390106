import { useMemo } from "react";
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

/** Each says whether all of the photos went the way they were meant to go. */
export interface Deletion {
  /** Takes photos away at once and offers to take that back. */
  remove: (photos: readonly Photo[]) => Promise<boolean>;
  /** Brings deleted photos back. */
  restore: (photos: readonly Photo[]) => Promise<boolean>;
}

export function useDeletion(api: Api, eventId: string, views: Views): Deletion {
  const t = useText();
  return useMemo(() => {
    const failed = (error: unknown) => {
      toast(problemText(t, asProblem(error).code));
      return false;
    };
    /** Gives the photos to which it could be done. */
    const apply = async (action: "delete" | "restore", photos: readonly Photo[]) => {
      const params = { path: { eventId } };
      const body = { action, ids: photos.map(({ id }) => id) };
      const changed = await answer(api.POST("/api/v1/events/{eventId}/photos/bulk", { params, body }));
      const done = "ids" in changed ? changed.ids : [];
      return photos.filter(({ id }) => done.includes(id));
    };
    const restore = async (photos: readonly Photo[]) => {
      try {
        const back = await apply("restore", photos);
        views.show(back.map((photo) => ({ ...photo, eraseAt: null })));
        const all = back.length === photos.length;
        toast(all ? t("restored", { count: back.length }) : t("restored.tooLate"));
        return all;
      } catch (error) {
        return failed(error);
      }
    };
    const remove = async (photos: readonly Photo[]) => {
      views.hide(photos.map(({ id }) => id));
      try {
        const gone = await apply("delete", photos);
        const undo = { label: t("undo"), run: () => void restore(gone) };
        toast(t("deleted", { count: gone.length }), undo);
        return true;
      } catch (error) {
        views.show(photos);
        return failed(error);
      }
    };
    return { remove, restore };
  }, [t, api, eventId, views]);
}
