import { online } from "@/lib/online";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { Icon } from "./icon";

export function OfflineBanner() {
  const t = useText();
  if (useStore(online)) return null;
  return (
    <p className="offline" role="status">
      <Icon name="offline" />
      {t("offline")}
    </p>
  );
}
