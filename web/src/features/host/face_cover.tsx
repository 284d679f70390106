import type { Person } from "@/lib/api";

const room = 1.5; // around the face, as a multiple of its longer side
const thumbnailSide = 400; // pixels of its longer side
const sharpFrom = 96; // pixels of a face from which on the thumbnail is good enough

/** The face that stands for a person, cut from its photo. */
export function FaceCover({ cover }: { cover: Person["cover"] }) {
  const { box, width, height, urls } = cover;
  const side = Math.max(box.width * width, box.height * height) * room;
  const inThumbnail = (side / Math.max(width, height)) * thumbnailSide;
  const source = (inThumbnail >= sharpFrom ? urls.thumbnail : urls.preview) ?? undefined;
  const share = (pixels: number) => `${(pixels / side) * 100}%`;
  // The face in the middle, unless it is near an edge of the photo.
  const offset = (at: number, of: number) => share(-Math.max(0, Math.min(of - side, at - side / 2)));
  return (
    <span className="person__cover">
      <img
        src={source}
        alt=""
        loading="lazy"
        style={{
          inlineSize: share(width),
          left: offset((box.x + box.width / 2) * width, width),
          top: offset((box.y + box.height / 2) * height, height),
        }}
      />
    </span>
  );
}
