// Where one wording differs from another, character by character.

/** Pieces [{text, differs}] of `words`: what is not in the longest common run with `other`. */
export function pieces(words, other) {
  const [a, b] = [[...words], [...other]];
  // common[i][j]: how many characters a[i:] and b[j:] have in common, in order.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i][j] =
        a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const found = [];
  let [i, j] = [0, 0];
  while (i < a.length) {
    const same = j < b.length && a[i] === b[j];
    if (!same && j < b.length && common[i][j + 1] >= common[i + 1][j]) {
      j += 1;
      continue;
    }
    add(found, a[i], !same);
    i += 1;
    if (same) j += 1;
  }
  return found;
}

function add(found, character, differs) {
  const last = found.at(-1);
  if (last?.differs === differs) last.text += character;
  else found.push({ text: character, differs });
}
