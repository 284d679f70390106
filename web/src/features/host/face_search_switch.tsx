import { useState } from "react";
import { useHostText } from "@/lib/text";
import { Confirm } from "@/ui/confirm";
import { Switch } from "@/ui/field";
import type { Apply } from "./settings";

/** Asks both ways: on means that the guests know, off deletes what was found. */
export function FaceSearchSwitch({ on, apply }: { on: boolean; apply: Apply }) {
  const t = useHostText();
  const [asking, setAsking] = useState<"on" | "off" | null>(null);
  const close = () => setAsking(null);
  const confirm = async () => {
    await apply({ settings: { faceSearch: asking === "on" } });
    close();
  };
  return (
    <>
      <Switch
        label={t("faces.title")}
        hint={t("faces.text")}
        checked={on}
        onChange={(wanted) => setAsking(wanted ? "on" : "off")}
      />
      {asking === "on" && (
        <Confirm
          title={t("faces.confirmTitle")}
          action={t("faces.confirm")}
          onConfirm={confirm}
          onClose={close}
        >
          <ul className="points">
            <li>{t("faces.point1")}</li>
            <li>{t("faces.point2")}</li>
            <li>{t("faces.point3")}</li>
          </ul>
        </Confirm>
      )}
      {asking === "off" && (
        <Confirm
          title={t("faces.offTitle")}
          action={t("faces.off")}
          danger
          onConfirm={confirm}
          onClose={close}
        >
          <p>{t("faces.offText")}</p>
        </Confirm>
      )}
    </>
  );
}
