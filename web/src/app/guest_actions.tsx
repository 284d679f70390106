import { useState } from "react";
import { AddPhotos } from "@/features/upload/add_photos";
import { NamePrompt } from "@/features/upload/name_prompt";
import { UploadPanel } from "@/features/upload/upload_panel";
import type { JoinInfo } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { Icon } from "@/ui/icon";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import { showsOthers } from "./veil";
import type { Visit } from "./visit";

type Search = typeof import("@/features/selfie/find_me").FindMe;

interface ActionsProps {
  visit: Visit;
  privacy: JoinInfo["privacy"];
  onFound: () => void;
}

/** The two things a guest comes for, within reach of a thumb, and how the first of them is going. */
export function Actions({ visit, privacy, onFound }: ActionsProps) {
  const t = useText();
  const { state, settings } = useStore(visit.event);
  const queue = useStore(visit.queue);
  const found = useStore(visit.query.found);
  const pass = useStore(visit.guest.pass);
  const [Search, setSearch] = useState<Search | null>(null);
  const [naming, setNaming] = useState<"unasked" | "asking" | "answered">("unasked");

  const add = (files: File[]) => {
    visit.addFiles(files).catch(() => toast(t("upload.noSpace")));
    if (!pass?.displayName && naming === "unasked") setNaming("asking");
  };

  const search = () =>
    import("@/features/selfie/find_me")
      .then(({ FindMe }) => setSearch(() => FindMe))
      .catch((error: unknown) => toast(problemText(t, asProblem(error).code)));

  return (
    <div className="dock">
      {naming === "asking" && (
        <NamePrompt
          onName={async (name) => {
            await visit.guest.rename(name);
            setNaming("answered");
          }}
          onDecline={() => setNaming("answered")}
        />
      )}
      {queue && <UploadPanel queue={queue} />}
      {state === "open" && settings.guestUpload && (
        <AddPhotos className="button button--primary button--large" onFiles={add}>
          <Icon name="plus" />
          <span>{t("guest.addPhotos")}</span>
        </AddPhotos>
      )}
      {settings.faceSearch && showsOthers(settings, Date.now()) && (
        <button
          type="button"
          className="button button--large"
          onClick={() => (found ? onFound() : void search())}
        >
          <Icon name="face" />
          <span>{t("guest.findMe")}</span>
        </button>
      )}
      {Search && (
        <Search
          query={visit.query}
          privacy={privacy}
          onFound={() => {
            setSearch(null);
            onFound();
          }}
          onClose={() => setSearch(null)}
        />
      )}
    </div>
  );
}
