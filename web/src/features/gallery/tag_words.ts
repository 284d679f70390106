import type { Translate } from "@/lib/text";

/** The tags that come with Snapory, and so have a word in every language. */
const people = ["solo", "couple", "group"] as const;
const look = ["black and white", "screenshot", "blurred", "dark"] as const;
const objects = [
  "bed",
  "bicycle",
  "bird",
  "boat",
  "bottle",
  "bus",
  "cake",
  "car",
  "cat",
  "cell phone",
  "chair",
  "couch",
  "cup",
  "dining table",
  "dog",
  "horse",
  "laptop",
  "motorcycle",
  "pizza",
  "potted plant",
  "skateboard",
  "skis",
  "snowboard",
  "surfboard",
  "teddy bear",
  "tie",
  "train",
  "tv",
  "umbrella",
  "vase",
  "wine glass",
] as const;

const known = new Set<string>([...people, ...look, ...objects]);
type Known = (typeof people)[number] | (typeof look)[number] | (typeof objects)[number];
const isKnown = (tag: string): tag is Known => known.has(tag);

/** A tag in the reader's language; one of a host's own model pack is shown as it is. */
export const tagWord = (t: Translate, tag: string): string => (isKnown(tag) ? t(`tag.${tag}`) : tag);
