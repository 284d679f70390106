import { useState } from "react";
import { useText } from "@/lib/text";
import { Confirm } from "@/ui/confirm";
import { Switch } from "@/ui/field";
import type { Apply } from "./settings";

/** Off until the host has read what it means and says that the guests know. */
export function FaceSearchSwitch({ on, apply }: { on: boolean; apply: Apply }) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const confirm = async () => {
    await apply({ settings: { faceSearch: true } });
    setAsking(false);
  };
  return (
    <>
      <Switch
        label={t("faces.title")}
        hint={t("faces.text")}
        checked={on}
        onChange={(wanted) => (wanted ? setAsking(true) : void apply({ settings: { faceSearch: false } }))}
      />
      {asking && (
        <Confirm
          title={t("faces.confirmTitle")}
          action={t("faces.confirm")}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          <ul className="points">
            <li>{t("faces.point1")}</li>
            <li>{t("faces.point2")}</li>
            <li>{t("faces.point3")}</li>
          </ul>
        </Confirm>
      )}
    </>
  );
}
