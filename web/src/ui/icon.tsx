import { type IconName, iconPaths } from "./icon_paths";

/** Decorative: what it stands for is said by the text beside it, or by the label of its button. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={iconPaths[name]} />
    </svg>
  );
}
