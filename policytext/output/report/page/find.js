/* Looks for a term in the sentences: as a token, or wherever the string stands. */
const sentences = data.sentences;

/* Full-width letters, digits and signs as ASCII, as words are counted; the same length. */
const fold = (text) =>
  text.replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

/* Offsets are those of code points in the data, of UTF-16 units here; they differ only where a
 * sentence has characters beyond the basic plane. */
const isPlain = (text) => !/[\uD800-\uDFFF]/.test(text);
function unitsAt(text, codePoints) {
  if (isPlain(text)) return codePoints;
  return [...text].slice(0, codePoints).join("").length;
}

/* Whether a token begins at `start` and one ends at `end`, in one piece. */
function isToken(sentence, start, end) {
  const cuts = sentences.cuts[sentence];
  const text = sentences.text[sentence];
  let at = 0;
  const length = isPlain(text) ? end - start : [...text.slice(start, end)].length;
  const wanted = isPlain(text) ? start : [...text.slice(0, start)].length;
  for (const digit of cuts) {
    if (at === wanted) return parseInt(digit, 36) === length;
    if (at > wanted) return false;
    at += parseInt(digit, 36);
  }
  return false;
}

const folded = new Array(sentences.text.length);
function foldedText(sentence) {
  return (folded[sentence] ??= fold(sentences.text[sentence]));
}

/* Every place of a string: [{sentence, start, end, token}]. */
function findTerm(term) {
  const wanted = fold(term).toLowerCase();
  const found = [];
  if (!wanted) return found;
  for (let i = 0; i < sentences.text.length; i += 1) {
    const text = foldedText(i).toLowerCase();
    let at = text.indexOf(wanted);
    while (at >= 0) {
      const end = at + wanted.length;
      const exact = foldedText(i).slice(at, end) === fold(term);
      found.push({ sentence: i, start: at, end, token: exact && isToken(i, at, end) });
      at = text.indexOf(wanted, end);
    }
  }
  return found;
}

/* A place in the data ([sentence, start, end]) as one here; null where the page has not got it. */
function placeOf([sentence, start, end]) {
  if (sentence < 0) return null;
  const text = sentences.text[sentence];
  return { sentence, start: unitsAt(text, start), end: unitsAt(text, end) };
}
