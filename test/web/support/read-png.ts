// Reads a PNG file, strictly and without the writer's code: signature, chunk order and CRCs,
// lengths, filters. Supports the forms that the tests need: greyscale and palette of 1 to 8 bits,
// no interlacing. Throws on anything else.

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colorType: number;
  /** RGBA, four bytes a pixel, row by row. */
  readonly rgba: Uint8ClampedArray;
}

function insist(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`not a PNG: ${what}`);
}

/** CRC-32 bit by bit, from its definition. */
function crc(bytes: Uint8Array): number {
  let register = 0xffffffff;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const feedback = (register ^ (byte >> bit)) & 1;
      register = (register >>> 1) ^ (feedback ? 0xedb88320 : 0);
    }
  }
  return (register ^ 0xffffffff) >>> 0;
}

async function inflate(parts: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array> {
  const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function readPng(file: Uint8Array<ArrayBuffer>): Promise<Picture> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  insist(view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a, "signature");

  const names: string[] = [];
  const chunks = new Map<string, Uint8Array<ArrayBuffer>>();
  const data: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8));
    const content = file.subarray(at + 8, at + 8 + length);
    insist(view.getUint32(at + 8 + length) === crc(file.subarray(at + 4, at + 8 + length)), `CRC of ${name}`);
    names.push(name);
    if (name === "IDAT") data.push(content);
    chunks.set(name, content);
    at += 12 + length;
  }
  insist(/^IHDR (PLTE )?(tRNS )?(IDAT )+IEND$/.test(names.join(" ")), `chunks ${names.join(" ")}`);

  const header = chunks.get("IHDR") as Uint8Array<ArrayBuffer>;
  insist(header.length === 13, "IHDR");
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [bitDepth, colorType, compression, filterMethod, interlace] = Array.from(header.subarray(8)) as number[];
  insist(bitDepth === 1 || bitDepth === 2 || bitDepth === 4 || bitDepth === 8, "bit depth");
  insist(colorType === 0 || colorType === 3, "colour type");
  insist(compression === 0 && filterMethod === 0 && interlace === 0, "methods");
  insist(chunks.get("IEND")?.length === 0, "IEND");
  const palette = chunks.get("PLTE");
  const alpha = chunks.get("tRNS");
  insist((colorType === 3) === (palette !== undefined), "palette");

  const raw = await inflate(data);
  const rowBytes = Math.ceil((width * bitDepth) / 8);
  insist(raw.length === height * (1 + rowBytes), `${raw.length} bytes of pixels`);
  const rgba = new Uint8ClampedArray(4 * width * height);
  let above = new Uint8Array(rowBytes);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (1 + rowBytes)];
    insist(filter === 0 || filter === 2, `filter ${filter}`); // None and Up: the writer needs no others
    const row = raw.slice(y * (1 + rowBytes) + 1, (y + 1) * (1 + rowBytes));
    if (filter === 2) for (let i = 0; i < rowBytes; i++) row[i] = (row[i] as number) + (above[i] as number);
    for (let x = 0; x < width; x++) {
      const bit = x * bitDepth;
      const sample = ((row[bit >> 3] as number) >> (8 - bitDepth - (bit & 7))) & (2 ** bitDepth - 1);
      if (palette === undefined) {
        const grey = (sample * 255) / (2 ** bitDepth - 1);
        rgba.set([grey, grey, grey, 255], 4 * (y * width + x));
      } else {
        insist(3 * sample + 2 < palette.length, `colour ${sample}`);
        rgba.set([...palette.subarray(3 * sample, 3 * sample + 3), alpha?.[sample] ?? 255], 4 * (y * width + x));
      }
    }
    above = row;
  }
  return { width, height, bitDepth, colorType, rgba };
}
