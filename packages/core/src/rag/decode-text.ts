/** Bytes to text: UTF-8 and UTF-16 by their marks, plain UTF-8, then GB 18030, in which older Chinese files are. */
import { DocumentError } from './document.ts';

/** Control characters that text never holds, white space aside. */
const BINARY = /[^\P{Cc}\s]/u;
/** What a Chinese text in GB 18030 is mostly made of; a Latin text in another encoding decodes to rare signs instead. */
const USUAL = /[\p{ASCII}\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2030]/gu;
const USUAL_SHARE = 0.9;

/**
 * Returns the text of a file's bytes, without its byte order mark, line ends as `\n`.
 *
 * @param file names the file in errors
 * @throws DocumentError if the file is empty, binary, or in an encoding that can't be told
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (bytes.length === 0) throw new DocumentError(`${file}: the file is empty; text was needed; leave it out.`, file);
  const text = decodeMarked(bytes) ?? tryDecode(bytes, 'utf-8') ?? decodeChinese(bytes);
  if (text === undefined) {
    throw new DocumentError(
      `${file}: the bytes are neither UTF-8 nor UTF-16 with a mark nor GB 18030; text was needed; save the file as UTF-8.`,
      file,
    );
  }
  if (BINARY.test(text)) {
    throw new DocumentError(`${file}: control characters were found; text was needed; the file is binary.`, file);
  }
  if (text.trim() === '') {
    throw new DocumentError(`${file}: only white space was found; text was needed; leave it out.`, file);
  }
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}

function decodeMarked(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return tryDecode(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return tryDecode(bytes, 'utf-16be');
  return undefined;
}

function decodeChinese(bytes: Uint8Array): string | undefined {
  const text = tryDecode(bytes, 'gb18030');
  const usual = text?.match(USUAL)?.length ?? 0;
  return text !== undefined && usual >= USUAL_SHARE * text.length ? text : undefined;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined; // malformed in this encoding
    throw error;
  }
}
