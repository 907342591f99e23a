// A page as a camera sees it: images placed on a background of one colour, and SVG painted from its
// rectangles.

export type Colour = readonly [red: number, green: number, blue: number];

export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

export function ground(width: number, height: number, colour: Colour): Canvas {
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < rgba.length; at += 4) rgba.set([...colour, 255], at);
  return { width, height, rgba };
}

/**
 * Places an image on a background that extends `margin` pixels around it and shows through its
 * transparent parts.
 */
export function laidOn(colour: Colour, margin: number, { width, height, rgba }: Canvas): Canvas {
  const page = ground(width + 2 * margin, height + 2 * margin, colour);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + x);
      const to = 4 * ((y + margin) * page.width + x + margin);
      const opaque = (rgba[from + 3] as number) / 255;
      for (let i = 0; i < 3; i++)
        page.rgba[to + i] = opaque * (rgba[from + i] as number) + (1 - opaque) * (page.rgba[to + i] as number);
    }
  return page;
}

const HEX: Readonly<Record<string, Colour>> = { "#fff": [255, 255, 255], "#000": [0, 0, 0] };

/**
 * Paints the elements of our SVG: `rect` from the origin, `path` of boxes one unit high. Throws on
 * anything else.
 */
export function paintSvg(svg: string): Canvas {
  const [, width, height, side] =
    /^<svg [^>]*? width="(\d+)" height="(\d+)" viewBox="0 0 (\d+) \3"[^>]*>/.exec(svg) ?? [];
  const [pixels, scale] = [Number(width), Number(width) / Number(side)];
  if (width !== height || !(scale > 0)) throw new Error(`not our SVG: ${svg.slice(0, 200)}`);
  const canvas: Canvas = { width: pixels, height: pixels, rgba: new Uint8ClampedArray(4 * pixels * pixels) };
  const box = (x: number, y: number, columns: number, rows: number, fill: string) => {
    for (let row = y * scale; row < (y + rows) * scale; row++)
      for (let column = x * scale; column < (x + columns) * scale; column++)
        canvas.rgba.set([...(HEX[fill] as Colour), 255], 4 * (row * pixels + column));
  };
  for (const [element, name] of svg
    .replace(/^<svg [^>]*>/, "")
    .replace(/<\/svg>$/, "")
    .matchAll(/<(\w+) [^>]*>/g)) {
    const value = (attribute: string) => new RegExp(` ${attribute}="([^"]*)"`).exec(element)?.[1] ?? "";
    if (name === "rect") box(0, 0, Number(value("width")), Number(value("height")), value("fill"));
    else if (name === "path") {
      const rest = value("d").replaceAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g, (all, x, y, length, back) => {
        if (length !== back) throw new Error(`an open box: ${all}`);
        box(Number(x), Number(y), Number(length), 1, value("fill"));
        return "";
      });
      if (rest !== "") throw new Error(`not a box: ${rest}`);
    } else throw new Error(`unknown element: ${element}`);
  }
  return canvas;
}
